"""Tables flattened into lines: rows, cells, sections, pages - on invented plans in several shapes."""

import pytest
from tests.documents.flattening import Page, flatten
from tests.documents.plans import (
    OFFICE,
    OFFICE_HEAD,
    OFFICE_WIDTHS,
    PLAIN,
    PLAIN_HEAD,
    PLAIN_WIDTHS,
    RECOGNISE,
    WARD,
    WARD_HEAD,
    WARD_WIDTHS,
)

from hailong.documents.anatomy import Document, Paragraph, Place, Table
from hailong.documents.read.text import read_text

OPENING = "ỦY BAN NHÂN DÂN\n\nPHƯỜNG MÂY\n\nKẾ HOẠCH\n\nĐón tiếp người dân năm 2026\n\n"
CLOSING = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"


def read(text: str) -> Document:
    """The text as the reader sees it."""
    return read_text(text.encode(), "ke-hoach.txt", RECOGNISE)


def only_table(document: Document) -> Table:
    """The one table of a document."""
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return table


def squeezed(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Cells on one line each."""
    return tuple(" ".join(text.split()) for text in texts)


def cells(table: Table) -> list[tuple[str, ...]]:
    """What the rows print, cell by cell, sections as numeral and title."""
    return [squeezed(row.texts[:2] if row.heading else row.texts) for row in table.rows]


def printed(rows: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    """The same of an invented table."""
    return [squeezed(row) for row in rows]


@pytest.mark.parametrize("gap", [0, 1])
def test_a_ward_plan_with_sections_and_traps_is_read_whole(gap: int) -> None:
    table = only_table(read(OPENING + flatten(WARD_HEAD, WARD, WARD_WIDTHS, Page(gap)) + CLOSING))
    assert table.head == WARD_HEAD
    assert cells(table) == printed(WARD)
    assert [row.texts[0] for row in table.rows if row.heading] == ["I", "II"]
    assert table.kind == "flattened"


@pytest.mark.parametrize("gap", [0, 1])
def test_an_office_plan_with_empty_cells_and_a_missing_ordinal_is_read_whole(gap: int) -> None:
    table = only_table(read(OPENING + flatten(OFFICE_HEAD, OFFICE, OFFICE_WIDTHS, Page(gap)) + CLOSING))
    assert table.head == OFFICE_HEAD
    assert [row.texts[0] for row in table.rows] == ["1", "2", "3", "4", "5", "7"]
    assert cells(table) == printed(OFFICE)


@pytest.mark.parametrize("gap", [0, 1])
def test_a_plan_without_ordinals_is_cut_into_rows_where_the_first_column_begins_again(gap: int) -> None:
    table = only_table(read(OPENING + flatten(PLAIN_HEAD, PLAIN, PLAIN_WIDTHS, Page(gap)) + CLOSING))
    assert table.head == PLAIN_HEAD
    assert cells(table) == printed(PLAIN)


def test_sections_of_a_table_without_ordinals_keep_their_titles() -> None:
    rows = (("I.", "Sân và cổng"), *PLAIN[:2], ("II.", "Việc trong nhà"), *PLAIN[2:])
    table = only_table(read(flatten(PLAIN_HEAD, rows, PLAIN_WIDTHS)))
    assert cells(table) == [
        ("I", "Sân và cổng"),
        *printed(PLAIN[:2]),
        ("II", "Việc trong nhà"),
        *printed(PLAIN[2:]),
    ]
    alone = flatten(PLAIN_HEAD, PLAIN, PLAIN_WIDTHS).replace("Quét sơn", "I\n\nSân và cổng\n\nQuét sơn", 1)
    assert cells(only_table(read(alone)))[0] == ("I", "Sân và cổng")


@pytest.mark.parametrize(("again", "feed"), [(False, " "), (True, " "), (True, "\f")])
def test_rows_cut_by_page_breaks_are_put_together_and_keep_every_place(again: bool, feed: str) -> None:
    page = Page(height=11, again=again, feed=feed)
    document = read(OPENING + flatten(WARD_HEAD, WARD, WARD_WIDTHS, page) + CLOSING)
    table = only_table(document)
    assert cells(table) == printed(WARD)
    cut = [row for row in table.rows if len(row.places) > 1]
    assert cut
    assert all(row.places[0].page + 1 == row.places[1].page for row in cut)  # type: ignore[operator]
    assert document.pages == table.rows[-1].places[-1].page


def test_every_piece_has_its_line() -> None:
    text = OPENING + flatten(WARD_HEAD, WARD, WARD_WIDTHS) + CLOSING
    table = only_table(read(text))
    lines = text.split("\n")
    assert lines[(table.place.line or 0) - 1].startswith("Stt")
    for row in table.rows:
        assert lines[(row.place.line or 0) - 1].startswith(row.texts[0])


def test_a_row_whose_cells_share_one_printed_line_is_parted() -> None:
    rows = list(WARD)
    text = flatten(WARD_HEAD, rows, WARD_WIDTHS)
    glued = text.replace("3\n\nĐọc tên từng hồ sơ trễ trong buổi", "3 Đọc tên từng hồ sơ trễ trong buổi")
    table = only_table(read(glued))
    assert cells(table)[-1] == printed(WARD)[-1]


def test_a_deadline_that_shares_its_line_with_the_cell_before_is_parted_from_it() -> None:
    text = flatten(WARD_HEAD, WARD, WARD_WIDTHS)
    glued = text.replace("lấy số.\n\nHằng tuần", "lấy số. Hằng tuần")
    assert glued != text
    assert cells(only_table(read(glued))) == printed(WARD)


def test_ordinals_in_two_levels_and_letter_sections_are_rows_and_sections() -> None:
    rows = [
        ("A", "VIỆC CHUNG"),
        ("1", *WARD[1][1:]),
        ("1.1", *WARD[2][1:]),
        ("1.2", *WARD[3][1:]),
        ("B", "VIỆC RIÊNG"),
        ("2", *WARD[5][1:]),
        ("2.1", *WARD[6][1:]),
    ]
    table = only_table(read(flatten(WARD_HEAD, rows, WARD_WIDTHS)))
    assert [row.texts[0] for row in table.rows] == ["A", "1", "1.1", "1.2", "B", "2", "2.1"]
    assert [row.heading for row in table.rows] == [True, False, False, False, True, False, False]


def test_a_row_that_counts_the_columns_is_left_out() -> None:
    text = flatten(WARD_HEAD, WARD, WARD_WIDTHS)
    counted = text.replace("I TIÊU CHÍ", "(1) (2) (3) (4) (5)\n\nI TIÊU CHÍ", 1)
    table = only_table(read(counted))
    assert table.head == WARD_HEAD
    assert cells(table) == printed(WARD)


def test_the_table_ends_where_running_text_goes_on() -> None:
    prose = (
        "Các quầy có trách nhiệm triển khai toàn bộ những việc nêu trên đến từng người trực và báo cáo về văn phòng\n"
        "trước khi họp giao ban; người đứng đầu chịu trách nhiệm nếu để chậm trễ mà không nêu được lý do chính đáng.\n"
    )
    before = prose * 6
    text = before + flatten(WARD_HEAD, WARD, WARD_WIDTHS) + "\nIII. TỔ CHỨC THỰC HIỆN\n" + prose
    document = read(text)
    assert cells(only_table(document)) == printed(WARD)
    after = document.blocks[[isinstance(block, Table) for block in document.blocks].index(True) + 1 :]
    assert isinstance(after[0], Paragraph)
    assert after[0].text == "III. TỔ CHỨC THỰC HIỆN"


def test_two_tables_in_one_text_are_two_tables() -> None:
    text = flatten(WARD_HEAD, WARD, WARD_WIDTHS) + "\nPHỤ LỤC II\n\n" + flatten(OFFICE_HEAD, OFFICE, OFFICE_WIDTHS)
    tables = [block for block in read(text).blocks if isinstance(block, Table)]
    assert [table.head for table in tables] == [WARD_HEAD, OFFICE_HEAD]
    assert cells(tables[1]) == printed(OFFICE)


def test_confidence_is_given_for_every_cell_and_the_row_has_the_least() -> None:
    table = only_table(read(flatten(OFFICE_HEAD, OFFICE, OFFICE_WIDTHS)))
    for row in table.rows:
        assert all(0.0 < cell.confidence <= 1.0 for cell in row.cells)
        assert row.confidence == min(cell.confidence for cell in row.cells)
    assert any(cell.confidence < 1.0 for row in table.rows for cell in row.cells)


def test_a_head_without_rows_is_no_table() -> None:
    document = read(OPENING + " ".join(WARD_HEAD) + CLOSING)
    assert not any(isinstance(block, Table) for block in document.blocks)


def test_a_row_without_any_cell_is_kept_empty() -> None:
    text = flatten(WARD_HEAD, WARD, WARD_WIDTHS).replace("II Tiêu chí", "4\n\nII Tiêu chí", 1)
    table = only_table(read(text))
    empty = next(row for row in table.rows if row.texts[0] == "4")
    assert empty.texts == ("4", "", "", "", "")


def test_a_score_table_is_left_as_lines() -> None:
    text = "TT Đơn vị TC HC PV\n\n01 Phường Mây\n\n81,20 82,30 83,40\n\n02 Xã Gió\n\n71,20 72,30 73,40\n"
    document = read(text)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "TT Đơn vị TC HC PV",
        "01 Phường Mây",
        "81,20 82,30 83,40",
        "02 Xã Gió",
        "71,20 72,30 73,40",
    ]
    assert document.blocks[0].place == Place(1, 1)


def test_a_long_table_is_read_in_bounded_time_and_keeps_every_ordinal() -> None:
    rows = [(str(number), *WARD[1 + number % 3][1:]) for number in range(1, 151)]
    table = only_table(read(flatten(WARD_HEAD, rows, WARD_WIDTHS)))
    assert [row.texts[0] for row in table.rows] == [str(number) for number in range(1, 151)]
    assert cells(table)[149] == squeezed(rows[149])


def test_a_row_of_thousands_of_lines_does_not_stop_the_reading() -> None:
    text = " ".join(WARD_HEAD) + "\n1\n" + "dòng chữ rất dài nằm mãi trong một ô\n" * 1500
    (row,) = only_table(read(text)).rows
    assert sum(len(cell.split()) for cell in row.texts[1:]) == 1500 * 9
