"""The first page: drop a document, try a sample, go back to a draft; and the demo's calendar."""

import uuid
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hailong.clock import moment
from hailong.documents.anatomy import Unreadable
from hailong.plan import queries
from hailong.plan.intake import drafts
from hailong.plan.intake.jobs import read_draft
from hailong.web.desk import errors
from hailong.web.skin import hour, uploads

PAGES_WAITED_FOR = 20
BYTES_WAITED_FOR = {True: 400_000, False: 60_000}
"""About twenty pages: of a packed file (DOCX, workbook) and of plain text."""
KINDS = (".docx", ".pdf", ".txt", ".xlsx", ".xls", ".ods", ".csv", ".htm", ".html")


@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Show the drop zone and the drafts; receive a document."""
    if request.method == "POST":
        return _receive(request)
    names = [file.name for file in _samples()]
    found = {"drafts": queries.recent(now=hour.now()), "samples": names, "kinds": ",".join(KINDS)}
    return render(request, "desk/home.html", found)


def _receive(request: HttpRequest) -> HttpResponse:
    size = uploads.too_large(request)
    if size is not None:
        return errors.too_large(request, size, settings.UPLOAD_MOST)
    document = request.FILES.get("document")
    if document is None:
        messages.error(request, _("Chưa chọn tệp nào. Bấm vào ô để chọn tệp, hoặc kéo tệp thả vào đó."))
        return redirect("home")
    return _take_in(request, document.read(), document.name or "")


def _take_in(request: HttpRequest, data: bytes, name: str) -> HttpResponse:
    """Keep the document; read it now if that is soon done, else leave it to the worker."""
    try:
        draft = drafts.receive(data=data, name=name, now=hour.now())
    except Unreadable as reason:
        return errors.unreadable(request, reason)
    if not _read_now(draft.id, data):
        read_draft.enqueue(str(draft.id))
    return redirect("draft", draft.id)


def _read_now(draft_id: uuid.UUID, data: bytes) -> bool:
    """Read at once what is short; False where it is long. A PDF tells its pages, other kinds are judged by size."""
    paged = data.startswith(b"%PDF")
    if not paged and len(data) > BYTES_WAITED_FOR[data.startswith((b"PK", b"\xd0\xcf"))]:
        return False
    try:
        drafts.read(draft_id=draft_id, most_pages=PAGES_WAITED_FOR if paged else None)
    except drafts.TooLong:
        return False
    return True


def _samples() -> list[Path]:
    return sorted(p for p in settings.SAMPLES.glob("*") if p.suffix.lower() in KINDS)


@require_POST
def sample(request: HttpRequest) -> HttpResponse:
    """Read one of the sample documents as if it had been dropped."""
    wanted = request.POST.get("name")
    for file in _samples():
        if file.name == wanted:
            return _take_in(request, file.read_bytes(), file.name)
    return errors.not_found(request)


@require_POST
def forward(request: HttpRequest) -> HttpResponse:
    """Move the demo's moment forward; there is no such page outside the demo."""
    if not settings.DEMO:
        return errors.not_found(request)
    try:
        hour.move(forms.DateTimeField().clean(request.POST.get("to", "")))
    except forms.ValidationError:
        messages.error(request, _("Ngày giờ chưa đúng. Cách viết: 06/10/2025 08:00"))
    except moment.Backwards:
        messages.error(request, _("Chỉ chuyển ngày về phía trước: ngày giờ vừa chọn đã qua."))
    return redirect("home")
