"""A small invented world for tests of living plans: a ward and its people, a reading, a draft read, a plan confirmed.

    ward = living.ward()                       # units by code, those of the demo's cast; people come with them
    by = living.viewer("quang")                # the office that gathers, as the verbs want it
    plan = living.plan_of(living.reading_of(living.row("Dán sơ đồ", lead=["Phòng Kinh tế"])))

Rows are written straight to the tables, so that these tests stand on no verb but those they try.
"""

import copy
import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import Any

from hailong.agency.models import Alias, Membership, Person, RoleAssignment, Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.clock.phrases import read_deadline
from hailong.lexicon.text import fold, sort_key
from hailong.plan.intake import importing
from hailong.plan.intake.reading.assemble import read_plan
from hailong.plan.models import Draft, Plan

VIETNAM = timezone(timedelta(hours=7))
NOW = datetime(2025, 10, 3, 8, 5, tzinfo=VIETNAM)
TODAY = NOW.date()
WARD = "X0101"
SAMPLE = files("hailong.cli") / "sample"
CONFIRMED = "ke-hoach-hai-long-phuong-song-xanh-2025.docx"  # the sample plan of the ward, 12 rows and 6 duties

Reading = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ward:
    """The units of the cast by code, and its people by login."""

    units: dict[str, Unit]
    people: dict[str, Person]

    def __getitem__(self, code: str) -> Unit:
        """The unit of that code."""
        return self.units[code]


def unit(code: str, name: str, *, parent: Unit | None = None, aliases: Sequence[str] = (), **values: Any) -> Unit:
    """A unit under its parent, an office unless `kind` says otherwise."""
    path = f"{parent.path if parent else '/'}{code}/"
    start = {"kind": "office", "short": "", "sort_key": sort_key(name), "search": fold(name)}
    made = Unit.objects.create(code=code, name=name, parent=parent, path=path, **(start | values))
    Alias.objects.bulk_create(Alias(unit=made, text=text, folded=fold(text)[:200]) for text in aliases)
    return made


def person(username: str, name: str, at: Unit, *roles: str, since: date = date(2025, 1, 1), **over: Unit) -> Person:
    """Somebody who works in the unit and holds the roles there, or over the unit that `over` names for a role."""
    words = {"sort_key": sort_key(name), "search": fold(f"{name} {username}")}
    made = Person.objects.create(username=username, name=name, created=NOW, **words)
    Membership.objects.create(person=made, unit=at, since=since)
    RoleAssignment.objects.bulk_create(
        RoleAssignment(person=made, role=role, unit=over.get(role, at), since=since) for role in roles
    )
    return made


def ward() -> Ward:
    """The cast of the demo: a province, its department, a ward with its rooms, the four communes it came from."""
    cast = tomllib.loads((SAMPLE / "cast.toml").read_text(encoding="utf-8"))
    units: dict[str, Unit] = {}
    for row in cast["units"]:
        values = {key: row[key] for key in ("kind", "short", "aliases", "valid_from", "valid_to") if key in row}
        units[row["code"]] = unit(row["code"], row["name"], parent=units.get(row.get("parent", "")), **values)
    people = {}
    for row in cast["people"]:
        over = {role: units[code] for role, code in row.get("over", {}).items()}
        people[row["login"]] = person(row["login"], row["name"], units[row["unit"]], *row["roles"], **over)
    return Ward(units, people)


def viewer(login: str, *, on: date = TODAY) -> Viewer:
    """Somebody of the cast, as the verbs see them on that day."""
    return rights.viewer(Person.objects.get(username=login), on=on)


def deadline(text: str | None, year: int | None = 2025) -> Reading | None:
    """A printed deadline as contract 4.1 has it."""
    return read_deadline(text, year).as_json() if text else None


def row(content: str, *, due: str | None = "Quý IV/2025", year: int = 2025, **values: Any) -> Reading:
    """One task of a reading; `due` is the deadline as printed."""
    start = {
        "section": None, "section_title": None, "ordinal": None, "content": content, "product": None, "lead": [],
        "coordinating": [], "assignment_text": None, "deadline": deadline(due, year), "criteria": [], "parts": [],
        "source": {"page": 1, "line": 1}, "confidence": 0.99,
    }  # fmt: skip
    return start | values


def duty(content: str, *, where: str = "III.1", due: str | None = None, **values: Any) -> Reading:
    """One duty of a reading's body."""
    start = {
        "where": where, "content": content, "lead": [], "coordinating": [], "deadline": deadline(due), "criteria": [],
        "source": {"page": 1, "line": 9}, "confidence": 0.9,
    }  # fmt: skip
    return start | values


def reading_of(*tasks: Reading, head: Mapping[str, Any] | None = None, **lists: Any) -> Reading:
    """A reading by contract 4.1 with these tasks; `head` changes fields of its document, `lists` fills the others."""
    document = {
        "file": "ke-hoach.docx", "type": "Kế hoạch", "number": "44/KH-UBND", "symbol": "KH-UBND",
        "date": "2025-07-18", "agency": "Ủy ban nhân dân phường Sông Xanh", "title": "Đón tiếp người dân năm 2025",
        "year": 2025, "signer": {"name": "Trịnh Văn Minh", "position": "Chủ tịch"}, "bases": ["58/KH-SNV"],
        "recipients": ["Các phòng, Trung tâm thuộc phường"], "attached": None,
    }  # fmt: skip
    empty: Reading = {key: [] for key in ("targets", "quotas", "time_limits", "scores", "scorecards", "duties")}
    return {"document": document | dict(head or {}), **empty, "tasks": list(tasks), "warnings": []} | lists


def sample(name: str = CONFIRMED) -> bytes:
    """One of the sample agency's own documents."""
    return (SAMPLE / "documents" / name).read_bytes()


def sample_reading(name: str = CONFIRMED) -> Reading:
    """That document as it is read, the caller's own to change."""
    return copy.deepcopy(_sample_reading(name))


@cache
def _sample_reading(name: str) -> Reading:
    return read_plan(sample(name), name)


def draft_of(
    reading: Reading, *, owner: str = "quang", unit: str = WARD, source: bytes | None = None, now: datetime = NOW
) -> Draft:
    """A draft already read as `reading`, dropped by `owner` for the unit; its file is the sample plan's or `source`."""
    data = sample() if source is None else source
    return Draft.objects.create(
        unit=Unit.objects.get(code=unit),
        owner=Person.objects.get(username=owner),
        name=reading["document"]["file"],
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        source=data,
        created=now,
        expires=now + timedelta(days=7),
        moved=now,
        state="read",
        reading=json.dumps(reading, ensure_ascii=False),
    )


def plan_of(
    reading: Reading,
    *,
    by: str = "quang",
    unit: str = WARD,
    choices: importing.Choices | None = None,
    now: datetime = NOW,
    **values: Any,
) -> Plan:
    """The plan confirmed from the reading by somebody of the cast, with the default choices unless given."""
    return importing.confirm(
        draft=draft_of(reading, owner=by, unit=unit, now=now, **values),
        unit=Unit.objects.get(code=unit),
        choices=choices or importing.Choices.default_for(reading),
        by=viewer(by, on=now.date()),
        now=now,
    )


def ward_plan(**values: Any) -> Plan:
    """The ward's own sample plan, confirmed: 12 tasks of rows, targets, scores and duties kept beside them."""
    return plan_of(sample_reading(), **values)
