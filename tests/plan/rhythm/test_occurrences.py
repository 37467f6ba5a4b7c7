"""Cells with several steps, tasks printed over several rows, days of the month, and damaged deadlines."""

from datetime import date

import pytest

from hailong.clock.errors import BadMoment
from hailong.clock.hours import default_calendar
from hailong.clock.phrases import read_deadline
from hailong.plan.rhythm.dues import Span, triggered
from hailong.plan.rhythm.occurrences import occurrences

YEAR = Span(date(2025, 1, 1), date(2025, 12, 31))
LEAFLETS = {"product": "Tờ rơi", "deadline": {"text": "Quý II/2025", "kind": "quarter", "year": 2025, "quarter": 2}}


def dues(shape, span=YEAR, parts=()):
    return occurrences(shape, span=span, calendar=default_calendar(), parts=parts)


def steps(*milestones):
    return {"text": "…", "kind": "milestones", "milestones": list(milestones)}


def rows(found):
    return [(due.key, due.label, due.due and f"{due.due:%d/%m/%Y}") for due in found]


def test_each_step_is_due_on_its_own_day():
    """ "Sơ kết: Tháng 6; tổng kết: Tháng 12" is two Dues, named by what is done."""
    read = read_deadline("Sơ kết: Tháng 6; tổng kết: trước ngày 20/12", 2025)

    assert rows(dues(read.as_json())) == [
        ("m1", "Bước 1: Sơ kết - Tháng 6/2025", "30/06/2025"),
        ("m2", "Bước 2: tổng kết - Trước ngày 20/12/2025", "19/12/2025"),
    ]


def test_steps_without_names_are_named_by_their_days():
    """ "Tháng 6 và tháng 12"."""
    assert rows(dues(read_deadline("Tháng 6 và tháng 12", 2025).as_json())) == [
        ("m1", "Bước 1: Tháng 6/2025", "30/06/2025"),
        ("m2", "Bước 2: Tháng 12/2025", "31/12/2025"),
    ]


def test_twice_a_year_is_two_steps():
    """ "Định kỳ 6 tháng" is read as the two halves of the year."""
    assert rows(dues(read_deadline("Định kỳ 6 tháng", 2025).as_json())) == [
        ("m1", "Bước 1: 6 tháng đầu năm 2025", "30/06/2025"),
        ("m2", "Bước 2: 6 tháng cuối năm 2025", "31/12/2025"),
    ]


def test_a_step_may_be_a_rhythm_or_wait():
    """A rhythm among the steps is answered in each of its periods; what waits comes last."""
    found = dues(
        steps(
            {"what": "Ban hành", "text": "Sau khi có hướng dẫn", "kind": "depends", "event": "Sau khi có hướng dẫn"},
            {"what": "Báo cáo", "text": "hằng quý", "kind": "recurring", "freq": "quarterly"},
            {"what": "Rà soát", "text": "lúc rảnh", "kind": None},
        ),
        Span(date(2025, 7, 1), date(2025, 12, 31)),
    )

    assert rows(found) == [
        ("m2.2025Q3", "Bước 2: Báo cáo - Quý III/2025", "30/09/2025"),
        ("m2.2025Q4", "Bước 2: Báo cáo - Quý IV/2025", "31/12/2025"),
        ("m1", "Bước 1: Ban hành - Sau khi có hướng dẫn", None),
        ("m3", "Bước 3: Rà soát - lúc rảnh", None),
    ]
    assert [due.waits_for for due in found] == [None, None, "Sau khi có hướng dẫn", "thời hạn chưa rõ"]


def test_each_printed_row_of_a_task_is_answered_for_itself():
    """A row without a deadline of its own has the task's."""
    continuous = {"text": "Thường xuyên", "kind": "recurring", "freq": "continuous"}

    found = dues(continuous, Span(date(2025, 4, 1), date(2025, 9, 30)), [LEAFLETS, {"product": None, "deadline": None}])

    assert rows(found) == [
        ("p1.once", "Phần 1: Tờ rơi - Quý II/2025", "30/06/2025"),
        ("p2.2025Q2", "Phần 2: Quý II/2025", "30/06/2025"),
        ("p2.2025Q3", "Phần 2: Quý III/2025", "30/09/2025"),
    ]


def test_a_row_with_steps_keeps_both_numbers():
    """The part, then the step."""
    part = {"product": "Báo cáo", "deadline": read_deadline("Tháng 6 và tháng 12", 2025).as_json()}

    assert rows(dues(None, parts=[LEAFLETS, part]))[1:] == [
        ("p2.m1", "Phần 2: Báo cáo - Bước 1: Tháng 6/2025", "30/06/2025"),
        ("p2.m2", "Phần 2: Báo cáo - Bước 2: Tháng 12/2025", "31/12/2025"),
    ]


def test_a_day_of_the_month_is_kept_and_the_31st_is_the_last():
    """ "Ngày 31 hằng tháng"; the month of the plan's first day is left out where that day is past."""
    shape = {"text": "Ngày 31 hằng tháng", "kind": "recurring", "freq": "monthly", "day": 31}
    early = {"text": "Ngày 5 hằng tháng", "kind": "recurring", "freq": "monthly", "day": 5}
    spring = Span(date(2025, 2, 10), date(2025, 4, 30))

    assert rows(dues(shape, spring)) == [
        ("2025M02", "Tháng 2/2025", "28/02/2025"),
        ("2025M03", "Tháng 3/2025", "31/03/2025"),
        ("2025M04", "Tháng 4/2025", "30/04/2025"),
    ]
    assert [due.key for due in dues(early, spring)] == ["2025M03", "2025M04"]


def test_a_day_of_the_quarter_is_one_of_its_last_month():
    """ "Ngày 20 tháng cuối quý"."""
    shape = {"text": "Ngày 20 tháng cuối quý", "kind": "recurring", "freq": "quarterly", "day": 20}

    assert [f"{due.due:%d/%m}" for due in dues(shape)] == ["20/03", "20/06", "20/09", "20/12"]


def test_the_printed_year_bounds_a_rhythm():
    """In a plan of several years only the year named is answered."""
    years = Span(date(2024, 7, 1), date(2026, 12, 31))
    named = read_deadline("Thường xuyên trong năm 2025", 2024).as_json()
    since = read_deadline("Thường xuyên từ năm 2026", 2024).as_json()

    assert [due.key for due in dues(named, years)] == ["2025Q1", "2025Q2", "2025Q3", "2025Q4"]
    assert [due.key for due in dues(since, years)] == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]


def test_a_printed_stretch_of_years_bounds_a_rhythm_on_both_sides():
    """The reading keeps its last year only; the first is still in the words."""
    shape = read_deadline("Hằng quý, giai đoạn 2025-2026", 2025).as_json()

    found = dues(shape, Span(date(2024, 10, 1), date(2027, 3, 31)))

    assert [due.key for due in found] == [f"{year}Q{quarter}" for year in (2025, 2026) for quarter in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("Thường xuyên trong năm 2024", date(2025, 1, 6), date(2025, 12, 31)),
        ("Thường xuyên đến hết tháng 8/2025", date(2025, 9, 15), date(2025, 12, 31)),  # in the same quarter
        ("Thường xuyên", date(2025, 1, 6), date(2024, 12, 31)),  # the plan of a year, signed after its end
    ],
)
def test_a_rhythm_that_was_over_before_the_plan_began_waits_for_a_person(phrase, first, last):
    """It is neither forgotten nor late from its first day."""
    (found,) = dues(read_deadline(phrase, 2025).as_json(), Span(first, last))

    assert (found.key, found.label) == ("once", phrase)
    assert (found.due, found.waits_for) == (None, "thời hạn ngoài thời gian của kế hoạch")


def test_a_yearly_task_comes_each_year_of_the_plan():
    """On the printed day of each, the last of February where the year is no leap year."""
    shape = {"text": "29/02 hằng năm", "kind": "recurring", "freq": "yearly", "year": 2024, "due": "2024-02-29"}

    found = dues(shape, Span(date(2024, 1, 1), date(2025, 12, 31)))

    assert rows(found) == [("2024", "Năm 2024", "29/02/2024"), ("2025", "Năm 2025", "28/02/2025")]


@pytest.mark.parametrize(
    ("shape", "label", "due"),
    [
        ({"text": "Tháng 9", "kind": "month", "year": None, "month": 9, "due": None}, "Tháng 9/2026", "30/09/2026"),
        ({"text": "Trong năm", "kind": "year", "year": None, "due": None}, "Năm 2026", "31/12/2026"),
        ({"text": "Quý 1", "kind": "quarter", "year": None, "quarter": 1, "due": None}, "Quý I/2026", "31/03/2026"),
    ],
)
def test_a_deadline_without_a_year_is_of_the_last_year_of_the_plan(shape, label, due):
    """A plan that prints no year anywhere is still due before it ends."""
    assert rows(dues(shape, Span(date(2025, 3, 1), date(2026, 12, 31)))) == [("once", label, due)]


@pytest.mark.parametrize(
    "shape",
    [
        {},
        {"text": "Tháng 13", "kind": "month", "year": 2025, "month": 13, "due": "2025-12-31"},
        {"text": "Ngày 15", "kind": "date", "due": None, "before": False},
        {"text": "31/02", "kind": "date", "due": "2025-02-31", "before": False},
        {"text": "năm 1", "kind": "date", "due": "0001-01-01", "before": True},
        {"text": "Quý", "kind": "quarter", "year": 2025, "quarter": None, "due": None},
        {"text": "Quý", "kind": "quarter", "year": "2025", "quarter": 2, "due": None},
        {"text": "mỗi thế kỷ", "kind": "recurring", "freq": "centennial"},
        {"text": "khi", "kind": "event", "event": " "},
        {"text": "mốc", "kind": "milestones", "milestones": []},
        {"text": "mốc", "kind": "milestones", "milestones": ["Tháng 6"]},
        {"text": "lạ", "kind": "fortnight"},
    ],
)
def test_a_damaged_deadline_waits_for_a_person(shape):
    """Nothing is guessed and nothing is lost."""
    (found,) = dues(shape)

    assert (found.key, found.label) == ("once", shape.get("text") or "Thời hạn chưa rõ")
    assert (found.due, found.waits_for) == (None, "thời hạn chưa rõ")


def test_a_last_day_before_the_printed_month_has_no_first_day():
    """A corrected day may contradict its month: the day holds."""
    shape = {"text": "Tháng 9", "kind": "month", "year": 2025, "month": 9, "due": "2025-08-15"}

    (found,) = dues(shape)

    assert (found.starts, found.due) == (None, date(2025, 8, 15))


def test_long_words_fit_a_row_of_the_database():
    """The label keeps its day behind a long product, and shows where something was left out."""
    part = {"product": "rất dài " * 100, "deadline": LEAFLETS["deadline"]}
    event = {"text": "Khi " + "x" * 600, "kind": "event", "event": "Khi " + "x" * 600}

    (long,) = dues(None, parts=[part])
    (waits,) = dues(event)

    assert long.label.endswith("… - Quý II/2025")
    assert len(long.label) < 200
    assert (len(waits.label), len(waits.waits_for or "")) == (300, 500)
    assert waits.label.endswith("x…")


def test_a_trigger_that_is_set_gives_the_days():
    """From the day it was set until the day chosen, under the same key and name."""
    (waits,) = dues({"text": "Khi có sự thay đổi", "kind": "event", "event": "Khi có sự thay đổi"})

    found = triggered(waits, on=date(2025, 10, 3), until=date(2025, 10, 31))

    assert (found.key, found.label) == ("once", "Khi có sự thay đổi")
    assert (found.starts, found.due, found.waits_for) == (date(2025, 10, 3), date(2025, 10, 31), None)


def test_a_trigger_cannot_be_due_before_it_is_set():
    """Said with both days and the cure."""
    (waits,) = dues(None)

    with pytest.raises(BadMoment, match="Hạn 02/10/2025 trước ngày bắt đầu 03/10/2025; chọn hạn từ ngày đó trở đi"):
        triggered(waits, on=date(2025, 10, 3), until=date(2025, 10, 2))


def test_the_day_of_the_month_is_taken_from_the_phrase_where_the_json_has_no_place_for_it():
    """ "Ngày 15 hằng tháng" is due on the 15th, not at the month's end."""
    autumn = Span(date(2025, 10, 1), date(2025, 12, 31))

    found = dues(read_deadline("Ngày 15 hằng tháng", 2025).as_json(), autumn)

    assert [due.due for due in found] == [date(2025, 10, 15), date(2025, 11, 15), date(2025, 12, 15)]
