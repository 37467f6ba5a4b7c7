"""Whole arrays of moments: the same answers as one by one, in the kind that came, or a clear refusal."""

from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hailong.clock.calendars import Shift, Week
from hailong.clock.errors import BadLimit, BadMoment, OutsideYears
from hailong.clock.holidays import SpecialDay
from hailong.clock.hours import Calendar, default_calendar

MINUTE_2021 = int(np.datetime64("2021-01-01T00:00", "m").astype(np.int64))
MINUTE_2027 = int(np.datetime64("2027-01-01T00:00", "m").astype(np.int64))
MORNINGS = Week((Shift(frozenset({1, 2, 3, 4, 5, 6}), 480, 720),), valid_from=date(2025, 7, 1))

minutes_of_years = st.lists(st.integers(MINUTE_2021, MINUTE_2027), min_size=1, max_size=20)


def moment(minute):
    return np.datetime64(minute, "m").item()


@pytest.fixture(scope="module")
def mornings():
    return Calendar(MORNINGS)


@settings(max_examples=50, deadline=None)
@given(starts=minutes_of_years, limit=st.integers(1, 50_000))
def test_arrays_answer_as_single_moments_do(starts, limit):
    calendar = default_calendar()
    days = [start // 1440 for start in starts]

    assert calendar.add_minutes(np.array(starts), limit).astype("datetime64[m]").tolist() == [
        calendar.add_minutes(moment(start), limit) for start in starts
    ]
    for add in (calendar.add_working_days, calendar.add_calendar_days):
        many = add(np.array(days), limit % 250 + 1).astype("datetime64[D]").tolist()
        assert many == [add(moment(start).date(), limit % 250 + 1) for start in starts]


@settings(max_examples=30, deadline=None)
@given(starts=minutes_of_years, limits=st.lists(st.integers(1, 50_000), min_size=20, max_size=20))
def test_each_start_may_have_its_own_limit(starts, limits):
    calendar, limits = default_calendar(), limits[: len(starts)]

    due = calendar.add_minutes(np.array(starts, dtype="datetime64[m]"), np.array(limits))

    assert due.tolist() == [
        calendar.add_minutes(moment(start), limit) for start, limit in zip(starts, limits, strict=True)
    ]


def test_a_hundred_thousand_moments_measure_back_to_their_limits():
    rng = np.random.default_rng(1)
    starts = rng.integers(MINUTE_2021, MINUTE_2027, 100_000)
    limits = rng.integers(1, 20_000, 100_000)
    calendar = default_calendar()

    assert (calendar.elapsed(starts, calendar.add_minutes(starts, limits)) == limits).all()


def test_answers_come_in_the_kind_and_shape_that_was_asked():
    calendar = default_calendar()
    seconds = np.array([["2025-08-29T16:00:59"], ["2025-08-27T12:15:00"]], dtype="datetime64[s]")

    due = calendar.add_minutes(seconds, 480)
    assert due.dtype == np.dtype("datetime64[m]")
    assert due.tolist() == [[datetime(2025, 9, 3, 16)], [datetime(2025, 8, 28, 11, 30)]]
    assert calendar.add_working_days(seconds, 1).dtype == np.dtype("datetime64[D]")
    assert calendar.add_minutes(seconds.astype("datetime64[m]").astype(np.int64), 480).dtype == np.int64
    assert calendar.elapsed(seconds, due).tolist() == [[480], [480]]


def test_limits_spread_over_one_start_and_starts_over_one_end():
    start = np.array(["2025-08-29T16:00"], dtype="datetime64[m]")
    calendar = default_calendar()

    assert calendar.add_minutes(start, np.array([90, 91])).tolist() == [
        datetime(2025, 8, 29, 17, 30),
        datetime(2025, 9, 3, 7, 31),
    ]
    assert calendar.elapsed(start, np.array(["2025-08-29T17:00", "2025-09-03T08:00"], "datetime64[m]")).tolist() == [
        60,
        120,
    ]


def test_no_moments_give_no_answers():
    none = np.array([], dtype="datetime64[m]")
    calendar = default_calendar()

    assert calendar.add_minutes(none, 5).size == 0
    assert calendar.add_minutes(none, np.array([], dtype=np.int64)).size == 0
    assert calendar.elapsed(none, none).size == 0


def test_starts_before_a_calendar_is_valid_use_the_default_one(mornings):
    starts = np.array(["2025-06-30T16:00", "2025-07-01T11:00"], dtype="datetime64[m]")

    assert mornings.add_minutes(starts, 120).tolist() == [datetime(2025, 7, 1, 8, 0), datetime(2025, 7, 2, 9, 0)]
    assert mornings.add_minutes(starts, np.array([90, 60])).tolist() == [
        datetime(2025, 6, 30, 17, 30),
        datetime(2025, 7, 1, 12, 0),
    ]
    assert mornings.elapsed(starts, starts + np.timedelta64(1, "D")).tolist() == [480, 240]
    assert mornings.add_working_days(np.array(["2025-06-27", "2025-07-04"], "datetime64[D]"), 1).tolist() == [
        date(2025, 6, 30),
        date(2025, 7, 5),
    ]
    assert not mornings.is_working(date(2025, 6, 28))
    assert mornings.is_working(date(2025, 7, 5))


def test_days_met_before_a_calendar_is_valid_are_the_default_ones():
    own = SpecialDay(date(2025, 8, 20), "closed", "Nghỉ riêng", None)
    calendar = Calendar(Week(MORNINGS.shifts, (own,), valid_from=date(2025, 7, 1), state_holidays=False))

    assert calendar.met(date(2025, 8, 1), date(2025, 9, 30)) == (own,)
    assert [day.date for day in calendar.met(date(2025, 6, 30), date(2025, 9, 30))] == [
        date(2025, 9, 1),
        date(2025, 9, 2),
    ]


def test_notices_of_the_office_win_over_the_states():
    opened = SpecialDay(date(2025, 9, 1), "worked", "Trực lễ", "Thông báo 1/TB")
    calendar = Calendar(Week(default_calendar().week.shifts, (opened,)))

    assert calendar.add_minutes(datetime(2025, 8, 29, 17), 60) == datetime(2025, 9, 1, 8)
    assert [day.name for day in calendar.met(date(2025, 9, 1), date(2025, 9, 1))] == ["Trực lễ"]


def test_a_worked_day_has_mondays_shifts():
    shifts = (Shift(frozenset({1}), 480, 540), Shift(frozenset({2, 3, 4, 5, 6}), 480, 720))
    calendar = Calendar(Week(shifts))

    assert calendar.elapsed(datetime(2025, 4, 26), datetime(2025, 4, 27)) == 60


def test_an_office_closed_on_mondays_keeps_its_plain_week_on_a_worked_day():
    calendar = Calendar(Week((Shift(frozenset({2, 3, 4, 5, 6}), 480, 720),)))

    assert calendar.elapsed(datetime(2025, 4, 26), datetime(2025, 4, 27)) == 240


def test_an_empty_moment_in_an_array_is_refused():
    with pytest.raises(BadMoment, match="Bắt đầu: thời điểm trống"):
        default_calendar().add_minutes(np.array(["2025-01-02T08:00", "NaT"], dtype="datetime64[m]"), 5)


@pytest.mark.parametrize(
    ("start", "shown"), [("2020-05-04T08:00", "08:00 04/05/2020: năm 2020"), ("12000-01-01T00:00", "năm 12000")]
)
def test_one_start_outside_the_years_refuses_the_array_naming_it(start, shown):
    with pytest.raises(OutsideYears, match=shown):
        default_calendar().add_minutes(np.array(["2025-01-02T08:00", start], dtype="datetime64[m]"), 5)


def test_one_limit_past_the_years_refuses_the_array_naming_its_start():
    starts = np.array(["2025-01-02T08:00", "2027-12-30T08:00"], dtype="datetime64[m]")

    with pytest.raises(OutsideYears, match="08:00 30/12/2027 vượt quá 31/12/2027: năm 2028"):
        default_calendar().add_minutes(starts, np.array([5, 2**62]))


def test_arrays_that_are_no_moments_or_no_amounts_are_refused():
    starts = np.array(["2025-01-02T08:00"], dtype="datetime64[m]")
    calendar = default_calendar()

    with pytest.raises(BadMoment, match="float64 không phải thời điểm"):
        calendar.add_minutes(np.array([1.5]), 5)
    with pytest.raises(BadLimit, match="float64 không phải số nguyên"):
        calendar.add_minutes(starts, np.array([1.5]))
    with pytest.raises(BadLimit, match="Hạn -3 không lớn hơn 0"):
        calendar.add_minutes(starts, np.array([5, -3]))
