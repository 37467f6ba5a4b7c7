"""Working time by a calendar: minutes, working days and calendar days added and measured.

Conventions, fixed by law or by contract 4.2 and not by accident:
- time is local (UTC+7, no daylight saving) and has no zone; seconds are dropped;
- in hours and minutes the clock starts at the moment, or at the next session where the office is closed then; a due
  moment at a session's end stays there (17:30, not 7:30 of the next day);
- in days the day of the event does not count (Civil Code 2015, Article 147); a last calendar day on which the office is
  closed moves to the next working day (Article 148);
- a worked day has Monday's shifts;
- a day in a year without known days off is refused, never guessed.

Every verb takes one moment, or a numpy array of them (datetime64, or int64 minutes since 1970-01-01; for whole days
int64 days), with one amount or an array of amounts, and answers in kind.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal, overload

import numpy as np
from numpy.typing import NDArray

from hailong.clock.calendars import Week, office_week, read_week
from hailong.clock.errors import BadLimit, BadMoment, OutsideYears
from hailong.clock.holidays import SpecialDay, known_years, state_days
from hailong.clock.tables import MINUTES, Ints, Session, Timetable, sliced, timetable

Array = NDArray[Any]  # datetime64 of any unit, or int64
_Rule = Callable[[Timetable, Ints, Any], NDArray[np.integer]]
_CLOSED = 7  # the pattern after those of the seven weekdays
_LONGEST = 1 << 30  # amounts are cut to this: past every table, yet safe to add


@dataclass(frozen=True, slots=True)
class _Scale:
    """What a verb counts in: whole minutes or whole days."""

    code: Literal["m", "D"]
    per_day: int
    shown: str  # the format in messages


_IN_MINUTES = _Scale("m", MINUTES, "%H:%M %d/%m/%Y")
_IN_DAYS = _Scale("D", 1, "%d/%m/%Y")


class Calendar:
    """The working time of one office over the known years. Building one takes some milliseconds and 4 MB: keep it."""

    def __init__(self, week: Week, earlier: "Calendar | None" = None) -> None:
        """Lay the week over every known year and build the tables.

        Before the day from which it holds `earlier` answers, the default calendar where none is given.
        """
        first, last = known_years()
        self.week = week
        self.first_day, self.last_day = date(first, 1, 1), date(last, 12, 31)
        self._specials = _merged(week)
        kinds = _kinds(week, self._specials, self.first_day, self.last_day)
        self._table = timetable(_days(self.first_day), _patterns(week), kinds)
        self._valid_from = week.valid_from or self.first_day
        self._earlier = (earlier or default_calendar()) if self._valid_from > self.first_day else None

    @overload
    def add_minutes(self, start: datetime, minutes: int) -> datetime: ...
    @overload
    def add_minutes(self, start: Array, minutes: int | Array) -> Array: ...
    def add_minutes(self, start: datetime | Array, minutes: int | Array) -> datetime | Array:
        """Give the moment at which `minutes` (> 0) of working time have passed since `start`."""
        if isinstance(start, np.ndarray):
            return self._add(Timetable.after_minutes, start, minutes, _IN_MINUTES)
        due: datetime = self._add(Timetable.after_minutes, _one(start), minutes, _IN_MINUTES).item()
        return due

    @overload
    def add_working_days(self, start: date, days: int) -> date: ...
    @overload
    def add_working_days(self, start: Array, days: int | Array) -> Array: ...
    def add_working_days(self, start: date | Array, days: int | Array) -> date | Array:
        """Give the `days`-th (> 0) working day after `start`, which itself does not count."""
        return self._add_days(Timetable.after_working_days, start, days)

    @overload
    def add_calendar_days(self, start: date, days: int) -> date: ...
    @overload
    def add_calendar_days(self, start: Array, days: int | Array) -> Array: ...
    def add_calendar_days(self, start: date | Array, days: int | Array) -> date | Array:
        """Give the day `days` (> 0) after `start`, or the next working day where the office is closed on it."""
        return self._add_days(Timetable.after_days, start, days)

    @overload
    def elapsed(self, start: datetime, end: datetime) -> int: ...
    @overload
    def elapsed(self, start: Array, end: Array) -> Ints: ...
    def elapsed(self, start: datetime | Array, end: datetime | Array) -> int | Ints:
        """Count the working minutes from `start` to `end`, which must not come before it."""
        if isinstance(start, datetime) and isinstance(end, datetime):
            return int(self.elapsed(_one(start), _one(end)).item())
        starts, ends = np.broadcast_arrays(np.asarray(start), np.asarray(end))
        first, last = _whole(starts, _IN_MINUTES, "Bắt đầu"), _whole(ends, _IN_MINUTES, "Kết thúc")
        return self._run(self._between, first, last, _IN_MINUTES).reshape(starts.shape)

    def is_working(self, day: date) -> bool:
        """Tell whether the office works on that day."""
        at = _whole(_one(day), _IN_DAYS, "Ngày")
        self._check(at, _IN_DAYS, "Ngày")
        return bool(self._run(Timetable.after_days, at, 0, _IN_DAYS)[0] == at[0])

    def met(self, first: date, last: date) -> tuple[SpecialDay, ...]:
        """List the days off and swapped days from `first` to `last`, both included, without plain weekends.

        A calendar that is not valid yet on `first` answers with the earlier one's, as the verbs do.
        """
        if self._earlier and first < self._valid_from:
            return self._earlier.met(first, last)
        return tuple(day for when, day in self._specials.items() if first <= when <= last)

    def _add_days(self, rule: _Rule, start: date | Array, days: int | Array) -> date | Array:
        if isinstance(start, np.ndarray):
            return self._add(rule, start, days, _IN_DAYS)
        due: date = self._add(rule, _one(start), days, _IN_DAYS).item()
        return due

    def _add(self, rule: _Rule, starts: Array, amounts: int | Array, scale: _Scale) -> Array:
        """Run a rule over starts of any shape; answer in the kind that came (datetime64 or int64)."""
        count = _amounts(amounts)
        if not isinstance(count, int):
            starts, count = np.broadcast_arrays(starts, count)
            count = count.ravel()
        due = self._run(partial(self._due, rule, scale), _whole(starts, scale, "Bắt đầu"), count, scale)
        due = due.reshape(starts.shape)
        return due.view(f"datetime64[{scale.code}]") if starts.dtype.kind == "M" else due

    def _run(self, rule: _Rule, first: Ints, second: Ints | int, scale: _Scale) -> Ints:
        """Apply a rule of the table; starts before this calendar is valid go to the earlier one."""
        if self._earlier is None:
            return sliced(partial(rule, self._table), first, second)
        early = first < _days(self._valid_from) * scale.per_day
        out = np.empty(len(first), dtype=np.int64)
        before, after = (second if isinstance(second, int) else second[chosen] for chosen in (early, ~early))
        out[early] = self._earlier._run(rule, first[early], before, scale)
        out[~early] = sliced(partial(rule, self._table), first[~early], after)
        return out

    # The next three look at one slice at a time, while it is in the processor's cache anyway.

    def _due(
        self, rule: _Rule, scale: _Scale, table: Timetable, starts: Ints, amounts: Ints | int
    ) -> NDArray[np.integer]:
        self._check(starts, scale, "Bắt đầu")
        due = rule(table, starts, amounts)
        if due.max() > table.end * scale.per_day:
            start = _shown(starts[due.argmax()], scale)
            raise self._outside(f"Hạn tính từ {start} vượt quá {self.last_day:%d/%m/%Y}", self.last_day.year + 1)
        return due

    def _between(self, table: Timetable, starts: Ints, ends: Ints) -> Ints:
        self._check(starts, _IN_MINUTES, "Bắt đầu")
        self._check(ends, _IN_MINUTES, "Kết thúc")
        if (ends < starts).any():
            at = (ends < starts).argmax()
            start, end = _shown(starts[at], _IN_MINUTES), _shown(ends[at], _IN_MINUTES)
            raise BadMoment(f"Kết thúc {end} trước bắt đầu {start}; đổi chỗ hai thời điểm")
        return table.between(starts, ends)

    def _check(self, whole: Ints, scale: _Scale, what: str) -> None:
        """Refuse minutes or days outside the known years, naming the first of them."""
        first, end = self._table.first * scale.per_day, self._table.end * scale.per_day
        if whole.min() < first or whole.max() >= end:
            raise self._not_inside(whole[((whole < first) | (whole >= end)).argmax()], scale, what)

    def _not_inside(self, whole: np.int64, scale: _Scale, what: str) -> BadMoment | OutsideYears:
        moment = np.datetime64(int(whole), scale.code)
        if np.isnat(moment):
            return BadMoment(f"{what}: thời điểm trống; điền thời điểm hoặc bỏ dòng")
        year = int(moment.astype("datetime64[Y]").astype(np.int64)) + 1970
        return self._outside(f"{what} {_shown(whole, scale)}", year)

    def _outside(self, what: str, year: int) -> OutsideYears:
        return OutsideYears(what, year, self.first_day.year, self.last_day.year)


@cache
def default_calendar() -> Calendar:
    """Return the calendar of an office without one of its own: 7:30-11:30, 13:30-17:30, Monday to Friday."""
    return Calendar(office_week())


def load(path: str | Path) -> Calendar:
    """Read a calendar file (contract 4.2) and build its tables; raises BadCalendar."""
    return Calendar(read_week(Path(path)))


def _merged(week: Week) -> dict[date, SpecialDay]:
    """Lay the office's own notices over the state's days, in order of date; the office's win."""
    state = state_days() if week.state_holidays else ()
    both = {day.date: day for day in (*state, *week.notices)}
    return dict(sorted(both.items()))


def _patterns(week: Week) -> list[list[Session]]:
    """List the sessions of each weekday, Monday first, then of a closed day."""
    by_day = [[(shift.start, shift.end) for shift in week.shifts if day in shift.days] for day in range(1, 8)]
    return [*by_day, []]


def _kinds(week: Week, specials: dict[date, SpecialDay], first: date, last: date) -> list[int]:
    """Give each day's pattern: its weekday, closed, or Monday's on a worked day."""
    kinds = [(first.weekday() + number) % 7 for number in range((last - first).days + 1)]
    mondays = any(1 in shift.days for shift in week.shifts)
    for when, day in specials.items():
        if day.kind == "closed":
            kinds[(when - first).days] = _CLOSED
        elif mondays:  # an office that never opens on Mondays keeps its plain week
            kinds[(when - first).days] = 0
    return kinds


def _days(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def _shown(whole: np.int64, scale: _Scale) -> str:
    """Write minutes or days since 1970-01-01 as the day a person reads; far outside Python's years, as numpy does."""
    moment = np.datetime64(int(whole), scale.code).item()
    return format(moment, scale.shown) if isinstance(moment, date) else str(np.datetime64(int(whole), scale.code))


def _one(moment: date) -> Array:
    """Make an array of one local moment or day."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        raise BadMoment(f"Thời điểm {moment.isoformat()} có múi giờ; dùng giờ địa phương (+07), không ghi múi giờ")
    return np.array([moment], dtype="datetime64[us]" if isinstance(moment, datetime) else "datetime64[D]")


def _whole(moments: Array, scale: _Scale, what: str) -> Ints:
    """Turn moments into whole minutes or days since 1970-01-01, in one row."""
    if moments.dtype.kind not in "Mi":
        raise BadMoment(f"{what}: mảng kiểu {moments.dtype} không phải thời điểm; dùng datetime64 hoặc int64")
    if moments.dtype.kind == "M":
        moments = moments.astype(f"datetime64[{scale.code}]", copy=False).view(np.int64)
    return moments.astype(np.int64, copy=False).ravel()


def _amounts(amounts: int | Array) -> int | Ints:
    """Check that amounts are whole and above zero."""
    if isinstance(amounts, np.ndarray):
        if amounts.dtype.kind not in "iu":
            raise BadLimit(f"Hạn: mảng kiểu {amounts.dtype} không phải số nguyên; dùng int64")
        if amounts.size and amounts.min() <= 0:
            raise _not_positive(int(amounts.min()))
        return np.minimum(amounts, _LONGEST).astype(np.int64, copy=False)
    if amounts <= 0:
        raise _not_positive(amounts)
    return min(amounts, _LONGEST)


def _not_positive(amount: int) -> BadLimit:
    return BadLimit(f"Hạn {amount} không lớn hơn 0; nhập số nguyên từ 1 trở lên")
