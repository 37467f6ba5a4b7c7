"""Event tasks: when an answer is due after somebody has recorded that the event happened; days looked up by hand."""

from datetime import date

import pytest

from hailong.clock.calendars import Week, office_week
from hailong.clock.holidays import SpecialDay
from hailong.clock.hours import Calendar, default_calendar
from hailong.plan.rhythm.events import event_occurrence
from hailong.plan.rhythm.workdays import act_by, works

FRIDAY = date(2025, 10, 3)


def due(phrase, happened):
    shape = {"text": phrase, "kind": "event", "event": phrase}
    return event_occurrence(shape, happened=happened, number=1, calendar=default_calendar()).due


@pytest.mark.parametrize(
    ("phrase", "happened", "expected"),
    [
        # Five working days where the phrase says nothing: Monday 06/10 is the first.
        ("Khi có sự thay đổi", FRIDAY, date(2025, 10, 10)),
        ("Khi có sự thay đổi", date(2025, 10, 4), date(2025, 10, 10)),  # a Saturday: the same Monday is the first
        ("Khi có sự thay đổi", date(2025, 4, 25), date(2025, 5, 6)),  # 26/4 worked, 28, 29/4, then 05 and 06/5
        ("Đột xuất", date(2025, 1, 23), date(2025, 2, 6)),  # 24/01, then Tet, 03-06/02
        # At once is the next working day.
        ("Ngay sau khi có sự thay đổi", FRIDAY, date(2025, 10, 6)),
        ("Thực hiện ngay khi phát sinh", date(2025, 8, 29), date(2025, 9, 3)),  # 01 and 02/9
        ("Ngay sau khi họp", date(2025, 4, 25), date(2025, 4, 26)),  # the Saturday is worked
        # Within the day is the day itself.
        ("Trong ngày", FRIDAY, FRIDAY),
        ("Ngay trong ngày làm việc", date(2025, 10, 5), date(2025, 10, 6)),  # a Sunday
        # A printed length of time goes first.
        ("Trong 03 ngày làm việc kể từ khi có thay đổi", FRIDAY, date(2025, 10, 8)),
        ("Chậm nhất 02 (hai) ngày làm việc sau khi họp", FRIDAY, date(2025, 10, 7)),
        ("Trong vòng 10 ngày kể từ khi nhận", FRIDAY, date(2025, 10, 13)),
        ("Trong vòng 15 ngày kể từ khi nhận", FRIDAY, date(2025, 10, 20)),  # 18/10 is a Saturday
        ("Không quá 02 tuần sau khi họp", FRIDAY, date(2025, 10, 17)),
        ("Sau 01 tháng kể từ khi họp", FRIDAY, date(2025, 11, 3)),
        ("Sau 3 tháng kể từ khi họp", date(2025, 11, 30), date(2026, 3, 2)),  # 28/02/2026 is a Saturday
        ("Trong 24 giờ kể từ khi tiếp nhận", FRIDAY, date(2025, 10, 6)),  # 04/10 is a Saturday
        ("Trong 04 giờ làm việc kể từ khi nhận", FRIDAY, date(2025, 10, 6)),
        ("Trong 10 giờ làm việc kể từ khi nhận", FRIDAY, date(2025, 10, 7)),
        ("Trong 30 phút kể từ khi nhận", FRIDAY, date(2025, 10, 6)),
        # The day in a document's date is no length of time.
        ("Sau khi có Nghị quyết ngày 15 tháng 6", FRIDAY, date(2025, 10, 10)),
    ],
)
def test_an_event_is_answered_in_time(phrase, happened, expected):
    """The day of the event does not count; a closed last day moves to the next working day."""
    assert due(phrase, happened) == expected


def test_an_event_is_numbered_dated_and_named():
    """So that each of many is told from the others."""
    shape = {"text": "Khi có sự thay đổi", "kind": "event", "event": "Khi có sự thay đổi"}

    found = event_occurrence(shape, happened=FRIDAY, number=12, calendar=default_calendar())

    assert (found.key, found.label) == ("e12", "Lần 12 (03/10/2025): Khi có sự thay đổi")
    assert (found.starts, found.waits_for, found.before) == (FRIDAY, None, False)


def test_an_event_of_a_task_without_a_deadline_has_a_bare_name():
    """A person may record an event of any task."""
    found = event_occurrence(None, happened=FRIDAY, number=1, calendar=default_calendar())

    assert (found.key, found.label, found.due) == ("e1", "Lần 1 (03/10/2025)", date(2025, 10, 10))


def test_an_event_in_a_year_without_known_days_off_counts_plain_weekdays():
    """The calendar ends with 2027: 01/01/2029 is a Monday like any other until its year is announced."""
    assert due("Khi có sự thay đổi", date(2028, 12, 27)) == date(2029, 1, 3)


def test_an_office_that_works_on_saturdays_keeps_them_in_unknown_years():
    """Its own week answers, not Monday to Friday: 05/01/2030 is a Saturday."""
    shift = office_week().shifts[0]
    saturdays = Calendar(Week(shifts=(type(shift)(frozenset({1, 2, 3, 4, 5, 6}), shift.start, shift.end),)))

    assert works(date(2030, 1, 5), saturdays)
    assert not works(date(2030, 1, 6), saturdays)
    assert act_by(date(2030, 1, 6), saturdays) == date(2030, 1, 5)


def test_an_office_closed_for_months_keeps_the_day_itself():
    """No working day is near: the printed day is still the day."""
    days = [date.fromordinal(number) for number in range(date(2025, 3, 1).toordinal(), date(2025, 8, 1).toordinal())]
    closed = Calendar(Week(office_week().shifts, tuple(SpecialDay(day, "closed", "Sửa trụ sở", None) for day in days)))

    assert act_by(date(2025, 6, 30), closed) == date(2025, 6, 30)
    assert act_by(date(2025, 3, 30), closed) == date(2025, 2, 28)  # thirty days back
