"""The verbs of a survey round: planned, opened, closed, cancelled.

A round is planned with everything that decides its numbers (modes, selection, rule of the index, target); nothing of it
changes afterwards. Its version is frozen when the round is planned, its secret is made when it opens and destroyed when
it closes.
"""

import re
import secrets
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from hailong.agency import journal
from hailong.agency.faults import Refused
from hailong.agency.journal import Actor
from hailong.agency.models import Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.clock import period as periods
from hailong.clock.errors import BadPeriod
from hailong.clock.period import Period
from hailong.lexicon import law
from hailong.lexicon.dates import format_date
from hailong.measure import keeping, rules
from hailong.measure.locking import lock
from hailong.measure.models import Questionnaire, Round, RoundKey, Sheet, Version
from hailong.plan.typed import typed
from hailong.stats.sipas import RULES

MANAGE: Final = "survey.manage"
_QUOTA: Final = "survey.quota_quarter"
_QUARTERS: Final = {
    "year": Fraction(4), "half": Fraction(2), "quarter": Fraction(1), "month": Fraction(1, 3), "week": Fraction(1, 13),
}  # fmt: skip
_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,39}")
_SEED_BITS: Final = 62
_SECRET_BYTES: Final = 32
_OPERATORS: Final = ("<", "<=", "=", ">=", ">")
_BEING_ENTERED: Final = (rules.RETURNED, rules.RECEIVED, rules.ENTERED)


def default_quota(on: date, period: Period | None = None) -> int:
    """Forms wanted of a unit by the rule in force on the day: 60 a quarter, other periods in proportion."""
    wanted: Fraction = _QUARTERS[period.kind if period else "quarter"] * int(str(law.rule(_QUOTA, on).value))
    return ceil(wanted)


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
    quota: int | None = None,
    quota_counts: Sequence[str] = rules.COUNTED,
    pooled: Sequence[str] = rules.COUNTED,
    selector: str = rules.SYSTEMATIC,
    every: int = 1,
    seed: int | None = None,
    sampling_unit: str = rules.FORM,
    index_rule: str = RULES[0],
    target: Decimal | None = None,
    operator: str = "",
    consent: str = "",
) -> Round:
    """Plan a round of a unit and those below it; its version is frozen.

    What is not given: the quota by rule, the seed at random, the code from unit and period, title and consent from the
    questionnaire. Refused where the days lie outside the period or another round asks the same people the same.
    """
    acting = rights.actor(by, MANAGE, unit.path)
    of = _period(period)
    _days(of, opens, closes, unit)
    _known("selector", selector, rules.SELECTORS, "Cách chọn khách")
    _known("sampling_unit", sampling_unit, rules.SAMPLING_UNITS, "Đơn vị chọn mẫu")
    _known("index_rule", index_rule, RULES, "Cách tính chỉ số")
    _positive("every", every, "Bước chọn khách")
    wanted = default_quota(opens, of) if quota is None else quota
    _positive("quota", wanted, "Số phiếu cần thu")
    _target(target, operator)
    with transaction.atomic():
        _alone(unit, version, opens, closes)
        _freeze(version, now)
        made = _create(
            code=_code(code, unit, of),
            province=journal.province_of(unit.path),
            unit=unit,
            version=version,
            title=typed(title, what="Tên đợt", field="title", most=300, required=False)
            or f"{version.questionnaire.title}, {of.label}"[:300],
            period=of.code,
            opens=opens,
            closes=closes,
            quota=wanted,
            quota_counts=_modes("quota_counts", quota_counts),
            pooled=_modes("pooled", pooled),
            selector=selector,
            every=every,
            seed=secrets.randbits(_SEED_BITS) if seed is None else seed,
            sampling_unit=sampling_unit,
            index_rule=index_rule,
            target=target,
            operator=operator,
            consent=consent.strip() or version.content.get("consent", ""),
        )
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


def _period(code: str) -> Period:
    try:
        return periods.parse(code)
    except BadPeriod as reason:
        raise Refused(f"{reason}.", field="period") from None


def _days(of: Period, opens: date, closes: date, unit: Unit) -> None:
    if closes < opens:
        said = f"Ngày kết thúc {format_date(closes)} trước ngày bắt đầu {format_date(opens)}."
        raise Refused(said, cure="Đổi lại hai ngày.", field="closes")
    for field, day in (("opens", opens), ("closes", closes)):
        if day not in of:
            cure = f"Chọn ngày từ {format_date(of.start)} đến {format_date(of.end)}, hoặc đổi kỳ."
            raise Refused(f"Ngày {format_date(day)} không thuộc kỳ {of.code}.", cure=cure, field=field)
    if unit.valid_to is not None and unit.valid_to < opens:
        said = f"“{unit.name}” chỉ hoạt động đến {format_date(unit.valid_to)}."
        raise Refused(said, cure="Chọn đơn vị kế tục.", field="unit")


def _known(field: str, value: str, among: Sequence[str], what: str) -> None:
    if value not in among:
        raise Refused(f"{what} “{value}” không có.", cure=f"Chọn một trong: {', '.join(among)}.", field=field)


def _positive(field: str, value: int, what: str) -> None:
    if value < 1:
        raise Refused(f"{what} là {value}.", cure="Ghi số nguyên từ 1 trở lên.", field=field)


def _target(target: Decimal | None, operator: str) -> None:
    if (target is None) != (operator == ""):
        cure = "Ghi cả dấu so sánh và mức phần trăm, hoặc để trống cả hai."
        raise Refused("Chỉ tiêu thiếu dấu so sánh hoặc thiếu mức.", cure=cure, field="target")
    if target is not None and not 0 <= target <= 100:
        raise Refused(f"Chỉ tiêu {target} ngoài thang phần trăm.", cure="Ghi từ 0 đến 100.", field="target")
    if operator:
        _known("operator", operator, _OPERATORS, "Dấu so sánh")


def _modes(field: str, modes: Sequence[str]) -> list[str]:
    """The modes in the order of the table, each once; at least one."""
    for mode in modes:
        _known(field, mode, rules.MODES, "Hình thức trả lời")
    if not modes:
        raise Refused("Chưa chọn hình thức trả lời nào.", cure="Chọn ít nhất một.", field=field)
    return [mode for mode in rules.MODES if mode in modes]


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
