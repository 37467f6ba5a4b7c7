"""Deadline phrases as offices write them, against a table written by hand."""

import pytest

from hailong.clock.phrases import deadline_score, read_deadline

YEAR = 2025

CALENDAR = [
    ("Quý I/2023", {"kind": "quarter", "year": 2023, "quarter": 1, "due": "2023-03-31"}),
    ("Quý IV năm 2025", {"kind": "quarter", "year": 2025, "quarter": 4, "due": "2025-12-31"}),
    ("QUÝ II/2024.", {"kind": "quarter", "year": 2024, "quarter": 2, "due": "2024-06-30"}),
    ("Trong quý 3", {"kind": "quarter", "year": 2025, "quarter": 3, "due": "2025-09-30"}),
    ("Quý 3 2026", {"kind": "quarter", "year": 2026, "quarter": 3, "due": "2026-09-30"}),
    ("Quý 4/25", {"kind": "quarter", "year": 2025, "quarter": 4, "due": "2025-12-31"}),
    ("Q.II/2025", {"kind": "quarter", "year": 2025, "quarter": 2, "due": "2025-06-30"}),
    ("Quí III/2025", {"kind": "quarter", "year": 2025, "quarter": 3, "due": "2025-09-30"}),
    ("Hết quý III", {"kind": "quarter", "year": 2025, "quarter": 3, "due": "2025-09-30"}),
    ("Cuối quý II/2025", {"kind": "quarter", "year": 2025, "quarter": 2, "due": "2025-06-30"}),
    (
        "Quý II, III năm 2025",
        {"kind": "quarter", "year": 2025, "quarter": 2, "until_quarter": 3, "due": "2025-09-30"},
    ),
    ("Quý I-II/2025", {"kind": "quarter", "year": 2025, "quarter": 1, "until_quarter": 2, "due": "2025-06-30"}),
    ("Quý I và II/2025", {"kind": "quarter", "year": 2025, "quarter": 1, "until_quarter": 2, "due": "2025-06-30"}),
    (
        "Quý I, quý II năm 2025",
        {"kind": "quarter", "year": 2025, "quarter": 1, "until_quarter": 2, "due": "2025-06-30"},
    ),
    ("Từ Quý II đến Quý IV", {"kind": "quarter", "year": 2025, "quarter": 2, "until_quarter": 4, "due": "2025-12-31"}),
    (
        "Quý IV/2025 - Quý I/2026",
        {"kind": "quarter", "year": 2025, "quarter": 4, "until_quarter": 1, "due": "2026-03-31"},
    ),
    (
        "Quý I, II trong năm 2026",
        {"kind": "quarter", "year": 2026, "quarter": 1, "until_quarter": 2, "due": "2026-06-30"},
    ),
    ("9 tháng đầu năm", {"kind": "quarter", "year": 2025, "quarter": 1, "until_quarter": 3, "due": "2025-09-30"}),
    ("3 tháng cuối năm", {"kind": "quarter", "year": 2025, "quarter": 4, "due": "2025-12-31"}),
    ("Tháng 9/2025", {"kind": "month", "year": 2025, "month": 9, "due": "2025-09-30"}),
    ("T12/2025", {"kind": "month", "year": 2025, "month": 12, "due": "2025-12-31"}),
    ("Tuần thứ 2 tháng 10/2025", {"kind": "month", "year": 2025, "month": 10, "due": "2025-10-31"}),
    ("Tháng 02 năm 2024", {"kind": "month", "year": 2024, "month": 2, "due": "2024-02-29"}),
    ("Trong tháng 12", {"kind": "month", "year": 2025, "month": 12, "due": "2025-12-31"}),
    ("Tháng mười một năm 2025", {"kind": "month", "year": 2025, "month": 11, "due": "2025-11-30"}),
    ("Tháng Năm", {"kind": "month", "year": 2025, "month": 5, "due": "2025-05-31"}),
    ("09/2025", {"kind": "month", "year": 2025, "month": 9, "due": "2025-09-30"}),
    ("Tháng 3-5/2025", {"kind": "month", "year": 2025, "month": 3, "until_month": 5, "due": "2025-05-31"}),
    (
        "Từ tháng 3 đến tháng 12/2025",
        {"kind": "month", "year": 2025, "month": 3, "until_month": 12, "due": "2025-12-31"},
    ),
    ("Trước ngày 15/12/2025", {"kind": "date", "due": "2025-12-15", "before": True}),
    ("xong trước ngày 30.6.2025", {"kind": "date", "due": "2025-06-30", "before": True}),
    ("Chậm nhất 25/11", {"kind": "date", "due": "2025-11-25", "before": False}),
    ("Chậm nhất là ngày 05 tháng 7 năm 2025", {"kind": "date", "due": "2025-07-05", "before": False}),
    ("Đến ngày 01-10-2025", {"kind": "date", "due": "2025-10-01", "before": False}),
    ("Hoàn thành trước 5/8/25", {"kind": "date", "due": "2025-08-05", "before": True}),
    ("Năm 2026 (hoàn thành trước 15/12)", {"kind": "date", "due": "2026-12-15", "before": True}),
    ("08h00 ngày 15/9/2025", {"kind": "date", "due": "2025-09-15", "before": False}),
    ("15-20/12/2025", {"kind": "date", "due": "2025-12-20", "before": False}),
    ("Từ ngày 15 đến ngày 20/12/2025", {"kind": "date", "due": "2025-12-20", "before": False}),
    ("Từ ngày 15 đến hết ngày 20/12/2025", {"kind": "date", "due": "2025-12-20", "before": False}),
    ("Tháng 3 trong năm 2026", {"kind": "month", "year": 2026, "month": 3, "due": "2026-03-31"}),
    ("Quý 2 (trong năm 2026)", {"kind": "quarter", "year": 2026, "quarter": 2, "due": "2026-06-30"}),
    ("15/6, trong năm 2026", {"kind": "date", "due": "2026-06-15", "before": False}),
    ("Từ 01/7 đến 30/9/2025", {"kind": "date", "due": "2025-09-30", "before": False}),
    ("Trước tháng 6/2025", {"kind": "date", "due": "2025-06-01", "before": True}),
    ("6 tháng đầu năm", {"kind": "half_year", "year": 2025, "half": 1, "due": "2025-06-30"}),
    ("06 tháng cuối năm 2026", {"kind": "half_year", "year": 2026, "half": 2, "due": "2026-12-31"}),
    ("Năm 2025", {"kind": "year", "year": 2025, "due": "2025-12-31"}),
    ("Trong năm 2026", {"kind": "year", "year": 2026, "due": "2026-12-31"}),
    ("Trong năm", {"kind": "year", "year": 2025, "due": "2025-12-31"}),
    ("Cả năm", {"kind": "year", "year": 2025, "due": "2025-12-31"}),
    ("Năm 2025 và các năm tiếp theo", {"kind": "year", "year": 2025, "due": "2025-12-31"}),
    ("Giai đoạn 2025-2026", {"kind": "year", "year": 2026, "due": "2026-12-31"}),
    ("Từ tháng 9 đến hết năm 2025", {"kind": "year", "year": 2025, "due": "2025-12-31"}),
]

RHYTHMS = [
    ("Thường xuyên", {"freq": "continuous"}),
    ("Thường xuyên, liên tục", {"freq": "continuous"}),
    ("Thường xuyên theo quy định", {"freq": "continuous"}),
    ("Thường xuyên và khi có yêu cầu", {"freq": "continuous"}),
    ("Thường xuyên trong năm 2023", {"freq": "continuous", "year": 2023, "due": "2023-12-31"}),
    ("Thường xuyên trong năm", {"freq": "continuous", "year": 2025, "due": "2025-12-31"}),
    ("Thường xuyên, hoàn thành trước 15/12/2025", {"freq": "continuous", "year": 2025, "due": "2025-12-15"}),
    ("Hàng ngày", {"freq": "daily"}),
    ("Hằng tuần", {"freq": "weekly"}),
    ("Định kỳ thứ sáu hằng tuần", {"freq": "weekly", "weekday": 5}),
    ("Thứ Hai hàng tuần", {"freq": "weekly", "weekday": 1}),
    ("Thứ năm hằng tuần", {"freq": "weekly", "weekday": 4}),
    ("Chiều thứ 6 hàng tuần", {"freq": "weekly", "weekday": 5}),
    ("Hằng tuần (thứ tư)", {"freq": "weekly", "weekday": 3}),
    ("Chủ nhật hằng tuần", {"freq": "weekly", "weekday": 7}),
    ("Định kỳ hàng tháng", {"freq": "monthly"}),
    ("Mỗi tháng 01 lần", {"freq": "monthly"}),
    ("Ngày 15 hằng tháng", {"freq": "monthly"}),
    ("Trước ngày 20 hàng tháng", {"freq": "monthly"}),
    ("Hàng quý", {"freq": "quarterly"}),
    ("01 lần/quý", {"freq": "quarterly"}),
    ("Quý/lần", {"freq": "quarterly"}),
    ("Trước ngày 15 của tháng cuối quý", {"freq": "quarterly"}),
    ("Trước 16h30 thứ Sáu hằng tuần", {"freq": "weekly", "weekday": 5}),
    ("Mỗi quý một lần", {"freq": "quarterly"}),
    ("Báo cáo quý, 6 tháng, 9 tháng, năm", {"freq": "quarterly"}),
    ("Hằng tháng, quý, 6 tháng, năm", {"freq": "monthly"}),
    ("Tối thiểu 02 lần/tháng", {"freq": "monthly"}),
    ("Định kỳ hàng quý, năm", {"freq": "quarterly"}),
    ("Hằng năm", {"freq": "yearly"}),
    ("Trước 30/6 hằng năm", {"freq": "yearly", "year": 2025, "due": "2025-06-30"}),
    ("Hằng quý, từ tháng 4/2025", {"freq": "quarterly", "year": 2025}),
]

WAITING = [
    ("Khi có sự thay đổi", "event"),
    ("Ngay sau khi có kết quả khảo sát", "event"),
    ("Thực hiện ngay sau khi có biến động", "event"),
    ("Khi tiếp nhận phản ánh", "event"),
    ("Khi có yêu cầu", "event"),
    ("Theo yêu cầu", "event"),
    ("Theo tình hình thực tế", "event"),
    ("Đột xuất", "event"),
    ("Trong vòng 05 ngày làm việc kể từ khi kết thúc đợt khảo sát", "event"),
    ("sau khi de an duoc phe duyet", "depends"),
    ("Sau khi Đề án được phê duyệt", "depends"),
    ("Ngay sau khi Kế hoạch được ban hành", "depends"),
    ("Khi có hướng dẫn của cấp trên", "depends"),
    ("Theo tiến độ thực hiện của Trung ương", "depends"),
    ("Theo kế hoạch của UBND tỉnh", "depends"),
    ("Theo tiến độ của Kế hoạch", "depends"),
    ("Theo yêu cầu của UBND tỉnh", "depends"),
    ("Theo quy định", "depends"),
]

UNREAD = [
    "",
    "  ",
    "...",
    "chưa rõ",
    "31/4/2025",
    "Ngày 15",
    "31/02/2025",
    "Đầu năm 2025",
    "tháng     năm 2025",
    "Năm học 2025-2026",
    "Văn phòng",
    "Quý luật",
    "12",
    "Từ 30/9 đến 01/7/2025",
    "Thường xuyên theo dõi, cung cấp đủ biểu mẫu",
]


@pytest.mark.parametrize(("text", "fields"), CALENDAR)
def test_a_span_of_the_calendar_is_due_on_its_last_day(text, fields):
    assert read_deadline(text, YEAR).as_json() == {"text": " ".join(text.split()), **fields}


@pytest.mark.parametrize(("text", "fields"), RHYTHMS)
def test_a_rhythm_has_its_frequency_and_a_year_only_where_one_is_printed(text, fields):
    assert read_deadline(text, YEAR).as_json() == {"text": text, "kind": "recurring", **fields}


@pytest.mark.parametrize(("text", "kind"), WAITING)
def test_what_waits_for_authority_depends_and_what_waits_for_the_world_is_an_event(text, kind):
    assert read_deadline(text, YEAR).as_json() == {"text": text, "kind": kind, "event": text}


@pytest.mark.parametrize("text", UNREAD)
def test_what_names_no_time_stays_unread_with_its_text(text):
    assert read_deadline(text, YEAR).as_json() == {"text": " ".join(text.split()), "kind": None}


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("Quý\nIV/2025", "Quý IV/2025"),
        ("Quy  I V/20 25", "Quý IV/2025"),
        ("Th ường\nxuy ên", "Thường xuyên"),
        ("thuong xuyen trong nam 2023", "Thường xuyên trong năm 2023"),
        ("ĐỊNH KỲ THỨ\nSÁU HẰNG\nTUẦN", "Định kỳ thứ sáu hằng tuần"),
        ("Trước  ngày 15 / 12 / 2025 ;", "Trước ngày 15/12/2025"),
        ("(Quý III/2025)", "Quý III/2025"),
        ("Trong\nnăm\n2025.", "Trong năm 2025"),
        ("Quý l/2025", "Quý I/2025"),
    ],
)
def test_wrapping_capitals_lost_marks_and_stray_spaces_change_nothing(printed, plain):
    read, expected = read_deadline(printed, YEAR), read_deadline(plain, YEAR)
    assert expected.kind is not None
    assert {**read.as_json(), "text": ""} == {**expected.as_json(), "text": ""}


def test_without_any_year_the_kind_is_read_and_the_day_left_open():
    read = read_deadline("Quý II", None)
    assert read.as_json() == {"text": "Quý II", "kind": "quarter", "year": None, "quarter": 2, "due": None}
    assert read.confidence < read_deadline("Quý II/2025", None).confidence


def test_the_day_of_a_monthly_rhythm_is_kept_beside_the_contract():
    assert read_deadline("Ngày 15 hằng tháng", YEAR).day == 15


@pytest.mark.parametrize(
    "text",
    ["Thường xuyên", "Quý IV/2025", "Trong năm 2025", "Tháng 9/2025", "Trước ngày 15/12/2025", "Hằng quý",
     "Khi có sự thay đổi", "Sau khi Đề án được phê duyệt", "Thứ Hai hàng tuần", "Khi có yêu cầu của người dân",
     "- Ban hành: Quý I/2025; - Báo cáo: trước ngày 15/12/2025"],
)  # fmt: skip
def test_a_whole_phrase_scores_high(text):
    assert deadline_score(text) >= 0.85


@pytest.mark.parametrize("text", ["Thường", "Trong", "Quý", "Định kỳ thứ", "Trước ngày", "Khi tiếp nhận các", "2025"])
def test_the_beginning_of_a_phrase_scores_about_a_half(text):
    assert 0.3 <= deadline_score(text) <= 0.6


@pytest.mark.parametrize(
    "text",
    ["", "Văn phòng", "Thường xuyên theo dõi, cung cấp đủ biểu mẫu cho người dân", "Quý khách chờ tại ghế",
     "Khi hướng dẫn người dân thì công chức phải ghi phiếu", "Năm học mới", "31/02/2025",
     "Khi " + "người dân đến nộp hồ sơ " * 6],
)  # fmt: skip
def test_an_ordinary_sentence_scores_low(text):
    assert deadline_score(text) <= 0.2


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [
        ("Trong", "Trong năm 2025"),
        ("Quý", "Quý IV/2025"),
        ("Thường", "Thường xuyên"),
        ("Trong năm", "Trong năm 2025"),
    ],
)
def test_more_of_the_phrase_scores_more(shorter, longer):
    assert deadline_score(shorter) < deadline_score(longer)
