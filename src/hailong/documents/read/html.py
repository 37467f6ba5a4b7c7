"""HTML pages: above all the tables that offices' software exports and names .xls."""

from collections.abc import Iterator

import lxml.html
from lxml import etree

from hailong.documents.anatomy import Block, Document, Note, Paragraph, Place, Unreadable
from hailong.documents.read.grid import Line, Slot, blocks_of
from hailong.documents.read.layout import as_paragraphs, is_layout
from hailong.documents.read.values import formula_notes
from hailong.lexicon.encodings import decode
from hailong.lexicon.text import squeeze

MAX_SPAN = 1000
"""Columns or rows one cell may claim to span; browsers use the same limit for columns."""

_HIDDEN = {"script", "style", "head", "noscript", "template"}
_BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "caption", "center", "body", "html", "section"}


def read_html(data: bytes, name: str) -> Document:
    """Paragraphs and tables of an HTML page in order; lines count the rows of all tables from 1."""
    try:
        root = lxml.html.document_fromstring(decode(data).text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("Trang HTML hỏng hoặc trống", cure="Hãy xuất lại tệp từ phần mềm gốc.") from error
    blocks: list[Block] = []
    notes: list[Note] = []
    _walk(root, blocks, notes)
    if not blocks:
        raise Unreadable("Trang HTML không có chữ nào", cure="Hãy xuất lại tệp từ phần mềm gốc.")
    return Document(name, "sheet", tuple(blocks), notes=tuple(notes))


def _walk(root: etree._Element, blocks: list[Block], notes: list[Note]) -> None:
    pieces: list[str] = []
    line = 0

    def flush() -> None:
        text = squeeze("".join(pieces))
        pieces.clear()
        if text:
            blocks.append(Paragraph(text, Place(line=line + 1)))

    for element, text in _events(root):
        if element is None:
            pieces.append(text)
            continue
        flush()
        if element.tag == "table":
            lines = _grid(element, line)
            line += len(lines)
            notes += formula_notes(lines)
            blocks += as_paragraphs(lines) if is_layout(lines) else blocks_of(lines, "sheet")
    flush()


def _events(root: etree._Element) -> Iterator[tuple[etree._Element | None, str]]:
    """Texts outside tables, and the elements at which a paragraph ends; tables are not entered."""
    stack: list[tuple[etree._Element, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        if done or element.tag in _HIDDEN or not isinstance(element.tag, str) or element.tag == "table":
            if element.tag in _BLOCKS or element.tag == "table":
                yield element, ""
            yield None, element.tail or ""
            continue
        if element.tag in _BLOCKS:
            yield element, ""
        yield None, " " if element.tag == "br" else element.text or ""
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _grid(table: etree._Element, first: int) -> list[Line]:
    """The table's rows as slots; cells spanning downwards cover the slots below them."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    hanging: dict[int, tuple[int, int]] = {}  # column -> (rows still covered, columns)
    lines = []
    for number, row in enumerate(rows, start=first + 1):
        slots = _row_slots(row, hanging)
        head = all(cell.tag == "th" for cell in row if cell.tag in ("td", "th")) and len(row) > 1
        lines.append(Line(tuple(slots), Place(line=number), head=head and number == first + 1))
    return lines


def _row_slots(row: etree._Element, hanging: dict[int, tuple[int, int]]) -> list[Slot]:
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    slots: list[Slot] = []
    column = 0
    while cells or any(each >= column for each in hanging):
        if column in hanging:
            rows, columns = hanging.pop(column)
            if rows > 1:
                hanging[column] = (rows - 1, columns)
                hanging[column] = (rows - 1, columns)
            slots.append(Slot("", columns, covered=True))
        elif cells:
            cell = cells.pop(0)
            columns, rows = _span(cell, "colspan"), _span(cell, "rowspan")
            slots.append(Slot(_cell_text(cell), columns, bold=_is_bold(cell)))
            if rows > 1:
                hanging[column] = (rows - 1, columns)
        else:
            columns = 1
            slots.append(Slot(""))
        column += columns
    return slots


def _span(cell: etree._Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    return max(1, min(int(text), MAX_SPAN)) if text.isdecimal() and len(text) < 9 else 1


def _cell_text(cell: etree._Element) -> str:
    pieces: list[str] = []
    for element in cell.iter():
        if element.tag in ("br", "p", "div", "li", "tr"):
            pieces.append("\n")
        if isinstance(element.tag, str) and element.tag not in _HIDDEN:
            pieces.append((element.text or "").replace("\n", " "))
        if element is not cell:
            pieces.append((element.tail or "").replace("\n", " "))
    return "\n".join(filter(None, map(squeeze, "".join(pieces).split("\n"))))


def _is_bold(cell: etree._Element) -> bool:
    return cell.tag == "th" or any(True for _ in cell.iter("b", "strong"))
