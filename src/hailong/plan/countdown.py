"""How many working days are left until a day, by the calendar of a unit; each calendar is built once."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from hailong.agency import worktime
from hailong.agency.models import Unit
from hailong.clock.hours import Calendar
from hailong.plan.rhythm import workdays

_ONE = timedelta(days=1)


class Countdown:
    """The working days between `today` and other days, for any number of units and days."""

    def __init__(self, today: date) -> None:
        """Begin with no calendar."""
        self.today = today
        self._calendars: dict[Any, Calendar] = {}
        self._left: dict[tuple[int, date], int] = {}

    def know(self, units: Iterable[Unit]) -> None:
        """Build the calendars of these units together, in a few questions."""
        unknown = {unit.pk: unit for unit in units if unit.pk not in self._calendars}
        if unknown:
            self._calendars |= worktime.calendars_of(unknown.values())

    def left(self, due: date, unit: Unit) -> int:
        """The working days after today, up to and with `due`; for a day that is past, how many since: -1 or less."""
        calendar = self._calendar(unit)
        key = (id(calendar), due)  # units that work alike share a calendar, kept here as long as this
        if key not in self._left:
            self._left[key] = self._count(due, calendar)
        return self._left[key]

    def act_by(self, due: date, unit: Unit) -> date:
        """The last working day on or before `due`."""
        return workdays.act_by(due, self._calendar(unit))

    def _calendar(self, unit: Unit) -> Calendar:
        self.know([unit])
        return self._calendars[unit.pk]

    def _count(self, due: date, calendar: Calendar) -> int:
        first, last = sorted((due, self.today))
        days = (first + _ONE * number for number in range(1, (last - first).days + 1))
        count = sum(workdays.works(day, calendar) for day in days)
        return count if due >= self.today else -max(count, 1)
