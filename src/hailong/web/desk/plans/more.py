"""What stands beside a plan's tasks: money, child plans, postings, whether the public sees it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hailong.agency import evidence
from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.agency.people.rights import Viewer
from hailong.agency.queries import descendants, valid
from hailong.plan import cascade, plans
from hailong.plan.models import ChildPlan, Plan
from hailong.plan.queries import plans as asked
from hailong.plan.queries import progress, tasks
from hailong.web.desk import errors
from hailong.web.desk.acting import perform
from hailong.web.desk.plans import forms
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded
from hailong.web.skin.progress import shape


@guarded("plan.see")
@require_GET
def show(request: DeskRequest, code: str) -> HttpResponse:
    """Everything beside the tasks."""
    plan = asked.plan_seen(request.viewer, code)
    if plan is None:
        return errors.not_found(request)
    viewer, on, path, money = request.viewer, hour.now().date(), plan.unit.path, plans.money(plan)
    context = {
        "plan": plan,
        "money": money,
        "off": abs(money.difference or 0),
        "owed": _owed(viewer, plan, on),
        "children": [
            shape.Listed(child, ("", ""), shape.bar(share))
            for child, share in progress.of_children(plan, on, viewer=viewer)
        ],
        "postings": [(one, tasks.evidence_seen(viewer, one.picture_id) if one.picture_id else None) for one in
                     plan.postings.select_related("unit", "task", "by")],
        "may_manage": viewer.may("plan.manage", path),
        "may_publish": viewer.may("plan.publish", path),
        "may_post": bool(_posting_units(request, plan)),
    }  # fmt: skip
    return render(request, "desk/plans/more.html", context)


def _owed(viewer: Viewer, plan: Plan, on: date) -> list[tuple[ChildPlan, Plan | None, str]]:
    """Each child plan asked for, the plan that came where this person may see it, and how long there is."""
    found = [one.obligation for one in cascade.owed(plan, on=on)]
    seen = asked.plans_seen(viewer).in_bulk([one.child_id for one in found if one.child_id])
    return [(one, seen.get(one.child_id), shape.days((one.due - on).days)) for one in found]


def managed(request: DeskRequest, code: str, verb: str) -> Plan | HttpResponse:
    """The plan on which this person may do the verb, or the page that says why not."""
    plan = asked.plan_seen(request.viewer, code)
    if plan is None:
        return errors.not_found(request)
    return plan if request.viewer.may(verb, plan.unit.path) else errors.forbidden(request)


def _home(plan: Plan) -> str:
    return reverse("plan_more", args=[plan.code])


@guarded("plan.manage")
def fund(request: DeskRequest, code: str) -> HttpResponse:
    """Add a line of money."""
    plan = managed(request, code, "plan.manage")
    if isinstance(plan, HttpResponse):
        return plan

    def do(typed: dict[str, Any]) -> object:
        return plans.add_funding(plan=plan, by=request.viewer, now=hour.now(), **typed)

    page = {"title": _("Thêm khoản kinh phí"), "about": plan.title, "button": _("Thêm khoản")}
    return perform(request, forms.Money(request.POST or None), do, back=_home(plan), done=_("Đã thêm khoản."), **page)


@guarded("plan.manage")
def money_total(request: DeskRequest, code: str) -> HttpResponse:
    """Say what total the plan states."""
    plan = managed(request, code, "plan.manage")
    if isinstance(plan, HttpResponse):
        return plan

    def do(typed: dict[str, Any]) -> object:
        return plans.state_total(plan=plan, by=request.viewer, now=hour.now(), **typed)

    page = {"title": _("Tổng kinh phí ghi trong kế hoạch"), "about": plan.title, "button": _("Lưu")}
    return perform(request, forms.MoneyTotal(request.POST or None), do, back=_home(plan), done=_("Đã lưu."), **page)


@guarded("plan.manage")
def money_away(request: DeskRequest, code: str, funding_id: str) -> HttpResponse:
    """Withdraw a line of money; it stays in the journal."""
    plan = managed(request, code, "plan.manage")
    if isinstance(plan, HttpResponse):
        return plan
    line = plan.funding.filter(pk=funding_id, withdrawn=False).first()
    if line is None:
        return errors.not_found(request)

    def do(typed: dict[str, Any]) -> None:
        plans.withdraw_funding(funding=line, by=request.viewer, now=hour.now(), **typed)

    page = {"title": _("Bỏ khoản kinh phí"), "about": line.text, "button": _("Bỏ khoản này"), "look": "danger"}
    return perform(request, forms.Reason(request.POST or None), do, back=_home(plan), done=_("Đã bỏ."), **page)


@guarded("plan.manage")
def children(request: DeskRequest, code: str) -> HttpResponse:
    """Ask units below for plans of their own."""
    plan = managed(request, code, "plan.manage")
    if isinstance(plan, HttpResponse):
        return plan
    below = descendants(plan.unit).filter(valid(hour.now().date()))

    def do(typed: dict[str, Any]) -> object:
        return cascade.require(plan=plan, task=None, by=request.viewer, now=hour.now(), **typed)

    form = forms.Children(request.POST or None, units=below)
    page = {"title": _("Giao đơn vị xây dựng kế hoạch riêng"), "about": plan.title, "button": _("Giao")}
    return perform(request, form, do, back=_home(plan), done=_("Đã giao."), **page)


def _posting_units(request: DeskRequest, plan: Plan) -> QuerySet[Unit]:
    """In whose name this person may note a posting: of who takes part; for the plan's own unit also of those below."""
    where = Q(task_units__task__plan=plan)
    if request.viewer.may("posting.add", plan.unit.path):
        where |= Q(path__below=plan.unit.path)
    return Unit.objects.filter(where, request.viewer.reach("posting.add").q(), valid(hour.now().date())).distinct()


def _posting_form(request: DeskRequest, plan: Plan, units: QuerySet[Unit]) -> forms.Posting:
    """The form; whoever only takes part is offered the tasks in which his unit does, and must name one."""
    whole = request.viewer.may("posting.add", plan.unit.path)
    about = plan.tasks.all() if whole else plan.tasks.filter(units__unit__in=units).distinct()
    start = {"day": hour.now().date()}
    return forms.Posting(
        request.POST or None, request.FILES or None, initial=start, units=units, tasks=about, whole=whole
    )


@guarded("posting.add")
def posting(request: DeskRequest, code: str) -> HttpResponse:
    """Note where and when the plan or a result was posted."""
    plan = asked.plan_seen(request.viewer, code)
    if plan is None:
        return errors.not_found(request)
    units = _posting_units(request, plan)
    if not units:
        return errors.forbidden(request)
    form = _posting_form(request, plan, units)

    def do(typed: dict[str, Any]) -> object:
        picture = typed.pop("picture")
        by, now = request.viewer, hour.now()
        shown = None
        if picture:
            shown = evidence.add(data=picture.read(), name=picture.name, unit=typed["unit"], by=by, now=now)
        return plans.post(plan=plan, picture=shown, by=by, now=now, **typed)

    page = {"title": _("Ghi việc niêm yết, đăng tải"), "about": plan.title, "button": _("Ghi lại")}
    return perform(request, form, do, back=_home(plan), done=_("Đã ghi."), **page)


@guarded("plan.publish")
@require_POST
def publish(request: DeskRequest, code: str) -> HttpResponse:
    """Let the public see the plan's progress."""
    plan = managed(request, code, "plan.publish")
    if isinstance(plan, HttpResponse):
        return plan
    try:
        plans.publish(plan=plan, by=request.viewer, now=hour.now())
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect(_home(plan))


@guarded("plan.publish")
def unpublish(request: DeskRequest, code: str) -> HttpResponse:
    """Let the public see it no longer, and say why."""
    plan = managed(request, code, "plan.publish")
    if isinstance(plan, HttpResponse):
        return plan

    def do(typed: dict[str, Any]) -> None:
        plans.unpublish(plan=plan, by=request.viewer, now=hour.now(), **typed)

    page = {"title": _("Thôi công khai tiến độ"), "about": plan.title}
    return perform(request, forms.Reason(request.POST or None), do, back=_home(plan), done=_("Đã gỡ."), **page)
