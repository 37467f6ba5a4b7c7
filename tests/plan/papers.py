"""Invented plans built by hand: tables and paragraphs without any file behind them. Everything here is made up."""

from collections.abc import Sequence

from hailong.documents.anatomy import Block, Cell, Document, Paragraph, Place, Row, Table

HEAD = ("STT", "Nội dung", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian")
LETTERHEAD = (
    "UBND TỈNH LAM SƠN",
    "SỞ THỦY LỢI",
    "Số: 17/KH-STL",
    "Lam Sơn, ngày 08 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Đón tiếp người nộp hồ sơ năm 2026",
)
FOOT = ("Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.", "GIÁM ĐỐC", "Lò Văn Sậy")


def row(*texts: str, heading: bool = False, line: int = 1, confidence: float = 1.0) -> Row:
    """One row of cells."""
    return Row(tuple(Cell(text) for text in texts), (Place(line=line),), heading, confidence)


def table(head: Sequence[str], *rows: Sequence[str]) -> Table:
    """A table with its head (empty: none was recognised) and rows of texts, on lines 1, 2, 3 ..."""
    return Table(tuple(head), tuple(row(*texts, line=i) for i, texts in enumerate(rows, 1)), Place(line=1))


def paper(*parts: str | Block) -> Document:
    """A document: strings are paragraphs, one a line, numbered from 1."""
    blocks: list[Block] = []
    for part in parts:
        texts = part.splitlines() if isinstance(part, str) else ()
        blocks += [Paragraph(text, Place(line=len(blocks) + i)) for i, text in enumerate(texts, 1)]
        blocks += [] if isinstance(part, str) else [part]
    return Document("giay.docx", "docx", tuple(blocks))


def plan(*parts: str | Block) -> Document:
    """A plan with a letterhead above its parts and a foot below them."""
    return paper("\n".join(LETTERHEAD), *parts, "\n".join(FOOT))
