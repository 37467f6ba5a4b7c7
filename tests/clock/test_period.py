"""Period codes read, written, walked and named."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.clock.errors import BadPeriod
from hailong.clock.period import Period, containing, parse

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
kinds = st.sampled_from(["year", "half", "quarter", "month", "week"])


@pytest.mark.parametrize(
    ("code", "start", "end", "label"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "Năm 2025"),
        ("2025H1", date(2025, 1, 1), date(2025, 6, 30), "6 tháng đầu năm 2025"),
        ("2025H2", date(2025, 7, 1), date(2025, 12, 31), "6 tháng cuối năm 2025"),
        ("2025Q3", date(2025, 7, 1), date(2025, 9, 30), "Quý III/2025"),
        ("2025M9", date(2025, 9, 1), date(2025, 9, 30), "Tháng 9/2025"),
        ("2024M2", date(2024, 2, 1), date(2024, 2, 29), "Tháng 2/2024"),
        ("2025W40", date(2025, 9, 29), date(2025, 10, 5), "Tuần 40/2025"),
        ("2026W1", date(2025, 12, 29), date(2026, 1, 4), "Tuần 1/2026"),
        ("2020W53", date(2020, 12, 28), date(2021, 1, 3), "Tuần 53/2020"),
    ],
)
def test_a_code_has_its_days_and_its_name(code, start, end, label):
    period = parse(code)

    assert (period.start, period.end, period.label, str(period)) == (start, end, label, code)


@pytest.mark.parametrize(("written", "code"), [("2025q3", "2025Q3"), (" 2025M09 ", "2025M9"), ("2025w04", "2025W4")])
def test_small_letters_spaces_and_leading_zeros_are_tolerated(written, code):
    assert parse(written).code == code


@pytest.mark.parametrize("code", ["", "25Q3", "2025Q", "Quý III/2025", "2025X1", "2025-09", "2025Q3x", "٢٠٢٥"])
def test_what_is_no_code_is_refused_showing_the_forms(code):
    with pytest.raises(BadPeriod, match="không đọc được; viết 2025Q3, 2025H1, 2025M9, 2025W40 hoặc 2025"):
        parse(code)


@pytest.mark.parametrize(
    ("code", "last"), [("2025Q5", 4), ("2025Q0", 4), ("2025H3", 2), ("2025M13", 12), ("2025W53", 52), ("2020W54", 53)]
)
def test_a_number_beyond_the_year_is_refused_naming_the_last(code, last):
    with pytest.raises(BadPeriod, match=rf'Kỳ "{code}" không có; số thứ tự trong năm từ 1 đến {last}'):
        parse(code)


@pytest.mark.parametrize("code", ["0001", "9999Q4", "0000"])
def test_years_at_the_edge_of_the_calendar_are_refused(code):
    with pytest.raises(BadPeriod, match="ngoài lịch"):
        parse(code)


def test_neighbours_cross_the_year():
    assert parse("2025Q4").next.code == "2026Q1"
    assert parse("2025H1").previous.code == "2024H2"
    assert parse("2025M1").previous.code == "2024M12"
    assert parse("2020W53").next.code == "2021W1"
    assert parse("2025").next.code == "2026"


def test_a_period_contains_its_days_and_the_moments_in_them():
    quarter = parse("2025Q3")

    assert date(2025, 7, 1) in quarter
    assert datetime(2025, 9, 30, 23, 59) in quarter
    assert date(2025, 10, 1) not in quarter


def test_the_first_days_of_january_may_belong_to_the_last_iso_year():
    assert containing("week", date(2021, 1, 1)) == Period("week", 2020, 53)


@given(day=days, kind=kinds)
def test_a_day_lies_between_the_ends_of_its_period_whose_code_reads_back(day, kind):
    period = containing(kind, day)

    assert period.start <= day <= period.end
    assert day in period
    assert parse(period.code) == period


@given(day=days, kind=kinds)
def test_periods_of_a_kind_follow_without_gap(day, kind):
    period = containing(kind, day)

    assert (period.next.start - period.end).days == 1
    assert period.next.previous == period
