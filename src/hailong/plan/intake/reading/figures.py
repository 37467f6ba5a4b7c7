"""Figures in sentences: the number, the comparing word before or behind it, and where both stand."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any

from hailong.lexicon.numbers import number_word, parse_number

DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_WORD = r"[^\W\d_]+"
_NEAR = 40
_MOST = 60  # figures of one sentence that are read: what holds more is a table laid flat


@cache
def wording() -> dict[str, Any]:
    """The words of data/amounts.toml."""
    source = resources.files("hailong.plan.intake.reading") / "data" / "amounts.toml"
    return tomllib.loads(source.read_text("utf-8"))


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest tried first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit in a sentence: `start` counts from the comparing word, `end` to the one behind the unit.

    `compared` is False where no comparing word stands by; the operator is "=" then.
    """

    start: int
    end: int
    number_start: int
    value: Decimal
    unit: str
    operator: str
    compared: bool

    @property
    def plain(self) -> int | float:
        """The value as JSON writes it."""
        return int(self.value) if self.value == self.value.to_integral_value() else float(self.value)


def figures(sentence: str, units: str, *, time: bool = False) -> Iterator[Figure]:
    """The first 60 figures, in digits or words ("tám"), with one of the units (a pattern) in a sentence.

    `time`: the units are lengths of time, before which "trong vòng" and "chậm nhất" compare too.
    """
    digits = rf"(?P<number>{DIGITS})(?:\s*\([^)\d]*\))?"
    pattern = re.compile(rf"(?<![\w/.,])(?<![^\W\d]-){digits}\s*(?P<unit>{units})", re.IGNORECASE)
    found = [(match, parse_number(match["number"])) for match in pattern.finditer(sentence)]
    found += list(_in_words(sentence, units))
    for match, value in islice(sorted(found, key=lambda one: one[0].start("number")), _MOST):
        if value is not None:
            yield _figure(sentence, match, value, time=time)


def _in_words(sentence: str, units: str) -> Iterator[tuple[re.Match[str], Decimal | None]]:
    for length in (3, 2, 1):
        number = rf"(?P<number>{_WORD}(?:\s{_WORD}){{{length - 1}}})"
        for match in re.finditer(rf"(?<!\w)(?={number}\s+(?P<unit>{units}))", sentence, re.IGNORECASE):
            value = number_word(match["number"])
            place = match.start("number")
            longer = sentence[max(0, place - _NEAR) : place].split()[-1:]
            if value is not None and not (longer and number_word(longer[0]) is not None):
                yield match, Decimal(value)


def _figure(sentence: str, match: re.Match[str], value: Decimal, *, time: bool) -> Figure:
    start, end = match.start("number"), match.end("unit")
    before, behind = operator_before(sentence[:start], time=time), operator_behind(sentence[end:])
    operator = behind[0] if behind else before[0] if before else "="
    return Figure(
        start=start - (before[1] if before else 0),
        end=end + (behind[1] if behind else 0),
        number_start=start,
        value=value,
        unit=match["unit"].lower(),
        operator=operator,
        compared=bool(before or behind),
    )


def operator_before(text: str, *, time: bool = False) -> tuple[str, int] | None:
    """The operator at the end of a text and how many characters it takes, or None."""
    match = _before(time=time).search(text[-_NEAR:])
    return (_operators("before", "before_time")[match["word"].lower()], len(match[0])) if match else None


def operator_behind(text: str) -> tuple[str, int] | None:
    """The operator at the beginning of a text ("trở lên") and how many characters it takes, or None."""
    match = _behind().match(text)
    return (_operators("after")[match["word"].lower()], match.end()) if match else None


@cache
def _operators(*sides: str) -> dict[str, str]:
    return {word: operator for side in sides for operator, words in wording()[side].items() for word in words}


@cache
def _before(*, time: bool) -> re.Pattern[str]:
    words = either(_operators(*(("before", "before_time") if time else ("before",))))
    between = either(wording()["between"]["words"])
    return re.compile(rf"(?<!\w)(?P<word>{words})\s*(?:(?:{between})\s+)*\(?\s*$", re.IGNORECASE)


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"\s*\)?\s*(?P<word>{either(_operators('after'))})(?!\w)", re.IGNORECASE)
