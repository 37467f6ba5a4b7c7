"""Codes of contract 4.1 said in words: deadlines, confidence, warnings, places."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hailong.lexicon.dates import format_date, parse_date
from hailong.lexicon.indicators import indicator
from hailong.web.skin.context import WEEKDAYS

SURE, FAIR = 0.9, 0.7

WARNINGS = {
    "ordinal_gap": gettext_lazy("Thiếu số thứ tự"),
    "ordinal_repeat": gettext_lazy("Trùng số thứ tự"),
    "sum_mismatch": gettext_lazy("Số cộng không khớp"),
    "unit_unknown": gettext_lazy("Đơn vị chưa rõ"),
    "deadline_unread": gettext_lazy("Thời hạn chưa hiểu"),
    "criterion_unknown": gettext_lazy("Tiêu chí chưa rõ"),
    "indicator_unknown": gettext_lazy("Chỉ số chưa rõ"),
    "letters_lost": gettext_lazy("Mất chữ"),
    "number_blank": gettext_lazy("Chưa có số văn bản"),
    "date_blank": gettext_lazy("Chưa có ngày văn bản"),
    "annex_missing": gettext_lazy("Thiếu phụ lục"),
    "old_unit_name": gettext_lazy("Tên đơn vị cũ"),
    "law_superseded": gettext_lazy("Căn cứ đã thay thế"),
}
_FREQUENCIES = {
    "continuous": gettext_lazy("Thường xuyên"),
    "daily": gettext_lazy("Hằng ngày"),
    "weekly": gettext_lazy("Hằng tuần"),
    "monthly": gettext_lazy("Hằng tháng"),
    "quarterly": gettext_lazy("Hằng quý"),
    "yearly": gettext_lazy("Hằng năm"),
}
_OPERATORS = {
    ">": gettext_lazy("trên"),
    ">=": gettext_lazy("ít nhất"),
    "=": gettext_lazy("đạt"),
    "<=": gettext_lazy("không quá"),
    "<": gettext_lazy("dưới"),
}
_LIMIT_UNITS = {
    "working_minutes": gettext_lazy("phút làm việc"),
    "working_hours": gettext_lazy("giờ làm việc"),
    "working_days": gettext_lazy("ngày làm việc"),
    "calendar_days": gettext_lazy("ngày"),
}
_OPTIONS = {"operator": _OPERATORS, "limit_unit": _LIMIT_UNITS}
CODED = frozenset(_OPTIONS)


def options(kind: str) -> list[tuple[str, str]]:
    """The values to choose from where a kind has only a few: code and word."""
    return [(code, str(word)) for code, word in _OPTIONS.get(kind, {}).items()]


def shown(text: str, kind: str) -> str:
    """A typed value as the reader sees it: codes of the few as words, all else as it is."""
    return str(_OPTIONS.get(kind, {}).get(text, text))


def indicator_name(code: str | None) -> str:
    """What an indicator code stands for; empty where it stands for nothing known."""
    try:
        return indicator(code).name if code else ""
    except LookupError:
        return ""


def warning(code: str) -> str:
    """The name of a warning; its code where it has none yet."""
    return str(WARNINGS.get(code, code))


def confidence(value: float | None) -> tuple[str, str]:
    """A confidence of 0 to 1 as a level for the style and a word for the reader; both empty where there is none."""
    if value is None:
        return "", ""
    if value >= SURE:
        return "sure", _("chắc")
    return ("fair", _("khá chắc")) if value >= FAIR else ("doubt", _("cần xem lại"))


def doubtful(record: dict[str, Any]) -> bool:
    """Whether the reader is too little sure of a row to leave it unseen."""
    value = record.get("confidence")
    return value is not None and value < FAIR


def reasons(record: dict[str, Any]) -> tuple[str, ...]:
    """What may be wrong with a doubtful row, so that a person knows where to look."""
    deadline = record.get("deadline")
    found = (
        (bool(record.get("content_raw")), _("có chữ phục hồi")),
        (not record.get("lead", True), _("chưa rõ đơn vị chủ trì")),
        (deadline is not None and deadline.get("kind") is None, _("chưa hiểu thời hạn")),
    )
    return tuple(said for holds, said in found if holds) or (_("chữ có thể lệch cột"),)


def place(source: dict[str, Any] | None) -> str:
    """ "trang 3, dòng 120"; empty where the place is not known."""
    found = source or {}
    parts = [(_("trang %s"), found.get("page")), (_("dòng %s"), found.get("line"))]
    said = ", ".join(words % number for words, number in parts if number is not None)
    return f"{found['sheet']}, {said}" if found.get("sheet") else said


def deadline(value: dict[str, Any] | None) -> str:
    """How a deadline was understood, apart from its printed text; empty where there is no deadline at all."""
    if value is None:
        return ""
    kind = value.get("kind")
    if kind is None:
        return _("máy chưa hiểu thời hạn này")
    if kind == "recurring":
        return _rhythm(value)
    if kind == "milestones":
        return "; ".join(filter(None, (_milestone(part) for part in value.get("milestones", []))))
    if kind in ("event", "depends"):
        return _("khi có văn bản, chỉ đạo") if kind == "depends" else _("khi có sự việc")
    return _due(value)


def _due(value: dict[str, Any]) -> str:
    day = parse_date(value.get("due") or "")
    if day is None:
        return ""
    return (_("trước ngày %s") if value.get("before") else _("hạn cuối %s")) % format_date(day)


def _rhythm(value: dict[str, Any]) -> str:
    often = str(_FREQUENCIES.get(value.get("freq", ""), value.get("freq") or ""))
    weekday = value.get("weekday")
    named = f"{often}, {WEEKDAYS[weekday - 1]}" if weekday else often
    return "; ".join(filter(None, (named, _due(value))))


def _milestone(value: dict[str, Any]) -> str:
    said = deadline(value)
    return f"{value['what']}: {said}" if value.get("what") else said
