"""Conditions on occurrences that several questions share."""

from datetime import date

from django.db.models import OuterRef, Q, Subquery, UUIDField

from hailong.plan import rules
from hailong.plan.models import TaskUnit

RUNNING = Q(task__state=rules.ACTIVE, task__plan__state=rules.ACTIVE)
"""Of a task and a plan that run."""


def owner(task: str = "task") -> Subquery:
    """The id of the accountable unit of a row's task; its type is named, for SQLite would answer with text."""
    found = TaskUnit.objects.filter(task=OuterRef(task), accountable=True).order_by().values("unit")[:1]
    return Subquery(found, output_field=UUIDField())


def works(on: date, unit: str = "unit") -> Q:
    """Of a unit whose last day is not past."""
    return Q(**{f"{unit}__valid_to": None}) | Q(**{f"{unit}__valid_to__gte": on})


def overdue(on: date) -> Q:
    """Past the last day and not done."""
    return Q(state__in=rules.UNFINISHED, due__lt=on)
