"""The page on which a reviewed draft becomes a plan; it works without script."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hailong.agency.faults import Refused
from hailong.plan import queries
from hailong.plan.intake import importing
from hailong.plan.intake.matching import match
from hailong.plan.models import Occurrence, Plan
from hailong.plan.queries import plans, states
from hailong.web.desk import errors
from hailong.web.desk.acting import REFUSED
from hailong.web.desk.intake.confirming.filled import Filled, version
from hailong.web.desk.intake.confirming.sheet import sheet
from hailong.web.desk.intake.review.paging import Book
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded, person_of

CHANGED = 409


@guarded("plan.import")
@require_http_methods(["GET", "POST"])
def confirm(request: DeskRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Show what will be made and ask what is unclear; make it."""
    draft = queries.draft(request.viewer, draft_id=draft_id, now=hour.now())
    if draft is None:
        return _made_already(request)
    reviewed = queries.reviewed(draft)
    if reviewed is None:
        return redirect("draft", draft_id)
    return _make(request, reviewed) if request.method == "POST" else _show(request, reviewed)


def _made_already(request: DeskRequest) -> HttpResponse:
    """A form sent twice leads to the plan that the first one made."""
    mine = plans.plans_seen(request.viewer).filter(confirmed_by=person_of(request))
    found = mine.filter(digest=request.POST.get("digest", "")).order_by("-confirmed").first()
    return redirect("plan", found.code) if found else errors.not_found(request)


def _show(
    request: DeskRequest, reviewed: queries.Reviewed, problem: Refused | None = None, status: int = 200
) -> HttpResponse:
    """The page, with what was sent where something of that was refused."""
    matches = match(reviewed.reading, within=reviewed.draft.unit)
    proposed = status in (200, CHANGED)
    reading = reviewed.reading
    filled = Filled.proposed(reading, matches) if proposed else Filled.sent(request.POST, reading, matches)
    shown = sheet(reviewed, matches, filled, viewer=request.viewer, on=hour.now().date())
    context = {"draft": reviewed.draft, "sheet": shown, "problem": problem}
    return render(request, "desk/confirm.html", context, status=status)


def _make(request: DeskRequest, reviewed: queries.Reviewed) -> HttpResponse:
    if request.POST.get("version") != version(reviewed):
        said = "Bản nháp vừa được sửa ở cửa sổ khác nên các lựa chọn dưới đây được đề xuất lại."
        return _show(request, reviewed, Refused(said, cure="Soát lại rồi bấm lần nữa."), CHANGED)
    reading, unit = reviewed.reading, reviewed.draft.unit
    filled = Filled.sent(request.POST, reading, match(reading, within=unit))
    try:
        _look_first(reviewed, filled)
        choices = filled.choices(reading)
        plan = importing.confirm(draft=reviewed.draft, unit=unit, choices=choices, by=request.viewer, now=hour.now())
    except Refused as reason:
        if queries.draft(request.viewer, draft_id=reviewed.draft.id, now=hour.now()) is None:
            return _made_already(request)  # the other click of two was faster
        return _show(request, reviewed, reason, REFUSED)
    messages.success(request, _said(plan))
    return redirect("plan", plan.code)


def _look_first(reviewed: queries.Reviewed, filled: Filled) -> None:
    """Rows of which the reader is not sure go into a plan only with a word that somebody looked at them."""
    if Book(reviewed).doubtful and not filled.looked:
        said = "Còn dòng máy chưa chắc mà chưa ai xem."
        raise Refused(said, cure="Xem các dòng ấy, hoặc đánh dấu là đã xem.", field="looked")


def _said(plan: Plan) -> str:
    """What was made, and what of it still waits for somebody."""
    tasks = plan.tasks.count()
    unassigned = plan.tasks.exclude(units__accountable=True).count()
    made = Occurrence.objects.filter(task__plan=plan)
    waiting = made.filter(state=states.WAITING).count()
    parts = [
        ngettext("Đã tạo kế hoạch: %(n)s nhiệm vụ", "Đã tạo kế hoạch: %(n)s nhiệm vụ", tasks) % {"n": tasks},
        ngettext("%(n)s đợt thực hiện", "%(n)s đợt thực hiện", made.count()) % {"n": made.count()},
        ngettext("%(n)s việc chưa phân công", "%(n)s việc chưa phân công", unassigned) % {"n": unassigned},
        ngettext("%(n)s đợt chờ điều kiện", "%(n)s đợt chờ điều kiện", waiting) % {"n": waiting},
    ]
    counted = (True, True, unassigned > 0, waiting > 0)
    return "; ".join(part for part, told in zip(parts, counted, strict=True) if told) + "."
