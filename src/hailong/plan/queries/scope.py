"""Who sees what of the wing, in this one place: every other question starts from here.

A plan is seen where its unit is within reach of plan.see, or a unit within reach takes part in one of its tasks: then
all its tasks are seen, since it is one signed text. What was reported is seen a task at a time.
"""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hailong.agency.people.rights import NOBODY, Viewer
from hailong.plan import rules
from hailong.plan.models import Explanation, Occurrence, Plan, Report, Task, TaskUnit
from hailong.plan.queries.conditions import works


def plans(viewer: Viewer) -> QuerySet[Plan]:
    """The plans this viewer sees."""
    reach = viewer.reach("plan.see")
    taking_part = TaskUnit.objects.filter(reach.q("unit__path"), task__plan=OuterRef("pk"))
    return Plan.objects.filter(reach.q("unit__path") | Q(Exists(taking_part)))


def tasks(viewer: Viewer) -> QuerySet[Task]:
    """The tasks of those plans."""
    return Task.objects.filter(plan__in=plans(viewer))


def occurrences(viewer: Viewer) -> QuerySet[Occurrence]:
    """Each time those tasks fall due."""
    return Occurrence.objects.filter(task__plan__in=plans(viewer))


def reports(viewer: Viewer) -> QuerySet[Report]:
    """The reports this viewer sees."""
    return Report.objects.filter(allowed(viewer, "report.see", "occurrence__task__"))


def explanations(viewer: Viewer) -> QuerySet[Explanation]:
    """The explanations this viewer sees."""
    return Explanation.objects.filter(allowed(viewer, "report.see", "occurrence__task__"))


def allowed(viewer: Viewer, verb: str, task: str = "") -> Q:
    """The tasks on which this viewer may do the verb, as a condition; `task` leads to the task ("occurrence__task__").

    As `queries.tasks.may` says of a single one.
    """
    found = NOBODY if verb in rules.IN_ITS_NAME else viewer.reach(verb).q(f"{task}plan__unit__path")
    if verb not in rules.OF_PARTICIPANTS:
        return found
    return found | taking_part(viewer, verb, task, leads=verb in rules.OF_LEADS)


def taking_part(viewer: Viewer, verb: str, task: str = "", *, leads: bool, on: date | None = None) -> Q:
    """The tasks in which a unit takes part, or leads, where the viewer may do the verb; `on`: that works on the day."""
    roles: dict[str, Any] = {"leads": True} if leads else {}
    alive = works(on) if on else Q()
    units = TaskUnit.objects.filter(viewer.reach(verb).q("unit__path"), alive, **roles)
    return Q(**{f"{task}pk__in": units.values("task")})
