"""What waits for a person today, by the clock: the most pressing of each kind, and how many there are in all.

However much waits, a bounded number of rows is read, in a bounded number of questions; the rest is only counted.
"""

import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.timezone import localdate

from hailong.agency import succession
from hailong.agency.models import Unit
from hailong.agency.people.rights import Viewer
from hailong.plan import links, rules
from hailong.plan.countdown import Countdown
from hailong.plan.models import ChildPlan, Explanation, Occurrence, Plan, Report, Task, TaskUnit
from hailong.plan.occurrences import works_by
from hailong.plan.queries.conditions import RUNNING, overdue, works
from hailong.plan.queries.scope import allowed, taking_part
from hailong.plan.stages import stages

KINDS: Final[dict[str, str]] = {
    "explain": "Giải trình việc trễ hạn",
    "event": "Báo cáo việc phát sinh từ sự kiện",
    "report": "Báo cáo kết quả",
    "obstacle": "Trả lời vướng mắc",
    "accept": "Nghiệm thu báo cáo",
    "child_plan": "Kế hoạch con",
    "unassigned": "Phân công đơn vị chủ trì",
    "trigger": "Đặt hạn cho việc đang chờ",
}
"""What can wait, and what it is called; of one day the first comes first."""
_ORDER: Final = {kind: number for number, kind in enumerate(KINDS)}
LATE, WEEK, LATER, DECIDE = "late", "week", "later", "decide"
"""Where it stands: past its day, due until Sunday, due after that or on no day; decisions whatever their day."""
MOST: Final = 100
"""Rows of a kind that are read for each of these."""
_OF_AN_EVENT: Final = re.compile(r"e\d+")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: of which plan, task and occurrence, from whom (`unit`), due when, where it stands.

    `days_left` are working days by that unit's calendar, below zero once `due` is past; `act_by` is the last working
    day on or before `due`. All three are None where there is no day. `heirs` took over from those of the task's units
    that have ended: they are proposed. `others` counts later times of the same task in the same span, done one after
    the other.
    """

    kind: str
    plan: Plan
    unit: Unit
    due: date | None = None
    days_left: int | None = None
    act_by: date | None = None
    task: Task | None = None
    occurrence: Occurrence | None = None
    report: Report | None = None
    child: ChildPlan | None = None
    heirs: tuple[Unit, ...] = ()
    span: str = DECIDE
    others: int = 0

    @property
    def link(self) -> str:
        """The page where it is done."""
        if self.report is not None and self.kind == "obstacle":
            return links.answer(self.report.pk)
        if self.occurrence is not None and self.kind in _PAGES:
            return _PAGES[self.kind](self.occurrence.pk)
        return links.task(self.task.pk) if self.task else links.plan(self.plan.code)


_PAGES: Final[dict[str, Callable[[uuid.UUID], str]]] = {
    "explain": links.explain,
    "event": links.report,
    "report": links.report,
    "accept": links.accept,
    "trigger": links.trigger,
}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many things wait, and how many rows they make, the times of one task counted once where they are one."""

    things: int = 0
    rows: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        """Both together."""
        return Counted(self.things + other.things, self.rows + other.rows)


@dataclass(frozen=True, slots=True)
class Today:
    """What is shown, the most pressing first and what has no day last; and the counts of all there is, by span."""

    rows: tuple[Waiting, ...]
    counts: Mapping[str, Counted]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What waits in one way: where its days are, what makes several of it one row, and how a row becomes what waits.

    `stacked` is false for decisions, which stand together whatever their day. `units` are whose days of work count.
    """

    found: QuerySet[Any]
    make: Callable[[Any, Countdown], Waiting]
    due: str = "due"
    code: str = "task__plan__code"
    position: str = "task__position"
    stacked: bool = False
    load: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda found: found


def today(viewer: Viewer, *, now: datetime, most: int = MOST) -> Today:
    """Everything that waits for this viewer; `most` rows of each kind in each span are read."""
    on = localdate(now)
    asked = (_reports, _explanations, _decisions, _obstacles, _triggers, _unassigned, _child_plans)
    found: list[tuple[_Kind, Any, str, int]] = []
    counts: dict[str, Counted] = {}
    for kind in (kind for ask in asked for kind in ask(viewer, on)):
        for span, counted, ids in _read(kind, on, most):
            counts[span] = counts.get(span, Counted()) + counted
            found += [(kind, pk, span, others) for pk, others in ids]
    rows = _made(found, Countdown(on))
    return Today(tuple(sorted(rows, key=_pressing)), counts)


def _pressing(one: Waiting) -> tuple[date, int, str, int]:
    return one.due or date.max, _ORDER[one.kind], one.plan.code, one.task.position if one.task else 0


_Ids = list[tuple[Any, int]]
"""The ids of rows, each with how many more times of its task there are."""


def _read(kind: _Kind, on: date, most: int) -> Iterator[tuple[str, Counted, _Ids]]:
    """How much of a kind there is in each span where there is any, and its most pressing rows."""
    if not kind.stacked:
        total, ids = _decide(kind, most)
        if ids:
            yield DECIDE, Counted(total, total), ids
        return
    for span, counted in _counts(kind, on).items():
        yield span, counted, _first(kind, _window(kind, span, on), span, most)


def _decide(kind: _Kind, most: int) -> tuple[int, _Ids]:
    """Decisions and their number, in one question: either needs all of them looked at."""
    rows = list(kind.found.order_by(*_order(kind)).values_list("pk", Window(Count("pk")))[:most])
    return (rows[0][1] if rows else 0), [(pk, 0) for pk, _total in rows]


def _order(kind: _Kind) -> tuple[Any, ...]:
    return (F(kind.due).asc(nulls_last=True), kind.code, F(kind.position).asc(nulls_first=True), "pk")


def _window(kind: _Kind, span: str, on: date) -> Q:
    """The days of a span; its week ends on Sunday."""
    sunday = on + timedelta(days=6 - on.weekday())
    return {
        LATE: Q(**{f"{kind.due}__lt": on}),
        WEEK: Q(**{f"{kind.due}__gte": on, f"{kind.due}__lte": sunday}),
        LATER: Q(**{f"{kind.due}__gt": sunday}),
    }[span]


def _counts(kind: _Kind, on: date) -> dict[str, Counted]:
    """How much there is in each span, in one question; spans without anything are left out."""
    asked: dict[str, Any] = {}
    for span in (LATE, WEEK, LATER):
        within = _window(kind, span, on)
        asked[span] = Count("pk", filter=within)
        if span != WEEK:
            asked[f"{span}_rows"] = Count(Coalesce("task", "pk"), filter=within, distinct=True)
    told = kind.found.order_by().aggregate(**asked)
    return {
        span: Counted(told[span], told.get(f"{span}_rows", told[span])) for span in (LATE, WEEK, LATER) if told[span]
    }


def _first(kind: _Kind, within: Q, span: str, most: int) -> _Ids:
    """The most pressing rows of a span."""
    found = kind.found.filter(within)
    if span == WEEK:
        return [(pk, 0) for pk in found.order_by(*_order(kind)).values_list("pk", flat=True)[:most]]
    of_task = [Coalesce("task", "pk")]
    place = Window(RowNumber(), partition_by=of_task, order_by=(kind.due, "pk"))
    stacked = found.annotate(place=place, held=Window(Count("pk"), partition_by=of_task)).filter(place=1)
    return [(pk, held - 1) for pk, held in stacked.order_by(*_order(kind)).values_list("pk", "held")[:most]]


def _made(found: Iterable[tuple[_Kind, Any, str, int]], clock: Countdown) -> Iterator[Waiting]:
    """The rows of these ids, read kind by kind, the calendars of their units together."""
    places: dict[int, dict[Any, tuple[str, int]]] = {}
    kinds = {}
    for kind, pk, span, others in found:
        kinds[id(kind)] = kind
        places.setdefault(id(kind), {})[pk] = (span, others)
    rows = [
        (kind, row, *held[row.pk])
        for number, held in places.items()
        for kind in (kinds[number],)
        for row in kind.load(kind.found.order_by().filter(pk__in=list(held)))
    ]
    clock.know(_unit(row) for _kind, row, _span, _others in rows)
    for kind, row, span, others in rows:
        yield replace(kind.make(row, clock), span=span, others=others)


def _unit(row: Occurrence | Report | Task | ChildPlan) -> Unit:
    """By whose working days the row is counted."""
    match row:
        case Occurrence():
            return works_by(row.task)
        case Report():
            return works_by(row.occurrence.task)
        case Task():
            return row.plan.unit
        case _:
            return row.unit


def _reports(viewer: Viewer, on: date) -> Iterator[_Kind]:
    """Led by a unit in whose name the viewer reports: returned, overdue, or due soon.

    What the viewer has to explain first waits as that alone.
    """
    if viewer.reach("task.report"):
        soon = Q(state=rules.OPEN, due__lte=on + timedelta(days=stages().ahead))
        mine = taking_part(viewer, "task.report", "task__", leads=True, on=on)
        found = _occurrences(mine, soon | Q(state=rules.RETURNED), ~_to_explain(viewer, on))
        yield _Kind(found, _of_report, stacked=True, load=_whole)


def _of_report(one: Occurrence, clock: Countdown) -> Waiting:
    return _of_occurrence("event" if _OF_AN_EVENT.fullmatch(one.key) else "report", one, clock)


def _to_explain(viewer: Viewer, on: date) -> Q:
    """Overdue without a word of explanation, and for the viewer to explain."""
    silent = ~Q(Exists(Explanation.objects.filter(occurrence=OuterRef("pk"))))
    return overdue(on) & silent & taking_part(viewer, "task.explain", "task__", leads=True, on=on)


def _explanations(viewer: Viewer, on: date) -> Iterator[_Kind]:
    """Overdue without a word of explanation."""
    if viewer.reach("task.explain"):
        make = partial(_of_occurrence, "explain")
        yield _Kind(_occurrences(_to_explain(viewer, on)), make, stacked=True, load=_whole)


def _decisions(viewer: Viewer, _on: date) -> Iterator[_Kind]:
    """Reported, and not by the viewer."""
    if viewer.reach("task.accept"):
        pending = Report.objects.filter(finishes=True, decision=None)
        others = Exists(pending.filter(occurrence=OuterRef("pk")).exclude(by_id=_uuid(viewer)))
        found = _occurrences(allowed(viewer, "task.accept", "task__"), Q(others), Q(state=rules.REPORTED))
        shown = Prefetch("reports", pending.select_related("by", "unit"), to_attr="pending")
        yield _Kind(found, _of_decision, load=lambda rows: _whole(rows).prefetch_related(shown))


def _uuid(viewer: Viewer) -> uuid.UUID | None:
    return uuid.UUID(viewer.person_id) if viewer.person_id else None


def _of_decision(one: Any, clock: Countdown) -> Waiting:
    return _of_occurrence("accept", one, clock, one.pending[-1])


def _obstacles(viewer: Viewer, _on: date) -> Iterator[_Kind]:
    """Told in a report of somebody else, and not answered."""
    if viewer.reach("task.accept"):
        running = Q(occurrence__task__state=rules.ACTIVE, occurrence__task__plan__state=rules.ACTIVE)
        found = Report.objects.filter(allowed(viewer, "task.accept", "occurrence__task__"), running, answers=None)
        found = found.exclude(obstacle="").exclude(by_id=_uuid(viewer))
        task = "occurrence__task__"
        yield _Kind(
            found, _of_obstacle, due="occurrence__due", code=f"{task}plan__code", position=f"{task}position",
            load=_whole_reports,
        )  # fmt: skip


def _whole_reports(found: QuerySet[Report]) -> QuerySet[Report]:
    rows = found.select_related("occurrence__task__plan__unit", "by", "unit")
    return rows.prefetch_related(Prefetch("occurrence__task__units", _parts()))


def _of_obstacle(report: Report, clock: Countdown) -> Waiting:
    return _of_occurrence("obstacle", report.occurrence, clock, report)


def _triggers(viewer: Viewer, _on: date) -> Iterator[_Kind]:
    """Waits for a day that somebody must set; what waits for events waits for nobody."""
    if viewer.reach("plan.manage"):
        events = Q(task__deadline__kind="event", key="once")
        found = _occurrences(allowed(viewer, "plan.manage", "task__"), Q(state=rules.WAITING)).exclude(events)
        yield _Kind(found, partial(_of_occurrence, "trigger"), load=_whole)


def _unassigned(viewer: Viewer, on: date) -> Iterator[_Kind]:
    """Led by nobody known here, or with something left to do for a unit that has ended."""
    if viewer.reach("plan.manage"):
        leads = TaskUnit.objects.filter(task=OuterRef("pk"), leads=True, unit__isnull=False)
        left = Occurrence.objects.filter(task=OuterRef("pk"), state__in=rules.TO_DO)
        adrift = ~Exists(leads) | (Exists(leads.filter(~works(on), accountable=True)) & Exists(left))
        running = Q(state=rules.ACTIVE, plan__state=rules.ACTIVE)
        owed = Occurrence.objects.filter(task=OuterRef("pk"), state__in=rules.UNFINISHED).order_by("due")
        first = Subquery(owed.values("due")[:1])
        tasks = Task.objects.filter(allowed(viewer, "plan.manage"), adrift, running).annotate(first=first)
        load = _with_plan
        yield _Kind(tasks, _of_nobody, due="first", code="plan__code", position="position", load=load)


def _with_plan(found: QuerySet[Task]) -> QuerySet[Task]:
    return found.select_related("plan__unit").prefetch_related(Prefetch("units", _parts()))


def _of_nobody(task: Any, clock: Countdown) -> Waiting:
    days = _days(task.first, task.plan.unit, clock)
    led = [part.unit for part in task.units.all() if part.leads and part.unit is not None]
    gone = [unit for unit in led if succession.ended(unit, clock.today)]
    heirs = {heir.pk: heir for unit in gone for heir in succession.heirs(unit, on=clock.today) if heir not in led}
    return Waiting("unassigned", task.plan, task.plan.unit, *days, task=task, heirs=tuple(heirs.values()))


def _child_plans(viewer: Viewer, on: date) -> Iterator[_Kind]:
    """Owed by a unit for which the viewer brings in plans; or to a plan he manages, once due soon or overdue.

    What a unit owed that has ended, those owe who took over from it.
    """
    reach = viewer.reach("plan.import")
    left = succession.left_to(reach.q("new__path")) if reach else set()
    owes = (reach.q("unit__path") & works(on)) | Q(unit__in=left)
    expects = viewer.reach("plan.manage").q("plan__unit__path") & Q(due__lte=on + timedelta(days=stages().ahead))
    found = ChildPlan.objects.filter(owes | expects, child=None, plan__state=rules.ACTIVE)
    yield _Kind(found, _of_child, code="plan__code", stacked=True, load=_owed)


def _owed(found: QuerySet[ChildPlan]) -> QuerySet[ChildPlan]:
    return found.select_related("plan__unit", "unit", "task")


def _of_child(child: ChildPlan, clock: Countdown) -> Waiting:
    owing = next(iter(succession.heirs(child.unit, on=clock.today)), child.unit)
    days = _days(child.due, child.unit, clock)
    return Waiting("child_plan", child.plan, owing, *days, task=child.task, child=child)


def _occurrences(*conditions: Q) -> QuerySet[Occurrence]:
    return Occurrence.objects.filter(RUNNING, *conditions)


def _whole(found: QuerySet[Occurrence]) -> QuerySet[Occurrence]:
    return found.select_related("task__plan__unit").prefetch_related(Prefetch("task__units", _parts()))


def _parts() -> QuerySet[TaskUnit]:
    return TaskUnit.objects.select_related("unit")


def _of_occurrence(kind: str, one: Occurrence, clock: Countdown, report: Report | None = None) -> Waiting:
    unit = works_by(one.task)
    days = _days(one.due, unit, clock)
    return Waiting(kind, one.task.plan, unit, *days, task=one.task, occurrence=one, report=report)


def _days(due: date | None, unit: Unit, clock: Countdown) -> tuple[date | None, int | None, date | None]:
    return (None, None, None) if due is None else (due, clock.left(due, unit), clock.act_by(due, unit))
