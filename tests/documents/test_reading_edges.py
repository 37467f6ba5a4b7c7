"""The odd ends of reading: heads, seams of pages, lost letters, layout tables, tables that nothing marks as such."""

import io
import zipfile

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from tests.documents.office_samples import (
    HEAD,
    ROWS,
    cell,
    docx_file,
    pdf_file,
    pdf_table,
    prose,
    sample_font,
    table_xml,
)

from hailong.documents.anatomy import Paragraph, Recognisers, Table, Unreadable
from hailong.documents.read.docx import read_docx
from hailong.documents.read.grid import Line, Slot, blocks_of, find_head, join_tables, join_texts
from hailong.documents.read.html import read_html
from hailong.documents.read.letters import mend
from hailong.documents.read.pdf import read_pdf
from hailong.documents.read.pdf_lines import Word, spell

ANYONE = Recognisers()


def lines(*rows: tuple[str, ...]) -> list[Line]:
    return [Line(tuple(map(Slot, row))) for row in rows]


def words(*placed: tuple[float, str]) -> list[Word]:
    """Words on one line, six points a letter, from the x given."""
    return [Word(text, x, x + 6 * len(text), 100, 112) for x, text in placed]


def test_a_head_may_name_two_columns_alike() -> None:
    head = find_head(lines(("TT", "Đơn vị", "TC", "HC", "TT"), ("1", "Xã Mẫu", "82,5", "81", "90")))
    assert head is not None
    assert head.texts == ("TT", "Đơn vị", "TC", "HC", "TT")


def test_rows_of_figures_have_no_head() -> None:
    (table,) = blocks_of(lines(("1", "2,5", "3"), ("4", "5", "6,7")))
    assert isinstance(table, Table)
    assert table.head == ()
    assert len(table.rows) == 2
    assert blocks_of([]) == []


def test_a_row_longer_than_its_head_keeps_what_is_over_in_the_last_cell() -> None:
    (table,) = blocks_of(lines(HEAD[:3], ("1", "Việc", "Báo cáo", "thừa")))
    assert isinstance(table, Table)
    assert table.rows[0].texts == ("1", "Việc", "Báo cáo\nthừa")


def test_the_head_begins_where_its_merged_cells_begin() -> None:
    first = Line((Slot("Mã"), Slot("Phân công", columns=2)))
    second = Line((Slot("", covered=True), Slot("Đơn vị chủ trì"), Slot("Thời gian hoàn thành")))
    head = find_head([first, second, *lines(("1", "Sở", "Quý I"))])
    assert head is not None
    assert head.texts == ("Mã", "Phân công - Đơn vị chủ trì", "Phân công - Thời gian hoàn thành")


def test_a_row_with_text_under_a_single_head_cell_is_no_second_head_row() -> None:
    first = Line((Slot("STT"), Slot("Nội dung công việc"), Slot("Trách nhiệm", columns=2)))
    body = lines(("1", "Việc", "Sở", "Phòng"))
    head = find_head([first, *body])
    assert head is not None
    assert (head.start, head.stop) == (0, 1)


def test_tables_that_do_not_fit_stay_apart() -> None:
    (first,), (second,) = blocks_of(lines(HEAD, *ROWS)), blocks_of(lines(HEAD[:3], ROWS[0][:3]))
    loose = Table((), first.rows[:1] if isinstance(first, Table) else ())
    assert len(join_tables([first, second], ANYONE.deadline)) == 2
    assert len(join_tables([loose, first], ANYONE.deadline)) == 2


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Rà soát và", "niêm yết", "Rà soát và niêm yết"),
        ("Xong một.", "Việc hai", "Xong một.\nViệc hai"),
        ("Gồm", "- mục một", "Gồm\n- mục một"),
        ("", "một", "một"),
        ("Sở", "Tư pháp", "Sở Tư pháp"),
    ],
)
def test_pieces_of_a_cell(first: str, second: str, joined: str) -> None:
    assert join_texts(first, second) == joined


def test_white_that_has_room_for_a_letter_is_told_by_two_spaces() -> None:
    assert spell(words((0, "công"), (27, "khai"), (65, "ầy"), (80, "rồi"))) == "công khai  ầy rồi"
    assert spell(words((0, "một"))) == "một"
    assert spell([]) == ""


def test_lost_letters_are_suggested_and_what_stood_there_is_kept() -> None:
    hurt = [Paragraph(prose(each, 40).replace("đ", " ")) for each in range(20)]
    blocks, (note,) = mend(hurt)
    first = blocks[0]
    assert isinstance(first, Paragraph)
    assert first.text == prose(0, 40)
    assert first.raw is not None
    assert " ầy" in first.raw
    assert (note.code, note.place) == ("letters_lost", hurt[0].place)


def test_lost_letters_in_cells_lower_their_confidence() -> None:
    rows = [(str(number), prose(number, 40).replace("đ", " "), "Văn phòng") for number in range(1, 20)]
    (table,) = mend(blocks_of(lines(HEAD[:3], *rows)))[0]
    assert isinstance(table, Table)
    hurt = [row.cells[1] for row in table.rows]
    assert [each.text for each in hurt] == [prose(number, 40) for number in range(1, 20)]
    assert all(each.raw and each.confidence < 1 for each in hurt)
    assert all(row.cells[2].raw is None and row.cells[2].confidence == 1 for row in table.rows)


def test_garbled_letters_are_told_and_left_alone() -> None:
    garbled = [Paragraph("xqzw kjhg brrt plmk vvbn qwrt zxcv " * 9)]
    blocks, (note,) = mend(garbled)
    assert blocks == garbled
    assert note.code == "letters_lost"
    assert "phông chữ" in note.message


def test_text_in_letters_of_old_fonts_is_turned_as_a_whole() -> None:
    (block,), notes = mend([Paragraph("Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp tù do h¹nh phóc")])
    assert isinstance(block, Paragraph)
    assert block.text == "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập tự do hạnh phúc"
    assert notes == []


def drawn(*pages: list[tuple[float, float, str]]) -> bytes:
    """Pages with texts at x, y points from the top-left corner."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in pages:
        canvas.setFont(sample_font(), 10)
        for x, y, text in page:
            canvas.drawString(x, A4[1] - y, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


COLUMNS = (60, 100, 300, 430)
UNRULED = [
    ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian"),
    ("1", "Rà soát thủ tục", "Văn phòng", "Quý I/2026"),
    ("2", "Tập huấn giao tiếp", "Phòng Nội vụ", "Quý II/2026"),
]


def placed(rows: list[tuple[str, ...]], top: float) -> list[tuple[float, float, str]]:
    return [(x, top + 20 * line, text) for line, row in enumerate(rows) for x, text in zip(COLUMNS, row, strict=False)]


def test_an_unruled_table_goes_on_over_the_page_without_its_head() -> None:
    more = [("3", "Khảo sát hài lòng", "Tổ khảo sát", "Quý III/2026"), ("4", "Báo cáo", "Văn phòng", "Quý IV/2026")]
    (table,) = read_pdf(drawn(placed(UNRULED, 100), placed(more, 60)), "a", ANYONE, None).blocks
    assert isinstance(table, Table)
    assert [row.texts for row in table.rows] == [*UNRULED[1:], *more]


def test_a_section_without_rows_below_an_unruled_table_is_text() -> None:
    page = [
        *placed(UNRULED, 100),
        (60, 180, "III. TỔ CHỨC THỰC HIỆN KẾ HOẠCH CỦA PHƯỜNG NĂM"),
        (60, 200, f"{prose(1, 17)}."),
    ]
    table, title, text = read_pdf(drawn(page), "a", ANYONE, None).blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 2
    assert isinstance(title, Paragraph)
    assert title.text.startswith("III. TỔ CHỨC")
    assert isinstance(text, Paragraph)


def test_a_section_row_of_an_unruled_table_is_a_heading() -> None:
    page = [
        *placed(UNRULED[:1], 100),
        (60, 120, "I. NÂNG CAO CHẤT LƯỢNG TIẾP CẬN DỊCH VỤ CÔNG"),
        *placed(UNRULED[1:], 140),
    ]
    (table,) = read_pdf(drawn(page), "a", ANYONE, None).blocks
    assert isinstance(table, Table)
    assert [(row.heading, row.texts[0]) for row in table.rows] == [(True, "I"), (False, "1"), (False, "2")]


def test_a_pdf_of_cells_one_below_the_other_is_read_as_flattened_text() -> None:
    y, page = 60.0, []
    for text in [*UNRULED[0], *UNRULED[1], *UNRULED[2], "3", "Khảo sát mức hài lòng", "Tổ khảo sát", "Thường xuyên"]:
        page.append((80.0, y, text))
        y += 24
    found = [block for block in read_pdf(drawn(page), "a", ANYONE, None).blocks if isinstance(block, Table)]
    assert [row.texts[0] for table in found for row in table.rows] == ["1", "2", "3"]


def test_a_lone_number_at_the_foot_of_a_page_is_kept_if_it_counts_no_pages() -> None:
    pages = [[(80.0, 100.0, f"Trang {name}"), (300.0, 30.0, str(each))] for each, name in enumerate("abc", start=1)]
    pages[1].append((80.0, 810.0, "14"))
    texts = [block.text for block in read_pdf(drawn(*pages), "a", ANYONE, None).blocks if isinstance(block, Paragraph)]
    assert texts == ["Trang a", "Trang b", "14", "Trang c"]


def test_a_ruled_column_is_a_frame_and_not_a_table() -> None:
    blocks = read_pdf(pdf_file(pdf_table(("Thông báo",), [("Nội dung trong khung",)])), "a", ANYONE, None).blocks
    assert [type(block) for block in blocks] == [Paragraph, Paragraph]


def test_a_grid_with_an_open_side_still_has_its_cells() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(sample_font(), 10)
    for left, right, y in ((60, 460, 760), (60, 460, 730), (60, 460, 700), (60, 260, 670)):
        canvas.line(left, y, right, y)
    for x, low in ((60, 670), (100, 670), (260, 670), (460, 700)):
        canvas.line(x, low, x, 760)
    upper = ((65, 740, "STT"), (110, 740, "Nội dung công việc"), (280, 740, "Thời gian"))
    lower = ((65, 710, "1"), (110, 710, "Việc một"), (280, 710, "Quý I"), (65, 680, "2"), (110, 680, "Việc hai"))
    for x, y, text in upper + lower:
        canvas.drawString(x, y, text)
    canvas.save()
    (table,) = read_pdf(out.getvalue(), "a", ANYONE, None).blocks
    assert isinstance(table, Table)
    assert [row.texts for row in table.rows] == [("1", "Việc một", "Quý I"), ("2", "Việc hai", "")]


def test_a_word_file_without_its_main_part_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.bin", "x")
    with pytest.raises(Unreadable, match="thiếu phần nội dung"):
        read_docx(out.getvalue(), "a", ANYONE, None)


def test_a_word_file_of_its_main_part_alone_is_read() -> None:
    whole = docx_file("<w:p><w:r><w:t>Một</w:t><w:sym/><w:t>hai</w:t></w:r></w:p>")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", old.read("word/document.xml"))
    (block,) = read_docx(out.getvalue(), "a", ANYONE, None).blocks
    assert isinstance(block, Paragraph)
    assert block.text == "Một-hai"


def test_boldness_of_a_style_holds_for_its_paragraphs() -> None:
    (block,) = read_docx(
        docx_file('<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>I. MỤC TIÊU</w:t></w:r></w:p>'),
        "a",
        ANYONE,
        None,
    ).blocks
    assert isinstance(block, Paragraph)
    assert block.bold


def test_a_text_box_inside_a_cell_belongs_to_the_cell() -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    holder = f"<w:tc><w:tcPr/><w:p><w:r><w:t>Việc</w:t></w:r>{box}</w:p></w:tc>"
    head = "".join(map(cell, HEAD[:3]))
    (table,) = read_docx(docx_file(table_xml(head, cell("1") + holder + cell("Báo cáo"))), "a", ANYONE, None).blocks
    assert isinstance(table, Table)
    assert table.rows[0].texts == ("1", "Việc\ntrong khung", "Báo cáo")


def test_a_cell_hanging_past_the_end_of_a_short_row_leaves_a_gap() -> None:
    html = (
        "<table><tr><th>TT</th><th>Đơn vị</th><th>Kỳ</th></tr><tr><td>1</td><td>Xã</td><td rowspan=2>I</td></tr>"
        "<tr><td>2</td></tr></table>"
    )
    (table,) = read_html(html.encode(), "a.xls").blocks
    assert isinstance(table, Table)
    assert [row.texts for row in table.rows] == [("1", "Xã", "I"), ("2", "", "")]
