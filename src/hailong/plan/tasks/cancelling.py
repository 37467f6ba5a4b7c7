"""Giving up a task, or one time it falls due; what was accepted stays accepted."""

from datetime import datetime

from django.db import transaction

from hailong.agency.faults import Refused
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.plan import rules
from hailong.plan.models import Occurrence, Task
from hailong.plan.tasks.moving import held, move, note, task_held
from hailong.plan.typed import typed


def cancel(
    *, task: Task | None = None, occurrence: Occurrence | None = None, reason: str, by: Viewer, now: datetime
) -> None:
    """Cancel an occurrence, or a whole task with everything of it that is not accepted yet."""
    why = typed(reason, what="Lý do huỷ", field="reason")
    with transaction.atomic():
        if occurrence is not None:
            _occurrence(occurrence, why, by, now)
        elif task is not None:
            _task(task, why, by, now)


def _occurrence(occurrence: Occurrence, why: str, by: Viewer, now: datetime) -> None:
    found = held(occurrence)
    actor = rights.actor(by, "plan.manage", found.task.plan.unit.path)
    was = move(found, rules.CANCELLED, closed=now, why=why)
    before, after = {"state": was}, {"state": rules.CANCELLED}
    note(actor, "task.cancel", found.task, now=now, occurrence=found, before=before, after=after, reason=why)


def _task(task: Task, why: str, by: Viewer, now: datetime) -> None:
    found = task_held(task)
    actor = rights.actor(by, "plan.manage", found.plan.unit.path)
    if not Task.objects.filter(pk=found.pk, state=rules.ACTIVE).update(state=rules.CANCELLED, cancelled_why=why):
        raise Refused("Nhiệm vụ này vừa được người khác huỷ.", cure="Tải lại trang để xem tình trạng mới.")
    left = found.occurrences.filter(state__in=rules.comes_from(rules.CANCELLED))
    count = left.update(state=rules.CANCELLED, closed=now, why=why)
    before, after = {"state": rules.ACTIVE}, {"state": rules.CANCELLED, "occurrences": count}
    note(actor, "task.cancel", found, now=now, before=before, after=after, reason=why)
