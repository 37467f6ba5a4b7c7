"""Working days, also in years whose days off nobody has announced yet.

The calendar refuses a day outside the years it knows, and rightly so for a legal time limit. A plan to 2030 still has
to be laid out today, so there the plain week of the office answers: its usual weekdays, no holidays, no swapped days.
When the year's days become known, the same question gives the exact day.
"""

from datetime import date, timedelta

from hailong.clock.hours import Calendar

_ONE = timedelta(days=1)
_FURTHEST = 60  # days looked at: an office closed longer than that has no working day near by


def works(day: date, calendar: Calendar) -> bool:
    """Whether the office works on a day; outside the known years, whether it works on that weekday."""
    if calendar.first_day <= day <= calendar.last_day:
        return calendar.is_working(day)
    return any(day.isoweekday() in shift.days for shift in calendar.week.shifts)


def act_by(due: date, calendar: Calendar) -> date:
    """The last working day on or before `due`: what people should aim at. The day itself where none is near."""
    return _nearest(due, -_ONE, calendar)


def on_or_after(day: date, calendar: Calendar) -> date:
    """The first working day on or after a day (Civil Code 2015, Article 148)."""
    return _nearest(day, _ONE, calendar)


def after(day: date, count: int, calendar: Calendar) -> date:
    """The `count`-th working day after a day, which does not count; for 0 the day itself or the next working day."""
    reached = day
    for _ in range(count):
        reached = on_or_after(reached + _ONE, calendar)
    return on_or_after(reached, calendar)


def _nearest(day: date, step: timedelta, calendar: Calendar) -> date:
    near = (day + step * number for number in range(_FURTHEST))
    return next((found for found in near if works(found, calendar)), day)
