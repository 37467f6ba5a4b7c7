"""Confirming a draft: one transaction that makes the plan with everything in it and takes the draft away."""

import json
import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from hailong.agency import evidence, journal, succession
from hailong.agency import queries as agency
from hailong.agency.faults import Refused
from hailong.agency.models import Evidence, Person, Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Forbidden, Viewer
from hailong.plan import cascade, occurrences, rules
from hailong.plan.intake.corrections import Reading, changed, corrected
from hailong.plan.intake.importing.choices import Choices, units_by_name
from hailong.plan.intake.importing.head import fields_of
from hailong.plan.intake.importing.kept import keep_facts, keep_tasks
from hailong.plan.intake.importing.twins import Twin, digest_of, twins
from hailong.plan.intake.matching import match
from hailong.plan.models import Draft, Plan
from hailong.plan.noting import note


def confirm(*, draft: Draft, unit: Unit, choices: Choices, by: Viewer, now: datetime) -> Plan:
    """Make the draft, as corrected, a plan of the unit that runs from now on.

    Kept are its facts, tasks, units, criteria and file; every occurrence is made; the draft is deleted. Forbidden
    where `by` may not manage plans of the unit or see the draft; Twin where the plan is there already and the choices
    do not allow another; Refused, naming the place, for a choice or a text that cannot be.
    """
    acting = rights.actor(by, "plan.manage", unit.path)
    succession.check_works(unit, on=localdate(now), field="unit", cure="Nhập kế hoạch cho")
    with transaction.atomic():
        held, reading = _held(draft, by, now)
        # One plan of an agency at a time: the next code is free, and of two people one learns that it is there.
        Unit.objects.select_for_update().get(pk=agency.agency_of(unit).pk)
        known = twins(reading, unit=unit)
        if known and not choices.allow_twin:
            raise Twin(known)
        parent = cascade.parent_for(choices.parent, unit=unit, by=by) if choices.parent else None
        matches = match(reading, within=unit, on=localdate(now))
        units = units_by_name(choices, reading, matches, localdate(now))
        plan = _made(held, unit, reading, parent, by, now)
        keep_facts(plan, reading, choices)
        occurrences.make_all(keep_tasks(plan, reading, choices, units))
        note(plan, "plan.confirm", acting, now, after=_told(plan, held, reading))
        cascade.fulfil(plan, by=acting, now=now)
        held.delete()
    return plan


def _held(draft: Draft, by: Viewer, now: datetime) -> tuple[Draft, Reading]:
    """The draft, locked until the end, and its corrected reading; Refused where another was faster."""
    held = Draft.objects.select_for_update(of=("self",)).select_related("unit", "owner").filter(pk=draft.pk).first()
    if held is None or held.expires <= now:
        cure = "Xem trong danh sách kế hoạch: có thể người khác vừa xác nhận hoặc bỏ bản nháp."
        raise Refused("Bản nháp này không còn.", cure=cure)
    if not (by.may("plan.import", held.unit.path) or by.may("plan.manage", held.unit.path)):
        raise Forbidden("plan.import")
    if held.state != rules.READ:
        raise Refused("Bản nháp này chưa đọc xong.", cure="Chờ đọc xong rồi soát lại trước khi xác nhận.")
    return held, corrected(json.loads(held.reading), held.corrections)


def _made(draft: Draft, unit: Unit, reading: Reading, parent: Plan | None, by: Viewer, now: datetime) -> Plan:
    fields = fields_of(reading["document"])
    person = draft.owner if by.person_id is None else Person.objects.get(pk=by.person_id)
    return Plan.objects.create(
        **fields,
        code=_next_code(unit, fields["year"]),
        province=journal.province_of(unit.path),
        unit=unit,
        parent=parent,
        digest=digest_of(reading),
        document=_document(draft, unit, by, now),
        confirmed_by=person,
        confirmed=now,
    )


def _document(draft: Draft, unit: Unit, by: Viewer, now: datetime) -> Evidence:
    """The file that was read, kept for good; in the name of its owner where the installation itself confirms."""
    adder = replace(by, person_id=str(draft.owner_id)) if by.person_id is None else by
    return evidence.add(data=bytes(draft.source), name=draft.name, unit=unit, by=adder, now=now, source=True)


def _next_code(unit: Unit, year: int) -> str:
    """The next free code of the unit's plans of that year."""
    start = f"{unit.code}-{year}-"
    codes = Plan.objects.filter(code__startswith=start).values_list("code", flat=True)
    numbers = [int(code[len(start) :]) for code in codes if re.fullmatch(r"\d+", code[len(start) :])]
    return f"{start}{max(numbers, default=0) + 1:02d}"


def _told(plan: Plan, draft: Draft, reading: Reading) -> dict[str, Any]:
    """What the journal says of a confirmation: the plan's code, its file, and how much of what was kept."""
    counts = {"tasks": plan.tasks.count(), "facts": plan.facts.count()}
    counts["corrections"] = len(changed(json.loads(draft.reading), draft.corrections))
    parent = plan.parent.code if plan.parent else None
    return {
        "code": plan.code,
        "title": plan.title,
        "file": draft.name,
        "sha256": draft.sha256,
        "parent": parent,
        **counts,
    }
