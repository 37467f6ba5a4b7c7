"""People of the cast acting on tasks: a plan of a few rows, and the verbs with what tests seldom care about filled in.

plan = acting.plan(living.row("Dán sơ đồ", lead=["Phòng Kinh tế"]))
said = acting.report(acting.only(plan), by="dat", unit=acting.KT)
acting.accept(said)
"""

import hashlib
from datetime import date, datetime, timedelta
from typing import Any

from tests.plan import living

from hailong.agency.models import Evidence, Line, Notice, Person, Unit
from hailong.plan import tasks
from hailong.plan.models import Decision, Explanation, Occurrence, Plan, Report, Task, TaskCriterion, TaskUnit

NOW = living.NOW  # Friday 3 October 2025, 8:05
TODAY = NOW.date()
SOCIETY, ECONOMY = "Phòng Văn hóa - Xã hội", "Phòng Kinh tế"
WARD, VHXH, KT, TT, VP = "X0101", "X0101-VHXH", "X0101-KT", "X0101-TT", "X0101-VP"


def row(content: str = "Dán sơ đồ chỉ dẫn", *, due: str | None = "Quý IV/2025", **values: Any) -> living.Reading:
    """A row led by the room of culture and society, unless `lead` says otherwise."""
    return living.row(content, due=due, **({"lead": [SOCIETY]} | values))


def plan(*rows: living.Reading, **values: Any) -> Plan:
    """The ward's plan of these rows."""
    return living.plan_of(living.reading_of(*(rows or (row(),))), **values)


def task(of: Plan, position: int = 0) -> Task:
    """A task of the plan by place, from 0."""
    return of.tasks.order_by("position")[position]


def only(of: Plan, position: int = 0) -> Occurrence:
    """The only occurrence of a task."""
    return task(of, position).occurrences.get()


def now(day: int, month: int = 10, year: int = 2025) -> datetime:
    """Eight in the morning of a day."""
    return datetime(year, month, day, 8, 0, tzinfo=living.VIETNAM)


def unit(code: str) -> Unit:
    """A unit of the cast."""
    return Unit.objects.get(code=code)


def by(login: str, at: datetime = NOW) -> Any:
    """Somebody of the cast, as the verbs see them."""
    return living.viewer(login, on=at.date())


def report(
    one: Occurrence,
    *,
    login: str = "thuy",
    room: str = VHXH,
    text: str = "Đã dán xong",
    at: datetime = NOW,
    **values: Any,
) -> Report:
    """An officer reports for a room."""
    return tasks.report(occurrence=one, unit=unit(room), text=text, by=by(login, at), now=at, **values)


def accept(said: Report, *, login: str = "minh", at: datetime = NOW) -> Decision:
    """The chairman accepts."""
    return tasks.accept(report=said, by=by(login, at), now=at)


def give_back(said: Report, *, login: str = "minh", at: datetime = NOW, reason: str = "Thiếu ảnh chụp") -> Decision:
    """The chairman returns."""
    return tasks.return_(report=said, reason=reason, by=by(login, at), now=at)


def explain(one: Occurrence, *, login: str = "son", room: str = VHXH, at: datetime = NOW, **values: Any) -> Explanation:
    """The head of a room explains."""
    said = {
        "cause": "Thiếu người",
        "responsible": "Tổ truyền thông",
        "remedy": "Bố trí thêm người",
        "by_when": at.date() + timedelta(days=7),
    }
    return tasks.explain(occurrence=one, unit=unit(room), by=by(login, at), now=at, **(said | values))


def happen(of: Task, what: str = "Khu phố 7 báo bảng mờ", *, on: date = TODAY, login: str = "minh") -> Occurrence:
    """Somebody notes that an event happened."""
    return tasks.record_event(task=of, what=what, happened=on, by=by(login), now=NOW)


def manage(verb: Any, *, login: str = "quang", **values: Any) -> Any:
    """The office that gathers shapes the plan."""
    return verb(by=by(login), now=NOW, **values)


def evidence(login: str = "thuy", *, room: str = VHXH, name: str = "anh-chup.png") -> Evidence:
    """A file that somebody brought."""
    data = f"{login} {name}".encode()
    return Evidence.objects.create(
        unit=unit(room),
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        kind="image/png",
        name=name,
        added_by=Person.objects.get(username=login),
        added=NOW,
    )


def state(one: Occurrence) -> str:
    """How the occurrence stands now."""
    return Occurrence.objects.get(pk=one.pk).state


def alive(of: Task) -> dict[str, str]:
    """The keys of what is not cancelled, with the last days."""
    found = Occurrence.objects.filter(task=of).exclude(state="cancelled")
    return {one.key: f"{one.due:%d/%m/%Y}" if one.due else one.state for one in found}


def lines(verb: str) -> list[Line]:
    """The journal's lines of a verb, oldest first."""
    return list(Line.objects.filter(verb=verb))


def notices(kind: str) -> list[tuple[str, str]]:
    """The notices of a kind: whom, and what they say."""
    return list(Notice.objects.filter(kind=kind).order_by("person__username").values_list("person__username", "body"))


def grow(of: Plan, *, tasks: int, occurrences: int) -> None:
    """So many more tasks of the room of culture and society, each open on every day from 1 September 2025 on."""
    room, first = unit(VHXH), of.tasks.count() + 1
    made = [
        Task(province=of.province, plan=of, position=first + number, section=str(number % 3), content=f"Việc {number}")
        for number in range(tasks)
    ]
    Task.objects.bulk_create(made)
    TaskUnit.objects.bulk_create(
        TaskUnit(task=one, unit=room, name=room.name, leads=True, accountable=True, position=0) for one in made
    )
    TaskCriterion.objects.bulk_create(TaskCriterion(task=one, code="TC", position=0) for one in made)
    start = date(2025, 9, 1)
    Occurrence.objects.bulk_create(
        Occurrence(
            province=of.province, task=one, key=f"x{number}", label=f"Ngày {number}", due=start + timedelta(days=number)
        )
        for one in made
        for number in range(occurrences)
    )
