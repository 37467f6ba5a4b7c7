"""How tests come in: as one of the cast, without going through the sign-in page."""

from typing import Any

from django.conf import settings
from django.test import Client
from tests.cast import cast

PATIENCE = 60_000  # ms of a window; only a fault waits so long: a busy machine under coverage is slow, not wrong


def client_of(login: str | None = None, **more: Any) -> Client:
    """A browser without script, in which one of the cast has signed in, or nobody."""
    made = Client(**more)
    if login is not None:
        made.force_login(cast()[login])
    return made


def signed_in(page: Any, live_server: Any, login: str = "quang") -> Any:
    """A real browser's window with the session of one of the cast."""
    cookie = client_of(login).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return page
