"""Born-digital PDF: ruled and unruled tables over pages, paragraphs, what is at the edge of pages, what is refused."""

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from tests.documents.office_samples import (
    HEAD,
    ROWS,
    page_break,
    pdf_file,
    pdf_prose,
    pdf_table,
    pdf_title,
    plan_rows,
    prose,
    sample_font,
)

from hailong.documents.anatomy import Document, Paragraph, Recognisers, Table, Unreadable
from hailong.documents.read.pdf import read_pdf
from hailong.documents.read.pdf_guard import refuse_bursting


def read(data: bytes, recognise: Recognisers | None = None) -> Document:
    return read_pdf(data, "kế hoạch.pdf", recognise or Recognisers(), None)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def drawn(*lines: tuple[float, float, str]) -> bytes:
    """A page with each text at x, y points from the top-left corner."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(sample_font(), 12)
    for x, y, text in lines:
        canvas.drawString(x, A4[1] - y, text)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_over_pages_is_one_with_every_cell(ruled: bool) -> None:
    rows = plan_rows(40)
    document = read(pdf_file(pdf_title("KẾ HOẠCH"), pdf_prose(prose(1, 60)), pdf_table(HEAD, rows, ruled=ruled)))
    (table,) = tables(document)
    assert document.pages is not None
    assert document.pages > 2
    assert table.head == HEAD
    read_cells = [cell for row in table.rows for cell in row.texts]
    right = sum(map(str.__eq__, read_cells, [cell for row in rows for cell in row]))
    assert right >= 0.98 * 6 * len(rows)
    assert {row.place.page for row in table.rows} == set(range(1, document.pages + 1))


def test_text_after_an_unruled_table_is_no_part_of_it() -> None:
    closing = f"{prose(3, 60)}."
    document = read(pdf_file(pdf_table(HEAD, plan_rows(5), ruled=False), pdf_prose(closing)))
    assert len(tables(document)[0].rows) == 5
    assert texts(document) == [closing]


def test_a_row_cut_by_a_page_break_is_made_whole() -> None:
    first = [("1", "Rà soát toàn bộ thủ tục và niêm", "Báo cáo của", "Văn phòng", "", "Trước ngày")]
    rest = [("", "yết công khai tại trụ sở", "Văn phòng", "", "", "30/6/2026"), *ROWS[1:]]
    document = read(pdf_file(pdf_table(HEAD, first), page_break(), pdf_table(HEAD, rest)))
    (table,) = tables(document)
    assert table.rows[0].texts == (
        "1",
        "Rà soát toàn bộ thủ tục và niêm yết công khai tại trụ sở",
        "Báo cáo của Văn phòng",
        "Văn phòng",
        "",
        "Trước ngày 30/6/2026",
    )
    assert [place.page for place in table.rows[0].places] == [1, 2]
    assert len(table.rows) == 3


def test_a_row_with_a_deadline_of_its_own_is_not_taken_for_a_cut_one() -> None:
    sure = Recognisers(deadline=lambda text: float(text.startswith("Quý")))
    first = [("1", "Tập huấn", "Kế hoạch", "Văn phòng", "", "Quý I/2026")]
    second = [("", "", "Báo cáo", "", "", "Quý III/2026")]
    document = read(pdf_file(pdf_table(HEAD, first), page_break(), pdf_table(HEAD, second)), sure)
    assert [row.texts[5] for row in tables(document)[0].rows] == ["Quý I/2026", "Quý III/2026"]


def test_a_table_that_goes_on_without_its_head_is_one() -> None:
    first, rest = pdf_table(HEAD, ROWS[:1]), pdf_table(ROWS[1], ROWS[2:])
    (table,) = tables(read(pdf_file(first, page_break(), rest)))
    assert [row.texts[0] for row in table.rows] == ["1", "2", "3"]


def test_wrapped_lines_become_paragraphs_also_over_a_page_break() -> None:
    written = [f"{prose(each, 90)}." for each in range(14)]
    document = read(pdf_file(*map(pdf_prose, written)))
    assert document.pages == 2
    assert texts(document) == written


def test_page_numbers_and_running_lines_are_dropped() -> None:
    document = read(pdf_file(*(pdf_prose(f"{prose(each, 90)}.") for each in range(30))))
    assert not [text for text in texts(document) if len(text) < 20]
    assert document.pages is not None
    assert document.pages > 2


def test_letterhead_blocks_side_by_side_are_read_one_after_the_other() -> None:
    data = drawn(
        (100, 60, "ỦY BAN NHÂN DÂN"), (320, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
        (110, 76, "PHƯỜNG MẪU"), (335, 76, "Độc lập - Tự do - Hạnh phúc"),
        (105, 100, "Số: 12/KH-UBND"), (330, 100, "Mẫu, ngày 05 tháng 01 năm 2026"),
        (260, 140, "KẾ HOẠCH"),
    )  # fmt: skip
    assert texts(read(data)) == [
        "ỦY BAN NHÂN DÂN",
        "PHƯỜNG MẪU",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "Độc lập - Tự do - Hạnh phúc",
        "Mẫu, ngày 05 tháng 01 năm 2026",
        "KẾ HOẠCH",
    ]


def test_items_of_a_list_are_paragraphs_of_their_own() -> None:
    data = drawn((99, 60, "1. Việc thứ nhất;"), (99, 78, "2. Việc thứ hai;"), (99, 96, "- Việc cuối."))
    assert texts(read(data)) == ["1. Việc thứ nhất;", "2. Việc thứ hai;", "- Việc cuối."]


def test_a_frame_around_text_is_not_a_table() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(sample_font(), 12)
    canvas.rect(80, 700, 400, 80)
    canvas.drawString(100, 740, "Thông báo trong khung")
    canvas.save()
    document = read(out.getvalue())
    assert not tables(document)
    assert texts(document) == ["Thông báo trong khung"]


def test_merged_cells_keep_their_text_in_the_first() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(sample_font(), 10)
    for x in (60, 100, 300, 400, 500):
        top = 720 if x == 400 else 760
        canvas.line(x, 640, x, top)
    for y, left, right in ((760, 60, 500), (720, 300, 500), (680, 60, 500), (640, 60, 500)):
        canvas.line(left, y, right, y)
    labels = ((65, 740, "STT"), (110, 740, "Nội dung"), (330, 740, "Trách nhiệm"), (310, 700, "Chủ trì"))
    filled = ((410, 700, "Phối hợp"), (65, 660, "1"), (110, 660, "Việc một"), (310, 660, "Văn phòng"))
    for x, y, text in labels + filled:
        canvas.drawString(x, y, text)
    canvas.save()
    (table,) = tables(read(out.getvalue()))
    assert table.head == ("STT", "Nội dung", "Trách nhiệm - Chủ trì", "Trách nhiệm - Phối hợp")
    assert [row.texts for row in table.rows] == [("1", "Việc một", "Văn phòng", "")]


def test_progress_counts_pages() -> None:
    told: list[tuple[int, int]] = []
    data = pdf_file(pdf_title("Một"), page_break(), pdf_title("Hai"))
    read_pdf(data, "a.pdf", Recognisers(), lambda done, pages: told.append((done, pages)))
    assert told == [(1, 2), (2, 2)]


def scanned(*pages: str) -> bytes:
    """Pages of a picture each; a page with text has that instead."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    pixels = b"P6 2 2 255 " + bytes(12)
    for text in pages:
        if text:
            canvas.setFont(sample_font(), 12)
            canvas.drawString(90, 700, text)
        else:
            canvas.drawImage(ImageReader(io.BytesIO(pixels)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_scan_is_refused_and_its_pages_are_named() -> None:
    with pytest.raises(Unreadable, match="chỉ có ảnh") as caught:
        read(scanned("", ""))
    assert caught.value.place == "trang 1-2"
    assert "scan" in caught.value.cure


def test_a_blank_pdf_is_refused() -> None:
    with pytest.raises(Unreadable, match="không có chữ"):
        read(pdf_file(page_break(), numbered=False))


def test_single_scanned_pages_are_noted() -> None:
    (note,) = read(scanned("Có chữ", "", "", "Có chữ", "")).notes
    assert note.code == "page_without_text"
    assert note.message.startswith("Trang 2-3, 5 chỉ có ảnh")
    assert note.place.page == 2


def test_a_password_is_named_and_an_owner_password_alone_is_no_hindrance() -> None:
    with pytest.raises(Unreadable, match="mật khẩu"):
        read(pdf_file(pdf_title("Kín"), password="mở"))
    assert texts(read(pdf_file(pdf_title("Chỉ cấm sửa"), owner="chủ"))) == ["Chỉ cấm sửa"]


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_a_pdf_cut_short_is_refused(share: float) -> None:
    data = pdf_file(pdf_table(HEAD, plan_rows(12)))
    with pytest.raises(Unreadable, match="cắt cụt"):
        read(data[: int(share * len(data))])


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hailong.documents.read.pdf.MAX_PAGES", 1)
    with pytest.raises(Unreadable, match="2 trang, quá nhiều"):
        read(pdf_file(pdf_title("Một"), page_break(), pdf_title("Hai")))


def test_a_stream_that_bursts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf_file(pdf_title("Thường"))
    refuse_bursting(data)
    monkeypatch.setattr("hailong.documents.read.pdf_guard.MAX_STREAM", 10)
    with pytest.raises(Unreadable, match="lớn bất thường"):
        refuse_bursting(data)
    monkeypatch.undo()
    monkeypatch.setattr("hailong.documents.read.pdf_guard.MAX_STREAMS", 10)
    with pytest.raises(Unreadable, match="lớn bất thường"):
        refuse_bursting(data)


def test_a_stream_packed_twice_is_refused() -> None:
    with pytest.raises(Unreadable, match="nhiều lớp"):
        refuse_bursting(b"%PDF-1.4 <</Filter [/FlateDecode /FlateDecode]>> stream\n")
