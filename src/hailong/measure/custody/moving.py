"""What every move of sheets shares: which are meant, may this person touch them, the new state, what is noted."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.timezone import localdate

from hailong.agency import journal
from hailong.agency.faults import Refused
from hailong.agency.journal import Actor
from hailong.agency.models import Person, Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Forbidden, Viewer
from hailong.lexicon.text import nfc, squeeze
from hailong.measure import rules
from hailong.measure.custody.serials import spans
from hailong.measure.models import Round, Sheet, SheetMove

MANAGE: Final = "survey.manage"
COUNTER: Final = "survey.counter"
ENTER: Final = "survey.enter"
WORDS: Final = {
    rules.PRINTED: "chưa phát",
    rules.ISSUED: "đã giao công chức",
    rules.HANDED: "đã phát cho khách",
    rules.RETURNED: "đã thu về",
    rules.SPOILED: "hỏng",
    rules.MISSING: "thất lạc",
    rules.RECEIVED: "nơi tổng hợp đã nhận",
    rules.ENTERED: "đã nhập",
    rules.VERIFIED: "đã đối chiếu xong",
    rules.DESTROYED: "đã hủy",
}
_AT_THE_SHELF: Final = frozenset({rules.PRINTED, rules.VERIFIED, rules.SPOILED})
_AT_THE_COUNTER: Final = frozenset({rules.ISSUED, rules.HANDED, rules.RETURNED, rules.MISSING})
_REASON_MOST: Final = 300


def said(reason: str) -> str:
    """A reason on one line; Refused where there is none or too much."""
    clean = squeeze(nfc(reason))
    if not clean or len(clean) > _REASON_MOST:
        cure = f"Ghi lý do trong {_REASON_MOST} ký tự."
        raise Refused(f"Lý do {'còn trống' if not clean else 'quá dài'}.", cure=cure, field="reason")
    return clean


def open_round(round: Round, *states: str) -> Round:
    """The round as it stands now, locked, in one of the states."""
    held = Round.objects.select_for_update(of=("self",)).select_related("unit").get(pk=round.pk)
    if held.state not in states:
        raise Refused(f"Đợt “{held.title}” không nhận việc này nữa.", cure="Chọn đợt khảo sát đang mở.")
    return held


def held_sheets(round: Round, serials: Sequence[str], states: Sequence[str]) -> list[Sheet]:
    """The sheets of these serials, locked; Refused where one is unknown or in none of the states."""
    rows = Sheet.objects.select_for_update(of=("self",)).filter(round=round, serial__in=serials)
    found = {one.serial: one for one in rows.select_related("unit").order_by("serial")}
    if unknown := set(serials) - found.keys():
        cure = "Xem lại số in trên phiếu."
        raise Refused(f"Đợt này không có phiếu số {spans(unknown)}.", cure=cure, field="serials")
    wrong: dict[str, list[str]] = {}
    for one in found.values():
        if one.state not in states:
            wrong.setdefault(one.state, []).append(one.serial)
    if wrong:
        told = "; ".join(f"{spans(some)} {WORDS[state]}" for state, some in wrong.items())
        wanted = " hoặc ".join(WORDS[state] for state in states)
        raise Refused(f"Không làm được: phiếu {told}.", cure=f"Việc này dành cho phiếu {wanted}.", field="serials")
    return list(found.values())


def moved(
    round: Round,
    serials: Sequence[str],
    before: Sequence[str],
    state: str,
    by: Viewer,
    now: datetime,
    *,
    reason: str = "",
    **values: Any,
) -> tuple[list[Sheet], Actor]:
    """Move the sheets of these serials from one of the states to another; who acts, by which role."""
    held = held_sheets(round, serials, before)
    acting = allow(round, held, by)
    put(held, state, by, now, reason, **values)
    return held, acting


def allow(round: Round, held: Iterable[Sheet], by: Viewer) -> Actor:
    """Who acts, by which role; Forbidden where this person may not touch one of the sheets where it lies now."""
    allowed = [rights.actor(by, verb, path) for verb, path in sorted({_right(round, one) for one in held})]
    return allowed[0]


def _right(round: Round, one: Sheet) -> tuple[str, str]:
    """The verb and the place by which a sheet is touched in the state it is in."""
    if one.unit is None or one.state in _AT_THE_SHELF:
        return MANAGE, round.unit.path
    return (COUNTER if one.state in _AT_THE_COUNTER else ENTER), one.unit.path


def put(held: Sequence[Sheet], state: str, by: Viewer, now: datetime, reason: str = "", **values: Any) -> None:
    """Set the state, and other values, of sheets that may be touched, and append the moves."""
    Sheet.objects.filter(pk__in=[one.pk for one in held]).update(state=state, **values)
    for one in held:
        for name, value in {"state": state, **values}.items():
            setattr(one, name, value)
    log(held, state, by, now, reason)


def log(held: Iterable[Sheet], state: str, by: Viewer, now: datetime, reason: str = "") -> None:
    """Append a move of each sheet: on which day, by whom."""
    person, day = person_of(by), localdate(now)
    SheetMove.objects.bulk_create(SheetMove(sheet=one, state=state, day=day, by=person, reason=reason) for one in held)


def person_of(by: Viewer) -> Person:
    """The person; Forbidden for the system, which touches no paper."""
    if by.person_id is None:
        raise Forbidden(COUNTER)
    return Person.objects.get(pk=by.person_id)


def note_line(
    round: Round, unit: Unit, verb: str, by: Actor, now: datetime, held: Iterable[Sheet], reason: str = "", **more: str
) -> None:
    """Write the journal's line about these sheets, under their round."""
    numbers = [one.serial for one in held]
    after = {"count": len(numbers), "serials": spans(numbers), **{key: value for key, value in more.items() if value}}
    journal.write(
        by=by, at=now, unit=unit, verb=verb, kind="round", thing=round.pk, label=str(round), after=after, reason=reason
    )
