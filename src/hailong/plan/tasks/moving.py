"""The ground of every verb: what is acted upon as it stands now, its next state by one conditional UPDATE, the line.

Two people who act at once are told apart by the database: the second finds the state gone from which he meant to move.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from hailong.agency import journal
from hailong.agency.faults import Refused
from hailong.agency.journal import Actor
from hailong.agency.models import Unit
from hailong.agency.people.rights import Forbidden, Viewer
from hailong.plan import rules
from hailong.plan.models import Occurrence, Task

_DONE: Final = {
    rules.WAITING: "chuyển sang chờ điều kiện",
    rules.OPEN: "mở",
    rules.REPORTED: "báo cáo",
    rules.RETURNED: "trả lại",
    rules.ACCEPTED: "nghiệm thu",
    rules.CANCELLED: "huỷ",
}
_LABEL: Final = 300  # what a journal line holds


def person(by: Viewer) -> uuid.UUID:
    """The acting person; Forbidden for the installation itself, which neither reports nor decides."""
    if by.person_id is None:
        raise Forbidden("person")
    return uuid.UUID(by.person_id)


def task_held(task: Task) -> Task:
    """The task as it stands now; Refused where it or its plan no longer runs."""
    held = Task.objects.select_related("plan__unit").get(pk=task.pk)
    if held.state != rules.ACTIVE:
        raise Refused("Nhiệm vụ này đã huỷ.", cure="Xem lý do trong lịch sử của nhiệm vụ.")
    if held.plan.state != rules.ACTIVE:
        raise Refused(f"Kế hoạch {held.plan} không còn hiệu lực.", cure="Chọn nhiệm vụ của kế hoạch đang thực hiện.")
    return held


def held(occurrence: Occurrence) -> Occurrence:
    """The occurrence as it stands now; Refused where its task or plan no longer runs."""
    found = Occurrence.objects.get(pk=occurrence.pk)
    found.task = task_held(Task(pk=found.task_id))
    return found


def move(found: Occurrence, to: str, **values: Any) -> str:
    """Move it to a state allowed by the table, setting the values; the state it came from. Refused where it cannot."""
    was = found.state
    rows = Occurrence.objects.filter(pk=found.pk, state=was)
    if was not in rules.comes_from(to) or not rows.update(state=to, **values):
        raise gone(found)
    return was


def still(found: Occurrence) -> str:
    """The state of what is still to be reported on, locked until the transaction ends; Refused where it is not."""
    rows = Occurrence.objects.filter(pk=found.pk, state=found.state)
    if found.state not in rules.UNFINISHED or not rows.update(state=found.state):
        raise gone(found)
    return found.state


def gone(found: Occurrence) -> Refused:
    """The refusal of whoever comes second."""
    state = Occurrence.objects.values_list("state", flat=True).get(pk=found.pk)
    return Refused(
        f"Đợt “{found.label}” vừa được người khác {_DONE[state]}.", cure="Tải lại trang để xem tình trạng mới."
    )


def note(
    actor: Actor,
    verb: str,
    task: Task,
    *,
    now: datetime,
    unit: Unit | None = None,
    occurrence: Occurrence | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Write the journal line of an act, always under its task, so that one question gives the task's whole history.

    `unit` is for whom somebody acted, the plan's own unless given. What reports say is not written: more people read
    the journal than may read reports.
    """
    which = {} if occurrence is None else {"occurrence": str(occurrence.pk), "label": occurrence.label}
    journal.write(
        by=actor,
        at=now,
        unit=unit or task.plan.unit,
        verb=verb,
        kind="task",
        thing=task.pk,
        label=str(task)[:_LABEL],
        before=before,
        after={**which, **(after or {})} or None,
        reason=reason,
    )
