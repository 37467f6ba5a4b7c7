"""Tables of the satisfaction index, real and laid flat."""

import pytest

from hailong.documents.anatomy import NOWHERE, Cell, Document, Paragraph, Place, Row, Table
from hailong.plan.intake.reading.scores import scores, scores_from_lines

HEAD = ("TT", "Đơn vị", "TC", "HC", "PV", "KQ", "TT", "SIPAS", "Tăng/giảm so với 2022")
ROWS = (
    ("1", "UBND phường Hoa Sen", "80,10", "81,20", "82,30", "83,40", "84,50", "82,30", "+1,05"),
    ("2", "UBND xã Cây Bàng", "90,00", "91,00", "92,00", "93,00", "94,00", "92,00", "-2,40"),
    ("", "Trung bình", "85,05", "86,10", "87,15", "88,20", "89,25", "87,15", ""),
)
FLAT = """Kết quả đo lường năm 2023 như sau:
TT Đơn vị TC HC PV KQ TT SIPAS Tăng/ giảm
so với 2022
01 UBND phường Hoa
Sen
80,10 81,20 82,30 83,40 84,50 82,30 +1,05
02 UBND xã Cây
Bàng
90,00 91,00 92,00 93,00 94,00 92,00 -2,40
Ghi chú:
TC Tiếp cận dịch vụ""".splitlines()

EXPECTED = [
    {
        "unit": "UBND phường Hoa Sen",
        "year": 2023,
        "values": {"TC": 80.1, "HC": 81.2, "PV": 82.3, "KQ": 83.4, "TT": 84.5, "SIPAS": 82.3},
        "change": 1.05,
    },
    {
        "unit": "UBND xã Cây Bàng",
        "year": 2023,
        "values": {"TC": 90, "HC": 91, "PV": 92, "KQ": 93, "TT": 94, "SIPAS": 92},
        "change": -2.4,
    },
]


def table(head, rows):
    """A ruled table of plain cells."""
    return Table(head, tuple(Row(tuple(Cell(text) for text in row), (Place(2, 7),)) for row in rows))


def document(*blocks):
    """A document of these blocks."""
    return Document("a.docx", "docx", blocks)


def flat(lines):
    """Lines without places."""
    return [(line, NOWHERE) for line in lines]


def test_a_real_table_gives_a_row_a_unit_with_the_year_of_its_caption():
    assert scores(document(Paragraph("Kết quả năm 2023"), table(HEAD, ROWS))) == (EXPECTED, [])


def test_the_year_compared_with_dates_a_table_without_caption():
    found, _ = scores(document(table(HEAD, ROWS)))
    assert {row["year"] for row in found} == {2023}


def test_columns_are_known_by_the_names_of_the_criteria_too():
    head = (
        "STT",
        "Tên phường",
        "Tiếp cận dịch vụ",
        "Thủ tục hành chính",
        "Sự phục vụ của công chức",
        "Chỉ số hài lòng chung",
    )
    found, _ = scores(document(table(head, [("1", "Hoa Sen", "80", "82", "84", "82")])))
    assert [(row["unit"], row["values"]) for row in found] == [("Hoa Sen", {"TC": 80, "HC": 82, "PV": 84, "SIPAS": 82})]
    assert found[0]["change"] is None


def test_a_head_left_among_the_rows_is_found():
    found, _ = scores(document(table((), [HEAD, *ROWS])))
    assert [row["unit"] for row in found] == ["UBND phường Hoa Sen", "UBND xã Cây Bàng"]


def test_a_task_table_is_no_score_table():
    head = ("STT", "Nội dung", "Đơn vị chủ trì", "Thời gian")
    assert scores(document(table(head, [("1", "Họp", "Văn phòng", "Quý I")]))) == ([], [])


def test_a_table_laid_flat_over_broken_lines_reads_as_the_real_one():
    assert scores_from_lines(flat(FLAT), None) == (EXPECTED, [])
    assert scores(document(*(Paragraph(line) for line in FLAT))) == (EXPECTED, [])


def test_a_table_laid_flat_in_one_paragraph_reads_alike():
    assert scores_from_lines(flat([" ".join(FLAT)]), None)[0] == EXPECTED


def test_a_name_that_runs_on_behind_its_figures_is_joined():
    lines = [
        "TT Đơn vị TC HC PV SIPAS",
        "1 UBND phường 80,10 81,20 82,30 81,20 Hoa Sen",
        "2 UBND phường 5 70,00 71,00 72,00 71,00",
    ]
    assert [row["unit"] for row in scores_from_lines(flat(lines), 2024)[0]] == ["UBND phường Hoa Sen", "UBND phường 5"]


def test_rows_without_ordinals_and_without_a_change_column_are_read():
    lines = ["Đơn vị TC HC PV KQ SIPAS", "Hoa Sen 80,10 81,20 82,30 81,20 81,20", "Cây Bàng 70,0 71,0 72,0 71,0 71,0"]
    found, _ = scores_from_lines(flat(lines), 2024)
    assert [(row["year"], row["values"]["KQ"], row["change"]) for row in found] == [
        (2024, 81.2, None),
        (2024, 71, None),
    ]
    assert found[1]["unit"] == "Cây Bàng"


def test_a_blank_change_does_not_swallow_the_next_ordinal():
    lines = [
        "TT Đơn vị TC HC PV SIPAS Tăng/giảm",
        "1 Hoa Sen 80,10 81,20 82,30 81,20",
        "2 Cây Bàng 70,00 71,00 72,00 71,00 +1,5",
    ]
    found, _ = scores_from_lines(flat(lines), 2024)
    assert [(row["unit"], row["change"]) for row in found] == [("Hoa Sen", None), ("Cây Bàng", 1.5)]


@pytest.mark.parametrize("lines", [["TC", "HC", "PV"], ["Số TT 01/2018 và HC, PV, KQ không có số"], ["Văn phòng"], []])
def test_codes_without_figures_are_no_table(lines):
    assert scores_from_lines(flat(lines), 2024) == ([], [])


def test_a_mean_that_is_not_the_printed_index_is_told_with_its_place_and_the_figures_stay():
    wrong = ("1", "UBND phường Hoa Sen", "80,10", "81,20", "82,30", "83,40", "84,50", "83,30", "+1,05")
    found, warnings = scores(document(table(HEAD, [wrong])))
    assert found[0]["values"]["SIPAS"] == 83.3
    assert [(one["code"], one["where"]) for one in warnings] == [("sum_mismatch", "trang 2, dòng 7")]
    assert "82,30" in warnings[0]["message"]
    assert "83,30" in warnings[0]["message"]


def test_a_last_place_lost_in_rounding_is_no_mismatch():
    near = ("1", "UBND phường Hoa Sen", "80,10", "81,20", "82,30", "83,40", "84,50", "82,31", "+1,05")
    assert scores(document(table(HEAD, [near])))[1] == []
