"""Official documents as DOCX in the layout of Decree 30/2020/NĐ-CP, Appendix I; what it makes, read/docx reads."""

import io
from collections.abc import Sequence
from datetime import datetime

from docx import Document as new_document
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from hailong.documents.write.docx_marks import (
    count_from_one,
    keep_rows_whole,
    label_fonts,
    page_number,
    rule_below,
    set_widths,
    write,
)
from hailong.documents.write.docx_table import CellXml, table_element
from hailong.documents.write.parts import (
    Annex,
    Grid,
    Official,
    Signature,
    Text,
    column_shares,
    date_line,
    number_line,
)

TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
"""Margins in millimetres; the decree allows 20-25 above and below, 30-35 left, 15-20 right."""
SHORT, LONG = 210, 297
"""Sides of A4 in millimetres."""
BODY, CELL = 14, 12
"""Points of running text and of table cells; the decree allows 13-14 for the text."""
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
"""Box 1 of the decree: the name of the state and its motto."""

_HEAD_SHARE = 0.44  # of the width for the agency; what is left holds the state's name at 12 points on one line
_PROPERTY = 255  # characters that a property of the file may hold
_NO_TIME = datetime(1980, 1, 1)  # the same document gives the same properties


def document(official: Official, *, created: datetime = _NO_TIME) -> bytes:
    """The document as the bytes of a .docx file; created is the moment written into its properties."""
    made = new_document()
    width = _prepare(made, official.landscape)
    made.core_properties.author = official.agency.name[:_PROPERTY]
    made.core_properties.title = official.title[:_PROPERTY]
    made.core_properties.created = made.core_properties.modified = created
    made.core_properties.comments = ""
    _letterhead(made, official, width)
    _title(made, official, width)
    _body(made, official.body, width)
    if official.signature or official.recipients:
        _signature(made, official.signature or Signature(()), official.recipients, width)
    if official.annex:
        _annex(made, official.annex)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _prepare(made: Document, landscape: bool) -> float:
    """Paper, margins, base font and page numbers; the answer is the width of the text in millimetres."""
    section = made.sections[0]
    width = _paper(section, landscape)
    header = section.header.paragraphs[0]
    header.alignment = ALIGN.CENTER
    page_number(header)
    normal = made.styles["Normal"]
    normal.font.size = Pt(BODY)
    label_fonts(normal.element)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    return width


def _paper(section: Section, landscape: bool) -> float:
    """The paper of a section and its margins, no number on its first page; the answer is the width of the text."""
    wide, high = (LONG, SHORT) if landscape else (SHORT, LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = Mm(TOP / 2)
    section.different_first_page_header_footer = True
    return float(wide - LEFT - RIGHT)


def _body(made: Document, body: Sequence[Text | Grid], width: float) -> None:
    for part in body:
        if isinstance(part, Grid):
            _grid(made, part, width)
        else:
            _text(made.add_paragraph(), part)


def _annex(made: Document, annex: Annex) -> None:
    """The annex in a section of its own, its pages counted from 1 (decree, Appendix I, part III)."""
    section = made.add_section(WD_SECTION.NEW_PAGE)
    width = _paper(section, annex.landscape)
    count_from_one(section)
    for text, bold in ((annex.label.upper(), True), (annex.title, True), (annex.note, False)):
        if text:
            line = made.add_paragraph()
            line.alignment = ALIGN.CENTER
            write(line, text, BODY, bold=bold, italic=not bold)
    made.add_paragraph().paragraph_format.line_spacing = Pt(8)
    _body(made, annex.body, width)


def _letterhead(made: Document, official: Official, width: float) -> None:
    shares = [width * _HEAD_SHARE, width * (1 - _HEAD_SHARE)]
    table = _bare_table(made, 2, shares)
    left, right = table.rows[0].cells
    agency = official.agency
    if agency.superior:
        _centred(left, _broken(agency.superior), 12)
    _centred(left, _broken(agency.name), 12, bold=True)
    rule_below(_fresh(left), shares[0] * 0.33, shares[0])
    _centred(right, NATION, 12, bold=True)
    _centred(right, MOTTO, 13, bold=True)
    rule_below(_fresh(right), shares[1] * 0.62, shares[1])
    left, right = table.rows[1].cells
    _centred(left, number_line(official.number, official.symbol), 13)
    _centred(right, date_line(agency.place, official.day), 13, italic=True)


def _broken(name: str) -> str:
    """An agency's name in capitals, a long committee's broken where it is customary: before the name of its place."""
    name, committee = name.upper(), "ỦY BAN NHÂN DÂN "
    return name.replace(committee, f"{committee.strip()}\n", 1) if len(name) > 26 else name


def _bare_table(made: Document, rows: int, widths: Sequence[float]) -> Table:
    table: Table = made.add_table(rows, len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_widths(table, widths)
    return table


def _fresh(cell: _Cell) -> Paragraph:
    """The cell's empty first paragraph, or a new one."""
    first: Paragraph = cell.paragraphs[0]
    paragraph: Paragraph = cell.add_paragraph() if first.text or len(cell.paragraphs) > 1 else first
    paragraph.alignment = ALIGN.CENTER
    return paragraph


def _centred(cell: _Cell, text: str, size: float, *, bold: bool = False, italic: bool = False) -> None:
    write(_fresh(cell), text, size, bold=bold, italic=italic)


def _title(made: Document, official: Official, width: float) -> None:
    kind = made.add_paragraph()
    kind.alignment = ALIGN.CENTER
    kind.paragraph_format.space_before = Pt(18)
    write(kind, official.kind.upper(), BODY, bold=True)
    title = made.add_paragraph()
    title.alignment = ALIGN.CENTER
    write(title, official.title, BODY, bold=True)
    rule = made.add_paragraph()
    rule.alignment = ALIGN.CENTER
    rule_below(rule, width * 0.25, width)


def _text(paragraph: Paragraph, part: Text) -> None:
    paragraph.alignment = ALIGN.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.keep_with_next = part.style == "heading"
    write(paragraph, part.text, BODY, bold=part.style == "heading", italic=part.style == "base")


def _grid(made: Document, grid: Grid, width: float) -> None:
    """A ruled table, written as XML in one piece: a cell at a time takes python-docx milliseconds each."""
    widths = [share * width for share in column_shares(grid)]
    rows = [[CellXml(text, wide, bold=True, centred=True) for text, wide in zip(grid.head, widths, strict=True)]]
    for number, row in enumerate(grid.rows):
        if number in grid.sections and len(row) > 2:
            title = CellXml(row[1], sum(widths[1:]), bold=True, columns=len(row) - 1)
            rows.append([CellXml(row[0], widths[0], bold=True, centred=True), title])
            continue
        rows.append(
            [
                CellXml(text, wide, bold=number in grid.sections, centred=column in grid.centred)
                for column, (text, wide) in enumerate(zip(row, widths, strict=True))
            ]
        )
    made.add_paragraph()._p.addprevious(table_element(rows, widths, CELL))
    made.paragraphs[-1].paragraph_format.line_spacing = Pt(8)


def _signature(made: Document, signature: Signature, recipients: Sequence[str], width: float) -> None:
    table = _bare_table(made, 1, [width / 2, width / 2])
    keep_rows_whole(table)
    left, right = table.rows[0].cells
    for text in signature.positions:
        _centred(right, text.upper(), 13, bold=True)
    if signature.name:
        gap = _fresh(right)
        gap.paragraph_format.space_before = Pt(64)  # room for the hand-written signature and the seal
        write(gap, signature.name, BODY, bold=True)
    if recipients:
        first = left.paragraphs[0]
        write(first, "Nơi nhận:", 12, bold=True, italic=True)
        for text in recipients:
            write(left.add_paragraph(), text, 11)
