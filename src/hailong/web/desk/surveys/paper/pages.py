"""The register of a round's sheets, its numbered forms as a file, and the counts that must close."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hailong.agency.faults import Refused
from hailong.measure import custody, printing
from hailong.measure.models import Round, Sheet
from hailong.measure.queries import custody as asked
from hailong.web.desk import errors
from hailong.web.desk.acting import REFUSED
from hailong.web.desk.surveys.paper import words
from hailong.web.desk.surveys.paper.seen import touched
from hailong.web.desk.surveys.seen import wanted
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded, person_of
from hailong.web.skin.pager import paged

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_QUICK = {"give": custody.give, "take_back": custody.take_back}


@guarded("survey.see")
@require_GET
def register(request: DeskRequest, code: str) -> HttpResponse:
    """Every sheet and where it is; giving and taking back in one go."""
    one = wanted(request, code)
    if isinstance(one, HttpResponse):
        return one
    return render(request, "desk/surveys/paper/register.html", _register(request, one))


def _register(request: DeskRequest, one: Round, **more: Any) -> dict[str, Any]:
    held = asked.sheets(request.viewer, one)
    state = request.GET.get("o", "")
    page = paged(held.filter(state=state) if state in words.STATES else held, request.GET)
    counts = [(name, *words.STATES[name], count) for name, count in asked.counts(held).items() if count]
    reach = {verb: bool(request.viewer.reach(verb)) for verb in ("survey.counter", "survey.enter")}
    return {
        "round": one,
        "page": page,
        "listed": [(sheet, *words.STATES[sheet.state]) for sheet in page.rows],
        "counts": counts,
        "all": held.count(),
        "state": state,
        "holders": asked.by_holder(held),
        "mine": _mine(request, held),
        "files": _files(held) if request.viewer.may("survey.manage", one.unit.path) else [],
        "may_manage": request.viewer.may("survey.manage", one.unit.path),
        "may_give": reach["survey.counter"],
        "may_enter": reach["survey.enter"],
        "differing": asked.differing(request.viewer, one).count(),
        **more,
    }


def _mine(request: DeskRequest, held: QuerySet[Sheet]) -> dict[str, str]:
    """What this clerk holds to be given out, and what is out and may come back."""
    own = held.filter(holder=person_of(request))
    return {
        "give": custody.spans(own.filter(state="issued").values_list("serial", flat=True)),
        "take_back": custody.spans(own.filter(state="handed").values_list("serial", flat=True)),
    }


def _files(held: QuerySet[Sheet]) -> list[tuple[int, int]]:
    """First and last serial of each file to be printed, for the sheets on the shelf."""
    some = sorted(map(int, held.filter(state="printed").values_list("serial", flat=True)))
    parts = [some[at : at + printing.MOST] for at in range(0, len(some), printing.MOST)]
    return [(part[0], part[-1]) for part in parts]


@guarded("survey.counter")
@require_POST
def move(request: DeskRequest, code: str) -> HttpResponse:
    """Sheets were given to visitors, or came back."""
    one = touched(request, code, "survey.counter")
    if isinstance(one, HttpResponse):
        return one
    act, typed = request.POST.get("lam", ""), request.POST.get("serials", "")
    if act not in _QUICK:
        return errors.not_found(request)
    try:
        moved = _QUICK[act](round=one, serials=custody.serials(typed), by=request.viewer, now=hour.now())
    except Refused as reason:
        context = _register(request, one, refused=str(reason), typed=typed)
        return render(request, "desk/surveys/paper/register.html", context, status=REFUSED)
    said = _("Đã ghi phát %(n)s phiếu.") if act == "give" else _("Đã ghi thu về %(n)s phiếu.")
    messages.success(request, said % {"n": len(moved)})
    return redirect(reverse("survey_paper", args=[code]))


@guarded("survey.manage")
@require_GET
def forms(request: DeskRequest, code: str, first: int, last: int) -> HttpResponse:
    """The numbered forms of printed sheets as Word."""
    one = wanted(request, code, "survey.manage")
    if isinstance(one, HttpResponse):
        return one
    span = [custody.serial(number) for number in range(first, min(last, first + printing.MOST - 1) + 1)]
    there = list(one.sheets.filter(serial__in=span).order_by("serial").values_list("serial", flat=True))
    if not there:
        return errors.not_found(request)
    name = content_disposition_header(as_attachment=True, filename=f"phieu-{one.code}-{there[0]}-{there[-1]}.docx")
    headers = {"Content-Disposition": name or "attachment"}
    return HttpResponse(printing.sheets(one, there), content_type=_WORD, headers=headers)


@guarded("survey.see")
@require_GET
def reconciliation(request: DeskRequest, code: str) -> HttpResponse:
    """Whether every sheet is accounted for, step by step, and the parcels by the clock."""
    one = wanted(request, code)
    if isinstance(one, HttpResponse):
        return one
    clocks = asked.clocks(request.viewer, one, hour.now().date())
    whole = request.viewer.may("survey.see", one.unit.path)
    unit = None if whole else next((clock.unit for clock in clocks), None)
    found = asked.reconcile(one, unit) if whole or unit else None
    context = {
        "round": one,
        "unit": unit,
        "found": found,
        "steps": [_step(step) for step in found.steps] if found else [],
        "waits": [(*words.STATES[state], count) for state, count in found.open.items()] if found else [],
        "days": asked.by_day(one, unit) if found else [],
        "due_days": custody.due_days(one),
        "clocks": [_clock(request, one, clock) for clock in clocks],
    }
    return render(request, "desk/surveys/paper/counts.html", context)


def _step(step: asked.Step) -> dict[str, Any]:
    said = {name: words.STEPS.get(name) if name != step.state else None for name in step.now}
    parts = [(said[name] or words.STATES[name][1], count) for name, count in step.now.items()]
    return {"name": words.STEPS[step.state], "reached": step.reached, "parts": parts, "closes": step.closes}


def _clock(request: DeskRequest, one: Round, clock: asked.Clock) -> dict[str, Any]:
    """A parcel with what this person may do to it."""
    record = clock.record
    ready = one.sheets.filter(unit=clock.unit, state="returned").count()
    taken = record is not None and record.received is not None
    may_send = not taken and ready > 0 and request.viewer.may("survey.counter", clock.unit.path)
    may_take = record is not None and ready > 0 and request.viewer.may("survey.enter", clock.unit.path)
    return {"clock": clock, "ready": ready, "may_send": may_send, "may_take": may_take}
