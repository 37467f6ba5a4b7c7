"""The list of rounds, one round, and what is done to it: opened, begun, closed, cancelled."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hailong.agency.models import Unit
from hailong.agency.queries import valid
from hailong.clock.period import containing
from hailong.measure import surveys
from hailong.measure.queries import counters, instruments, pacing, rounds
from hailong.web.desk.acting import perform
from hailong.web.desk.surveys import forms, shape, words
from hailong.web.desk.surveys.seen import at_counters, wanted
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded
from hailong.web.skin.pager import paged


@guarded("survey.see")
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """Every round this person may see, newest first, each with its pace towards the quota."""
    on = hour.now().date()
    seen = rounds.rounds(request.viewer)
    asked = {"period": request.GET.get("ky", "").strip().upper(), "state": request.GET.get("tinh-trang", "")}
    page = paged(seen.filter(**{key: value for key, value in asked.items() if value}), request.GET)
    context = {
        "page": page,
        "listed": shape.listed(page.rows, on),
        "states": [(code, label) for code, (_look, label) in words.STATES.items()],
        "periods": sorted(set(seen.order_by().values_list("period", flat=True).distinct()), reverse=True),
        "asked": asked,
        "may_manage": bool(request.viewer.reach("survey.manage")),
    }
    return render(request, "desk/surveys/list.html", context)


@guarded("survey.see")
@require_GET
def show(request: DeskRequest, code: str) -> HttpResponse:
    """One round: from who was served to who answered, the pace by week, the paper, the ways on."""
    one = wanted(request, code)
    if isinstance(one, HttpResponse):
        return one
    on = hour.now().date()
    viewer, path = request.viewer, one.unit.path
    modes = pacing.modes_of([one])[one.pk]
    own = pacing.modes_of([one], rounds.part(viewer))[one.pk]
    visits = counters.tally_of(one, rounds.part(viewer, "session__unit__path"))
    context = {
        "round": one,
        "badge": words.STATES[one.state],
        "facts": shape.facts(one),
        "pace": pacing.pace(one, modes, on),
        "weeks": pacing.weeks(one, on),
        "steps": shape.steps(visits, sum(own.values())),
        "whole": viewer.may("survey.see", path),
        "modes": shape.modes(one, modes),
        "answered": bool(modes),
        "ended": one.closes < on,
        "may_manage": viewer.may("survey.manage", path),
        "may_count": at_counters(viewer, one).exists(),
    }
    return render(request, "desk/surveys/round.html", context)


def _start(on: date) -> dict[str, Any]:
    """The defaults of a new round: this quarter from today on, the quota of the rules, every visitor."""
    quarter = containing("quarter", on)
    return {
        "period": quarter.code,
        "opens": on,
        "closes": quarter.end,
        "quota": surveys.default_quota(on, quarter),
        "selector": "systematic",
        "every": 1,
        "index_rule": "t2b_itemmean",
        "quota_counts": ["paper", "coded"],
        "pooled": ["paper", "coded"],
    }


@guarded("survey.manage")
def new(request: DeskRequest) -> HttpResponse:
    """Plan a round; it begins when it is opened on its own page."""
    on = hour.now().date()
    units = Unit.objects.filter(valid(on), request.viewer.reach("survey.manage").q()).order_by("path")
    start = _start(on)
    first = units.first()
    start |= {"unit": first} if first else {}

    def do(typed: dict[str, Any]) -> HttpResponse:
        planned = surveys.plan_round(by=request.viewer, now=hour.now(), **typed)
        return redirect("survey", planned.code)

    form = forms.NewRound(
        request.POST or None, initial=start, units=units, versions=instruments.for_rounds(request.viewer)
    )
    page = {"title": _("Lập đợt khảo sát"), "button": _("Lập đợt")}
    return perform(request, form, do, back=reverse("surveys"), done="", **page)


@guarded("survey.manage")
def begin(request: DeskRequest, code: str) -> HttpResponse:
    """Open a round: from now on forms are given out and answers come in."""
    one = wanted(request, code, "survey.manage")
    if isinstance(one, HttpResponse):
        return one

    def do(_typed: dict[str, Any]) -> object:
        return surveys.open_round(round=one, by=request.viewer, now=hour.now())

    detail = _("Mở rồi thì phiếu hỏi, cách chọn khách và cách gộp không đổi được nữa.")
    page = {"title": _("Mở đợt khảo sát"), "about": one.title, "detail": detail, "button": _("Mở đợt")}
    form = forms.Nothing(request.POST if request.method == "POST" else None)
    return perform(request, form, do, back=reverse("survey", args=[code]), done=_("Đã mở đợt."), **page)


@guarded("survey.manage")
def close(request: DeskRequest, code: str) -> HttpResponse:
    """Close a round for good."""
    one = wanted(request, code, "survey.manage")
    if isinstance(one, HttpResponse):
        return one

    def do(typed: dict[str, Any]) -> object:
        return surveys.close_round(round=one, by=request.viewer, now=hour.now(), **typed)

    detail = _("Đóng rồi thì không nhận thêm phiếu nào, khóa của đợt bị hủy và không mở lại được.")
    page = {"title": _("Đóng đợt khảo sát"), "about": one.title, "detail": detail, "look": "danger"}
    form = forms.Closing(request.POST if request.method == "POST" else None)
    return perform(request, form, do, back=reverse("survey", args=[code]), done=_("Đã đóng đợt."), **page)


@guarded("survey.manage")
def cancel(request: DeskRequest, code: str) -> HttpResponse:
    """Cancel a round that has not begun."""
    one = wanted(request, code, "survey.manage")
    if isinstance(one, HttpResponse):
        return one

    def do(typed: dict[str, Any]) -> object:
        return surveys.cancel_round(round=one, by=request.viewer, now=hour.now(), **typed)

    page = {"title": _("Hủy đợt khảo sát"), "about": one.title, "look": "danger"}
    form = forms.Reason(request.POST or None)
    return perform(request, form, do, back=reverse("survey", args=[code]), done=_("Đã hủy đợt."), **page)
