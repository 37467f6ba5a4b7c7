"""Another deadline for a task: read from its text, and everything that is not reported yet laid out anew."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from hailong.agency import worktime
from hailong.agency.faults import Refused
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.clock.phrases import read_deadline
from hailong.plan import occurrences, rules
from hailong.plan.models import Occurrence, Task
from hailong.plan.rhythm.dues import Due
from hailong.plan.rhythm.occurrences import occurrences as dues_of
from hailong.plan.tasks.moving import note, task_held
from hailong.plan.tasks.triggering import EVENT_KEY
from hailong.plan.typed import typed

Shape = dict[str, Any]


def set_deadline(
    *, task: Task, text: str, part: int | None = None, reason: str = "", by: Viewer, now: datetime
) -> Task:
    """Set the task's deadline, or that of its `part` (from 1); the parts' own ones give way to one for the whole.

    What is reported or accepted stays as it is; what is open keeps its place where the new deadline still asks for it
    and is cancelled where not. What would be overdue at once is cancelled too, unless there is nothing else to do.
    A first deadline needs no reason, every other does.
    """
    with transaction.atomic():
        found = task_held(Task.objects.select_for_update().get(pk=task.pk))
        actor = rights.actor(by, "plan.manage", found.plan.unit.path)
        before = {"deadline": found.deadline, "parts": found.parts}
        first = not (found.deadline or {}).get("kind") and not found.parts
        why = typed(reason, what="Lý do đổi thời hạn", field="reason", required=not first)
        read = deadline_of(text, found.plan.year)
        found.deadline, found.parts = _laid(found, read, part)
        found.save(update_fields=["deadline", "parts"])
        changed = _remake(found, f"Thời hạn đổi thành “{read['text']}”. {why}".strip(), now)
        after = {"deadline": found.deadline, "parts": found.parts, **changed}
        note(actor, "task.deadline", found, now=now, before=before, after=after, reason=why)
    return found


def deadline_of(text: str, year: int, *, field: str = "text") -> Shape:
    """A typed deadline by contract 4.1; Refused where it is not understood."""
    words = typed(text, what="Thời hạn", field=field)
    read = read_deadline(words, year)
    if read.kind is None:
        raise Refused(
            f"Không hiểu thời hạn “{words[:80]}”.",
            cure="Viết như “Trước ngày 15/12/2025”, “Quý IV/2025”, “Hằng tháng” hoặc “Khi có văn bản mới”.",
            field=field,
        )
    return read.as_json()


def _laid(task: Task, read: Shape, part: int | None) -> tuple[Shape | None, list[Shape]]:
    """The task's deadline and parts with the new one in its place."""
    parts: Sequence[Mapping[str, Any]] = task.parts
    if part is None:
        return read, [{**one, "deadline": None} for one in parts]
    if not 1 <= part <= len(parts):
        raise Refused(f"Nhiệm vụ không có phần {part}.", cure=f"Chọn từ 1 đến {len(parts)}.", field="part")
    laid = [{**one, "deadline": read} if number == part else {**one} for number, one in enumerate(parts, start=1)]
    return task.deadline, laid


def _remake(task: Task, why: str, now: datetime) -> Shape:
    """Lay out the task's occurrences by its deadline; how many were kept, cancelled and made."""
    calendar = worktime.calendar_of(occurrences.works_by(task))
    dues = dues_of(task.deadline, span=occurrences.span_of(task.plan), calendar=calendar, parts=task.parts)
    wanted = {due.key: due for due in dues}
    present = list(task.occurrences.exclude(key__regex=EVENT_KEY))
    counts = {"kept": 0, "cancelled": 0}
    for old in present:
        due = wanted.get(old.key)
        if due is not None and _answered(old, due):
            del wanted[old.key]
        elif due is not None and _takes(old, due):
            del wanted[old.key]
            _move_due(old, due)
            counts["kept"] += 1
        else:
            counts["cancelled"] += _free(old, why, now, again=due is not None)
    rows = _rows(task, list(wanted.values()), why, now)
    Occurrence.objects.bulk_create(rows)
    return {**counts, "made": len(rows)}


def _answered(old: Occurrence, due: Due) -> bool:
    """Whether nothing is to be asked again: it was reported, accepted, or cancelled for this very day."""
    if old.state == rules.CANCELLED:
        return old.due == due.due
    return old.state in (rules.REPORTED, rules.ACCEPTED)


def _takes(old: Occurrence, due: Due) -> bool:
    """Whether what is unfinished can take the new day; what was open never goes back to waiting."""
    if old.state == rules.WAITING:
        return True
    return old.state in rules.UNFINISHED and due.due is not None


def _move_due(old: Occurrence, due: Due) -> None:
    opened = {"state": rules.OPEN} if old.state == rules.WAITING and due.due else {}
    values = {"label": due.label, "starts": due.starts, "due": due.due, "waits_for": due.waits_for or "", **opened}
    Occurrence.objects.filter(pk=old.pk, state=old.state).update(**values)


def _free(old: Occurrence, why: str, now: datetime, *, again: bool) -> int:
    """Cancel what is no longer asked for; whether it was. Its key is free then, and where it is asked for `again`.

    What was returned is still to be answered and stays, by another key; a cancellation stands where nobody asks again.
    """
    ends = old.state in rules.UNANSWERED
    if not (ends or again):
        return 0
    number = Occurrence.objects.filter(task=old.task_id, key__startswith=f"{old.key}~").count() + 1
    values: Shape = {"state": rules.CANCELLED, "closed": now, "why": why} if ends else {}
    Occurrence.objects.filter(pk=old.pk, state=old.state).update(key=f"{old.key}~{number}", **values)
    return int(ends)


def _rows(task: Task, dues: Sequence[Due], why: str, now: datetime) -> list[Occurrence]:
    """The rows to make; what was past before it was ordered is on record as cancelled, so that no refresh brings it."""
    today = localdate(now)
    alive = [due for due in dues if due.due is None or due.due >= today] or dues
    past = {"state": rules.CANCELLED, "closed": now, "why": why}
    return [_row(task, due, {} if due in alive else past) for due in dues]


def _row(task: Task, due: Due, past: Shape) -> Occurrence:
    values = {"label": due.label, "starts": due.starts, "due": due.due, "waits_for": due.waits_for or ""}
    state = {"state": rules.WAITING if due.due is None else rules.OPEN}
    return Occurrence(province=task.province, task=task, key=due.key, **{**values, **state, **past})
