"""Which column of a table is which."""

from dataclasses import replace

import pytest
from tests.plan.papers import HEAD, row, table

from hailong.documents.anatomy import Cell, Row
from hailong.plan.intake.reading.columns import Columns, columns, headed, is_scored, looks_like_tasks, role_of

ROLES = {
    "STT": "ordinal",
    "Số TT": "ordinal",
    "Nội dung công việc": "content",
    "Tên nhiệm vụ": "content",
    "Việc": "content",
    "Sản phẩm đầu ra": "product",
    "Kết quả cần đạt": "product",
    "Cơ quan, đơn vị chủ trì": "lead",
    "Người phụ trách": "lead",
    "PIC": "lead",
    "Đơn vị phối hợp": "coordinating",
    "Chủ trì, phối hợp": "responsibility",
    "Phân công và cách thức thực hiện": "responsibility",
    "Người chịu trách nhiệm": "responsibility",
    "Trách nhiệm - Chủ trì": "lead",
    "Trách nhiệm - Phối hợp": "coordinating",
    "Thời gian hoàn thành": "deadline",
    "Tiến độ": "deadline",
    "Hạn": "deadline",
    "Thời gian thực hiện - Bắt đầu": "start",
    "Thời gian thực hiện - Kết thúc": "deadline",
    "Thời gian bắt đầu - hoàn thành": "deadline",
    "Deadline": "deadline",
    "Chỉ số cần cải thiện": "criterion",
    "Kinh phí (triệu đồng)": "funding",
    "Ghi chú": "note",
    "Đơn vị": "unit",
    "Điểm tối đa": "score",
    "Mục": "section",
    "Tên mục": "section_title",
    "Hạn cuối": "due",
    "Lệ phí": None,
    "Thời hạn giải quyết": None,
    "Đơn vị tính": None,
    "": None,
}


@pytest.mark.parametrize("head", ROLES)
def test_the_words_of_a_head_cell_name_its_role(head: str) -> None:
    assert role_of(head) == ROLES[head]


def test_a_plan_in_any_order_of_columns_is_told_by_its_head() -> None:
    found = columns(table(HEAD[::-1], ("Quý I", "", "Văn phòng", "", "Lập sổ", "1")))
    assert found.is_plan()
    assert found.sure
    assert found.places["content"] == (4,)
    assert found.places["deadline"] == (0,)


def test_a_role_over_two_columns_gives_both_texts_and_a_dash_is_nothing() -> None:
    found = columns(table(("Nội dung", "Sản phẩm", "Kết quả", "Thời gian"), ()))
    assert found.text(row("Lập sổ", "Sổ", "Báo cáo", "–"), "product") == "Sổ\nBáo cáo"
    assert found.text(row("Lập sổ", "-", " … ", "–"), "product") == ""
    assert found.text(row("Lập sổ"), "deadline") == ""


def test_a_bare_unit_column_leads_unless_another_does() -> None:
    alone = columns(table(("Nội dung", "Đơn vị", "Thời gian"), ()))
    both = columns(table(("Nội dung", "Đơn vị", "Đơn vị chủ trì", "Thời gian"), ()))
    assert (alone.places["lead"], alone.unsure_lead) == ((1,), True)
    assert (both.places["lead"], both.unsure_lead) == ((1, 2), False)


def test_a_head_without_a_content_name_has_it_in_the_wordiest_column_that_holds_words() -> None:
    found = columns(
        table(("TT", "Phần", "Điểm", "Chủ trì", "Hạn"), ("1", "Trồng hoa ở cổng", "123456789012345678", "VP", "Quý I"))
    )
    assert found.places["content"] == (1,)


PLANS = [
    ("Nội dung", "Đơn vị thực hiện"),
    ("Nội dung", "Thời gian", "Sản phẩm"),
    ("Chủ trì", "Thời gian", "Sản phẩm"),
    ("STT", "Nội dung", "Chủ trì", "Q.I", "Q.II"),
    ("Họ và tên", "Chức vụ", "Nhiệm vụ được giao", "Thời hạn"),
]
OTHERS = [
    ("STT", "Nội dung", "Đơn vị", "Số lượng", "Thành tiền"),
    ("STT", "Tên thủ tục", "Thời hạn giải quyết", "Lệ phí"),
    ("STT", "Họ và tên", "Chức vụ", "Nhiệm vụ"),
    ("STT", "Nội dung", "Điểm tối đa", "Điểm đạt", "Người phụ trách"),
    ("STT", "Đơn vị", "Số hồ sơ", "Đúng hạn", "Trễ hạn"),
    ("Chương", "Tên chương", "Trang"),
]


@pytest.mark.parametrize("head", PLANS)
def test_something_to_do_and_who_or_when_makes_a_plan(head: tuple[str, ...]) -> None:
    assert columns(table(head, ("x",) * len(head))).is_plan()


@pytest.mark.parametrize("head", OTHERS)
def test_budgets_procedures_people_scores_and_contents_are_no_plans(head: tuple[str, ...]) -> None:
    assert not columns(table(head, ("x",) * len(head))).is_plan()


def test_a_table_of_scores_by_criterion_is_no_plan_whether_by_code_or_by_name_and_wherever_its_head() -> None:
    codes = ("STT", "Đơn vị", "TC", "HC", "PV", "KQ", "TT", "SIPAS")
    names = ("Đơn vị", "Tiếp cận dịch vụ", "Thủ tục hành chính", "Sự phục vụ của công chức", "Kết quả")
    for found in (table(codes, ("1", "Xã Ao Sen")), table(names, ("Xã Ao Sen",)), table((), codes, ("1", "Xã Ao Sen"))):
        assert is_scored(found)
        assert columns(found) == Columns({})


def test_the_ordinals_head_tt_is_no_criterion() -> None:
    assert not is_scored(table(("TT", "Thủ tục hành chính", "Kết quả", "Thời gian"), ()))


def test_without_a_head_columns_are_guessed_from_what_they_hold() -> None:
    found = columns(
        table(
            (),
            ("1", "Lập biển chỉ đường tại cổng và các ngã tư", "20 biển", "Văn phòng", "Công an xã", "Quý I/2026"),
            ("2", "Mở quầy tiếp người nộp hồ sơ sáng thứ bảy", "01 quầy", "Trạm bơm số 3", "", "Thường xuyên"),
        )
    )
    assert found.guessed
    assert found.is_plan()
    assert not found.sure
    assert {role: places[0] for role, places in found.places.items()} == {
        "ordinal": 0, "content": 1, "product": 2, "lead": 3, "coordinating": 4, "deadline": 5,
    }  # fmt: skip


def test_a_headless_table_without_deadlines_is_no_plan() -> None:
    assert not columns(table((), ("1", "Trồng hoa"), ("2", "Quét sân"))).is_plan()
    assert columns(table(())) == Columns({}, guessed=True)


def test_units_beside_deadlines_look_like_tasks_under_any_head() -> None:
    rows = (("Xếp ghế", "Văn phòng", "Quý I/2026"), ("Quét sân", "Trạm bơm số 3", "Thường xuyên"))
    assert looks_like_tasks(table(("A", "B", "C"), *rows))
    assert not looks_like_tasks(table(("A", "B", "C"), rows[0]))
    assert not looks_like_tasks(table(("A", "B"), ("Xếp ghế", "Văn phòng"), ("Quét sân", "Trạm bơm")))


def test_text_before_letters_were_repaired_is_given_only_where_there_was_any() -> None:
    found = columns(table(("Nội dung", "Thời gian", "Chủ trì"), ()))
    mended = Row((Cell("Lập sổ", raw="L p sổ"), Cell("Quý I")))
    assert found.raw(mended, "content") == "L p sổ"
    assert found.raw(mended, "deadline") is None
    assert found.raw(mended, "lead") is None


def test_a_head_left_among_the_first_rows_is_found_and_its_row_is_no_task() -> None:
    labels = ("Họ và tên", "Chức vụ", "Nhiệm vụ được giao", "Thời hạn")
    work = ("Lò Văn Sậy", "Trưởng kho", "Kê lại kệ", "Quý I")
    assert headed(table((), ("DANH SÁCH", "", "", ""), labels, work)) == replace(
        table(labels, work), rows=(row(*work, line=3),)
    )


def test_rows_that_hold_times_numbers_or_sentences_are_no_heads() -> None:
    for texts in (
        ("1", "Báo cáo kết quả", "Văn phòng chủ trì", ""),
        ("Báo cáo kết quả", "Văn phòng chủ trì", "Quý I/2026"),
        ("Nội dung dán ở cổng gồm đủ mười hai mục lớn", "Sản phẩm"),
        ("Tên hoa", "Màu"),
    ):
        assert headed(table((), texts)) == table((), texts)
    assert headed(table(HEAD, ("Nội dung", "Sản phẩm"))) == table(HEAD, ("Nội dung", "Sản phẩm"))
