"""The table of results as cells: the same columns in a workbook, in CSV and on the page."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from hailong.documents.write.xlsx import Value
from hailong.lexicon.numbers import format_number
from hailong.measure.estimates import Line, Table
from hailong.measure.estimates.shapes import EMPTY, HIDDEN, INDEX
from hailong.stats.rounding import round_half_up

Named = Callable[[str, str], str]
"""A dimension and a code of it to what people call it."""

FIGURES: Final[Mapping[str, str]] = {
    "n": "Số phiếu",
    "estimate": "Chỉ số (%)",
    "low": "Cận dưới 95 %",
    "high": "Cận trên 95 %",
    "se": "Sai số chuẩn",
    "target": "Mục tiêu (%)",
    "verdict_point": "Theo điểm công bố",
    "verdict": "Theo thống kê",
    "forms_needed": "Số phiếu để kết luận",
    "previous": "Kỳ trước (%)",
    "change": "Thay đổi (điểm)",
    "p": "p của thay đổi",
}
VERDICTS: Final[Mapping[str, str]] = {"met": "đạt", "not_met": "chưa đạt", "insufficient": "chưa đủ căn cứ"}
DIMENSIONS: Final[Mapping[str, str]] = {
    "unit": "Đơn vị",
    "period": "Kỳ",
    "field": "Lĩnh vực",
    "mode": "Cách trả lời",
    "respondent": "Người trả lời",
}
_STATES: Final = {HIDDEN: "ẩn: quá ít người trả lời", EMPTY: "không có câu trả lời"}
_PLACES: Final = {"p": 4, "se": 2}


def head(table: Table) -> list[str]:
    """The heads of the columns."""
    return [*(DIMENSIONS[name] for name in table.by), "Tiêu chí", *FIGURES.values(), "Ghi chú"]


def rows(table: Table, named: Named) -> list[list[Value]]:
    """All lines, the whole first where the table is divided; figures rounded as on screen."""
    lines = list(table.rows) if table.rows == table.total else [*table.total, *table.rows]
    return [_row(line, table.by, named) for line in lines]


def texts(cells: Sequence[Sequence[Value]]) -> list[list[str]]:
    """The same rows as text, numbers as Vietnamese offices write them."""
    return [[_text(value) for value in row] for row in cells]


def _text(value: Value) -> str:
    if value is None:
        return ""
    return format_number(value) if isinstance(value, int | float | Decimal) else str(value)


def _row(line: Line, by: Sequence[str], named: Named) -> list[Value]:
    groups: list[Value] = [named(name, line.by[name]) if name in line.by else "Toàn bộ" for name in by]
    name = line.name if line.statistic != INDEX else f"{line.name} (chung)"
    return [*groups, name, *(_figure(line, each) for each in FIGURES), _STATES.get(line.cell, "")]


def _figure(line: Line, name: str) -> Value:
    value = getattr(line, name)
    if name in ("verdict", "verdict_point"):
        return VERDICTS[value] if value else None
    return round_half_up(value, _PLACES.get(name, 2)) if isinstance(value, float) else value
