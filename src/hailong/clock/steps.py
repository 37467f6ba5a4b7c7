"""A deadline cell cut into the items an official listed in it: by line, bullet, number or semicolon."""

import re

from hailong.lexicon.text import nfc, squeeze

_BULLET = r"(?:[-–—+•*▪]\s*|\(?\d{1,2}[.)]\s+|\(\d{1,2}\)\s*|[a-zđ]\)\s*)"
_LINE_BULLET = re.compile(rf"(?:^|\n|;)\s*{_BULLET}(?=\D)")
_INNER_BULLET = re.compile(r"\s[-–+•*]\s")


def items(text: str) -> list[str]:
    """The items of a cell, each on one line without its bullet; a cell with one item gives a list of one."""
    cell = nfc(text)
    parts = _LINE_BULLET.split(cell)
    parts = [piece for part in parts for piece in part.split(";")]
    if sum(bool(part.strip()) for part in parts) < 2:
        parts = _inner(cell)
    return [line for line in (squeeze(part).strip(" .;,") for part in parts) if line]


def _inner(cell: str) -> list[str]:
    """The items of one line: a dash between spaces opens one where a capitalised word of small letters follows."""
    parts: list[list[str]] = []
    for piece in _INNER_BULLET.split(cell):
        if not parts or (piece[:1].isupper() and piece[1:2].islower()):
            parts.append([piece])
        else:
            parts[-1].append(piece)
    return [" - ".join(part) for part in parts]
