"""Writing the journal: one line beside each verb, in the verb's own transaction."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from hailong.agency.models import Line, Unit

SYSTEM_NAME: Final = "Hệ thống"
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person's id and name and the role by which the act is allowed; `request` joins lines of one click."""

    id: str
    name: str
    role: str = ""
    request: str = ""


SYSTEM: Final = Actor("", SYSTEM_NAME)


def province_of(path: str) -> str:
    """The first part of a unit's path, by which big tables are parted."""
    return path.strip("/").split("/", 1)[0]


def write(
    *,
    by: Actor,
    at: datetime,
    unit: Unit,
    verb: str,
    kind: str,
    thing: object,
    label: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Line:
    """Add a line: who (`by`) did what (`verb`) to what (`kind`, its id `thing`, `label` for people) in which unit.

    `before` and `after` hold only what changed. Call it inside the transaction of the act itself.
    """
    line = Line(
        province=province_of(unit.path),
        at=at,
        actor=by.id,
        actor_name=by.name,
        role=by.role,
        path=unit.path,
        verb=verb,
        kind=kind,
        thing=str(thing),
        label=label[:300],
        before=_plain(before),
        after=_plain(after),
        reason=reason,
        request=by.request,
    )
    line.mac = mac_of(line)
    line.save(force_insert=True)
    return line


def _plain(values: Mapping[str, Any] | None) -> Any:
    """What JSON can hold, exactly as it will be read back."""
    return None if values is None else json.loads(json.dumps(values, cls=DjangoJSONEncoder), parse_float=_float)


def _float(text: str) -> float:
    """A fraction as both databases give it back: PostgreSQL knows no zero below zero."""
    return float(text) + 0.0


def content(line: Line) -> bytes:
    """What a line says, in one form only: the same on both databases, without its number and the database's clock."""
    said = [
        line.province, line.at.timestamp(), line.actor, line.actor_name, line.role, line.path, line.verb, line.kind,
        line.thing, line.label, line.before, line.after, line.reason, line.request,
    ]  # fmt: skip
    return _ENCODER.encode(said).encode()


def mac_of(line: Line) -> str:
    """The keyed hash by which a line shows that a verb of this installation wrote it."""
    return mac(content(line))


def mac(said: bytes) -> str:
    """The keyed hash of a line's content."""
    return hmac.digest(_key(settings.SECRET_KEY), said, "sha256").hex()


@cache
def _key(secret: str) -> bytes:
    return hashlib.sha256(b"journal:" + secret.encode()).digest()
