"""Targets: their operator, value, unit, year and indicator, and what only looks like one."""

import pytest

from hailong.documents.anatomy import NOWHERE
from hailong.plan.intake.reading.outline import Passage
from hailong.plan.intake.reading.targets import targets

YEAR = 2025


def read(text, year=YEAR):
    """(indicator, operator, value, unit, year) of each target of a passage."""
    found, _ = targets([Passage("I.2", text, NOWHERE)], year)
    return [(one["indicator"], one["operator"], one["value"], one["unit"], one["year"]) for one in found]


ONE = [
    ("Mức độ hài lòng của người dân đạt trên 86%", ("SIPAS", ">", 86, "%", 2025)),
    ("Chỉ số hài lòng năm 2026 đạt từ 92% trở lên", ("SIPAS", ">=", 92, "%", 2026)),
    ("Nâng cao chỉ số hài lòng theo mục tiêu đã đề ra (từ 92% trở lên)", ("SIPAS", ">=", 92, "%", 2025)),
    ("100 % phản ánh, kiến nghị được tiếp nhận, xử lý đúng quy định", ("PAKN_DUNG_HAN", "=", 100, "%", 2025)),
    ("Tối thiểu 75 phần trăm hồ sơ được nộp trực tuyến", ("DVC_TRUC_TUYEN", ">=", 75, "%", 2025)),
    ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt 97,5%", ("HS_DUNG_HAN", "=", 97.5, "%", 2025)),
    ("Tỷ lệ hồ sơ trễ hạn không quá 2%", ("HS_TRE_HAN", "<=", 2, "%", 2025)),
    ("Tỷ lệ hồ sơ trễ hạn dưới 1,5%", ("HS_TRE_HAN", "<", 1.5, "%", 2025)),
    ("Số hóa không dưới 80% kết quả giải quyết", ("SO_HOA", ">=", 80, "%", 2025)),
    ("Phấn đấu nâng tỷ lệ thanh toán trực tuyến từ 40% lên 55%", ("THANH_TOAN", "=", 55, "%", 2025)),
    ("Chỉ số PAR INDEX đạt từ 91 điểm trở lên", ("PAR_INDEX", ">=", 91, "điểm", 2025)),
    ("Hoàn thành 100% nhiệm vụ theo Kế hoạch số 12/KH-UBND ngày 03/4/2024", ("NHIEM_VU", "=", 100, "%", 2025)),
    ("Khắc phục hạn chế năm 2024, phấn đấu hài lòng đạt trên 90% người dân hài lòng", ("SIPAS", ">", 90, "%", 2025)),
]

NONE = [
    "Năm 2024, mức độ hài lòng của người dân đạt 91,5%",
    "Đã giải quyết 98% hồ sơ đúng hạn",
    "Chỉ số hài lòng tăng 5% so với năm 2024",
    "Kinh phí tuyên truyền chiếm 10% dự toán",
    "Sai số mẫu không quá 5%",
    "Chỉ số cải cách hành chính đạt 90,12 điểm; điểm thẩm định 60/65 điểm",
    "Năm 2024, hài lòng đạt 90,5%. Hồ sơ đúng hạn đạt 99,1%.",
    "Theo khoản 3 Điều 12 Nghị định số 12/2020/NĐ-CP",
]


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_a_share_or_an_index_to_be_reached_is_a_target(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize("text", NONE)
def test_results_differences_costs_and_references_are_no_targets(text):
    assert read(text) == []


def test_two_figures_in_one_sentence_are_two_targets_with_the_same_text():
    text = "Cắt giảm ít nhất 25% thời gian giải quyết đối với ít nhất 40% TTHC của phường"
    found, _ = targets([Passage("II.1", text, NOWHERE)], YEAR)
    assert [one["text"] for one in found] == [text, text]
    assert [(one["indicator"], one["value"]) for one in found] == [("CAT_GIAM_TG", 25), ("CAT_GIAM_TTHC", 40)]


def test_a_share_of_procedures_and_one_of_payments_in_one_sentence_keep_their_own_operators():
    text = "100% thủ tục thu phí được thanh toán trực tuyến, riêng số giao dịch thanh toán đạt từ 35%"
    assert [(one[1], one[2]) for one in read(text)] == [("=", 100), (">=", 35)]


@pytest.mark.parametrize("text", ["Tỷ lệ hồ sơ đúng hạn đạt từ 95% đến 98%", "Tỷ lệ hồ sơ đúng hạn đạt 95-98%"])
def test_a_range_is_a_target_for_each_end(text):
    assert [(one[1], one[2]) for one in read(text)] == [(">=", 95), ("<=", 98)]


def test_each_part_of_a_sentence_has_its_own_year():
    found = read("Đến năm 2025, 80% hồ sơ nộp trực tuyến; đến năm 2030 có 90% hồ sơ nộp trực tuyến")
    assert [(one[2], one[4]) for one in found] == [(80, 2025), (90, 2030)]


def test_a_target_without_a_known_indicator_is_kept_with_a_warning():
    found, warnings = targets([Passage("I.4", "100% bồn hoa được tưới", NOWHERE, "cell")], YEAR)
    assert [(one["indicator"], one["where"]) for one in found] == [(None, "I.4")]
    assert [(one["code"], one["where"]) for one in warnings] == [("indicator_unknown", "I.4")]
    assert "bồn hoa" in warnings[0]["message"]


def test_without_a_year_of_the_plan_the_sentence_gives_it_or_nobody():
    assert [one[4] for one in read("Hài lòng: chỉ số hài lòng đạt trên 80%", None)] == [None]
    assert [one[4] for one in read("Năm 2027 chỉ số hài lòng đạt trên 80%", None)] == [2027]
