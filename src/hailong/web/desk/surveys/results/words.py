"""Codes of results said in words: verdicts, notes, dimensions."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Word = tuple[str, str | Promise]

VERDICTS: Final[dict[str, Word]] = {
    "met": ("sure", _("Đạt")),
    "not_met": ("doubt", _("Chưa đạt")),
    "insufficient": ("fair", _("Chưa đủ căn cứ")),
}
"""The badge of a verdict."""
DIVISIONS: Final[dict[str, tuple[tuple[str, ...], str | Promise]]] = {
    "don-vi": (("unit",), _("Đơn vị")),
    "linh-vuc": (("field",), _("Lĩnh vực")),
    "cach-tra-loi": (("mode",), _("Cách trả lời")),
    "nguoi-tra-loi": (("respondent",), _("Người trả lời")),
    "don-vi-linh-vuc": (("unit", "field"), _("Đơn vị và lĩnh vực")),
    "don-vi-cach-tra-loi": (("unit", "mode"), _("Đơn vị và cách trả lời")),
}
"""How a table may be divided, by the word in the address."""
RESPONDENTS: Final[dict[str, str | Promise]] = {"individual": _("cá nhân"), "organisation": _("tổ chức")}
NOTES: Final[dict[str, str | Promise]] = {
    "near_edge": _("gần 100% từ ít phiếu: kết luận theo khoảng Korn-Graubard, rộng hơn"),
    "few_answers": _("ít phiếu, đọc thận trọng"),
    "one_session": _("chỉ một buổi hoặc một phiếu nên không biết sai số"),
    "not_pooled": _("không gộp vào chỉ số của đợt"),
    "series_broken": _("đợt trước hỏi câu khác, không so sánh được"),
}
INTERVALS: Final[dict[str, str]] = {"wilson": "Wilson", "korn-graubard": "Korn-Graubard"}
