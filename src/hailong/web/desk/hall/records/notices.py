"""One's notices: new ones first, each with the page it is about; and a text and a picture to copy for others."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from hailong.agency import notices
from hailong.agency.models import Notice
from hailong.web.desk import errors
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, person_of, signed_in
from hailong.web.skin.pager import paged


@signed_in
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """All my notices, newest first; those not seen yet are marked."""
    mine = Notice.objects.filter(person=person_of(request))
    context = {"page": paged(mine, request.GET), "unseen_count": mine.filter(seen=None).count()}
    return render(request, "desk/hall/notices.html", context)


def _mine(request: DeskRequest, notice_id: uuid.UUID) -> Notice | None:
    return Notice.objects.filter(person=person_of(request), pk=notice_id).first()


@signed_in
@require_POST
def open_(request: DeskRequest, notice_id: uuid.UUID) -> HttpResponse:
    """Mark it as seen and go to what it is about."""
    notice = _mine(request, notice_id)
    if notice is None:
        return errors.not_found(request)
    notices.mark_seen(notice=notice, now=hour.now())
    inside = notice.link and url_has_allowed_host_and_scheme(notice.link, allowed_hosts=None)
    return redirect(notice.link if inside else "notices")


@signed_in
@require_POST
def seen(request: DeskRequest) -> HttpResponse:
    """Mark all of mine as seen."""
    for notice in Notice.objects.filter(person=person_of(request), seen=None):
        notices.mark_seen(notice=notice, now=hour.now())
    return redirect("notices")


@signed_in
@require_GET
def copy(request: DeskRequest, notice_id: uuid.UUID) -> HttpResponse:
    """The text to copy into a message, and its picture; nothing is sent from here."""
    notice = _mine(request, notice_id)
    if notice is None:
        return errors.not_found(request)
    return render(request, "desk/hall/copy.html", {"notice": notice, "text": notices.zalo_text(notice)})


@signed_in
@require_GET
def picture(request: DeskRequest, notice_id: uuid.UUID) -> HttpResponse:
    """The same text as a picture."""
    notice = _mine(request, notice_id)
    if notice is None:
        return errors.not_found(request)
    return HttpResponse(
        notices.card(notices.zalo_text(notice)),
        content_type="image/png",
        headers={"Content-Disposition": f'inline; filename="thong-bao-{str(notice.pk)[:8]}.png"'},
    )
