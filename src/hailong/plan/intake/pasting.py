"""A table copied from Excel, Word or a page and pasted as text: made a document that the ordinary reader reads.

Excel parts cells by tabs and quotes those that hold several lines; Word breaks such cells into lines without a word;
some browsers give the HTML. Without a row of column names the columns are taken in the usual order only where what
stands in them leaves no doubt.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from typing import Final

from hailong.agency.faults import Refused
from hailong.documents.anatomy import Cell, Row, Table, Unreadable
from hailong.documents.read.html import read_html
from hailong.lexicon.text import nfc
from hailong.plan.intake.reading.columns import Columns, columns, headed

NAME: Final = "bang-dan.html"
"""What a pasted table is called among the drafts."""
USUAL: Final = ("STT", "Nội dung", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Tiêu chí")
"""The usual columns of an annex in their order; the last may be missing."""

_ROLES: Final = ("ordinal", "content", "product", "lead", "coordinating", "deadline")
_MUST: Final = frozenset({"ordinal", "content", "lead", "deadline"})  # what the cells themselves have to show
_FIELD: Final = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^\t\n]*))(\t|\n|\Z)')
_TABLE: Final = re.compile(r"<table\b", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]?")
_FIRST: Final = re.compile(r"\(?0?1[.)]?")
_NUMERAL: Final = re.compile(r"[IVXLC]+|[A-HĐ]")
_SECTION: Final = re.compile(r"(?:[IVXLC]+|[A-HĐ])\s*[.):]\s*\S")
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TITLE_LEAST: Final = 6  # characters of a row's only text that make it the title of a section

Cells = list[str]


def head_lines(*, title: str, year: int, number: str = "", day: date | None = None) -> list[str]:
    """The head of a plan as it is printed, for a bare table that has none; deadlines without a year are of `year`."""
    printed = [f"Số: {number}"] if number else []
    printed += [f"Ngày {day.day} tháng {day.month} năm {day.year}"] if day else []
    return [*printed, "KẾ HOẠCH", title if str(year) in title else f"{title} năm {year}"]


def reading_from_paste(text: str, head: Sequence[str] = ()) -> tuple[bytes, str]:
    """The pasted table as the bytes and the name of a document for `drafts.receive`; Refused where it is none.

    `head` are lines of the plan's own head that stand above it.
    """
    clean = _UNPRINTABLE.sub("", nfc(text).replace("\r\n", "\n").replace("\r", "\n"))
    if not clean.strip():
        raise Refused("Chưa dán gì vào ô.", cure="Chọn cả bảng trong Excel hoặc Word, sao chép rồi dán.", field="text")
    rows = _of_html(clean) if _TABLE.search(clean) else _joined(_records(clean.strip("\n")))
    start = next((at for at, row in enumerate(rows) if sum(map(bool, row)) > 1), len(rows))
    if start == len(rows):
        raise Refused(
            "Không thấy bảng trong phần vừa dán.",
            cure="Chọn các ô của bảng (kể cả dòng tên cột) trong Excel hoặc Word, sao chép rồi dán lại.",
            field="text",
        )
    return _page([*head, *(" ".join(row).strip() for row in rows[:start])], _headed(rows[start:])), NAME


def _of_html(text: str) -> list[Cells]:
    """The rows of the tables of an HTML fragment; what the clipboard writes above it is left out."""
    try:
        blocks = read_html(text[text.index("<") :].encode(), NAME).blocks
    except Unreadable as error:
        raise Refused(f"{error.message}.", cure=error.cure, field="text") from error
    rows: list[Cells] = []
    for block in blocks:
        if isinstance(block, Table):
            rows += [list(block.head)] if block.head else []
            rows += [list(row.texts) for row in block.rows]
        elif not rows:
            rows.append([block.text])
    return rows


def _records(text: str) -> list[Cells]:
    """Lines parted into cells; a quoted cell may hold lines, tabs and doubled quotation marks, as Excel writes it."""
    rows: list[Cells] = [[]]
    for found in _FIELD.finditer(text):
        quoted, plain, end = found.groups()
        if quoted is not None and not any(sign in quoted for sign in ("\n", "\t", '""')):
            plain = f'"{quoted}"'  # Excel quotes nothing without need: these marks are the text's own
        cell = quoted.replace('""', '"') if plain is None else plain
        rows[-1].append(cell.replace("\v", "\n").strip())  # Word's line break inside a cell
        if end == "\n":
            rows.append([])
        elif not end:
            break
    return [row for row in rows if any(row)]


def _joined(rows: Sequence[Cells]) -> list[Cells]:
    """Rows whole again: a cell of several lines out of Word goes on in the next line, up to the width of the table."""
    width = max(map(len, rows), default=0)
    found: list[Cells] = []
    for row, following in zip(rows, [*rows[1:], []], strict=True):
        above = found[-1] if found else []
        if len(above) > 1 and len(above) + len(row) - 1 <= width and not _opens(row, following):
            found[-1] = [*above[:-1], f"{above[-1]}\n{row[0]}".strip(), *row[1:]]
        else:
            found.append(list(row))
    return found


def _opens(row: Cells, following: Cells) -> bool:
    """Whether a line surely begins a row: a number in a cell of its own, or the title of a section, whose rows are
    numbered from 1."""
    if len(row) > 1:
        return bool(_ORDINAL.fullmatch(row[0]) or _NUMERAL.fullmatch(row[0]))
    titled = row[0].isupper() and len(row[0]) >= _TITLE_LEAST
    return titled or bool(_SECTION.match(row[0])) or (len(following) > 1 and bool(_FIRST.fullmatch(following[0])))


def _headed(rows: Sequence[Cells]) -> list[Cells]:
    """The rows with a row of column names first: the pasted one, or the usual one where the cells leave no doubt."""
    width = max(map(len, rows))
    even = [[*row, *[""] * (width - len(row))] for row in rows]
    table = headed(Table((), tuple(Row(tuple(map(Cell, row))) for row in even)))
    roles = columns(table)
    if table.head and roles.is_plan():
        return even
    if not table.head and _usual(roles, width):
        return [list(USUAL[:width]), *even]
    raise Refused(
        "Chưa rõ cột nào là gì: bảng vừa dán không có dòng tên cột đọc được.",
        cure=f"Dán cả dòng tên cột, ví dụ: {' | '.join(USUAL)}; ít nhất cần Nội dung, Đơn vị chủ trì và Thời gian.",
        field="text",
    )


def _usual(roles: Columns, width: int) -> bool:
    """Whether what the cells hold is what the usual columns hold, each in its place."""
    if width not in (len(USUAL) - 1, len(USUAL)):
        return False
    places = {role: roles.places.get(role) for role in _ROLES}
    wanted = {role: (at,) for at, role in enumerate(_ROLES)}
    return all(places[role] == at or (places[role] is None and role not in _MUST) for role, at in wanted.items())


def _page(titles: Sequence[str], rows: Sequence[Cells]) -> bytes:
    """An HTML page of the titles above the table and the table; a row of one long text spans it."""
    lines = "".join(f"<p>{escape(title)}</p>\n" for title in titles)
    body = "".join(f"<tr>{''.join(_cells(row))}</tr>\n" for row in rows)
    return f'<!doctype html>\n<meta charset="utf-8">\n{lines}<table>\n{body}</table>\n'.encode()


def _cells(row: Cells) -> Iterator[str]:
    if row[0] and not any(row[1:]) and len(row[0]) >= _TITLE_LEAST:
        yield f'<td colspan="{len(row)}">{_text(row[0])}</td>'
    else:
        yield from (f"<td>{_text(cell)}</td>" for cell in row)


def _text(cell: str) -> str:
    return escape(cell).replace("\n", "<br>")
