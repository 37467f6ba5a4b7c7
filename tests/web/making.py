"""What the tests of drafts and pages start from: an invented reading, the hour, and drafts at each state."""

import hashlib
import io
import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import docx
from reportlab.pdfgen import canvas
from tests.cast import cast, unit

from hailong.plan.models import Draft

VIETNAM = timezone(timedelta(hours=7))
NOW = datetime(2025, 10, 3, 8, 5, tzinfo=VIETNAM)
READING: dict[str, Any] = json.loads(Path(__file__).with_name("reading.json").read_text(encoding="utf-8"))


def draft(*, now: datetime = NOW, **values: Any) -> Draft:
    """A draft waiting to be read, unless the values say otherwise."""
    source = values.pop("source", b"Ke hoach")
    owner = values.pop("owner", None) or cast()["quang"]
    start = {
        "unit": unit(),
        "owner": owner,
        "name": "ke-hoach.docx",
        "sha256": hashlib.sha256(source).hexdigest(),
        "size": len(source),
    }
    return Draft.objects.create(
        **(start | {"source": source, "created": now, "expires": now + timedelta(days=7), "moved": now} | values)
    )


def read_draft(*, now: datetime = NOW, reading: dict[str, Any] = READING, **values: Any) -> Draft:
    """A draft that has been read."""
    return draft(now=now, state="read", reading=json.dumps(reading, ensure_ascii=False), **values)


def long_pdf(pages: int) -> bytes:
    """A PDF of so many pages of text."""
    kept = io.BytesIO()
    drawn = canvas.Canvas(kept)
    for page in range(1, pages + 1):
        drawn.drawString(72, 700, f"Ke hoach nam 2025, trang {page}")
        drawn.showPage()
    drawn.save()
    return kept.getvalue()


def plan_docx(*, tasks: int = 3) -> bytes:
    """A small plan as Word keeps it: a title and a table of tasks."""
    made = docx.Document()
    for line in ("ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH", "KẾ HOẠCH", "Nâng cao chất lượng tiếp dân năm 2025"):
        made.add_paragraph(line)
    made.add_paragraph("I. MỤC TIÊU")
    made.add_paragraph("Chỉ số hài lòng chung đạt trên 91 %.")
    made.add_paragraph("PHỤ LỤC")
    head = ("STT", "Nội dung nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện")
    table = made.add_table(rows=1, cols=len(head))
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.text = text
    for number in range(1, tasks + 1):
        row = (
            str(number),
            f"Rà soát bảng chỉ dẫn ở cửa số {number}",
            "Biên bản",
            "Văn phòng",
            "Phòng Kinh tế",
            "Quý IV/2025",
        )
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()
