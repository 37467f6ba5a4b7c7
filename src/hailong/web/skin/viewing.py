"""Who looks at the pages: the rights of the day, the end of a session left alone, the first password to be changed."""

import time
from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hailong.agency.models import Person
from hailong.agency.people import policy, rights
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest

BEGAN: Final = "began"
USED: Final = "used"
"""Seconds of real time, also in the demo: a session is the browser's, not the sample agency's."""


class ViewerMiddleware:
    """Gives each request its viewer; a passer-by's page asks the database nothing for it."""

    def __init__(self, get_response: Callable[[DeskRequest], HttpResponse]) -> None:
        """Keep what answers the request."""
        self.get_response = get_response

    def __call__(self, request: DeskRequest) -> HttpResponse:
        """End what lasted too long, then see who it is, then ask for the change of a first password."""
        if request.user.is_authenticated and _over(request):
            logout(request)
            messages.info(request, _("Đã tự thoát vì để lâu không dùng. Đăng nhập lại để làm tiếp."))
        person = request.user
        if not isinstance(person, Person):
            request.viewer = rights.PASSER_BY
            _refuse_nul(request)
            return self.get_response(request)
        request.viewer = rights.viewer(person, on=hour.now().date())
        _refuse_nul(request)
        if person.must_change_password and not _may_pass(request.path):
            messages.warning(
                request, _("Mật khẩu này do người quản trị đặt. Đặt mật khẩu của riêng mình rồi làm tiếp.")
            )
            return redirect("account_change_password")
        return self.get_response(request)


def _refuse_nul(request: DeskRequest) -> None:
    """No address holds a NUL, and PostgreSQL keeps none: such a page is not there."""
    if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
        raise Http404


def _over(request: DeskRequest) -> bool:
    """Whether the session was left alone, or lasts, too long; notes its use now and then, not with every page."""
    at = int(time.time())
    session = request.session
    began, used = session.get(BEGAN, at), session.get(USED, at)
    if at - used > policy.IDLE_SECONDS or at - began > policy.LONGEST_SECONDS:
        return True
    if BEGAN not in session or at - used > policy.NOTE_SECONDS:
        session[BEGAN], session[USED] = began, at
    return False


def _may_pass(path: str) -> bool:
    """What somebody with a first password may open: the change itself, the way out, the language."""
    return path in {reverse(name) for name in ("account_change_password", "account_logout", "set_language")}
