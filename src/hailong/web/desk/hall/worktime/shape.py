"""What the calendar page shows: the week by weekday, a year by month, and the days that break the plain week."""

from calendar import Calendar as Months
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from hailong.clock import holidays
from hailong.clock.calendars import Shift
from hailong.clock.holidays import SpecialDay
from hailong.clock.hours import Calendar
from hailong.web.desk.hall.worktime.forms import clock
from hailong.web.skin.context import WEEKDAYS

OFF, ON, CLOSED, WORKED, OUTSIDE = "off", "on", "closed", "worked", ""
DAY_NAMES: Final = tuple(
    zip(
        (
            gettext_lazy("T2"),
            gettext_lazy("T3"),
            gettext_lazy("T4"),
            gettext_lazy("T5"),
            gettext_lazy("T6"),
            gettext_lazy("T7"),
            gettext_lazy("CN"),
        ),
        WEEKDAYS,
        strict=True,
    )
)
"""Each weekday's short and full name."""
_MONTHS: Final = Months(firstweekday=0)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the year view: its number, what it is, why, and whether it is today; kind "" lies in another month."""

    number: int
    kind: str
    why: str
    today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the year view, weeks from Monday."""

    number: int
    weeks: tuple[tuple[Day, ...], ...]


def week(shifts: Iterable[Shift]) -> list[tuple[str | Promise, list[str]]]:
    """Each weekday with its hours, in order; none where the office does not work."""
    ordered = sorted(shifts, key=lambda shift: shift.start)
    return [
        (name, [f"{clock(one.start)}–{clock(one.end)}" for one in ordered if number in one.days])
        for number, name in enumerate(WEEKDAYS, start=1)
    ]


def year(calendar: Calendar, number: int, today: date) -> list[Month]:
    """The twelve months of a known year."""
    special = {day.date: day for day in specials(calendar, number)}
    return [
        Month(
            month,
            tuple(
                tuple(_day(calendar, special, day, month, today) for day in row)
                for row in _MONTHS.monthdatescalendar(number, month)
            ),
        )
        for month in range(1, 13)
    ]


def specials(calendar: Calendar, number: int) -> tuple[SpecialDay, ...]:
    """The days of a known year that break the plain week, the State's and those of units, with their sources."""
    return calendar.met(date(number, 1, 1), date(number, 12, 31))


def _day(calendar: Calendar, special: dict[date, SpecialDay], day: date, month: int, today: date) -> Day:
    if day.month != month:
        return Day(day.day, OUTSIDE, "", False)
    if day in special:
        return Day(day.day, special[day].kind, special[day].name, day == today)
    return Day(day.day, ON if calendar.is_working(day) else OFF, "", day == today)


def years() -> range:
    """The years whose days off are known."""
    first, last = holidays.known_years()
    return range(first, last + 1)


def moment(when: date) -> str:
    """A due moment in words: "16:00, thứ Tư, 03/09/2025"; a day without its hour."""
    words = f"{WEEKDAYS[when.weekday()]}, {date_format(when, 'd/m/Y')}"
    return f"{when:%H:%M}, {words}" if isinstance(when, datetime) else words
