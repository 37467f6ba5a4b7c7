"""What is taken away from a reading: JSON, CSV, a workbook, and a DOCX annex that reads back to the same tasks."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Literal

from hailong.documents.write.csv import table_csv
from hailong.documents.write.docx import document as official_docx
from hailong.documents.write.parts import Agency, Grid, Official, Signature, Text
from hailong.documents.write.xlsx import Sheet, workbook
from hailong.lexicon.numbers import format_number
from hailong.plan.intake.listing import COLUMNS, deadline_text, public, rows

Kind = Literal["json", "csv", "xlsx", "docx"]
Reading = dict[str, Any]

MEDIA_TYPES: dict[Kind, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

_ANNEX_HEAD = ("STT", "Nội dung", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Tiêu chí")
_FIGURES_HEAD = ("Tệp", "Loại", "Nguyên văn", "Về", "So sánh", "Giá trị", "Đơn vị tính", "Ở")
_ANNEX_WIDTHS = (5.0, 34.0, 20.0, 14.0, 14.0, 10.0, 8.0)


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


def _annex_rows(tasks: Sequence[dict[str, Any]]) -> tuple[list[tuple[str, ...]], frozenset[int]]:
    """The rows of the annex with a row for each section, and which rows those are."""
    found: list[tuple[str, ...]] = []
    sections: set[int] = set()
    open_section: tuple[str | None, str | None] = (None, None)
    for task in tasks:
        section = (task["section"], task["section_title"])
        if section != open_section and any(section):
            sections.add(len(found))
            found.append((section[0] or "", section[1] or "", *[""] * 5))
        open_section = section
        found += _task_rows(task)
    return found, frozenset(sections)


def _task_rows(task: dict[str, Any]) -> list[tuple[str, ...]]:
    parts = task["parts"] or [{"product": task["product"], "deadline": task["deadline"]}]
    lead, coordinating = "\n".join(task["lead"]), "\n".join(task["coordinating"])
    first = (task["ordinal"] or "", task["content"], parts[0]["product"] or "", lead, coordinating)
    lines: list[tuple[str, ...]] = [(*first, deadline_text(parts[0]["deadline"]), ", ".join(task["criteria"]))]
    for part in parts[1:]:
        lines.append(("", "", part["product"] or "", "", "", deadline_text(part["deadline"]), ""))
    return lines


def _official(reading: Reading) -> Official:
    head = reading["document"]
    lines, sections = _annex_rows(reading["tasks"])
    grid = Grid(_ANNEX_HEAD, tuple(lines), _ANNEX_WIDTHS, sections, frozenset({0, 5, 6}))
    number, _, symbol = (head["number"] or "").partition("/")
    aims = (target["text"] for target in reading["targets"] if not target["where"].startswith("PL"))
    body: list[Text | Grid] = [Text(f"Căn cứ văn bản số {code};", "base") for code in head["bases"]]
    body += [Text(f"- {aim}") for aim in dict.fromkeys(aims)]
    if reading["tasks"]:
        body += [Text("PHỤ LỤC", "heading"), grid]
    signer = head["signer"] or {}
    return Official(
        agency=Agency(head["agency"] or "…"),
        kind=(head["type"] or "Kế hoạch").upper(),
        title=_title(head),
        body=tuple(body) or (Text("Văn bản không có bảng nhiệm vụ."),),
        number=number,
        symbol=head["symbol"] or symbol or "KH",
        day=date.fromisoformat(head["date"]) if head["date"] else None,
        signature=Signature(((signer.get("position") or "").upper(),), signer.get("name") or ""),
        recipients=tuple(f"- {name};" for name in head["recipients"]),
        landscape=True,
    )


def _title(head: dict[str, Any]) -> str:
    """The title, with the plan's year: deadlines printed without a year are of that one."""
    title, year = head["title"] or head["file"], head["year"]
    return title if year is None or str(year) in title else f"{title} năm {year}"


def docx_bytes(readings: Sequence[Reading]) -> bytes:
    """The first reading as an official document with its tasks in an annex."""
    return official_docx(_official(readings[0]))


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
