"""The terms of a round: everything that decides its numbers, checked, with a default for each. No database."""

import secrets
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, Final, TypedDict

from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.clock import period as periods
from hailong.clock.errors import BadPeriod
from hailong.clock.period import Period
from hailong.lexicon import law
from hailong.lexicon.dates import format_date
from hailong.lexicon.numbers import format_number
from hailong.measure import rules
from hailong.stats.sipas import RULES

_QUOTA: Final = "survey.quota_quarter"
_QUARTERS: Final = {
    "year": Fraction(4), "half": Fraction(2), "quarter": Fraction(1), "month": Fraction(1, 3), "week": Fraction(1, 13),
}  # fmt: skip
_SEED_BITS: Final = 62
_MOST: Final = {"every": 1000, "quota": 1_000_000}
_OPERATORS: Final = ("<", "<=", "=", ">=", ">")


class Terms(TypedDict, total=False):
    """What may be said of a round when it is planned (see the model); what is left out has a default."""

    quota: int | None
    quota_counts: Sequence[str]
    pooled: Sequence[str]
    selector: str
    every: int
    seed: int | None
    sampling_unit: str
    index_rule: str
    target: Decimal | None
    operator: str


def default_quota(on: date, period: Period | None = None) -> int:
    """Forms wanted of a unit by the rule in force on the day: 60 a quarter, other periods in proportion."""
    wanted: Fraction = _QUARTERS[period.kind if period else "quarter"] * int(str(law.rule(_QUOTA, on).value))
    return ceil(wanted)


def checked(given: Terms, of: Period, opens: date) -> dict[str, Any]:
    """The columns of a round; Refused, with the field, where a term cannot be.

    Defaults: the quota of the rule, paper and coded answers counted and pooled, systematic drawing of every visitor
    with a seed at random, the form as sampling unit, the first rule of the index, no target.
    """
    quota, seed = given.get("quota"), given.get("seed")
    target, operator = given.get("target"), given.get("operator", "")
    _target(target, operator)
    return {
        "quota": _positive("quota", default_quota(opens, of) if quota is None else quota, "Số phiếu cần thu"),
        "quota_counts": _modes("quota_counts", given.get("quota_counts", rules.COUNTED)),
        "pooled": _modes("pooled", given.get("pooled", rules.COUNTED)),
        "selector": _known("selector", given.get("selector", rules.SYSTEMATIC), rules.SELECTORS, "Cách chọn khách"),
        "every": _positive("every", given.get("every", 1), "Bước chọn khách"),
        "seed": secrets.randbits(_SEED_BITS) if seed is None else seed,
        "sampling_unit": _known(
            "sampling_unit", given.get("sampling_unit", rules.FORM), rules.SAMPLING_UNITS, "Đơn vị chọn mẫu"
        ),
        "index_rule": _known("index_rule", given.get("index_rule", RULES[0]), RULES, "Cách tính chỉ số"),
        "target": target,
        "operator": operator,
    }


def period_of(code: str) -> Period:
    """The period of a code; Refused where there is none."""
    try:
        return periods.parse(code)
    except BadPeriod as reason:
        raise Refused(f"{reason}.", field="period") from None


def check_days(of: Period, opens: date, closes: date, unit: Unit) -> None:
    """Refuse days in the wrong order, outside the period, or after the end of the unit."""
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


def _known(field: str, value: str, among: Sequence[str], what: str) -> str:
    if value not in among:
        raise Refused(f"{what} “{value}” không có.", cure=f"Chọn một trong: {', '.join(among)}.", field=field)
    return value


def _positive(field: str, value: int, what: str) -> int:
    most = _MOST[field]
    if not 1 <= value <= most:
        cure = f"Ghi số nguyên từ 1 đến {format_number(most)}."
        raise Refused(f"{what} là {format_number(value)}.", cure=cure, field=field)
    return value


def _target(target: Decimal | None, operator: str) -> None:
    if (target is None) != (operator == ""):
        cure = "Ghi cả dấu so sánh và mức phần trăm, hoặc để trống cả hai."
        raise Refused("Chỉ tiêu thiếu dấu so sánh hoặc thiếu mức.", cure=cure, field="target")
    if target is not None and not 0 <= target <= 100:
        raise Refused(
            f"Chỉ tiêu {format_number(target)} ngoài thang phần trăm.", cure="Ghi từ 0 đến 100.", field="target"
        )
    if target is not None and target != round(target, 2):
        raise Refused(
            f"Chỉ tiêu {format_number(target)} có quá hai chữ số lẻ.", cure="Ghi nhiều nhất hai số lẻ.", field="target"
        )
    if operator:
        _known("operator", operator, _OPERATORS, "Dấu so sánh")


def _modes(field: str, modes: Sequence[str]) -> list[str]:
    """The modes in the order of the table, each once; at least one."""
    for mode in modes:
        _known(field, mode, rules.MODES, "Hình thức trả lời")
    if not modes:
        raise Refused("Chưa chọn hình thức trả lời nào.", cure="Chọn ít nhất một.", field=field)
    return [mode for mode in rules.MODES if mode in modes]
