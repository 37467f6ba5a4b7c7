"""The sign-in library held to our house: accounts are made by administrators, and whoever waits is told how long."""

import math
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hailong.agency.models import Person
from hailong.agency.people import accounts
from hailong.web.skin import hour

APP = "allauth.account"
_OF_PAGES = ("login", "reauthenticate", "change_password")
"""Limits on how often a page may be sent, whatever is in it."""


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # the library is not typed
    """What signing in does in this house."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for himself."""
        return False

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """A password of one's own, with its line in the journal."""
        if isinstance(user, Person):
            accounts.choose_password(person=user, password=password, now=hour.now())

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse after too many wrong tries, and say how long; whoever knows the password has to wait, too."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            key = self._get_login_attempts_cache_key(request, **credentials)
            raise ValidationError(_wrong_too_often(seconds_left(request, "login_failed", key))) from None


def _wrong_too_often(seconds: int) -> str:
    return _("Đã nhập sai quá nhiều lần. Đợi %(time)s rồi thử lại, hoặc hỏi người quản trị.") % {"time": wait(seconds)}


def wait(seconds: int) -> str:
    """A span to wait in words: seconds below a minute, else minutes rounded up."""
    if seconds < 60:
        return _("%(n)s giây") % {"n": seconds}
    return _("%(n)s phút") % {"n": math.ceil(seconds / 60)}


def seconds_left(request: HttpRequest, action: str, key: str | None = None) -> int:
    """Seconds of real time until the oldest of too many tries is forgotten; 0 where the limit is not reached."""
    left = 0.0
    for rate in ratelimit.get_rates(app=APP, action=action):
        if rate.per == "user" and not request.user.is_authenticated:
            continue
        tried = cache.get(ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key), [])
        if len(tried) >= rate.amount:
            left = max(left, tried[-1] + rate.duration - time.time())
    return math.ceil(left)


def page_wait(request: HttpRequest) -> str:
    """How long to wait before one of these pages may be sent again."""
    return wait(max(1, *(seconds_left(request, action) for action in _OF_PAGES)))
