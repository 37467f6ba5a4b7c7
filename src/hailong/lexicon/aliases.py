"""Aliases: how an official name may be put, written short in the data files and looked for in folded text.

    [các] thủ tục hành chính        a word in square brackets may be missing
    (người dân|tổ chức) hài lòng    one of the choices must stand there
    giao dịch ... trực tuyến        up to sixteen other words may come between, no semicolon among them

Case, diacritics and punctuation do not count, and "và" may stand between any two words. Brackets do not nest.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from hailong.lexicon.text import fold, nfc

_TOKEN: Final = re.compile(r"[^\W_]+|[%;]|(?<=\d)[.,](?=\d)")
_PIECE: Final = re.compile(r"\[(?P<maybe>[^\]]+)\]|\((?P<choice>[^)]+)\)|(?P<gap>\.\.\.)|(?P<word>[^\s\[\]()]+)")
_AND: Final = "(?:va )?"
_GAP: Final = r"(?:[^\s;]+ ){0,16}?"
_NESTED: Final = re.compile(r"[\[(][^\])]*[\[(]|[\[(][^\])]*$")


class Span(NamedTuple):
    """Words first up to but not including last, counted from 0."""

    first: int
    last: int


class Words:
    """A text cut into words: as printed, and folded into one line to look for aliases in."""

    def __init__(self, text: str) -> None:
        """Cut the text; punctuation is dropped, percent signs, semicolons and the comma inside a number are words."""
        self.printed: tuple[str, ...] = tuple(_TOKEN.findall(nfc(text)))
        self.folded: tuple[str, ...] = tuple(map(fold, self.printed))
        self.line = " ".join(self.folded) + " "
        self._starts: list[int] = [0]
        for word in self.folded:
            self._starts.append(self._starts[-1] + len(word) + 1)

    def find(self, alias: str) -> Iterator[Span]:
        """Where the alias stands, from the left, without overlap."""
        for match in compiled(alias).finditer(self.line):
            first = bisect_left(self._starts, match.start())
            yield Span(first, first + match[0].count(" "))


@cache
def compiled(alias: str) -> re.Pattern[str]:
    """The alias as an expression over folded words, each followed by one space."""
    pieces = [_expression(match) for match in _PIECE.finditer(alias)]
    return re.compile(r"(?<!\S)" + _AND.join(pieces))


def _expression(piece: re.Match[str]) -> str:
    if piece["gap"]:
        return _GAP
    if piece["word"]:
        return _phrase(piece["word"])
    longest_first = sorted((piece["maybe"] or piece["choice"]).split("|"), key=lambda choice: -len(choice.split()))
    choices = "|".join(map(_phrase, longest_first))
    return f"(?:{choices}){'?' if piece['maybe'] else ''}"


def _phrase(words: str) -> str:
    return "".join(re.escape(fold(word)) + " " for word in words.split())


def alias_problems(file: str, code: str, aliases: Iterable[str]) -> Iterator[str]:
    """One Vietnamese sentence for every alias whose brackets nest or stay open."""
    for alias in aliases:
        if _NESTED.search(alias):
            yield f"{file}: mã {code} có cách gọi “{alias}” lồng ngoặc hoặc thiếu ngoặc đóng."
