"""What is done to sheets of paper, a page each."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hailong.agency.models import Unit
from hailong.agency.queries import branch, valid
from hailong.measure import custody
from hailong.measure.models import Round
from hailong.measure.queries import custody as asked
from hailong.web.desk import errors
from hailong.web.desk.acting import perform
from hailong.web.desk.surveys.paper import forms
from hailong.web.desk.surveys.paper.seen import touched
from hailong.web.desk.surveys.seen import wanted
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded

_FALLS: dict[str, tuple[Callable[..., Any], Any, type[Any]]] = {
    "tra-kho": (custody.put_back, gettext_lazy("Nhận lại phiếu chưa dùng"), forms.Serials),
    "hong": (custody.spoil, gettext_lazy("Ghi phiếu hỏng"), forms.SerialsReason),
    "that-lac": (custody.lose, gettext_lazy("Ghi phiếu thất lạc"), forms.SerialsReason),
    "tim-thay": (custody.find, gettext_lazy("Ghi phiếu tìm thấy lại"), forms.Serials),
    "huy": (custody.destroy, gettext_lazy("Ghi đã hủy phiếu giấy"), forms.SerialsReason),
}
"""By the last word of the address: the verb, what it is called, what is asked."""
_RIGHTS = ("survey.manage", "survey.counter", "survey.enter")
"""By one of these a sheet is touched; by which, depends on where it lies."""


def _home(one: Round, name: str = "survey_paper") -> str:
    return reverse(name, args=[one.code])


@guarded("survey.manage")
def print_(request: DeskRequest, code: str) -> HttpResponse:
    """Number more sheets; the file to print is then in the register."""
    one = wanted(request, code, "survey.manage")
    if isinstance(one, HttpResponse):
        return one

    def do(typed: dict[str, Any]) -> object:
        return custody.print_sheets(round=one, by=request.viewer, now=hour.now(), **typed)

    form = forms.Count(request.POST or None, initial={"count": one.quota})
    page = {"title": _("In phiếu giấy có số"), "about": str(one), "button": _("Đánh số phiếu")}
    return perform(request, form, do, back=_home(one), done=_("Đã đánh số; tải tệp để in ở dưới."), **page)


@guarded("survey.manage")
def issue(request: DeskRequest, code: str) -> HttpResponse:
    """Hand sheets to a clerk."""
    one = wanted(request, code, "survey.manage")
    if isinstance(one, HttpResponse):
        return one
    on = hour.now().date()
    shelf = asked.sheets(request.viewer, one, state="printed").values_list("serial", flat=True)

    def do(typed: dict[str, Any]) -> object:
        typed["serials"] = custody.serials(typed["serials"])
        return custody.issue(round=one, by=request.viewer, now=hour.now(), **typed)

    units = branch(one.unit).filter(valid(on))
    start = {"serials": custody.spans(shelf)}
    form = forms.Issue(request.POST or None, initial=start, clerks=asked.clerks(one, on), units=units)
    page = {"title": _("Giao phiếu cho công chức"), "about": str(one), "button": _("Giao phiếu")}
    return perform(request, form, do, back=_home(one), done=_("Đã giao phiếu."), **page)


@guarded("survey.see")
def fall(request: DeskRequest, code: str, what: str) -> HttpResponse:
    """Sheets were spoiled, lost, found, destroyed, or came back unused."""
    one = touched(request, code, *_RIGHTS)
    if isinstance(one, HttpResponse):
        return one
    if what not in _FALLS:
        return errors.not_found(request)
    verb, title, make = _FALLS[what]

    def do(typed: dict[str, Any]) -> object:
        typed["serials"] = custody.serials(typed["serials"])
        return verb(round=one, by=request.viewer, now=hour.now(), **typed)

    page = {"title": title, "about": str(one), "button": _("Ghi vào sổ")}
    return perform(request, make(request.POST or None), do, back=_home(one), done=_("Đã ghi vào sổ phiếu."), **page)


def _parcel(request: DeskRequest, code: str, unit_code: str, verb: str) -> tuple[Round, Unit] | HttpResponse:
    """The round and a unit to which sheets were issued, on which this person may do the verb; or why not."""
    one = touched(request, code, verb)
    if isinstance(one, HttpResponse):
        return one
    clocks = asked.clocks(request.viewer, one, hour.now().date())
    unit = next((clock.unit for clock in clocks if clock.unit.code == unit_code), None)
    if unit is None:
        return errors.not_found(request)
    return (one, unit) if request.viewer.may(verb, unit.path) else errors.forbidden(request)


@guarded("survey.counter")
def hand_over(request: DeskRequest, code: str, unit_code: str) -> HttpResponse:
    """A unit sends what it took back."""
    found = _parcel(request, code, unit_code, "survey.counter")
    if isinstance(found, HttpResponse):
        return found
    one, unit = found

    def do(typed: dict[str, Any]) -> object:
        return custody.hand_over(round=one, unit=unit, by=request.viewer, now=hour.now(), **typed)

    day = {"day": f"{custody.due(one, unit):%d/%m/%Y}"}
    page = {"title": _("Bàn giao phiếu đã thu"), "about": unit.name, "detail": _("Hạn bàn giao: %(day)s") % day}
    form = forms.HandOver(request.POST or None)
    return perform(request, form, do, back=_home(one, "survey_paper_counts"), done=_("Đã ghi bàn giao."), **page)


@guarded("survey.enter")
def receive(request: DeskRequest, code: str, unit_code: str) -> HttpResponse:
    """The office that gathers takes a parcel."""
    found = _parcel(request, code, unit_code, "survey.enter")
    if isinstance(found, HttpResponse):
        return found
    one, unit = found

    def do(typed: dict[str, Any]) -> object:
        absent = custody.serials(typed["absent"]) if typed["absent"] else ()
        return custody.receive(
            round=one, unit=unit, absent=absent, note=typed["note"], by=request.viewer, now=hour.now()
        )

    ready = asked.sheets(request.viewer, one, unit=unit, state="returned").values_list("serial", flat=True)
    page = {"title": _("Nhận phiếu bàn giao"), "about": unit.name, "detail": custody.spans(ready)}
    form = forms.Receive(request.POST if request.method == "POST" else None)
    return perform(request, form, do, back=_home(one, "survey_paper_counts"), done=_("Đã nhận phiếu."), **page)
