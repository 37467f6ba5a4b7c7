"""Pages read per second, and memory on a long PDF: `python -m bench.reading`.

Each document is invented here (reportlab, python-docx) and read in a process of its own, so that its peak memory is
its own; seconds are processor time of the reading alone, the better of two runs. A page of Word or text is what the
same rows fill in the ruled PDF. `rows` and `cells` count what came out equal to what went in. The long PDF is read
twice, a third of it and the whole: what the peak grows by from one to the other is what each further page costs.
"""

import io
import json
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence

from docx import Document as new_document
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from hailong.documents.anatomy import Document
from hailong.documents.anatomy import Table as ReadTable
from hailong.documents.read.files import read
from hailong.lexicon.fonts import font_path

ROWS, LONG = 300, 300
"""Rows of the plan that is read in each shape; pages of the long PDF."""

HEAD = ("STT", "Nội dung nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành")
_TEXT = (
    "rà soát cập nhật niêm yết công khai đầy đủ kịp thời các thủ tục hành chính tại bộ phận tiếp nhận và trả kết quả "
    "bảo đảm đúng quy định thuận lợi cho tổ chức công dân khi đến giao dịch"
)
_WORDS = _TEXT.split()
_DEADLINES = ("Quý I/2026", "Quý II/2026", "Thường xuyên", "Trước ngày 15/12/2026")


def prose(start: int, count: int) -> str:
    """A made-up phrase of count words."""
    return " ".join(_WORDS[(start * 7 + each) % len(_WORDS)] for each in range(count)).capitalize()


def plan_rows(count: int) -> list[tuple[str, ...]]:
    """Rows of a made-up plan."""
    return [
        (
            str(number),
            prose(number, 14 + number % 9),
            f"- {prose(number + 3, 5)};\n- {prose(number + 1, 6)}",
            f"Phòng {prose(number, 2)}",
            f"Văn phòng; Phòng {prose(number + 5, 2)}",
            _DEADLINES[number % 4],
        )
        for number in range(1, count + 1)
    ]


def pdf(rows: Sequence[Sequence[str]], pages: int = 0, *, ruled: bool = True) -> bytes:
    """The plan as a PDF; pages of prose before it where asked for."""
    if "Bench" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Bench", str(font_path("Noto Serif"))))
    cell = ParagraphStyle("cell", fontName="Bench", fontSize=9, leading=12)
    text = ParagraphStyle("text", fontName="Bench", fontSize=12, leading=16, spaceAfter=6, firstLineIndent=28)
    filled = [[Paragraph(each.replace("\n", "<br/>"), cell) for each in row] for row in (HEAD, *rows)]
    table = Table(filled, colWidths=[28, 150, 110, 75, 75, 72], repeatRows=1)
    style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    table.setStyle(TableStyle([*style, ("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else style))
    out = io.BytesIO()
    body = [Paragraph(f"{prose(each, 90)}.", text) for each in range(pages * 8)]
    SimpleDocTemplate(out, pagesize=A4, leftMargin=71, rightMargin=42).build([*body, table])
    return out.getvalue()


def docx(rows: Sequence[Sequence[str]]) -> bytes:
    """The plan as a Word file."""
    made = new_document()
    table = made.add_table(len(rows) + 1, len(HEAD))
    for cell, text in zip(table._cells, [text for row in (HEAD, *rows) for text in row], strict=True):
        cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def flattened(rows: Sequence[Sequence[str]]) -> bytes:
    """The plan as text taken out of a PDF: cells one below the other, wrapped at some 30 letters."""
    lines = ["KẾ HOẠCH", "", *HEAD, ""]
    for row in rows:
        for text in row:
            lines += [*_wrapped(text), ""]
    return "\n".join(lines).encode()


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.replace("\n", " ").split():
        if len(lines[-1]) + len(word) > 30:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


SHAPES: dict[str, Callable[[], bytes]] = {
    "DOCX": lambda: docx(plan_rows(ROWS)),
    "PDF, ruled": lambda: pdf(plan_rows(ROWS)),
    "PDF, unruled": lambda: pdf(plan_rows(ROWS), ruled=False),
    "flattened text": lambda: flattened(plan_rows(ROWS)),
    "PDF, a third as long": lambda: pdf(plan_rows(9), LONG // 3),
    "PDF, long": lambda: pdf(plan_rows(9), LONG),
}


def measure(shape: str, *, memory: bool) -> dict[str, float]:
    """Read one shape here: seconds, pages, rows and cells right, and the peak of Python's memory in MB if asked."""
    data = SHAPES[shape]()
    if memory:
        tracemalloc.start()
    began = time.process_time()
    document = read(data, shape)
    seconds = time.process_time() - began
    peak = tracemalloc.get_traced_memory()[1] / 1e6 if memory else 0.0
    rows, cells = _right(document)
    return {"seconds": seconds, "pages": document.pages or 0, "rows": rows, "cells": cells, "peak": peak}


def _right(document: Document) -> tuple[int, float]:
    read_rows = [row.texts for block in document.blocks if isinstance(block, ReadTable) for row in block.rows]
    known = {row[0]: row for row in read_rows}
    truth = plan_rows(max(map(len, [read_rows])))
    flat = [(_plain(cell), _plain(own)) for row in truth for cell, own in zip(row, known.get(row[0], ()), strict=False)]
    return len(read_rows), sum(cell == own for cell, own in flat) / max(1, len(truth) * len(HEAD))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _apart(shape: str, *, memory: bool) -> dict[str, float]:
    """`measure` in a process of its own."""
    command = [sys.executable, "-m", "bench.reading", shape, "memory" if memory else "time"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def main() -> None:
    """Print the table."""
    print("\nReading documents (one process, one core; seconds are processor time)")
    print(f"{'shape':<22}{'pages':>7}{'seconds':>9}{'pages/s':>9}{'rows':>7}{'cells right':>13}{'peak MB':>9}")
    pages = 0.0
    for shape in SHAPES:
        runs = [_apart(shape, memory=False) for _ in range(2)]
        best = min(runs, key=lambda run: run["seconds"])
        if shape == "PDF, ruled":
            pages = best["pages"]
        count = best["pages"] or pages or _apart("PDF, ruled", memory=False)["pages"]
        peak = _apart(shape, memory=True)["peak"]
        rate = count / best["seconds"]
        print(f"{shape:<22}{count:>7.0f}{best['seconds']:>9.2f}{rate:>9.1f}{best['rows']:>7.0f}", end="")
        print(f"{100 * best['cells']:>12.1f}%{peak:>9.0f}")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(json.dumps(measure(sys.argv[1], memory=sys.argv[2] == "memory")))
    else:
        main()
