"""The counter: half-days in which forms are given out, who was asked in them, and what came of it.

A visit leaves no line in the journal, for a line has a minute: the visits themselves, with the round's seed and the
half-day's start, are the record by which anybody can check what was drawn.
"""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate, localtime

from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.lexicon.dates import format_date
from hailong.lexicon.text import fold, squeeze
from hailong.measure import rules, surveys
from hailong.measure.models import Round, Session, Visit
from hailong.measure.selector import Selector, place

COUNTER: Final = "survey.counter"
MORNING: Final = "morning"
AFTERNOON: Final = "afternoon"
_NOON: Final = 12
_FIELD_MOST: Final = 120


def half_of(now: datetime) -> str:
    """The half of the day in which a moment lies."""
    return MORNING if localtime(now).hour < _NOON else AFTERNOON


def start_session(
    *, round: Round, unit: Unit, by: Viewer, now: datetime, day: date | None = None, half: str = ""
) -> Session:
    """The half-day of a counter, begun where it is not there yet; that of this moment unless another is named.

    Refused outside the round's units and days, before the day has come, and for a round that is not open.
    """
    acting = rights.actor(by, COUNTER, unit.path)
    when, part = day or localdate(now), half or half_of(now)
    if part not in (MORNING, AFTERNOON):
        raise Refused(f"Buổi “{part}” không có.", cure="Chọn buổi sáng hoặc buổi chiều.", field="half")
    with transaction.atomic():
        held = _open(round)
        _inside(held, unit, when, localdate(now))
        drawn = _selector(held, unit.code, when, part)
        found, made = Session.objects.get_or_create(
            round=held, unit=unit, day=when, half=part, defaults={"start": drawn.start}
        )
        if made:
            after = {"unit": unit.code, "day": when, "half": part, "start": found.start}
            surveys.note(held, "survey.session", acting, now, after=after)
    return found


def next_visitor(*, session: Session, field: str = "", by: Viewer, now: datetime) -> Visit:
    """Count the next visitor who got a result, of a field of procedures; `selected` says whether a form is given."""
    rights.actor(by, COUNTER, session.unit.path)
    of = squeeze(field)
    if len(of) > _FIELD_MOST:
        said = f"Tên lĩnh vực dài {len(of)} ký tự."
        raise Refused(said, cure=f"Viết gọn lại, tối đa {_FIELD_MOST} ký tự.", field="field")
    with transaction.atomic():
        held = Session.objects.select_for_update(of=("self",)).select_related("round", "unit").get(pk=session.pk)
        _open(held.round)
        if localdate(now) < held.day:
            raise Refused(f"Buổi ngày {format_date(held.day)} chưa tới.", cure="Ghi trong buổi của hôm nay.")
        number = (held.visits.aggregate(last=Max("number"))["last"] or 0) + 1
        in_field = sum(fold(each) == fold(of) for each in held.visits.values_list("field", flat=True)) + 1
        selector = _selector(held.round, held.unit.code, held.day, held.half)
        selected = selector.picks(number, of, in_field)
        return Visit.objects.create(session=held, number=number, field=of, selected=selected)


def outcome(*, visit: Visit, outcome: str, by: Viewer, now: datetime) -> Visit:
    """What came of a visitor who was drawn: a form given, refused, or gone before being asked; may be put right."""
    rights.actor(by, COUNTER, visit.session.unit.path)
    if outcome not in (rules.GIVEN, rules.REFUSED, rules.UNAVAILABLE):
        cure = "Chọn đã phát, từ chối hoặc không gặp được."
        raise Refused(f"Kết quả “{outcome}” không có.", cure=cure, field="outcome")
    with transaction.atomic():
        held = Visit.objects.select_for_update(of=("self",)).select_related("session__round").get(pk=visit.pk)
        _open(held.session.round)
        if not held.selected:
            cure = "Chỉ ghi kết quả cho khách được chọn."
            raise Refused(f"Khách số {held.number} không được chọn phát phiếu.", cure=cure, field="outcome")
        Visit.objects.filter(pk=held.pk).update(outcome=outcome)
    visit.outcome = outcome
    return visit


def _open(round: Round) -> Round:
    """The round as it stands; Refused where it takes nothing in."""
    held = Round.objects.select_related("unit").get(pk=round.pk)
    if held.state != rules.OPEN:
        raise Refused(f"Đợt {held.code} không mở.", cure="Chọn đợt đang mở.")
    return held


def _inside(round: Round, unit: Unit, day: date, today: date) -> None:
    if not unit.path.startswith(round.unit.path):
        said = f"“{unit.name}” không thuộc đợt {round.code} của “{round.unit.name}”."
        raise Refused(said, cure="Chọn đơn vị trong đợt.", field="unit")
    if not round.opens <= day <= round.closes:
        days = f"{format_date(round.opens)} - {format_date(round.closes)}"
        said = f"Ngày {format_date(day)} ngoài đợt {round.code} ({days})."
        raise Refused(said, cure="Chọn ngày trong đợt.", field="day")
    if day > today:
        raise Refused(f"Ngày {format_date(day)} chưa tới.", cure="Ghi khi buổi ấy bắt đầu.", field="day")


def _selector(round: Round, unit: str, day: date, half: str) -> Selector:
    return Selector(round.selector, round.seed, round.every, place(unit, day.isoformat(), half))
