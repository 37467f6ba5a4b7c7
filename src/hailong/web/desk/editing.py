"""Correcting one place of a draft: the cell, its form, its undoing; a page of its own where there is no script."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hailong.plan import queries
from hailong.plan.intake import drafts
from hailong.plan.intake.corrections import NotCorrectable, NotUnderstood
from hailong.web.desk import errors, shape
from hailong.web.skin import hour


def _reviewed(draft_id: uuid.UUID) -> queries.Reviewed | None:
    draft = queries.draft(draft_id=draft_id, now=hour.now())
    return queries.reviewed(draft) if draft else None


def _cell(reviewed: queries.Reviewed | None, path: str) -> shape.Cell | None:
    try:
        return shape.cell(reviewed, path) if reviewed else None
    except NotCorrectable:
        return None


def _answer(request: HttpRequest, draft_id: uuid.UUID, path: str) -> HttpResponse:
    """The cell as it now stands: alone where the page asked for it, else the whole page at that row."""
    reviewed = _reviewed(draft_id)
    found = _cell(reviewed, path)
    if reviewed is None or found is None:
        return errors.not_found(request)
    if not request.headers.get("HX-Request"):
        return redirect(found.page_url)
    return render(request, "desk/saved.html", {"cell": found, "corrected": str(len(reviewed.as_read))})


def _form(request: HttpRequest, cell: shape.Cell, status: int = 200, **more: Any) -> HttpResponse:
    alone = bool(request.headers.get("HX-Request"))
    context = {"cell": cell, "typed": cell.text, "alone": alone, **more}
    return render(request, "desk/edit.html" if alone else "desk/edit_page.html", context, status=status)


@require_GET
def cell(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The cell alone, for a correction given up."""
    return _answer(request, draft_id, request.GET.get("o", ""))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The form of one place; a correction made with it."""
    path = request.GET.get("o", "")
    found = _cell(_reviewed(draft_id), path)
    if found is None:
        return errors.not_found(request)
    if request.method == "GET":
        return _form(request, found)
    value, was = request.POST.get("value", ""), request.POST.get("was", "")
    try:
        drafts.correct(draft_id=draft_id, path=path, value=value, was=was, now=hour.now())
    except drafts.Stale:
        stands = _("Ô này vừa được sửa ở cửa sổ khác thành “%(now)s”. Lưu lần nữa sẽ thay bằng chữ dưới đây.")
        return _form(request, found, 409, typed=value, problem=stands % {"now": found.text})
    except NotUnderstood as reason:
        return _form(request, found, 422, typed=value, problem=str(reason))
    return _answer(request, draft_id, path)


@require_POST
def undo(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Put back what was read."""
    path = request.GET.get("o", "")
    if _cell(_reviewed(draft_id), path) is None:
        return errors.not_found(request)
    drafts.undo(draft_id=draft_id, path=path, now=hour.now())
    return _answer(request, draft_id, path)
