"""Who may open a page: every view wears one of three guards, outermost, and a test asks the registry for each route."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from hailong.agency.models import Person
from hailong.agency.people.rights import Forbidden, Viewer
from hailong.agency.permissions import VERBS

View = Callable[..., HttpResponseBase]

OPEN: Final = "open"
SIGNED_IN: Final = "signed in"
GUARDS: Final[dict[View, str]] = {}
"""Every guarded view with its verb, SIGNED_IN or OPEN."""


class DeskRequest(HttpRequest):
    """A request as `viewing.ViewerMiddleware` leaves it: with the person's rights of today."""

    viewer: Viewer


def person_of(request: HttpRequest) -> Person:
    """The person on a page that asks for signing in."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def open_to_all(view: View) -> View:
    """Anybody may open this page, also a passer-by."""
    return _registered(view, OPEN)


def signed_in(view: View) -> View:
    """Anybody who signed in may open this page; what it shows is for the view's queries to say."""
    return _registered(view, SIGNED_IN)


def guarded(verb: str) -> Callable[[View], View]:
    """Only who may do the verb somewhere opens this page; where, is for the view's queries and verbs to say."""
    VERBS[verb]  # KeyError as the pages are loaded, not when one is opened
    return lambda view: _registered(view, verb)


def _registered(view: View, guard: str) -> View:
    @wraps(view)
    def watched(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if guard != OPEN and request.viewer.person_id is None:
            return _sign_in_first(request)
        if guard not in (OPEN, SIGNED_IN) and not request.viewer.reach(guard):
            raise PermissionDenied(guard)
        try:
            return view(request, *args, **kwargs)
        except Forbidden as reason:
            raise PermissionDenied(str(reason)) from reason

    GUARDS[watched] = guard
    return watched


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; a piece of a page asked for by script takes the whole page there."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("account_login")})
    back = request.get_full_path() if request.method == "GET" else reverse("home")
    return redirect_to_login(back, reverse("account_login"))
