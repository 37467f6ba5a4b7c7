"""The journal: who did what to what when, before and after; filters, the seal, a copy to take away."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from hailong.agency import exports, queries_journal, sealing
from hailong.agency.faults import Refused
from hailong.agency.models import Line
from hailong.agency.permissions import ROLES
from hailong.web.desk.fields import Day
from hailong.web.desk.hall.records import words
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded
from hailong.web.skin.pager import paged


class Filter(forms.Form):
    """Which lines."""

    tim = forms.CharField(label=gettext_lazy("Có chữ"), max_length=100, required=False)
    ai = forms.CharField(label=gettext_lazy("Ai"), max_length=120, required=False)
    viec = forms.ChoiceField(
        label=gettext_lazy("Việc gì"), required=False, choices=(("", gettext_lazy("Mọi việc")), *words.VERBS.items())
    )
    gi = forms.ChoiceField(
        label=gettext_lazy("Với gì"), required=False, choices=(("", gettext_lazy("Mọi thứ")), *words.KINDS.items())
    )
    tu = Day(label=gettext_lazy("Từ ngày"), required=False)
    den = Day(label=gettext_lazy("Đến ngày"), required=False)


@dataclass(frozen=True, slots=True)
class Told:
    """A line for people."""

    line: Line
    verb: str
    role: str
    thing: str
    changes: list[tuple[str, str, str]]


def told(line: Line) -> Told:
    """The line in words."""
    return Told(
        line,
        words.verb(line.verb),
        ROLES.get(line.role, line.role),
        str(words.KINDS.get(line.kind, line.kind)),
        words.changes(line.before, line.after),
    )


@guarded("journal.see")
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """The lines within reach, newest first."""
    form = Filter(request.GET or None)
    page = paged(_lines(request, form), request.GET)
    seal = sealing.last_seal()
    context = {
        "form": form,
        "page": page,
        "rows": [told(line) for line in page.rows],
        "seal": seal,
        "asked": _without_page(request),
    }
    return render(request, "desk/hall/journal.html", context)


def _without_page(request: DeskRequest) -> str:
    asked = request.GET.copy()
    asked.pop("trang", None)
    return asked.urlencode()


def _lines(request: DeskRequest, form: Filter) -> QuerySet[Line]:
    """The lines that the filter asks for; where it cannot be read, none, and its fields say why."""
    if form.is_bound and not form.is_valid():
        return Line.objects.none()
    typed: dict[str, Any] = form.cleaned_data if form.is_bound else {}
    since: date | None = typed.get("tu")
    until: date | None = typed.get("den")
    return queries_journal.lines_seen(
        request.viewer,
        verb=typed.get("viec", ""),
        kind=typed.get("gi", ""),
        actor=typed.get("ai", ""),
        since=since,
        until=until,
        search=typed.get("tim", ""),
    )


@guarded("journal.see")
@require_POST
def verify(request: DeskRequest) -> HttpResponse:
    """Look over the whole journal and its chain of seals now."""
    faults = sealing.verify()
    at = f"{localtime(hour.now()):%H:%M %d/%m/%Y}"
    if faults:
        said = ngettext("Nhật ký có %(n)s lỗi", "Nhật ký có %(n)s lỗi", len(faults)) % {"n": len(faults)}
        places = "; ".join(
            _("dòng %(n)s: ") % {"n": one.line} + one.what if one.line else one.what for one in faults[:5]
        )
        messages.error(request, f"{said}: {places}")
    else:
        messages.success(request, _("Đã kiểm tra lúc %(at)s: mọi dòng và mọi niêm phong còn nguyên.") % {"at": at})
    return redirect("journal")


@guarded("journal.see")
@require_POST
def export(request: DeskRequest) -> HttpResponse:
    """Take the lines of the filter away as CSV; that this was done is itself a line."""
    form = Filter(request.GET or None)
    lines = _lines(request, form)
    try:
        data = exports.journal_csv(lines=lines, verb=words.verb, value=words.value, by=request.viewer, now=hour.now())
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect(f"{reverse('journal')}?{_without_page(request)}")
    header = content_disposition_header(as_attachment=True, filename=f"nhat-ky-{hour.now():%Y%m%d}.csv")
    return HttpResponse(
        data, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": header or "attachment"}
    )
