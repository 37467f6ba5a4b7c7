"""Stretches of the calendar: the days and names of deadlines that come once, the codes and names of periods."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from hailong.clock.deadlines import Deadline
from hailong.clock.period import Kind, Period
from hailong.plan.rhythm.dues import Span

_PRINTED_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_FIRST_PLAIN_MONTH = 3  # a 0 stands before months 1 and 2 only (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II, 4)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The first day (None where only the last is printed), the last, and the name of a deadline that comes once."""

    first: date | None
    due: date
    label: str
    before: bool = False


def stretch(deadline: Deadline, span: Span) -> Stretch:
    """The days of a deadline of the kinds date, month, quarter, half_year and year.

    The last day is the printed one and is never moved. Where no year is known it is the plan's last. A date can be
    worked on from the plan's first day; a span of the calendar from its own, even where the plan was signed later.
    """
    if deadline.kind == "date" and deadline.due:
        return _date(deadline.due, deadline.before, span)
    first, last = _periods(deadline, deadline.year or span.last.year)
    due = deadline.due or last.end
    label = first.label if first == last else f"{first.label} - {last.label}"
    return Stretch(first.start if first.start <= due else None, due, label)


def opening_year(deadline: Deadline, year: int) -> int:
    """The first year of "giai đoạn 2025-2030", of which the reading keeps only the last, `year`."""
    return min([year, *map(int, _PRINTED_YEAR.findall(deadline.text))])


def code_of(period: Period) -> str:
    """The period's code with months and weeks on two digits, so that codes sort as text: 2025M09, 2025W40."""
    if period.kind in ("month", "week"):
        return f"{period.code[:5]}{period.number:02d}"
    return period.code


def name_of(period: Period) -> str:
    """The period's name for people; a week with its days: "Tuần 40 (29/9 - 05/10/2025)"."""
    if period.kind != "week":
        return period.label
    start, end = period.start, period.end
    opening = _short(start) if start.year == end.year else spoken(start)
    return f"Tuần {period.number} ({opening} - {spoken(end)})"


def spoken(day: date) -> str:
    """A day as plans print it: 05/9/2025, 05/01/2026."""
    return f"{_short(day)}/{day.year}"


def in_month(year: int, month: int, day: int) -> date:
    """A day of a month; one that the month does not have is its last ("ngày 31 hằng tháng")."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def _date(due: date, before: bool, span: Span) -> Stretch:
    last = due - timedelta(days=1) if before else due
    label = f"{'Trước ngày' if before else 'Ngày'} {spoken(due)}"
    return Stretch(span.first if span.first <= last else None, last, label, before)


def _periods(deadline: Deadline, year: int) -> tuple[Period, Period]:
    """The first and the last period; a last one of a lower number lies in the next year ("Quý IV - Quý I")."""
    if deadline.kind == "month" and deadline.month:
        return _two("month", year, deadline.month, deadline.until_month)
    if deadline.kind == "quarter" and deadline.quarter:
        return _two("quarter", year, deadline.quarter, deadline.until_quarter)
    if deadline.kind == "half_year" and deadline.half:
        return _two("half", year, deadline.half, None)
    return Period("year", opening_year(deadline, year)), Period("year", year)


def _two(kind: Kind, year: int, number: int, until: int | None) -> tuple[Period, Period]:
    until = until or number
    return Period(kind, year, number), Period(kind, year + (until < number), until)


def _short(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}" if day.month < _FIRST_PLAIN_MONTH else f"{day.day:02d}/{day.month}"
