"""Work of living plans that the worker does."""

from datetime import datetime

from django.db.models import Q
from django_tasks import task

from hailong.plan import occurrences, rules
from hailong.plan.models import Plan


@task()
def refresh_below(path: str, now: str) -> None:
    """Lay anew the running plans of the branch at `path`, and those of others for which a unit of it is accountable.

    Their working days changed; `now` (ISO, with offset) is when.
    """
    theirs = Q(tasks__units__accountable=True, tasks__units__unit__path__below=path)
    moved = Plan.objects.filter(Q(unit__path__below=path) | theirs, state=rules.ACTIVE).distinct()
    for plan in moved:
        occurrences.refresh(plan, datetime.fromisoformat(now))
