"""Tokens of a deadline phrase put together into one deadline: spans get their last day, rhythms their weekday."""

import calendar
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hailong.clock.deadlines import Deadline, Frequency, Kind, Milestone
from hailong.clock.wording import Squashed, Token

_FREQUENCIES: tuple[Frequency, ...] = ("daily", "weekly", "monthly", "quarterly", "continuous", "yearly")
_SPAN_KINDS: dict[str, Kind] = {
    "date": "date", "month": "month", "quarter": "quarter", "half": "half_year", "year": "year",
}  # fmt: skip
_SPANS = frozenset({*_SPAN_KINDS, "day"})
_TELLING = frozenset({"before", "from", "to", "early"})
_PAIR = 2
_SURE, _YEAR_OF_PLAN, _START_ONLY, _NO_YEAR = 0.99, 0.97, 0.8, 0.75


class Incomplete(ValueError):
    """The tokens name no day: "ngày 15" without a month, 31 February."""


def dated(run: Sequence[Token], squashed: Squashed, year: int | None) -> Deadline:
    """One deadline from the tokens of a phrase; `year` is the plan's, for spans that print none.

    Raises Incomplete where the tokens do not name a day or a rhythm.
    """
    text = squashed.slice(run[0].start, run[-1].end)
    spans = _with_own_years([token for token in run if token.kind in _SPANS], run)
    rhythms = [token for token in run if token.kind == "repeat"]
    if rhythms:
        return replace(_rhythm(rhythms, spans, run, year), text=text)
    if len(spans) == 1 and not _is_list(spans[0]):
        return replace(_single(spans[0], run, year), text=text)
    if len(spans) == _PAIR and _to_between(run, spans[0], spans[1]):
        return replace(_range(spans[0], spans[1], year), text=text)
    parts = [part for token in spans for part in _parts(token)]
    steps = [replace(_single(part, run, year), text=squashed.slice(part.start, part.end)) for part in parts]
    return Deadline(text, "milestones", _SURE, milestones=tuple(Milestone(None, step) for step in steps))


def _with_own_years(spans: list[Token], run: Sequence[Token]) -> list[Token]:
    """Give "tháng 6, tháng 12/2025" its year twice, and take a lone year beside a span as that span's."""
    kept: list[Token] = []
    for token in spans:
        if token.kind == "year" and kept and _wants_year(kept[-1]) and not _parted(run, kept[-1], token):
            kept[-1] = replace(kept[-1], year=token.year)
        elif kept and kept[-1].kind == "year" and _wants_year(token) and not _to_between(run, kept[-1], token):
            kept[-1] = replace(token, year=kept[-1].year)
        else:
            kept.append(token)
    later: int | None = None
    for index in range(len(kept) - 1, -1, -1):
        later = kept[index].year or later
        kept[index] = replace(kept[index], year=later)
    return kept


def _parted(run: Sequence[Token], first: Token, second: Token) -> bool:
    """Whether a year is a span of its own beside another: "6 tháng đầu năm và cả năm 2024", "từ tháng 3 đến 2025"."""
    return any(token.name in ("to", "whole") and first.end <= token.start < second.start for token in run)


def _wants_year(token: Token) -> bool:
    return token.kind != "year" and token.year is None


def _to_between(run: Sequence[Token], first: Token, second: Token) -> bool:
    return any(token.name == "to" and first.end <= token.start < second.start for token in run)


def _is_list(token: Token) -> bool:
    """Whether a token holds several points rather than one stretch: "Quý I, III", "tháng 6 và 12"."""
    return token.kind in ("month", "quarter") and len(token.numbers) > 1 and not token.span


def _word_before(run: Sequence[Token], span: Token) -> str:
    """The class of the last telling word before a span: before, from, early, to or ""."""
    name = ""
    for token in run:
        if token.start >= span.start:
            break
        if token.kind != "word":
            name = name if name == "before" else ""  # "Trước 20/6 và 20/12"
        elif token.name in _TELLING:
            name = token.name
    return name


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _first_and_last(token: Token, year: int | None) -> tuple[date, date] | None:
    """The days a span begins and ends on; None without a year."""
    year = token.year or year
    if token.kind == "day":
        raise Incomplete
    if year is None:
        return None
    if token.kind == "date":
        return _days(token, year)
    first, last = _months(token)
    return date(year, first, 1), _last_day(year, last)


def _months(token: Token) -> tuple[int, int]:
    """The first and the last month of a span."""
    if token.kind == "year":
        return 1, 12
    length = {"half": 6, "quarter": 3, "month": 1}[token.kind]
    return length * (token.numbers[0] - 1) + 1, length * token.numbers[-1]


def _days(token: Token, year: int) -> tuple[date, date]:
    day, month = token.numbers
    try:
        last = date(year, month, day)
        return (date(year, month, int(token.name)) if token.span else last), last
    except ValueError as error:
        raise Incomplete from error


def _confidence(token: Token, year: int | None) -> float:
    if token.year:
        return _SURE
    return _YEAR_OF_PLAN if year else _NO_YEAR


def _single(token: Token, run: Sequence[Token], year: int | None) -> Deadline:
    word = _word_before(run, token)
    if word == "early" and token.kind == "year":
        raise Incomplete  # "đầu năm" names no day
    ends = _first_and_last(token, year)
    confidence = _START_ONLY if word == "from" and not token.span else _confidence(token, year)
    if word == "before" and token.kind != "date" and ends:
        # "Trước tháng 6" is over when June begins.
        return Deadline("", "date", confidence, due=ends[0], before=True)
    read = _span(token, ends, year)
    return replace(read, before=word == "before" and token.kind == "date", confidence=confidence)


def _span(token: Token, ends: tuple[date, date] | None, year: int | None) -> Deadline:
    numbers = token.numbers
    read = Deadline("", _SPAN_KINDS[token.kind], due=ends[1] if ends else None, year=token.year or year)
    if ends and token.span:
        read = replace(read, until=ends[1])
    if token.kind == "month":
        return replace(read, month=numbers[0], until_month=numbers[-1] if token.span else None)
    if token.kind == "quarter":
        return replace(read, quarter=numbers[0], until_quarter=numbers[-1] if token.span else None)
    return replace(read, half=numbers[0]) if token.kind == "half" else read


def _range(first: Token, second: Token, year: int | None) -> Deadline:
    """From one span to another: the second says when it is due."""
    if first.kind == "day" and second.kind == "date":
        first = Token("date", first.start, first.end, (first.numbers[0], second.numbers[1]), second.year)
    begins, ends = _first_and_last(first, year), _first_and_last(second, year)
    if begins and ends and ends[1] < begins[0]:
        raise Incomplete
    if first.kind == second.kind and first.kind in ("month", "quarter"):
        numbers = (first.numbers[0], second.numbers[-1])
        read = _span(replace(second, numbers=numbers, span=True), ends, year)
        read = replace(read, year=first.year or year)
    else:
        read = _span(second, ends, year)
    return replace(
        read, until=ends[1] if ends else None, confidence=min(_confidence(first, year), _confidence(second, year))
    )


def _parts(token: Token) -> list[Token]:
    if not _is_list(token):
        return [token]
    return [replace(token, numbers=(number,), span=False) for number in token.numbers]


def _rhythm(rhythms: Sequence[Token], spans: Sequence[Token], run: Sequence[Token], year: int | None) -> Deadline:
    names = {token.name for token in rhythms}
    if "half_yearly" in names and names <= {"half_yearly", "yearly"}:
        return _twice_a_year(spans, year)
    freq = next(name for name in _FREQUENCIES if name in names)
    weekday = next((token.weekday for token in rhythms if token.weekday), None) if freq == "weekly" else None
    read = Deadline("", "recurring", _SURE, freq=freq, weekday=weekday)
    if not spans:
        return read
    last = spans[-1]
    if last.kind == "day":
        return replace(read, day=last.numbers[0])
    if _word_before(run, last) == "from":
        return replace(read, year=last.year or year)
    ends = _first_and_last(last, year)
    return replace(read, year=last.year or year, due=ends[1] if ends else None)


def _twice_a_year(spans: Sequence[Token], year: int | None) -> Deadline:
    """ "Định kỳ 6 tháng": no frequency of the contract, so the two halves of the year."""
    year = next((token.year for token in spans if token.year), year)
    halves = ((1, "6 tháng đầu năm"), (2, "6 tháng cuối năm"))
    read = [(_single(Token("half", 0, 0, (number,), year), (), year), text) for number, text in halves]
    steps = tuple(Milestone(None, replace(deadline, text=text)) for deadline, text in read)
    return Deadline("", "milestones", 0.9, milestones=steps)
