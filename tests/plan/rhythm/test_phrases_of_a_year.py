"""Every shape of deadline that the plans print becomes the right Dues over a year: a table written by hand.

Days off of 2025: 01/01, Tet 27-31/01 (with both weekends 25/01-02/02), 07/4, 30/4, 01/5, 02/5 (worked on Saturday
26/4 instead), 01-02/9. Of 2026: 01/01, 02/01 (worked on Saturday 10/01), Tet 16-20/02, 27/4, 30/4, 01/5, 31/8 (worked
on Saturday 22/8), 01-02/9, 24/11. Nothing here is reckoned by the program: days were looked up in a printed calendar.
"""

from datetime import date

import pytest

from hailong.clock.hours import default_calendar
from hailong.clock.phrases import read_deadline
from hailong.plan.rhythm.dues import Span
from hailong.plan.rhythm.occurrences import occurrences
from hailong.plan.rhythm.workdays import act_by

YEAR_2023 = Span(date(2023, 1, 10), date(2023, 12, 31))
YEAR_2025 = Span(date(2025, 1, 1), date(2025, 12, 31))
YEAR_2026 = Span(date(2026, 1, 1), date(2026, 12, 31))
FROM_AUTUMN = Span(date(2025, 10, 3), date(2025, 12, 31))  # signed on Friday 03/10/2025

# phrase, span -> key, label, first day, last day, day to aim at
QUARTERS_2025 = [
    ("2025Q1", "Quý I/2025", "2025-01-01", "2025-03-31", "2025-03-31"),
    ("2025Q2", "Quý II/2025", "2025-04-01", "2025-06-30", "2025-06-30"),
    ("2025Q3", "Quý III/2025", "2025-07-01", "2025-09-30", "2025-09-30"),
    ("2025Q4", "Quý IV/2025", "2025-10-01", "2025-12-31", "2025-12-31"),
]
QUARTERS_2023 = [
    ("2023Q1", "Quý I/2023", "2023-01-10", "2023-03-31", "2023-03-31"),  # the plan begins on 10/01
    ("2023Q2", "Quý II/2023", "2023-04-01", "2023-06-30", "2023-06-30"),
    ("2023Q3", "Quý III/2023", "2023-07-01", "2023-09-30", "2023-09-29"),  # 30/9 is a Saturday
    ("2023Q4", "Quý IV/2023", "2023-10-01", "2023-12-31", "2023-12-29"),  # 31/12 is a Sunday
]
MONTHS_2025 = [
    ("2025M01", "Tháng 1/2025", "2025-01-01", "2025-01-31", "2025-01-24"),  # 25/01-02/02 is Tet
    ("2025M02", "Tháng 2/2025", "2025-02-01", "2025-02-28", "2025-02-28"),
    ("2025M03", "Tháng 3/2025", "2025-03-01", "2025-03-31", "2025-03-31"),
    ("2025M04", "Tháng 4/2025", "2025-04-01", "2025-04-30", "2025-04-29"),  # 30/4
    ("2025M05", "Tháng 5/2025", "2025-05-01", "2025-05-31", "2025-05-30"),  # a Saturday
    ("2025M06", "Tháng 6/2025", "2025-06-01", "2025-06-30", "2025-06-30"),
    ("2025M07", "Tháng 7/2025", "2025-07-01", "2025-07-31", "2025-07-31"),
    ("2025M08", "Tháng 8/2025", "2025-08-01", "2025-08-31", "2025-08-29"),  # a Sunday
    ("2025M09", "Tháng 9/2025", "2025-09-01", "2025-09-30", "2025-09-30"),
    ("2025M10", "Tháng 10/2025", "2025-10-01", "2025-10-31", "2025-10-31"),
    ("2025M11", "Tháng 11/2025", "2025-11-01", "2025-11-30", "2025-11-28"),  # a Sunday
    ("2025M12", "Tháng 12/2025", "2025-12-01", "2025-12-31", "2025-12-31"),
]

RHYTHMS = [
    ("Thường xuyên", YEAR_2025, QUARTERS_2025),
    ("Thường xuyên", YEAR_2023, QUARTERS_2023),
    ("Thường xuyên trong năm 2023", YEAR_2023, QUARTERS_2023),
    ("định kỳ hàng quý", YEAR_2025, QUARTERS_2025),
    ("hàng quý, mỗi quý", YEAR_2025, QUARTERS_2025),
    ("hàng năm", YEAR_2025, [("2025", "Năm 2025", "2025-01-01", "2025-12-31", "2025-12-31")]),
    ("Hằng năm", YEAR_2023, [("2023", "Năm 2023", "2023-01-10", "2023-12-31", "2023-12-29")]),
    ("Định kỳ hàng tháng", YEAR_2025, MONTHS_2025),
    # Signed on 03/10: the quarters before are nobody's to answer.
    ("Thường xuyên", FROM_AUTUMN, [("2025Q4", "Quý IV/2025", "2025-10-03", "2025-12-31", "2025-12-31")]),
    (
        "Hằng tháng",
        FROM_AUTUMN,
        [("2025M10", "Tháng 10/2025", "2025-10-03", "2025-10-31", "2025-10-31"), *MONTHS_2025[10:]],
    ),
    # It ends within a quarter: what is left of it is answered on the last day.
    (
        "Thường xuyên đến hết tháng 8/2025",
        YEAR_2025,
        [*QUARTERS_2025[:2], ("2025Q3", "Quý III/2025", "2025-07-01", "2025-08-31", "2025-08-29")],
    ),
    # A day of every year: the plan's year is only the one it was read in.
    ("Trước ngày 15/12 hằng năm", YEAR_2026, [("2026", "Năm 2026", "2026-01-01", "2026-12-15", "2026-12-15")]),
]

ONCE = [
    ("Quý I/2023", YEAR_2023, ("Quý I/2023", "2023-01-01", "2023-03-31", "2023-03-31")),
    ("Quý II/2023", YEAR_2023, ("Quý II/2023", "2023-04-01", "2023-06-30", "2023-06-30")),
    ("Quý IV/2023", YEAR_2023, ("Quý IV/2023", "2023-10-01", "2023-12-31", "2023-12-29")),
    ("Quý IV/2025", YEAR_2025, ("Quý IV/2025", "2025-10-01", "2025-12-31", "2025-12-31")),
    ("Năm 2023", YEAR_2023, ("Năm 2023", "2023-01-01", "2023-12-31", "2023-12-29")),
    ("Trong năm 2023", YEAR_2023, ("Năm 2023", "2023-01-01", "2023-12-31", "2023-12-29")),
    ("Trong năm 2025", YEAR_2025, ("Năm 2025", "2025-01-01", "2025-12-31", "2025-12-31")),
    ("trong năm 2025", YEAR_2025, ("Năm 2025", "2025-01-01", "2025-12-31", "2025-12-31")),
    ("6 tháng cuối năm 2025", YEAR_2025, ("6 tháng cuối năm 2025", "2025-07-01", "2025-12-31", "2025-12-31")),
    ("6 tháng đầu năm", YEAR_2025, ("6 tháng đầu năm 2025", "2025-01-01", "2025-06-30", "2025-06-30")),
    ("Quý II, III năm 2025", YEAR_2025, ("Quý II/2025 - Quý III/2025", "2025-04-01", "2025-09-30", "2025-09-30")),
    # Over the turn of the year; 31/3/2026 is a Tuesday.
    ("Quý IV/2025 - Quý I/2026", YEAR_2025, ("Quý IV/2025 - Quý I/2026", "2025-10-01", "2026-03-31", "2026-03-31")),
    ("Tháng 9/2025", YEAR_2025, ("Tháng 9/2025", "2025-09-01", "2025-09-30", "2025-09-30")),
    ("Tháng 3-5/2025", YEAR_2025, ("Tháng 3/2025 - Tháng 5/2025", "2025-03-01", "2025-05-31", "2025-05-30")),
    ("Giai đoạn 2025-2026", YEAR_2025, ("Năm 2025 - Năm 2026", "2025-01-01", "2026-12-31", "2026-12-31")),
    ("Chậm nhất 25/11", YEAR_2025, ("Ngày 25/11/2025", "2025-01-01", "2025-11-25", "2025-11-25")),
    ("Chậm nhất 02/01/2026", YEAR_2025, ("Ngày 02/01/2026", "2025-01-01", "2026-01-02", "2025-12-31")),  # both closed
    (
        "Đến ngày 10/01/2026",
        YEAR_2026,
        ("Ngày 10/01/2026", "2026-01-01", "2026-01-10", "2026-01-10"),
    ),  # worked Saturday
    ("Chậm nhất 20/02/2026", YEAR_2026, ("Ngày 20/02/2026", "2026-01-01", "2026-02-20", "2026-02-13")),  # Tet
    # Signed late: a task of a quarter that is over is still to be answered.
    ("Quý I/2025", FROM_AUTUMN, ("Quý I/2025", "2025-01-01", "2025-03-31", "2025-03-31")),
    ("Chậm nhất 15/9", FROM_AUTUMN, ("Ngày 15/9/2025", None, "2025-09-15", "2025-09-15")),
]

BEFORE = [
    ("Trước ngày 15/12/2025", ("Trước ngày 15/12/2025", "2025-01-01", "2025-12-14", "2025-12-12")),  # 14/12 is a Sunday
    ("xong trước ngày 03/9/2025", ("Trước ngày 03/9/2025", "2025-01-01", "2025-09-02", "2025-08-29")),  # National Day
    ("Trước tháng 6/2025", ("Trước ngày 01/6/2025", "2025-01-01", "2025-05-31", "2025-05-30")),  # a Saturday
    ("Trước ngày 27/4/2025", ("Trước ngày 27/4/2025", "2025-01-01", "2025-04-26", "2025-04-26")),  # worked Saturday
]

WAITING = [
    "Khi tiếp nhận phản ánh, kiến nghị",
    "Ngay sau khi có sự thay đổi",
    "Khi có sự thay đổi",
    "Sau khi Đề án được phê duyệt",
    "Theo tiến độ của Kế hoạch",
    "Theo tiến độ của Trung ương",
]


def read(phrase, span):
    """The JSON of contract 4.1, as the reading of a plan of that year gives it."""
    return read_deadline(phrase, span.last.year).as_json()


def dues(phrase, span):
    return occurrences(read(phrase, span), span=span, calendar=default_calendar())


def row(due):
    days = (due.starts, due.due, act_by(due.due, default_calendar()))
    return (due.key, due.label, *(day and day.isoformat() for day in days))


@pytest.mark.parametrize(("phrase", "span", "expected"), RHYTHMS)
def test_a_rhythm_is_answered_in_each_of_its_periods(phrase, span, expected):
    """Due on the last calendar day, to be aimed at on the last working day before it."""
    found = dues(phrase, span)

    assert [row(due) for due in found] == expected
    assert all(due.waits_for is None and not due.before for due in found)


@pytest.mark.parametrize(("phrase", "span", "expected"), ONCE)
def test_what_comes_once_is_due_as_printed(phrase, span, expected):
    """The last calendar day, never moved; kept even where the plan was signed after it."""
    (found,) = dues(phrase, span)

    assert row(found) == ("once", *expected)
    assert found.waits_for is None
    assert not found.before


@pytest.mark.parametrize(("phrase", "expected"), BEFORE)
def test_before_a_day_is_the_day_before_it(phrase, expected):
    """ "Trước ngày X" is late on X itself."""
    (found,) = dues(phrase, YEAR_2025)

    assert row(found) == ("once", *expected)
    assert found.before


@pytest.mark.parametrize("phrase", WAITING)
def test_what_waits_has_no_day(phrase):
    """An event, or another document: never overdue until somebody says that it happened."""
    (found,) = dues(phrase, YEAR_2025)

    assert (found.key, found.label, found.waits_for) == ("once", phrase, phrase)
    assert (found.starts, found.due) == (None, None)


def test_a_cell_without_a_deadline_waits_for_a_person():
    """An empty cell: nothing is invented."""
    (found,) = occurrences(None, span=YEAR_2025, calendar=default_calendar())

    assert (found.key, found.label, found.waits_for) == ("once", "Thời hạn chưa rõ", "thời hạn chưa rõ")
    assert found.due is None


def test_an_unread_cell_waits_for_a_person_under_its_own_words():
    """The printed words are the label, so that the person knows what to decide."""
    (found,) = dues("Tùy nghi", YEAR_2025)

    assert (found.key, found.label, found.waits_for, found.due) == ("once", "Tùy nghi", "thời hạn chưa rõ", None)
