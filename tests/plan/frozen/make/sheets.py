"""Spreadsheets as offices send them: title rows above the head, merged cells; a CSV in Windows-1258."""

import unicodedata
from pathlib import Path
from typing import Any

import xlsxwriter
from source import printed

TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def write_sheet(plan: dict[str, Any], path: Path) -> None:
    """Write an XLSX annex with its head in two rows, groups merged across, sections merged over the row."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Phụ lục")
        bold = book.add_format({"bold": True, "align": "center", "text_wrap": True, "border": 1})
        plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        last = len(plan["columns"]) - 1
        for row, text in enumerate(plan["title"]):
            sheet.merge_range(row, 0, row, last, text, book.add_format({"align": "center", "bold": row < 3}))
        top = len(plan["title"]) + 1
        _heads(sheet, plan, top, bold)
        for row, line in enumerate(plan["lines"], top + 2):
            if line.kind == "section":
                sheet.write(row, 0, line.cells[0], bold)
                sheet.merge_range(row, 1, row, last, line.cells[1], bold)
                continue
            for column, text in enumerate(printed(line, plan["roles"])):
                value: str | int = int(text) if column == 0 and text.isdigit() else text.replace(" // ", "\n")
                sheet.write(row, column, value, plain)


def _heads(sheet: Any, plan: dict[str, Any], top: int, bold: Any) -> None:
    done: set[str] = set()
    for column, (name, _, width) in enumerate(plan["columns"]):
        sheet.set_column(column, column, width)
        group, _, own = name.partition("/")
        if not own:
            sheet.merge_range(top, column, top + 1, column, name, bold)
            continue
        sheet.write(top + 1, column, own, bold)
        if group not in done:
            done.add(group)
            count = sum(other[0].startswith(group + "/") for other in plan["columns"])
            sheet.merge_range(top, column, top, column + count - 1, group, bold)


def _cp1258(text: str) -> bytes:
    """Letters with hat, breve or horn stay whole, tones become combining marks: what Windows-1258 can hold."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        pieces = unicodedata.normalize("NFD", letter)
        tones = "".join(piece for piece in pieces if piece in TONES)
        base = unicodedata.normalize("NFC", "".join(piece for piece in pieces if piece not in TONES))
        out.append(base + tones)
    return "".join(out).encode("cp1258")


def write_csv(plan: dict[str, Any], path: Path) -> None:
    """Write the plan as a CSV with semicolons, quoted where needed, in Windows-1258."""
    width = len(plan["columns"])
    rows = [[text] + [""] * (width - 1) for text in plan["title"]] + [[""] * width]
    rows.append([column[0] for column in plan["columns"]])
    rows += [printed(line, plan["roles"]) for line in plan["lines"]]
    text = "\r\n".join(";".join(_quoted(cell) for cell in row) for row in rows) + "\r\n"
    path.write_bytes(_cp1258(text))


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if {";", '"'} & set(cell) else cell
