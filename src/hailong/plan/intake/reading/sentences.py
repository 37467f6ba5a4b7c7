"""Passages cut into whole sentences: a figure is read with the sentence it stands in, and no further."""

import re

from hailong.lexicon.text import nfc, squeeze

_BULLET = r"(?:[-–—+•*▪●]\s+|\(?\d{1,2}[.)]\s+(?=\D)|\(\d{1,2}\)\s*|[a-zđ]\)\s+)"
_LINES = re.compile(rf"(?<=[.;:!?])\s*\n|\n(?=[^\S\n]*{_BULLET})")
_MARKS = re.compile(r"[();]")
_STARTING_BULLET = re.compile(rf"^\s*{_BULLET}")
_INNER_BULLET = re.compile(r"\s[-–+•]\s+(?=[^\W\d_]|\d)")
# A full stop ends a sentence before a capital, a figure or a bullet; not behind "TP." or "Th.S.".
_STOP = re.compile(r"(?<=[.!?…])(?<![\s.(][A-ZĐ]\.)(?<![\s.(]T[PphS]\.)(?<![\s.(]ThS\.)\s+(?=[A-ZĐÀ-Ỵ“\"(\d-])")
_LONGEST = 3000  # characters; a text without sentence ends is read in pieces, so that each stays cheap to look through


def sentences(text: str) -> tuple[str, ...]:
    """The sentences and list items of a passage, each on one line, without bullet and closing stop; none is longer
    than 3,000 characters."""
    found: list[str] = []
    for line in _LINES.split(nfc(text)):
        parts = _INNER_BULLET.split(line) if _STARTING_BULLET.match(line) else [line]
        for part in parts:
            for piece in _STOP.split(squeeze(_STARTING_BULLET.sub("", part))):
                found += _at_semicolons(piece)
    pieces = (part.strip(" .;,") for piece in found for part in _bounded(piece))
    return tuple(piece for piece in pieces if piece)


def _at_semicolons(text: str) -> list[str]:
    """Cut at semicolons that stand outside brackets."""
    pieces: list[str] = []
    start, depth = 0, 0
    for mark in _MARKS.finditer(text):
        depth = max(0, depth + (mark[0] == "(") - (mark[0] == ")"))
        if mark[0] == ";" and not depth:
            pieces.append(text[start : mark.start()])
            start = mark.end()
    return [*pieces, text[start:]]


def _bounded(sentence: str) -> list[str]:
    """A sentence too long to be one in pieces, parted at spaces where there are any."""
    pieces: list[str] = []
    start = 0
    while len(sentence) - start > _LONGEST:
        space = sentence.rfind(" ", start, start + _LONGEST)
        end = space if space > start else start + _LONGEST
        pieces.append(sentence[start:end])
        start = end
    return [*pieces, sentence[start:]]
