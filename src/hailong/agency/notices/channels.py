"""The ways outside: e-mail by Django's own mail, and a webhook. Each sends one message or raises.

A webhook gets a POST of JSON. `Idempotency-Key` is the same for every try of a message, and `X-Hailong-Signature` is
"sha256=" and the HMAC of the body by HAILONG_WEBHOOK_SECRET in hexadecimal.
"""

import hmac
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from django.conf import settings
from django.core import mail

from hailong.agency.models import Outgoing
from hailong.agency.models.notices import EMAIL, WEBHOOK

LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: what is personal goes where the administrator said, and nowhere else."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def _email(message: Outgoing, timeout: float) -> None:
    mail.EmailMessage(
        message.subject,
        message.body,
        to=[message.to],
        headers={"Message-ID": f"<{message.pk}@hailong>", "Auto-Submitted": "auto-generated"},
        connection=mail.get_connection(timeout=timeout),
    ).send()


def _webhook(message: Outgoing, timeout: float) -> None:
    body = message.body.encode()
    signature = hmac.digest(settings.WEBHOOK_SECRET.encode(), body, "sha256").hex()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": str(message.pk),
        "X-Hailong-Signature": f"sha256={signature}",
        "User-Agent": "hailong",
    }
    near = urlsplit(message.to).hostname in LOOPBACK
    opener = build_opener(_Stay, *([ProxyHandler({})] if near else []))
    with opener.open(Request(message.to, body, headers, method="POST"), timeout=timeout):
        return  # any answer of success will do; others are raised


CHANNELS: Final[Mapping[str, Callable[[Outgoing, float], None]]] = {EMAIL: _email, WEBHOOK: _webhook}
"""How each channel sends; the second argument is how long to wait, in seconds."""
