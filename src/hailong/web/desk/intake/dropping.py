"""The page where a document is dropped, a sample tried, a draft gone back to."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hailong.documents.anatomy import Unreadable
from hailong.plan import queries
from hailong.web.desk import errors
from hailong.web.desk.intake import units
from hailong.web.desk.intake.receiving import take_in
from hailong.web.skin import hour, uploads
from hailong.web.skin.guard import DeskRequest, guarded

KINDS = (".docx", ".pdf", ".txt", ".xlsx", ".xls", ".ods", ".csv", ".htm", ".html")


@guarded("plan.import")
@require_http_methods(["GET", "POST"])
def intake(request: DeskRequest) -> HttpResponse:
    """Show the drop zone and the drafts; receive a document."""
    if request.method == "POST":
        return _receive(request)
    names = [file.name for file in _samples()]
    context = {
        "units": units.units_for(request.viewer, hour.now().date()),
        "drafts": queries.recent(request.viewer, now=hour.now()),
        "samples": names,
        "kinds": ",".join(KINDS),
    }
    return render(request, "desk/intake.html", context)


def _receive(request: DeskRequest) -> HttpResponse:
    size = uploads.too_large(request)
    if size is not None:
        return errors.too_large(request, size, settings.UPLOAD_MOST)
    document = request.FILES.get("document")
    if document is None:
        messages.error(request, _("Chưa chọn tệp nào. Bấm vào ô để chọn tệp, hoặc kéo tệp thả vào đó."))
        return redirect("intake")
    return _take_in(request, document.read(), document.name or "")


def _take_in(request: DeskRequest, data: bytes, name: str) -> HttpResponse:
    """Make a draft of a document for the unit named beside it, and show it."""
    unit = units.chosen(request.viewer, request.POST.get("unit", ""), hour.now().date())
    try:
        draft = take_in(request, data, name, unit)
    except Unreadable as reason:
        return errors.unreadable(request, reason)
    return redirect("draft", draft.id)


def _samples() -> list[Path]:
    """The sample documents, in the demo only: elsewhere an invented plan has no business among the real ones."""
    if not settings.DEMO:
        return []
    return sorted(p for p in settings.SAMPLES.glob("*") if p.suffix.lower() in KINDS)


@guarded("plan.import")
@require_POST
def sample(request: DeskRequest) -> HttpResponse:
    """Read one of the sample documents as if it had been dropped."""
    wanted = request.POST.get("name")
    for file in _samples():
        if file.name == wanted:
            return _take_in(request, file.read_bytes(), file.name)
    return errors.not_found(request)
