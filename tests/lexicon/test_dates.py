"""Dates as offices write and read them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.lexicon.dates import find_dates, format_date, format_long_date, parse_date

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "05/07/2025",
        "5/7/2025",
        "05.7.2025",
        "05-07-2025",
        "05 / 07 / 2025",
        "5/7/25",
        "2025-07-05",
        "ngày 05/7/2025",
        "05/7/2025.",
        "ngày 05 tháng 7 năm 2025",
        "Ngày 5 tháng 07 năm 2025",
        "ngày 05tháng 7năm 2025",
        "05 tháng 7 năm 2025",
        "ngày năm tháng bảy năm hai nghìn không trăm hai mươi lăm",
        "Ngày mồng năm tháng bảy năm hai nghìn không trăm hai mươi lăm",
    ],
)
def test_the_day_comes_first_in_every_form(text):
    assert parse_date(text) == date(2025, 7, 5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ngày    tháng 8 năm 2025",
        "ngày ... tháng 8 năm 2025",
        "ngày     tháng    năm 2025",
        "tháng 7/2025",
        "31/02/2025",
        "29/2/2023",
        "00/07/2025",
        "05/13/2025",
        "05/07.2025",
        "05/07/202",
        "05/07/1825",
        "Quý III/2025",
        "61/2018/NĐ-CP",
        "ngày đẹp tháng bảy năm hai nghìn không trăm hai mươi lăm",
        "Hà Nội, ngày 05/7/2025",
    ],
)
def test_what_is_no_whole_date_is_none_and_a_blank_is_not_filled(text):
    assert parse_date(text) is None


def test_two_figures_of_a_year_mean_the_nearest_century():
    assert parse_date("01/02/69") == date(2069, 2, 1)
    assert parse_date("01/02/70") == date(1970, 2, 1)


def test_every_date_of_a_sentence_is_found_at_its_place():
    text = "Từ 01/01/2024-31/12/2024, sửa ngày 05 tháng 7 năm 2025 (30.6.2025), 5/7/23 và 2025-10-03"
    found = find_dates(text)

    assert [text[start:end] for start, end, _ in found] == [
        "01/01/2024",
        "31/12/2024",
        "ngày 05 tháng 7 năm 2025",
        "30.6.2025",
        "5/7/23",
        "2025-10-03",
    ]
    assert [day for _, _, day in found] == [
        date(2024, 1, 1),
        date(2024, 12, 31),
        date(2025, 7, 5),
        date(2025, 6, 30),
        date(2023, 7, 5),
        date(2025, 10, 3),
    ]


def test_a_spoken_date_ends_with_its_year():
    text = "lập ngày ba tháng tư năm hai nghìn không trăm hai mươi sáu tại trụ sở"
    ((start, end, day),) = find_dates(text)

    assert text[start:end] == "ngày ba tháng tư năm hai nghìn không trăm hai mươi sáu"
    assert day == date(2026, 4, 3)


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định 61/2018/NĐ-CP",
        "số 12/3/2025/QĐ",
        "mục 1.2.3.2025",
        "mục 1.2.25",
        "mục 2-3-25",
        "điểm 1/2/3/2025",
        "ngày    tháng 8 năm 2025",
        "31/02/2025",
        "ngày vui tháng bảy năm bội thu lúa mùa",
        "đạt 7,25/10",
    ],
)
def test_numbers_that_only_look_like_dates_are_left_alone(text):
    assert find_dates(text) == []


def test_places_count_composed_characters():
    decomposed = "ki\u00ea\u0309m 05/07/2025"

    assert find_dates(decomposed) == [(5, 15, date(2025, 7, 5))]


@given(DAYS)
def test_both_forms_are_read_back(day):
    assert parse_date(format_date(day)) == day
    assert parse_date(format_long_date(day)) == day
    assert parse_date(day.isoformat()) == day


@given(DAYS)
def test_a_date_is_found_in_the_middle_of_a_sentence(day):
    assert [one for _, _, one in find_dates(f"Họp {format_long_date(day)}, rồi {format_date(day)}.")] == [day, day]


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_the_letterhead_form_has_a_zero_only_where_the_decree_asks(day, printed):
    assert format_long_date(day) == printed


def test_the_short_form_has_two_figures_each():
    assert format_date(date(2025, 7, 5)) == "05/07/2025"
