"""The progress of plans whose agency lets everybody see it."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hailong.plan.models import Plan, Task
from hailong.plan.queries import plans, progress, tasks
from hailong.plan.queries.states import DEFINITIONS
from hailong.web.skin import hour
from hailong.web.skin.guard import open_to_all
from hailong.web.skin.pager import paged
from hailong.web.skin.progress import headings, shape


@open_to_all
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every public plan with its progress."""
    on = hour.now().date()
    page = paged(plans.public_plans(), request.GET)
    listed = [(plan, shape.bar(share)) for plan, share in progress.of_plans(page.rows, on)]
    return render(request, "public/plans.html", {"plans": listed, "page": page, "on": on})


@open_to_all
@require_GET
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One public plan: what is to be done, by which unit, by when, and how far it has come."""
    plan = plans.public_plan(code)
    if plan is None:
        raise Http404
    on = hour.now().date()
    page, groups = headings.page_of(headings.by_section(plan), request.GET, partial(_tasks, plan), on)
    context = {
        "plan": plan,
        "on": on,
        "bar": shape.bar(progress.of_plan(plan, on)),
        "groups": groups,
        "page": page,
        "targets": [fact.value.get("text") for fact in plan.facts.filter(kind="target")],
        "postings": plan.postings.select_related("unit"),
        "definitions": DEFINITIONS.values(),
    }
    return render(request, "public/plan.html", context)


def _tasks(plan: Plan, wanted: Sequence[UUID]) -> Sequence[Task]:
    return tasks.public_tasks(plan, only=wanted)
