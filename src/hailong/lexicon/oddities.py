"""Where a line may have lost letters: words nobody writes, spaces too many, marks that stand for a letter."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hailong.lexicon.gaps import Stretch
from hailong.lexicon.wording import START, UNKNOWN, Wording, classify

_ITEM = re.compile(r"[^\W\d_]+|\d+|[^\w\s\ufffd\u25a1\u0000-\u0008\u000e-\u001f\ue000-\uf8ff]|_")
_TICKS = frozenset("xXvV")
_LOOSE_MARK = re.compile(r"[\u0300-\u036f]")  # letters and marks apart: not NFC, or broken otherwise


class Odd(NamedTuple):
    """A stretch of a line that may hide letters, and where in the line it starts."""

    start: int
    stretch: Stretch


def odd_stretches(lines: Sequence[str], known: Wording) -> Iterator[list[Odd]]:
    """The odd stretches of each line, in order; none for most lines of a sound text."""
    sound = _Sound(known)
    before = START
    for line in lines:
        items = list(_ITEM.finditer(line))
        if items and not _LOOSE_MARK.search(line):
            odd = _flags(line, items, sound)
            yield list(_stretches(line, items, odd, before)) if any(odd) else []
        else:
            yield []
        before = _class(items[-1].group(), known) if items else before


class _Sound(dict[str, bool]):
    """Remembers which printed words are sound; numbers and marks are."""

    def __init__(self, known: Wording) -> None:
        """Known is the wording that decides."""
        super().__init__()
        self._known = known

    def __missing__(self, shown: str) -> bool:
        self[shown] = sound = not shown[0].isalpha() or self._known.sound(shown)
        return sound


def _numbers(line: str, item: re.Match[str]) -> bool:
    """Whether the item is a letter that counts or abbreviates ("a)", "(b)", "A.B."), or a tag of markup ("<p>")."""
    if line[: item.start()].endswith(("<", "</")) or _ticks(line, item):
        return True
    if item.end() - item.start() > 1 or line[item.end() : item.end() + 1] not in (")", ".", "/"):
        return False
    return not line[: item.start()].strip() or line[item.start() - 1] in ".("


def _ticks(line: str, item: re.Match[str]) -> bool:
    """Whether the item is a cross or tick in a table ("x"): alone between single spaces, where nothing is missing."""
    around = f" {line} "[item.start() : item.end() + 2]
    beside = f"  {line}  "[item.start() : item.end() + 4]
    return item.group() in _TICKS and around == f" {item.group()} " and "  " not in beside.strip()


def _class(shown: str, known: Wording) -> str:
    word = classify(shown)
    return word if not word[0].isalpha() or known.sound(shown) else UNKNOWN


def _flags(line: str, items: Sequence[re.Match[str]], sound: _Sound) -> list[bool]:
    """Which items lie beside something odd."""
    odd = [False] * len(items)
    end = 0
    for number, item in enumerate(items):
        gap = item.start() - end
        if gap > 1 or (gap and (not end or line[end] not in " \t\u00a0")):
            odd[max(0, number - 1) : number + 1] = [True] * (number + 1 - max(0, number - 1))
        if not sound[item.group()] and not _numbers(line, item):
            low, high = max(0, number - 1), min(len(items), number + 2)
            odd[low:high] = [True] * (high - low)
        end = item.end()
    if len(line) - end > 1:
        odd[-1] = True
    return odd


def _stretches(line: str, items: Sequence[re.Match[str]], odd: Sequence[bool], before: str) -> Iterator[Odd]:
    shouted = line.isupper()
    first = 0
    while first < len(items):
        if not odd[first]:
            first += 1
            continue
        last = first
        while last + 1 < len(items) and odd[last + 1]:
            last += 1
        opens, closes = first == 0, last == len(items) - 1
        start = 0 if opens else items[first].start()
        end = len(line) if closes else items[last].end()
        left = before if opens else classify(items[first - 1].group())
        right = None if closes else classify(items[last + 1].group())
        yield Odd(start, Stretch(line[start:end], left, right, opens, closes, shouted))
        first = last + 1
