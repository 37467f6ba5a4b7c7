"""Forms handed over to the office that gathers: due, sent, received; the counts must be what the register says."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from hailong.agency import worktime
from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.lexicon import law
from hailong.lexicon.text import nfc, squeeze
from hailong.measure import rules
from hailong.measure.custody.moving import COUNTER, ENTER, note_line, person_of, put
from hailong.measure.custody.serials import spans
from hailong.measure.models import HandOver, Round, Sheet

ABSENT: Final = "không có trong phiếu bàn giao"


def due(round: Round, unit: Unit) -> date:
    """The last day to hand over: so many working days of that unit after the survey's last day."""
    return worktime.calendar_of(unit).add_working_days(_ended(round), due_days(round))


def due_days(round: Round) -> int:
    """How many working days a unit has to hand over, by the rule of the survey's last day."""
    return int(str(law.rule("survey.handover", _ended(round)).value))


def _ended(round: Round) -> date:
    return round.closes if round.closed is None else min(round.closes, localdate(round.closed))


def hand_over(*, round: Round, unit: Unit, count: int, by: Viewer, now: datetime) -> HandOver:
    """The unit sends what it took back; the count must be what the register says. Again as long as nobody received."""
    with transaction.atomic():
        acting = rights.actor(by, COUNTER, unit.path)
        ready = _returned(round, unit)
        if count != len(ready) or not ready:
            cure = "Đếm lại; phiếu hỏng hoặc thất lạc thì ghi riêng trước khi bàn giao."
            raise Refused(f"Bàn giao {count} phiếu nhưng sổ ghi đã thu {len(ready)}.", cure=cure, field="count")
        found = HandOver.objects.select_for_update().filter(round=round, unit=unit).first()
        if found is not None and found.received is not None:
            cure = "Chuyển thẳng phiếu thu sau cho nơi nhận, nơi nhận ghi nhận bổ sung."
            raise Refused(f"Phiếu của “{unit.name}” đã bàn giao và được nhận.", cure=cure)
        values = {"due": due(round, unit), "sent": localdate(now), "sent_by": person_of(by), "count": count}
        made, _new = HandOver.objects.update_or_create(round=round, unit=unit, defaults=values)
        note_line(round, unit, "sheet.handover", acting, now, ready)
    return made


def receive(
    *, round: Round, unit: Unit, by: Viewer, now: datetime, absent: Sequence[str] = (), note: str = ""
) -> HandOver:
    """The office that gathers takes what was handed over; `absent` are the serials that were not in the parcel.

    Called again, it takes what came later: each sheet is counted once.
    """
    with transaction.atomic():
        acting = rights.actor(by, ENTER, unit.path)
        ready = _returned(round, unit)
        found = _parcel(round, unit, ready, absent)
        there = [one for one in ready if one.serial not in absent]
        put(there, rules.RECEIVED, by, now)
        put([one for one in ready if one.serial in absent], rules.MISSING, by, now, ABSENT)
        found.count = len(ready) if found.received is None else found.count + len(ready)
        found.received_count = (found.received_count or 0) + len(there)
        found.received, found.received_by = found.received or localdate(now), found.received_by or person_of(by)
        found.note = "\n".join(part for part in (found.note, squeeze(nfc(note))) if part)
        found.save()
        note_line(round, unit, "sheet.receive", acting, now, there, absent=spans(absent))
    return found


def _parcel(round: Round, unit: Unit, ready: Sequence[Sheet], absent: Sequence[str]) -> HandOver:
    """What the unit sent, locked; Refused where it sent nothing, or not what the register says."""
    found = HandOver.objects.select_for_update().filter(round=round, unit=unit).first()
    if found is None or not ready:
        raise Refused(f"“{unit.name}” chưa bàn giao phiếu nào.", cure="Đợi đơn vị ghi bàn giao rồi nhận.")
    if found.received is None and found.count != len(ready):
        said = f"“{unit.name}” ghi bàn giao {found.count} phiếu, sổ nay ghi {len(ready)}."
        raise Refused(said, cure="Đề nghị đơn vị đếm và ghi bàn giao lại.")
    if strange := set(absent) - {one.serial for one in ready}:
        cure = "Chỉ ghi số của phiếu có trong lần bàn giao."
        raise Refused(f"Phiếu {spans(strange)} không thuộc lần bàn giao này.", cure=cure, field="absent")
    return found


def _returned(round: Round, unit: Unit) -> list[Sheet]:
    held = Sheet.objects.select_for_update(of=("self",)).filter(round=round, unit=unit, state=rules.RETURNED)
    return list(held.order_by("serial"))
