"""A rhythm laid over the days of a plan: one Due in each period, on its weekday, its day of the month or its end."""

from collections.abc import Iterator
from datetime import date, timedelta

from hailong.clock.deadlines import Deadline
from hailong.clock.hours import Calendar
from hailong.clock.period import Kind, Period, containing
from hailong.plan.rhythm.dues import Due, Span
from hailong.plan.rhythm.policy import policy
from hailong.plan.rhythm.spans import code_of, in_month, name_of, opening_year
from hailong.plan.rhythm.workdays import works


def rhythm(deadline: Deadline, span: Span, calendar: Calendar) -> Iterator[Due]:
    """The Dues of a recurring deadline, in order of time; those that would fall outside the span are left out."""
    days = _narrowed(deadline, span)
    if deadline.freq is None or days.first > days.last:
        return
    for period in _periods(policy().periods[deadline.freq], days):
        due = _weekly(period, deadline, days, calendar) if period.kind == "week" else _last(period, deadline, days)
        if due is not None:
            yield Due(code_of(period), name_of(period), max(period.start, days.first), due, None)


def _narrowed(deadline: Deadline, span: Span) -> Span:
    """The days of the plan in which the rhythm holds: its printed years, up to its printed last day.

    "Từ năm 2025" has a year and no last day: it holds from that year on. The day of a yearly rhythm is one of every
    year ("ngày 15/12 hằng năm"), so its year is only the one in which the plan was read.
    """
    if deadline.freq == "yearly":
        return span
    first, last = span.first, span.last
    if deadline.year:
        first = max(first, date(opening_year(deadline, deadline.year), 1, 1))
    return Span(first, min(last, deadline.due) if deadline.due else last)


def _periods(kind: Kind, days: Span) -> Iterator[Period]:
    period = containing(kind, days.first)
    while period.start <= days.last:
        yield period
        period = period.next


def _weekly(week: Period, deadline: Deadline, days: Span, calendar: Calendar) -> date | None:
    """The weekday, or the working day before it where the office is closed on it.

    Never in another week and never outside the plan: where no working day comes before, the next one of the same week
    is taken (a Monday that is a holiday), and a week without a working day has none. The printed weekday decides to
    which plan a week belongs, so that a day off at the turn of the year moves nothing into the plan before.
    """
    printed = week.start + timedelta(days=(deadline.weekday or policy().weekday) - 1)
    if not days.first <= printed <= days.last:
        return None
    all_days = (week.start + timedelta(days=number) for number in range(7))
    worked = [day for day in all_days if days.first <= day <= days.last and works(day, calendar)]
    if not worked:
        return None
    return max((day for day in worked if day <= printed), default=worked[0])


def _last(period: Period, deadline: Deadline, days: Span) -> date | None:
    """The printed day of the period's last month, or the last day of the period that the plan still sees."""
    day = _printed_day(period, deadline)
    if day is None:
        return min(period.end, days.last)
    return day if days.first <= day <= days.last else None


def _printed_day(period: Period, deadline: Deadline) -> date | None:
    """The day of the year or of the month that the phrase prints."""
    if deadline.freq == "yearly" and deadline.due:
        return in_month(period.year, deadline.due.month, deadline.due.day)
    return in_month(period.year, period.end.month, deadline.day) if deadline.day else None
