"""The parts of reading plain text: ordinals in a chain, heads by their words, lines and how wide they print."""

import pytest

from hailong.documents.anatomy import Recognisers
from hailong.documents.read.anchors import find_anchors
from hailong.documents.read.column_model import ColumnModel
from hailong.documents.read.cues import end_class, opener_kinds, opener_score, start_class
from hailong.documents.read.decode import RowReader
from hailong.documents.read.heads import find_free_head, find_head, opens_head, parse_head, without_groups
from hailong.documents.read.join import is_bullet, is_lower, join_lines, join_pieces
from hailong.documents.read.letter_width import first_chunk, text_width
from hailong.documents.read.lines import Line, read_lines, usual_gap, usual_tail, without_page_numbers


def lines(*texts: str) -> list[Line]:
    """Printed lines."""
    return [Line(number, 1, text, text) for number, text in enumerate(texts, 1)]


def labels(*texts: str) -> list[str]:
    """The labels of the anchors found in some lines."""
    return [anchor.label for anchor in find_anchors(lines(*texts))]


def test_ordinals_count_up_and_lines_that_only_look_like_them_are_passed_over() -> None:
    assert labels("1", "Việc in thành", "02 bản. Khi thiếu", "2", "theo Điều", "17 Thông tư số", "3", "Việc") == [
        "1",
        "2",
        "3",
    ]


def test_a_missing_ordinal_is_forgiven_and_a_far_one_is_not() -> None:
    assert labels("1", "a", "2", "b", "4", "c", "5", "d") == ["1", "2", "4", "5"]
    assert labels("1", "a", "2", "b", "30", "c", "3", "d") == ["1", "2", "3"]


def test_sections_begin_the_count_again_or_let_it_go_on() -> None:
    assert labels("I ĐÓN TIẾP", "1", "a", "2", "b", "II HỒ SƠ", "1", "c") == ["I", "1", "2", "II", "1"]
    assert labels("A. ĐÓN TIẾP", "1", "a", "B. HỒ SƠ", "2", "c", "3", "d") == ["A", "1", "B", "2", "3"]
    assert labels("A", "VIỆC CHUNG", "I", "Việc một", "1", "a", "II", "Việc hai", "1", "b", "B", "RIÊNG", "1", "c") == [
        "A",
        "I",
        "1",
        "II",
        "1",
        "B",
        "1",
    ]


def test_two_levels_count_within_their_parent() -> None:
    assert labels("1", "a", "1.1", "b", "1.2", "c", "2", "d", "2.1", "e", "3", "f") == [
        "1",
        "1.1",
        "1.2",
        "2",
        "2.1",
        "3",
    ]


def test_ordinals_glued_to_their_text_are_trusted_where_all_are_glued() -> None:
    assert labels("1 Kê ghế", "ở sảnh", "2 Dán sơ đồ", "ở cổng", "3 Sơn cổng", "4 Quét sân") == ["1", "2", "3", "4"]


def test_a_count_that_starts_again_without_a_section_is_followed() -> None:
    texts = [str(number) for number in (1, 2, 3, 4, 5, 1, 2, 3, 4, 5)]
    assert labels(*texts) == texts


def test_only_sections_are_looked_for_in_a_table_without_ordinals() -> None:
    found = find_anchors(lines("I. Sân", "1", "việc", "II. Nhà", "việc"), numbered=False)
    assert [anchor.label for anchor in found] == ["I", "II"]
    assert find_anchors([]) == ()


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        (
            ["Stt Nội dung nhiệm vụ Đơn vị phụ trách Tiến độ", "thực hiện", "Kết quả"],
            ("Stt", "Nội dung nhiệm vụ", "Đơn vị phụ trách", "Tiến độ thực hiện", "Kết quả"),
        ),
        (
            ["SỐ TT NỘI DUNG CÔNG VIỆC ĐƠN VỊ CHỦ TRÌ ĐƠN VỊ PHỐI HỢP THỜI GIAN HOÀN THÀNH SẢN PHẨM"],
            ("SỐ TT", "NỘI DUNG CÔNG VIỆC", "ĐƠN VỊ CHỦ TRÌ", "ĐƠN VỊ PHỐI HỢP", "THỜI GIAN HOÀN THÀNH", "SẢN PHẨM"),
        ),
        (
            ["TT", "Nhiệm vụ, giải pháp", "Cơ quan, đơn vị", "thực hiện", "Thời hạn", "Ghi chú"],
            ("TT", "Nhiệm vụ, giải pháp", "Cơ quan, đơn vị thực hiện", "Thời hạn", "Ghi chú"),
        ),
        (
            ["STT Nội dung (nếu có) và", "cách thức Đơn vị Thời gian"],
            ("STT", "Nội dung (nếu có) và cách thức", "Đơn vị", "Thời gian"),
        ),
    ],
)
def test_a_flattened_head_is_cut_into_the_names_of_its_columns(printed: list[str], names: tuple[str, ...]) -> None:
    assert parse_head(printed)[1] == names


def test_a_name_printed_over_two_columns_gives_way_to_them() -> None:
    names = ("STT", "Nhiệm vụ", "Phân công", "Thời gian", "Chủ trì", "Phối hợp")
    assert without_groups(names) == ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian")
    assert without_groups(("STT", "Chủ trì", "Phối hợp")) == ("STT", "Chủ trì", "Phối hợp")
    assert without_groups(("STT", "Nhiệm vụ")) == ("STT", "Nhiệm vụ")


def test_a_head_is_known_by_the_letters_that_are_left() -> None:
    head = find_head(lines("S T N i dun công iệc Sản p ẩm", "Đơn v", "chủ rì", "hời gian", "h àn", "thà h", "1"), 6)
    assert head is not None
    assert head.roles == ("ordinal", "content", "product", "lead", "deadline")


def test_what_is_no_head_is_refused() -> None:
    assert find_head(lines("TT Đơn vị TC HC PV KQ", "1"), 1) is None
    assert find_head(lines("STT Xin chào các bạn đã đến", "1"), 1) is None
    assert find_head(lines("STT", "1"), 1) is None
    assert find_head(lines(" ".join(["STT", *["Nội dung"] * 80]), "1"), 1) is None
    assert find_free_head(["Nội dung kế hoạch này được giao cho các phòng"]) is None
    assert parse_head([])[1] == ()


def test_a_head_without_ordinals_takes_the_lines_that_read_as_names() -> None:
    head = find_free_head(["Công việc Đơn vị phụ trách", "Thời gian", "Kê thêm ghế ở sảnh"])
    assert head is not None
    assert (head.names, head.length, head.numbered) == (("Công việc", "Đơn vị phụ trách", "Thời gian"), 2, False)


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("STT Nội dung", True),
        ("Nhiệm vụ", True),
        ("1. Nội dung", False),
        ("", False),
        ("---", False),
        ("Số nhà", False),
    ],
)
def test_a_head_opens_with_a_column_that_may_come_first(text: str, opens: bool) -> None:
    assert opens_head(text) is opens


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("xong việc.", "final"),
        ("(xong.)", "final"),
        ("như sau:", "colon"),
        ("một;", "semicolon"),
        ("một,", "comma"),
        ("Phòng Kế toán -", "hyphen"),
        ("thuộc thẩm quyền của", "open"),
        ("vật tư, Phòng", "name"),
        ("Văn phòng", "plain"),
    ],
)
def test_the_end_of_a_line_tells_whether_it_goes_on(text: str, kind: str) -> None:
    assert end_class(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("- Một", "bullet"),
        ("(1) Một", "bullet"),
        ("một", "lower"),
        ("Một", "upper"),
        ("UBND phường", "shout"),
        ("Sở", "lower"),
        ("2025", "digit"),
        ("(theo Điều", "bracket"),
        ("“Một", "other"),
    ],
)
def test_the_beginning_of_a_line_is_told_apart(text: str, kind: str) -> None:
    assert start_class(text) == kind


def test_beginnings_of_cells_speak_for_columns() -> None:
    assert opener_kinds("- Phòng Văn hóa") == {"unit"}
    assert opener_kinds("Sở") == frozenset()
    assert opener_score("lead", opener_kinds("Phòng Văn hóa")) > 0 > opener_score("lead", opener_kinds("Rà soát"))
    assert opener_score(None, opener_kinds("Phòng Văn hóa")) == 0.0


def test_lines_are_joined_without_a_blank_only_where_a_number_was_cut() -> None:
    assert (
        join_lines(["số 05/2019/TT-", "ABCD và giai đoạn 2021-", "2030"]) == "số 05/2019/TT-ABCD và giai đoạn 2021-2030"
    )
    assert (
        join_lines(["ngày 07/8/", "2025", "", "Phòng Kế toán -", "Vật tư"]) == "ngày 07/8/2025 Phòng Kế toán - Vật tư"
    )
    assert join_lines(["e-", "mail"]) == "e- mail"
    assert join_pieces("", "một") == "một"
    assert join_pieces("một", "") == "một"
    assert is_bullet("a) Một")
    assert not is_bullet("-Một")
    assert not is_lower("")


def test_text_is_measured_as_it_prints() -> None:
    assert text_width("W") > text_width("m") > text_width("i")
    assert text_width("ế") == text_width("e")
    assert text_width("đ") == text_width("d")
    assert text_width("☃") == 500
    assert first_chunk("02/TT-ABCD ngày") == "02/TT-"
    assert first_chunk("- một") == "-"
    assert first_chunk("một hai") == "một"


def test_a_piece_of_a_line_keeps_its_place_and_what_stood_there() -> None:
    line = Line(7, 2, "2026. Phòng Vật tư -", "2026. P òng Vật tư -", gap=1, spaces=2, tail=1, opens_page=True)
    first, rest = line.cut(0, 1), line.cut(1, 5)
    assert (first.text, first.raw, first.gap, first.tail, first.opens_page) == ("2026.", line.raw, 1, 0, True)
    assert (rest.text, rest.raw, rest.gap, rest.tail, rest.opens_page) == (
        "Phòng Vật tư -",
        "Phòng Vật tư -",
        0,
        1,
        False,
    )
    same = Line(1, 1, "một hai ba", "một hai ba").cut(1, 3)
    assert same.raw == "hai ba"


def test_lines_know_what_stood_before_them() -> None:
    sheet = read_lines("một \n\n \nhai\nba")
    assert [(line.number, line.gap, line.spaces, line.tail) for line in sheet.lines] == [
        (1, 0, 0, 1),
        (4, 1, 1, 0),
        (5, 0, 0, 0),
    ]
    assert sheet.pages is None
    assert usual_gap(sheet.lines) == 0
    assert usual_tail(sheet.lines) == 0
    assert (usual_gap([]), usual_tail([])) == (0, 0)


def test_page_numbers_are_dropped_only_where_most_pages_have_them() -> None:
    numbered = read_lines("một\f- 2 -\nhai\f3\nba")
    assert [line.text for line in without_page_numbers(numbered).lines] == ["một", "hai", "ba"]
    assert [line.opens_page for line in without_page_numbers(numbered).lines] == [False, True, True]
    rows = read_lines("một\f2\nhai\fba\fbốn\fnăm")
    assert without_page_numbers(rows) is rows


def test_blanks_between_cells_are_a_border() -> None:
    model = ColumnModel(("content", "deadline"), Recognisers(), gap=1, tail=0)
    above, line = Line(1, 1, "Kê thêm ghế", "Kê thêm ghế"), Line(3, 1, "Quý I", "Quý I", gap=1)
    apart = Line(3, 1, "Quý I", "Quý I", gap=1, spaces=1)
    assert model.enter(1, apart) - model.enter(1, line) < 0
    assert (
        model.enter(1, apart) - model.enter(1, line)
        > model.stay(0, above, apart, False)[0] - model.stay(0, above, line, False)[0]
    )


def test_a_cell_that_may_not_begin_where_it_did_begins_elsewhere_at_a_price() -> None:
    row = lines("Kê thêm ghế ở sảnh và", "chừa lối cho xe lăn.", "Quý I/2026")
    reader = RowReader(
        ColumnModel(("content", "deadline"), Recognisers(lambda text: float(text == "Quý I/2026")), 0, 0), 8
    )
    best = reader.read(row)
    assert [(step.column, step.how) for step in best.steps] == [(0, "begin"), (0, "run"), (1, "begin")]
    other = reader.read(row, frozenset({(1, 3)}))
    assert other.score < best.score


def test_one_line_may_hold_every_cell_of_a_row() -> None:
    model = ColumnModel(("content", "lead", "deadline"), Recognisers(lambda text: float(text == "Quý I/2026")), 0, 0)
    model.learned, model.widths = True, [9000.0, 6000.0, 6000.0]
    reading = RowReader(model, 30).read(lines("Kê thêm ghế dài Văn phòng Quý I/2026"))
    assert [(step.column, step.line.text) for step in reading.steps] == [
        (0, "Kê thêm ghế dài"),
        (1, "Văn phòng"),
        (2, "Quý I/2026"),
    ]
    banned = RowReader(model, 30).read(lines("Kê thêm ghế dài Văn phòng Quý I/2026"), frozenset({(1, 1), (2, 1)}))
    assert len(banned.steps) == 1
