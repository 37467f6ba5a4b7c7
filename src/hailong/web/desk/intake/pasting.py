"""The page into which a table is pasted, with the head that a bare table has not."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hailong.agency.models import Unit
from hailong.lexicon.dates import format_date
from hailong.plan import queries
from hailong.plan.intake import drafts
from hailong.plan.intake.corrections import kind_of, value_at
from hailong.plan.intake.corrections import typed as as_typed
from hailong.plan.intake.pasting import head_lines, reading_from_paste
from hailong.plan.models import Draft
from hailong.web.desk.acting import perform
from hailong.web.desk.fields import Day, text
from hailong.web.desk.intake import units
from hailong.web.desk.intake.receiving import take_in
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded

NAME_MOST = 120


class Pasted(forms.Form):
    """A table and the head of its plan."""

    unit = forms.ChoiceField(label=gettext_lazy("Nhập cho đơn vị"))
    title = forms.CharField(
        label=gettext_lazy("Tên kế hoạch"),
        max_length=500,
        help_text=gettext_lazy("Ví dụ: Đón tiếp người nộp hồ sơ năm 2025"),
    )
    year = forms.RegexField(r"\A20\d\d\Z", label=gettext_lazy("Năm kế hoạch"), max_length=4)
    number = forms.CharField(label=gettext_lazy("Số, ký hiệu"), max_length=60, required=False)
    day = Day(label=gettext_lazy("Ngày ban hành"), required=False)
    text = text(
        gettext_lazy("Bảng nhiệm vụ"),
        gettext_lazy("Trong Excel hoặc Word, chọn cả bảng kể cả dòng tên cột, chép (Ctrl+C) rồi dán vào đây (Ctrl+V)."),
        rows=14,
    )

    def __init__(self, *args: Any, among: Sequence[Unit], **options: Any) -> None:
        """`among`: the units for which the plan may be brought in; where it is one, nothing is asked."""
        super().__init__(*args, **options)
        asked: Any = self.fields["unit"]
        asked.choices = [(unit.code, unit.name) for unit in among]
        if len(among) == 1:
            del self.fields["unit"]

    def is_multipart(self) -> bool:
        """Sent as it stands: percent signs would make nine bytes of each Vietnamese letter."""
        return True


@guarded("plan.import")
@require_http_methods(["GET", "POST"])
def paste(request: DeskRequest) -> HttpResponse:
    """Ask for the table and its head; make a draft of them."""
    now = hour.now()
    among = units.units_for(request.viewer, now.date())
    form = Pasted(request.POST or None, among=among, initial={"year": str(now.year)})

    def do(typed: dict[str, Any]) -> HttpResponse:
        head = {key: typed[key] for key in ("title", "number", "day")}
        data, _name = reading_from_paste(typed["text"], head_lines(year=int(typed["year"]), **head))
        unit = units.chosen(request.viewer, typed.get("unit", ""), now.date())
        name = _("Bảng dán") + f" - {typed['title'][:NAME_MOST].replace('/', '-')}.html"
        draft = take_in(request, data, name, unit)
        _as_typed(request, draft, typed)
        return redirect("draft", draft.id)

    page = {
        "title": _("Dán bảng từ Excel"),
        "about": among[0].name if len(among) == 1 else "",
        "detail": _("Dùng khi chỉ có bảng nhiệm vụ, không có tệp kế hoạch đã ký."),
        "button": _("Đọc bảng"),
    }
    return perform(request, form, do, back=reverse("intake"), done="", **page)


def _as_typed(request: DeskRequest, draft: Draft, typed: dict[str, Any]) -> None:
    """Let the head stand as it was typed, where the reader found something else in it."""
    found = queries.draft(request.viewer, draft_id=draft.id, now=hour.now())
    reviewed = queries.reviewed(found) if found else None
    if reviewed is None:
        return
    day = format_date(typed["day"]) if typed["day"] else ""
    head = {"title": typed["title"], "year": typed["year"], "number": typed["number"], "date": day}
    for key, value in head.items():
        path = f"document.{key}"
        stands = as_typed(value_at(reviewed.reading, path), kind_of(path))
        if stands != value:
            drafts.correct(draft_id=draft.id, path=path, value=value, was=stands, now=hour.now())
