"""Telling people what falls due, what was reported and what became of it; each thing once a stage (plan.stages).

A notice is known by its key, which holds the due day: a deadline that moved is told of anew. Running this twice, or in
two places at once, tells nobody twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Prefetch, Q
from django.utils.timezone import localdate

from hailong.agency import notices, succession
from hailong.agency.models import Notice, Person
from hailong.agency.people import queries as people
from hailong.plan import links, rules
from hailong.plan.countdown import Countdown
from hailong.plan.models import Decision, ObstacleAnswer, Occurrence, Report, Task, TaskUnit
from hailong.plan.occurrences import works_by
from hailong.plan.queries.conditions import RUNNING
from hailong.plan.rhythm.dues import clipped
from hailong.plan.stages import stages

_SUBJECT: Final = 300  # characters that a notice holds
_AT_ONCE: Final = 500  # keys asked for in one question
_EXPLAIN: Final = "Giải trình (nguyên nhân, trách nhiệm, giải pháp, thời hạn) rồi báo cáo."
_OF_REPORT: Final = ("report__occurrence__task__plan", "report__by", "report__unit")
_HORIZON: Final = 30  # calendar days that surely hold the working days of the earliest reminder, Tết among them


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be told: once (`key`), to those who may do `verb` on the units at `paths`, to `person` first."""

    key: str
    kind: str
    subject: str
    body: str
    link: str
    verb: str = ""
    paths: tuple[str, ...] = ()
    person: Person | None = None
    but: object = None


def remind(now: datetime) -> int:
    """Tell what is to be told at this hour and was not told yet; how many notices."""
    on = localdate(now)
    wanted = {told.key: told for told in _all(on, now)}
    told_before = _known(wanted)
    found = _People(on)
    return sum(_tell(told, found, now) for key, told in wanted.items() if key not in told_before)


def _all(on: date, now: datetime) -> Iterator[Told]:
    yield from _due(on)
    yield from _reported()
    yield from _returned()
    yield from _obstacles()
    yield from _answered(now)


class _People:
    """Who may do a verb at a place on the day, each asked once."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._kept: dict[tuple[str, str], Sequence[Person]] = {}

    def of(self, told: Told) -> list[Person]:
        """Everybody to whom this is told, each once; `person` alone where he is one of them, or nobody is."""
        found = {person.pk: person for path in told.paths for person in self._at(told.verb, path)}
        if told.person is not None and (told.person.pk in found or not found):
            return [told.person]
        return [person for pk, person in found.items() if pk != told.but]

    def _at(self, verb: str, path: str) -> Sequence[Person]:
        if (verb, path) not in self._kept:
            self._kept[verb, path] = people.holders(verb, path, self._on)
        return self._kept[verb, path]


def _known(wanted: Iterable[str]) -> set[str]:
    """The keys that somebody was told of already."""
    keys, found = list(wanted), set[str]()
    for start in range(0, len(keys), _AT_ONCE):
        some = Notice.objects.filter(key__in=keys[start : start + _AT_ONCE])
        found.update(some.values_list("key", flat=True))
    return found


def _tell(told: Told, found: _People, now: datetime) -> int:
    """Tell everybody or nobody, so that the key stands for all of them."""
    subject = clipped(told.subject, _SUBJECT)
    with transaction.atomic():
        said = [
            notices.tell(
                person=person, key=told.key, kind=told.kind, subject=subject, body=told.body, link=told.link, now=now
            )
            for person in found.of(told)
        ]
    return sum(notice is not None for notice in said)


def _due(on: date) -> Iterator[Told]:
    """What falls due soon or is overdue, to those who report on it."""
    clock = Countdown(on)
    for one, others in _pressing(on):
        due = one.due or on
        left = clock.left(due, works_by(one.task))
        if stage := stages().stage(due, left=left, on=on):
            aim = _EXPLAIN if due < on else _aim(clock.act_by(due, works_by(one.task)))
            told = Told(
                key=f"due:{one.pk}:{due:%Y%m%d}:{stage}",
                kind="plan.overdue" if due < on else "plan.due",
                subject=f"{_when(due, left, on)}: {one.task}",
                body="\n".join(filter(None, (_about(one), _others(others), aim))),
                link=links.task(one.task.pk) if due < on else links.report(one.pk),
                verb="task.report",
                paths=_leads(one.task, on),
            )
            yield told if told.paths or not _leads(one.task, None) else _adrift(told, one.task)


def _pressing(on: date) -> Iterator[tuple[Occurrence, int]]:
    """What falls due within the horizon; of a task that is overdue the oldest time alone, with how many more are."""
    found = Occurrence.objects.filter(RUNNING, state__in=rules.UNFINISHED, due__lte=on + timedelta(days=_HORIZON))
    late = Counter(found.filter(due__lt=on).order_by().values_list("task", flat=True))
    parts = Prefetch("task__units", TaskUnit.objects.select_related("unit"))
    for one in found.select_related("task__plan__unit").prefetch_related(parts):
        if one.due is None or one.due >= on:
            yield one, 0
        elif one.task_id in late:
            yield one, late.pop(one.task_id) - 1


def _adrift(told: Told, task: Task) -> Told:
    """The same to those who may give the task to another unit, since those that led it have ended."""
    body = f"{_about_units(task)}\n{told.body}"
    return replace(told, body=body, link=links.task(task.pk), verb="plan.manage", paths=(task.plan.unit.path,))


def _about_units(task: Task) -> str:
    ended = succession.named(part.unit for part in task.units.all() if part.leads and part.unit)
    return f"Đơn vị chủ trì đã kết thúc hoạt động ({ended}): phân công đơn vị khác."


def _others(count: int) -> str:
    return f"Nhiệm vụ này còn {count} đợt khác quá hạn." if count else ""


def _aim(day: date) -> str:
    return f"Nên xong trong ngày {day:%d/%m/%Y}."


def _when(due: date, left: int, on: date) -> str:
    if due < on:
        return f"Quá hạn {(on - due).days} ngày"
    return f"Còn {left} ngày làm việc" if left else "Hạn trong hôm nay"


def _reported() -> Iterator[Told]:
    """What waits to be accepted, to those who may accept it, but not to the reporter."""
    found = _reports(finishes=True, decision=None, occurrence__state=rules.REPORTED)
    for report in found:
        link = links.accept(report.occurrence.pk)
        yield _to_above("reported", f"{report.unit} báo cáo xong: ", report, report.text, link)


def _obstacles() -> Iterator[Told]:
    """What stands in the way and was not answered, to the same people."""
    for report in _reports(~Q(obstacle=""), answers=None):
        link = links.answer(report.pk)
        yield _to_above("obstacle", f"{report.unit} nêu vướng mắc: ", report, report.obstacle, link)


def _reports(*conditions: Q, **fields: object) -> Iterable[Report]:
    running = Q(occurrence__task__state=rules.ACTIVE, occurrence__task__plan__state=rules.ACTIVE)
    found = Report.objects.filter(running, *conditions, **fields)
    return found.select_related("occurrence__task__plan__unit", "unit")


def _to_above(word: str, says: str, report: Report, text: str, link: str) -> Told:
    one = report.occurrence
    return Told(
        key=f"{word}:{report.pk}",
        kind=f"plan.{word}",
        subject=f"{says}{one.task}",
        body=f"{_about(one)}\n{text}",
        link=link,
        verb="task.accept",
        paths=(one.task.plan.unit.path,),
        but=report.by_id,
    )


def _returned() -> Iterator[Told]:
    """What was returned and not reported on again, to the reporter."""
    found = Decision.objects.filter(verdict=rules.RETURNED, report__occurrence__state=rules.RETURNED)
    for decision in found.select_related(*_OF_REPORT):
        report, why = decision.report, f"Lý do: {decision.reason}"
        link = links.report(report.occurrence.pk)
        yield _to_reporter("returned", decision, "Báo cáo bị trả lại: ", report, why, link)


def _answered(now: datetime) -> Iterator[Told]:
    """What those above answered of late, to the reporter."""
    found = ObstacleAnswer.objects.filter(at__gte=now - timedelta(days=stages().answered))
    for answer in found.select_related(*_OF_REPORT):
        report = answer.report
        link = links.task(report.occurrence.task.pk)
        yield _to_reporter("answered", answer, "Vướng mắc đã được trả lời: ", report, answer.text, link)


def _to_reporter(word: str, what: Decision | ObstacleAnswer, says: str, report: Report, text: str, link: str) -> Told:
    one = report.occurrence
    return Told(
        key=f"{word}:{what.pk}",
        kind=f"plan.{word}",
        subject=f"{says}{one.task}",
        body=f"{_about(one)}\n{text}",
        link=link,
        verb="task.report",
        paths=(report.unit.path,),
        person=report.by,
    )


def _about(one: Occurrence) -> str:
    due = f", hạn {one.due:%d/%m/%Y}" if one.due else ""
    return f"Kế hoạch {one.task.plan}, đợt “{one.label}”{due}."


def _leads(task: Task, on: date | None) -> tuple[str, ...]:
    """The paths of the units that lead the task and work on that day (None: whether they work or not)."""
    units = (part.unit for part in task.units.all() if part.leads and part.unit)
    return tuple(unit.path for unit in units if on is None or not succession.ended(unit, on))
