"""The two tables that make working time an O(1) question: minute -> working minutes so far, and back.

Everything here is whole numbers: minutes and days since 1970-01-01, and working minutes since the table's first day.
A day is one of a few patterns (closed, a plain Monday, ...), so the forward table is a day's base plus a minute-of-day
table; the way back is one entry per working minute. One start or ten million cost the same few look-ups each.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MINUTES = 1440  # in a day
# Arrays are worked through in slices of this many elements, so that every intermediate stays in the processor's cache.
_SLICE = 1 << 15

Ints = NDArray[np.int64]
Session = tuple[int, int]  # from and to, in minutes of the day


@dataclass(frozen=True, slots=True)
class Timetable:
    """Working time of a run of days, `first` to `end` (not included). Build it with `timetable`.

    base: working minutes before each day. shift: what to add to a minute of the day to get its place in `within`.
    within: working minutes of the day before each of its minutes, pattern after pattern. back: the minute at which the
    k-th working minute ends. passed: working days up to and including each day. working: the working days in order.
    open_from: the first working day on or after each day.
    The last entry of back, working and open_from lies beyond the end; look-ups clip to it, so an answer beyond the end
    means that it is not known.
    """

    first: int
    end: int
    base: Ints
    shift: Ints
    within: Ints
    back: NDArray[np.int32]
    passed: Ints
    working: Ints
    open_from: Ints

    def elapsed(self, minutes: Ints) -> Ints:
        """Count the working minutes before each minute."""
        days = minutes // MINUTES
        days -= self.first
        places = self.shift.take(days)
        places += minutes
        inside = self.within.take(places)
        inside += self.base.take(days)
        return inside

    def between(self, starts: Ints, ends: Ints) -> Ints:
        """Count the working minutes from each start to its end."""
        return self.elapsed(ends) - self.elapsed(starts)

    def after_minutes(self, starts: Ints, minutes: Ints | int) -> NDArray[np.int32]:
        """Give the minute at which so many working minutes have passed; the end of a session stays there."""
        positions = self.elapsed(starts)
        positions += minutes
        return self.back.take(positions, mode="clip")

    def after_working_days(self, days: Ints, count: Ints | int) -> Ints:
        """Give the count-th working day after each day, which itself does not count."""
        return self.working.take(self.passed.take(days - self.first) + (count - 1), mode="clip")

    def after_days(self, days: Ints, count: Ints | int) -> Ints:
        """Give the day so many days later, or the next working day where that one is closed."""
        return self.open_from.take(days - self.first + count, mode="clip")


def timetable(first: int, patterns: Sequence[Sequence[Session]], days: Sequence[int]) -> Timetable:
    """Build the tables for the days from `first` on, each an index into `patterns`, a list of the sessions of a day."""
    is_open = np.zeros((len(patterns), MINUTES), dtype=np.bool_)
    for row, sessions in enumerate(patterns):
        for start, end in sessions:
            is_open[row, start:end] = True
    kinds = np.asarray(days, dtype=np.int64)
    end = first + len(kinds)
    per_day = is_open.sum(axis=1)[kinds]
    passed = np.cumsum(per_day > 0)
    working = np.append(np.flatnonzero(per_day) + first, end + 1)
    session_minutes = np.flatnonzero(is_open[kinds]) + first * MINUTES
    return Timetable(
        first=first,
        end=end,
        base=np.cumsum(per_day) - per_day,
        shift=(kinds - np.arange(first, end)) * MINUTES,
        within=(np.cumsum(is_open, axis=1) - is_open).ravel(),
        back=np.concatenate(([first * MINUTES], session_minutes + 1, [(end + 1) * MINUTES])).astype(np.int32),
        passed=passed,
        working=working,
        open_from=np.append(working[passed - (per_day > 0)], end + 1),
    )


def sliced(rule: Callable[[Ints, Any], NDArray[np.integer]], first: Ints, second: Ints | int) -> Ints:
    """Apply a rule of the table to slices of two equally long arrays (or an array and a number); join its answers."""
    out = np.empty(len(first), dtype=np.int64)
    for begin in range(0, len(first), _SLICE):
        part = slice(begin, begin + _SLICE)
        out[part] = rule(first[part], second if isinstance(second, int) else second[part])
    return out
