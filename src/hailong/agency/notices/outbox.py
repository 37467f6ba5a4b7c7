"""The outbox: a message is written with the act it tells of, and sent later, once, by whoever claims it.

A claim is a short transaction; the sending is outside of any. A claimer who dies leaves a lease that runs out by the
database's clock, and another takes the message up. So a message may come twice only where a sender dies, or is silent
for a whole lease, after the other side took it: a receiver tells by its key.
"""

import json
import logging
import tomllib
from datetime import timedelta
from functools import cache
from importlib import resources
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from hailong.agency.models import Notice, Outgoing
from hailong.agency.models.notices import DEAD, EMAIL, QUEUED, SENDING, SENT, WEBHOOK
from hailong.agency.notices.channels import CHANNELS
from hailong.agency.notices.wording import mail_text, site_link

log = logging.getLogger("hailong.outbox")


@cache
def policy() -> dict[str, Any]:
    """How often, how long, how many."""
    source = resources.files("hailong.agency") / "data" / "notices.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def queue(notice: Notice) -> int:
    """Put a notice in the outbox, in the transaction of the caller: by e-mail where the person wants it and there is a
    mail server, by webhook where one is set; how many messages.
    """
    person = notice.person
    made = []
    if settings.EMAIL_HOST and person.is_active and person.by_email and person.email:
        made.append(_message(notice, EMAIL, person.email, mail_text(notice)))
    if settings.WEBHOOK_URL:
        made.append(_message(notice, WEBHOOK, settings.WEBHOOK_URL, _json(notice)))
    return len(Outgoing.objects.bulk_create(made))


def _message(notice: Notice, channel: str, to: str, body: str) -> Outgoing:
    return Outgoing(key=f"{notice.pk}:{channel}", channel=channel, to=to, subject=notice.subject, body=body)


def _json(notice: Notice) -> str:
    said = {
        "id": str(notice.pk),
        "kind": notice.kind,
        "key": notice.key,
        "subject": notice.subject,
        "text": notice.body,
        "link": site_link(notice),
        "person": {"id": str(notice.person_id), "name": notice.person.name},
        "created": notice.created.isoformat(),
    }
    return json.dumps(said, ensure_ascii=False)


def deliver(limit: int | None = None, *, lease: timedelta | None = None) -> int:
    """Send what is due, up to `limit` messages; how many were sent. Any number of processes may do so at once."""
    rules = policy()
    lease = lease or timedelta(seconds=rules["lease_seconds"])
    _bury()
    sent, failures = 0, dict.fromkeys(CHANNELS, 0)
    for _ in range(limit or rules["most_a_run"]):
        working = [channel for channel, count in failures.items() if count < rules["failures_a_run"]]
        message = _claim(working, lease)
        if message is None:
            break
        try:
            CHANNELS[message.channel](message, rules["timeout_seconds"])
        except Exception as reason:  # whatever a server, a network or an address comes up with
            failures[message.channel] += 1
            _failed(message, reason)
        else:
            sent += _close(message, state=SENT, sent=Now())
    return sent


def _claim(channels: list[str], lease: timedelta) -> Outgoing | None:
    """The first message due on one of these channels, now the caller's until the lease runs out."""
    ran_out = Q(state=SENDING, lease__lt=Now(), tries__lt=policy()["tries_most"])
    ready = Outgoing.objects.filter(Q(state=QUEUED, due__lte=Now()) | ran_out, channel__in=channels)
    with transaction.atomic():
        message = ready.select_for_update(skip_locked=True).order_by("due", "id").first()
        if message is None:
            return None
        Outgoing.objects.filter(pk=message.pk).update(state=SENDING, lease=Now() + lease, tries=F("tries") + 1)
        message.tries += 1
    return message


def _close(message: Outgoing, **values: Any) -> int:
    """End the claim; 0 where it is no longer ours, because it ran out and another took the message up."""
    ours = Outgoing.objects.filter(pk=message.pk, state=SENDING, tries=message.tries)
    return ours.update(**({"lease": None, "error": ""} | values))


def _failed(message: Outgoing, reason: Exception) -> None:
    said = f"{type(reason).__name__}: {reason}"[:300].replace("\0", "")
    rules = policy()
    if message.tries >= rules["tries_most"]:
        log.warning("message %s by %s is given up: %s", message.pk, message.channel, said)
        _close(message, state=DEAD, error=said)
        return
    wait = timedelta(seconds=rules["first_wait_seconds"] * rules["factor"] ** (message.tries - 1))
    _close(message, state=QUEUED, due=Now() + wait, error=said)


def _bury() -> None:
    """Give up the messages whose senders died as often as a message is tried: they may be what killed them."""
    killers = Outgoing.objects.filter(state=SENDING, lease__lt=Now(), tries__gte=policy()["tries_most"])
    killers.update(state=DEAD, lease=None, error="Việc gửi bị dừng giữa chừng nhiều lần")
