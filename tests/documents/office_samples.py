"""Invented office files made by code: Word, PDF, spreadsheets. Nothing here comes from a real document."""

import io
import re
import zipfile
from collections.abc import Sequence

from docx import Document as new_document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from hailong.lexicon.fonts import font_path

HEAD = ("STT", "Nội dung nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành")
ROWS = (
    ("1", "Rà soát, niêm yết công khai thủ tục", "Bảng niêm yết", "Văn phòng", "Các phòng", "Quý I/2026"),
    ("2", "Tập huấn kỹ năng giao tiếp", "- Kế hoạch;\n- Báo cáo", "Phòng Nội vụ", "Văn phòng", "Trước ngày 30/6/2026"),
    ("3", "Khảo sát mức độ hài lòng", "Báo cáo khảo sát", "Tổ khảo sát", "", "Thường xuyên"),
)
_TEXT = (
    "rà soát cập nhật niêm yết công khai đầy đủ kịp thời các thủ tục hành chính tại bộ phận tiếp nhận và trả kết quả "
    "bảo đảm đúng quy định thuận lợi cho tổ chức công dân khi đến giao dịch"
)
_WORDS = _TEXT.split()


def prose(start: int, count: int) -> str:
    """A made-up sentence of count words."""
    return " ".join(_WORDS[(start * 7 + each) % len(_WORDS)] for each in range(count)).capitalize()


def plan_rows(count: int) -> list[tuple[str, ...]]:
    """Rows of an invented plan under HEAD, every row different."""
    quarters = ("Quý I/2026", "Quý II/2026", "Thường xuyên", "Trước ngày 15/12/2026")
    return [
        (
            str(number),
            prose(number, 14 + number % 9),
            f"- {prose(number + 3, 5)};\n- {prose(number + 1, 6)}",
            f"Phòng {prose(number, 2)}",
            f"Văn phòng; Phòng {prose(number + 5, 2)}",
            quarters[number % 4],
        )
        for number in range(1, count + 1)
    ]


def docx_file(*parts: str | Sequence[Sequence[str]]) -> bytes:
    """A Word file: a string is a paragraph (or raw XML where it begins with <w:), rows of strings are a table."""
    made = new_document()
    body = made.element.body
    for part in parts:
        if isinstance(part, str) and part.startswith("<w:"):
            body.insert(len(body) - 1, parse_xml(_declared(part)))
        elif isinstance(part, str):
            made.add_paragraph(part)
        else:
            table = made.add_table(len(part), len(part[0]))
            for row, texts in zip(table.rows, part, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _declared(xml: str) -> str:
    return re.sub(r"^<(w:\w+)", lambda found: f"<{found[1]} {nsdecls('w')}", xml, count=1)


def cell(text: str, extra: str = "", paragraph: str = "") -> str:
    """One w:tc with its properties and its paragraph's properties as XML."""
    return f"<w:tc><w:tcPr>{extra}</w:tcPr><w:p><w:pPr>{paragraph}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def table_xml(*rows: str) -> str:
    """A w:tbl of rows, each given as its cells' XML (or a whole w:tr)."""
    whole = "".join(row if row.startswith("<w:tr>") else f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{whole}</w:tbl>"


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The ZIP container with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return out.getvalue()


def sample_font() -> str:
    """A registered font with all Vietnamese letters."""
    if "Sample" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Sample", str(font_path("Noto Serif"))))
    return "Sample"


def _style(size: float, **more: object) -> ParagraphStyle:
    return ParagraphStyle("sample", fontName=sample_font(), fontSize=size, leading=size * 1.35, **more)


def pdf_table(head: Sequence[str], rows: Sequence[Sequence[str]], *, ruled: bool = True) -> Table:
    """A flowable table that repeats its head on each page; line feeds in cells part paragraphs."""
    named = [Paragraph(text, _style(9, alignment=1)) for text in head]
    filled = [[Paragraph(text.replace("\n", "<br/>"), _style(9)) for text in row] for row in rows]
    table = Table([named, *filled], colWidths=[28, 150, 110, 75, 75, 72][: len(head)], repeatRows=1)
    style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if ruled:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    table.setStyle(TableStyle(style))
    return table


def pdf_prose(text: str) -> Paragraph:
    """A justified paragraph with an indented first line."""
    return Paragraph(text, _style(12, alignment=4, firstLineIndent=28, spaceAfter=6))


def pdf_title(text: str) -> Paragraph:
    """A centred line."""
    return Paragraph(text, _style(13, alignment=1))


def pdf_file(*parts: Flowable, numbered: bool = True, password: str = "", owner: str = "") -> bytes:
    """A PDF of flowables with page numbers at the top from page 2."""
    out = io.BytesIO()

    def number(canvas: Canvas, page: object) -> None:
        if numbered and canvas.getPageNumber() > 1:
            canvas.setFont(sample_font(), 12)
            canvas.drawCentredString(297, 812, str(canvas.getPageNumber()))

    made = SimpleDocTemplate(out, pagesize=A4, leftMargin=71, rightMargin=42, topMargin=57, bottomMargin=57)
    if password or owner:
        made.encrypt = _encryption(password, owner)
    made.build(list(parts), onFirstPage=number, onLaterPages=number)
    return out.getvalue()


def _encryption(password: str, owner: str) -> StandardEncryption:
    return StandardEncryption(password, ownerPassword=owner or password)


def page_break() -> Flowable:
    """The end of a page."""
    return PageBreak()
