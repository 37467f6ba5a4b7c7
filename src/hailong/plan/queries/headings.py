"""Which tasks of a plan stand under which heading, by their ids alone, each list in printed order.

For a plan that the caller has asked for as seen; the tasks themselves are read by `tasks_of`, as many as are shown.
"""

import uuid
from dataclasses import dataclass, field

from hailong.plan.models import Plan, TaskUnit

Ids = list[uuid.UUID]


@dataclass(frozen=True, slots=True)
class OfUnit:
    """The tasks for which a unit is accountable; the name is "" where nobody is."""

    name: str
    tasks: Ids = field(default_factory=list)


def by_section(plan: Plan) -> dict[tuple[str, str], Ids]:
    """By section and its title, in printed order."""
    found: dict[tuple[str, str], Ids] = {}
    for pk, *section in plan.tasks.order_by("position").values_list("pk", "section", "section_title"):
        found.setdefault((section[0], section[1]), []).append(pk)
    return found


def by_unit(plan: Plan) -> dict[uuid.UUID | None, OfUnit]:
    """By the accountable unit's id; None for nobody."""
    parts = TaskUnit.objects.filter(task__plan=plan, accountable=True)
    owners = {task: (unit, name) for task, unit, name in parts.values_list("task", "unit", "unit__name")}
    found: dict[uuid.UUID | None, OfUnit] = {}
    for pk in plan.tasks.order_by("position").values_list("pk", flat=True):
        unit, name = owners.get(pk, (None, ""))
        found.setdefault(unit, OfUnit(name)).tasks.append(pk)
    return found


def by_criterion(plan: Plan) -> dict[str, Ids]:
    """By the criterion's code; "" for the tasks that name none."""
    found: dict[str, Ids] = {}
    rows = plan.tasks.order_by("position", "criteria__position").values_list("pk", "criteria__code")
    for pk, code in rows:
        found.setdefault(code or "", []).append(pk)
    return found
