"""States of sheets, and what is done to them, said in words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Word = tuple[str, str | Promise]

STATES: Final[dict[str, Word]] = {
    "printed": ("plain", _("Chưa giao")),
    "issued": ("plain", _("Công chức giữ")),
    "handed": ("fair", _("Ở chỗ khách")),
    "returned": ("fair", _("Đã thu, chờ bàn giao")),
    "spoiled": ("doubt", _("Hỏng")),
    "missing": ("doubt", _("Thất lạc")),
    "received": ("fair", _("Đã nhận, chờ nhập")),
    "entered": ("doubt", _("Hai lần nhập khác nhau")),
    "verified": ("sure", _("Đã nhập xong")),
    "destroyed": ("plain", _("Đã hủy giấy")),
}
"""The badge of a sheet."""
STEPS: Final[dict[str, str | Promise]] = {
    "printed": _("Đã in"),
    "issued": _("Đã giao công chức"),
    "handed": _("Đã phát cho khách"),
    "returned": _("Đã thu về"),
    "received": _("Nơi tổng hợp đã nhận"),
}
"""How far a sheet came."""
RESPONDENTS: Final[dict[str, str | Promise]] = {
    "individual": _("Cá nhân"),
    "organisation": _("Tổ chức, doanh nghiệp"),
}
