"""A draft's page: waiting with its progress, failed with the cure, or the reading beside its source."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hailong.plan import queries
from hailong.plan.intake import drafts
from hailong.plan.intake.jobs import read_draft
from hailong.plan.models import Draft
from hailong.web.desk import errors
from hailong.web.desk.intake.review import shape
from hailong.web.desk.intake.review.paging import View
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded


@guarded("plan.import")
@require_GET
def show(request: DeskRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The draft as it stands."""
    draft = queries.draft(request.viewer, draft_id=draft_id, now=hour.now())
    if draft is None:
        return errors.not_found(request)
    if queries.waiting(draft):
        return render(request, "desk/waiting.html", _waiting(draft))
    reviewed = queries.reviewed(draft)
    if reviewed is None:
        return render(request, "desk/failed.html", {"draft": draft})
    return render(request, "desk/draft.html", {"draft": draft, "page": shape.page(reviewed, View.of(request.GET))})


@guarded("plan.import")
@require_GET
def printed(request: DeskRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Every row on one plain page, to be printed."""
    draft = queries.draft(request.viewer, draft_id=draft_id, now=hour.now())
    reviewed = queries.reviewed(draft) if draft else None
    if draft is None or reviewed is None:
        return errors.not_found(request)
    blocks = shape.all_blocks(reviewed)
    return render(request, "desk/print.html", {"draft": draft, "title": shape.title(reviewed), "blocks": blocks})


def _waiting(draft: Draft) -> dict[str, Any]:
    return {"draft": draft, "paged": draft.name.lower().endswith(".pdf")}


@guarded("plan.import")
@require_GET
def progress(request: DeskRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The progress note alone, asked for every second; once there is nothing to wait for, the whole page anew."""
    draft = queries.draft(request.viewer, draft_id=draft_id, now=hour.now())
    if draft is None or not queries.waiting(draft):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "desk/progress.html", _waiting(draft))


@guarded("plan.import")
@require_POST
def retry(request: DeskRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Try once more to read a failed draft, in the background."""
    if queries.draft(request.viewer, draft_id=draft_id, now=hour.now()) is None:
        return errors.not_found(request)
    if drafts.retry(draft_id=draft_id):
        read_draft.enqueue(str(draft_id))
    return redirect("draft", draft_id)


@guarded("plan.import")
@require_http_methods(["GET", "POST"])
def discard(request: DeskRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Ask, then delete."""
    draft = queries.draft(request.viewer, draft_id=draft_id, now=hour.now())
    if draft is None:
        return errors.not_found(request)
    if request.method == "GET":
        return render(request, "desk/discard.html", {"draft": draft})
    drafts.discard(draft_id=draft_id)
    messages.success(request, _("Đã xóa bản nháp “%(name)s” và mọi thứ trong đó.") % {"name": draft.name})
    return redirect("intake")
