"""Passages cut into whole sentences: a figure is read with the sentence it stands in, and no further."""

import re

from hailong.lexicon.text import nfc, squeeze

_BULLET = r"(?:[-–—+•*▪●]\s+|\(?\d{1,2}[.)]\s+(?=\D)|\(\d{1,2}\)\s*|[a-zđ]\)\s+)"
_LINES = re.compile(rf"(?<=[.;:!?])\s*\n|\n(?=\s*{_BULLET})")
_STARTING_BULLET = re.compile(rf"^\s*{_BULLET}")
_INNER_BULLET = re.compile(r"\s[-–+•]\s+(?=[^\W\d_]|\d)")
# A full stop ends a sentence before a capital, a figure or a bullet; not behind "TP." or "Th.S.".
_STOP = re.compile(r"(?<=[.!?…])(?<![\s.(][A-ZĐ]\.)(?<![\s.(]T[PphS]\.)(?<![\s.(]ThS\.)\s+(?=[A-ZĐÀ-Ỵ“\"(\d-])")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences and list items of a passage, each on one line, without bullet and closing stop."""
    found: list[str] = []
    for line in _LINES.split(nfc(text)):
        parts = _INNER_BULLET.split(line) if _STARTING_BULLET.match(line) else [line]
        for part in parts:
            for piece in _STOP.split(squeeze(_STARTING_BULLET.sub("", part))):
                found += _at_semicolons(piece)
    return tuple(sentence for sentence in (piece.strip(" .;,") for piece in found) if sentence)


def _at_semicolons(text: str) -> list[str]:
    """Cut at semicolons that stand outside brackets."""
    pieces, depth = [""], 0
    for char in text:
        depth = max(0, depth + (char == "(") - (char == ")"))
        if char == ";" and not depth:
            pieces.append("")
        else:
            pieces[-1] += char
    return pieces
