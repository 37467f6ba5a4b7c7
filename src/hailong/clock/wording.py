"""A deadline phrase as a run of tokens: calendar spans, rhythms and the small words between them.

Matching is done on the text without diacritics, capitals and spaces, because a cell of a printed table arrives
wrapped over lines, in capitals, without marks or with spaces inside words; each place is mapped back to the text.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from hailong.lexicon.text import fold, squeeze

_SAME_SIGN = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "“": "", "”": "", '"': "", "'": "", "’": ""}
)
_YEAR_GLUE = r"[/.,(-]*(?:cua|trong)?(?:nam)?[/.,(-]*"
_YEAR_TAIL = rf"(?:{_YEAR_GLUE}(?P<y>20\d\d)(?!\d))?"
_SPAN_YEAR = rf"(?:{_YEAR_GLUE}(?P<y>20\d\d)(?!\d)|/(?P<yy>2\d)(?!\d))?"  # "Quý I/25" too
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:1[0-2]|0?[1-9])"
_QUARTER = r"(?:0?[1-4](?=\D|20\d\d(?!\d)|$)|[il|]v(?!a)|[il|]{1,3})"  # "I và II" is no IV
_AND = r"(?:va|,|;|&|\+|/|-|den|toi|denhet)+"
_UNIT = {"ngay": "daily", "tuan": "weekly", "thang": "monthly", "quy": "quarterly", "nam": "yearly"}
_UNITS = "|".join(_UNIT)
# "Theo quy định" and "hằng năm học" are other words that begin with a unit.
_UNIT_END = r"(?!dinh|che|trinh|mo(?!t)|hoach|luat|uoc|hoc)"


_WORDS = ("tail", "verb", "before", "from", "to", "early", "whole", "and", "plain")
_LONGEST = 160  # characters of the key: no token is longer, so that a hostile line cannot make each one read it whole
_REMEMBERED = 4096


@cache
def wording() -> dict[str, Any]:
    """The words of data/phrases.toml."""
    return tomllib.loads((resources.files("hailong.clock") / "data" / "phrases.toml").read_text("utf-8"))


@cache
def _letter(char: str) -> str:
    return fold(char).translate(_SAME_SIGN)


@dataclass(frozen=True, slots=True)
class Squashed:
    """A text on one line and its key: folded, without spaces; `at` is the place in the text of each key character."""

    text: str
    key: str
    at: tuple[int, ...]
    known: dict[int, "Token | None"] = field(default_factory=dict, repr=False, compare=False)

    def parted(self, place: int) -> bool:
        """Whether no word runs across this place of the key."""
        if place <= 0 or place >= len(self.key):
            return True
        glued = self.at[place] - self.at[place - 1] <= 1
        return not (glued and self.key[place - 1].isalpha() and self.key[place].isalpha())

    def slice(self, start: int, end: int) -> str:
        """The text between two places of the key."""
        if start >= end:
            return ""
        return self.text[self.at[start] : self.at[end - 1] + 1]


def squash(text: str) -> Squashed:
    """Bring a text on one line and make its key."""
    line = squeeze(text)
    pairs = [(char, place) for place, letter in enumerate(line) if letter != " " for char in _letter(letter)]
    return Squashed(line, "".join(char for char, _ in pairs), tuple(place for _, place in pairs))


@cache
def key(text: str) -> str:
    """The key of a word of the data."""
    return squash(text).key


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a phrase. `kind`: date day month quarter half year repeat, or word (`name` says which class).

    `numbers` are quarters, months, halves or (day, month); `span` that the numbers are the ends of one stretch.
    """

    kind: str
    start: int
    end: int
    numbers: tuple[int, ...] = ()
    year: int | None = None
    span: bool = False
    name: str = ""
    weekday: int | None = None


Maker = Callable[[re.Match[str]], Token]


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(key(word)) for word in words), key=lambda word: (-len(word), word)))


def _year(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    found = groups.get("y") or groups.get("yy")
    if not found:
        return None
    return int(found) if len(found) == 4 else 2000 + int(found)


def _token(match: re.Match[str], kind: str, numbers: tuple[int, ...] = (), **more: Any) -> Token:
    return Token(kind, match.start(), match.end(), numbers, _year(match), **more)


def _quarter_number(text: str) -> int:
    digits = text.strip("0")
    if digits.isdigit():
        return int(digits)
    return 4 if digits.endswith("v") else len(digits)


def _stretch(numbers: tuple[int, ...], glue: str) -> bool:
    """Whether a list of quarters or months is one stretch: joined by "đến" or a dash, or one after the other."""
    if len(numbers) < 2 or numbers[-1] <= numbers[0]:
        return False
    joined = len(numbers) == 2 and ("-" in glue or "den" in glue or "toi" in glue)
    return joined or all(after - before == 1 for before, after in pairwise(numbers))


def _quarters(match: re.Match[str]) -> Token:
    printed = match["q"].replace("quy", "").replace("toi", "-")
    numbers = tuple(_quarter_number(part) for part in re.findall(_QUARTER, printed))
    return _token(match, "quarter", numbers, span=_stretch(numbers, re.sub(_QUARTER, "", printed)))


def _months(match: re.Match[str]) -> Token:
    numbers = tuple(int(part) for part in re.findall(r"\d+", match["m"]))
    return _token(match, "month", numbers, span=_stretch(numbers, match["m"].replace("thang", "")))


def _word_month(match: re.Match[str]) -> Token:
    return _token(match, "month", (_months_by_key()[match["m"]],))


@cache
def _months_by_key() -> dict[str, int]:
    return {key(word): number for word, number in wording()["months"].items()}


def _half(match: re.Match[str]) -> Token:
    return _token(match, "half", (1 if match["h"] == "dau" else 2,))


def _part_of_year(match: re.Match[str]) -> Token:
    quarters = 1 if match["n"] in ("3", "03", "ba") else 3
    first = 1 if match["h"] == "dau" else 5 - quarters
    return _token(match, "quarter", tuple(range(first, first + quarters)), span=quarters > 1)


def _date(match: re.Match[str]) -> Token:
    return _token(match, "date", (int(match["d"]), int(match["m"])))


def _days(match: re.Match[str]) -> Token:
    return replace(_date(match), span=True, name=match["first"])


def _weekly(match: re.Match[str]) -> Token:
    return _token(match, "repeat", name="weekly", weekday=_weekday(match["w"]))


def _monthly(match: re.Match[str]) -> Token:
    return _token(match, "repeat", name="monthly")


def _weekday(text: str | None) -> int:
    if text is None:
        return 7
    return int(text) - 1 if text.isdigit() else {key(w): n for w, n in wording()["weekdays"].items()}[text]


def _rhythm(match: re.Match[str]) -> Token:
    units = [unit for unit in _UNIT if unit in match["u"]]
    return _token(match, "repeat", name=_UNIT[units[0]])


def _named(kind: str, name: str) -> Maker:
    return lambda match: _token(match, kind, name=name)


Patterns = tuple[tuple[re.Pattern[str], Maker], ...]


@cache
def _grammar() -> Patterns:
    """The patterns in the order in which they are tried; a calendar span is preferred to a small word."""
    patterns = [*_weekly_patterns(), *_rhythm_patterns(), *_span_patterns(), *_day_patterns(), *_word_patterns()]
    return tuple((re.compile(pattern), maker) for pattern, maker in patterns)


def _weekly_patterns() -> list[tuple[str, Maker]]:
    day = f"(?:{_alternatives(wording()['weekdays'])}|[2-7](?!\\d))"
    week = r"(?:dau|cuoi|thu(?:nhat|hai|ba|tu|\d))"
    weekday = rf"(?:thu(?P<w>{day})(?:(?:,|va)+(?:thu)?{day})*|(?P<sunday>chunhat))"
    return [
        (rf"{weekday}[,(]*(?:hang|moi|tung|cac|trong|cua)*tuan(?!dau|cuoi|thu)", _weekly),
        (rf"(?:{weekday},?)?tuan{week}(?:tien|cung)?(?:cua)?(?:hang|moi)?thang(?![a-z\d])", _monthly),
        (rf"(?:dinhky)?(?:hang|moi)tuan[,(:]*(?:vao)?(?:ngay|sang|chieu)*{weekday}\)?", _weekly),
    ]


def _rhythm_patterns() -> list[tuple[str, Maker]]:
    once = r"(?:\d{1,2}|mot|hai|ba)(?:lan|dot|buoi|cuoc)(?:/|moi|trong|mot|tren)*"
    every = rf"(?:{once}|(?:dinhky)?(?:hang|moi|theo|tung)|dinhky)"
    more = rf"(?:[,/]?(?:va|hoac)?(?:hang|moi)?(?:tuan|thang(?!\d)|quy(?![\dil])|nam){_UNIT_END})*"
    return [
        *((f"(?:{_alternatives(names)})", _named("repeat", name)) for name, names in wording()["rhythms"].items()),
        (rf"{every}(?P<u>(?:{_UNITS}){_UNIT_END}{more})(?:/?{once})?", _rhythm),
        (rf"(?P<u>{_UNITS})(?:/|mot)?(?:0?1|mot)?lan", _rhythm),
    ]


def _span_patterns() -> list[tuple[str, Maker]]:
    """Halves, quarters and months, one or several."""
    part = rf"thang(?P<h>dau|cuoi)(?:cua)?(?:nam(?!20))?{_YEAR_TAIL}"
    month = f"thang(?P<m>{_alternatives(wording()['months'])})"
    return [
        (rf"(?:0?6|sau){part}", _half),
        (rf"nua(?P<h>dau|cuoi)nam{_YEAR_TAIL}", _half),
        (rf"(?P<n>0?3|0?9|ba|chin){part}", _part_of_year),
        (rf"(?:quy|qui|q\.?)(?P<q>{_QUARTER}(?:{_AND}(?:quy)?{_QUARTER})*){_SPAN_YEAR}", _quarters),
        (rf"t\.?(?P<m>{_MONTH})[/.-](?P<y>20\d\d)(?!\d)", _months),
        # A further month must not be the day of a date: "tháng 6, 12/12/2025".
        (
            rf"thang(?P<m>{_MONTH}(?!\d)(?:{_AND}(?:thang)?{_MONTH}(?!\d|[/.-]\d\d?(?!\d)))*){_SPAN_YEAR}",
            _months,
        ),
        (rf"thang(?P<m>{_MONTH})[/.-]?{_YEAR_TAIL}(?!\d)", _months),
        (rf"{month}(?:nam|[/.])+(?P<y>20\d\d)(?!\d)", _word_month),
        (rf"{month}(?![a-z0-9])", _word_month),
    ]


def _day_patterns() -> list[tuple[str, Maker]]:
    """Dates, a month and a year in figures, days and years."""
    stretch = rf"(?P<first>{_DAY})(?:-|den|denngay)(?:ngay)?(?P<d>{_DAY})"
    return [
        (rf"(?:ngay)?{stretch}(?:[/.]|thang)(?P<m>{_MONTH})(?:(?:[/.]|nam)(?P<y>20\d\d))?(?!\d)", _days),
        # "20/5 - 31/5" is no day of the year 31.
        (rf"(?:ngay)?(?P<d>{_DAY})[/.-](?P<m>{_MONTH})[/.-](?P<y>20\d\d|\d\d(?![/.]\d))(?!\d)", _date),
        (rf"(?:ngay)?(?P<d>{_DAY})[/.-]?thang(?P<m>{_MONTH})(?!\d){_YEAR_TAIL}", _date),
        (rf"(?P<m>{_MONTH})[/.-](?P<y>20\d\d)(?!\d)", _months),
        (rf"(?:ngay)?(?P<d>{_DAY})[/.-](?P<m>{_MONTH})(?!\d){_YEAR_TAIL}", _date),
        (rf"ngay(?P<d>{_DAY})(?!\d)", lambda match: _token(match, "day", (int(match["d"]),))),
        (r"(?:nam)?(?P<y>20\d\d)(?!\d)", _named("year", "printed")),
        (r"(?:trong|ca|suot|het|cuoi|toan)+nam(?:nay)?(?!20|hoc)", _named("year", "bare")),
        (r"(?<=het)nam(?:nay)?(?!20|hoc)", _named("year", "bare")),
    ]


def _word_patterns() -> list[tuple[str, Maker]]:
    words = wording()["words"]
    return [
        *((f"(?:{_alternatives(words[name])})", _named("word", name)) for name in _WORDS),
        (r"\d{1,2}(?:h|g|gio)(?:\d\d)?(?:phut)?", _named("word", "plain")),  # an hour of the day
        (r"-", _named("word", "to")),
        (r"[,;:.()&/+]", _named("word", "sign")),
    ]


def next_token(squashed: Squashed, place: int) -> Token | None:
    """The token that begins at a place of the key and ends between two words, or None; remembered, for a search
    begins at every word and meets the same tokens again."""
    known = squashed.known
    if place not in known:
        if len(known) >= _REMEMBERED:
            known.clear()
        known[place] = _token_at(squashed, place)
    return known[place]


def _token_at(squashed: Squashed, place: int) -> Token | None:
    for pattern, maker in _grammar():
        match = pattern.match(squashed.key, place, place + _LONGEST)
        if match and match.end() > place and squashed.parted(match.end()):
            return maker(match)
    return None


def tokens(squashed: Squashed, place: int = 0) -> Iterator[Token]:
    """The tokens from a place of the key on, as far as they follow one another."""
    while place < len(squashed.key):
        token = next_token(squashed, place)
        if token is None:
            return
        yield token
        place = token.end
