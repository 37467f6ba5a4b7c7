"""When tasks fall due: made once, by the working days of whoever is accountable, and moved with them."""

from datetime import date, timedelta

import pytest
from tests.plan import living

from hailong.agency import worktime
from hailong.agency.models import Line, SpecialDay, Unit, WorkWeek
from hailong.plan import occurrences, plans
from hailong.plan.models import Occurrence, Plan

pytestmark = pytest.mark.django_db

WEEKDAYS = [{"days": [1, 2, 3, 4, 5], "from": "07:30", "to": "11:30"}]


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """The cast of the demo."""
    return living.ward()


def weekly(**values: object) -> Plan:
    """A plan whose only task is answered every Friday."""
    row = living.row("Báo cáo hồ sơ trễ hạn", due="Định kỳ thứ sáu hằng tuần", **values)
    return living.plan_of(living.reading_of(row))


def close(unit: Unit, *days: date) -> None:
    """The unit is closed on those days, by its own word."""
    SpecialDay.objects.bulk_create(
        SpecialDay(unit=unit, day=day, kind="closed", name="Nghỉ", source="Thông báo 9/TB-UBND (ví dụ)") for day in days
    )


def row(plan: Plan, key: str) -> Occurrence:
    """The occurrence of that key."""
    return Occurrence.objects.get(task__plan=plan, key=key)


def test_a_plan_runs_between_its_first_and_last_day() -> None:
    """The span of the rhythm."""
    plan = weekly()
    assert occurrences.span_of(plan) == occurrences.Span(date(2025, 7, 18), date(2025, 12, 31))


def test_making_again_makes_nothing() -> None:
    """Known by task and key."""
    plan = weekly()
    before = set(Occurrence.objects.values_list("pk", "key", "due"))
    calendar = worktime.calendar_of(plan.unit)
    assert [occurrences.make(task, calendar=calendar) for task in plan.tasks.all()] == [0]
    assert set(Occurrence.objects.values_list("pk", "key", "due")) == before
    assert len(before) == 24


def test_what_is_missing_is_made_again_and_a_cancelled_task_has_none() -> None:
    """Only the one that is missing."""
    plan = weekly()
    row(plan, "2025W40").delete()
    task = plan.tasks.get()
    assert occurrences.make(task, calendar=worktime.calendar_of(plan.unit)) == 1
    assert row(plan, "2025W40").due == date(2025, 10, 3)
    Occurrence.objects.all().delete()
    task.state, task.cancelled_why = "cancelled", "Không còn việc"
    assert occurrences.make(task, calendar=worktime.calendar_of(plan.unit)) == 0


def test_what_depends_on_another_waits_and_an_empty_deadline_waits_for_a_person() -> None:
    """Neither has a day, and neither is ever overdue before it has."""
    plan = living.plan_of(
        living.reading_of(living.row("Tập huấn", due="Sau khi Đề án được phê duyệt"), living.row("Dán sơ đồ", due=None))
    )
    rows = [(row.key, row.state, row.due, bool(row.waits_for)) for row in Occurrence.objects.order_by("task__position")]
    assert rows == [("once", "waiting", None, True), ("once", "waiting", None, True)]
    assert plan.tasks.count() == 2


def test_the_days_are_those_of_the_accountable_unit(ward: living.Ward) -> None:
    """A Friday on which that room is closed is answered the day before, as nobody else's is."""
    close(ward["X0101-KT"], date(2025, 10, 10))
    plan = living.plan_of(
        living.reading_of(
            living.row("Báo cáo đất đai", due="Định kỳ thứ sáu hằng tuần", lead=["Phòng Kinh tế"]),
            living.row("Báo cáo hộ tịch", due="Định kỳ thứ sáu hằng tuần", lead=["Văn phòng"]),
            living.row("Báo cáo chung", due="Định kỳ thứ sáu hằng tuần", lead=["Mọi người"]),
        )
    )
    found = [task.occurrences.get(key="2025W41").due for task in plan.tasks.all()]
    assert found == [date(2025, 10, 9), date(2025, 10, 10), date(2025, 10, 10)]


def test_a_new_closed_day_moves_what_is_open_and_the_journal_keeps_the_old_day(ward: living.Ward) -> None:
    """Only that week moves."""
    plan = weekly()
    before = dict(Occurrence.objects.values_list("key", "due"))
    close(ward["X0101"], date(2025, 10, 10))
    assert occurrences.refresh(plan, living.NOW) == occurrences.Refreshed(added=0, moved=1, gone=0)
    after = dict(Occurrence.objects.values_list("key", "due"))
    assert {key for key in after if after[key] != before[key]} == {"2025W41"}
    assert after["2025W41"] == date(2025, 10, 9)
    line = Line.objects.get(verb="occurrence.move")
    assert (line.kind, line.thing, line.actor_name) == ("task", str(plan.tasks.get().pk), "Hệ thống")
    assert (line.before, line.after) == ({"key": "2025W41", "due": "2025-10-10"}, {"due": "2025-10-09"})
    assert occurrences.refresh(plan, living.NOW) == occurrences.Refreshed()


@pytest.mark.parametrize("state", ["reported", "returned", "accepted", "cancelled"])
def test_what_somebody_answered_stays_on_its_day(ward: living.Ward, state: str) -> None:
    """Reported, returned, accepted, cancelled: the calendar of today does not change what was."""
    plan = weekly()
    closed = living.NOW if state in ("accepted", "cancelled") else None
    Occurrence.objects.filter(key="2025W41").update(state=state, closed=closed)
    close(ward["X0101"], date(2025, 10, 10))
    assert occurrences.refresh(plan, living.NOW) == occurrences.Refreshed()
    assert row(plan, "2025W41").due == date(2025, 10, 10)


def test_a_week_without_a_working_day_has_nothing_due_until_one_comes_back(ward: living.Ward) -> None:
    """It is cancelled and says why; when the days are given back it is asked for again."""
    plan = weekly()
    monday = date(2025, 10, 6)
    close(ward["X0101"], *(monday + timedelta(days=number) for number in range(7)))
    assert occurrences.refresh(plan, living.NOW) == occurrences.Refreshed(added=0, moved=0, gone=1)
    gone = row(plan, "2025W41~1")
    assert (gone.state, "không còn ngày nào" in gone.why, gone.closed) == ("cancelled", True, living.NOW)
    SpecialDay.objects.update(withdrawn=True)
    assert occurrences.refresh(plan, living.NOW) == occurrences.Refreshed(added=1, moved=0, gone=0)
    assert row(plan, "2025W41").due == date(2025, 10, 10)


def test_a_trigger_that_was_set_and_events_recorded_stay(ward: living.Ward) -> None:
    """They were given their day by a person."""
    plan = living.plan_of(
        living.reading_of(
            living.row("Tập huấn", due="Sau khi Đề án được phê duyệt"),
            living.row("Sửa bảng giá", due="Khi có sự thay đổi"),
        )
    )
    first, second = plan.tasks.all()
    first.occurrences.update(state="open", due=date(2025, 11, 20), starts=date(2025, 10, 1), waits_for="")
    event = Occurrence.objects.create(
        province="X01", task=second, key="e1", label="Lần 1", starts=date(2025, 10, 1), due=date(2025, 10, 8)
    )
    assert occurrences.refresh(plan, living.NOW) == occurrences.Refreshed()
    assert (first.occurrences.get().due, event.due) == (date(2025, 11, 20), date(2025, 10, 8))


def test_a_plan_that_no_longer_runs_is_left_as_it_is(ward: living.Ward) -> None:
    """Ended, it stays as it ended."""
    plan = weekly()
    plans.end(plan=plan, reason="Hết năm", by=living.viewer("quang"), now=living.NOW)
    close(ward["X0101"], date(2025, 10, 10))
    assert occurrences.refresh(plan, living.NOW) == occurrences.Refreshed()


def test_another_week_of_the_unit_moves_its_days(ward: living.Ward) -> None:
    """From the day the new week holds, Friday is free there; today's is not put back to yesterday."""
    plan = weekly(lead=["Phòng Kinh tế"])
    shifts = [{**WEEKDAYS[0], "days": [1, 2, 3, 4]}]
    WorkWeek.objects.create(
        unit=ward["X0101-KT"], valid_from=date(2025, 10, 1), shifts=shifts, source="Quyết định 3 (ví dụ)"
    )
    assert occurrences.refresh(plan, living.NOW).moved == 12
    assert row(plan, "2025W39").due == date(2025, 9, 26)
    assert row(plan, "2025W40").due == date(2025, 10, 3)
    assert row(plan, "2025W41").due == date(2025, 10, 9)


def test_five_years_of_fridays_are_laid_out_at_once() -> None:
    """Also the years whose days off nobody has announced yet; the week of Tết 2026 has no working day at all."""
    head = {"title": "Đón khách giai đoạn 2026-2030", "year": 2030, "date": "2026-01-05"}
    reading = living.reading_of(living.row("Báo cáo", due="Định kỳ thứ sáu hằng tuần"), head=head)
    plan = living.plan_of(reading)
    fridays = [row.due for row in Occurrence.objects.filter(task__plan=plan)]
    assert len(fridays) == 260 - 1
    assert not any(date(2026, 2, 16) <= day <= date(2026, 2, 22) for day in fridays if day)
    assert (min(fridays), max(fridays)) == (date(2026, 1, 9), date(2030, 12, 27))
