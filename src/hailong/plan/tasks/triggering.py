"""What sets a task going: an event that happened, a trigger that came."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from hailong.agency import worktime
from hailong.agency.faults import Refused
from hailong.agency.journal import Actor
from hailong.agency.models import Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Forbidden, Viewer
from hailong.clock.errors import ClockError
from hailong.lexicon.text import fold, squeeze
from hailong.plan import occurrences, rules
from hailong.plan.models import Occurrence, Task
from hailong.plan.rhythm.dues import Due, clipped, triggered
from hailong.plan.rhythm.events import event_occurrence
from hailong.plan.tasks.moving import held, move, note, task_held
from hailong.plan.typed import typed

EVENT_KEY: Final = r"^e[0-9]+$"  # of an occurrence that an event made
_LABEL: Final = 300  # what the column holds


def record_event(*, task: Task, what: str, happened: date, by: Viewer, now: datetime) -> Occurrence:
    """Note that the event of an event task happened: what is now to be done, and by when.

    The occurrence that waits for the event stays as it is: the event may happen again.
    """
    words = squeeze(typed(what, what="Sự kiện", field="what"))
    with transaction.atomic():
        found = task_held(Task.objects.select_for_update().get(pk=task.pk))
        unit, actor = _for_event(found, by)
        _happened(found, happened, localdate(now))
        number = found.occurrences.filter(key__regex=EVENT_KEY).count() + 1
        calendar = worktime.calendar_of(occurrences.works_by(found))
        due = event_occurrence(found.deadline, happened=happened, number=number, calendar=calendar)
        made = _made(found, due, clipped(f"Lần {number} ({happened:%d/%m/%Y}): {words}", _LABEL))
        note(actor, "task.event", found, now=now, unit=unit, occurrence=made, after={"due": made.due})
    return made


def set_trigger(*, occurrence: Occurrence, on: date, until: date, what: str, by: Viewer, now: datetime) -> Occurrence:
    """Say that what an occurrence waits for came on a day: it is open from then and due on `until`."""
    words = typed(what, what="Căn cứ (văn bản, sự kiện)", field="what")
    with transaction.atomic():
        found = held(occurrence)
        actor = rights.actor(by, "plan.manage", found.task.plan.unit.path)
        if is_event_template(found):
            raise Refused("Việc này theo sự kiện.", cure="Ghi sự kiện đã xảy ra, thay cho đặt hạn.")
        due = _triggered(found, on, until)
        before = {"waits_for": found.waits_for, "due": None}
        move(found, rules.OPEN, starts=due.starts, due=due.due, waits_for="")
        after = {"starts": on, "due": until}
        note(actor, "task.trigger", found.task, now=now, occurrence=found, before=before, after=after, reason=words)
    found.refresh_from_db()
    return found


def is_event(task: Task) -> bool:
    """Whether the task is done each time an event happens."""
    return (task.deadline or {}).get("kind") == "event" and not task.parts


def is_event_template(found: Occurrence) -> bool:
    """Whether the occurrence stands for events yet to come, and is never done itself."""
    return found.state == rules.WAITING and is_event(found.task)


def _for_event(task: Task, by: Viewer) -> tuple[Unit, Actor]:
    """The unit for which the event is recorded: the plan's own, or one that takes part; Forbidden where none."""
    parts = task.units.filter(unit__isnull=False).select_related("unit")
    for unit in (task.plan.unit, *(part.unit for part in parts if part.unit)):
        if by.may("task.event", unit.path):
            return unit, rights.actor(by, "task.event", unit.path)
    raise Forbidden("task.event")


def _happened(task: Task, happened: date, today: date) -> None:
    if not is_event(task):
        raise Refused("Nhiệm vụ này không theo sự kiện.", cure="Đặt hạn cho đợt đang chờ, hoặc báo cáo như thường.")
    if happened > today:
        raise Refused(f"Ngày {happened:%d/%m/%Y} chưa tới.", cure="Ghi ngày sự kiện đã xảy ra.", field="happened")
    if happened < task.plan.first:
        raise Refused(
            f"Ngày {happened:%d/%m/%Y} trước khi kế hoạch bắt đầu ({task.plan.first:%d/%m/%Y}).",
            cure="Kiểm tra lại năm.",
            field="happened",
        )


def _made(task: Task, due: Due, label: str) -> Occurrence:
    others = task.occurrences.filter(key__regex=EVENT_KEY).exclude(state=rules.CANCELLED)
    if _told(label) in map(_told, others.values_list("label", flat=True)):
        raise Refused("Sự kiện này đã được ghi.", cure="Nếu là sự kiện khác, nói rõ khác ở chỗ nào.", field="what")
    return Occurrence.objects.create(
        province=task.province, task=task, key=due.key, label=label, starts=due.starts, due=due.due, state=rules.OPEN
    )


def _told(label: str) -> str:
    """The day and the event of a label, without its number."""
    return fold(label.partition("(")[2])


def _triggered(found: Occurrence, on: date, until: date) -> Due:
    waits = Due(found.key, found.label, None, None, found.waits_for)
    try:
        return triggered(waits, on=on, until=until)
    except ClockError as error:
        raise Refused(f"{error}.", field="until") from error
