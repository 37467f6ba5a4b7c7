"""Taking a file in as evidence."""

import hashlib
from datetime import datetime
from typing import BinaryIO, Final

from django.db import transaction

from hailong.agency import journal
from hailong.agency.evidence import keeping, kinds
from hailong.agency.faults import Refused
from hailong.agency.models import Evidence, Unit
from hailong.agency.people.rights import Forbidden, Viewer, actor

ADDING: Final = ("task.report", "task.explain", "posting.add", "plan.import", "plan.manage")
"""Who may do one of these in a unit may add a file there."""


def add(*, data: bytes | BinaryIO, name: str, unit: Unit, by: Viewer, now: datetime, source: bool = False) -> Evidence:
    """Keep a file that `by` shows for the unit. Refused for what is too large, empty, runs, or is no kind we take.

    The same content is kept once, however often it is added. `source`: a document that this program has read already.
    """
    verb = next((verb for verb in ADDING if by.may(verb, unit.path)), None)
    if verb is None or by.person_id is None:
        raise Forbidden(ADDING[0])
    content = _content(data, name, most=kinds.policy()["most_source_bytes" if source else "most_bytes"])
    kind = kinds.kind_of(content, name, source=source)
    sha256 = hashlib.sha256(content).hexdigest()
    keeping.keep(content, sha256)
    with transaction.atomic():
        made = Evidence.objects.create(
            unit=unit,
            sha256=sha256,
            size=len(content),
            kind=kind["mime"],
            name=kinds.named(name, kind),
            added_by_id=by.person_id,
            added=now,
        )
        journal.write(
            by=actor(by, verb, unit.path),
            at=now,
            unit=unit,
            verb="evidence.add",
            kind="evidence",
            thing=made.pk,
            label=made.name,
            after={"sha256": sha256, "size": made.size, "kind": made.kind},
        )
    return made


def _content(data: bytes | BinaryIO, name: str, *, most: int) -> bytes:
    content = data if isinstance(data, bytes) else data.read(most + 1)
    shown = kinds.cleaned(name) or kinds.NAMELESS
    if not content:
        raise Refused(f"Tệp “{shown}” trống (0 byte).", cure="Chọn lại tệp, hoặc mở tệp gốc rồi lưu lại.")
    if len(content) > most:
        cure = "Giảm cỡ ảnh, chia tệp thành nhiều phần, hoặc ghi đường dẫn đến nơi lưu."
        raise Refused(f"Tệp “{shown}” quá lớn; mỗi tệp tối đa {most >> 20} MB.", cure=cure)
    return content
