"""Quotas and time limits read from passages, and how passages are cut into sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hailong.documents.anatomy import NOWHERE
from hailong.plan.intake.reading.amounts import quotas, targets, time_limits
from hailong.plan.intake.reading.outline import Passage
from hailong.plan.intake.reading.sentences import sentences


def body(*texts, where="III.1"):
    """Passages of a body, one a text."""
    return [Passage(where, text, NOWHERE) for text in texts]


QUOTAS = [
    ("Việc khảo sát làm theo kỳ, mỗi quý ít nhất 75 phiếu", [(75, "phiếu", "quarter", ">=")]),
    ("Tối thiểu 200 phiếu/năm", [(200, "phiếu", "year", ">=")]),
    ("Mỗi tháng ít nhất 01 cuộc họp giao ban", [(1, "cuộc họp", "month", ">=")]),
    ("Họp rút kinh nghiệm mỗi tuần 02 buổi", [(2, "buổi", "week", "=")]),
    ("Đăng không dưới 03 tin, bài mỗi tuần", [(3, "tin, bài", "week", ">=")]),
    ("Khảo sát tối thiểu 40 phiếu trong 6 tháng", [(40, "phiếu", "half_year", ">=")]),
    ("Gửi 04 báo cáo/01 năm", [(4, "báo cáo", "year", "=")]),
    ("Yêu cầu bổ sung hồ sơ không quá 01 lần", [(1, "lần", None, "<=")]),
    ("Việc hẹn lại được thực hiện không quá hai lần", [(2, "lần", None, "<=")]),
    ("Mỗi đơn vị tối thiểu 30 (ba mươi) phiếu", [(30, "phiếu", None, ">=")]),
    ("Ít nhất 1.200 phiếu, tối đa 15 phiếu mỗi tháng", [(1200, "phiếu", None, ">="), (15, "phiếu", "month", "<=")]),
    ("Có 05 xã tham gia", []),
    ("Trong năm đã tiếp nhận hơn 1.200 hồ sơ", []),
    ("Theo Quyết định số 12/QĐ-UBND ngày 03 tháng 4", []),
]


@pytest.mark.parametrize(("text", "expected"), QUOTAS)
def test_a_count_with_a_period_or_a_bound_is_a_quota(text, expected):
    found = quotas(body(text))
    assert [(one["value"], one["unit"], one["per"], one["operator"]) for one in found] == expected
    assert all(one["text"] == text and one["where"] == "III.1" for one in found)


LIMITS = [
    (
        "Nộp phiếu trong vòng 07 ngày làm việc, kể từ ngày chốt danh sách",
        (7, "working_days", "ngày chốt danh sách", "<="),
    ),
    ("Trả lời không quá sáu giờ làm việc kể từ khi nhận thư", (6, "working_hours", "khi nhận thư", "<=")),
    ("Xin lỗi chậm nhất 02 ngày trước ngày trả kết quả", (2, "calendar_days", "trước ngày trả kết quả", "<=")),
    ("Người dân chờ không quá 20 phút", (20, "working_minutes", None, "<=")),
    ("Chuyển hồ sơ trong 04 giờ", (4, "working_hours", None, "<=")),
    ("Trả lời trong 48 giờ", (2, "calendar_days", None, "<=")),
    ("Giải quyết dưới 10 ngày", (10, "calendar_days", None, "<")),
    ("Xử lý tối đa là 0,5 ngày làm việc", (0.5, "working_days", None, "<=")),
    ("Gửi trong thời hạn 05 (năm) ngày làm việc tính từ ngày ký", (5, "working_days", "ngày ký", "<=")),
    ("Báo cáo chậm nhất sau 02 giờ làm việc", (2, "working_hours", None, "<=")),
    ("Sau khi khảo sát xong, trong thời hạn 03 ngày phải nhập phiếu", (3, "calendar_days", "khi khảo sát xong", "<=")),
    ("Khắc phục trong vòng 02 tuần", (14, "calendar_days", None, "<=")),
    ("Trả lời chậm nhất 16 giờ làm việc", (16, "working_hours", None, "<=")),
]


@pytest.mark.parametrize(("text", "expected"), LIMITS)
def test_a_bounded_length_of_time_is_a_limit(text, expected):
    [found] = time_limits(body(text))
    assert (found["value"], found["unit"], found["from"], found["operator"]) == expected
    assert found["text"] == text


@pytest.mark.parametrize(
    "text",
    [
        "Gửi chậm nhất 16 giờ thứ sáu hằng tuần",
        "Báo cáo trước 17 giờ 00",
        "Chậm nhất 25/11",
        "Trong năm 2025",
        "Làm việc 8 giờ mỗi ngày",
        "Ít nhất 03 ngày làm việc",
        "Nhắc công chức khi hồ sơ còn dưới 02 ngày đến hạn",
    ],
)
def test_hours_of_the_day_dates_states_and_lower_bounds_are_no_limits(text):
    assert time_limits(body(text)) == []


def test_the_same_limit_in_two_places_is_two_entries():
    text = "Nhận thư không quá chín giờ làm việc kể từ lúc nộp"
    found = time_limits([*body(text, where="III.5"), *body(text, where="IV.2")])
    assert [one["where"] for one in found] == ["III.5", "IV.2"]


def test_a_passage_is_cut_at_stops_semicolons_and_bullets_but_not_in_brackets_or_names():
    assert sentences("Đạt 84,5%. Gửi UBND TP. Quy Nhơn (qua Sở; Phòng) trước ngày 01.02; họp") == (
        "Đạt 84,5%",
        "Gửi UBND TP. Quy Nhơn (qua Sở; Phòng) trước ngày 01.02",
        "họp",
    )
    assert sentences("- 100% đạt chuẩn - Báo cáo số liệu") == ("100% đạt chuẩn", "Báo cáo số liệu")
    assert sentences("Việc một\nchưa hết dòng;\n- việc hai\n1. việc ba") == (
        "Việc một chưa hết dòng",
        "việc hai",
        "việc ba",
    )


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_an_error(text):
    found = body(text)
    assert all(one["text"] for one in [*quotas(found), *time_limits(found), *targets(found, 2025)[0]])
