"""A sheet to be filled in and sent back: only the cells to fill are open, a hidden column tells the rows apart.

Every cell is formatted as text: what is typed stays as typed (05/07/2025 is no May, a number keeps its zeros), and no
text runs as a formula, neither when the file is opened nor when a cell is entered again.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hailong.documents.write.xlsx import NO_TIME, OPTIONS, fitted, sheet_name

_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True, "num_format": "@"}
_SHADE, _HEAD_SHADE = "#F0F0F0", "#E7EEF5"
_ALLOWED = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}
_LINE, _LEAST_LINES, _TALLEST = 16.0, 2, 400.0  # points of a line, lines of a row, points that Excel allows a row
_WIDE = 1.1  # letters of the font to the characters by which Excel counts widths; words break early
_HINT_TITLE, _HINT = 32, 255  # characters that Excel shows beside a cell


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters, the words that may be chosen in it, and a hint beside its cells."""

    head: str
    width: float
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a text a column, which of its columns are open to be filled in, and the key that tells it apart."""

    texts: tuple[str, ...]
    open: frozenset[int]
    key: str


@dataclass(frozen=True, slots=True)
class Form:
    """The sheet: its name, lines of title, columns and rows; `mark` stands in the hidden column beside the title."""

    name: str
    titles: Sequence[str]
    columns: Sequence[Column]
    lines: Sequence[Line]
    key_head: str
    mark: str


def form(sheet: Form) -> bytes:
    """The sheet as a workbook, protected without a password; the hidden column of keys is its last."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"created": NO_TIME})
    page = book.add_worksheet(sheet_name(sheet.name, ()))
    title = book.add_format({**_FONT, "font_size": 14, "bold": True, "text_wrap": False})
    note = book.add_format({**_FONT, "text_wrap": False})
    head = {**_FONT, "bold": True, "border": 1, "align": "center", "valign": "vcenter", "bg_color": _HEAD_SHADE}
    top, last = len(sheet.titles) + 1, len(sheet.columns)
    for number, text in enumerate(sheet.titles):
        page.write_string(number, 0, text, note if number else title)
    page.write_string(0, last, sheet.mark, note)
    _heads(page, sheet, top, book.add_format(head))
    locked = book.add_format({**_FONT, "border": 1, "bg_color": _SHADE})
    unlocked = book.add_format({**_FONT, "border": 1, "locked": False})
    for number, line in enumerate(sheet.lines, start=top + 1):
        page.set_row(number, _height(line, sheet.columns))
        for column, text in enumerate(line.texts):
            _cell(page, number, column, text, unlocked if column in line.open else locked)
        page.write_string(number, last, line.key, note)
    _page(page, top, top + len(sheet.lines), last)
    book.close()
    return out.getvalue()


def _height(line: Line, columns: Sequence[Column]) -> float:
    """Points that the longest cell needs: a protected sheet does not grow its rows by itself in every program."""
    lines = (
        sum(max(1, ceil(len(part) * _WIDE / column.width)) for part in text.split("\n"))
        for text, column in zip(line.texts, columns, strict=True)
    )
    return min(max(_LEAST_LINES, *lines) * _LINE, _TALLEST)


def _cell(page: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    if text:
        page.write_string(row, column, fitted(text), style)
    else:
        page.write_blank(row, column, None, style)


def _heads(page: Worksheet, sheet: Form, top: int, style: Format) -> None:
    bottom = top + len(sheet.lines)
    for number, column in enumerate(sheet.columns):
        page.write_string(top, number, column.head, style)
        page.set_column(number, number, column.width)
        rules: dict[str, Any] = {"validate": "any"}
        if column.choices:
            rules = {"validate": "list", "source": list(column.choices), "error_title": column.head[:_HINT_TITLE]}
            rules["error_message"] = f"Chọn một trong: {', '.join(column.choices)}; hoặc để trống."
        if column.hint:
            rules |= {"input_title": column.head[:_HINT_TITLE], "input_message": column.hint[:_HINT]}
        if sheet.lines and (column.choices or column.hint):
            page.data_validation(top + 1, number, bottom, number, rules)
    page.write_string(top, len(sheet.columns), sheet.key_head, style)
    page.set_column(len(sheet.columns), len(sheet.columns), 10, None, {"hidden": True})


def _page(page: Worksheet, top: int, bottom: int, last: int) -> None:
    page.freeze_panes(top + 1, 2)
    page.repeat_rows(top)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.print_area(0, 0, bottom, last - 1)
    page.set_footer("&C&P/&N")
    page.protect("", _ALLOWED)
