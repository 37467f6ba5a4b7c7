"""Each time a task falls due, made from its deadline and the working days of whoever is accountable for it.

Making is idempotent: an occurrence is known by its task and key. What was reported, accepted or cancelled is never
touched; what is still open or waiting follows the calendar, and the journal keeps the old answer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.timezone import localdate

from hailong.agency import journal, worktime
from hailong.agency.journal import SYSTEM, Actor
from hailong.agency.models import Unit
from hailong.clock.hours import Calendar
from hailong.plan import rules
from hailong.plan.models import Occurrence, Plan, Task
from hailong.plan.rhythm.dues import Due, Span
from hailong.plan.rhythm.occurrences import occurrences

_OF_AN_EVENT: Final = re.compile(r"e\d+")
_NO_DAY_LEFT: Final = "Lịch làm việc đã đổi, không còn ngày nào cho đợt này."


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many occurrences were added, moved to another day, and cancelled because nothing asks for them any more."""

    added: int = 0
    moved: int = 0
    gone: int = 0

    def __add__(self, other: "Refreshed") -> "Refreshed":
        """Both together."""
        return Refreshed(self.added + other.added, self.moved + other.moved, self.gone + other.gone)


def span_of(plan: Plan) -> Span:
    """The days in which a plan runs."""
    return Span(plan.first, plan.last)


def works_by(task: Task) -> Unit:
    """The unit by whose working days the task falls due: the accountable one, else the plan's own."""
    unit = next((part.unit for part in task.units.all() if part.accountable), None)
    return unit or task.plan.unit


def make(task: Task, *, calendar: Calendar) -> int:
    """Make the occurrences of the task that are not there yet; how many. A cancelled task has none."""
    return _make([] if task.state == rules.CANCELLED else [(task, due) for due in _dues(task, calendar)])


def make_all(tasks: Sequence[Task]) -> int:
    """Make the occurrences of several tasks, each by the calendar of its unit; how many."""
    prefetch_related_objects(tasks, "units__unit")
    calendars, running = _Calendars(), (task for task in tasks if task.state != rules.CANCELLED)
    return _make([(task, due) for task in running for due in _dues(task, calendars.of(works_by(task)))])


def _make(wanted: Sequence[tuple[Task, Due]]) -> int:
    tasks = {task.pk for task, _ in wanted}
    there = set(Occurrence.objects.filter(task__in=tasks).values_list("task_id", "key"))
    missing = [_row(task, due) for task, due in wanted if (task.pk, due.key) not in there]
    Occurrence.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


def refresh(plan: Plan, now: datetime, *, by: Actor = SYSTEM) -> Refreshed:
    """Lay the plan's occurrences anew after a calendar changed; nothing where the plan no longer runs.

    Missing ones are added, those still open move to their new day, and those that have no day left are cancelled.
    """
    with transaction.atomic():
        held = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
        if held.state != rules.ACTIVE:
            return Refreshed()
        calendars, found = _Calendars(), Refreshed()
        for task in held.tasks.filter(state=rules.ACTIVE).prefetch_related("units__unit"):
            task.plan = held
            found += _refresh(task, calendars.of(works_by(task)), now, by)
    return found


class _Calendars:
    """The calendars of a run, each built once."""

    def __init__(self) -> None:
        self._kept: dict[Any, Calendar] = {}

    def of(self, unit: Unit) -> Calendar:
        if unit.pk not in self._kept:
            self._kept[unit.pk] = worktime.calendar_of(unit)
        return self._kept[unit.pk]


def _dues(task: Task, calendar: Calendar) -> tuple[Due, ...]:
    return occurrences(task.deadline, span=span_of(task.plan), calendar=calendar, parts=task.parts)


def _row(task: Task, due: Due) -> Occurrence:
    return Occurrence(province=task.province, task=task, key=due.key, **_values(due))


def _values(due: Due) -> dict[str, Any]:
    """What a Due says, as the columns of a row that nobody has answered yet."""
    state = rules.WAITING if due.waits_for else rules.OPEN
    waits_for = due.waits_for or ""
    return {"label": due.label, "starts": due.starts, "due": due.due, "waits_for": waits_for, "state": state}


def _refresh(task: Task, calendar: Calendar, now: datetime, by: Actor) -> Refreshed:
    dues = {due.key: due for due in _dues(task, calendar)}
    rows = {row.key: row for row in task.occurrences.filter(state__in=rules.UNANSWERED)}
    moved = sum(_moved(task, rows[key], due, now, by) for key, due in dues.items() if key in rows)
    orphans = [row for key, row in rows.items() if key not in dues and not _OF_AN_EVENT.fullmatch(key)]
    gone = sum(_gone(task, row, now, by) for row in orphans)
    added = make(task, calendar=calendar)
    if added:
        _note(task, "occurrence.add", now, by, after={"count": added})
    return Refreshed(added, moved, gone)


def _moved(task: Task, row: Occurrence, due: Due, now: datetime, by: Actor) -> bool:
    """Whether the row was laid anew; one whose trigger was set keeps the day it was given."""
    wanted = _values(due) | _not_backwards(row, due, now)
    before = {name: getattr(row, name) for name in wanted if getattr(row, name) != wanted[name]}
    if not before or (row.state == rules.OPEN and due.waits_for is not None):
        return False
    if not Occurrence.objects.filter(pk=row.pk, state=row.state).update(**wanted):
        return False
    _note(task, "occurrence.move", now, by, {"key": row.key, **before}, {name: wanted[name] for name in before})
    return True


def _not_backwards(row: Occurrence, due: Due, now: datetime) -> dict[str, Any]:
    """The day that stands where the new one is past already: who closes an office late makes nobody late by it."""
    earlier = due.due is not None and row.due is not None and due.due < min(row.due, localdate(now))
    return {"due": row.due} if earlier else {}


def _gone(task: Task, row: Occurrence, now: datetime, by: Actor) -> bool:
    """Whether a row that nothing asks for any more was cancelled; its key is free again, should its day come back."""
    number = task.occurrences.filter(key__startswith=f"{row.key}~").count() + 1
    values = {"key": f"{row.key}~{number}", "state": rules.CANCELLED, "closed": now, "why": _NO_DAY_LEFT}
    if not Occurrence.objects.filter(pk=row.pk, state=row.state).update(**values):
        return False
    _note(task, "occurrence.cancel", now, by, {"key": row.key, "due": row.due, "state": row.state}, reason=_NO_DAY_LEFT)
    return True


def _note(
    task: Task,
    verb: str,
    now: datetime,
    by: Actor,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """The journal line, under the task as the lines of its other verbs are."""
    journal.write(
        by=by, at=now, unit=task.plan.unit, verb=verb, kind="task", thing=task.pk, label=str(task), before=before,
        after=after, reason=reason,
    )  # fmt: skip
