"""A reading as rows for people: the columns of the table, CSV and workbook that are taken away."""

from collections.abc import Iterable, Sequence
from typing import Any

from hailong.lexicon.dates import format_date, parse_date

COLUMNS = (
    "Tệp", "Loại", "Mục", "Tên mục", "STT", "Nội dung", "Sản phẩm", "Chủ trì", "Phối hợp", "Thời hạn", "Hạn cuối",
    "Tiêu chí", "Trang", "Dòng", "Độ tin cậy",
)  # fmt: skip

TASK, DUTY = "Nhiệm vụ", "Trách nhiệm"

Cellular = str | int | float | None


def due_text(deadline: dict[str, Any] | None) -> str:
    """The last day of a deadline as dd/mm/yyyy; "" where it has none."""
    due = deadline.get("due") if deadline else None
    day = parse_date(due) if due else None
    return format_date(day) if day else ""


def deadline_text(deadline: dict[str, Any] | None) -> str:
    """A deadline in the plan's own words; "" where the plan gives none."""
    return deadline["text"] if deadline else ""


def _common(item: dict[str, Any]) -> tuple[Cellular, ...]:
    source = item.get("source") or {}
    return (
        "; ".join(item["lead"]), "; ".join(item["coordinating"]), deadline_text(item["deadline"]),
        due_text(item["deadline"]), ", ".join(item["criteria"]), source.get("page"), source.get("line"),
        item.get("confidence"),
    )  # fmt: skip


def _task_rows(file: str, task: dict[str, Any]) -> list[tuple[Cellular, ...]]:
    """One row a task, and one more for each further product with its own deadline, as the plan prints them."""
    first, *further = task["parts"] or [{"product": task["product"], "deadline": task["deadline"]}]
    section = (task["section"], task["section_title"])
    lines = [(file, TASK, *section, task["ordinal"], task["content"], first["product"], *_common(task | first))]
    for part in further:
        more = task | part | {"lead": [], "coordinating": [], "criteria": []}
        lines.append((file, TASK, *section, None, None, part["product"], *_common(more)))
    return lines


def _duty_row(file: str, duty: dict[str, Any]) -> tuple[Cellular, ...]:
    return (file, DUTY, duty["where"], None, None, duty["content"], None, *_common(duty))


def rows(readings: Iterable[dict[str, Any]]) -> list[tuple[Cellular, ...]]:
    """Tasks and then duties of every reading under COLUMNS; a file that could not be read gives no row."""
    found: list[tuple[Cellular, ...]] = []
    for reading in readings:
        file = reading["document"]["file"]
        found += [row for task in reading.get("tasks", ()) for row in _task_rows(file, task)]
        found += [_duty_row(file, duty) for duty in reading.get("duties", ())]
    return found


def public(reading: dict[str, Any]) -> dict[str, Any]:
    """The reading without private keys (those that begin with an underscore)."""
    return {key: value for key, value in reading.items() if not key.startswith("_")}


def summary(readings: Sequence[dict[str, Any]]) -> list[str]:
    """One line a file: how much was read and how much wants a look."""
    return [_summary(reading) for reading in readings]


def _summary(reading: dict[str, Any]) -> str:
    file = reading["document"]["file"]
    if "error" in reading:
        return f"{file}: {reading['error']}"
    counts = (
        ("tasks", "nhiệm vụ"), ("duties", "trách nhiệm"), ("targets", "chỉ tiêu"), ("warnings", "điểm cần xem lại"),
    )  # fmt: skip
    return f"{file}: " + ", ".join(f"{len(reading[key])} {what}" for key, what in counts)
