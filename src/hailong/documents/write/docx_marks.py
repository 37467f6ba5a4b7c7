"""The WordprocessingML that python-docx has no words for: fonts for every script, widths, rules, page numbers."""

import re
from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "Times New Roman"
"""The font of the decree; named for all four kinds of letters, or Word picks another face for some Vietnamese ones."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def label_fonts(owner: Any) -> None:  # the stubs of python-docx leave out what its classes make at run time
    """Name the font on a style or run for ASCII, other Latin, complex and East Asian letters."""
    fonts = owner.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def printable(text: str) -> str:
    """The text without the characters that XML cannot hold, which broken files bring along."""
    return _UNPRINTABLE.sub("", text)


def write(paragraph: Paragraph, text: str, size: float, *, bold: bool = False, italic: bool = False) -> Run:
    """Add text to a paragraph in the decree's font; size in points."""
    run = paragraph.add_run(printable(text))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    label_fonts(run._element)
    return run


def set_widths(table: Table, widths: Sequence[float]) -> None:
    """Fix column widths in millimetres on columns and cells both: Word heeds the one, LibreOffice the other."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def keep_rows_whole(table: Table) -> None:
    """Let no row be cut by a page break (one longer than a page still is)."""
    for row in table._tbl.tr_lst:
        row.get_or_add_trPr().append(_marked("w:cantSplit", {"val": "true"}))


def rule_below(paragraph: Paragraph, length: float, width: float) -> None:
    """Draw a thin rule in an empty paragraph, just below the one before it: its length and the width it is centred in,
    in millimetres."""
    side = Mm((width - length) / 2)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.line_spacing = Pt(3), Pt(5)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    borders: Any = OxmlElement("w:pBdr")
    borders.append(_marked("w:top", {"val": "single", "sz": "6", "space": "0", "color": "000000"}))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc")


def page_number(paragraph: Paragraph) -> None:
    """Put the page's number into a paragraph."""
    run = write(paragraph, "", 13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            run._element.append(_marked("w:fldChar", {"fldCharType": kind}))
        else:
            code = OxmlElement("w:instrText")
            code.text = text
            run._element.append(code)


def count_from_one(section: Section) -> None:
    """Let the pages of a section be numbered anew."""
    number = _marked("w:pgNumType", {"start": "1"})
    section._sectPr.insert_element_before(number, "w:cols", "w:titlePg", "w:docGrid")


def _marked(name: str, values: dict[str, str]) -> Any:
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element
