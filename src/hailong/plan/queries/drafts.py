"""Questions about drafts; they change nothing."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from hailong.agency.people.rights import Viewer
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


def recent(viewer: Viewer, *, now: datetime, most: int = 50) -> Sequence[Draft]:
    """The drafts this viewer may review that have not expired, newest first, without their documents."""
    return list(_drafts(viewer, now).select_related("owner", "unit").defer(*_HEAVY)[:most])


def draft(viewer: Viewer, *, draft_id: uuid.UUID, now: datetime) -> Draft | None:
    """One draft that has not expired, without its document; None where there is none for this viewer."""
    return _drafts(viewer, now).filter(pk=draft_id).select_related("unit").defer("source").first()


def _drafts(viewer: Viewer, now: datetime) -> QuerySet[Draft]:
    return Draft.objects.filter(viewer.reach("plan.import").q("unit__path"), expires__gt=now)


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
