"""Workbooks by XlsxWriter: frozen Vietnamese heads, wrapped cells, A4 landscape, and no text that runs as a formula."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MAX_TEXT = 32_767
"""Characters one cell of Excel holds; longer text is cut with a visible sign."""
MAX_NAME = 31
"""Characters of a sheet's name in Excel."""
WIDEST, NARROWEST = 60.0, 6.0
"""Bounds of a column's width, in characters."""

Value = str | int | float | Decimal | date | bool | None

_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True, "border": 1}
NO_TIME = datetime(1980, 1, 1)
"""The same workbook gives the same bytes; 1980 is where the ZIP calendar begins."""
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""How XlsxWriter is used: what is written as text stays text."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, a head, rows of values in the same columns; title stands above the head where given."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Value]]
    title: str = ""


def workbook(sheets: Sequence[Sheet], *, created: datetime = NO_TIME) -> bytes:
    """The workbook as bytes; strings stay strings whatever they begin with, dates show dd/mm/yyyy, None is empty."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"created": created})
    styles = _Styles(
        head=book.add_format({**_FONT, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7EEF5"}),
        cell=book.add_format(_FONT),
        day=book.add_format({**_FONT, "num_format": "dd/mm/yyyy", "align": "center"}),
        title=book.add_format({"font_name": "Times New Roman", "font_size": 14, "bold": True}),
    )
    names: list[str] = []
    for sheet in sheets:
        names.append(sheet_name(sheet.name, names))
        _write(book.add_worksheet(names[-1]), sheet, styles)
    book.close()
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Styles:
    head: Format
    cell: Format
    day: Format
    title: Format


def _write(page: Worksheet, sheet: Sheet, styles: _Styles) -> None:
    top = 0
    if sheet.title:
        page.write_string(0, 0, sheet.title, styles.title)
        top = 2
    for column, text in enumerate(sheet.head):
        page.write_string(top, column, text, styles.head)
        page.set_column(column, column, _width(sheet, column))
    for number, row in enumerate(sheet.rows, start=top + 1):
        for column, value in enumerate(row):
            _write_value(page, number, column, value, styles)
    page.freeze_panes(top + 1, 0)
    page.repeat_rows(top)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.75)
    page.set_footer("&C&P/&N")
    if sheet.rows and sheet.head:
        page.autofilter(top, 0, top + len(sheet.rows), len(sheet.head) - 1)


def _write_value(page: Worksheet, row: int, column: int, value: Value, styles: _Styles) -> None:
    if value is None or value == "":
        page.write_blank(row, column, None, styles.cell)
    elif isinstance(value, bool):
        page.write_string(row, column, "Có" if value else "Không", styles.cell)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, styles.day)
    elif isinstance(value, str):
        page.write_string(row, column, fitted(value), styles.cell)
    else:
        page.write_number(row, column, float(value), styles.cell)


def fitted(text: str) -> str:
    """The text on as many characters as a cell holds, with a visible sign where it was cut."""
    return text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1]}…"


def sheet_name(name: str, taken: Sequence[str]) -> str:
    """A name Excel accepts: no []:*?/\\, no quotes at the ends, short, and different from the others."""
    plain = re.sub(r"[\[\]:*?/\\]", "-", name).strip().strip("'")[:MAX_NAME] or "Trang"
    number, fresh = 2, plain
    while fresh.casefold() in {each.casefold() for each in taken}:
        fresh = f"{plain[: MAX_NAME - len(str(number)) - 3]} ({number})"
        number += 1
    return fresh


def _width(sheet: Sheet, column: int) -> float:
    """Wide enough for most of what stands in the column; the longest texts wrap."""
    texts = [str(row[column]) for row in sheet.rows if column < len(row) and row[column] is not None]
    lengths = sorted(max(map(len, text.split("\n"))) for text in [*texts, ""])
    words = max((len(word) for word in sheet.head[column].split()), default=0) + 2
    return min(max(lengths[int(0.8 * (len(lengths) - 1))] * 1.05 + 1, words, NARROWEST), WIDEST)
