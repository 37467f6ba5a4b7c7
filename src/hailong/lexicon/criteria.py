"""The criteria of the satisfaction index by code (TC HC PV KQ TT, DK), and finding them in cells and headings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from hailong.lexicon.aliases import Span, Words, alias_problems
from hailong.lexicon.tables import dated_problems, holds, repeated_problems, table
from hailong.lexicon.text import fold, roman_to_int

_FILE: Final = "criteria.toml"
_SURE: Final = 1.0
_NAMED_BRIEFLY: Final = 0.9
_BARE: Final = 0.5
_MID_SENTENCE: Final = 0.8
_LONGEST: Final = 4000


@dataclass(frozen=True, slots=True)
class Criterion:
    """One version of a criterion: its official name, other wordings, when it holds and who says so."""

    code: str
    name: str
    aliases: tuple[str, ...]
    brief: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    source: str
    verified: bool
    note: str


class _Naming(NamedTuple):
    """A criterion named in words `span` of a text; sure is False for a bare code or a brief name."""

    span: Span
    code: str
    sure: bool


@cache
def _criteria() -> tuple[Criterion, ...]:
    return tuple(
        Criterion(
            row["code"],
            row["name"],
            tuple(row["aliases"]),
            tuple(row["brief"]),
            row.get("valid_from"),
            row.get("valid_to"),
            row["source"],
            row["verified"],
            row["note"],
        )
        for row in table(_FILE)["criterion"]
    )


@cache
def codes() -> tuple[str, ...]:
    """Every code there ever was, in the order tables print them."""
    return tuple(table(_FILE)["order"])


def criterion(code: str, day: date | None = None) -> Criterion:
    """The criterion as it stands on the day, or its newest version; LookupError for an unknown code or day."""
    versions = [one for one in _criteria() if one.code == code and (day is None or holds(one, day))]
    if not versions:
        raise LookupError(f"Không có tiêu chí mã “{code}”{f' vào ngày {day:%d/%m/%Y}' if day else ''}.")
    return max(versions, key=lambda one: one.valid_from or date.min)


def criteria_on(day: date) -> tuple[Criterion, ...]:
    """The criteria in force on the day, in the order tables print them."""
    return tuple(sorted((one for one in _criteria() if holds(one, day)), key=lambda one: codes().index(one.code)))


def find_criteria(text: str) -> tuple[str, ...]:
    """The codes of the criteria that a criterion cell or a section heading names, in printed order, each once.

    Full names are found among other words. Bare codes ("TC, HC") and brief names ("Kết quả") count only where the
    whole text is made of names, since TT is also "thông tư" and a result is often only a result. Of a longer text
    the first 4,000 characters are read.
    """
    words = Words(text[:_LONGEST])
    namings = _namings(words, everything=True)
    if _coverage(words, namings) < 1.0:
        namings = _namings(words, everything=False)
    return tuple(dict.fromkeys(naming.code for naming in namings))


def criterion_score(text: str) -> float:
    """How surely, from 0 to 1, a text is wholly a naming of criteria: the share of its words that name one.

    Full names count 1; a code or a brief name 0.9 where "chỉ số" or "tiêu chí" introduces it or several codes stand
    together, and 0.5 alone ("TT" may be a column head). A text that begins with a small letter is more often the rest
    of a sentence: a fifth is taken off. What is longer than 4,000 characters is none.
    """
    if len(text) > _LONGEST:
        return 0.0
    words = Words(text)
    namings = _namings(words, everything=True)
    weak = _NAMED_BRIEFLY if len(namings) > 1 or _introduced(words) else _BARE
    sure = sum(naming.span.last - naming.span.first for naming in namings if naming.sure)
    brief = sum(naming.span.last - naming.span.first for naming in namings if not naming.sure)
    if not sure + brief:
        return 0.0
    share = _coverage(words, namings) * (sure * _SURE + brief * weak) / (sure + brief)
    return share * _MID_SENTENCE if words.printed[0].islower() else share


def _introduced(words: Words) -> bool:
    return any(any(words.find(naming)) for naming in table(_FILE)["filler"]["naming"])


def _namings(words: Words, *, everything: bool) -> list[_Naming]:
    """Namings without overlap, the longest first to choose, in printed order to answer."""
    found = list(_sure(words)) + (list(_unsure(words)) if everything else [])
    found.sort(key=lambda naming: (naming.span.first - naming.span.last, not naming.sure, naming.span.first))
    taken: set[int] = set()
    kept = []
    for naming in found:
        places = set(range(*naming.span))
        if not places & taken:
            taken |= places
            kept.append(naming)
    return sorted(kept)


def _sure(words: Words) -> Iterator[_Naming]:
    for one in _criteria():
        for alias in one.aliases:
            for span in words.find(alias):
                yield _Naming(span, one.code, True)


def _unsure(words: Words) -> Iterator[_Naming]:
    for one in _criteria():
        for alias in one.brief:
            for span in words.find(alias):
                yield _Naming(span, one.code, False)
    for place, word in enumerate(words.printed):
        if word in codes():
            yield _Naming(Span(place, place + 1), word, False)


def _coverage(words: Words, namings: list[_Naming]) -> float:
    """The share of the words that name a criterion, outline numbers and filler apart; 0 where there is no naming."""
    named = {place for naming in namings for place in range(*naming.span)}
    said = [
        place
        for place, word in enumerate(words.folded)
        if place in named or not (word in _filler() or word == ";" or (place == 0 and _is_ordinal(words.printed[0])))
    ]
    return len(named) / len(said) if said else 0.0


def _is_ordinal(word: str) -> bool:
    return word.isdecimal() or len(word) == 1 or roman_to_int(word) is not None


@cache
def _filler() -> frozenset[str]:
    return frozenset(fold(word) for phrase in table(_FILE)["filler"]["words"] for word in phrase.split())


def problems() -> list[str]:
    """What is wrong with the criteria file, one Vietnamese sentence each; empty when all is well."""
    found = list(dated_problems(_FILE, _criteria()))
    found += repeated_problems(_FILE, (f"{one.code} {one.name}" for one in _criteria()))
    found += [f"{_FILE}: mã {one.code} không có trong thứ tự in." for one in _criteria() if one.code not in codes()]
    for one in _criteria():
        found += alias_problems(_FILE, one.code, (*one.aliases, *one.brief))
        named = find_criteria(one.name)
        if named != (one.code,):
            found.append(
                f"{_FILE}: tên “{one.name}” của mã {one.code} lại nhận ra là {', '.join(named) or 'không gì'}."
            )
    return found
