"""A task with everything said about it, and the acts that are open to this person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hailong.agency import queries_journal, worktime
from hailong.agency.models import Evidence
from hailong.agency.people.rights import Viewer
from hailong.clock.hours import Calendar
from hailong.plan import occurrences
from hailong.plan.models import Explanation, Occurrence, Report, Task
from hailong.plan.queries import states, tasks
from hailong.plan.rhythm.workdays import act_by
from hailong.plan.standing import standing_of
from hailong.web.desk import errors
from hailong.web.desk.hall.records.words import VERBS
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded
from hailong.web.skin.progress import shape, words


@dataclass(frozen=True, slots=True)
class Act:
    """Something this person may do, as a link."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Told:
    """Something said of an occurrence: who, when, what, with its files and what may be done about it."""

    kind: str
    who: str
    at: datetime
    what: str
    lines: tuple[tuple[str, str], ...]
    link: str = ""
    files: tuple[Evidence, ...] = ()
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """An occurrence as the page shows it."""

    occurrence: Occurrence
    badge: words.Word
    left: str
    act_by: date | None
    urgent: bool
    told: tuple[Told, ...]
    acts: tuple[Act, ...]


def act(name: str, label: str, *args: Any) -> Act:
    """The link to an act's page."""
    return Act(label, reverse(name, args=args))


@guarded("plan.see")
@require_GET
def show(request: DeskRequest, task_id: str) -> HttpResponse:
    """One task."""
    task = tasks.task_seen(request.viewer, task_id)
    if task is None:
        return errors.not_found(request)
    on = hour.now().date()
    told = tasks.may(request.viewer, "report.see", task)
    row = shape.row(task, on)
    plan, calendar = task.plan, worktime.calendar_of(occurrences.works_by(task))
    context = {
        "task": task,
        "row": row,
        "origin": words.ORIGIN[task.origin],
        "criteria": [shape.criterion_name(code) for code in row.criteria],
        "document": tasks.evidence_seen(request.viewer, plan.document_id) if plan.document_id else None,
        "occurrences": [_shown(one, request.viewer, task, on, calendar, told=told) for one in task.occurrences.all()],
        "acts": list(_task_acts(request.viewer, task)),
        "history": [
            (line, VERBS.get(line.verb, line.verb))
            for line in queries_journal.history("task", task.id, path=task.plan.unit.path)
        ]
        if told
        else [],
    }
    return render(request, "desk/plans/task.html", context)


def _task_acts(viewer: Viewer, task: Task) -> Iterator[Act]:
    if task.state != states.ACTIVE:
        return
    if (task.deadline or {}).get("kind") == "event" and tasks.may(viewer, "task.event", task):
        yield act("task_event", _("Ghi sự kiện phát sinh"), task.id)
    if tasks.may(viewer, "plan.manage", task):
        yield act("task_assign", _("Phân công"), task.id)
        yield act("task_deadline", _("Đổi thời hạn"), task.id)
        yield act("task_cancel", _("Hủy nhiệm vụ"), task.id)


def _shown(one: Occurrence, viewer: Viewer, task: Task, on: date, calendar: Calendar, *, told: bool) -> Shown:
    standing = standing_of(one, on)
    owed = one.state in states.UNFINISHED
    return Shown(
        occurrence=one,
        badge=words.OCCURRENCE[standing],
        left=shape.days((one.due - on).days) if one.due and owed else "",
        act_by=act_by(one.due, calendar) if one.due and owed else None,
        urgent=owed and one.due is not None and (one.starts is None or one.starts <= on),
        told=tuple(_told(one, viewer, task)) if told else (),
        acts=tuple(_occurrence_acts(one, viewer, task, standing)),
    )


def _occurrence_acts(one: Occurrence, viewer: Viewer, task: Task, standing: str) -> Iterator[Act]:
    if one.state in states.UNFINISHED:
        if standing == "overdue" and not one.explanations.all() and tasks.may(viewer, "task.explain", task):
            yield act("explain", _("Giải trình trễ hạn"), one.id)
        if tasks.may(viewer, "task.report", task):
            yield act("report", _("Báo cáo kết quả"), one.id)
    if one.state == states.WAITING and tasks.may(viewer, "plan.manage", task):
        yield act("trigger", _("Đã có căn cứ, đặt hạn"), one.id)


def _told(one: Occurrence, viewer: Viewer, task: Task) -> list[Told]:
    """Reports, decisions, answers and explanations, oldest first."""
    found = [_explained(explanation) for explanation in one.explanations.all()]
    for report in one.reports.all():
        found += _reported(report, one, viewer, task)
    return sorted(found, key=lambda told: told.at)


def _explained(one: Explanation) -> Told:
    lines = (
        (_("Nguyên nhân"), one.cause),
        (_("Chịu trách nhiệm"), one.responsible),
        (_("Khắc phục"), one.remedy),
        (_("Hoàn thành trước"), f"{one.by_when:%d/%m/%Y}"),
    )
    return Told("explanation", f"{one.by.name}, {one.unit.name}", one.at, _("giải trình trễ hạn"), lines)


def _reported(report: Report, one: Occurrence, viewer: Viewer, task: Task) -> Iterator[Told]:
    decision = getattr(report, "decision", None)
    lines = [("", report.text), (_("Sản phẩm"), report.product), (_("Vướng mắc"), report.obstacle)]
    acts = []
    others = tasks.may(viewer, "task.accept", task) and str(report.by_id) != viewer.person_id
    if decision is None and report.finishes and one.state == states.REPORTED and others:
        acts = [act("accept", _("Nghiệm thu"), one.id), act("return", _("Trả lại"), one.id)]
    answers = list(report.answers.all())
    if report.obstacle and not answers and tasks.may(viewer, "task.accept", task):
        acts.append(act("answer", _("Trả lời vướng mắc"), report.id))
    yield Told(
        "report",
        f"{report.by.name}, {report.unit.name}",
        report.at,
        _("báo cáo hoàn thành") if report.finishes else _("báo tiến độ"),
        tuple((label, text) for label, text in lines if text),
        report.link,
        tuple(report.evidence.all()),
        tuple(acts),
    )
    for answer in answers:
        yield Told("answer", answer.by.name, answer.at, _("trả lời vướng mắc"), (("", answer.text),))
    if decision:
        accepted = decision.verdict == states.ACCEPTED
        what = _("nghiệm thu") if accepted else _("trả lại")
        reason = ((_("Lý do"), decision.reason),) if decision.reason else ()
        yield Told("yes" if accepted else "no", decision.by.name, decision.at, what, reason)
