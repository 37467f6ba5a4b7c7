"""The list of plans and one plan: by section, unit or criterion, or as a year's timeline."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from hailong.agency.people.rights import Viewer
from hailong.plan.models import Plan, PlanFact, Task
from hailong.plan.queries import plans, progress, stale, tasks
from hailong.plan.queries.states import DEFINITIONS
from hailong.plan.timeline import timeline
from hailong.web.desk import errors
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded
from hailong.web.skin.pager import paged
from hailong.web.skin.progress import headings, shape
from hailong.web.skin.progress.words import FACTS, PLAN, STANDING, VIEWS

LABELS_WIDE = 300
"""Room for the names of the tasks left of the timeline, in units of the picture."""


@guarded("plan.see")
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """Every plan this person may see, newest first."""
    on = hour.now().date()
    typed = request.GET.get("nam", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else None
    search = request.GET.get("tim", "").strip()
    seen = plans.plans_seen(request.viewer)
    page = paged(plans.plans_seen(request.viewer, year=year, search=search), request.GET)
    shares = progress.of_plans(page.rows, on)
    context = {
        "page": page,
        "plans": [shape.Listed(plan, PLAN[plan.state], shape.bar(share)) for plan, share in shares],
        "years": sorted(set(seen.order_by().values_list("year", flat=True).distinct()), reverse=True),
        "year": year,
        "search": search,
        "may_import": bool(request.viewer.reach("plan.import")),
    }
    return render(request, "desk/plans/list.html", context)


@guarded("plan.see")
@require_GET
def show(request: DeskRequest, code: str) -> HttpResponse:
    """One plan with its tasks."""
    plan = plans.plan_seen(request.viewer, code)
    if plan is None:
        return errors.not_found(request)
    on = hour.now().date()
    view = request.GET.get("xem", "muc")
    load = partial(_tasks, request.viewer, plan)
    page, groups = headings.page_of(_headings(view, plan, on), request.GET, load, on)
    listed = [row.task for group in groups for row in group.rows] if view == "dong-thoi-gian" else []
    drawn = timeline(listed, first=plan.first, last=plan.last, on=on) if listed else None
    context = {
        "plan": plan,
        "parent": _parent(request, plan),
        "badge": PLAN[plan.state],
        "bar": shape.bar(progress.of_plan(plan, on)),
        "targets": _targets(plan),
        "facts": _facts(plan),
        "document": tasks.evidence_seen(request.viewer, plan.document_id) if plan.document_id else None,
        "views": VIEWS,
        "view": view if view in dict(VIEWS) else "muc",
        "timeline": drawn,
        "wide": drawn.width + LABELS_WIDE if drawn else 0,
        "standings": [(kind, label) for kind, label in STANDING.items() if kind != "waiting"],
        "groups": groups,
        "page": page,
        "stale": stale.stale(request.viewer, on, plan=plan) if request.viewer.reach("report.see") else [],
        "definitions": DEFINITIONS.values(),
        "may_manage": request.viewer.may("plan.manage", plan.unit.path),
    }
    return render(request, "desk/plans/plan.html", context)


def _tasks(viewer: Viewer, plan: Plan, wanted: Sequence[UUID]) -> Sequence[Task]:
    return tasks.tasks_of(viewer, plan, only=wanted)


def _headings(view: str, plan: Plan, on: date) -> list[headings.Heading]:
    """The tasks as the view groups them, each group with its own bar."""
    if view == "don-vi":
        return headings.by_unit(plan, progress.by_unit(plan, on))
    if view == "tieu-chi":
        return headings.by_criterion(plan, progress.by_criterion(plan, on))
    if view == "dong-thoi-gian":
        return headings.in_order(plan)
    return headings.by_section(plan, progress.by_section(plan, on))


def _facts(plan: Plan) -> list[tuple[str, list[PlanFact]]]:
    """What the plan says beside its tasks and targets, by kind, kinds in words."""
    held: dict[str, list[PlanFact]] = {}
    for fact in plan.facts.exclude(kind="target"):
        held.setdefault(fact.kind, []).append(fact)
    return [(str(label), held[kind]) for kind, label in FACTS.items() if kind in held]


def _parent(request: DeskRequest, plan: Plan) -> tuple[Plan, str] | None:
    """The plan above with the page on which this person may see it; None where there is none, or none for him."""
    if plan.parent_id is None:
        return None
    seen = plans.plans_seen(request.viewer).filter(pk=plan.parent_id).first()
    shown = seen or plans.public_plans().filter(pk=plan.parent_id).first()
    return (shown, reverse("plan" if seen else "public_plan", args=[shown.code])) if shown else None


def _targets(plan: Plan) -> list[str]:
    """The plan's targets in the plan's own words."""
    return [str(fact.value.get("text") or "") for fact in plan.facts.filter(kind="target")]
