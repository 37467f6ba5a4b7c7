"""Questions to the wing; they change nothing."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hailong.plan import rules
from hailong.plan.intake.corrections import Reading, changed, corrected, seen
from hailong.plan.models import Draft

_HEAVY = ("source", "reading", "corrections")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A read draft: the reading with its corrections laid over it, what was read at each corrected path, and
    the places and rows that a person has seen.
    """

    draft: Draft
    reading: Reading
    as_read: dict[str, Any]
    seen: frozenset[str]


def recent(*, now: datetime, most: int = 50) -> Sequence[Draft]:
    """The drafts that have not expired, newest first, without their documents."""
    return list(Draft.objects.filter(expires__gt=now).defer(*_HEAVY)[:most])


def draft(*, draft_id: uuid.UUID, now: datetime) -> Draft | None:
    """One draft that has not expired, without its document; None where there is none."""
    return Draft.objects.filter(pk=draft_id, expires__gt=now).defer("source").first()


def reviewed(found: Draft) -> Reviewed | None:
    """The corrected reading of a draft; None where it has not been read."""
    if found.state != rules.READ:
        return None
    reading = json.loads(found.reading)
    laid = found.corrections
    return Reviewed(found, corrected(reading, laid), changed(reading, laid), seen(laid))


def waiting(found: Draft) -> bool:
    """Whether the draft is still to be read or being read."""
    return found.state in (rules.QUEUED, rules.READING)


def failed(found: Draft) -> bool:
    """Whether the draft could not be read."""
    return found.state == rules.FAILED
