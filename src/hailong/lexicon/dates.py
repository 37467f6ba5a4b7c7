"""Dates as Vietnamese offices write and read them: day first, in figures, in the long form, or in words.

05/07/2025 is 5 July. A date with its day left blank for the pen ("ngày    tháng 8 năm 2025") is no date: None.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from hailong.lexicon.numbers import number_word
from hailong.lexicon.text import nfc, squeeze

_FIGURES: Final = re.compile(r"(?<!\d)(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)", re.ASCII)
_ISO: Final = re.compile(r"(?<![\d/.-])(\d{4})-(\d{2})-(\d{2})(?![\d/-])", re.ASCII)
_WORD: Final = r"[^\W\d_]+"
_LONG: Final = re.compile(
    r"(?:\bngày\s{0,3})?(?<!\d)(\d{1,2})\s{0,3}tháng\s{0,3}(\d{1,2})\s{0,3}năm\s{0,3}(\d{4})(?!\d)",
    re.IGNORECASE,
)
_SPOKEN: Final = re.compile(
    rf"\bngày\s+({_WORD}(?:\s+{_WORD}){{0,2}}?)\s+tháng\s+({_WORD}(?:\s+{_WORD})?)"
    rf"\s+năm\s+({_WORD}(?:\s+{_WORD}){{2,6}})",
    re.IGNORECASE,
)
_PREFIX: Final = re.compile(r"^ngày\s+", re.IGNORECASE)
_CENTURY_TURN: Final = 70
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
_FIRST_PLAIN_MONTH: Final = 3


def parse_date(text: str) -> date | None:
    """The date a whole text is, or None: 05/07/2025, 30.6.2025, 09-10-2025, 5/7/25, 2025-07-05, the long form, words.

    "ngày" may stand before any of them. Two figures of a year mean 1970 to 2069. Dates that do not exist, years
    outside 1900 to 2199 and dates with a blank are None.
    """
    whole = squeeze(text).rstrip(".,;")
    bare = _PREFIX.sub("", whole)
    if found := _FIGURES.fullmatch(bare):
        return _date(found[4], found[3], found[1])
    if found := _ISO.fullmatch(bare):
        return _date(found[1], found[2], found[3])
    if found := _LONG.fullmatch(whole):
        return _date(found[3], found[2], found[1])
    if found := _SPOKEN.fullmatch(whole):
        return _spoken(found)
    return None


def find_dates(text: str) -> list[tuple[int, int, date]]:
    """Every date in a text as (start, end, date), in order; the places count characters of the text in NFC.

    A year of two figures counts only after slashes (1.2.25 is an outline number), and the head of a document number
    such as 12/3/2025/QĐ is no date.
    """
    found = sorted(_candidates(nfc(text)), key=lambda one: (one[0], -one[1]))
    kept: list[tuple[int, int, date]] = []
    for start, end, day in found:
        if day is not None and (not kept or start >= kept[-1][1]):
            kept.append((start, end, day))
    return kept


def _candidates(text: str) -> Iterator[tuple[int, int, date | None]]:
    for match in _LONG.finditer(text):
        yield match.start(), match.end(), _date(match[3], match[2], match[1])
    for match in _ISO.finditer(text):
        yield match.start(), match.end(), _date(match[1], match[2], match[3])
    for match in _SPOKEN.finditer(text):
        yield from _shortened(match)
    for match in _FIGURES.finditer(text):
        if not _part_of_number(text, match) and (len(match[4]) == len("2025") or match[2] == "/"):
            yield match.start(), match.end(), _date(match[4], match[3], match[1])


def _part_of_number(text: str, match: re.Match[str]) -> bool:
    """Whether the figures run on to either side, as in an outline number 1.2.3.2025 or a symbol 12/3/2025/QĐ."""
    before, after, sign = text[: match.start()], text[match.end() :], match[2]
    if re.search(rf"\d{re.escape(sign)}$", before) or (sign == "/" and before.endswith("/")):
        return True
    return bool(re.match(rf"{re.escape(sign)}(\d|(?<=/)[^\W_])", after))


def _shortened(match: re.Match[str]) -> Iterator[tuple[int, int, date | None]]:
    """A spoken date without the words that follow its year: the longest year that is a number wins."""
    words = match[3].split()
    for length in range(len(words), 2, -1):
        year = " ".join(words[:length])
        if number_word(year) is not None:
            end = match.start(3) + _end_of(match[3], length)
            yield match.start(), end, _from_words(match[1], match[2], year)
            return


def _end_of(text: str, words: int) -> int:
    """Where the given number of words ends in a text that begins with a word."""
    return list(re.finditer(r"\S+", text))[words - 1].end()


def _spoken(match: re.Match[str]) -> date | None:
    return _from_words(match[1], match[2], match[3])


def _from_words(day: str, month: str, year: str) -> date | None:
    parts = [number_word(words) for words in (year, month, re.sub(r"(?i)^mồng\s+|^mùng\s+", "", day))]
    return None if None in parts else _date(*map(str, parts))


def _date(year: str, month: str, day: str) -> date | None:
    full = int(year)
    if len(year) == 2:
        full += 1900 if full >= _CENTURY_TURN else 2000
    if not _FIRST_YEAR <= full <= _LAST_YEAR:
        return None
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None


def format_date(day: date) -> str:
    """The short form, dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_long_date(day: date) -> str:
    """The form of an official letterhead: ngày 05 tháng 01 năm 2026, ngày 10 tháng 3 năm 2026.

    A 0 stands before days under 10 and before months 1 and 2 only (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II, 4).
    """
    month = f"{day.month:02d}" if day.month < _FIRST_PLAIN_MONTH else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
