"""How an occurrence stands on a day: one of the eight kinds into which progress parts all (rules.DEFINITIONS)."""

from datetime import date
from typing import Final

from hailong.plan import rules
from hailong.plan.models import Occurrence

LABELS: Final[dict[str, str]] = {
    "accepted_on_time": "Đã nghiệm thu",
    "accepted_late": "Đã nghiệm thu, trễ hạn",
    "reported": "Chờ nghiệm thu",
    "returned": "Bị trả lại",
    "overdue": "Quá hạn",
    "not_yet_due": "Chưa đến hạn",
    "waiting": "Chờ điều kiện",
    "cancelled": "Đã huỷ",
}
"""The kinds and their names, in the order of the definitions."""


def standing_of(occurrence: Occurrence, on: date) -> str:
    """The kind, as a key of LABELS; overdue is only ever a question asked of a day."""
    if occurrence.state == rules.ACCEPTED:
        return "accepted_late" if occurrence.late else "accepted_on_time"
    if occurrence.state in rules.UNFINISHED:
        if occurrence.due is not None and occurrence.due < on:
            return "overdue"
        return "not_yet_due" if occurrence.state == rules.OPEN else "returned"
    return occurrence.state
