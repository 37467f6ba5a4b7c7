"""The Vietnamese names of the places of contract 4.1, in the order in which the page shows them."""

import re
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FACTS: Final = (
    "document.type",
    "document.number",
    "document.symbol",
    "document.date",
    "document.agency",
    "document.title",
    "document.attached.title",
    "document.year",
    "document.signer.name",
    "document.signer.position",
)
KEYS: Final = {
    "tasks": ("ordinal", "content", "product", "lead", "coordinating", "deadline", "criteria"),
    "duties": ("content", "lead", "coordinating", "deadline", "criteria"),
    "targets": ("text", "indicator", "operator", "value", "unit", "year"),
    "quotas": ("text", "operator", "value", "unit"),
    "time_limits": ("text", "operator", "value", "unit"),
    "scores": ("unit", "year", "values", "change"),
    "scorecards": ("unit", "index", "year", "total", "rank", "of"),
    "parts": ("name", "score", "max"),
}
_GROUPS: Final[dict[str, Promise]] = {
    "tasks": gettext_lazy("Nhiệm vụ"),
    "duties": gettext_lazy("Việc giao trong lời văn"),
    "targets": gettext_lazy("Chỉ tiêu"),
    "quotas": gettext_lazy("Số lượng phải làm"),
    "time_limits": gettext_lazy("Thời hạn xử lý"),
    "scores": gettext_lazy("Bảng điểm hài lòng"),
    "scorecards": gettext_lazy("Bảng điểm chỉ số"),
    "parts": gettext_lazy("Điểm thành phần"),
}
_LABELS: Final[dict[str, Promise]] = {
    "document.type": gettext_lazy("Loại văn bản"),
    "document.number": gettext_lazy("Số, ký hiệu"),
    "document.symbol": gettext_lazy("Ký hiệu"),
    "document.date": gettext_lazy("Ngày ban hành"),
    "document.agency": gettext_lazy("Cơ quan ban hành"),
    "document.title": gettext_lazy("Trích yếu"),
    "document.attached.title": gettext_lazy("Văn bản kèm theo"),
    "document.year": gettext_lazy("Năm kế hoạch"),
    "document.signer.name": gettext_lazy("Người ký"),
    "document.signer.position": gettext_lazy("Chức vụ người ký"),
    "ordinal": gettext_lazy("STT"),
    "content": gettext_lazy("Nội dung"),
    "product": gettext_lazy("Sản phẩm"),
    "lead": gettext_lazy("Chủ trì"),
    "coordinating": gettext_lazy("Phối hợp"),
    "deadline": gettext_lazy("Thời hạn"),
    "criteria": gettext_lazy("Tiêu chí"),
    "text": gettext_lazy("Câu trong văn bản"),
    "indicator": gettext_lazy("Chỉ số"),
    "operator": gettext_lazy("So sánh"),
    "value": gettext_lazy("Giá trị"),
    "unit": gettext_lazy("Đơn vị tính"),
    "year": gettext_lazy("Năm"),
    "change": gettext_lazy("Tăng, giảm"),
    "total": gettext_lazy("Tổng điểm"),
    "rank": gettext_lazy("Hạng"),
    "index": gettext_lazy("Chỉ số"),
    "name": gettext_lazy("Nội dung chấm"),
    "score": gettext_lazy("Điểm"),
    "max": gettext_lazy("Điểm tối đa"),
    "of": gettext_lazy("Trên tổng số"),
    "scores.*.unit": gettext_lazy("Đơn vị"),
    "scorecards.*.unit": gettext_lazy("Đơn vị"),
}
_HINTS: Final[dict[str, Promise]] = {
    "lines": gettext_lazy("Mỗi đơn vị một dòng."),
    "deadline": gettext_lazy("Viết như trong văn bản, ví dụ: Quý IV/2025; trước ngày 15/11/2025; thường xuyên."),
    "criteria": gettext_lazy("Mã tiêu chí, cách nhau bằng dấu phẩy: TC, HC, PV, KQ, TT, DK."),
    "number": gettext_lazy("Cách viết số: 1.234,5"),
    "date": gettext_lazy("Cách viết ngày: 05/07/2025"),
    "year": gettext_lazy("Cách viết năm: 2025"),
}


def label(path: str) -> str:
    """What a place is called."""
    last = path.rsplit(".", 1)[-1]
    pattern = re.sub(r"\.\d+", ".*", path) if path.startswith(("document", "score")) else last
    return str(_LABELS.get(pattern) or _LABELS.get(last) or last)


def hint(kind: str) -> str:
    """How to write a value of that kind; empty where it is plain."""
    return str(_HINTS.get(kind, ""))


def group(name: str) -> str:
    """What rows of a kind are called together."""
    return str(_GROUPS[name])


def lists() -> tuple[tuple[str, str], ...]:
    """The lists among the head facts: key and label."""
    return ("bases", _("Căn cứ")), ("recipients", _("Nơi nhận"))
