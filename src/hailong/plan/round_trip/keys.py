"""Marks by which a sheet and its rows are known again: signed, so that no other plan's, unit's or row's passes."""

import hashlib
import hmac
import re
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.conf import settings

from hailong.plan.round_trip.entries import shown

_SIGNED: Final = 16  # hexadecimal digits of a signature: nobody tries 2^64 of them through a page
_DIGEST: Final = 6  # of the text of one cell: tells a change, hides nothing
_MARK: Final = re.compile(r"hl1\.([0-9a-f]{32})\.([0-9a-f]{32})\.([0-9a-f]{16})")
_KEY: Final = re.compile(r"([0-9a-f]{32})\.([0-9a-f]*)\.([0-9a-f]{16})")


def mark(plan: UUID, unit: UUID) -> str:
    """What tells of which plan and unit a sheet is."""
    return f"hl1.{plan.hex}.{unit.hex}.{_signature('sheet', plan.hex, unit.hex)}"


def read_mark(text: str) -> tuple[UUID, UUID] | None:
    """The plan and the unit of a mark that we made; None for any other text."""
    found = _MARK.fullmatch(text.strip())
    if found is None or not hmac.compare_digest(found[3], _signature("sheet", found[1], found[2])):
        return None
    return UUID(found[1]), UUID(found[2])


def key(plan: UUID, unit: UUID, occurrence: UUID, texts: Sequence[str]) -> str:
    """What tells which row it is, and what stood in its cells when it went out."""
    digests = "".join(map(digest, texts))
    return f"{occurrence.hex}.{digests}.{_signature('row', plan.hex, unit.hex, occurrence.hex, digests)}"


def read_key(text: str, plan: UUID, unit: UUID) -> tuple[UUID, tuple[str, ...]] | None:
    """The occurrence and the digests of a key of this plan and unit; None for any other text."""
    found = _KEY.fullmatch(text.strip())
    if found is None:
        return None
    signature = _signature("row", plan.hex, unit.hex, found[1], found[2])
    if not hmac.compare_digest(found[3], signature):
        return None
    return UUID(found[1]), tuple(found[2][at : at + _DIGEST] for at in range(0, len(found[2]), _DIGEST))


def digest(text: str) -> str:
    """A short hash of a cell's text as it comes back."""
    return hashlib.sha256(shown(text).encode("utf-8", "replace")).hexdigest()[:_DIGEST]


def _signature(*parts: str) -> str:
    secret = hashlib.sha256(b"progress sheet:" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(secret, "|".join(parts).encode(), hashlib.sha256).hexdigest()[:_SIGNED]
