"""How far plans are, computed from the records each time it is asked; never typed, never kept.

Every occurrence is of exactly one kind (those of plan.standing), so the kinds add up to the total by construction. The
states are those of now; the day `on` decides what is overdue and what has fallen due. What each figure counts is said
in rules.DEFINITIONS.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, F, Min, Q, QuerySet

from hailong.agency.models import Unit
from hailong.agency.people.rights import Viewer
from hailong.plan import rules
from hailong.plan.models import Occurrence, Plan, Task
from hailong.plan.queries import scope
from hailong.plan.queries.conditions import overdue, owner
from hailong.plan.queries.stale import Stale, stale

__all__ = [
    "KINDS",
    "CriterionShare",
    "Progress",
    "SectionShare",
    "Stale",
    "UnitShare",
    "by_criterion",
    "by_section",
    "by_unit",
    "of_children",
    "of_plan",
    "of_plans",
    "stale",
    "task_state",
    "total",
]

KINDS: Final = (
    "accepted_on_time",
    "accepted_late",
    "reported",
    "returned",
    "overdue",
    "not_yet_due",
    "waiting",
    "cancelled",
)
"""The kinds into which everything is parted."""


@dataclass(frozen=True, slots=True)
class Progress:
    """So many occurrences of each kind; `due_so_far` and `kept` are counted across the kinds."""

    accepted_on_time: int = 0
    accepted_late: int = 0
    reported: int = 0
    returned: int = 0
    overdue: int = 0
    not_yet_due: int = 0
    waiting: int = 0
    cancelled: int = 0
    due_so_far: int = 0
    kept: int = 0

    @property
    def total(self) -> int:
        """All of them: the kinds added up."""
        return sum(getattr(self, kind) for kind in KINDS)

    @property
    def rate(self) -> float | None:
        """The share in percent of what fell due that was accepted on time; None before anything fell due."""
        return 100 * self.kept / self.due_so_far if self.due_so_far else None

    def __add__(self, other: "Progress") -> "Progress":
        """Both together."""
        return Progress(*(mine + its for mine, its in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class UnitShare:
    """The progress of what a unit is accountable for; `unit` is None where nobody known is."""

    unit: Unit | None
    progress: Progress


@dataclass(frozen=True, slots=True)
class SectionShare:
    """The progress of a section of the plan."""

    section: str
    title: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class CriterionShare:
    """The progress of what is to raise a criterion; `code` is "" where a task names none."""

    code: str
    progress: Progress


def of_plan(plan: Plan, on: date) -> Progress:
    """The whole plan."""
    return Progress(**_of(plan).aggregate(**_counts(on)))


def of_plans(plans: Iterable[Plan], on: date) -> list[tuple[Plan, Progress]]:
    """Each of several plans, in one question."""
    found = list(plans)
    shares = _by_plan([plan.pk for plan in found], on)
    return [(plan, shares.get(plan.pk, Progress())) for plan in found]


def by_unit(plan: Plan, on: date) -> list[UnitShare]:
    """By accountable unit, in the order of the alphabet, nobody last; the shares add up to the plan."""
    rows = _grouped(_of(plan).annotate(owner=owner()), on, "owner")
    units = Unit.objects.in_bulk([row["owner"] for row in rows if row["owner"]])
    shares = [UnitShare(units.get(row.pop("owner")), Progress(**row)) for row in rows]
    return sorted(shares, key=lambda share: (share.unit is None, bytes(share.unit.sort_key) if share.unit else b""))


def by_section(plan: Plan, on: date) -> list[SectionShare]:
    """By section in printed order; the shares add up to the plan."""
    found = _of(plan).values("task__section", "task__section_title")
    rows = found.annotate(first=Min("task__position"), **_counts(on)).order_by("first")
    return [SectionShare(row["task__section"], row["task__section_title"], _progress(row)) for row in rows]


def by_criterion(plan: Plan, on: date) -> list[CriterionShare]:
    """By criterion. A task that is to raise two counts in both: these shares may add up to more than the plan."""
    rows = _grouped(_of(plan), on, "task__criteria__code")
    shares = [CriterionShare(row.pop("task__criteria__code") or "", Progress(**row)) for row in rows]
    return sorted(shares, key=lambda share: (not share.code, share.code))


def of_children(plan: Plan, on: date, *, viewer: Viewer) -> list[tuple[Plan, Progress]]:
    """Each plan below this one that the viewer sees, with everything below it in turn, in the order of the units.

    A question a level and one for the figures, however many plans there are.
    """
    seen = scope.plans(viewer)
    top: dict[Any, Any] = {}
    level = list(seen.filter(parent=plan).select_related("unit").order_by("unit__sort_key", "code"))
    children, above = level, {child.pk: child.pk for child in level}
    while above:
        top |= above
        rows = seen.filter(parent__in=list(above)).exclude(pk=plan.pk).values_list("pk", "parent")
        above = {pk: top[parent] for pk, parent in rows if pk not in top}
    sums = {child.pk: Progress() for child in children}
    for pk, share in _by_plan(list(top), on).items():
        sums[top[pk]] += share
    return [(child, sums[child.pk]) for child in children]


def total(shares: Iterable[tuple[Plan, Progress]]) -> Progress:
    """Several plans together."""
    return sum((share for _plan, share in shares), Progress())


def task_state(task: Task, on: date) -> str:
    """How a task stands: done, late_done, running, overdue, waiting, cancelled or unassigned (no known lead).

    Its units and occurrences must be prefetched.
    """
    alive = [one for one in task.occurrences.all() if one.state != rules.CANCELLED]
    if task.state == rules.CANCELLED or not alive:
        return "cancelled"
    if all(one.state == rules.ACCEPTED for one in alive):
        return "late_done" if any(one.late for one in alive) else "done"
    if not any(part.leads and part.unit_id for part in task.units.all()):
        return "unassigned"
    owed = [one for one in alive if one.state in rules.UNFINISHED]
    if any(one.due < on for one in owed if one.due):
        return "overdue"
    return "running" if owed or any(one.state == rules.REPORTED for one in alive) else "waiting"


def _of(plan: Plan) -> QuerySet[Occurrence]:
    return Occurrence.objects.filter(task__plan=plan)


def _counts(on: date) -> dict[str, Count]:
    """A count a kind: each row of the table meets exactly one of the first eight conditions."""
    conditions: Mapping[str, Q] = {
        "accepted_on_time": Q(state=rules.ACCEPTED, late=False),
        "accepted_late": Q(state=rules.ACCEPTED, late=True),
        "reported": Q(state=rules.REPORTED),
        "returned": Q(state=rules.RETURNED, due__gte=on),
        "overdue": overdue(on),
        "not_yet_due": Q(state=rules.OPEN, due__gte=on),
        "waiting": Q(state=rules.WAITING),
        "cancelled": Q(state=rules.CANCELLED),
        "due_so_far": Q(due__lte=on) & ~Q(state__in=(rules.WAITING, rules.CANCELLED)),
        "kept": Q(state=rules.ACCEPTED, late=False, due__lte=on),
    }
    return {kind: Count("pk", filter=condition) for kind, condition in conditions.items()}


def _grouped(found: QuerySet[Occurrence], on: date, field: str) -> list[dict[str, Any]]:
    return list(found.values(field).annotate(**_counts(on)).order_by(F(field).asc(nulls_last=True)))


def _by_plan(plans: Sequence[Any], on: date) -> dict[Any, Progress]:
    rows = _grouped(Occurrence.objects.filter(task__plan__in=plans), on, "task__plan")
    return {row.pop("task__plan"): Progress(**row) for row in rows}


def _progress(row: Mapping[str, Any]) -> Progress:
    return Progress(**{name: row[name] for name in Progress.__slots__})
