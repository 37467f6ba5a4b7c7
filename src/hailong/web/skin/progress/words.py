"""States of plans, tasks and occurrences said in words, each with the level of its badge."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

Word = tuple[str, str | Promise]

OVERDUE: Final[Word] = ("doubt", gettext_lazy("Quá hạn"))
_ACCEPTED: Final[Word] = ("sure", gettext_lazy("Đã nghiệm thu"))
OCCURRENCE: Final[dict[str, Word]] = {
    "accepted_on_time": _ACCEPTED,
    "accepted_late": _ACCEPTED,
    "reported": ("fair", gettext_lazy("Chờ nghiệm thu")),
    "returned": ("doubt", gettext_lazy("Bị trả lại")),
    "overdue": OVERDUE,
    "not_yet_due": ("plain", gettext_lazy("Đang làm")),
    "waiting": ("plain", gettext_lazy("Chờ điều kiện")),
    "cancelled": ("plain", gettext_lazy("Đã hủy")),
}
"""The badge of an occurrence by how it stands on the day (plan.standing)."""
STANDING: Final[dict[str, str | Promise]] = {
    "accepted_on_time": gettext_lazy("nghiệm thu đúng hạn"),
    "accepted_late": gettext_lazy("nghiệm thu trễ"),
    "reported": gettext_lazy("chờ nghiệm thu"),
    "returned": gettext_lazy("bị trả lại"),
    "overdue": gettext_lazy("quá hạn"),
    "not_yet_due": gettext_lazy("chưa đến hạn"),
    "waiting": gettext_lazy("chờ điều kiện"),
}
TASK: Final[dict[str, Word]] = {
    "done": ("sure", gettext_lazy("Xong đúng hạn")),
    "late_done": ("fair", gettext_lazy("Xong nhưng trễ")),
    "running": ("plain", gettext_lazy("Đang làm")),
    "overdue": OVERDUE,
    "waiting": ("plain", gettext_lazy("Chờ điều kiện")),
    "cancelled": ("plain", gettext_lazy("Đã hủy")),
    "unassigned": ("doubt", gettext_lazy("Cần phân công")),
}
PLAN: Final[dict[str, Word]] = {
    "active": ("sure", gettext_lazy("Đang thực hiện")),
    "ended": ("plain", gettext_lazy("Đã kết thúc")),
    "withdrawn": ("plain", gettext_lazy("Đã rút")),
}
ORIGIN: Final[dict[str, str | Promise]] = {
    "row": gettext_lazy("Dòng trong bảng của kế hoạch"),
    "duty": gettext_lazy("Việc giao trong lời văn của kế hoạch"),
    "added": gettext_lazy("Giao thêm sau khi kế hoạch ban hành"),
    "corrective": gettext_lazy("Việc khắc phục, lấy từ khoảng cách chỉ số"),
}
FACTS: Final[dict[str, str | Promise]] = {
    "quota": gettext_lazy("Số lượng phải làm"),
    "time_limit": gettext_lazy("Thời hạn xử lý"),
    "score": gettext_lazy("Điểm theo tiêu chí"),
    "scorecard": gettext_lazy("Bảng điểm chỉ số"),
    "duty": gettext_lazy("Trách nhiệm nêu trong lời văn"),
}
VIEWS: Final[tuple[tuple[str, str | Promise], ...]] = (
    ("muc", gettext_lazy("Theo mục")),
    ("don-vi", gettext_lazy("Theo đơn vị")),
    ("tieu-chi", gettext_lazy("Theo tiêu chí")),
    ("dong-thoi-gian", gettext_lazy("Dòng thời gian")),
)
