"""A province at work, invented, for `bench.desk_run`: rows are written straight to the tables of an empty database.

The country's provinces and communes from our own list; in the province with most communes 130 of them with three rooms
and twelve people each; 300 plans of 25 tasks with a year of weekly and quarterly occurrences, half of them reported or
accepted; one plan of 1,000 tasks with 12 occurrences each; notices and a journal. It is Friday 3 October 2025, 8:05.
"""

import hashlib
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from itertools import count
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Model

from hailong.agency import journal, units
from hailong.agency.models import Line, Membership, Notice, Person, RoleAssignment, Unit
from hailong.agency.people.rights import OPERATOR
from hailong.agency.units_file import official_units
from hailong.lexicon.text import fold, sort_key
from hailong.plan.models import Decision, Explanation, Occurrence, Plan, Report, Task, TaskCriterion, TaskUnit

NOW = datetime(2025, 10, 3, 8, 5, tzinfo=timezone(timedelta(hours=7)))
TODAY, START = NOW.date(), date(2025, 1, 1)
COMMUNES, PLANS, TASKS, LARGE = 130, 300, 25, 1_000
NOTICES, NOTICES_OF_ONE, LINES = 20_000, 2_000, 100_000
ROOMS = ("Văn phòng", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội")
OF_COMMUNE = ("administrator", "leader", "leader", "auditor", "superior_agency")
OF_ROOM = (("coordinating_office", "officer"), ("unit_head", "officer", "counter_clerk"), ("unit_head", "officer"))
OF_PROVINCE = ("administrator", "leader", "auditor", "superior_agency", "coordinating_office")
SECTIONS = ("I", "II", "III", "IV", "V")
CODES = ("TC", "HC", "PV", "KQ", "TT", "DK")
CONTENT = "Rà soát, cập nhật, niêm yết công khai đầy đủ các thủ tục hành chính tại bộ phận tiếp nhận và trả kết quả"
_chance = random.Random(1)


class Place(NamedTuple):
    """A commune with its rooms, and who reports, decides there."""

    unit: Unit
    rooms: list[Unit]
    officer: Person
    leader: Person


def fill() -> None:
    """Write it all."""
    with transaction.atomic():
        units.load(official_units().rows, by=OPERATOR, now=NOW)
        places = _places(top())
        _put(_plans(places))
        _put(_large(places[1]))
        _put(_notices())
        _put(_lines([place.unit for place in places]))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def top() -> Unit:
    """The province with most communes."""
    provinces = Unit.objects.filter(kind="province")
    return max(provinces, key=lambda one: Unit.objects.filter(parent=one, kind="commune").count())


def _put(rows: Iterable[Model]) -> None:
    """Write the rows kind by kind, in the order in which the kinds first came."""
    kinds: dict[type[Model], list[Any]] = {}
    for row in rows:
        kinds.setdefault(type(row), []).append(row)
    for kind, made in kinds.items():
        kind._default_manager.bulk_create(made, batch_size=2_000)


def _places(province: Unit) -> list[Place]:
    communes = list(Unit.objects.filter(parent=province, kind="commune").order_by("code")[:COMMUNES])
    rooms = {one.pk: [_room(one, number, name) for number, name in enumerate(ROOMS)] for one in communes}
    Unit.objects.bulk_create(room for held in rooms.values() for room in held)
    made: list[Model] = [row for role in OF_PROVINCE for row in _person(f"tinh.{role}", province, role)]
    places = []
    for one in communes:
        logins = (f"{one.code}.{number}" for number in count())
        here = [_person(next(logins), one, role) for role in OF_COMMUNE]
        there = [
            _person(next(logins), room, role)
            for room, roles in zip(rooms[one.pk], OF_ROOM, strict=True)
            for role in roles
        ]
        made += [row for rows in here + there for row in rows]
        places.append(Place(one, rooms[one.pk], there[3][0], here[1][0]))
    _put(made)
    return places


def _room(commune: Unit, number: int, name: str) -> Unit:
    words = {"name": name, "sort_key": sort_key(name), "search": fold(f"{name} {commune.code}")}
    code = f"{commune.code}-P{number}"
    return Unit(code=code, kind="office", parent=commune, path=f"{commune.path}{code}/", **words)


def _person(login: str, unit: Unit, role: str) -> tuple[Person, Membership, RoleAssignment]:
    name = f"Nguyễn {_chance.choice(('Thị', 'Văn', 'Đình'))} {_chance.choice(('An', 'Bình', 'Đạt', 'Hà', 'Yến'))}"
    words = {"sort_key": sort_key(name), "search": fold(f"{name} {login}")}
    made = Person(username=login, name=name, created=NOW, **words)
    return (
        made,
        Membership(person=made, unit=unit, since=START),
        RoleAssignment(person=made, role=role, unit=unit, since=START),
    )


def _plan(number: int, unit: Unit, by: Person, **values: Any) -> Plan:
    return Plan(
        code=f"{unit.code}-2025-{number:03d}",
        province=journal.province_of(unit.path),
        unit=unit,
        type="Kế hoạch",
        number=f"{number}/KH-UBND",
        date=date(2025, 1, 2) + timedelta(days=number % 60),
        title=f"Nâng cao mức độ hài lòng của người dân năm 2025, đợt {number}",
        year=2025,
        first=START,
        last=date(2025, 12, 31),
        digest=hashlib.sha256(str(number).encode()).hexdigest(),
        confirmed_by=by,
        confirmed=NOW,
        **values,
    )


def _plans(places: Sequence[Place]) -> Iterator[Model]:
    """Each under the province's first; one in ten is the province's own, its tasks led by communes; a third public."""
    above: Plan | None = None
    for number in range(PLANS):
        place = places[number % len(places)]
        own = number % 10 == 0
        unit = place.unit.parent if own and place.unit.parent else place.unit
        plan = _plan(number, unit, place.leader, parent=above, public_since=START if number % 3 == 0 else None)
        above = above or plan
        yield plan
        for position in range(TASKS):
            at = places[(number + position) % len(places)] if own else place
            yield from _task(plan, position, at, weekly=position % 5 == 0)


def _task(plan: Plan, position: int, place: Place, *, weekly: bool) -> Iterator[Model]:
    task = Task(
        province=plan.province,
        plan=plan,
        position=position,
        section=SECTIONS[position % 5],
        section_title=f"Nhóm nhiệm vụ {position % 5 + 1}",
        ordinal=str(position // 5 + 1),
        content=f"{CONTENT}, việc {position}",
        product="Báo cáo kết quả",
        deadline={"text": "Hằng tuần" if weekly else "Thường xuyên", "kind": "recurring"},
    )
    lead, other = place.rooms[position % 2 + 1], place.rooms[0]
    yield task
    yield TaskUnit(task=task, unit=lead, name=lead.name, leads=True, accountable=True, position=0)
    yield TaskUnit(task=task, unit=other, name=other.name, leads=False, position=0)
    yield TaskCriterion(task=task, code=CODES[position % 6], position=0)
    step, times = (7, 52) if weekly else (91, 4)
    for number in range(times):
        yield from _occurrence(task, place, lead, number, START + timedelta(days=step * (number + 1) - 1), step)


def _occurrence(task: Task, place: Place, lead: Unit, number: int, due: date, step: int) -> Iterator[Model]:
    """Of what was due two in three are accepted, one in fifteen waits for that, one in thirty came back."""
    luck = _chance.random()
    state = "open"
    if due < TODAY:
        state = "accepted" if luck < 0.66 else "reported" if luck < 0.73 else "returned" if luck < 0.76 else "open"
    at = datetime.combine(due, NOW.timetz())
    done = {"reported": at} if state != "open" else {}
    done |= {"closed": at, "late": luck < 0.06} if state == "accepted" else {}
    starts = due - timedelta(days=step - 1)
    said = {"key": f"n{number}", "label": f"Đợt {number + 1}", "starts": starts, "due": due, "state": state}
    one = Occurrence(province=task.province, task=task, **said, **done)
    yield one
    if state != "open":
        told = Report(province=task.province, occurrence=one, unit=lead, by=place.officer, at=at, text="Đã xong")
        told.obstacle = "Thiếu ghế chờ" if luck < 0.006 else ""
        yield told
        if state != "reported":
            reason = "Thiếu ảnh chụp" if state == "returned" else ""
            yield Decision(report=told, verdict=state, reason=reason, by=place.leader, at=at)
    elif due < TODAY and luck < 0.88:
        said_why = {"cause": "Thiếu người", "responsible": "Phòng", "remedy": "Thêm người", "by_when": TODAY}
        yield Explanation(occurrence=one, unit=lead, by=place.officer, at=NOW, **said_why)


def _large(place: Place) -> Iterator[Model]:
    plan = _plan(999, place.unit, place.leader, public_since=START)
    yield plan
    for position in range(LARGE):
        for row in _task(plan, position, place, weekly=False):
            if isinstance(row, Task | TaskUnit | TaskCriterion):
                yield row
            task = row if isinstance(row, Task) else None
            if task:
                lead = place.rooms[position % 2 + 1]
                for month in range(12):
                    yield from _occurrence(task, place, lead, month, START + timedelta(days=30 * month + 29), 30)


def _notices() -> Iterator[Notice]:
    people = list(Person.objects.order_by("username"))
    one = next(person for person in people if person.username == "tinh.leader")
    for number in range(NOTICES):
        person = one if number < NOTICES_OF_ONE else people[number % len(people)]
        made = NOW - timedelta(minutes=number)
        said = {"kind": "plan.due", "subject": f"Còn 5 ngày làm việc: {CONTENT}", "created": made}
        yield Notice(person=person, key=f"bench:{number}", seen=made if number % 2 else None, **said)


def _lines(communes: Sequence[Unit]) -> Iterator[Line]:
    verbs = ("task.report", "task.accept", "plan.confirm", "unit.rename", "person.sign_in")
    for number in range(LINES):
        unit, verb = communes[number % len(communes)], verbs[number % len(verbs)]
        line = Line(
            province=journal.province_of(unit.path),
            at=NOW - timedelta(minutes=LINES - number),
            actor=f"{number % 1000:036d}",
            actor_name=f"Nguyễn Văn {number % 1000}",
            role="officer",
            path=unit.path,
            verb=verb,
            kind=verb.split(".", maxsplit=1)[0],
            thing=f"{number:036d}",
            label=CONTENT,
            after={"state": "reported"},
        )
        line.mac = journal.mac_of(line)
        yield line
