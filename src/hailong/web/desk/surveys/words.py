"""Codes of surveys said in words: states of rounds, ways of choosing, ways of answering, outcomes at the counter."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Word = tuple[str, str | Promise]

STATES: Final[dict[str, Word]] = {
    "planned": ("plain", _("Chưa mở")),
    "open": ("sure", _("Đang mở")),
    "closed": ("fair", _("Đã đóng")),
    "cancelled": ("plain", _("Đã hủy")),
}
"""The badge of a round."""
VERSIONS: Final[dict[str, Word]] = {
    "draft": ("fair", _("Bản nháp")),
    "frozen": ("sure", _("Đã chốt")),
}
"""The badge of a questionnaire's version."""
INSTRUMENTS: Final[dict[str, str | Promise]] = {
    "unit": _("Phiếu của đơn vị"),
    "national": _("Phiếu hai phần theo khung cả nước"),
    "slip": _("Phiếu đánh giá một hồ sơ"),
}
MODES: Final[dict[str, str | Promise]] = {
    "paper": _("phiếu giấy"),
    "coded": _("mã trả lời trên mạng"),
    "kiosk": _("máy tại quầy"),
    "link": _("liên kết mở"),
}
"""How an answer came."""
SELECTORS: Final[dict[str, str | Promise]] = {
    "systematic": _("Cách đều: cứ mấy khách lấy một, bắt đầu ngẫu nhiên"),
    "bernoulli": _("Ngẫu nhiên từng khách"),
    "stratified": _("Cách đều trong từng lĩnh vực"),
}
OUTCOMES: Final[dict[str, str | Promise]] = {
    "given": _("Khách nhận phiếu"),
    "refused": _("Khách từ chối"),
    "unavailable": _("Khách không ở lại được"),
}
"""What may come of a visitor who was chosen."""
HALVES: Final[dict[str, str | Promise]] = {
    "morning": pgettext_lazy("half-day", "buổi sáng"),
    "afternoon": pgettext_lazy("half-day", "buổi chiều"),
}
RULES: Final[dict[str, str | Promise]] = {
    "t2b_itemmean": _("Tỷ lệ trả lời 4 và 5, trung bình các câu trong tiêu chí"),
    "t2b_pooled": _("Tỷ lệ trả lời 4 và 5, gộp mọi câu trong tiêu chí"),
    "mean5": _("Điểm trung bình trên 5"),
    "mean01": _("Điểm trung bình quy về 0 đến 100"),
}
"""How the index is reckoned."""
OPERATORS: Final[dict[str, str | Promise]] = {
    ">=": _("ít nhất"),
    ">": _("trên"),
    "=": _("đạt"),
    "<=": _("không quá"),
    "<": _("dưới"),
}
