"""A questionnaire to be filled in by hand, as DOCX: each copy with its own number on every page, boxes to be ticked.

Boxes are table cells with borders, not letters of a font: they look alike in every program and are large enough for
an unsteady hand. The code that is typed later stands in the box, in grey.
"""

import io
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, Literal
from xml.sax.saxutils import escape

from docx import Document as new_document
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section
from docx.shared import Mm, Pt

from hailong.documents.write.docx import BODY, LONG, SHORT
from hailong.documents.write.docx_marks import FONT, count_from_one, label_fonts, page_number, printable, write

SIDE, TOP = 15, 14
"""Margins in millimetres."""
BOX, HIGH, GAP = 10.5, 9.0, 1.5
"""Width and least height of a box and the gap beside it, in millimetres."""
_WIDTH: Final = SHORT - 2 * SIDE
_TWIPS: Final = 1440 / 25.4
_ITEM, _SMALL, _CODE = 12.0, 10.0, 11.0  # points
_GREY: Final = "8A8A8A"
_SIDES: Final = ("top", "left", "bottom", "right")
_LINES_MOST: Final = 6


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `scale`: a row of boxes under the heads of its block; `choice`, `many`: a box before each option.

    `options` are (code, label); `lines` of dots for a number or a text.
    """

    number: str
    text: str
    kind: Literal["scale", "choice", "many", "number", "text"]
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    lines: int = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Questions under a title."""

    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The form: who asks, its title, words before it, what is agreed to, the blocks, and thanks at the end."""

    agency: str
    title: str
    intro: str
    consent: str
    blocks: tuple[Block, ...]
    thanks: str


def numbered(paper: Paper, numbers: Sequence[str], *, label: str) -> bytes:
    """A .docx with a copy for each of the numbers, in order; `label` stands before the number ("KS-01 · Phiếu số")."""
    made = new_document()
    normal = made.styles["Normal"]
    normal.font.size = Pt(BODY)
    label_fonts(normal.element)
    normal.paragraph_format.space_after = Pt(0)
    made.core_properties.title, made.core_properties.author = paper.title[:255], paper.agency[:255]
    made.core_properties.comments = ""
    count_from_one(made.sections[0])  # each further section begins as a copy of the one before
    body = _body(paper)
    for place, number in enumerate(numbers):
        section = made.add_section(WD_SECTION.NEW_PAGE) if place else made.sections[0]
        _prepare(section, f"{label} {number}")
        _put(made, body if place == len(numbers) - 1 else [deepcopy(part) for part in body])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _prepare(section: Section, said: str) -> None:
    """The paper of one copy: its number above and below on every page, its pages counted from 1."""
    section.page_width, section.page_height = Mm(SHORT), Mm(LONG)
    section.left_margin = section.right_margin = Mm(SIDE)
    section.top_margin = section.bottom_margin = Mm(TOP)
    section.header_distance = section.footer_distance = Mm(TOP / 2)
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    above.alignment = below.alignment = 2
    write(above, said, 13, bold=True)
    write(below, f"{said} · trang ", _SMALL)
    page_number(below)


def _put(made: Document, parts: Sequence[Any]) -> None:
    """The body of a copy before the mark at which its section ends."""
    last = made.element.body.sectPr
    for part in parts:
        last.addprevious(part)


def _body(paper: Paper) -> list[Any]:
    parts = [
        _text(paper.agency.upper(), _SMALL + 1, bold=True),
        _text(paper.title.upper(), 15, bold=True, centred=True, after=6),
        *(_text(line, _ITEM, after=3) for line in paper.intro.splitlines()),
        *(_text(line, _ITEM, italic=True, after=3) for line in paper.consent.splitlines()),
    ]
    for block in paper.blocks:
        parts += _block(block)
    parts.append(_text(paper.thanks, _ITEM, bold=True, centred=True, before=4))
    return [parse_xml(part) for part in parts]


def _block(block: Block) -> list[str]:
    """Its questions; the title stands in the head of the boxes where the block begins with them, which saves a line."""
    runs = [list(run) for _key, run in groupby(block.questions, _alike)]
    heads = [block.title if place == 0 else "" for place in range(len(runs))]
    parts = [] if runs and runs[0][0].kind == "scale" else [_text(block.title, BODY, bold=True, before=6, keep=True)]
    for head, run in zip(heads, runs, strict=True):
        if run[0].kind == "scale":
            parts += [_scale(head, run), _space()]
        else:
            parts += [part for question in run for part in _alone(question)]
    return parts


def _alike(question: Question) -> tuple[bool, tuple[str, ...]]:
    """Questions of one scale stand in one table."""
    return question.kind == "scale", _labels(question) if question.kind == "scale" else ()


def _labels(question: Question) -> tuple[str, ...]:
    return tuple(label for _code, label in question.options)


def _alone(question: Question) -> list[str]:
    """A question that stands by itself: options with boxes in two columns, or lines to write on."""
    asked = _text(_numbered(question), _ITEM, before=5, after=3, keep=True)
    hint = [_text(question.hint, _SMALL, italic=True, keep=True)] if question.hint else []
    if question.kind in ("choice", "many"):
        return [asked, *hint, _options(question), _space()]
    lines = 1 if question.kind == "number" else min(question.lines, _LINES_MOST)
    width = _WIDTH / 3 if question.kind == "number" else _WIDTH
    rows = "".join(_row([_cell(width, "", borders=("bottom",))], HIGH) for _ in range(lines))
    return [asked, *hint, _table([width], rows), _space()]


def _numbered(question: Question) -> str:
    return f"{question.number}. {question.text}" if question.number else question.text


def _scale(title: str, rows: Sequence[Question]) -> str:
    """Questions with a box for each point of their scale, its words above; a narrow row keeps the boxes apart."""
    codes = rows[0].options
    boxes = [width for _ in codes for width in (GAP, BOX + _wider(len(codes)))]
    text = _WIDTH - sum(boxes)
    heads = [_cell(text, title, size=BODY, bold=True, low=True)]
    for _code, label in codes:
        heads += [_cell(GAP, ""), _cell(boxes[1], label, size=_SMALL - 1.5, centred=True, low=True)]
    drawn = [_row(heads, 0, head=True)]
    for question in rows:
        cells = [_cell(text, _numbered(question), size=_ITEM)]
        for code, _label in question.options:
            cells += [_cell(GAP, ""), _cell(boxes[1], code, size=_CODE, centred=True, borders=_SIDES, colour=_GREY)]
        drawn += [_row(cells, HIGH), _row([_cell(width, "", size=2) for width in (text, *boxes)], GAP, exact=True)]
    return _table([text, *boxes], "".join(drawn))


def _wider(boxes: int) -> float:
    """Millimetres by which few boxes may be wider, so that the words above them break less."""
    return 3.0 if boxes <= 6 else 0.0


def _options(question: Question) -> str:
    """A box and a label for each option, two in a row where the labels are short."""
    short = all(len(label) <= 34 for _code, label in question.options)
    columns = 2 if short and len(question.options) > 1 else 1
    label_width = _WIDTH / columns - BOX - GAP
    widths = [BOX, GAP, label_width] * columns
    drawn = []
    for first in range(0, len(question.options), columns):
        cells = []
        for code, label in question.options[first : first + columns]:
            box = _cell(BOX, code, size=_SMALL, centred=True, borders=_SIDES, colour=_GREY)
            cells += [box, _cell(GAP, ""), _cell(label_width, label, size=_ITEM)]
        cells += [_cell(width, "") for width in widths[len(cells) :]]
        drawn += [_row(cells, HIGH - 1), _row([_cell(width, "", size=2) for width in widths], GAP, exact=True)]
    return _table(widths, "".join(drawn))


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)


def _table(widths: Sequence[float], rows: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    margins = "".join(f'<w:{side} w:w="40" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(cells: Sequence[str], height: float, *, head: bool = False, exact: bool = False) -> str:
    rule = "exact" if exact else "atLeast"
    high = f'<w:trHeight w:val="{_twips(height)}" w:hRule="{rule}"/>' if height else ""
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{high}{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    width: float,
    text: str,
    *,
    size: float = _SMALL,
    bold: bool = False,
    centred: bool = False,
    low: bool = False,
    borders: Sequence[str] = (),
    colour: str = "",
) -> str:
    lines = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="000000"/>' for side in borders)
    drawn = f"<w:tcBorders>{lines}</w:tcBorders>" if lines else ""
    place = "center" if centred else "left"
    upright = "bottom" if low else "center"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{drawn}<w:vAlign w:val="{upright}"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="{place}"/>{_look(size)}</w:pPr>'
        f"{_run(text, size, bold=bold, colour=colour)}</w:p></w:tc>"
    )


def _text(
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    centred: bool = False,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
) -> str:
    """A paragraph; spaces before and after in points, `keep` together with the next."""
    kept = "<w:keepNext/>" if keep else ""
    place = "center" if centred else "left"
    return (
        f'<w:p {nsdecls("w")}><w:pPr>{kept}<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"/>'
        f'<w:jc w:val="{place}"/></w:pPr>{_run(text, size, bold=bold, italic=italic)}</w:p>'
    )


def _space() -> str:
    """A low line between two tables, which would else run into one."""
    return f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="0"/>{_look(3)}</w:pPr></w:p>'


def _look(size: float, *, bold: bool = False, italic: bool = False, colour: str = "") -> str:
    fonts = "".join(f' w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "cs", "eastAsia"))
    marks = (
        ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "") + (f'<w:color w:val="{colour}"/>' if colour else "")
    )
    return f'<w:rPr><w:rFonts{fonts}/>{marks}<w:sz w:val="{round(2 * size)}"/></w:rPr>'


def _run(text: str, size: float, *, bold: bool = False, italic: bool = False, colour: str = "") -> str:
    if not text:
        return ""
    look = _look(size, bold=bold, italic=italic, colour=colour)
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'
