"""Double entry of paper: two people type each sheet apart; where they agree the answer is recorded and the tie is cut.

Serial and typist stay with the two entries until then. In the transaction that records the answer, under a random key,
the entries are deleted; the sheet is then only "verified". The answer bears the first day of the round, for on the day
of typing it could be the only one. No line is written to the journal: that tells the minute.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import localdate

from hailong.agency.faults import Refused
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.measure import custody, responses, rules
from hailong.measure.custody import moving
from hailong.measure.models import Entry, Round, Sheet
from hailong.measure.questionnaires.form import check

FIELD: Final = "@field"
RESPONDENT: Final = "@respondent"
"""The two things typed from a sheet that are no items of the form."""
_FIELD_MOST: Final = 120


@dataclass(frozen=True, slots=True)
class Difference:
    """What two people typed for one item: `item` is its code, FIELD or RESPONDENT; None where one left it blank."""

    item: str
    first: Any
    second: Any


@dataclass(frozen=True, slots=True)
class Typed:
    """What came of an entry: how many have typed the sheet, in how much they differ, whether the answer is recorded."""

    passes: int
    differences: int
    recorded: bool


def enter(
    *, sheet: Sheet, content: Mapping[str, Any], field: str = "", respondent: str = rules.INDIVIDUAL, by: Viewer,
    now: datetime,
) -> Typed:  # fmt: skip
    """Type a received sheet; the second time, by somebody else, it is compared with the first.

    Refused names the item that is out of range; an item left blank on paper is left blank here too.
    """
    with transaction.atomic():
        held = _held(sheet, by, rules.RECEIVED)
        clean = _checked(held.round, content)
        if len(field) > _FIELD_MOST or respondent not in rules.RESPONDENTS:
            raise Refused("Lĩnh vực hoặc loại người trả lời không đúng.", cure="Chọn lại.", field="field")
        passes = list(held.entries.order_by("pass_number"))
        person = moving.person_of(by)
        if any(one.typist_id == person.pk for one in passes):
            cure = "Nhập phiếu khác; lần hai do người khác nhập."
            raise Refused(f"Bạn đã nhập phiếu {held.serial}.", cure=cure, field="serial")
        typed = {"content": clean, "field": field, "respondent": respondent, "day": localdate(now)}
        Entry.objects.create(sheet=held, pass_number=len(passes) + 1, typist=person, **typed)
        if not passes:
            return Typed(1, 0, recorded=False)
        moving.put([held], rules.ENTERED, by, now)
        return _compared(held, by, now)


def differences(sheet: Sheet) -> tuple[Difference, ...]:
    """In what the two entries of a sheet differ, in the order of the form; nothing where there are no two."""
    entries = list(sheet.entries.order_by("pass_number"))
    if len(entries) < 2:
        return ()
    first, second = (_flat(one) for one in entries[:2])
    items = [item.code for item in responses.form_of(sheet.round).items]
    told = ((item, first.get(item), second.get(item)) for item in (FIELD, RESPONDENT, *items))
    return tuple(Difference(*one) for one in told if one[1] != one[2])


def settle(*, sheet: Sheet, choices: Mapping[str, Any], by: Viewer, now: datetime) -> Typed:
    """Say, the paper in hand, what stands on it where the two entries differ; then the answer is recorded.

    Refused where an item in which they differ is not among the choices; None or "" says that it is blank.
    """
    with transaction.atomic():
        held = _held(sheet, by, rules.ENTERED)
        found = differences(held)
        if missing := [one.item for one in found if one.item not in choices]:
            cure = "Xem phiếu giấy rồi chọn cho từng câu."
            raise Refused("Còn câu chưa chọn.", cure=cure, field=missing[0])
        first = held.entries.order_by("pass_number")[0]
        agreed = {**_flat(first), **{one.item: choices[one.item] for one in found}}
        field, respondent = str(agreed.pop(FIELD) or ""), str(agreed.pop(RESPONDENT))
        content = _checked(held.round, agreed)
        held.entries.update(content=content, field=field, respondent=respondent)
        moving.log([held], rules.ENTERED, by, now, f"đối chiếu: hai lần nhập khác nhau {len(found)} chỗ")
        return _compared(held, by, now)


def _compared(held: Sheet, by: Viewer, now: datetime) -> Typed:
    """Record the answer where the two entries agree."""
    found = differences(held)
    if not found:
        _record(held, by, now)
    return Typed(2, len(found), recorded=not found)


def _record(held: Sheet, by: Viewer, now: datetime) -> None:
    """Record the answer and cut its tie to the serial and the typists, in one transaction."""
    entry = held.entries.order_by("pass_number")[0]
    if held.unit is None:
        raise Refused(f"Phiếu {held.serial} chưa giao cho đơn vị nào.", cure="Đánh dấu phiếu hỏng.")
    responses.record(
        round=held.round, key=secrets.token_bytes(32), unit=held.unit, field=entry.field, respondent=entry.respondent,
        mode=rules.PAPER, day=day_of(held.round), content=entry.content, consent=_agreed(held.round),
    )  # fmt: skip
    held.entries.all().delete()
    moving.put([held], rules.VERIFIED, by, now)


def day_of(round: Round) -> date:
    """The day that every paper answer of a round bears."""
    return round.opens


def _agreed(round: Round) -> str:
    """The SHA-256 of the text printed on the sheet, to which whoever filled it in agreed; "" where there is none."""
    return hashlib.sha256(round.consent.encode()).hexdigest() if round.consent else ""


def _held(sheet: Sheet, by: Viewer, state: str) -> Sheet:
    """The sheet as it stands now, locked, with its round open; Refused in another state."""
    rows = Sheet.objects.select_for_update(of=("self",)).select_related("round__version", "round__unit", "unit")
    held = rows.get(pk=sheet.pk)
    rights.actor(by, custody.ENTER, held.unit.path if held.unit else held.round.unit.path)
    if held.round.state != rules.OPEN:
        cure = "Phiếu nhập sau khi đóng đợt không được tính."
        raise Refused(f"Đợt “{held.round.title}” không mở.", cure=cure, field="serial")
    if held.state != state:
        cure = f"Việc này dành cho phiếu {custody.WORDS[state]}."
        raise Refused(f"Phiếu {held.serial} {custody.WORDS[held.state]}.", cure=cure, field="serial")
    return held


def _flat(entry: Entry) -> dict[str, Any]:
    return {FIELD: entry.field, RESPONDENT: entry.respondent, **entry.content}


def _checked(round: Round, content: Mapping[str, Any]) -> dict[str, Any]:
    """The content as it is kept; Refused for what stands on no such form, or is left blank where that cannot be."""
    checked = check(responses.form_of(round), content)
    if checked.faults:
        raise Refused(checked.faults[0].message, field=checked.faults[0].item)
    if not checked.content:
        raise Refused("Phiếu không có câu trả lời nào.", cure="Đánh dấu phiếu hỏng (phiếu trắng).", field="serial")
    return checked.content
