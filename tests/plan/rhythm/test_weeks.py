"""Weekly tasks over whole years with Tet and swapped days: the days were looked up by hand, week by week."""

from datetime import date

import pytest

from hailong.clock.hours import default_calendar
from hailong.clock.phrases import read_deadline
from hailong.plan.rhythm.dues import Span
from hailong.plan.rhythm.occurrences import occurrences

FRIDAYS_2025 = [
    "03/01 10/01 17/01 24/01",  # 31/01 is Tet, the whole week is closed: nothing is due
    "07/02 14/02 21/02 28/02",
    "07/03 14/03 21/03 28/03",
    # 02/5 is closed for Saturday 26/4, 30/4 and 01/5 are days off: Tuesday 29/4. Friday 25/4 stays Friday.
    "04/04 11/04 18/04 25/04 29/04",
    "09/05 16/05 23/05 30/05",
    "06/06 13/06 20/06 27/06",
    "04/07 11/07 18/07 25/07",
    "01/08 08/08 15/08 22/08 29/08",
    "05/09 12/09 19/09 26/09",  # 01 and 02/9 are closed, the Friday of that week is not
    "03/10 10/10 17/10 24/10 31/10",
    "07/11 14/11 21/11 28/11",
    "05/12 12/12 19/12 26/12",  # the Friday of the last week, 02/01/2026, belongs to the next year's plan
]
FRIDAYS_2026 = [
    "09/01 16/01 23/01 30/01",  # 01 and 02/01 are closed: no working day of 2026 in that week
    "06/02 13/02 27/02",  # 16-20/02 is Tet
    "06/03 13/03 20/03 27/03",
    "03/04 10/04 17/04 24/04 29/04",  # 01/5, 30/4 and 27/4 are closed: Wednesday 29/4
    "08/05 15/05 22/05 29/05",
    "05/06 12/06 19/06 26/06",
    "03/07 10/07 17/07 24/07 31/07",
    "07/08 14/08 21/08 28/08",  # 21/8 stays, though Saturday 22/8 is worked
    "04/09 11/09 18/09 25/09",
    "02/10 09/10 16/10 23/10 30/10",
    "06/11 13/11 20/11 27/11",  # 24/11 is a day off, a Tuesday
    "04/12 11/12 18/12 25/12",
]
SPRING = Span(date(2025, 3, 31), date(2025, 5, 11))


def weekly(phrase, span):
    shape = read_deadline(phrase, span.last.year).as_json()
    return occurrences(shape, span=span, calendar=default_calendar())


def year(number):
    return Span(date(number, 1, 1), date(number, 12, 31))


@pytest.mark.parametrize("phrase", ["Định kỳ thứ sáu hằng tuần", "Hằng tuần", "Hằng ngày"])
@pytest.mark.parametrize(("number", "fridays"), [(2025, FRIDAYS_2025), (2026, FRIDAYS_2026)])
def test_a_week_is_answered_on_friday_or_the_working_day_before(phrase, number, fridays):
    """Friday is also the day of a week that names none, and of what is done daily."""
    due = [found.due for found in weekly(phrase, year(number))]

    assert [f"{day:%d/%m}" for day in due] == " ".join(fridays).split()
    assert {day.year for day in due} == {number}


def test_a_week_is_known_by_its_number_and_shows_its_days():
    """ISO weeks, with both days of the week in the name."""
    found = {due.due: (due.key, due.label, due.starts) for due in weekly("Hằng tuần", year(2025))}

    assert found[date(2025, 10, 3)] == ("2025W40", "Tuần 40 (29/9 - 05/10/2025)", date(2025, 9, 29))
    assert found[date(2025, 2, 7)] == ("2025W06", "Tuần 6 (03/02 - 09/02/2025)", date(2025, 2, 3))
    # The week begins in the old year, the plan does not.
    assert found[date(2025, 1, 3)] == ("2025W01", "Tuần 1 (30/12/2024 - 05/01/2025)", date(2025, 1, 1))


def test_a_plan_of_two_years_answers_the_week_of_the_new_year_in_the_old_one():
    """Friday 02/01/2026 and Thursday are closed, Wednesday 31/12/2025 is in the plan: it is the day before."""
    found = weekly("Hằng tuần", Span(date(2025, 12, 22), date(2026, 1, 11)))

    assert [(due.key, due.due) for due in found] == [
        ("2025W52", date(2025, 12, 26)),
        ("2026W01", date(2025, 12, 31)),
        ("2026W02", date(2026, 1, 9)),
    ]


def test_a_plan_signed_on_saturday_begins_with_the_next_week():
    """The Friday of its week is past."""
    found = weekly("Định kỳ thứ sáu hằng tuần", Span(date(2025, 10, 4), date(2025, 10, 17)))

    assert [due.due for due in found] == [date(2025, 10, 10), date(2025, 10, 17)]


def test_a_saturday_that_is_worked_is_a_working_day():
    """Only Saturday 26/4/2025 is worked, for 02/5; every other Saturday is answered on the working day before."""
    found = weekly("Thứ bảy hằng tuần", SPRING)

    assert [f"{due.due:%d/%m}" for due in found] == ["04/04", "11/04", "18/04", "26/04", "29/04", "09/05"]


def test_a_monday_that_is_a_day_off_is_answered_on_the_next_working_day_of_its_week():
    """There is no working day before Monday 07/4/2025 in its week; it never moves into another."""
    found = weekly("Thứ hai hằng tuần", SPRING)

    assert [f"{due.due:%d/%m}" for due in found] == ["31/03", "08/04", "14/04", "21/04", "28/04", "05/05"]


def test_a_weekly_task_that_ends_within_the_year_stops_there():
    """The last day printed behind the rhythm bounds it."""
    shape = {"text": "", "kind": "recurring", "freq": "weekly", "weekday": 5, "year": 2025, "due": "2025-01-17"}

    found = occurrences(shape, span=year(2025), calendar=default_calendar())

    assert [due.key for due in found] == ["2025W01", "2025W02", "2025W03"]


def test_a_rhythm_with_no_day_left_in_the_plan_waits_for_a_person():
    """A week of Tet is all there is: the task does not vanish, and it is never overdue."""
    (found,) = weekly("Định kỳ thứ sáu hằng tuần", Span(date(2025, 1, 25), date(2025, 2, 2)))

    assert (found.key, found.label) == ("once", "Định kỳ thứ sáu hằng tuần")
    assert (found.due, found.waits_for) == (None, "thời hạn ngoài thời gian của kế hoạch")


def test_years_whose_days_off_are_unknown_keep_plain_weeks():
    """The calendar ends in 2027: in 2030 each Friday is a Friday, until the year's days off are known."""
    found = weekly("Hằng tuần", Span(date(2029, 12, 31), date(2030, 2, 3)))

    assert [f"{due.due:%d/%m}" for due in found] == ["04/01", "11/01", "18/01", "25/01", "01/02"]
