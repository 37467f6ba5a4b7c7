"""Slips with one-time codes, eight to an A4 page. No code is stored: a sheet not printed is lost, another is made."""

from typing import Any, Final

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hailong.agency.models import Unit
from hailong.measure import responses
from hailong.measure.models import Round
from hailong.web.desk.acting import perform
from hailong.web.desk.surveys import forms
from hailong.web.desk.surveys.seen import at_counter, at_counters
from hailong.web.skin.guard import DeskRequest, guarded

_CORRECTION: Final = "m"


@guarded("survey.counter")
def sheet(request: DeskRequest, code: str) -> HttpResponse:
    """Ask how many, then show the slips to be printed; no copy of them is kept anywhere."""
    found = at_counter(request, code)
    if isinstance(found, HttpResponse):
        return found
    one = found[0]
    form = forms.Codes(request.POST or None, units=at_counters(request.viewer, one))

    def do(typed: dict[str, Any]) -> HttpResponse:
        slips = _slips(request, one, **typed)
        answer = render(request, "desk/surveys/codes.html", {"round": one, "slips": slips, "unit": typed["unit"]})
        answer["Cache-Control"] = "no-store"
        return answer

    detail = _("Mỗi mã trả lời được một lần. Mã không được lưu lại: in ngay, thừa thì bỏ.")
    page = {"title": _("In mã trả lời"), "about": one.title, "detail": detail, "button": _("Lập tờ mã")}
    return perform(request, form, do, back=reverse("survey", args=[code]), done="", **page)


def _slips(request: DeskRequest, one: Round, *, unit: Unit, field: str, count: int) -> list[dict[str, Any]]:
    """Each code with its picture and where to type it."""
    typed_at = request.build_absolute_uri(reverse("public_survey_code"))
    made = (responses.code_for(round=one, unit=unit, field=field) for _each in range(count))
    return [{"code": code, "picture": _picture(request, code), "at": typed_at} for code in made]


def _picture(request: DeskRequest, code: str) -> SafeString:
    """The address of the code's own page as a QR code, in ink on white."""
    address = request.build_absolute_uri(reverse("public_survey_qr", args=[code]))
    drawn = segno.make(address, error=_CORRECTION, micro=False)
    return mark_safe(drawn.svg_inline(omitsize=True, title=_("Mã QR"), border=2))
