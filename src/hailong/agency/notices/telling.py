"""Telling a person something, once; and a picture of it to hand on by oneself."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from hailong.agency.models import Notice, Person
from hailong.agency.notices import outbox
from hailong.documents.write import card as drawing
from hailong.lexicon.text import squeeze


def tell(
    *,
    person: Person,
    key: str,
    kind: str,
    subject: str,
    body: str = "",
    link: str = "",
    now: datetime,
    outside: bool = True,
) -> Notice | None:
    """Put a notice before a person, and in the outbox where `outside`; None where the person has one of that key.

    `link` is a path on these pages. Call it in the transaction of the act it tells of. A notice is its own record, so
    the journal says nothing of it.
    """
    said = {"kind": kind, "subject": squeeze(subject)[:300], "body": body, "link": link, "created": now}
    with transaction.atomic():
        notice, new = Notice.objects.get_or_create(person=person, key=key, defaults=said)
        if new and outside:
            outbox.queue(notice)
    return notice if new else None


def mark_seen(*, notice: Notice, now: datetime) -> bool:
    """Note when the person saw it first; False where that was before."""
    return Notice.objects.filter(pk=notice.pk, seen=None).update(seen=now) == 1


def card(text: str) -> bytes:
    """A text as a PNG picture: its first line is the title."""
    title, _, rest = text.strip().partition("\n")
    host = urlsplit(settings.SITE_URL).hostname
    return drawing.card(title, rest.strip(), foot=f"Hài Lòng - {host}" if host else "Hài Lòng")
