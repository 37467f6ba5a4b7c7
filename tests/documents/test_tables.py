"""Logic shared by all readers of tables: heads, sections, rows cut by page breaks."""

import pytest

from hailong.documents.anatomy import Cell, Place, Row
from hailong.documents.read.head_words import role_of
from hailong.documents.read.tables import (
    head_roles,
    is_counter_row,
    is_repeat,
    join_cut_rows,
    mark_sections,
    section_of,
    split_numeral,
)


def row(*texts: str, page: int | None = None, line: int | None = None) -> Row:
    return Row(tuple(Cell(text) for text in texts), (Place(page, line),))


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Số TT", "ordinal"),
        ("Nội dung/Nhiệm vụ", "content"),
        ("Công việc cần làm", "content"),
        ("Kết quả, sản phẩm hoàn thành", "product"),
        ("Cơ quan, đơn vị phối hợp thực hiện", "coordinating"),
        ("Đơn vị chủ trì", "lead"),
        ("Đơn vị chủ trì, phối hợp", "responsibility"),
        ("Phân công thực hiện", "responsibility"),
        ("Thời hạn hoàn thành", "deadline"),
        ("Tiêu chí thành phần", "indicator"),
        ("Hạn chế, tồn tại", "other"),
        ("Ghi chú", "note"),
        ("Nguồn kinh phí", "budget"),
        ("Mục tiêu năm", "other"),
        ("Chào hỏi", None),
        ("", None),
    ],
)
def test_a_column_name_tells_what_the_column_holds(name: str, role: str | None) -> None:
    assert role_of(name) == role


def test_a_head_row_scores_high_and_a_row_of_content_scores_nothing() -> None:
    assert head_roles(["TT", "Nội dung", "Đơn vị thực hiện", "Thời gian"]) == 1.0
    assert head_roles(["TT", "Nội dung", "", "", "Ngân sách phường"]) < 0.6
    assert head_roles(["1", "Nội dung thông báo", "Thường xuyên"]) == 0.0
    assert head_roles(["Chào", "hỏi"]) == 0.0
    assert head_roles(["Nội dung"]) == 0.0


def test_a_row_that_counts_the_columns_is_known() -> None:
    assert is_counter_row(["(1)", "(2)", "", "(3)"])
    assert is_counter_row(["A", "B", "1", "2"])
    assert not is_counter_row(["1", "3", "4"])
    assert not is_counter_row(["A", "B", "C"])
    assert not is_counter_row(["1", "Quét sân", "2"])


def test_a_repeated_head_is_known_even_with_letters_lost() -> None:
    head = ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời hạn"]
    assert is_repeat(head, ["STT", "Nội dung", "công việc", "Đơn vị chủ trì Thời hạn"])
    assert is_repeat(head, ["STT", "N i dung công việc", "ơn vị c ủ trì", "Thời hạn"])
    assert not is_repeat(head, ["1", "Sơn lại hàng rào", "Văn phòng", "Quý I"])
    assert not is_repeat(head, ["", "", "", ""])
    assert not is_repeat(["S", "Nội dung công việc"], ["1", "Nộp đơn công khai"])


def test_section_rows_are_told_from_task_rows() -> None:
    assert section_of(["II", "Cây xanh", "", ""]) == ("II", "Cây xanh")
    assert section_of(["II. Cây xanh", "", "", ""]) == ("II", "Cây xanh")
    assert section_of(["", "B. Vỉa hè", "", ""]) == ("B", "Vỉa hè")
    assert section_of(["CÂY XANH", "", ""]) == ("", "CÂY XANH")
    assert section_of(["1", "Cây xanh", "", ""]) is None
    assert section_of(["II", "Cây xanh", "Quý I", ""]) is None
    assert section_of(["Cây xanh", "", "", ""]) is None
    assert section_of(["", "", "", ""]) is None
    assert split_numeral("IV.") == ("IV", "")
    assert split_numeral("V tiếp tục") is None


def test_sections_and_parents_of_numbered_parts_are_marked() -> None:
    rows = mark_sections(
        [
            row("I", "Cây xanh", ""),
            row("1", "Trồng cây", ""),
            row("1.1", "Mua cây", "Quý I"),
            row("2", "Tưới cây", ""),
            row("3", "Tỉa cây", "Quý II"),
        ]
    )
    assert [r.heading for r in rows] == [True, True, False, False, False]
    assert rows[0].texts == ("I", "Cây xanh", "")
    assert mark_sections([row("một ô")]) == (row("một ô"),)


def test_a_row_cut_by_a_page_break_is_put_together_and_keeps_both_places() -> None:
    above = row("3", "Rà soát biển báo,", "Kế hoạch số 5/KH-", "Quý I", page=1, line=10)
    below = row("", "thay mới khi hỏng.", "UBND", "", page=2, line=1)
    (joined,) = join_cut_rows([above, below])
    assert joined.texts == ("3", "Rà soát biển báo, thay mới khi hỏng.", "Kế hoạch số 5/KH-UBND", "Quý I")
    assert joined.places == (Place(1, 10), Place(2, 1))


def test_a_list_running_over_the_page_edge_goes_on_as_a_new_item() -> None:
    above = row("3", "Việc:\n- Một.", "Quý I", page=1)
    (joined,) = join_cut_rows([above, row("", "- Hai.", "", page=2)])
    assert joined.texts[1] == "Việc:\n- Một.\n- Hai."


def test_a_row_without_ordinal_that_says_something_new_stays_a_row() -> None:
    first = row("3", "Kiểm tra", "Biên bản.", "Quý I")
    second = row("", "", "Báo cáo tổng hợp", "Quý III")
    assert len(join_cut_rows([first, second])) == 2
    paged = [row("3", "Kiểm tra", "Biên bản", "Quý I", page=1), row("", "", "Báo cáo", "Quý III", page=2)]
    assert len(join_cut_rows(paged)) == 2


def test_rows_on_one_page_rows_with_ordinals_and_headings_are_never_joined() -> None:
    same_page = [row("3", "Kiểm tra,", page=1), row("", "nhắc nhở", page=1)]
    assert len(join_cut_rows(same_page)) == 2
    numbered = [row("3", "Kiểm tra,", page=1), row("4", "nhắc nhở", page=2)]
    assert len(join_cut_rows(numbered)) == 2
    headed = mark_sections([row("I", "Cây xanh", ""), row("", "đang lớn", "")])
    assert len(join_cut_rows(headed)) == 2
    assert len(join_cut_rows([row("1", "a"), row("", "b", "c"), row("", "")])) == 3


def test_without_pages_a_row_is_cut_only_when_its_text_goes_on_in_small_letters() -> None:
    (joined,) = join_cut_rows([row("1", "Quét dọn", "Văn"), row("", "hằng ngày", "phòng")])
    assert joined.texts == ("1", "Quét dọn hằng ngày", "Văn phòng")
    (joined,) = join_cut_rows([row("Quét", "Tổ trưởng tổ"), row("dọn sân", "")])
    assert joined.texts == ("Quét dọn sân", "Tổ trưởng tổ")


def test_what_stood_there_before_repair_is_joined_too() -> None:
    above = Row((Cell("1"), Cell("Bàn ghế,", "àn ghế,", 0.9)), (Place(1),))
    below = Row(
        (
            Cell(""),
            Cell("tủ"),
        ),
        (Place(2),),
    )
    (joined,) = join_cut_rows([above, below])
    assert joined.cells[1] == Cell("Bàn ghế, tủ", "àn ghế, tủ", 0.9)
