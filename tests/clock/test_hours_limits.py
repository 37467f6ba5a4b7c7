"""Limits and moments as people type them, one by one and in batches."""

from datetime import date, datetime

import pytest

from hailong.clock.batch import Answer, answers
from hailong.clock.errors import BadLimit, BadMoment
from hailong.clock.hours import default_calendar
from hailong.clock.limits import Limit, due, parse_limit, parse_moment


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("8h", Limit(8, "working_hours", "8h")),
        (" 5D ", Limit(5, "working_days", "5D")),
        ("30m", Limit(30, "working_minutes", "30m")),
        ("15cd", Limit(15, "calendar_days", "15cd")),
    ],
)
def test_a_limit_has_a_whole_number_and_a_unit(text, limit):
    assert parse_limit(text) == limit


@pytest.mark.parametrize("text", ["", "8", "h", "1.5h", "-3d", "8 giờ", "8hh", "9999999999d", "٨h"])
def test_what_is_no_limit_is_refused_showing_the_units(text):
    with pytest.raises(BadLimit, match=r"không phải hạn; viết số nguyên kèm đơn vị: 8h .* 15cd") as caught:
        parse_limit(text)
    assert f'"{text}"' in str(caught.value)


def test_a_limit_of_nothing_is_refused():
    with pytest.raises(BadLimit, match='giá trị "0h" không lớn hơn 0'):
        parse_limit("0h")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-08-29", date(2025, 8, 29)),
        ("2025-08-29T16:00", datetime(2025, 8, 29, 16)),
        ("2025-08-29 16:00", datetime(2025, 8, 29, 16)),
        ("2025-08-29T16:00:30.5", datetime(2025, 8, 29, 16, 0, 30, 500_000)),
    ],
)
def test_a_moment_is_local_iso_text(text, moment):
    assert parse_moment(text) == moment


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("29/08/2025", "viết dạng 2025-08-29T16:00"),
        ("20250829", "viết dạng"),
        ("2025-08-29T16", "viết dạng"),
        ("2025-08-29T16:00+07:00", "bỏ múi giờ"),
        ("2025-08-29T16:00Z", "bỏ múi giờ"),
        ("2025-02-30", "không có trên lịch; kiểm tra ngày"),
        ("2025-08-29T24:01", "không có trên lịch"),
        ("", "viết dạng"),
    ],
)
def test_what_is_no_moment_is_refused_with_the_cure(text, cure):
    with pytest.raises(BadMoment, match=cure) as caught:
        parse_moment(text)
    assert f'"{text}"' in str(caught.value)


def test_hours_answer_with_a_moment_and_its_basis():
    answer = due(default_calendar(), datetime(2025, 8, 29, 16), parse_limit("8h")).as_json()

    assert answer["start"] == "2025-08-29T16:00"
    assert answer["limit"] == "8h"
    assert answer["due"] == "2025-09-03T16:00"
    assert [(day["date"], day["kind"]) for day in answer["basis"]] == [
        ("2025-09-01", "closed"),
        ("2025-09-02", "closed"),
    ]


@pytest.mark.parametrize(
    ("start", "limit", "end"),
    [
        (date(2024, 3, 31), "5d", "2024-04-05"),
        (datetime(2024, 3, 31, 9), "5d", "2024-04-05"),
        (date(2025, 8, 26), "4cd", "2025-09-03"),
        (datetime(2025, 8, 27, 7, 30), "30m", "2025-08-27T08:00"),
    ],
)
def test_days_answer_with_a_date_and_minutes_with_a_moment(start, limit, end):
    assert due(default_calendar(), start, parse_limit(limit)).as_json()["due"] == end


def test_a_bare_day_has_no_hour_for_limits_in_hours_to_run_from():
    with pytest.raises(BadMoment, match='"2025-08-29" thiếu giờ mà hạn 8h tính theo giờ; thêm giờ'):
        due(default_calendar(), date(2025, 8, 29), parse_limit("8h"))


def test_a_batch_answers_each_row_in_its_place():
    given = [
        ("2025-08-29T16:00", "8h"),
        ("2024-03-31", "5d"),
        ("2025-08-26T09:00", "4cd"),
        ("2025-08-26", "4cd"),
        ("2025-08-29T16:00:30", "90m"),
        ("2025-12-31T16:00", "1d"),
    ]

    assert answers(default_calendar(), given) == [
        Answer("2025-09-03T16:00", ""),
        Answer("2024-04-05", ""),
        Answer("2025-09-03", ""),
        Answer("2025-09-03", ""),
        Answer("2025-08-29T17:30", ""),
        Answer("2026-01-05", ""),
    ]


def test_bad_rows_of_a_batch_have_errors_and_leave_the_others_answered():
    found = answers(
        default_calendar(),
        [
            ("2025-08-29T16:00", "8h"),
            ("2019-01-02T08:00", "8h"),
            ("hôm qua", "8h"),
            ("2025-08-29", "8x"),
            ("2025-08-29", "8h"),
        ],
    )

    assert found[0] == Answer("2025-09-03T16:00", "")
    assert [answer.due for answer in found[1:]] == ["", "", "", ""]
    assert "năm 2019 ngoài các năm" in found[1].error
    assert found[2].error.startswith('start: giá trị "hôm qua"')
    assert found[3].error.startswith('limit: giá trị "8x"')
    assert "thiếu giờ" in found[4].error


def test_an_empty_batch_has_no_answers():
    assert answers(default_calendar(), []) == []
