"""What of a reading becomes which row: facts, tasks, their units and criteria; nothing printed is left behind."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.plan import rules
from hailong.plan.intake.corrections import Reading
from hailong.plan.intake.importing.choices import Choices, accountable, chosen_duties
from hailong.plan.models import Plan, PlanFact, Task, TaskCriterion, TaskUnit
from hailong.plan.rhythm.dues import clipped

_FACTS: Final = {
    "target": "targets",
    "quota": "quotas",
    "time_limit": "time_limits",
    "score": "scores",
    "scorecard": "scorecards",
}
_PLACE_MOST, _SECTION_MOST, _ORDINAL_MOST, _NAME_MOST, _CODE_MOST = 60, 40, 20, 300, 10


def keep_facts(plan: Plan, reading: Reading, choices: Choices) -> list[PlanFact]:
    """Keep targets, quotas, time limits, scores, scorecards and the duties that become no task, as corrected."""
    facts = [
        _fact(plan, kind, number, item) for kind, key in _FACTS.items() for number, item in enumerate(reading[key])
    ]
    duties = enumerate(reading["duties"])
    facts += [_fact(plan, "duty", number, item) for number, item in duties if number not in choices.duties]
    return PlanFact.objects.bulk_create(facts)


def _fact(plan: Plan, kind: str, number: int, item: Mapping[str, Any]) -> PlanFact:
    place = clipped(item.get("where") or "", _PLACE_MOST)
    return PlanFact(plan=plan, kind=kind, position=number, value=item, place=place)


def keep_tasks(plan: Plan, reading: Reading, choices: Choices, units: Mapping[str, Unit | None]) -> list[Task]:
    """Keep the rows and the chosen duties as tasks with their units and criteria; Refused names the row that cannot."""
    items = list(_items(reading, choices))
    tasks = [_task(plan, place, item, _path(number, reading)) for place, (number, item) in enumerate(items, 1)]
    Task.objects.bulk_create(tasks)
    rows = list(zip(tasks, items, strict=True))
    TaskUnit.objects.bulk_create(
        row for task, (number, item) in rows for row in _units(task, number, item, choices, units)
    )
    TaskCriterion.objects.bulk_create(row for task, (_, item) in rows for row in _criteria(task, item))
    return tasks


def _items(reading: Reading, choices: Choices) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each row and chosen duty with the number by which choices know it."""
    yield from enumerate(reading["tasks"])
    for number in chosen_duties(choices, reading):
        yield len(reading["tasks"]) + number, reading["duties"][number]


def _path(number: int, reading: Reading) -> str:
    """Where in the reading the item stands that choices know by this number."""
    rows = len(reading["tasks"])
    return f"tasks.{number}" if number < rows else f"duties.{number - rows}"


def _task(plan: Plan, position: int, item: Mapping[str, Any], path: str) -> Task:
    if not item["content"].strip():
        cure = "Ghi nội dung vào bản nháp rồi xác nhận lại."
        raise Refused(f"{_called(item, position)} chưa có nội dung.", cure=cure, field=f"{path}.content")
    ordinal = item.get("ordinal") or ""
    if len(ordinal) > _ORDINAL_MOST:
        message = f"{_called(item, position)}: số thứ tự dài {len(ordinal)} ký tự, nhiều nhất {_ORDINAL_MOST}."
        raise Refused(message, cure="Sửa ở bản nháp rồi xác nhận lại.", field=f"{path}.ordinal")
    source = item.get("source") or {}
    return Task(
        province=plan.province,
        plan=plan,
        position=position,
        origin=rules.DUTY if "where" in item else rules.ROW,
        section=clipped(item.get("section") or "", _SECTION_MOST),
        section_title=item.get("section_title") or "",
        ordinal=ordinal,
        place=clipped(item.get("where") or "", _PLACE_MOST),
        page=source.get("page"),
        line=source.get("line"),
        content=item["content"],
        product=item.get("product") or "",
        assignment_text=item.get("assignment_text") or "",
        deadline=item["deadline"],
        parts=item.get("parts") or [],
        confidence=item.get("confidence"),
    )


def _called(item: Mapping[str, Any], position: int) -> str:
    """How a message names a row: by its printed numbers, else by its place among the tasks."""
    if "where" in item:
        return f"Trách nhiệm ở mục {item['where']}"
    printed = ".".join(part for part in (item.get("section"), item.get("ordinal")) if part)
    return f"Nhiệm vụ {printed[:60] or f'thứ {position}'}"


def _units(
    task: Task, number: int, item: Mapping[str, Any], choices: Choices, units: Mapping[str, Unit | None]
) -> Iterator[TaskUnit]:
    chief = accountable(choices, number, item["lead"], units, _called(item, task.position))
    for role in ("lead", "coordinating"):
        yield from _of_role(task, item[role], role == "lead", chief if role == "lead" else None, units)


def _of_role(
    task: Task, names: Sequence[str], leads: bool, chief: int | None, units: Mapping[str, Unit | None]
) -> Iterator[TaskUnit]:
    for place, name in enumerate(names):
        yield TaskUnit(
            task=task,
            unit=units.get(name),
            name=clipped(name, _NAME_MOST),
            leads=leads,
            accountable=place == chief,
            position=place,
        )


def _criteria(task: Task, item: Mapping[str, Any]) -> Iterator[TaskCriterion]:
    for place, code in enumerate(dict.fromkeys(item["criteria"])):
        yield TaskCriterion(task=task, code=code[:_CODE_MOST], position=place)
