"""Deadline cells that hold several dates, and dates found inside sentences."""

from hailong.clock.phrases import find_deadlines, read_deadline

CELL = "- Xây dựng kế hoạch: Quý I/2025;\n- Triển khai: Quý II-III/2025;\n- Báo cáo: trước 15/12/2025"


def steps(text, year=2025):
    """What and the day of each step."""
    read = read_deadline(text, year)
    assert read.kind == "milestones"
    return [(step.what, step.deadline.due and step.deadline.due.isoformat()) for step in read.milestones]


def test_each_bullet_of_a_cell_is_a_step_with_its_own_deadline():
    assert read_deadline(CELL, 2025).as_json()["milestones"] == [
        {"what": "Xây dựng kế hoạch", "text": "Quý I/2025", "kind": "quarter", "year": 2025, "quarter": 1,
         "due": "2025-03-31"},
        {"what": "Triển khai", "text": "Quý II-III/2025", "kind": "quarter", "year": 2025, "quarter": 2,
         "until_quarter": 3, "due": "2025-09-30", "until": "2025-09-30"},
        {"what": "Báo cáo", "text": "trước 15/12/2025", "kind": "date", "due": "2025-12-15", "before": True},
    ]  # fmt: skip


def test_the_same_cell_on_one_line_reads_alike():
    assert steps(" ".join(CELL.split())) == steps(CELL)


def test_dashes_inside_a_line_open_steps_where_a_sentence_begins():
    assert steps("- Ban hành văn bản (Quý I/2025) - Kiểm tra: Quý III/2025") == [
        ("Ban hành văn bản", "2025-03-31"),
        ("Kiểm tra", "2025-09-30"),
    ]


def test_the_date_may_stand_before_the_words():
    assert steps("Quý I: Lập danh sách; Quý II: Tập huấn") == [
        ("Lập danh sách", "2025-03-31"),
        ("Tập huấn", "2025-06-30"),
    ]


def test_numbered_and_lettered_items_are_steps():
    assert steps("1. Lập danh sách trong tháng 3/2025\n2. Tập huấn trong tháng 5/2025") == [
        ("Lập danh sách", "2025-03-31"),
        ("Tập huấn", "2025-05-31"),
    ]
    assert steps("a) Lập danh sách: tháng 3\nb) Tập huấn: thường xuyên") == [
        ("Lập danh sách", "2025-03-31"),
        ("Tập huấn", None),
    ]


def test_several_dates_without_words_are_steps_without_names():
    assert steps("Quý I, III/2025") == [(None, "2025-03-31"), (None, "2025-09-30")]
    assert steps("Tháng 6, tháng 12/2025") == [(None, "2025-06-30"), (None, "2025-12-31")]
    both = read_deadline("Trước 20/6 và 20/12/2025", 2025).milestones
    assert [step.deadline.before for step in both] == [True, True]


def test_twice_a_year_is_the_two_halves():
    assert steps("Định kỳ 6 tháng, năm") == [(None, "2025-06-30"), (None, "2025-12-31")]
    assert steps("Mỗi năm hai lần") == [(None, "2025-06-30"), (None, "2025-12-31")]
    assert steps("02 lần/năm 2026", None) == [(None, "2026-06-30"), (None, "2026-12-31")]


def test_two_dates_in_a_sentence_are_named_by_the_words_beside_them_with_less_confidence():
    text = "Lập danh sách trong Quý I/2025, tập huấn trước ngày 15/12/2025"
    assert steps(text) == [("Lập danh sách", "2025-03-31"), ("tập huấn", "2025-12-15")]
    assert steps("Trước ngày 15/6 (6 tháng) và trước ngày 15/12 (năm)") == [
        ("6 tháng", "2025-06-15"),
        ("năm", "2025-12-15"),
    ]
    assert read_deadline(text, 2025).confidence < 0.7


def test_a_usual_verb_before_each_date_names_the_step():
    assert steps("Sơ kết: Tháng 6/2025; Tổng kết: Tháng 12/2025") == [
        ("Sơ kết", "2025-06-30"),
        ("Tổng kết", "2025-12-31"),
    ]
    assert steps("Hoàn thành quý II, báo cáo trước ngày 15/7") == [
        ("Hoàn thành", "2025-06-30"),
        ("báo cáo", "2025-07-15"),
    ]


def test_one_step_of_several_without_a_date_lowers_the_confidence():
    assert read_deadline("- Lập danh sách; - Tập huấn: Quý I; - Báo cáo: Quý II", 2025).confidence < 0.7


def test_a_date_among_other_words_is_read_with_less_confidence():
    read = read_deadline("Ban hành Kế hoạch trong Quý I/2025", 2025)
    assert (read.kind, read.quarter, read.confidence) == ("quarter", 1, 0.7)
    longer = read_deadline(
        "Các phòng, đơn vị xây dựng và gửi kế hoạch của đơn vị mình về Văn phòng trong Quý I/2025", 2025
    )
    assert longer.confidence < read.confidence


def test_dates_are_found_in_a_sentence_with_their_places():
    text = "Gửi báo cáo trước ngày 15/6/2025 và định kỳ hằng quý về Văn phòng."
    found = find_deadlines(text, 2025)
    assert [(text[one.start : one.end], one.deadline.kind) for one in found] == [
        ("trước ngày 15/6/2025", "date"),
        ("định kỳ hằng quý", "recurring"),
    ]


def test_numbers_of_articles_and_bare_fractions_are_no_dates():
    assert find_deadlines("Mục 1.2 và khoản 3/4 của 19 đơn vị, 2025 hồ sơ", 2025) == ()


def test_words_that_only_look_like_a_rhythm_without_marks_are_left_alone():
    found = find_deadlines("Đổi mới năm 2026, xếp hạng năm 2026, khách hàng quý mến, báo cáo hằng năm", 2025)
    assert [(one.deadline.kind, one.deadline.text) for one in found] == [
        ("year", "năm 2026"),
        ("year", "năm 2026"),
        ("recurring", "hằng năm"),
    ]
