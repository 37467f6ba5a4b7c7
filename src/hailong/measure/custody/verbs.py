"""Sheets printed, issued to a clerk, given, taken back; spoiled, lost, found, destroyed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from hailong.agency.faults import Refused
from hailong.agency.models import Person, Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.measure import rules
from hailong.measure.custody.moving import (
    COUNTER,
    MANAGE,
    allow,
    held_sheets,
    log,
    moved,
    note_line,
    open_round,
    person_of,
    put,
    said,
)
from hailong.measure.custody.serials import MOST, serial, spans
from hailong.measure.models import Entry, Round, Sheet


def print_sheets(*, round: Round, count: int, by: Viewer, now: datetime) -> list[Sheet]:
    """So many more sheets, numbered on from the last; they lie on the shelf of the round's unit."""
    if not 1 <= count <= MOST:
        cure = f"Ghi từ 1 đến {MOST}; cần nhiều hơn thì in nhiều lần."
        raise Refused(f"Không in được {count} phiếu một lần.", cure=cure, field="count")
    with transaction.atomic():
        held = open_round(round, rules.PLANNED, rules.OPEN)
        acting = rights.actor(by, MANAGE, held.unit.path)
        last = max((int(one) for one in held.sheets.values_list("serial", flat=True)), default=0)
        made = Sheet.objects.bulk_create(
            Sheet(round=held, serial=serial(number)) for number in range(last + 1, last + count + 1)
        )
        log(made, rules.PRINTED, by, now)
        note_line(held, held.unit, "sheet.print", acting, now, made)
    return made


def issue(*, round: Round, serials: Sequence[str], to: Person, unit: Unit, by: Viewer, now: datetime) -> list[Sheet]:
    """Hand sheets from the shelf to a clerk, to be given out in the name of a unit of the round."""
    today = localdate(now)
    if not unit.path.startswith(round.unit.path):
        raise Refused(f"“{unit.name}” không thuộc đợt khảo sát này.", cure="Chọn đơn vị trong đợt.", field="unit")
    if not rights.viewer(to, on=today).may(COUNTER, unit.path):
        cure = "Chọn người có quyền phát phiếu tại đơn vị ấy."
        raise Refused(f"{to.name} không phát phiếu tại “{unit.name}”.", cure=cure, field="to")
    with transaction.atomic():
        held = open_round(round, rules.PLANNED, rules.OPEN)
        issued, acting = moved(held, serials, (rules.PRINTED,), rules.ISSUED, by, now, unit=unit, holder=to)
        note_line(held, unit, "sheet.issue", acting, now, issued, to=to.name)
    return issued


def put_back(*, round: Round, serials: Sequence[str], by: Viewer, now: datetime) -> list[Sheet]:
    """Unused sheets go back from a clerk to the shelf."""
    with transaction.atomic():
        rights.actor(by, MANAGE, round.unit.path)
        unused, acting = moved(round, serials, (rules.ISSUED,), rules.PRINTED, by, now, unit=None, holder=None)
        note_line(round, round.unit, "sheet.back", acting, now, unused)
    return unused


def give(*, round: Round, serials: Sequence[str], by: Viewer, now: datetime) -> list[Sheet]:
    """Sheets were given to visitors today."""
    with transaction.atomic():
        open_round(round, rules.OPEN)
        return moved(round, serials, (rules.ISSUED,), rules.HANDED, by, now)[0]


def give_next(*, round: Round, unit: Unit, by: Viewer, now: datetime) -> Sheet:
    """Give the next sheet that this clerk holds for the unit; Refused where none is left."""
    with transaction.atomic():
        open_round(round, rules.OPEN)
        mine = Sheet.objects.filter(round=round, unit=unit, holder=person_of(by), state=rules.ISSUED)
        first = mine.select_for_update(of=("self",)).order_by("serial").first()
        if first is None:
            raise Refused("Bạn không còn phiếu giấy nào để phát.", cure="Nhận thêm phiếu từ đầu mối đợt khảo sát.")
        return moved(round, [first.serial], (rules.ISSUED,), rules.HANDED, by, now)[0][0]


def take_back(*, round: Round, serials: Sequence[str], by: Viewer, now: datetime) -> list[Sheet]:
    """Sheets came back from visitors today, filled in or not."""
    with transaction.atomic():
        return moved(round, serials, (rules.HANDED,), rules.RETURNED, by, now)[0]


def spoil(*, round: Round, serials: Sequence[str], reason: str, by: Viewer, now: datetime) -> list[Sheet]:
    """Sheets cannot be used: torn, blank, filled in wrong; what was typed from them goes with them."""
    return _fallen(round, serials, rules.SPOILED, "sheet.spoil", reason, by, now)


def lose(*, round: Round, serials: Sequence[str], reason: str, by: Viewer, now: datetime) -> list[Sheet]:
    """Sheets cannot be found."""
    return _fallen(round, serials, rules.MISSING, "sheet.lose", reason, by, now)


def _fallen(
    round: Round, serials: Sequence[str], state: str, verb: str, reason: str, by: Viewer, now: datetime
) -> list[Sheet]:
    why = said(reason)
    allowed = tuple(before for before, after in rules.SHEET_MOVES.items() if state in after)
    with transaction.atomic():
        gone, acting = moved(round, serials, allowed, state, by, now, reason=why)
        Entry.objects.filter(sheet__in=gone).delete()
        note_line(round, round.unit, verb, acting, now, gone, reason=why)
    return gone


def find(*, round: Round, serials: Sequence[str], by: Viewer, now: datetime) -> list[Sheet]:
    """Lost sheets were found: back at the counter, or in the office where it had received them."""
    with transaction.atomic():
        lost = held_sheets(round, serials, (rules.MISSING,))
        there = {one.pk for one in lost if one.moves.filter(state=rules.RECEIVED).exists()}
        if strange := [one.serial for one in lost if one.unit is None]:
            cure = "Phiếu trắng tìm thấy lại thì hủy, in phiếu khác thay."
            raise Refused(f"Phiếu {spans(strange)} chưa giao cho ai.", cure=cure, field="serials")
        acting = allow(round, lost, by)
        put([one for one in lost if one.pk in there], rules.RECEIVED, by, now)
        put([one for one in lost if one.pk not in there], rules.RETURNED, by, now)
        note_line(round, round.unit, "sheet.find", acting, now, lost)
    return lost


def destroy(*, round: Round, serials: Sequence[str], reason: str, by: Viewer, now: datetime) -> list[Sheet]:
    """Paper that is verified or spoiled was destroyed, by which record."""
    why = said(reason)
    with transaction.atomic():
        gone, acting = moved(round, serials, (rules.VERIFIED, rules.SPOILED), rules.DESTROYED, by, now, reason=why)
        note_line(round, round.unit, "sheet.destroy", acting, now, gone, reason=why)
    return gone
