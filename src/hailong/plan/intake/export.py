"""What is taken away from a reading: JSON, CSV, a workbook, and a DOCX annex that reads back to the same tasks."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Literal

from hailong.documents.write.csv import table_csv
from hailong.documents.write.xlsx import Sheet, workbook
from hailong.lexicon.numbers import format_number
from hailong.plan.intake.annex import annex_docx
from hailong.plan.intake.listing import COLUMNS, public, rows

Kind = Literal["json", "csv", "xlsx", "docx"]
Reading = dict[str, Any]

MEDIA_TYPES: dict[Kind, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

_FIGURES_HEAD = ("Tệp", "Loại", "Nguyên văn", "Về", "So sánh", "Giá trị", "Đơn vị tính", "Ở")


def _plain(value: str | int | float | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else format_number(value)


def csv_bytes(readings: Sequence[Reading]) -> bytes:
    """Tasks and duties of the readings as one CSV, first column the file."""
    return table_csv(COLUMNS, ([_plain(value) for value in row] for row in rows(readings)))


def _figures(reading: Reading) -> list[list[str | float | None]]:
    """Targets, quotas and limits of one reading under the columns of their sheet."""
    file = reading["document"]["file"]
    found: list[list[str | float | None]] = []
    for name, key in (("Chỉ tiêu", "targets"), ("Số lượng", "quotas"), ("Thời hạn xử lý", "time_limits")):
        for item in reading.get(key, ()):
            about = item.get("indicator") or item.get("per") or item.get("from")
            figure = (item["operator"], item["value"], item["unit"])
            found.append([file, name, item["text"], about, *figure, item.get("where")])
    return found


def _score_rows(reading: Reading) -> tuple[list[str], list[list[str | float | None]]]:
    codes = list(dict.fromkeys(code for row in reading.get("scores", ()) for code in row["values"]))
    head = ["Đơn vị", "Năm", *codes, "Tăng/giảm"]
    lines = [
        [row["unit"], row["year"], *(row["values"].get(code) for code in codes), row.get("change")]
        for row in reading.get("scores", ())
    ]
    return head, lines


def _sheets(readings: Sequence[Reading]) -> list[Sheet]:
    read = [reading for reading in readings if "error" not in reading]
    figures = [line for reading in read for line in _figures(reading)]
    doubts = [
        [reading["document"]["file"], doubt["where"], doubt["message"], doubt["code"]]
        for reading in read
        for doubt in reading["warnings"]
    ]
    sheets = [Sheet("Nhiệm vụ", COLUMNS, rows(read))]
    if figures:
        sheets.append(Sheet("Chỉ tiêu", _FIGURES_HEAD, figures))
    for reading in read:
        head, lines = _score_rows(reading)
        if lines:
            sheets.append(Sheet("Bảng điểm", head, lines))
    if doubts:
        sheets.append(Sheet("Cần xem lại", ["Tệp", "Ở", "Điều cần xem lại", "Mã"], doubts))
    return sheets


def xlsx_bytes(readings: Sequence[Reading]) -> bytes:
    """The readings as a workbook: tasks and duties, figures, score tables, doubts."""
    return workbook(_sheets(readings))


def docx_bytes(readings: Sequence[Reading]) -> bytes:
    """The first reading as an official document with its tasks in an annex."""
    return annex_docx(readings[0])


def _json_bytes(readings: Sequence[Reading]) -> bytes:
    return json.dumps([public(reading) for reading in readings], ensure_ascii=False, indent=1).encode()


_WRITERS: dict[Kind, Callable[[Sequence[Reading]], bytes]] = {
    "json": _json_bytes,
    "csv": csv_bytes,
    "xlsx": xlsx_bytes,
    "docx": docx_bytes,
}


def export(reading: Reading, kind: Kind) -> bytes:
    """One reading as a file of that kind; the kinds are the keys of MEDIA_TYPES."""
    return _WRITERS[kind]([reading])
