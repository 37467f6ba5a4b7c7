"""Correcting, undoing and confirming one place of a draft: in its page, or by pages where there is no script."""

import uuid
from contextlib import suppress
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hailong.plan import queries
from hailong.plan.intake import drafts
from hailong.plan.intake.corrections import NotCorrectable, NotUnderstood
from hailong.web.desk import errors
from hailong.web.desk.intake.review import cells, shape
from hailong.web.desk.intake.review.paging import Book, View, anchor, row_path
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded


def _reviewed(request: DeskRequest, draft_id: uuid.UUID) -> queries.Reviewed | None:
    draft = queries.draft(request.viewer, draft_id=draft_id, now=hour.now())
    return queries.reviewed(draft) if draft else None


def _cell(reviewed: queries.Reviewed | None, request: DeskRequest) -> cells.Cell | None:
    try:
        return cells.cell(reviewed, request.GET.get("o", ""), View.of(request.GET)) if reviewed else None
    except NotCorrectable:
        return None


def _back(request: DeskRequest, reviewed: queries.Reviewed, path: str) -> str:
    """Where the row stands on the page the person came from."""
    view = View.of(request.GET)
    wanted = view if view.doubtful else Book(reviewed).view_of(path)
    name = f"o-{path.replace('.', '-')}" if path.startswith("document.") else anchor(path)
    return wanted.address(cells.base_of(reviewed.draft.id), name)


def _answer(request: DeskRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The cell as it now stands: with what else changed where the page asked for it, else the whole page at its row."""
    reviewed = _reviewed(request, draft_id)
    found = _cell(reviewed, request)
    if reviewed is None or found is None:
        return errors.not_found(request)
    if not request.headers.get("HX-Request"):
        return redirect(_back(request, reviewed, found.path))
    return render(request, "desk/saved.html", {"cell": found} | _changed(request, reviewed, found.path))


def _changed(request: DeskRequest, reviewed: queries.Reviewed, path: str) -> dict[str, Any]:
    """The counts at the head of the page, and how sure the row now is where it has a word for that."""
    row = row_path(path)
    judged = row.startswith(("tasks.", "duties."))
    return {
        "corrected": str(len(reviewed.as_read)),
        "doubtful": str(len(Book(reviewed).doubtful)),
        "row": shape.one_row(reviewed, row, View.of(request.GET)) if judged else None,
    }


def _form(
    request: DeskRequest, reviewed: queries.Reviewed, cell: cells.Cell, status: int = 200, **more: Any
) -> HttpResponse:
    alone = bool(request.headers.get("HX-Request"))
    back = _back(request, reviewed, cell.path)
    context = {"cell": cell, "typed": cell.text, "alone": alone, "back": back, **more}
    return render(request, "desk/edit.html" if alone else "desk/edit_page.html", context, status=status)


@guarded("plan.import")
@require_GET
def cell(request: DeskRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The cell alone, for a correction given up."""
    return _answer(request, draft_id)


@guarded("plan.import")
@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The form of one place; a correction made with it."""
    reviewed = _reviewed(request, draft_id)
    found = _cell(reviewed, request)
    if reviewed is None or found is None:
        return errors.not_found(request)
    if request.method == "GET":
        return _form(request, reviewed, found)
    value, was = request.POST.get("value", ""), request.POST.get("was", "")
    try:
        drafts.correct(draft_id=draft_id, path=found.path, value=value, was=was, now=hour.now())
    except drafts.Stale:
        stands = _("Ô này vừa được sửa ở cửa sổ khác thành “%(now)s”. Lưu lần nữa sẽ thay bằng chữ dưới đây.")
        return _form(request, reviewed, found, 409, typed=value, problem=stands % {"now": found.text})
    except NotUnderstood as reason:
        return _form(request, reviewed, found, 422, typed=value, problem=str(reason), spoken="vi")
    return _answer(request, draft_id)


@guarded("plan.import")
@require_POST
def undo(request: DeskRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Put back what was read."""
    found = _cell(_reviewed(request, draft_id), request)
    if found is None:
        return errors.not_found(request)
    drafts.undo(draft_id=draft_id, path=found.path, now=hour.now())
    return _answer(request, draft_id)


@guarded("plan.import")
@require_POST
def keep_raw(request: DeskRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Refuse a repair: the letters of the file stand there; where somebody corrected the cell first, that is shown."""
    found = _cell(_reviewed(request, draft_id), request)
    if found is None:
        return errors.not_found(request)
    try:
        with suppress(drafts.Stale):
            drafts.keep_raw(draft_id=draft_id, row=row_path(found.path), now=hour.now())
    except NotCorrectable:
        return errors.not_found(request)
    return _answer(request, draft_id)


@guarded("plan.import")
@require_POST
def confirm(request: DeskRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Note that a person looked at the row and left it as it stands; the address names its content."""
    found = _cell(_reviewed(request, draft_id), request)
    if found is None or not found.path.endswith(".content"):
        return errors.not_found(request)
    drafts.confirm(draft_id=draft_id, row=row_path(found.path), now=hour.now())
    return _answer(request, draft_id)
