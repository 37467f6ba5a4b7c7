"""The verbs of a survey round: planned, opened, closed, cancelled.

A round is planned with everything that decides its numbers (modes, selection, rule of the index, target); nothing of it
changes afterwards. Its version is frozen when the round is planned, its secret is made when it opens and destroyed when
it closes.
"""

import re
import secrets
from datetime import date, datetime
from typing import Any, Final, Unpack

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from hailong.agency import journal
from hailong.agency.faults import Refused
from hailong.agency.journal import Actor
from hailong.agency.models import Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.clock.period import Period
from hailong.lexicon.dates import format_date
from hailong.measure import keeping, rules
from hailong.measure.locking import lock
from hailong.measure.models import Questionnaire, Round, RoundKey, Sheet, Version
from hailong.measure.round_terms import Terms, check_days, checked, default_quota, period_of
from hailong.plan.typed import typed

__all__ = ["MANAGE", "cancel_round", "close_round", "default_quota", "note", "open_round", "plan_round"]

MANAGE: Final = "survey.manage"
_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,39}")
_SECRET_BYTES: Final = 32
_BEING_ENTERED: Final = (rules.RETURNED, rules.RECEIVED, rules.ENTERED)


def plan_round(
    *,
    unit: Unit,
    version: Version,
    period: str,
    opens: date,
    closes: date,
    by: Viewer,
    now: datetime,
    title: str = "",
    code: str = "",
    consent: str = "",
    **terms: Unpack[Terms],
) -> Round:
    """Plan a round of a unit and those below it; its version is frozen.

    The code comes from unit and period, title and consent from the questionnaire, the rest as `round_terms.checked`
    says. Refused where the days lie outside the period or another round asks the same people the same.
    """
    acting = rights.actor(by, MANAGE, unit.path)
    of = period_of(period)
    check_days(of, opens, closes, unit)
    values = checked(terms, of, opens)
    named = typed(title, what="Tên đợt", field="title", most=300, required=False)
    with transaction.atomic():
        _alone(unit, version, opens, closes)
        _freeze(version, now)
        values["title"] = named or f"{version.questionnaire.title}, {of.label}"[:300]
        values["consent"] = consent.strip() or version.content.get("consent", "")
        values |= {"unit": unit, "version": version, "period": of.code, "opens": opens, "closes": closes}
        made = _create(code=_code(code, unit, of), province=journal.province_of(unit.path), **values)
        note(made, "survey.plan", acting, now, after=_decides(made))
    return made


def open_round(*, round: Round, by: Viewer, now: datetime) -> Round:
    """Let answers come in: the round's secret is made. Refused after its last day."""
    acting = rights.actor(by, MANAGE, round.unit.path)
    with transaction.atomic():
        held = _held(round, rules.OPEN)
        if localdate(now) > held.closes:
            said = f"Đợt {held.code} đã hết hạn ngày {format_date(held.closes)}."
            raise Refused(said, cure="Hủy đợt này rồi lập đợt mới.")
        RoundKey.objects.create(round=held, secret=secrets.token_bytes(_SECRET_BYTES))
        _set(held, state=rules.OPEN, opened=now)
        note(held, "survey.open", acting, now, before={"state": held.state}, after={"state": rules.OPEN})
    round.state, round.opened = rules.OPEN, now
    return round


def close_round(*, round: Round, by: Viewer, now: datetime, reason: str = "") -> Round:
    """Take in no more answers, cut every tie by which one could be traced, destroy the secret.

    Sheets that came back but are not verified yet could never be added: without a reason that is refused.
    """
    acting = rights.actor(by, MANAGE, round.unit.path)
    with transaction.atomic():
        held = _held(round, rules.CLOSED)
        left = Sheet.objects.filter(round=held, state__in=_BEING_ENTERED).count()
        if left and not reason.strip():
            cure = "Nhập và đối chiếu xong, hoặc ghi lý do bỏ lại các phiếu ấy."
            raise Refused(f"Còn {left} phiếu giấy đã thu mà chưa nhập xong.", cure=cure, field="reason")
        keeping.close(held)
        _set(held, state=rules.CLOSED, closed=now)
        after = {"state": rules.CLOSED, "left": left}
        note(held, "survey.close", acting, now, before={"state": held.state}, after=after, reason=reason.strip())
    round.state, round.closed = rules.CLOSED, now
    return round


def cancel_round(*, round: Round, reason: str, by: Viewer, now: datetime) -> Round:
    """Give up a round that was planned and never opened; it stays on record."""
    acting = rights.actor(by, MANAGE, round.unit.path)
    why = typed(reason, what="Lý do", field="reason")
    with transaction.atomic():
        held = _held(round, rules.CANCELLED)
        _set(held, state=rules.CANCELLED)
        after = {"state": rules.CANCELLED}
        note(held, "survey.cancel", acting, now, before={"state": held.state}, after=after, reason=why)
    round.state = rules.CANCELLED
    return round


def note(round: Round, verb: str, by: Actor, now: datetime, **values: Any) -> None:
    """Write the journal line of an act on a round, inside the transaction of the act."""
    journal.write(by=by, at=now, unit=round.unit, verb=verb, kind="round", thing=round.pk, label=str(round), **values)


def _held(round: Round, state: str) -> Round:
    """The round as it stands now, locked until the end; Refused where it cannot come into that state."""
    held = Round.objects.select_for_update(of=("self",)).select_related("unit").get(pk=round.pk)
    if state not in rules.ROUND_MOVES[held.state]:
        said = {rules.PLANNED: "chưa mở", rules.OPEN: "đang mở", rules.CLOSED: "đã đóng", rules.CANCELLED: "đã hủy"}
        raise Refused(f"Đợt {held.code} {said[held.state]}.", cure="Tải lại trang để xem đợt đang ở bước nào.")
    return held


def _set(round: Round, **values: Any) -> None:
    Round.objects.filter(pk=round.pk).update(**values)


def _create(**values: Any) -> Round:
    try:
        with transaction.atomic():
            return Round.objects.create(**values)
    except IntegrityError:
        if not Round.objects.filter(code=values["code"]).exists():
            raise
        said = f"Mã đợt {values['code']} đã có."
        raise Refused(said, cure="Chọn mã khác, hoặc để trống.", field="code") from None


def _decides(made: Round) -> dict[str, Any]:
    """What the journal keeps of a plan: everything that decides the numbers, the seed among it."""
    names = (
        "code", "period", "opens", "closes", "quota", "quota_counts", "pooled", "selector", "every", "seed",
        "sampling_unit", "index_rule", "target", "operator",
    )  # fmt: skip
    return {name: getattr(made, name) for name in names} | {"version": str(made.version)}


def _alone(unit: Unit, version: Version, opens: date, closes: date) -> None:
    """Refuse a second round of the same questionnaire, on the same days, in a unit above, below or the same.

    Rounds of one province are planned one after another.
    """
    lock(unit.path)
    same = Round.objects.filter(
        province=journal.province_of(unit.path),
        version__questionnaire=version.questionnaire_id,
        opens__lte=closes,
        closes__gte=opens,
    ).exclude(state=rules.CANCELLED)
    for other in same.select_related("unit"):
        if other.unit.path.startswith(unit.path) or unit.path.startswith(other.unit.path):
            days = f"{format_date(other.opens)} - {format_date(other.closes)}"
            said = f"Trùng với đợt {other.code} của “{other.unit.name}” ({days}), cùng phiếu hỏi."
            raise Refused(said, cure="Chọn ngày khác, hoặc hủy đợt kia nếu chưa mở.", field="opens")


def _freeze(version: Version, now: datetime) -> None:
    """What a round asks is never changed again."""
    Version.objects.filter(pk=version.pk, state=rules.DRAFT).update(state=rules.FROZEN, frozen=now)
    version.refresh_from_db(fields=["state", "frozen", "content"])
    version.questionnaire = Questionnaire.objects.get(pk=version.questionnaire_id)


def _code(code: str, unit: Unit, of: Period) -> str:
    """The code as given, or the next free one of unit and period: "KS-X0101-2025Q3", then "-2"."""
    wanted = code.strip().upper()
    if wanted:
        if not _CODE.fullmatch(wanted):
            cure = "Dùng chữ không dấu, số, dấu chấm, gạch nối; tối đa 40 ký tự."
            raise Refused(f"Mã đợt “{code[:60]}” không dùng được.", cure=cure, field="code")
        return wanted
    plain = re.sub(r"[^A-Z0-9.-]", "-", f"KS-{unit.code}-{of.code}".upper())
    taken = set(Round.objects.filter(code__startswith=plain).values_list("code", flat=True))
    return next(one for n in range(1, len(taken) + 2) if (one := plain if n == 1 else f"{plain}-{n}") not in taken)
