"""Working time against hand-written vectors and against a reference that steps minute by minute."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hailong.clock.calendars import Shift, Week
from hailong.clock.errors import BadLimit, BadMoment, OutsideYears
from hailong.clock.hours import Calendar, default_calendar

EIGHT_HOURS = 480
WORKWEEK = frozenset({1, 2, 3, 4, 5})
SEVEN_AND_A_HALF = Calendar(Week((Shift(WORKWEEK, 450, 690), Shift(WORKWEEK, 810, 1020))))

VECTORS = [
    ("2025-08-27T07:30", "2025-08-27T17:30", "a whole day ends at the session's end"),
    ("2025-08-27T12:15", "2025-08-28T11:30", "received at lunch"),
    ("2025-08-24T10:00", "2025-08-25T17:30", "received on a Sunday"),
    ("2025-08-29T16:00", "2025-09-03T16:00", "over National Day"),
    ("2025-04-25T17:00", "2025-04-26T17:00", "into a worked Saturday"),
    ("2025-04-29T09:00", "2025-05-05T09:00", "over 30/4, 1/5 and a swapped Friday"),
    ("2026-01-09T17:00", "2026-01-10T17:00", "into the worked Saturday of 2026"),
    ("2026-11-23T15:00", "2026-11-25T15:00", "over the Day of Vietnamese Culture"),
]

# The state's days of 2025 as the notices print them, typed here by hand for the reference.
CLOSED_2025 = {
    *(date(2025, 1, day) for day in (1, 27, 28, 29, 30, 31)),
    date(2025, 4, 7),
    date(2025, 4, 30),
    date(2025, 5, 1),
    date(2025, 5, 2),
    date(2025, 9, 1),
    date(2025, 9, 2),
}
WORKED_2025 = {date(2025, 4, 26)}

moments_2025 = st.datetimes(datetime(2025, 1, 1), datetime(2025, 11, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
any_moment = st.datetimes(datetime(2021, 1, 1), datetime(2026, 12, 31)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


def open_in_2025(moment: datetime) -> bool:
    """Reference: is the minute that begins here worked, in an office with the default hours?"""
    day = moment.date()
    if day in CLOSED_2025 or (day.weekday() >= 5 and day not in WORKED_2025):
        return False
    minute = moment.hour * 60 + moment.minute
    return 450 <= minute < 690 or 810 <= minute < 1050


def stepped(start: datetime, minutes: int) -> datetime:
    """Reference: walk on until so many minutes were worked."""
    while minutes:
        minutes -= open_in_2025(start)
        start += timedelta(minutes=1)
    return start


@pytest.mark.parametrize(("start", "due", "why"), VECTORS, ids=[why for _, _, why in VECTORS])
def test_eight_working_hours_end_where_the_vectors_say(start, due, why):
    assert default_calendar().add_minutes(datetime.fromisoformat(start), EIGHT_HOURS) == datetime.fromisoformat(due)


def test_eight_hours_of_an_office_that_works_seven_and_a_half_a_day_need_a_second_day():
    assert SEVEN_AND_A_HALF.add_minutes(datetime(2025, 8, 29, 16), EIGHT_HOURS) == datetime(2025, 9, 3, 16, 30)


@pytest.mark.parametrize(
    ("quarter_end", "due"),
    [
        (date(2024, 3, 31), date(2024, 4, 5)),
        (date(2024, 6, 30), date(2024, 7, 5)),
        (date(2024, 9, 30), date(2024, 10, 7)),
        (date(2024, 12, 31), date(2025, 1, 8)),
    ],
)
def test_five_working_days_after_a_quarter_do_not_count_its_last_day(quarter_end, due):
    assert default_calendar().add_working_days(quarter_end, 5) == due


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2025, 8, 26), 3, date(2025, 8, 29)),  # a Friday stays
        (date(2025, 8, 26), 4, date(2025, 9, 3)),  # Saturday, then two days of National Day
        (date(2025, 4, 25), 1, date(2025, 4, 26)),  # a worked Saturday is a working day
        (date(2025, 1, 12), 15, date(2025, 2, 3)),  # the middle of Tet
    ],
)
def test_a_closed_last_calendar_day_moves_to_the_next_working_day(start, days, due):
    assert default_calendar().add_calendar_days(start, days) == due


def test_the_hour_of_the_event_does_not_matter_to_limits_in_days():
    calendar = default_calendar()

    assert calendar.add_working_days(datetime(2025, 8, 28, 23, 59), 1) == date(2025, 8, 29)
    assert calendar.add_calendar_days(datetime(2025, 8, 28, 0, 0), 1) == date(2025, 8, 29)


def test_seconds_are_dropped():
    assert default_calendar().add_minutes(datetime(2025, 8, 27, 8, 0, 59, 999), 30) == datetime(2025, 8, 27, 8, 30)


def test_working_days_know_holidays_weekends_and_swaps():
    calendar = default_calendar()

    assert calendar.is_working(date(2025, 4, 26))
    assert calendar.is_working(date(2025, 9, 3))
    assert not calendar.is_working(date(2025, 5, 2))
    assert not calendar.is_working(date(2025, 9, 6))


def test_days_met_leave_out_plain_weekends():
    met = default_calendar().met(date(2025, 4, 25), date(2025, 5, 5))

    assert [(day.date.day, day.kind) for day in met] == [(26, "worked"), (30, "closed"), (1, "closed"), (2, "closed")]
    assert met[0].name == "Làm bù cho thứ Sáu 02/05/2025"
    assert met[0].source == "Thông báo 6150/TB-BLĐTBXH"


@settings(max_examples=60, deadline=None)
@given(start=moments_2025, minutes=st.integers(1, 3000))
def test_adding_minutes_agrees_with_stepping_minute_by_minute(start, minutes):
    assert default_calendar().add_minutes(start, minutes) == stepped(start, minutes)


@settings(max_examples=60, deadline=None)
@given(start=moments_2025, length=st.integers(0, 30 * 1440))
def test_elapsed_agrees_with_counting_open_minutes(start, length):
    counted = sum(open_in_2025(start + timedelta(minutes=step)) for step in range(length))

    assert default_calendar().elapsed(start, start + timedelta(minutes=length)) == counted


@settings(max_examples=60, deadline=None)
@given(start=moments_2025.map(datetime.date), days=st.integers(1, 35))
def test_adding_working_days_agrees_with_walking_day_by_day(start, days):
    day, left = start, days
    while left:
        day += timedelta(days=1)
        left -= open_in_2025(datetime(day.year, day.month, day.day, 8))

    assert default_calendar().add_working_days(start, days) == day


@given(start=any_moment, minutes=st.integers(1, 100_000))
def test_adding_then_measuring_gives_the_minutes_back(start, minutes):
    calendar = default_calendar()

    assert calendar.elapsed(start, calendar.add_minutes(start, minutes)) == minutes


@given(one=any_moment, two=any_moment, minutes=st.integers(1, 50_000), more=st.integers(0, 50_000))
def test_later_starts_and_longer_limits_never_end_earlier(one, two, minutes, more):
    calendar, early, late = default_calendar(), min(one, two), max(one, two)

    assert calendar.add_minutes(early, minutes) <= calendar.add_minutes(late, minutes)
    assert calendar.add_minutes(early, minutes) <= calendar.add_minutes(early, minutes + more)
    days = minutes % 90 + 1
    assert calendar.add_working_days(early, days) <= calendar.add_working_days(late, days)
    assert calendar.add_working_days(early, days) <= calendar.add_working_days(early, days + more % 90)
    assert calendar.add_calendar_days(early, days) <= calendar.add_calendar_days(late, days)


@given(one=any_moment, two=any_moment, three=any_moment)
def test_working_time_over_a_break_is_the_sum_of_both_sides(one, two, three):
    first, middle, last = sorted((one, two, three))
    calendar = default_calendar()

    assert calendar.elapsed(first, last) == calendar.elapsed(first, middle) + calendar.elapsed(middle, last)


halves = st.tuples(st.integers(0, 700), st.integers(701, 719), st.integers(720, 1200), st.integers(1201, 1440))


@settings(max_examples=25, deadline=None)
@given(hours=halves, days=st.sets(st.integers(1, 7), min_size=1), start=any_moment, minutes=st.integers(1, 5000))
def test_any_pattern_of_shifts_gives_back_what_was_added(hours, days, start, minutes):
    shifts = (Shift(frozenset(days), hours[0], hours[1]), Shift(frozenset(days), hours[2], hours[3]))
    calendar = Calendar(Week(shifts, state_holidays=False))
    due = calendar.add_minutes(start, minutes)

    assert calendar.elapsed(start, due) == minutes
    assert calendar.elapsed(start, due - timedelta(minutes=1)) == minutes - 1
    assert calendar.is_working(start.date()) == (start.isoweekday() in days)


def test_a_shift_to_midnight_is_due_at_the_next_days_first_minute():
    calendar = Calendar(Week((Shift(WORKWEEK, 1380, 1440),)))

    assert calendar.add_minutes(datetime(2025, 8, 27, 12), 60) == datetime(2025, 8, 28)
    assert calendar.add_minutes(datetime(2027, 12, 31, 12), 60) == datetime(2028, 1, 1)


@pytest.mark.parametrize("amount", [0, -1])
def test_limits_must_be_above_zero(amount):
    calendar = default_calendar()

    for add in (calendar.add_minutes, calendar.add_working_days, calendar.add_calendar_days):
        with pytest.raises(BadLimit, match=rf"Hạn {amount} không lớn hơn 0; nhập số nguyên từ 1"):
            add(datetime(2025, 1, 2), amount)


@pytest.mark.parametrize(("start", "year"), [(datetime(2020, 12, 31, 23, 59), 2020), (datetime(2028, 1, 1), 2028)])
def test_starts_outside_the_known_years_are_refused_naming_the_year(start, year):
    calendar = default_calendar()

    for add in (calendar.add_minutes, calendar.add_working_days, calendar.add_calendar_days):
        with pytest.raises(OutsideYears, match=rf"năm {year} ngoài các năm có lịch nghỉ \(2021-2027\)") as caught:
            add(start, 1)
        assert caught.value.year == year


@pytest.mark.parametrize("amount", [1, 1000, 10**12, 10**30])
def test_limits_that_run_past_the_last_known_year_are_refused_naming_the_next(amount):
    calendar = default_calendar()

    for add in (calendar.add_minutes, calendar.add_working_days, calendar.add_calendar_days):
        with pytest.raises(OutsideYears, match=r"31/12/2027 vượt quá 31/12/2027: năm 2028"):
            add(datetime(2027, 12, 31, 17, 30), amount)


def test_the_last_known_working_minute_can_be_reached():
    assert default_calendar().add_minutes(datetime(2027, 12, 31, 17), 30) == datetime(2027, 12, 31, 17, 30)


def test_an_end_before_its_start_is_refused():
    with pytest.raises(BadMoment, match="Kết thúc 09:00 27/08/2025 trước bắt đầu 10:00 27/08/2025"):
        default_calendar().elapsed(datetime(2025, 8, 27, 10), datetime(2025, 8, 27, 9))


def test_a_moment_with_a_time_zone_is_refused():
    with pytest.raises(BadMoment, match="có múi giờ; dùng giờ địa phương"):
        default_calendar().add_minutes(datetime.fromisoformat("2025-08-27T10:00+07:00"), 5)
