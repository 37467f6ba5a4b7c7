"""What stands on the sheet for each time a unit's task falls due: texts to read, and texts that may be filled in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Prefetch, QuerySet

from hailong.agency.models import Unit
from hailong.documents.read.values import value_text
from hailong.documents.write.xlsx import fitted
from hailong.lexicon.dates import format_date
from hailong.lexicon.text import nfc
from hailong.plan import rules
from hailong.plan.models import Explanation, Occurrence, Plan, Report, TaskUnit
from hailong.plan.standing import LABELS, standing_of

LOCKED: Final = ("STT", "Nội dung", "Sản phẩm phải có", "Vai trò", "Kỳ, hạn", "Tình trạng")
"""The heads of what is only read."""
REPORT: Final = {
    "text": "Kết quả thực hiện",
    "product": "Sản phẩm, số văn bản",
    "link": "Liên kết",
    "obstacle": "Vướng mắc",
    "finishes": "Hoàn thành?",
}
"""What a report says, by the verb's own names, with the heads of the columns."""
EXPLANATION: Final = {
    "cause": "Nguyên nhân trễ",
    "remedy": "Biện pháp khắc phục",
    "responsible": "Người chịu trách nhiệm",
    "by_when": "Hoàn thành trước ngày",
}
"""What explains late work."""
FIELDS: Final = REPORT | EXPLANATION
DONE: Final = "x"
"""What stands under “Hoàn thành?” where a unit said so."""

_LED_ONLY: Final = ("finishes", *EXPLANATION)  # a coordinating unit neither finishes nor explains
_SIDES: Final = {True: "Chủ trì", False: "Phối hợp"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: the texts to read, what the unit has on record for each field, and which fields may be filled in."""

    occurrence: Occurrence
    leads: bool
    locked: tuple[str, ...]
    current: dict[str, str]
    open: frozenset[str]


def entries(plan: Plan, unit: Unit, on: date, *, until: date | None = None) -> list[Entry]:
    """The rows of a unit by due day; with `until` only what is due by then and what is still to be done later."""
    found = _of_unit(plan, unit)
    kept = [each for each in found if until is None or each.state in rules.UNFINISHED or _is_due(each, until)]
    leading = set(TaskUnit.objects.filter(unit=unit, task__plan=plan, leads=True).values_list("task", flat=True))
    return [_entry(each, each.task_id in leading, on) for each in kept]


def shown(text: str) -> str:
    """A text as it comes back from a sheet: blank lines and ends gone, cut where a cell is full."""
    return nfc(value_text(fitted(text)))


def _is_due(occurrence: Occurrence, until: date) -> bool:
    return occurrence.due is not None and occurrence.due <= until and occurrence.state != rules.CANCELLED


def _of_unit(plan: Plan, unit: Unit) -> QuerySet[Occurrence]:
    reports = Prefetch("reports", Report.objects.filter(unit=unit).order_by("at", "pk"), to_attr="told")
    explained = Prefetch("explanations", Explanation.objects.filter(unit=unit).order_by("at", "pk"), to_attr="excused")
    returns = Prefetch("reports", Report.objects.select_related("decision").order_by("at", "pk"), to_attr="all_told")
    tasks = TaskUnit.objects.filter(unit=unit, task__plan=plan).values("task")
    found = Occurrence.objects.filter(task__in=tasks, due__isnull=False).select_related("task__plan")
    return found.prefetch_related(reports, explained, returns).order_by("due", "task__position", "key")


def _entry(occurrence: Occurrence, leads: bool, on: date) -> Entry:
    running = occurrence.task.state == rules.ACTIVE and occurrence.task.plan.state == rules.ACTIVE
    fields: Iterable[str] = FIELDS if leads else (name for name in FIELDS if name not in _LED_ONLY)
    return Entry(
        occurrence=occurrence,
        leads=leads,
        locked=_locked(occurrence, leads, on),
        current=_reported(occurrence) | _explained(occurrence),
        open=frozenset(fields) if running and occurrence.state in rules.UNFINISHED else frozenset(),
    )


def _locked(occurrence: Occurrence, leads: bool, on: date) -> tuple[str, ...]:
    task = occurrence.task
    number = ".".join(filter(None, (task.section, task.ordinal))) or str(task.position + 1)
    due = f"{occurrence.label}; hạn {format_date(occurrence.due)}" if occurrence.due else occurrence.label
    return (number, task.content, task.product, _SIDES[leads], due, _standing(occurrence, on))


def _standing(occurrence: Occurrence, on: date) -> str:
    """How it stands; of a returned one also why it was returned."""
    told: list[Report] = occurrence.all_told  # type: ignore[attr-defined]  # the prefetch puts it there
    reasons = [each.decision.reason for each in told if hasattr(each, "decision")]
    label = LABELS[standing_of(occurrence, on)]
    if occurrence.state != rules.RETURNED or not reasons:
        return label
    label = label if label == LABELS["returned"] else f"{label}, {LABELS['returned'].lower()}"
    return f"{label}: {reasons[-1]}"


def _reported(occurrence: Occurrence) -> dict[str, str]:
    told: list[Report] = occurrence.told  # type: ignore[attr-defined]  # as above
    if not told:
        return dict.fromkeys(REPORT, "")
    last = told[-1]
    done = last.finishes and occurrence.state in (rules.REPORTED, rules.ACCEPTED)
    said = {"text": last.text, "product": last.product, "link": last.link, "obstacle": last.obstacle}
    return {**said, "finishes": DONE if done else ""}


def _explained(occurrence: Occurrence) -> dict[str, str]:
    given: list[Explanation] = occurrence.excused  # type: ignore[attr-defined]  # as above
    if not given:
        return dict.fromkeys(EXPLANATION, "")
    last = given[-1]
    said = {"cause": last.cause, "remedy": last.remedy, "responsible": last.responsible}
    return {**said, "by_when": format_date(last.by_when)}
