"""Who is behind, and for how long: owners named with days, the worst first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min

from hailong.agency import succession
from hailong.agency.models import Person, RoleAssignment, Unit
from hailong.agency.people.queries import held
from hailong.agency.people.rights import Viewer
from hailong.plan.models import Plan
from hailong.plan.queries import scope
from hailong.plan.queries.conditions import RUNNING, overdue, owner

NOBODY = "Chưa có đơn vị chịu trách nhiệm"


@dataclass(frozen=True, slots=True)
class Stale:
    """A unit with overdue work (None: nobody known is accountable), its heads, and how bad it is.

    `days` are calendar days since the oldest was due. Of a unit that has ended, `heirs` took over, and the heads are
    theirs.
    """

    unit: Unit | None
    heads: tuple[Person, ...]
    days: int
    oldest: date
    count: int
    heirs: tuple[Unit, ...] = ()

    @property
    def name(self) -> str:
        """The heads with their unit, the unit alone where it has none; one that has ended with who took over."""
        if self.unit is None:
            return NOBODY
        unit = f"{self.unit.name}, nay là {succession.named(self.heirs)}" if self.heirs else self.unit.name
        heads = ", ".join(head.name for head in self.heads)
        return f"{heads} ({unit})" if heads else unit


def stale(viewer: Viewer, on: date, *, plan: Plan | None = None) -> list[Stale]:
    """The owners of overdue work in the running plans this viewer sees (or in one of them), worst first."""
    found = scope.occurrences(viewer).filter(overdue(on), RUNNING)
    if plan is not None:
        found = found.filter(task__plan=plan)
    rows = found.annotate(owner=owner()).values("owner").annotate(count=Count("pk"), oldest=Min("due")).order_by()
    behind = {row["owner"]: row for row in rows}
    units = Unit.objects.in_bulk([pk for pk in behind if pk])
    after = {pk: tuple(succession.heirs(unit, on=on)) for pk, unit in units.items() if succession.ended(unit, on)}
    asked = {pk: after.get(pk, (unit,)) for pk, unit in units.items()}
    heads = _heads({unit.pk for those in asked.values() for unit in those}, on)
    listed = [
        Stale(
            unit=units.get(pk),
            heads=tuple(head for unit in asked.get(pk, ()) for head in heads[unit.pk]),
            days=(on - row["oldest"]).days,
            oldest=row["oldest"],
            count=row["count"],
            heirs=after.get(pk, ()),
        )
        for pk, row in behind.items()
    ]
    return sorted(listed, key=lambda one: (-one.days, -one.count, one.name))


def _heads(units: Iterable[Any], on: date) -> dict[Any, list[Person]]:
    """Who heads each unit on that day, in one question."""
    roles = RoleAssignment.objects.filter(held(on), role="unit_head", unit__in=list(units), person__is_active=True)
    found: dict[Any, list[Person]] = defaultdict(list)
    for role in roles.select_related("person").order_by("person__sort_key"):
        found[role.unit_id].append(role.person)
    return found
