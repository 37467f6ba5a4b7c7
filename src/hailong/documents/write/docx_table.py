"""Ruled tables in WordprocessingML: repeated head, whole rows, widths on grid and cells both."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from hailong.documents.write.docx_marks import FONT, printable

_TWIPS = 1440 / 25.4  # twentieths of a point in a millimetre
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class CellXml:
    """One cell: its text (line feeds part paragraphs), its width in millimetres, and how many columns it spans."""

    text: str
    width: float
    bold: bool = False
    centred: bool = False
    columns: int = 1


def table_element(rows: Sequence[Sequence[CellXml]], widths: Sequence[float], size: float) -> Any:
    """The w:tbl of these rows, the first a head that repeats on every page; size in points, widths in millimetres."""
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    lines = "".join(_row(row, size, head=number == 0) for number, row in enumerate(rows))
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
    )


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)


def _row(cells: Sequence[CellXml], size: float, *, head: bool) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(_cell(cell, size) for cell in cells)}</w:tr>"


def _cell(cell: CellXml, size: float) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    paragraphs = "".join(_paragraph(line, cell, size) for line in cell.text.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{_twips(cell.width)}" w:type="dxa"/>{span}</w:tcPr>{paragraphs}</w:tc>'


def _paragraph(text: str, cell: CellXml, size: float) -> str:
    side = "center" if cell.centred else "left"
    fonts = "".join(f' w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "cs", "eastAsia"))
    look = f'<w:rPr><w:rFonts{fonts}/>{"<w:b/>" if cell.bold else ""}<w:sz w:val="{round(2 * size)}"/></w:rPr>'
    run = f'<w:r>{look}<w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:spacing w:before="40" w:after="40"/><w:jc w:val="{side}"/></w:pPr>{run}</w:p>'
