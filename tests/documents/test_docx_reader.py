"""Word files: order, merges, repeated heads, tracked changes, numbers and everything else that a page shows."""

import pytest
from tests.documents.office_samples import HEAD, ROWS, cell, docx_file, plan_rows, table_xml, with_part

from hailong.documents.anatomy import Document, Paragraph, Recognisers, Table, Unreadable
from hailong.documents.read.docx import read_docx


def read(data: bytes) -> Document:
    return read_docx(data, "kế hoạch.docx", Recognisers(), None)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def only_table(document: Document) -> Table:
    found = [block for block in document.blocks if isinstance(block, Table)]
    assert len(found) == 1
    return found[0]


def test_paragraphs_and_tables_keep_their_order_and_places_count_from_one() -> None:
    document = read(docx_file("KẾ HOẠCH", "Mở đầu.", [HEAD, *ROWS], "Kết thúc."))
    kinds = [type(block).__name__ for block in document.blocks]
    assert kinds == ["Paragraph", "Paragraph", "Table", "Paragraph"]
    assert [block.place.line for block in document.blocks] == [1, 2, 3, 7]


def test_every_row_and_cell_of_a_plan_table_is_read() -> None:
    rows = plan_rows(60)
    table = only_table(read(docx_file([HEAD, *rows])))
    assert table.head == HEAD
    assert [row.texts for row in table.rows] == rows


def test_a_head_merged_over_two_columns_becomes_one_head_row() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    first = cell("STT", down) + cell("Nội dung", down) + cell("Trách nhiệm", '<w:gridSpan w:val="2"/>')
    second = cell("", on) + cell("", on) + cell("Chủ trì") + cell("Phối hợp")
    body = cell("1") + cell("Việc một") + cell("Văn phòng") + cell("Các phòng")
    table = only_table(read(docx_file(table_xml(first, second, body))))
    assert table.head == ("STT", "Nội dung", "Trách nhiệm - Chủ trì", "Trách nhiệm - Phối hợp")
    assert [row.texts for row in table.rows] == [("1", "Việc một", "Văn phòng", "Các phòng")]


def test_rows_that_only_count_the_columns_are_part_of_the_head() -> None:
    table = only_table(read(docx_file([HEAD, ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"), *ROWS])))
    assert [row.texts for row in table.rows] == list(ROWS)


def test_title_lines_above_the_head_inside_the_table_become_paragraphs() -> None:
    title = cell("PHỤ LỤC PHÂN CÔNG NHIỆM VỤ", '<w:gridSpan w:val="3"/>')
    head = cell("STT") + cell("Nội dung công việc") + cell("Thời gian")
    body = cell("1") + cell("Việc một") + cell("Quý I")
    document = read(docx_file(table_xml(title, head, body)))
    assert texts(document) == ["PHỤ LỤC PHÂN CÔNG NHIỆM VỤ"]
    assert only_table(document).head == ("STT", "Nội dung công việc", "Thời gian")


def test_section_rows_are_headings_with_numeral_and_title() -> None:
    merged = cell("I") + cell("Tiếp cận dịch vụ", '<w:gridSpan w:val="2"/>')
    whole = cell("II. Thủ tục hành chính", '<w:gridSpan w:val="3"/>')
    head = cell("STT") + cell("Nội dung công việc") + cell("Thời gian")
    body = cell("1") + cell("Việc một") + cell("Quý I")
    table = only_table(read(docx_file(table_xml(head, merged, body, whole, body))))
    assert [row.texts[:2] for row in table.rows if row.heading] == [
        ("I", "Tiếp cận dịch vụ"),
        ("II", "Thủ tục hành chính"),
    ]


def test_a_cell_merged_over_rows_keeps_its_text_in_the_first() -> None:
    head = cell("STT") + cell("Nội dung công việc") + cell("Thời gian")
    first = cell("1") + cell("Việc một") + cell("Quý I", '<w:vMerge w:val="restart"/>')
    second = cell("2") + cell("Việc hai") + cell("", "<w:vMerge/>")
    table = only_table(read(docx_file(table_xml(head, first, second))))
    assert [row.texts[2] for row in table.rows] == ["Quý I", ""]


def test_a_table_parted_in_two_with_its_head_repeated_is_one_again() -> None:
    rows = plan_rows(6)
    document = read(docx_file([HEAD, *rows[:3]], "", [HEAD, *rows[3:]]))
    assert [row.texts for row in only_table(document).rows] == rows


def test_a_row_cut_between_the_two_parts_is_made_whole() -> None:
    first = ("1", "Rà soát toàn bộ thủ tục và", "Báo cáo", "Văn phòng", "", "Quý I")
    rest = ("", "niêm yết công khai tại trụ sở", "", "", "", "")
    table = only_table(read(docx_file([HEAD, first], "", [HEAD, rest, ROWS[1]])))
    assert [row.texts[1] for row in table.rows] == [
        "Rà soát toàn bộ thủ tục và niêm yết công khai tại trụ sở",
        ROWS[1][1],
    ]
    assert len(table.rows[0].places) == 2


def test_head_rows_marked_by_word_are_heads_whatever_they_say() -> None:
    marked = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('Cột A')}{cell('Cột B')}</w:tr>"
    table = only_table(read(docx_file(table_xml(marked, cell("một") + cell("hai"), cell("ba") + cell("bốn")))))
    assert table.head == ("Cột A", "Cột B")
    assert len(table.rows) == 2


def test_insertions_are_kept_and_deletions_dropped() -> None:
    xml = (
        "<w:p><w:r><w:t>Trước ngày </w:t></w:r><w:del><w:r><w:delText>15</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>20</w:t></w:r></w:ins><w:r><w:t>/6/2026</w:t></w:r></w:p>"
    )
    assert texts(read(docx_file(xml))) == ["Trước ngày 20/6/2026"]


def test_paragraphs_whose_break_was_deleted_are_one() -> None:
    deleted = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Nửa đầu</w:t></w:r></w:p>"
    assert texts(read(docx_file(deleted, "nửa sau."))) == ["Nửa đầu nửa sau."]


def test_a_deleted_row_is_not_read() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('9')}{cell('Đã xóa')}{cell('Quý I')}</w:tr>"
    head = cell("STT") + cell("Nội dung công việc") + cell("Thời gian")
    table = only_table(read(docx_file(table_xml(head, gone, cell("1") + cell("Còn") + cell("Quý II")))))
    assert [row.texts[0] for row in table.rows] == ["1"]


def test_text_in_content_controls_and_links_is_read() -> None:
    control = "<w:sdt><w:sdtContent><w:p><w:r><w:t>Trong ô nhập</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    link = "<w:p><w:hyperlink><w:r><w:t>Liên kết</w:t></w:r></w:hyperlink></w:p>"
    assert texts(read(docx_file(control, link))) == ["Trong ô nhập", "Liên kết"]


def test_hidden_text_field_codes_and_footnote_marks_are_not_read() -> None:
    xml = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>hiện</w:t></w:r></w:p>'
    )
    assert texts(read(docx_file(xml))) == ["hiện"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
    xml = f"<w:p><w:r><w:t>Ngoài khung</w:t></w:r><w:r><w:pict>{box}</w:pict></w:r></w:p>"
    assert texts(read(docx_file(xml))) == ["Ngoài khung", "Trong khung"]


def test_tabs_and_line_breaks_become_spaces_and_lines() -> None:
    xml = "<w:p><w:r><w:t>Một</w:t><w:tab/><w:t>hai</w:t><w:br/><w:t>ba</w:t></w:r></w:p>"
    assert texts(read(docx_file(xml))) == ["Một hai\nba"]


def test_the_letterhead_table_is_read_as_paragraphs_left_column_first() -> None:
    head = [
        ("ỦY BAN NHÂN DÂN\nXÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"),
        ("Số: 12/KH-UBND", "Mẫu, ngày 05 tháng 01 năm 2026"),
    ]
    document = read(docx_file(head, "KẾ HOẠCH"))
    assert texts(document) == [
        "ỦY BAN NHÂN DÂN",
        "XÃ MẪU",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Mẫu, ngày 05 tháng 01 năm 2026",
        "KẾ HOẠCH",
    ]


def test_a_table_inside_a_frame_of_one_cell_is_a_table() -> None:
    inner = table_xml(*("".join(map(cell, row)) for row in (HEAD, *ROWS)))
    outer = f"<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    assert [row.texts for row in only_table(read(docx_file("Mở đầu", outer))).rows] == list(ROWS)


def test_a_small_table_inside_a_cell_becomes_lines_of_the_cell() -> None:
    inner = table_xml(cell("lần một") + cell("tháng 3"), cell("lần hai") + cell("tháng 9"))
    holder = f"<w:tc><w:tcPr/><w:p><w:r><w:t>Hai lần:</w:t></w:r></w:p>{inner}<w:p/></w:tc>"
    head = cell("STT") + cell("Nội dung công việc") + cell("Thời gian")
    table = only_table(read(docx_file(table_xml(head, cell("1") + cell("Tập huấn") + holder))))
    assert table.rows[0].texts[2] == "Hai lần:\nlần một tháng 3\nlần hai tháng 9"


def test_bold_and_centred_are_told_also_from_styles() -> None:
    document = read(docx_file('<w:p><w:pPr><w:pStyle w:val="Title"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/>'
                              "</w:rPr><w:t>ĐỀ ÁN</w:t></w:r></w:p>", "Thường."))  # fmt: skip
    title, plain = document.blocks
    assert isinstance(title, Paragraph)
    assert isinstance(plain, Paragraph)
    assert (title.bold, title.centred, plain.bold, plain.centred) == (True, True, False, False)


def test_old_fonts_are_turned_into_unicode() -> None:
    xml = '<w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>Céng hßa x· héi</w:t></w:r></w:p>'
    assert texts(read(docx_file(xml))) == ["Cộng hòa xã hội"]


def test_remembered_page_breaks_give_pages() -> None:
    xml = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Trang hai</w:t></w:r></w:p>"
    document = read(docx_file("Trang một", xml))
    assert document.pages == 2
    assert document.blocks[1].place.page == 2


def test_progress_ends_with_all_blocks_done() -> None:
    told: list[tuple[int, int]] = []
    read_docx(docx_file(*["đoạn"] * 250), "a.docx", Recognisers(), lambda done, all_: told.append((done, all_)))
    assert told == [(100, 250), (200, 250), (250, 250)]


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"<w:document", "hỏng"), (b"<a/>", "không có nội dung")],
)
def test_a_broken_main_part_is_refused(content: bytes, word: str) -> None:
    with pytest.raises(Unreadable, match=word):
        read(with_part(docx_file("a"), "word/document.xml", content))


def test_a_document_of_pictures_only_is_refused() -> None:
    with pytest.raises(Unreadable, match="không có chữ"):
        read(docx_file("<w:p/>"))
