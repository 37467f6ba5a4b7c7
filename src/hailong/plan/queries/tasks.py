"""Questions about tasks, what was said of them, and the files shown; they change nothing."""

import uuid
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from hailong.agency.models import Evidence, Unit
from hailong.agency.people.rights import Viewer
from hailong.plan import rules
from hailong.plan.models import Explanation, Occurrence, Plan, Posting, Report, Task, TaskUnit
from hailong.plan.queries import scope

_REPORTS = ("by", "unit", "decision__by")


def tasks_of(viewer: Viewer, plan: Plan, *, only: Sequence[uuid.UUID] | None = None) -> Sequence[Task]:
    """The plan's tasks in printed order, with units, criteria and occurrences: four questions, however many.

    Those of the ids in `only` where it is given.
    """
    return _of(Task.objects.filter(plan__in=scope.plans(viewer).filter(pk=plan.pk)), plan, only)


def public_tasks(plan: Plan, *, only: Sequence[uuid.UUID] | None = None) -> Sequence[Task]:
    """The same of a plan that is public; none of one that is not."""
    if plan.public_since is None or plan.state == rules.WITHDRAWN:
        return []
    return _of(Task.objects.filter(plan=plan), plan, only)


def _of(found: QuerySet[Task], plan: Plan, only: Sequence[uuid.UUID] | None) -> list[Task]:
    tasks = list(_whole(found if only is None else found.filter(pk__in=only)))
    for task in tasks:
        task.plan = plan
    return tasks


def _whole(found: QuerySet[Task]) -> QuerySet[Task]:
    units = Prefetch("units", TaskUnit.objects.select_related("unit"))
    return found.order_by("position").prefetch_related(units, "criteria", "occurrences")


def task_seen(viewer: Viewer, task_id: uuid.UUID | str) -> Task | None:
    """One task with the same and all that was said of it; None where there is none for this viewer."""
    reports = Report.objects.select_related(*_REPORTS).prefetch_related("evidence", "answers__by")
    explanations = Explanation.objects.select_related("by", "unit")
    said = (Prefetch("occurrences__reports", reports), Prefetch("occurrences__explanations", explanations))
    found = _whole(scope.tasks(viewer)).select_related("plan__unit").prefetch_related(*said)
    return found.filter(pk=task_id).first() if _is_id(task_id) else None


def occurrence_seen(viewer: Viewer, occurrence_id: uuid.UUID | str) -> Occurrence | None:
    """One time a task falls due; None where there is none for this viewer."""
    found = scope.occurrences(viewer).select_related("task__plan__unit")
    return found.filter(pk=occurrence_id).first() if _is_id(occurrence_id) else None


def report_seen(viewer: Viewer, report_id: uuid.UUID | str) -> Report | None:
    """One report; None where there is none for this viewer."""
    found = scope.reports(viewer).select_related("occurrence__task__plan__unit", *_REPORTS)
    return found.filter(pk=report_id).first() if _is_id(report_id) else None


def reports_seen(viewer: Viewer, task: Task) -> Sequence[Report]:
    """What was reported on the task, oldest first, with decisions, answers and files; nothing for who may not see."""
    found = scope.reports(viewer).filter(occurrence__task=task).select_related("occurrence", *_REPORTS)
    return list(found.prefetch_related("evidence", "answers__by"))


def explanations_seen(viewer: Viewer, task: Task) -> Sequence[Explanation]:
    """Why the task was late, oldest first; nothing for who may not see."""
    return list(scope.explanations(viewer).filter(occurrence__task=task).select_related("occurrence", "by", "unit"))


def may(viewer: Viewer, verb: str, task: Task) -> bool:
    """Whether this viewer may do the verb on the task.

    By the plan's own unit, and for what rules.OF_PARTICIPANTS names also by a unit taking part. Reporting and
    explaining are done in the name of such a unit only; explaining in that of a lead.
    """
    reach = viewer.reach(verb)
    if verb not in rules.IN_ITS_NAME and reach.covers(task.plan.unit.path):
        return True
    return verb in rules.OF_PARTICIPANTS and bool(units_acting(viewer, verb, task))


def units_acting(viewer: Viewer, verb: str, task: Task) -> Sequence[Unit]:
    """The units taking part in the task in whose name this viewer may do the verb, leads first."""
    reach, leads = viewer.reach(verb), verb in rules.OF_LEADS
    units = (part.unit for part in task.units.all() if part.leads or not leads)
    return [unit for unit in units if unit is not None and reach.covers(unit.path)]


def evidence_seen(viewer: Viewer, evidence_id: uuid.UUID | str) -> Evidence | None:
    """A file shown in a report, a posting, or as the plan's document, to those who see that; None for others."""
    if not _is_id(evidence_id):
        return None
    this, seen = OuterRef("pk"), scope.plans(viewer)
    shown = Q(Exists(scope.reports(viewer).filter(evidence=this)))
    shown |= Q(Exists(Posting.objects.filter(plan__in=seen, picture=this)))
    shown |= Q(Exists(seen.filter(document=this)))
    return Evidence.objects.filter(shown, pk=evidence_id).first()


def _is_id(value: uuid.UUID | str) -> bool:
    try:
        return isinstance(value, uuid.UUID) or bool(uuid.UUID(value))
    except ValueError:
        return False
