"""The year of a plan as a picture: a row a task, a bar or a diamond for each time it falls due. Only numbers and words.

Lengths are whole units of the picture's own system (the `viewBox` of an SVG), so that a template only writes them
down, unlocalised; which colour a standing has is the style's business.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hailong.lexicon.dates import format_date
from hailong.plan.models import Occurrence, Plan, Task
from hailong.plan.standing import LABELS, standing_of

DAY: Final = 3
"""Units of width a day."""
ROW: Final = 24
"""Units of height a task."""
HEAD: Final = 28
"""Units of height of the names of the months."""
DIAMOND: Final = 7
"""Half the width and height of a diamond."""
_BAR: Final = 12  # height of a bar


@dataclass(frozen=True, slots=True)
class Mark:
    """One time a task falls due: a bar over the days in which it is done, or a diamond on its last day.

    `points` are the corners of a diamond as SVG wants them, "" for a bar. `ends_late` and `began_early` tell that the
    bar goes on outside the picture. `title` says all of it in words.
    """

    occurrence: Occurrence
    kind: str
    standing: str
    x: int
    y: int
    width: int
    height: int
    points: str
    began_early: bool
    ends_late: bool
    title: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task: where its row lies, its marks in the order of time, what it waits for, and how many lie outside."""

    task: Task
    y: int
    height: int
    marks: tuple[Mark, ...]
    waits_for: tuple[str, ...]
    outside: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its name ("7/2025" where a year begins or the picture does, else "8"), where it lies, how wide."""

    name: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture: its size, its months and rows, and where the day asked about lies (None: outside)."""

    first: date
    last: date
    width: int
    height: int
    head: int
    months: tuple[Month, ...]
    rows: tuple[TaskRow, ...]
    today: int | None


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of the picture, both included."""

    first: date
    last: date

    def x(self, day: date) -> int:
        """Where a day begins."""
        return (day - self.first).days * DAY

    def holds(self, day: date) -> bool:
        """Whether a day lies within."""
        return self.first <= day <= self.last


def of_plan(plan: Plan, tasks: Sequence[Task], on: date) -> Timeline:
    """The picture of a plan from the first day of its first year to the last day of its last."""
    return timeline(tasks, first=plan.first.replace(month=1, day=1), last=plan.last.replace(month=12, day=31), on=on)


def timeline(tasks: Sequence[Task], *, first: date, last: date, on: date) -> Timeline:
    """The picture of the tasks (with their occurrences) over the days from first to last, as things stand on a day."""
    days = _Days(first, last)
    rows = tuple(_row(task, HEAD + number * ROW, days, on) for number, task in enumerate(tasks))
    return Timeline(
        first=first,
        last=last,
        width=days.x(last) + DAY,
        height=HEAD + len(rows) * ROW,
        head=HEAD,
        months=tuple(_months(days)),
        rows=rows,
        today=days.x(on) if days.holds(on) else None,
    )


def _months(days: _Days) -> Iterator[Month]:
    start = days.first
    while start <= days.last:
        following = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        named = f"{start.month}/{start.year}" if start == days.first or start.month == 1 else str(start.month)
        end = min(following, days.last + timedelta(days=1))
        yield Month(named, days.x(start), days.x(end) - days.x(start))
        start = following


def _row(task: Task, y: int, days: _Days, on: date) -> TaskRow:
    occurrences = task.occurrences.all()
    due = sorted((each for each in occurrences if each.due is not None), key=lambda each: (each.due, each.key))
    marks = tuple(mark for each in due if (mark := _mark(each, y, days, on)))
    waits = dict.fromkeys(each.waits_for for each in occurrences if each.due is None and each.waits_for)
    return TaskRow(task, y, ROW, marks, tuple(waits), len(due) - len(marks))


def _mark(occurrence: Occurrence, y: int, days: _Days, on: date) -> Mark | None:
    """The mark of an occurrence; None where all of it lies outside the picture."""
    due = occurrence.due
    starts = occurrence.starts or due
    if due is None or starts is None or due < days.first or starts > days.last:
        return None
    standing = standing_of(occurrence, on)
    title = f"{occurrence.label}: {LABELS[standing].lower()}, hạn {format_date(due)}"
    middle = y + ROW // 2
    if starts == due:
        x = days.x(due) + DAY // 2
        points = f"{x},{middle - DIAMOND} {x + DIAMOND},{middle} {x},{middle + DIAMOND} {x - DIAMOND},{middle}"
        size = 2 * DIAMOND
        corner = (x - DIAMOND, middle - DIAMOND)
        return Mark(occurrence, "diamond", standing, *corner, size, size, points, False, False, title)
    left, right = max(starts, days.first), min(due, days.last)
    width = days.x(right) + DAY - days.x(left)
    cut = (starts < days.first, due > days.last)
    return Mark(occurrence, "bar", standing, days.x(left), middle - _BAR // 2, width, _BAR, "", *cut, title)
