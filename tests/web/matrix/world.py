"""The world of the matrix: two provinces, and in every unit one thing of each kind with a word of its own in it.

    MT province ── W1 ward ── R1 room ── T1 team          NT province ── V1 ward ── V2 room
                │         └── R2 room                                └── GN, below W1 until it moved here
                └─ W2 ward

Beside the units' own plans there are some in which others take part: V1's plan of which W1 leads a task (wp) and V1
another (wo), one of V1 that W1 coordinates (wa), one of V1 that R1 leads (wb), and the same of W1 for its rooms: R1
leads (rp), R2 leads (ro), R2 leads and R1 coordinates (ra).

A word such as zqreport0W10z stands in everything that not everybody may see: what kind of thing, and whose.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from tests.plan import living
from tests.web.matrix import surveys
from tests.web.matrix.expected import RIGHTS, U

from hailong.agency import journal, units
from hailong.agency.evidence import keeping
from hailong.agency.models import Evidence, Membership, Notice, Person, RoleAssignment, SpecialDay, Unit
from hailong.agency.people.rights import SYSTEM
from hailong.lexicon.text import fold, sort_key
from hailong.plan.models import (
    ChildPlan,
    Draft,
    Explanation,
    Funding,
    Occurrence,
    Plan,
    Posting,
    Report,
    Task,
    TaskUnit,
)

NOW: Final = living.NOW
TODAY: Final = NOW.date()
WORD: Final = re.compile(r"zq([a-z]+)0([A-Za-z0-9]+?)0z")
SITES: Final = {
    "MT": ("", "province"), "W1": ("MT", "commune"), "R1": ("W1", "office"), "R2": ("W1", "office"),
    "T1": ("R1", "office"), "W2": ("MT", "commune"), "NT": ("", "province"), "V1": ("NT", "commune"),
    "V2": ("V1", "office"), "GN": ("W1", "office"),
}  # fmt: skip
SHARED: Final = {
    "wp": ("V1", "W1", ""), "wo": ("V1", "V1", ""), "wa": ("V1", "V1", "W1"), "wb": ("V1", "R1", ""),
    "rp": ("W1", "R1", ""), "ro": ("W1", "R2", ""), "ra": ("W1", "R2", "R1"),
}  # fmt: skip
"""Whose plan, who leads, who coordinates."""
IN_THE_PLAN_OF: Final = {"wo": "wp", "ro": "rp"}
DEADLINES: Final = {
    "open": "Quý IV/2025",
    "late": "Trước ngày 10/9/2025",
    "said": "Quý IV/2025",
    "waits": "Sau khi Đề án được phê duyệt",
    "event": "Trong 10 ngày kể từ ngày có kết quả khảo sát",
}
ALL_ROLES: Final = tuple(role for role, rights in RIGHTS.items() if rights)


@dataclass(slots=True)
class Things:
    """Everything of one unit, or one plan in which others take part."""

    name: str
    unit: Unit
    doer: Unit
    plan: Plan
    tasks: dict[str, Task] = field(default_factory=dict)
    times: dict[str, Occurrence] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who tries everything: the role, the level of the unit where it is held, and that unit."""

    role: str
    level: str
    person: Person | None
    unit: Unit
    leaf: Unit


@dataclass(slots=True)
class World:
    """Units, leaves below them, things and people by name."""

    units: dict[str, Unit] = field(default_factory=dict)
    leaves: dict[str, Unit] = field(default_factory=dict)
    things: dict[str, Things] = field(default_factory=dict)
    actors: dict[tuple[str, str], Actor] = field(default_factory=dict)


def word(kind: str, name: str) -> str:
    """The word planted in a thing."""
    return f"zq{kind}0{name}0z"


def build() -> World:
    """Put it all into the database, straight into the tables: no verb stands between the table and what it tries."""
    made = World()
    _units(made)
    for name in SITES:
        made.things[name] = _plan_of(made, name, name, name, "")
        _beside(made.things[name], made.leaves[name])
    for name, (issuer, lead, coordinating) in SHARED.items():
        made.things[name] = _plan_of(made, name, issuer, lead, coordinating)
    Plan.objects.filter(pk=made.things["W1"].plan.pk).update(parent=made.things["MT"].plan)
    Plan.objects.filter(pk__in=[made.things[name].plan.pk for name in ("R1", "W2", "V1")]).update(
        parent=made.things["W1"].plan
    )
    for name in ("R1", "R2"):
        owed = {"due": TODAY, "fulfilled": TODAY, "child": made.things[name].plan}
        ChildPlan.objects.create(plan=made.things["W1"].plan, unit=made.units[name], **owed)
    for level, site in U.items():
        for role in RIGHTS:
            made.actors[level, role] = _actor(made, level, site, role)
    locked = _actor(made, "ward", "W1", "locked")
    Person.objects.filter(pk=locked.person.pk).update(is_active=False)
    made.actors["ward", "locked"] = locked
    made.actors["ward", "passer-by"] = Actor("passer-by", "ward", None, made.units["W1"], made.leaves["W1"])
    return made


def _units(made: World) -> None:
    for code, (parent, kind) in SITES.items():
        above = made.units.get(parent)
        made.units[code] = living.unit(code, f"Đơn vị {word('unit', code)}", parent=above, kind=kind)
    said = {"day": date(2025, 9, 1), "resolution": "QĐ 1", "by": SYSTEM, "now": NOW}
    units.move(unit=made.units["GN"], parent=made.units["V1"], **said)
    made.units["GN"].refresh_from_db()
    for code, unit in made.units.items():
        made.leaves[code] = living.unit(f"{code}-Z", f"Tổ giúp việc {code}", parent=unit)


def _person(login: str, name: str, unit: Unit | None = None, **values: Any) -> Person:
    made = Person.objects.create(
        username=login, name=name, created=NOW, sort_key=sort_key(name), search=fold(name), **values
    )
    if unit is not None:
        Membership.objects.create(person=made, unit=unit, since=date(2025, 1, 1))
    return made


def _actor(made: World, level: str, site: str, role: str) -> Actor:
    unit = made.units[site]
    person = _person(f"{level}-{role}", f"Người thử {level} {role}", unit, feed_key=f"key-{level}-{role}")
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    spans = {"former": (date(2025, 1, 1), yesterday), "coming": (tomorrow, None)}
    since, until = spans.get(role, (date(2025, 1, 1), None))
    for one in [role] if role in ALL_ROLES else ALL_ROLES:
        RoleAssignment.objects.create(person=person, role=one, unit=unit, since=since, until=until)
    Notice.objects.create(person=person, key="k", kind="k", subject="Việc của mình", link="/viec/", created=NOW)
    return Actor(role, level, person, unit, made.leaves[site])


def _plan_of(made: World, name: str, issuer: str, lead: str, coordinating: str) -> Things:
    unit, doer = made.units[issuer], made.units[coordinating or lead]
    reporter = _person(f"reporter-{name}".lower(), f"Người {word('reporter', name)}")
    within = IN_THE_PLAN_OF.get(name)
    plan = made.things[within].plan if within else _plan(name, unit, reporter)
    things = Things(name, unit, doer, plan, more={"reporter": reporter})
    start = plan.tasks.count()
    parts = [(made.units[lead], True)] + ([(made.units[coordinating], False)] if coordinating else [])
    for place, (purpose, due) in enumerate(DEADLINES.items()):
        task = Task.objects.create(
            province=plan.province, plan=plan, position=start + place, content=f"{word('task', name)} {purpose}",
            deadline=living.deadline(due),
        )  # fmt: skip
        for part, leads in parts:
            TaskUnit.objects.create(task=task, unit=part, name=part.name, leads=leads, accountable=leads, position=0)
        things.tasks[purpose], things.times[purpose] = task, _time(task, purpose)
    _said(things, made.units[lead])
    _public(things, parts)
    return things


def _plan(name: str, unit: Unit, by: Person, **values: Any) -> Plan:
    kept = file(f"van-ban-{word('document', name)}.pdf", word("document", name), unit, by)
    clerk = Person.objects.get_or_create(username="clerk", defaults={"name": "Người ghi", "created": NOW})[0]
    start = {
        "code": f"{unit.code}-{name}", "title": f"{word('plan', name)} nâng cao chất lượng", "document": kept,
        "number": f"{word('number', name)}/KH", "digest": hashlib.sha256(name.encode()).hexdigest(),
    }  # fmt: skip
    return Plan.objects.create(
        **(start | values), province=journal.province_of(unit.path), unit=unit, type="Kế hoạch", date=date(2025, 7, 18),
        year=2025, first=date(2025, 7, 1), last=date(2025, 12, 31), confirmed_by=clerk, confirmed=NOW,
    )  # fmt: skip


def _time(task: Task, purpose: str) -> Occurrence:
    spans: dict[str, dict[str, Any]] = {
        "open": {"due": date(2025, 12, 31), "state": "open"},
        "late": {"due": date(2025, 9, 9), "state": "open"},
        "said": {"due": date(2025, 12, 31), "state": "reported", "reported": NOW},
        "waits": {"state": "waiting", "waits_for": "Đề án"},
        "event": {"state": "waiting", "waits_for": "Kết quả khảo sát"},
    }
    return Occurrence.objects.create(
        province=task.province, task=task, key="once", label=f"Lần {purpose}", **spans[purpose]
    )


def file(name: str, said: str, unit: Unit, by: Person, kind: str = "application/pdf") -> Evidence:
    """A file that holds the word."""
    data = (b"\x89PNG\r\n\x1a\n" if kind == "image/png" else b"%PDF-1.4\n%") + said.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    keeping.keep(data, sha256)
    return Evidence.objects.create(
        unit=unit, sha256=sha256, size=len(data), kind=kind, name=name, added_by=by, added=NOW
    )


def _said(things: Things, lead: Unit) -> None:
    """A report with an obstacle and a file, an explanation, a posting with a picture, money."""
    name, by, plan, said = things.name, things.more["reporter"], things.plan, things.times["said"]
    report = Report.objects.create(
        province=plan.province, occurrence=said, unit=lead, by=by, at=NOW, text=f"{word('report', name)} đã làm",
        obstacle=f"{word('obstacle', name)} thiếu người",
    )  # fmt: skip
    shown = file(f"{word('evidence', name)}.pdf", word("bytes", name), lead, by)
    report.evidence.add(shown)
    Explanation.objects.create(
        occurrence=things.times["said"], unit=lead, cause=word("cause", name), responsible="Tổ", remedy="Thêm người",
        by_when=date(2025, 10, 30), by=by, at=NOW,
    )  # fmt: skip
    picture = file(f"{word('picture', name)}.png", word("picture", name), lead, by, "image/png")
    task = things.tasks["open"]
    Posting.objects.create(
        plan=plan, task=task, unit=lead, place=word("posting", name), day=date(2025, 9, 1), picture=picture, by=by,
        noted=NOW,
    )  # fmt: skip
    money = Funding.objects.create(plan=plan, text=word("money", name), amount=1000)
    things.more |= {"report": report, "evidence": shown, "picture": picture, "money": money}


def _public(things: Things, parts: list[tuple[Unit, bool]]) -> None:
    """A public plan with a report that is not."""
    name, by, lead = things.name, things.more["reporter"], parts[0][0]
    plan = _plan(
        name, things.unit, by, code=f"{things.unit.code}-{name}-pub", title=f"{word('pub', name)} công khai",
        number=f"{word('pub', name)}/KH", public_since=date(2025, 7, 20),
    )  # fmt: skip
    task = Task.objects.create(province=plan.province, plan=plan, position=0, content=f"{word('pub', name)} việc")
    for unit, leads in parts:
        TaskUnit.objects.create(task=task, unit=unit, name="Đơn vị", leads=leads, accountable=leads, position=0)
    done = {"due": date(2025, 12, 31), "state": "reported", "reported": NOW}
    time = Occurrence.objects.create(province=plan.province, task=task, key="once", label="Cả năm", **done)
    shown = file(f"{word('evidence', name)}-2.pdf", word("bytes", name) + "2", lead, by)
    report = Report.objects.create(
        province=plan.province, occurrence=time, unit=lead, by=by, at=NOW, text=word("report", name)
    )
    report.evidence.add(shown)
    things.more |= {"public": plan}


def _beside(things: Things, leaf: Unit) -> None:
    """What a unit has beside plans: a person with a role, a draft, a notice of a day off, a line, somebody's notice."""
    name, unit = things.name, things.unit
    person = _person(f"person-{name}".lower(), f"Người {word('person', name)}", unit)
    assignment = RoleAssignment.objects.create(person=person, role="officer", unit=unit, since=date(2025, 1, 1))
    day = SpecialDay.objects.create(
        unit=unit, day=date(2025, 11, 14), kind="closed", name=word("day", name), source="TB 1"
    )
    journal.write(
        by=journal.Actor(str(person.pk), f"Người {word('journal', name)}"), at=NOW, unit=unit, verb="unit.rename",
        kind="unit", thing=unit.pk, label=word("journal", name), reason=f"{word('journal', name)} vì sao",
    )  # fmt: skip
    notice = Notice.objects.create(
        person=person, key="k", kind="k", subject=word("notice", name), body=word("notice", name), created=NOW
    )
    things.more |= {
        "person": person, "assignment": assignment, "membership": person.memberships.get(), "day": day,
        "notice": notice, "draft": _draft(name, unit, person), "leaf": leaf, **surveys.of(name, unit),
    }  # fmt: skip


def _draft(name: str, unit: Unit, owner: Person) -> Draft:
    row = living.row(f"{word('draft', name)} việc nháp", ordinal="1", content_raw=f"{word('draft', name)} viec")
    head = {"number": f"{word('draft', name)}/KH", "title": word("draft", name)}
    reading, source = living.reading_of(row, head=head), living.sample() + name.encode()
    return Draft.objects.create(
        unit=unit, owner=owner, name=f"{word('draft', name)}.docx", sha256=hashlib.sha256(source).hexdigest(),
        size=len(source), source=source, created=NOW, expires=NOW + timedelta(days=7), moved=NOW, state="read",
        reading=json.dumps(reading, ensure_ascii=False),
    )  # fmt: skip


def later(days: int) -> str:
    """A day ahead as people type it."""
    return f"{datetime(2025, 10, 3) + timedelta(days=days):%d/%m/%Y}"
