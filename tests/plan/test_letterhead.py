"""The head of an official document: agency, number, place and date, type, what an annex is attached to."""

from datetime import date

import pytest
from tests.plan.papers import LETTERHEAD, paper, table

from hailong.plan.intake.reading.letterhead import (
    attached_to,
    body_end,
    lines,
    read_letterhead,
    read_number,
    title_index,
    type_of,
    without_motto,
)

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"

NUMBERS = {
    "Số: 17/KH-STL": ("17/KH-STL", "KH-STL"),
    "Số:17/KH-STL": ("17/KH-STL", "KH-STL"),
    "Số 05 /QĐ - UBND": ("05/QĐ-UBND", "QĐ-UBND"),
    "Số:       /KH-UBND": (None, "KH-UBND"),
    "Số: …/TB-STL": (None, "TB-STL"),
    "Số: .../KH-STL": (None, "KH-STL"),
    "Số: 17/KH-STL Lam Sơn, ngày 08 tháng 01 năm 2026": ("17/KH-STL", "KH-STL"),
    "Số điện thoại: 0258": None,
    "KẾ HOẠCH": None,
}


@pytest.mark.parametrize("line", NUMBERS)
def test_the_number_box_gives_number_and_symbol_and_null_for_blank_digits(line: str) -> None:
    assert read_number(line) == NUMBERS[line]


TYPES = {
    "KẾ HOẠCH": "Kế hoạch",
    "Quyết định:": "Quyết định",
    "CHỈ THỊ": "Chỉ thị",
    "CHƯƠNG TRÌNH": "Chương trình",
    "Kế hoạch năm 2026": None,
    "": None,
}


@pytest.mark.parametrize("line", TYPES)
def test_only_a_whole_line_names_the_type(line: str) -> None:
    assert type_of(line) == TYPES[line]


def test_a_usual_head_is_read_whole() -> None:
    head = read_letterhead(lines(paper("\n".join(LETTERHEAD))))
    assert head.agency_lines == ("UBND TỈNH LAM SƠN", "SỞ THỦY LỢI")
    assert (head.number, head.symbol, head.day) == ("17/KH-STL", "KH-STL", date(2026, 1, 8))
    assert head.dated_place == "Lam Sơn"
    assert head.has_number_line
    assert head.has_date_line


def test_blank_number_and_day_are_null_and_known_to_be_printed() -> None:
    head = read_letterhead(lines(paper("SỞ THỦY LỢI\nSố:    /KH-STL\nLam Sơn, ngày … tháng … năm 2026\nKẾ HOẠCH")))
    assert (head.number, head.symbol, head.day) == (None, "KH-STL", None)
    assert (head.has_number_line, head.has_date_line) == (True, True)


def test_the_date_is_read_without_a_place_too() -> None:
    assert read_letterhead(lines(paper("ngày 08 tháng 01 năm 2026\nKẾ HOẠCH"))).day == date(2026, 1, 8)


def test_the_motto_beside_the_agency_is_taken_away() -> None:
    assert without_motto(f"SỞ THỦY LỢI {MOTTO}") == "SỞ THỦY LỢI"
    assert without_motto("Độc lập - Tự do - Hạnh phúc") == ""
    head = read_letterhead(lines(paper(f"SỞ THỦY LỢI {MOTTO}\nĐộc lập - Tự do - Hạnh phúc\nSố: 17/KH-STL\nKẾ HOẠCH")))
    assert head.agency_lines == ("SỞ THỦY LỢI",)


def test_without_a_type_line_nothing_is_taken_for_an_agency() -> None:
    head = read_letterhead(lines(paper("SỞ THỦY LỢI\nSố: 17/KH-STL\nBàn về ghế chờ")))
    assert head.agency_lines == ()
    assert head.number == "17/KH-STL"


def test_tables_that_only_lay_out_the_page_are_read_as_lines_and_others_are_not() -> None:
    laid_out = table((), ("SỞ THỦY LỢI", MOTTO), ("Số: 17/KH-STL", "Lam Sơn, ngày 08 tháng 01 năm 2026"))
    headed = table(("SỞ THỦY LỢI", MOTTO), ("Số: 17/KH-STL", "ngày 08 tháng 01 năm 2026"))
    for found in (laid_out, headed):
        assert read_letterhead(lines(paper(found, "KẾ HOẠCH"))).number == "17/KH-STL"
    assert lines(paper(table(("STT", "Nội dung"), ("1", "Số: 17/KH-STL")))) == []


def test_what_an_annex_is_attached_to_is_read() -> None:
    line = "(Kèm theo Kế hoạch số 17/KH-STL ngày 08/01/2026 của Sở Thủy lợi)"
    assert attached_to(lines(paper(line))) == ("Kế hoạch", "17/KH-STL", date(2026, 1, 8))
    assert attached_to(lines(paper("(Kèm theo Quyết định số 9/QĐ-STL)"))) == ("Quyết định", "9/QĐ-STL", None)
    assert attached_to(lines(paper("Kèm theo một bó hoa"))) is None


def test_the_body_ends_at_the_first_annex() -> None:
    found = lines(paper("KẾ HOẠCH\nI. VIỆC\nPhụ lục I\n1. Lập sổ"))
    assert body_end(found) == 2
    assert body_end(found[:2]) == 2
    assert title_index(found) == 0
    assert title_index(found[1:]) is None
