"""Changing a unit's working calendar: its week, days off, days worked, notices withdrawn.

Whatever moves a working day may move what is due: the plans of the unit and of those below are laid anew by a job.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hailong.agency import worktime
from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.plan.jobs import refresh_below
from hailong.web.desk import errors
from hailong.web.desk.acting import REFUSED, perform, refuse
from hailong.web.desk.hall.units.pages import seen
from hailong.web.desk.hall.worktime import forms, shape
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded


def _managed(request: DeskRequest, code: str) -> Unit | HttpResponse:
    """The unit whose calendar this person may change, or the page that says why not."""
    unit = seen(request.viewer, code)
    if unit is None:
        return errors.not_found(request)
    return unit if request.viewer.may("calendar.manage", unit.path) else errors.forbidden(request)


def _lay_anew(unit: Unit) -> None:
    refresh_below.enqueue(unit.path, hour.now().isoformat())


@guarded("calendar.manage")
def week(request: DeskRequest, code: str) -> HttpResponse:
    """Set the hours of the week from a day on."""
    unit = _managed(request, code)
    if isinstance(unit, HttpResponse):
        return unit
    now = worktime.calendar_of(unit).week
    start = {"valid_from": hour.now().date(), "state_holidays": now.state_holidays}
    form = forms.Week(request.POST or None, initial=start)
    halves = forms.Halves(request.POST or None, initial=forms.halves_of(now.shifts), prefix="ca")
    if request.method == "POST" and form.is_valid() and halves.is_valid() and _set_week(request, unit, form, halves):
        return redirect("unit_calendar", unit.code)
    context = {"unit": unit, "form": form, "halves": halves, "back": reverse("unit_calendar", args=[unit.code])}
    return render(request, "desk/hall/week.html", context, status=REFUSED if form.is_bound else 200)


def _set_week(request: DeskRequest, unit: Unit, form: Form, halves: Any) -> bool:
    """Set it; what the verb refuses stands at the form."""
    shifts = [
        {
            "days": [int(day) for day in half["days"]],
            "from": f"{half['first']:%H:%M}",
            "to": f"{half['last']:%H:%M}",
        }
        for half in halves.cleaned_data
        if half.get("days")
    ]
    try:
        worktime.set_week(unit=unit, shifts=shifts, by=request.viewer, now=hour.now(), **form.cleaned_data)
    except Refused as reason:
        refuse(form, str(reason), reason.field)
        return False
    _lay_anew(unit)
    return True


def _notice(request: DeskRequest, code: str, verb: Callable[..., object], **page: str) -> HttpResponse:
    """A day off or a day worked."""
    unit = _managed(request, code)
    if isinstance(unit, HttpResponse):
        return unit

    def do(typed: dict[str, Any]) -> None:
        verb(unit=unit, by=request.viewer, now=hour.now(), **typed)
        _lay_anew(unit)

    back = reverse("unit_calendar", args=[code])
    return perform(request, forms.Notice(request.POST or None), do, back=back, about=unit.name, **page)


@guarded("calendar.manage")
def closed(request: DeskRequest, code: str) -> HttpResponse:
    """Give notice of a day off."""
    page = {
        "title": _("Thông báo nghỉ"),
        "button": _("Ghi ngày nghỉ"),
        "done": _("Đã ghi ngày nghỉ; các hạn được tính lại."),
    }
    return _notice(request, code, worktime.close_day, **page)


@guarded("calendar.manage")
def worked(request: DeskRequest, code: str) -> HttpResponse:
    """Give notice of a day worked instead."""
    page = {
        "title": _("Làm bù, làm thêm ngày"),
        "detail": _("Ngày làm bù theo giờ của thứ Hai."),
        "button": _("Ghi ngày làm việc"),
        "done": _("Đã ghi ngày làm việc; các hạn được tính lại."),
    }
    return _notice(request, code, worktime.work_day, **page)


@guarded("calendar.manage")
def withdraw(request: DeskRequest, code: str, notice_id: uuid.UUID) -> HttpResponse:
    """Take a notice back; it stays in the journal."""
    unit = _managed(request, code)
    if isinstance(unit, HttpResponse):
        return unit
    day = unit.special_days.filter(pk=notice_id, withdrawn=False).first()
    if day is None:
        return errors.not_found(request)

    def do(_typed: dict[str, Any]) -> None:
        worktime.withdraw_day(day=day, by=request.viewer, now=hour.now())
        _lay_anew(unit)

    page = {"title": _("Rút thông báo"), "about": unit.name, "detail": f"{shape.moment(day.day)} · {day.source}"}
    form = forms.Nothing(request.POST if request.method == "POST" else None)
    back = reverse("unit_calendar", args=[code])
    return perform(request, form, do, back=back, done=_("Đã rút; các hạn được tính lại."), look="danger", **page)
