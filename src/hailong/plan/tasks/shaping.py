"""What a task is and who owes it: added later, amended, assigned. The old stays in the journal, with the reason."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from hailong.agency import succession, worktime
from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.lexicon import criteria as lexicon_criteria
from hailong.plan import occurrences, rules
from hailong.plan.models import Plan, Task, TaskCriterion, TaskUnit
from hailong.plan.tasks.moving import note, task_held
from hailong.plan.tasks.scheduling import deadline_of
from hailong.plan.typed import typed

Party = Unit | str
"""A unit, or the printed name of nobody known here ("Các sở, ban, ngành")."""

_LABELS: Final = {
    "content": "Nội dung nhiệm vụ",
    "product": "Sản phẩm",
    "section": "Mục",
    "section_title": "Tên mục",
    "ordinal": "Số thứ tự",
}
_MOST: Final = {"section": 40, "ordinal": 20}  # characters that the columns hold
_NAME: Final = 300


def add(
    *,
    plan: Plan,
    content: str,
    product: str = "",
    section: str = "",
    section_title: str = "",
    deadline: str = "",
    leads: Sequence[Party] = (),
    coordinating: Sequence[Party] = (),
    accountable: Unit | None = None,
    criteria: Sequence[str] = (),
    origin: str = rules.ADDED,
    by: Viewer,
    now: datetime,
) -> Task:
    """Add a task to a running plan, behind its last; `deadline` is a phrase, "" where a person is to set it later."""
    texts = {"content": content, "product": product, "section": section, "section_title": section_title}
    values = _texts(texts)
    with transaction.atomic():
        held = Plan.objects.select_for_update().select_related("unit").get(pk=plan.pk)
        actor = rights.actor(by, "plan.manage", held.unit.path)
        if held.state != rules.ACTIVE:
            raise Refused(f"Kế hoạch {held} không còn hiệu lực.", cure="Chọn kế hoạch đang thực hiện.")
        last = held.tasks.aggregate(last=Max("position"))["last"]
        made = Task.objects.create(
            province=held.province,
            plan=held,
            position=(last or 0) + 1,
            origin=origin,
            deadline=deadline_of(deadline, held.year, field="deadline") if deadline.strip() else None,
            **values,
        )
        _units(made, leads, coordinating, accountable, localdate(now))
        _criteria(made, criteria)
        occurrences.make(made, calendar=worktime.calendar_of(occurrences.works_by(made)))
        note(actor, "task.add", made, now=now, after={**values, **parties(made), "deadline": made.deadline})
    return made


def amend(
    *,
    task: Task,
    content: str | None = None,
    product: str | None = None,
    section: str | None = None,
    section_title: str | None = None,
    ordinal: str | None = None,
    criteria: Sequence[str] | None = None,
    reason: str,
    by: Viewer,
    now: datetime,
) -> Task:
    """Change what the task says; None leaves as it is."""
    why = typed(reason, what="Lý do sửa", field="reason")
    given = {"content": content, "product": product, "section": section, "section_title": section_title}
    texts = _texts({**given, "ordinal": ordinal})
    with transaction.atomic():
        found = task_held(Task.objects.select_for_update().get(pk=task.pk))
        actor = rights.actor(by, "plan.manage", found.plan.unit.path)
        before: dict[str, Any] = {name: getattr(found, name) for name in texts}
        Task.objects.filter(pk=found.pk).update(**texts)
        after: dict[str, Any] = dict(texts)
        if criteria is not None:
            before["criteria"], after["criteria"] = _codes(found), list(criteria)
            found.criteria.all().delete()
            _criteria(found, criteria)
        _told_apart(before, after)
        note(actor, "task.amend", found, now=now, before=before, after=after, reason=why)
    found.refresh_from_db()
    return found


def assign(
    *,
    task: Task,
    leads: Sequence[Party],
    coordinating: Sequence[Party] = (),
    accountable: Unit | None = None,
    reason: str = "",
    by: Viewer,
    now: datetime,
) -> Task:
    """Say who leads, who coordinates, and which of the leads is accountable: the first known one unless told."""
    with transaction.atomic():
        found = task_held(Task.objects.select_for_update().get(pk=task.pk))
        actor = rights.actor(by, "plan.manage", found.plan.unit.path)
        why = typed(reason, what="Lý do", field="reason", required=False)
        before, printed = parties(found), {part.unit_id: part.name for part in found.units.all() if part.unit_id}
        found.units.all().delete()
        _units(found, leads, coordinating, accountable, localdate(now), printed)
        note(actor, "task.assign", found, now=now, before=before, after=parties(found), reason=why)
    return found


def parties(task: Task) -> dict[str, Any]:
    """Who leads and who coordinates, by code or printed name, and who is accountable."""
    found: dict[str, Any] = {"leads": [], "coordinating": [], "accountable": None}
    for part in task.units.select_related("unit"):
        name = part.unit.code if part.unit else part.name
        found["leads" if part.leads else "coordinating"].append(name)
        found["accountable"] = name if part.accountable else found["accountable"]
    return found


def _texts(given: Mapping[str, str | None]) -> dict[str, str]:
    """The texts that were given, clean; Refused where one is too long or the content is empty."""
    return {
        name: typed(text, what=_LABELS[name], field=name, most=_MOST.get(name), required=name == "content")
        for name, text in given.items()
        if text is not None
    }


def _told_apart(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Leave only what changed; Refused where nothing did."""
    for name in [name for name, was in before.items() if was == after[name]]:
        del before[name], after[name]
    if not after:
        raise Refused("Không có gì thay đổi.", cure="Sửa ít nhất một chỗ.")


def _codes(task: Task) -> list[str]:
    return list(task.criteria.values_list("code", flat=True))


def _criteria(task: Task, codes: Sequence[str]) -> None:
    known = lexicon_criteria.codes()
    for code in codes:
        if code not in known:
            raise Refused(f"Không có tiêu chí “{code}”.", cure=f"Chọn trong {', '.join(known)}.", field="criteria")
    rows = (TaskCriterion(task=task, code=code, position=at) for at, code in enumerate(dict.fromkeys(codes)))
    TaskCriterion.objects.bulk_create(rows)


def _units(
    task: Task,
    leads: Sequence[Party],
    coordinating: Sequence[Party],
    accountable: Unit | None,
    today: date,
    printed: dict[Any, str] | None = None,
) -> None:
    """Write the task's units; the name printed in the plan stays with a unit that had one."""
    named = printed or {}
    _fit(leads, coordinating, accountable, today)
    first = accountable or next((one for one in leads if isinstance(one, Unit)), None)
    TaskUnit.objects.bulk_create(
        TaskUnit(
            task=task,
            unit=party if isinstance(party, Unit) else None,
            name=named.get(party.pk, party.name) if isinstance(party, Unit) else _printed(party),
            leads=lead,
            accountable=lead and party == first,
            position=position,
        )
        for lead, parties in ((True, leads), (False, coordinating))
        for position, party in enumerate(parties)
    )


def _printed(name: str) -> str:
    return typed(name, what="Tên đơn vị", field="leads", most=_NAME)


def _fit(leads: Sequence[Party], coordinating: Sequence[Party], accountable: Unit | None, today: date) -> None:
    every = [party for party in (*leads, *coordinating) if isinstance(party, Unit)]
    if len(set(every)) < len(every):
        raise Refused("Một đơn vị được nêu hai lần.", cure="Mỗi đơn vị chỉ chủ trì hoặc phối hợp.", field="leads")
    for unit in every:
        succession.check_works(unit, on=today, field="leads")
    if accountable is not None and accountable not in leads:
        raise Refused(
            f"{accountable} không chủ trì nhiệm vụ này.", cure="Chọn một trong các đơn vị chủ trì.", field="accountable"
        )
