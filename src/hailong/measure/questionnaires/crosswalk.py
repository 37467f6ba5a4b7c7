"""Which item of a version carries on which of an earlier one: suggested by code, set by hand, read over many versions.

An item that nothing carries on ends there, and one that carries on nothing begins: charts break at that version.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hailong.agency import journal
from hailong.agency.faults import Refused
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.measure.models import Crosswalk, Version
from hailong.measure.questionnaires.form import Form, Item
from hailong.plan.typed import typed


@dataclass(frozen=True, slots=True)
class Carried:
    """From one version to another: {old item: new item}, old items that end, new items that begin, and why."""

    pairs: dict[str, str]
    ended: tuple[str, ...]
    begun: tuple[str, ...]
    note: str = ""


def suggested(old: Form, new: Form) -> dict[str, str]:
    """Items of the same code, kind and criterion carry on: a question keeps its code as long as it asks the same."""
    before = {item.code: item for item in old.items}
    return {item.code: item.code for item in new.items if item.code in before and _alike(before[item.code], item)}


def _alike(old: Item, new: Item) -> bool:
    return (old.kind, old.criterion) == (new.kind, new.criterion)


def link(*, old: Version, new: Version, pairs: Mapping[str, str], note: str, by: Viewer, now: datetime) -> Crosswalk:
    """Set by hand what carries on what, and why; in place of what was set or suggested before."""
    unit = new.questionnaire.unit
    if unit is None:
        raise Refused("Phiếu có sẵn của chương trình không nối bằng tay.", cure="Nối phiếu của đơn vị.", field="new")
    acting = rights.actor(by, "survey.manage", unit.path)
    why = typed(note, what="Lý do nối câu", field="note", most=1000)
    _fitting(old, new, pairs)
    with transaction.atomic():
        known = {"pairs": dict(pairs), "note": why}
        made, _fresh = Crosswalk.objects.update_or_create(old=old, new=new, defaults=known)
        journal.write(
            by=acting, at=now, unit=unit, verb="questionnaire.link", kind="questionnaire", thing=new.questionnaire_id,
            label=str(new), after={"old": str(old), "new": str(new), "pairs": dict(pairs)}, reason=why,
        )  # fmt: skip
    return made


def _fitting(old: Version, new: Version, pairs: Mapping[str, str]) -> None:
    if old.pk == new.pk:
        raise Refused("Một phiên bản không nối với chính nó.", cure="Chọn phiên bản khác.", field="old")
    before, after = ({item.code: item for item in Form.from_json(one.content).items} for one in (old, new))
    for one, other in pairs.items():
        for code, items, version in ((one, before, old), (other, after, new)):
            if code not in items:
                raise Refused(f"“{code}” không phải câu của {version}.", cure="Chọn câu có trong phiếu.", field="pairs")
        if not _alike(before[one], after[other]):
            message = f"Câu {one} và câu {other} khác loại hoặc khác tiêu chí."
            raise Refused(message, cure="Chỉ nối hai câu cùng loại, cùng tiêu chí.", field="pairs")
    twice = [code for code in pairs.values() if list(pairs.values()).count(code) > 1]
    if twice:
        raise Refused(f"Câu {twice[0]} nối tiếp hai câu cũ.", cure="Mỗi câu nối một lần.", field="pairs")


def suggest(old: Version, new: Version) -> None:
    """Keep the suggestion for a draft, unless somebody set it by hand; then only what the draft lost is taken out."""
    before, after = Form.from_json(old.content), Form.from_json(new.content)
    made, _fresh = Crosswalk.objects.get_or_create(old=old, new=new)
    if not made.note:
        made.pairs = suggested(before, after)
    else:
        kept = {item.code for item in after.items}
        made.pairs = {one: other for one, other in made.pairs.items() if other in kept}
    made.save(update_fields=["pairs"])


def between(old: Version, new: Version) -> Carried:
    """What carries on from one version to another: as set between the two, else step by step through the versions of
    one questionnaire, else nothing.
    """
    before, after = Form.from_json(old.content), Form.from_json(new.content)
    pairs, note = _pairs(old, new)
    ended = tuple(item.code for item in before.items if item.code not in pairs)
    begun = tuple(item.code for item in after.items if item.code not in pairs.values())
    return Carried(pairs, ended, begun, note)


def _pairs(old: Version, new: Version) -> tuple[dict[str, str], str]:
    if old.pk == new.pk:
        return {item.code: item.code for item in Form.from_json(old.content).items}, ""
    direct = Crosswalk.objects.filter(old=old, new=new).first()
    if direct is not None:
        return dict(direct.pairs), direct.note
    if old.questionnaire_id != new.questionnaire_id or old.number > new.number:
        return {}, ""
    steps = Crosswalk.objects.filter(
        old__questionnaire=old.questionnaire_id, new__questionnaire=old.questionnaire_id,
        old__number__gte=old.number, new__number__lte=new.number,
    ).select_related("old", "new")  # fmt: skip
    return _through({(step.old.number, step.new.number): step for step in steps}, old.number, new.number)


def _through(steps: Mapping[tuple[int, int], Crosswalk], first: int, last: int) -> tuple[dict[str, str], str]:
    pairs: dict[str, str] | None = None
    notes = []
    for number in range(first, last):
        step = steps.get((number, number + 1))
        if step is None:
            return {}, ""
        onward: dict[str, str] = step.pairs
        so_far = {code: code for code in onward} if pairs is None else pairs
        pairs = {start: onward[code] for start, code in so_far.items() if code in onward}
        notes.append(step.note)
    return pairs or {}, " ".join(filter(None, notes))
