"""The rows of a table as tasks: sections, numbers, continuations, sums, "as above"."""

import pytest
from tests.plan.papers import HEAD, row, table

from hailong.documents.anatomy import Table
from hailong.plan.intake.reading.columns import columns
from hailong.plan.intake.reading.rows import Entry, entries, section_of


def read(*tables: Table) -> list[Entry]:
    """The tasks of some tables, each with its own columns."""
    return entries((found, columns(found)) for found in tables)


def outline(*tables: Table) -> list[tuple[str | None, str | None, str]]:
    """Section, number and content of every task."""
    return [(entry.section, entry.ordinal, entry.content) for entry in read(*tables)]


SECTIONS = {
    ("I", "TIẾP CẬN", "", "", "", ""): ("I", "TIẾP CẬN"),
    ("II.", "Thủ tục", "", "", "", ""): ("II", "Thủ tục"),
    ("A", "Việc gấp", "", "", "", ""): ("A", "Việc gấp"),
    ("III. THÁI ĐỘ", "", "", "", "", ""): ("III", "THÁI ĐỘ"),
    ("", "IV. Kết quả", "", "", "", ""): ("IV", "Kết quả"),
    ("1", "Lập sổ", "", "", "", ""): None,
    ("", "Lập sổ", "", "", "", ""): None,
    ("I", "Lập sổ", "", "Văn phòng", "", "Quý I"): None,
    ("I", "", "", "", "", ""): None,
    ("", "", "", "", "", ""): None,
}


@pytest.mark.parametrize("texts", SECTIONS)
def test_a_numeral_with_nothing_but_a_title_opens_a_section(texts: tuple[str, ...]) -> None:
    assert section_of(row(*texts), columns(table(HEAD))) == SECTIONS[texts]


def test_a_row_that_the_reader_marked_as_heading_is_a_section_even_without_numeral() -> None:
    roles = columns(table(HEAD))
    assert section_of(row("", "VIỆC TRONG QUÝ", "", "", "", "", heading=True), roles) == (None, "VIỆC TRONG QUÝ")
    assert section_of(row("1", "Tuyên truyền", "", "", "", "", heading=True), roles) is None


ORDINALS = {
    "1": "1",
    "1.": "1",
    "1)": "1",
    "(1)": "1",
    "02": "02",
    "1.2": "1.2",
    "a)": "a",
    "đ": "đ",
    "IV": "IV",
    "-": "-",
}


@pytest.mark.parametrize("printed", ORDINALS)
def test_an_ordinal_is_kept_as_printed_without_its_dot_or_bracket(printed: str) -> None:
    found = table(HEAD, (printed, "Lập sổ", "", "Văn phòng", "", "Quý I"))
    assert outline(found) == [(None, ORDINALS[printed], "Lập sổ")]


def test_a_number_typed_before_the_content_counts_only_where_no_column_has_it() -> None:
    head = HEAD[1:]
    rows = (
        ("1. Lập sổ", "", "VP", "", "Quý I"),
        ("1.2 Trồng hoa", "", "VP", "", "Quý I"),
        ("30 ghế mới", "", "VP", "", ""),
    )
    assert outline(table(head, *rows)) == [
        (None, "1", "Lập sổ"),
        (None, "1.2", "Trồng hoa"),
        (None, None, "30 ghế mới"),
    ]
    assert outline(table(HEAD, ("3", "1. Lập sổ", "", "", "", "")))[0][1:] == ("3", "1. Lập sổ")


def test_a_row_without_number_among_numbers_goes_on_with_the_task_above() -> None:
    found = read(
        table(
            HEAD,
            ("1", "Lập sổ", "Sổ", "Văn phòng", "", "Quý I"),
            ("", "", "Báo cáo", "", "", "Quý IV"),
            ("2", "Trồng hoa", "", "", "", ""),
        )
    )
    assert [len(entry.rows) for entry in found] == [2, 1]


def test_in_a_table_without_numbers_only_a_row_without_content_goes_on() -> None:
    rows = (
        ("", "Lập sổ", "Sổ", "VP", "", "Quý I"),
        ("", "", "Báo cáo", "", "", "Quý IV"),
        ("", "Trồng hoa", "", "VP", "", ""),
    )
    assert [len(entry.rows) for entry in read(table(HEAD, *rows))] == [2, 1]
    assert [len(entry.rows) for entry in read(table(HEAD, *rows[1:]))] == [1, 1]


def test_numbers_of_one_table_say_nothing_about_the_next() -> None:
    first = table(HEAD, ("1", "Lập sổ", "", "VP", "", ""))
    second = table(HEAD, ("", "Trồng hoa", "", "VP", "", ""), ("", "Quét sân", "", "VP", "", ""))
    assert outline(first, second) == [(None, "1", "Lập sổ"), (None, None, "Trồng hoa"), (None, None, "Quét sân")]


def test_a_second_table_goes_on_in_the_section_unless_it_numbers_from_one() -> None:
    first = table(HEAD, ("II", "THÁI ĐỘ", "", "", "", ""), ("1", "Lập sổ", "", "VP", "", ""))
    goes_on = table(HEAD, ("2", "Trồng hoa", "", "VP", "", ""))
    anew = table(HEAD, ("1", "Quét sân", "", "VP", "", ""))
    assert [entry.section for entry in read(first, goes_on)] == ["II", "II"]
    found = read(first, anew)
    assert [entry.section for entry in found] == ["II", None]
    assert found[0].section_where != found[1].section_where


def test_a_section_opened_at_the_foot_of_a_table_holds_for_the_next() -> None:
    first = table(HEAD, ("1", "Lập sổ", "", "VP", "", ""), ("II", "THÁI ĐỘ", "", "", "", ""))
    assert [entry.section for entry in read(first, table(HEAD, ("1", "Quét sân", "", "VP", "", "")))] == [None, "II"]


SUMS = [
    ("", "Tổng cộng", "", "", "", ""),
    ("Tổng cộng: 165 triệu", "", "", "", "", ""),
    ("", "Cộng (I + II)", "12", "", "", ""),
    ("Tổng số:", "", "", "", "", ""),
]


@pytest.mark.parametrize("texts", SUMS)
def test_a_row_that_adds_up_is_no_task_and_no_part_of_one(texts: tuple[str, ...]) -> None:
    found = read(table(HEAD, ("1", "Lập sổ", "Sổ", "VP", "", "Quý I"), texts))
    assert [len(entry.rows) for entry in found] == [1]


def test_a_task_that_only_begins_like_a_sum_stays_one() -> None:
    rows = (("1", "Tổng số 20 ghế mới", "", "Văn phòng", "", "Quý I"), ("2", "Tổng vệ sinh quầy", "", "", "", ""))
    assert [entry.ordinal for entry in read(table(HEAD, *rows))] == ["1", "2"]


def test_a_row_that_numbers_the_columns_and_an_empty_row_are_no_tasks() -> None:
    rows = (("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"), ("", "", "", "", "", ""), ("1", "Lập sổ", "", "VP", "", ""))
    assert outline(table(HEAD, *rows)) == [(None, "1", "Lập sổ")]


def test_as_above_repeats_unit_time_and_product_of_the_row_above_less_surely() -> None:
    rows = (
        ("1", "Lập sổ", "Sổ", "Văn phòng", "Các trạm", "Quý I"),
        ("2", "Trồng hoa", '"', "nt", "-nt-", "Như trên"),
        ("3", "nt", "//", "Trạm bơm", "nt", "nt"),
    )
    found = read(table(HEAD, *rows))
    assert found[1].rows[0].texts == ("2", "Trồng hoa", "Sổ", "Văn phòng", "Các trạm", "Quý I")
    assert found[2].rows[0].texts == ("3", "nt", "Sổ", "Trạm bơm", "Các trạm", "Quý I")
    assert found[1].rows[0].cells[3].confidence == 0.9


def test_as_above_in_the_first_row_stays_as_printed() -> None:
    assert read(table(HEAD, ("1", "Lập sổ", "nt", "VP", "", "")))[0].rows[0].texts[2] == "nt"


def test_a_numbered_row_that_only_titles_the_rows_below_is_their_group() -> None:
    rows = (
        ("1", "Việc ở quầy", "", "", "", ""),
        ("1.1", "Lập sổ", "", "VP", "", ""),
        ("1.2", "Trồng hoa", "", "VP", "", ""),
        ("2", "Việc ở cổng", "", "", "", ""),
        ("a", "Quét sân", "", "VP", "", ""),
        ("3", "Việc ở kho", "", "", "", ""),
        ("-", "Kê lại kệ", "", "VP", "", ""),
        ("4", "Họp tổng kết", "", "VP", "", ""),
    )
    found = read(table(HEAD, *rows))
    assert [(entry.ordinal, entry.group) for entry in found] == [
        ("1.1", "Việc ở quầy"), ("1.2", "Việc ở quầy"), ("a", "Việc ở cổng"), ("-", "Việc ở kho"), ("4", ""),
    ]  # fmt: skip


def test_a_numbered_row_with_a_unit_of_its_own_is_a_task_above_its_parts() -> None:
    rows = (("1", "Việc ở quầy", "", "Văn phòng", "", ""), ("1.1", "Lập sổ", "", "VP", "", ""))
    assert [entry.ordinal for entry in read(table(HEAD, *rows))] == ["1", "1.1"]


def test_columns_that_name_the_section_open_it_and_rows_that_call_themselves_no_task_are_left_out() -> None:
    head = ("Loại", "Mục", "Tên mục", *HEAD)
    rows = (
        ("Nhiệm vụ", "I", "TIẾP CẬN", "1", "Lập sổ", "Sổ", "VP", "", "Quý I"),
        ("Nhiệm vụ", "I", "TIẾP CẬN", "", "", "Báo cáo", "", "", "Quý IV"),
        ("Nhiệm vụ", "II", "THÁI ĐỘ", "1", "Trồng hoa", "", "VP", "", ""),
        ("Trách nhiệm", "IV.1", "", "", "Văn phòng theo dõi", "", "VP", "", ""),
    )
    assert outline(table(head, *rows)) == [("I", "1", "Lập sổ"), ("II", "1", "Trồng hoa")]


def test_the_place_of_a_task_is_its_section_and_number() -> None:
    rows = (("II", "THÁI ĐỘ", "", "", "", ""), ("1", "Lập sổ", "", "VP", "", ""))
    assert [entry.where() for entry in read(table(HEAD, *rows))] == ["II.1"]
    assert [entry.where() for entry in read(table(HEAD[1:], ("Lập sổ", "", "VP", "", "")))] == ["?"]
