"""Tasks of contract 4.1 from the rows of a plan's tables: units resolved, deadlines and criteria read, doubts told."""

from collections.abc import Sequence
from typing import Any

from hailong.clock.deadlines import Deadline
from hailong.clock.phrases import read_deadline
from hailong.documents.anatomy import Document, Place, Row, Table
from hailong.lexicon.criteria import criterion, find_criteria
from hailong.lexicon.dates import parse_date
from hailong.lexicon.text import fold, squeeze
from hailong.plan.intake.reading.assignment import Assignment, read_assignment
from hailong.plan.intake.reading.columns import Columns, columns, headed, looks_like_tasks
from hailong.plan.intake.reading.directory import Directory
from hailong.plan.intake.reading.names import listed, opens_name
from hailong.plan.intake.reading.outline import Passage, placed_tables, tables
from hailong.plan.intake.reading.rows import Entry, Section, entries
from hailong.plan.intake.reading.target_tables import only_sets_targets

Warnings = list[dict[str, str]]
_GUESSED = 0.6
_UNREAD = 0.5


def warning(code: str, message: str, where: str) -> dict[str, str]:
    """A warning of contract 4.1."""
    return {"code": code, "message": message, "where": where}


def plan_entries(document: Document) -> list[Entry]:
    """The printed tasks of every table that is a plan's."""
    placed = [(before, table, columns(table)) for before, found in placed_tables(document) if (table := headed(found))]
    plans = [plan for plan in placed if plan[2].is_plan() and not only_sets_targets(plan[1])]
    titles = [_section_above(before) for before, _, _ in plans]
    several = len(plans) > 1 and all(titles) and len(set(titles)) == len(titles)
    return entries(((table, roles) for _, table, roles in plans), titles if several else ())


def _section_above(before: Passage | None) -> Section | None:
    """The section that a heading right above a table names: its numeral or letter, none for a number, and its title."""
    if before is None or before.level != "heading" or not before.marker:
        return None
    numeral = before.marker.strip(" .)")
    return (numeral if numeral.isalpha() else None), squeeze(before.text).rstrip(" :")


def table_doubts(document: Document) -> Warnings:
    """What is not sure about whole tables: columns guessed or missing, and tables that may hold tasks left unread."""
    found = ((table, _table_doubt(table, columns(table))) for table in map(headed, tables(document)))
    return [warning(*doubt, where_printed(table.place)) for table, doubt in found if doubt]


def _table_doubt(table: Table, roles: Columns) -> tuple[str, str] | None:
    if not roles.is_plan():
        message = "Bảng có đơn vị và thời hạn nhưng không rõ các cột nên chưa đọc thành nhiệm vụ; hãy đặt lại tên cột."
        return ("table_unread", message) if looks_like_tasks(table) else None
    if roles.guessed:
        message = "Bảng không có dòng tiêu đề nên các cột được đoán theo nội dung; hãy kiểm tra từng cột."
        return "table_without_head", message
    who, when = roles.has("lead") or roles.has("responsibility"), roles.has("deadline")
    missing = [name for name, present in (("đơn vị chủ trì", who), ("thời hạn", when)) if not present]
    if not missing:
        return None
    return "column_missing", f"Không thấy cột {' và cột '.join(missing)} trong bảng; hãy điền ở từng nhiệm vụ."


def where_printed(place: Place) -> str:
    """Page and line as a person says them."""
    parts = (f"trang {place.page}" if place.page else "", f"dòng {place.line}" if place.line else "")
    return ", ".join(filter(None, parts)) or "cả văn bản"


def assignment_of(entry: Entry) -> Assignment:
    """Who leads and coordinates as printed: by sentence in one column, or by list in two."""
    row, roles = entry.rows[0], entry.columns
    text = roles.text(row, "responsibility")
    both = read_assignment(text) if text else Assignment()
    lead, coordinating = roles.text(row, "lead"), roles.text(row, "coordinating")
    leading = read_assignment(lead) if "phối hợp" in lead.lower() else Assignment(listed(lead))
    return Assignment((*both.lead, *leading.lead), (*both.coordinating, *leading.coordinating, *listed(coordinating)))


def _assignment_text(entry: Entry) -> str:
    row, roles = entry.rows[0], entry.columns
    printed = (roles.text(row, role) for role in ("responsibility", "lead", "coordinating"))
    return "\n".join(text for text in printed if text)


def _deadline(row: Row, roles: Columns, year: int | None) -> Deadline | None:
    """The row's deadline; a year that it leaves out is that of a last day printed beside it, else the plan's."""
    text = roles.text(row, "deadline")
    last_day = parse_date(roles.text(row, "due"))
    return read_deadline(text, last_day.year if last_day else year) if text else None


def _json(deadline: Deadline | None) -> dict[str, Any] | None:
    return deadline.as_json() if deadline else None


def _parts(entry: Entry, year: int | None) -> list[dict[str, Any]]:
    """One part per printed row where a task has continuation rows."""
    if len(entry.rows) == 1:
        return []
    roles = entry.columns
    return [
        {"product": roles.text(row, "product") or None, "deadline": _json(_deadline(row, roles, year))}
        for row in entry.rows
    ]


def _criteria(entry: Entry) -> tuple[list[str], bool]:
    """(codes, asked): asked tells that the plan names a criterion here, by column or by section heading.

    A dash in the column says that the heading's criterion does not hold for this row.
    """
    printed = "\n".join(filter(None, (entry.columns.text(row, "criterion") for row in entry.rows)))
    if printed:
        return list(find_criteria(printed)), True
    if entry.columns.denied(entry.rows[0], "criterion"):
        return [], False
    grouped = _section_criteria(squeeze(entry.group))
    return grouped if grouped[0] else _section_criteria(squeeze(entry.section_title or ""))


def _section_criteria(title: str) -> tuple[list[str], bool]:
    """A section heading names a criterion by saying so ("Tiêu chí ...") or by being nothing but its name."""
    key, said = fold(title), list(find_criteria(title))
    if key.startswith("chi so noi dung"):
        return [], False  # the contents of PAPI are no criteria of satisfaction
    if key.startswith(("tieu chi", "nhom tieu chi", "yeu to")):
        return said, True
    alone = key.startswith("chi so") or any(key == fold(criterion(code).name) for code in said)
    return (said, bool(said)) if alone else ([], False)


def _joined(entry: Entry, role: str) -> str:
    return "\n".join(filter(None, (entry.columns.text(row, role) for row in entry.rows)))


def _content(entry: Entry) -> str:
    following = (entry.columns.text(row, "content") for row in entry.rows[1:])
    return "\n".join(filter(None, (entry.content, *following)))


def _raw(entry: Entry, roles: Columns) -> str | None:
    raws = [roles.raw(row, "content") or roles.text(row, "content") for row in entry.rows]
    changed = any(roles.raw(row, "content") for row in entry.rows)
    return "\n".join(filter(None, raws)) if changed else None


def _confidence(entry: Entry, deadline: Deadline | None, doubts: Warnings) -> float:
    """From 0 to 1: the reader's confidence in the row and its cells, the deadline's, and what is in doubt."""
    row = entry.rows[0]
    surest = min([row.confidence, *(cell.confidence for cell in row.cells if cell.text)])
    deadline_part = deadline.confidence if deadline and deadline.kind else 1.0
    guessed = 1.0 if entry.columns.sure else _GUESSED
    return round(min(surest, deadline_part) * guessed * _UNREAD ** bool(doubts), 2)


def _doubts(entry: Entry, task: dict[str, Any], printed: Assignment, asked: bool) -> Warnings:
    where = entry.where()
    found: Warnings = []
    if task["deadline"] and task["deadline"]["kind"] is None:
        text = task["deadline"]["text"]
        found.append(warning("deadline_unread", f"Chưa hiểu thời hạn “{text}”; hãy chọn loại thời hạn.", where))
    if asked and not task["criteria"]:
        found.append(warning("criterion_unknown", "Chưa nhận ra tiêu chí cần cải thiện; hãy chọn tiêu chí.", where))
    for name in (*printed.lead, *printed.coordinating):
        if not opens_name(name):
            found.append(warning("unit_unknown", f"Chưa nhận ra đơn vị “{name}”; hãy chọn đơn vị.", where))
    if not printed.lead and task["assignment_text"]:
        found.append(warning("unit_unknown", "Không thấy đơn vị chủ trì; hãy giao đơn vị chủ trì.", where))
    return found


def _task(entry: Entry, year: int | None, directory: Directory) -> tuple[dict[str, Any], Warnings]:
    printed = assignment_of(entry)
    deadline = _deadline(entry.rows[0], entry.columns, year)
    criteria, asked = _criteria(entry)
    parts = _parts(entry, year)
    product = entry.columns.text(entry.rows[0], "product") if parts else _joined(entry, "product")
    lead = directory.canonical_all(printed.lead)
    coordinating = [name for name in directory.canonical_all(printed.coordinating) if name not in lead]
    place = entry.rows[0].place
    task: dict[str, Any] = {
        "section": entry.section, "section_title": entry.section_title or entry.group or None, "ordinal": entry.ordinal,
        "content": _content(entry), "product": product or None, "lead": lead, "coordinating": coordinating,
        "assignment_text": _assignment_text(entry) or None, "deadline": _json(deadline), "criteria": criteria,
        "parts": parts, "source": {"page": place.page, "line": place.line},
    }  # fmt: skip
    doubts = _doubts(entry, task, printed, asked)
    task["confidence"] = _confidence(entry, deadline, doubts)
    raw = _raw(entry, entry.columns)
    return (task | {"content_raw": raw} if raw else task), doubts


def printed_names(found: Sequence[Entry]) -> list[str]:
    """Every unit that the tasks print, for the directory to learn."""
    both = (assignment_of(entry) for entry in found)
    return [name for assignment in both for name in (*assignment.lead, *assignment.coordinating) if opens_name(name)]


def read_tasks(found: Sequence[Entry], year: int | None, directory: Directory) -> tuple[list[dict[str, Any]], Warnings]:
    """Tasks in printed order and the warnings about them; `directory` has learnt the document's names."""
    tasks: list[dict[str, Any]] = []
    warnings: Warnings = []
    for entry in found:
        task, doubts = _task(entry, year, directory)
        tasks.append(task)
        warnings += doubts
    return tasks, warnings
