"""The living plan drafted back: a document in the layout of Decree 30/2020 whose annex says how far each task has come.

What is written is what the reader reads: exported and read again, the annex gives the same tasks.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localdate

from hailong.agency.models import Unit
from hailong.agency.models.units import COMMUNE, PROVINCE
from hailong.agency.people.rights import PASSER_BY, Viewer
from hailong.lexicon.dates import format_date
from hailong.plan import rules
from hailong.plan.intake.annex import Reading, annex_docx
from hailong.plan.models import Plan, Report, Task
from hailong.plan.queries import scope
from hailong.plan.standing import LABELS, standing_of

ADDED_TITLE: Final = "Nhiệm vụ bổ sung"
"""The section of tasks given after the signing that name no section of the plan."""
DUTY_TITLE: Final = "Nhiệm vụ nêu trong phần nội dung của kế hoạch"
"""The section of tasks that stand in the body of the signed text."""

_LISTS: Final = {
    "target": "targets",
    "quota": "quotas",
    "time_limit": "time_limits",
    "score": "scores",
    "scorecard": "scorecards",
    "duty": "duties",
}
_FORM: Final = re.compile(r"^.*?\b(?:tỉnh|thành phố|phường|xã|đặc khu)\s+", re.IGNORECASE)
_TOLD: Final = ("overdue", "reported", "returned", "waiting")  # what is said beside the share that is accepted
_LONGEST: Final = 300  # characters of the latest result: a cell of an annex, not the report itself


@dataclass(frozen=True, slots=True)
class _Placed:
    """A task with the section and number under which it is printed; None for none."""

    task: Task
    section: str | None
    title: str | None
    ordinal: str | None


def reading_of(plan: Plan) -> Reading:
    """The plan as it stands now by contract 4.1, its tasks in the order and under the numbers of the annex."""
    return _reading(plan, _placed(_tasks(plan)))


def annex(plan: Plan, *, on: date, viewer: Viewer = PASSER_BY) -> bytes:
    """The plan as DOCX with its progress on the day; of the reports only what this viewer may see is quoted."""
    placed = _placed(_tasks(plan))
    latest = _latest(plan, viewer)
    progress = [(_progress(each.task, on), latest.get(each.task.pk, "")) for each in placed]
    return annex_docx(_reading(plan, placed), progress, place=_place(plan.unit))


def _place(unit: Unit) -> str:
    """The name of the commune or province of a unit, as it stands before the date; "" where it lies in none."""
    above = Unit.objects.filter(code__in=unit.path.split("/"), kind__in=(COMMUNE, PROVINCE))
    nearest = max(above, key=lambda each: len(each.path), default=None)
    return _FORM.sub("", nearest.name) if nearest else ""


def _tasks(plan: Plan) -> list[Task]:
    return list(plan.tasks.prefetch_related("units", "criteria", "occurrences").order_by("position"))


def _reading(plan: Plan, placed: Sequence[_Placed]) -> Reading:
    lists: Reading = {name: [] for name in _LISTS.values()}
    for fact in plan.facts.all():
        lists[_LISTS[fact.kind]].append(fact.value)
    return {"document": _head(plan), **lists, "tasks": [_as_read(each) for each in placed], "warnings": []}


def _head(plan: Plan) -> dict[str, Any]:
    signer = {"name": plan.signer_name or None, "position": plan.signer_position or None}
    return {
        "file": f"{plan.code}.docx",
        "type": plan.type or None,
        "number": plan.number or None,
        "symbol": plan.symbol or None,
        "date": plan.date.isoformat() if plan.date else None,
        "agency": plan.agency or None,
        "title": plan.title,
        "year": plan.year,
        "signer": signer if any(signer.values()) else None,
        "bases": plan.bases,
        "recipients": plan.recipients,
        "attached": plan.attached,
    }


def _as_read(placed: _Placed) -> dict[str, Any]:
    task = placed.task
    units = task.units.all()
    return {
        "section": placed.section,
        "section_title": placed.title,
        "ordinal": placed.ordinal,
        "content": task.content,
        "product": task.product or None,
        "lead": [each.name for each in units if each.leads],
        "coordinating": [each.name for each in units if not each.leads],
        "assignment_text": task.assignment_text or None,
        "deadline": task.deadline,
        "criteria": [each.code for each in task.criteria.all()],
        "parts": task.parts,
        "source": {"page": task.page, "line": task.line},
        "confidence": task.confidence,
    }


def _placed(tasks: Iterable[Task]) -> list[_Placed]:
    """The rows of the signed table as printed, what was added behind those of its section, duties of the body last."""
    rows = [task for task in tasks if task.origin == rules.ROW]
    added = [task for task in tasks if task.origin in (rules.ADDED, rules.CORRECTIVE)]
    duties = [task for task in tasks if task.origin == rules.DUTY]
    found = [_Placed(task, task.section or None, task.section_title or None, task.ordinal or None) for task in rows]
    for task in added:
        _join(found, task)
    return [*found, *(_Placed(task, None, DUTY_TITLE, str(n)) for n, task in enumerate(duties, 1))]


def _join(found: list[_Placed], task: Task) -> None:
    """Put an added task behind the last one of its section, else into the section of added ones."""
    own = (task.section or None, task.section_title or None)
    named = own if any(own) else (None, ADDED_TITLE)
    places = [at for at, each in enumerate(found) if (each.section, each.title) == named]
    at = places[-1] + 1 if places else len(found)
    ordinal = task.ordinal or _next(found[places[-1]].ordinal, len(places)) if places else task.ordinal or "1"
    found.insert(at, _Placed(task, *named, ordinal))


def _next(ordinal: str | None, count: int) -> str:
    """The number after one such as "7" or "2.3"; where that is none, the number of rows and one."""
    before, dot, last = (ordinal or "").rpartition(".")
    return f"{before}{dot}{int(last) + 1}" if last.isdigit() else str(count + 1)


def _progress(task: Task, on: date) -> str:
    """How many times it was answered."""
    if task.state == rules.CANCELLED:
        return f"Đã huỷ: {task.cancelled_why}"
    counts = Counter(standing_of(each, on) for each in task.occurrences.all())
    accepted = counts["accepted_on_time"] + counts["accepted_late"]
    total = counts.total() - counts["cancelled"]
    told = (f"{LABELS[kind].lower()} {counts[kind]}" for kind in _TOLD if counts[kind])
    return "; ".join([f"Đã nghiệm thu {accepted}/{total}", *told])


def _latest(plan: Plan, viewer: Viewer) -> dict[UUID, str]:
    """What was last reported on each task and not returned, of what this viewer may see."""
    stands = Q(decision=None) | Q(decision__verdict=rules.ACCEPTED)
    reports = scope.reports(viewer).filter(stands, occurrence__task__plan=plan, finishes=True)
    found = reports.select_related("occurrence", "unit", "decision").order_by("at", "pk")
    return {report.occurrence.task_id: _result(report) for report in found}


def _result(report: Report) -> str:
    text = report.text if len(report.text) <= _LONGEST else f"{report.text[: _LONGEST - 1].rstrip()}…"
    waits = "" if hasattr(report, "decision") else " (chờ nghiệm thu)"
    return f"{format_date(localdate(report.at))}, {report.unit}: {text}{waits}"
