"""What those above say to a report: accepted, returned with a reason, its obstacle answered.

The reporter never decides on his own report, whatever roles he holds.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from hailong.agency.faults import Refused
from hailong.agency.journal import Actor
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.plan import rules
from hailong.plan.models import Decision, ObstacleAnswer, Occurrence, Report
from hailong.plan.tasks.moving import gone, held, move, note, person
from hailong.plan.typed import typed


def accept(*, report: Report, by: Viewer, now: datetime) -> Decision:
    """Accept what was reported; it is late where the accepted report came after the last day."""
    with transaction.atomic():
        found, actor = _for_decision(report, by)
        late = found.due is not None and localdate(report.at) > found.due
        return _decide(report, found, rules.ACCEPTED, actor, by, now, {"closed": now, "late": late})


def return_(*, report: Report, reason: str, by: Viewer, now: datetime) -> Decision:
    """Give what was reported back, saying why."""
    why = typed(reason, what="Lý do trả lại", field="reason")
    with transaction.atomic():
        found, actor = _for_decision(report, by)
        return _decide(report, found, rules.RETURNED, actor, by, now, {}, reason=why)


def answer_obstacle(*, report: Report, text: str, by: Viewer, now: datetime) -> ObstacleAnswer:
    """Answer the obstacle that a report told."""
    words = typed(text, what="Nội dung trả lời", field="text")
    with transaction.atomic():
        found, actor = _above(report, by)
        if not report.obstacle:
            raise Refused("Báo cáo này không nêu vướng mắc.", cure="Chọn báo cáo có vướng mắc.")
        made = ObstacleAnswer.objects.create(report=report, text=words, by_id=person(by), at=now)
        after = {"report": report.pk, "answer": made.pk}
        note(actor, "task.answer", found.task, now=now, occurrence=found, after=after)
    return made


def _above(report: Report, by: Viewer) -> tuple[Occurrence, Actor]:
    """The occurrence reported on, for somebody above who is not the reporter."""
    found = held(Occurrence(pk=report.occurrence_id))
    actor = rights.actor(by, "task.accept", found.task.plan.unit.path)
    if report.by_id == person(by):
        raise Refused(
            "Người báo cáo không tự quyết định báo cáo của mình.", cure="Đề nghị người khác có quyền nghiệm thu."
        )
    return found, actor


def _for_decision(report: Report, by: Viewer) -> tuple[Occurrence, Actor]:
    found, actor = _above(report, by)
    if not report.finishes:
        raise Refused("Đây là phần phối hợp, không phải báo cáo hoàn thành.", cure="Chờ đơn vị chủ trì báo cáo.")
    return found, actor


def _decide(
    report: Report,
    found: Occurrence,
    verdict: str,
    actor: Actor,
    by: Viewer,
    now: datetime,
    values: dict[str, Any],
    *,
    reason: str = "",
) -> Decision:
    was = move(found, verdict, **values)
    # The occurrence may have been returned and reported on again: this report is then of the past.
    if Decision.objects.filter(report=report).exists():
        raise gone(found)
    made = Decision.objects.create(report=report, verdict=verdict, reason=reason, by_id=person(by), at=now)
    after = {"state": verdict, "report": report.pk, **({"late": values["late"]} if values else {})}
    verb = "task.accept" if verdict == rules.ACCEPTED else "task.return"
    note(actor, verb, found.task, now=now, occurrence=found, before={"state": was}, after=after, reason=reason)
    return made
