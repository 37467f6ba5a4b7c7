"""What holds of every deadline, plan and calendar: generated, so that no list of ours decides what is tried."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hailong.clock.calendars import Week, office_week
from hailong.clock.holidays import SpecialDay
from hailong.clock.hours import Calendar, default_calendar
from hailong.plan.rhythm.dues import Span
from hailong.plan.rhythm.events import event_occurrence
from hailong.plan.rhythm.occurrences import occurrences
from hailong.plan.rhythm.workdays import act_by

DAYS = st.dates(date(2023, 1, 1), date(2030, 12, 31))
YEARS = st.integers(2023, 2030)
ISO_DAYS = DAYS.map(date.isoformat)
FREQUENCIES = st.sampled_from(["continuous", "daily", "weekly", "monthly", "quarterly", "yearly"])
TEXT = st.text(max_size=20)


@st.composite
def spans(draw):
    first = draw(DAYS)
    return Span(first, first + timedelta(days=draw(st.integers(0, 900))))


def shaped(kind, **fields):
    return st.fixed_dictionaries({"text": TEXT, "kind": st.just(kind), **fields})


RHYTHM = st.fixed_dictionaries(
    {"text": TEXT, "kind": st.just("recurring"), "freq": FREQUENCIES},
    optional={"weekday": st.integers(1, 7), "day": st.integers(1, 31), "year": YEARS, "due": ISO_DAYS},
)
SINGLE = st.one_of(
    shaped("date", due=ISO_DAYS, before=st.booleans()),
    shaped("month", year=YEARS, month=st.integers(1, 12), until_month=st.none() | st.integers(1, 12)),
    shaped("quarter", year=YEARS, quarter=st.integers(1, 4), until_quarter=st.none() | st.integers(1, 4)),
    shaped("half_year", year=YEARS, half=st.integers(1, 2), due=st.none() | ISO_DAYS),
    shaped("year", year=st.none() | YEARS),
    shaped("event", event=TEXT),
    shaped("depends", event=TEXT),
    shaped(None),
    RHYTHM,
)
STEPS = st.lists(st.tuples(SINGLE, TEXT).map(lambda step: {**step[0], "what": step[1]}), max_size=4)
DEADLINES = st.none() | SINGLE | shaped("milestones", milestones=STEPS)
PARTS = st.lists(st.fixed_dictionaries({"product": st.none() | TEXT, "deadline": DEADLINES}), max_size=3)


@given(DEADLINES, PARTS, spans())
@settings(max_examples=300, deadline=None)
def test_dues_are_keyed_once_in_order_and_never_end_before_they_begin(deadline, parts, span):
    """Every task has something to answer, each thing under its own key; the days are in order, waiting ones last."""
    found = occurrences(deadline, span=span, calendar=default_calendar(), parts=parts)

    days = [due.due or date.max for due in found]
    assert found
    assert len({due.key for due in found}) == len(found)
    assert days == sorted(days)
    assert all(due.starts is None or due.starts <= due.due for due in found if due.due)
    assert all((due.due is None) == (due.waits_for is not None) for due in found)
    assert all(due.label and len(due.key) <= 40 and len(due.label) <= 300 for due in found)


@given(DEADLINES, spans())
@settings(max_examples=100, deadline=None)
def test_the_same_deadline_gives_the_same_dues(deadline, span):
    """So that a plan read again finds the answers it already has."""
    first, second = (occurrences(deadline, span=span, calendar=default_calendar()) for _ in range(2))

    assert first == second


@given(RHYTHM, spans())
@settings(max_examples=200, deadline=None)
def test_a_rhythm_stays_within_the_plan(shape, span):
    """No answer is due before the plan's first day or after its last."""
    found = occurrences(shape, span=span, calendar=default_calendar())

    assert all(span.first <= due.due <= span.last for due in found if due.due)


@given(spans())
@settings(max_examples=200, deadline=None)
def test_every_quarter_of_the_plan_has_one_answer_of_a_continuous_task(span):
    """None is left out and none is asked twice."""
    found = occurrences({"text": "", "kind": "recurring", "freq": "continuous"}, span=span, calendar=default_calendar())

    days = ((span.first + timedelta(days=number)) for number in range((span.last - span.first).days + 1))
    quarters = {f"{day.year}Q{(day.month + 2) // 3}" for day in days}
    assert sorted(due.key for due in found) == sorted(quarters)


@given(st.integers(1, 7), spans())
@settings(max_examples=200, deadline=None)
def test_a_weekly_answer_is_due_on_a_working_day_of_its_own_week(weekday, span):
    """Never in another week, at most one a week."""
    shape = {"text": "", "kind": "recurring", "freq": "weekly", "weekday": weekday}
    calendar = default_calendar()

    found = [due for due in occurrences(shape, span=span, calendar=calendar) if due.due]

    assert [due.key for due in found] == [due.due.strftime("%GW%V") for due in found]
    assert all(calendar.is_working(due.due) for due in found if due.due <= calendar.last_day)


@given(DEADLINES, st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(0, 400), st.data())
@settings(max_examples=60, deadline=None)
def test_one_more_day_off_never_adds_anything_to_answer(deadline, first, length, data):
    """Nor makes anything due that was not: each key was there before."""
    span = Span(first, min(first + timedelta(days=length), date(2027, 12, 31)))
    off = data.draw(st.dates(span.first, span.last))
    closed = Calendar(Week(office_week().shifts, (SpecialDay(off, "closed", "Nghỉ", None),)))

    before = occurrences(deadline, span=span, calendar=default_calendar())
    after = occurrences(deadline, span=span, calendar=closed)

    assert len(after) <= len(before)
    assert {due.key for due in after if due.due} <= {due.key for due in before if due.due}


@given(DAYS)
@settings(max_examples=200, deadline=None)
def test_the_day_to_aim_at_is_the_last_working_day_not_after_the_last_day(day):
    """No working day lies between the two."""
    calendar = default_calendar()
    aim = act_by(day, calendar)

    assert aim <= day
    if day <= calendar.last_day:
        skipped = [aim + timedelta(days=number) for number in range(1, (day - aim).days + 1)]
        assert calendar.is_working(aim)
        assert not any(calendar.is_working(other) for other in skipped)


@given(DEADLINES, DAYS, st.integers(1, 99))
@settings(max_examples=200, deadline=None)
def test_an_event_is_never_due_before_it_happened(deadline, happened, number):
    """Whatever the phrase prints."""
    found = event_occurrence(deadline, happened=happened, number=number, calendar=default_calendar())

    assert found.due is not None
    assert found.starts == happened <= found.due
    assert found.key == f"e{number}"
