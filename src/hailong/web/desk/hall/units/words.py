"""Kinds of units in words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: Final[dict[str, str | Promise]] = {
    "province": _("Tỉnh, thành phố"),
    "department": _("Sở, ban, ngành"),
    "commune": _("Xã, phường, đặc khu"),
    "office": _("Phòng, văn phòng"),
    "one_stop": _("Bộ phận một cửa"),
    "service": _("Đơn vị sự nghiệp"),
    "agency": _("Cơ quan khác"),
    "district": _("Cấp huyện (trước 01/7/2025)"),
    "other": _("Khác"),
}
