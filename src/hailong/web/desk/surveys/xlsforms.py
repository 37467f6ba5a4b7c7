"""Questionnaires as XLSForm workbooks, out to other tools and in from them."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hailong.agency.faults import CellFault
from hailong.agency.models import Unit
from hailong.agency.queries import valid
from hailong.documents.anatomy import Unreadable
from hailong.measure.models import Version
from hailong.measure.queries import instruments
from hailong.measure.questionnaires import verbs
from hailong.measure.questionnaires.form import Form
from hailong.measure.questionnaires.xlsform import BadXlsform, from_xlsform, to_xlsform
from hailong.web.desk.acting import REFUSED, perform, refuse
from hailong.web.desk.surveys import forms
from hailong.web.desk.surveys.questionnaires import wanted
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST: Final = 30
"""Faults of a workbook that are shown at once."""


@guarded("survey.see")
@require_GET
def download(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """The version as a workbook that opens in ODK and Kobo tools."""
    version = wanted(request, code, number)
    if isinstance(version, HttpResponse):
        return version
    data = to_xlsform(Form.from_json(version.content), form_id=code, version=str(number))
    answer = HttpResponse(data, content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{code}-v{number}.xlsx"'
    return answer


@guarded("survey.manage")
def upload(request: DeskRequest) -> HttpResponse:
    """Take a workbook in: a new questionnaire, a new version of one's own, or the draft of one put right."""
    units = Unit.objects.filter(valid(hour.now().date()), request.viewer.reach("survey.manage").q()).order_by("path")
    form = forms.Upload(request.POST or None, request.FILES or None, units=units)
    page = {"title": _("Nhập phiếu hỏi từ XLSForm"), "button": _("Nhập phiếu hỏi")}

    def do(typed: dict[str, Any]) -> HttpResponse:
        try:
            made = _take(request, typed["unit"], typed["code"], typed["file"].read())
        except (BadXlsform, Unreadable) as bad:
            for said in _faults(bad):
                refuse(form, said, "file")
            context = {"form": form, "back": reverse("questionnaires"), **page}
            return render(request, "desk/act.html", context, status=REFUSED)
        return redirect("questionnaire", made.questionnaire.code, made.number)

    return perform(request, form, do, back=reverse("questionnaires"), done="", **page)


def _take(request: DeskRequest, unit: Unit, code: str, data: bytes) -> Version:
    said: dict[str, Any] = {"form": from_xlsform(data), "by": request.viewer, "now": hour.now()}
    known = instruments.owned(request.viewer, code.strip().upper(), "survey.manage")
    if known is None:
        return verbs.create(code=code, unit=unit, **said)
    draft = instruments.draft_of(known)
    return verbs.change(version=draft, **said) if draft else verbs.new_version(questionnaire=known, **said)


def _faults(bad: BadXlsform | Unreadable) -> list[str]:
    """Every fault in words, the first ones where there are very many."""
    if isinstance(bad, Unreadable):
        return [str(bad)]
    return [_fault(one) for one in bad.faults[:_MOST]]


def _fault(one: CellFault) -> str:
    place = f"Trang tính “{one.sheet}”, dòng {one.row}, cột “{one.column}”, giá trị “{one.value}”"
    return f"{place}: {one.message}. Cách sửa: {one.cure}"
