"""The demo's own doors: the calendar moved forward, and the cast entered by a button. Outside the demo: 404."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hailong.agency.people import queries
from hailong.clock import moment
from hailong.web.desk import errors
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, open_to_all


@open_to_all
@require_POST
def forward(request: DeskRequest) -> HttpResponse:
    """Move the demo's moment forward."""
    if not settings.DEMO:
        return errors.not_found(request)
    try:
        hour.move(forms.DateTimeField().clean(request.POST.get("to", "")))
    except forms.ValidationError:
        messages.error(request, _("Ngày giờ chưa đúng. Cách viết: 06/10/2025 08:00"))
    except moment.Backwards:
        messages.error(request, _("Chỉ chuyển ngày về phía trước: ngày giờ vừa chọn đã qua."))
    return redirect("home")


@open_to_all
@require_POST
def enter(request: DeskRequest) -> HttpResponse:
    """Sign in as one of the invented people, without a password."""
    person = queries.person(request.POST.get("login", "")) if settings.DEMO else None
    if person is None or not person.is_active:
        return errors.not_found(request)
    login(request, person)
    return redirect("home")
