"""When a unit works: by its own week and days, else by those above, else by the State's."""

from datetime import date, datetime

import pytest
from tests.agency.cast import NOW, person, unit, viewer

from hailong.agency import worktime
from hailong.agency.faults import Refused
from hailong.agency.models import Line, SpecialDay, WorkWeek
from hailong.agency.people.rights import OPERATOR, Forbidden
from hailong.clock.calendars import parse_week

pytestmark = pytest.mark.django_db

BY = {"by": OPERATOR, "now": NOW}
WEEKDAYS = [1, 2, 3, 4, 5]
MORNINGS = [{"days": [1, 2, 3, 4, 5, 6], "from": "07:00", "to": "11:00"}]
SATURDAY = date(2025, 9, 20)


@pytest.fixture
def province():
    return unit("X01", kind="province")


@pytest.fixture
def ward(province):
    return unit("X0101", province, kind="commune")


@pytest.fixture
def room(ward):
    return unit("X0101-A", ward)


def week(where, shifts=MORNINGS, since=date(2025, 7, 1), **values):
    start = {"unit": where, "valid_from": since, "shifts": shifts, "source": "Quy chế 1/QC"}
    return worktime.set_week(**(start | values), **BY)


def close(where, day, **values):
    start = {"unit": where, "day": day, "name": "Mất điện", "source": "TB 4/TB-UBND"}
    return worktime.close_day(**(start | values), **BY)


def works(where, day):
    return worktime.calendar_of(where).is_working(day)


def test_a_unit_without_a_word_of_its_own_works_as_the_state_says(room):
    """Tết is off, a swapped Saturday is worked, a plain Saturday is not."""
    assert not works(room, date(2025, 1, 29))
    assert works(room, date(2025, 4, 26))
    assert not works(room, date(2025, 5, 2))
    assert not works(room, SATURDAY)
    due = worktime.calendar_of(room).add_minutes(datetime(2025, 8, 29, 16, 0), 480)
    assert due == datetime(2025, 9, 3, 16, 0)


def test_a_units_own_week_is_its_rooms_too_and_nobody_elses(province, ward, room):
    """Saturday morning is worked in the ward and below; hours follow."""
    week(ward)

    assert [works(where, SATURDAY) for where in (province, ward, room)] == [False, True, True]
    due = worktime.calendar_of(room).add_minutes(datetime(2025, 9, 19, 10, 0), 120)
    assert due == datetime(2025, 9, 20, 8, 0)


def test_the_nearest_week_wins(ward, room):
    """The room keeps its own though the ward has one."""
    week(ward)
    week(room, [{"days": WEEKDAYS, "from": "08:00", "to": "12:00"}])

    assert [works(where, SATURDAY) for where in (ward, room)] == [True, False]


def test_a_week_holds_from_its_day_until_the_next_and_before_it_what_is_above(province, ward):
    """The province's Saturdays, then the ward's own weeks one after the other."""
    week(province, since=date(2025, 1, 1))
    week(ward, [{"days": WEEKDAYS, "from": "07:30", "to": "11:30"}], since=date(2025, 7, 1))
    week(ward, [{"days": [6, 7], "from": "07:30", "to": "11:30"}], since=date(2026, 3, 1))
    week(province, [{"days": [7], "from": "07:30", "to": "11:30"}], since=date(2026, 1, 1))

    saturdays = [date(2024, 9, 21), date(2025, 3, 15), date(2025, 9, 20), date(2026, 3, 14)]
    assert [works(ward, day) for day in saturdays] == [False, True, False, True]
    assert works(province, date(2026, 2, 1))
    assert not works(ward, date(2026, 2, 1))


def test_a_day_closed_above_is_closed_below_until_the_notice_is_withdrawn(province, ward, room):
    """Before the unit's own week began too; the withdrawn notice stays to be read."""
    week(ward, since=date(2025, 9, 1))
    day = date(2025, 8, 12)
    notice = close(province, day)

    assert [works(where, day) for where in (province, ward, room)] == [False, False, False]
    [told] = worktime.calendar_of(room).met(day, day)
    assert (told.kind, told.name, told.source) == ("closed", "Mất điện", "TB 4/TB-UBND")

    worktime.withdraw_day(day=notice, **BY)
    worktime.withdraw_day(day=notice, **BY)

    assert [works(where, day) for where in (province, ward, room)] == [True, True, True]
    assert SpecialDay.objects.get().withdrawn
    assert list(Line.objects.values_list("verb", flat=True))[1:] == ["calendar.day", "calendar.withdraw"]


def test_a_unit_works_on_a_day_on_which_those_above_are_closed(province, ward):
    """The nearest word counts; Monday's hours are worked, on a Sunday and at Tết too."""
    close(province, date(2025, 8, 12))
    worktime.work_day(unit=ward, day=date(2025, 8, 12), name="Trực", source="TB 5", **BY)
    worktime.work_day(unit=ward, day=date(2025, 1, 30), name="Trực Tết", source="TB 6", **BY)

    assert [works(where, date(2025, 8, 12)) for where in (province, ward)] == [False, True]
    assert [works(where, date(2025, 1, 30)) for where in (province, ward)] == [False, True]


def test_a_swapped_day_is_worked_by_a_week_that_keeps_the_states_days_and_not_by_one_that_does_not(ward, room):
    """Friday 2 May 2025 was off and Saturday 26 April worked instead."""
    plain = [{"days": WEEKDAYS, "from": "07:30", "to": "11:30"}]
    week(ward, plain, since=date(2025, 1, 1))
    week(room, plain, since=date(2025, 1, 1), state_holidays=False)

    assert [works(where, date(2025, 4, 26)) for where in (ward, room)] == [True, False]
    assert [works(where, date(2025, 5, 2)) for where in (ward, room)] == [False, True]


def test_a_day_has_one_notice_that_stands(ward):
    """The same words again are the same notice; others need the first withdrawn."""
    first = close(ward, date(2025, 8, 12))

    assert close(ward, date(2025, 8, 12)) == first
    with pytest.raises(Refused, match="TB 4/TB-UBND") as refused:
        close(ward, date(2025, 8, 12), source="TB 5")
    assert refused.value.field == "day"
    worktime.withdraw_day(day=first, **BY)
    assert close(ward, date(2025, 8, 12), source="TB 5").source == "TB 5"


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda ward: close(ward, date(2050, 8, 12)), "day"),
        (lambda ward: close(ward, date(2025, 8, 12), source="  "), "source"),
        (lambda ward: close(ward, date(2025, 8, 12), name="Đ" * 201), "name"),
        (lambda ward: week(ward, []), "shifts"),
        (lambda ward: week(ward, [{"days": [], "from": "07:30", "to": "11:30"}]), "shifts"),
        (lambda ward: week(ward, [{"days": [8], "from": "07:30", "to": "11:30"}]), "shifts"),
        (lambda ward: week(ward, [{"days": [1], "from": "11:30", "to": "07:30"}]), "shifts"),
        (lambda ward: week(ward, [{"days": [1], "from": "sáng", "to": "11:30"}]), "shifts"),
        (lambda ward: week(ward, [{"days": [1], "from": "07:30", "to": "24:30"}]), "shifts"),
        (lambda ward: week(ward, [*MORNINGS, {"days": [6], "from": "10:00", "to": "12:00"}]), "shifts"),
        (lambda ward: week(ward, source=""), "source"),
    ],
)
def test_what_no_calendar_can_hold_is_refused_at_its_field_with_a_cure(ward, act, field):
    """Nothing of it is kept."""
    with pytest.raises(Refused) as refused:
        act(ward)

    assert (refused.value.field, bool(refused.value.cure)) == (field, True)
    assert not WorkWeek.objects.exists()
    assert not SpecialDay.objects.exists()


def test_a_week_set_again_for_the_same_day_is_another_line_only_where_it_differs(ward):
    """The journal keeps the hours that were."""
    week(ward)
    week(ward)
    week(ward, [{"days": WEEKDAYS, "from": "07:30", "to": "11:30"}])

    first, second = Line.objects.all()
    assert (first.before, second.before["shifts"]) == (None, MORNINGS)
    assert WorkWeek.objects.get().shifts[0]["from"] == "07:30"


def test_a_calendar_is_changed_only_by_who_may_there(province, ward):
    """A ward's office has no say over the province's hours, its officer none over the ward's."""
    by = viewer(person(), coordinating_office=ward)
    officer = viewer(person("minh"), officer=ward)

    assert worktime.close_day(unit=ward, day=SATURDAY, name="", source="TB 1", by=by, now=NOW).unit == ward
    for who, where in ((by, province), (officer, ward)):
        with pytest.raises(Forbidden):
            worktime.close_day(unit=where, day=SATURDAY, name="", source="TB 1", by=who, now=NOW)


FILE = """
valid_from = 2025-07-01
[[shifts]]
days = [1, 2, 3, 4, 5, 6]
from = "07:00"
to = "11:00"
[[closed]]
date = 2025-08-12
source = "TB 4"
[[worked]]
date = 2025-08-24
"""


def test_a_calendar_file_is_loaded_once_and_changes_only_what_differs(ward):
    """A trial writes nothing; days that the file leaves out stay."""
    close(ward, date(2025, 8, 14))
    kept = parse_week(FILE, "lich.toml")
    about = {"unit": ward, "source": "Tệp lich.toml", **BY}

    trial = worktime.load(week=kept, dry_run=True, **about)
    assert (len(trial.lines), WorkWeek.objects.count(), SpecialDay.objects.count()) == (3, 0, 1)
    assert worktime.load(week=kept, **about).lines == trial.lines
    assert worktime.load(week=kept, **about) == worktime.Changed((), 3)

    assert [works(ward, date(2025, 8, day)) for day in (12, 14, 16, 24)] == [False, False, True, True]
    assert Line.objects.filter(verb="calendar.load").count() == 1
    again = worktime.load(week=parse_week(FILE.replace("TB 4", "TB 7"), "lich.toml"), **about)
    assert (len(again.lines), again.unchanged) == (1, 2)
    notices = SpecialDay.objects.filter(day=date(2025, 8, 12)).order_by("source")
    assert list(notices.values_list("source", "withdrawn")) == [("TB 4", True), ("TB 7", False)]
