"""Typing sheets by keyboard, and settling what two people typed differently.

Each answer has one field, filled by the code printed in its box. A script moves on by itself; without it, Tab does.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hailong.agency.faults import Refused
from hailong.measure import custody, entry, printing, responses
from hailong.measure.models import Round
from hailong.measure.queries import counters
from hailong.measure.queries import custody as asked
from hailong.measure.questionnaires.form import MANY, TEXT, Item
from hailong.web.desk import errors
from hailong.web.desk.acting import REFUSED
from hailong.web.desk.surveys.paper import words
from hailong.web.desk.surveys.paper.seen import touched
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded

_ITEM = "c-"  # before the code of an item in the name of its field


@guarded("survey.enter")
def enter(request: DeskRequest, code: str) -> HttpResponse:
    """Type a sheet; then the next one is there."""
    one = touched(request, code, "survey.enter")
    if isinstance(one, HttpResponse):
        return one
    if request.method != "POST":
        return _page(request, one)
    try:
        serial = _serial(request.POST.get("serial", ""))
        sheet = asked.sheet_seen(request.viewer, one, serial)
        if sheet is None:
            raise Refused(f"Đợt này không có phiếu số {serial}.", cure="Xem lại số in trên phiếu.", field="serial")
        field, respondent = request.POST.get("field", "").strip(), request.POST.get("respondent", "")
        done = entry.enter(
            sheet=sheet, content=_typed(one, request.POST), field=field, respondent=respondent, by=request.viewer,
            now=hour.now(),
        )  # fmt: skip
    except Refused as reason:
        return _page(request, one, refused=str(reason), wrong=reason.field)
    messages.success(request, _said(done) % {"serial": serial})
    kept = urlencode({"linh-vuc": field}) if field else ""
    return redirect(f"{reverse('survey_paper_enter', args=[code])}?{kept}")


def _serial(typed: str) -> str:
    found = custody.serials(typed)
    if len(found) > 1:
        raise Refused("Mỗi lần chỉ nhập một phiếu.", cure="Ghi một số phiếu.", field="serial")
    return found[0]


def _said(done: entry.Typed) -> str:
    if done.passes == 1:
        return _("Phiếu %(serial)s: đã nhập lần một.")
    if done.recorded:
        return _("Phiếu %(serial)s: hai lần nhập khớp nhau, đã ghi nhận.")
    return _("Phiếu %(serial)s: hai lần nhập khác nhau, chờ đối chiếu.")


def _typed(one: Round, posted: QueryDict) -> dict[str, Any]:
    """The answers as typed; several codes are parted by commas or spaces."""
    found: dict[str, Any] = {}
    for item in responses.form_of(one).items:
        text = posted.get(f"{_ITEM}{item.code}", "")
        found[item.code] = text.replace(",", " ").split() if item.kind == MANY else text
    return found


def _page(request: DeskRequest, one: Round, *, refused: str = "", wrong: str = "") -> HttpResponse:
    waiting = asked.to_enter(request.viewer, one)
    first = waiting.first()
    form = responses.form_of(one)
    numbers = printing.numbers(form)
    posted = request.POST
    context = {
        "round": one,
        "open": one.state == "open",
        "left": waiting.count(),
        "serial": posted.get("serial", first.serial if first else ""),
        "again": bool(first and first.entries.exists()),
        "field": posted.get("field", request.GET.get("linh-vuc", "")),
        "fields": counters.fields(one, one.unit),
        "respondents": list(words.RESPONDENTS.items()),
        "respondent": posted.get("respondent", "individual"),
        "sections": [
            (part.title, [_row(item, numbers, posted, wrong) for item in part.items]) for part in form.sections
        ],
        "refused": refused,
        "differing": asked.differing(request.viewer, one).count(),
    }
    return render(request, "desk/surveys/paper/enter.html", context, status=REFUSED if refused else 200)


def _row(item: Item, numbers: dict[str, str], posted: QueryDict, wrong: str) -> dict[str, Any]:
    name = f"{_ITEM}{item.code}"
    codes = [str(option.code) for option in item.choices]
    return {
        "name": name,
        "number": numbers[item.code],
        "text": item.text,
        "codes": " ".join(codes) if item.kind not in (MANY, TEXT) and all(len(one) == 1 for one in codes) else "",
        "legend": " · ".join(f"{option.code} {option.label}" for option in item.options),
        "long": item.kind == TEXT,
        "value": posted.get(name, ""),
        "wrong": wrong == item.code,
    }


@guarded("survey.enter")
@require_GET
def differing(request: DeskRequest, code: str) -> HttpResponse:
    """The sheets that two people typed differently."""
    one = touched(request, code, "survey.enter")
    if isinstance(one, HttpResponse):
        return one
    held = [(sheet, len(entry.differences(sheet))) for sheet in asked.differing(request.viewer, one)]
    return render(request, "desk/surveys/paper/differing.html", {"round": one, "held": held})


@guarded("survey.enter")
def settle(request: DeskRequest, code: str, serial: str) -> HttpResponse:
    """Say what stands on the paper where two people typed differently."""
    one = touched(request, code, "survey.enter")
    if isinstance(one, HttpResponse):
        return one
    sheet = asked.differing(request.viewer, one).filter(serial=serial).first()
    if sheet is None:
        return errors.not_found(request)
    found = entry.differences(sheet)
    refused = ""
    if request.method == "POST":
        try:
            entry.settle(sheet=sheet, choices=_chosen(found, request.POST), by=request.viewer, now=hour.now())
        except Refused as reason:
            refused = str(reason)
        else:
            messages.success(request, _("Phiếu %(serial)s đã đối chiếu xong.") % {"serial": serial})
            return redirect("survey_paper_differing", code)
    rows = [_difference(one, place, each, request.POST) for place, each in enumerate(found)]
    context = {"round": one, "sheet": sheet, "rows": rows, "refused": refused}
    return render(request, "desk/surveys/paper/settle.html", context, status=REFUSED if refused else 200)


def _chosen(found: tuple[entry.Difference, ...], posted: QueryDict) -> dict[str, Any]:
    """What was chosen for each difference: one of the two values, or what is typed beside them."""
    chosen: dict[str, Any] = {}
    for place, each in enumerate(found):
        pick = posted.get(f"chon-{place}", "")
        if pick in ("1", "2"):
            chosen[each.item] = each.first if pick == "1" else each.second
        elif pick == "3":
            typed = posted.get(f"ghi-{place}", "")
            several = isinstance(each.first, list) or isinstance(each.second, list)
            chosen[each.item] = typed.replace(",", " ").split() if several else typed
    return chosen


def _difference(one: Round, place: int, each: entry.Difference, posted: QueryDict) -> dict[str, Any]:
    form = responses.form_of(one)
    texts = {item.code: (printing.numbers(form)[item.code], item.text) for item in form.items}
    special = {entry.FIELD: ("", _("Lĩnh vực")), entry.RESPONDENT: ("", _("Người trả lời"))}
    number, text = (special | texts)[each.item]
    return {
        "place": place,
        "number": number,
        "text": text,
        "first": _shown(each, each.first),
        "second": _shown(each, each.second),
        "picked": posted.get(f"chon-{place}", ""),
        "typed": posted.get(f"ghi-{place}", ""),
        "other": each.item != entry.RESPONDENT,
    }


def _shown(each: entry.Difference, value: Any) -> Any:
    if value is None or value == "":
        return _("để trống")
    if each.item == entry.RESPONDENT:
        return words.RESPONDENTS[value]
    return ", ".join(map(str, value)) if isinstance(value, list) else value
