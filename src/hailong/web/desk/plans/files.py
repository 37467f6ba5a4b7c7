"""Files of plans: the annex, the progress workbook that goes out and comes back, evidence."""

import base64
import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from hailong.agency import evidence as kept
from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.plan import drafting, round_trip
from hailong.plan.models import Plan
from hailong.plan.queries import plans, tasks
from hailong.web.desk import errors
from hailong.web.desk.acting import REFUSED, refuse
from hailong.web.desk.plans import forms
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded

_OFFICE = "application/vnd.openxmlformats-officedocument"
_SHOWN_INSIDE = frozenset({"application/pdf", "image/jpeg", "image/png"})


def _download(data: bytes, kind: str, name: str) -> HttpResponse:
    header = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": header or "attachment"})


@guarded("plan.see")
@require_GET
def annex(request: DeskRequest, code: str) -> HttpResponse:
    """The plan's annex with its progress, as Word."""
    plan = plans.plan_seen(request.viewer, code)
    if plan is None:
        return errors.not_found(request)
    data = drafting.annex(plan, on=hour.now().date(), viewer=request.viewer)
    return _download(data, f"{_OFFICE}.wordprocessingml.document", f"phu-luc-{plan.code}.docx")


def _units(request: DeskRequest, plan: Plan) -> list[Unit]:
    """The units of the plan in whose name this person may report."""
    mine = Unit.objects.filter(request.viewer.reach("task.report").q(), task_units__task__plan=plan).distinct()
    return list(mine.order_by("sort_key"))


@guarded("plan.see")
def workbook(request: DeskRequest, code: str) -> HttpResponse:
    """Take the workbook of a unit; bring one back and look at the difference."""
    plan = plans.plan_seen(request.viewer, code)
    if plan is None:
        return errors.not_found(request)
    form = forms.Workbook(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"plan": plan, "units": _units(request, plan), "form": form}
    if request.method == "POST" and form.is_valid():
        return _came_back(request, plan, form, context)
    return render(request, "desk/plans/workbook.html", context, status=REFUSED if form.is_bound else 200)


@guarded("task.report")
@require_GET
def workbook_of(request: DeskRequest, code: str, unit_code: str) -> HttpResponse:
    """The workbook of one unit."""
    plan = plans.plan_seen(request.viewer, code)
    unit = next((one for one in _units(request, plan) if one.code == unit_code), None) if plan else None
    if plan is None or unit is None:
        return errors.not_found(request)
    data = round_trip.progress_workbook(plan, unit, viewer=request.viewer, on=hour.now().date())
    return _download(data, f"{_OFFICE}.spreadsheetml.sheet", f"tien-do-{plan.code}-{unit.code}.xlsx")


def _came_back(request: DeskRequest, plan: Plan, form: forms.Workbook, context: dict[str, Any]) -> HttpResponse:
    """Show what the workbook would change; the file goes along with the page and is applied when the person says so."""
    data = form.cleaned_data["data"]
    try:
        unit = round_trip.unit_of(data, plan=plan, viewer=request.viewer)
        found = round_trip.read_back(data, plan=plan, unit=unit, viewer=request.viewer, on=hour.now().date())
        if "apply" in request.POST and not found.faults:
            round_trip.apply(found, by=request.viewer, now=hour.now())
            count = len(found.filled)
            said = ngettext("Đã ghi %(n)s dòng từ tệp Excel.", "Đã ghi %(n)s dòng từ tệp Excel.", count)
            messages.success(request, said % {"n": count})
            return redirect("plan", plan.code)
    except Refused as reason:
        refuse(form, str(reason), "file")
        return render(request, "desk/plans/workbook.html", context, status=REFUSED)
    kept = base64.b64encode(data).decode("ascii")
    return render(request, "desk/plans/workbook.html", context | {"difference": found, "kept": kept})


@guarded("plan.see")
@require_GET
def evidence(request: DeskRequest, evidence_id: uuid.UUID) -> HttpResponseBase:
    """A file somebody showed as evidence; a page that a file holds is never run, only downloaded."""
    found = tasks.evidence_seen(request.viewer, evidence_id)
    if found is None:
        return errors.not_found(request)
    inside = found.kind in _SHOWN_INSIDE
    answer = FileResponse(kept.open_file(found), as_attachment=not inside, filename=found.name, content_type=found.kind)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer
