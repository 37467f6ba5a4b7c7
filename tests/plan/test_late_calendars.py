"""A day off announced late, and deadlines that change and change back: nobody is made late, nothing is lost."""

from datetime import date

import pytest
from tests.plan import acting, living

from hailong.agency import worktime
from hailong.agency.people.rights import SYSTEM
from hailong.plan import occurrences, tasks
from hailong.plan.models import Occurrence

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """The cast of the demo."""
    return living.ward()


def closed(day: date, at) -> None:
    """The room is closed on a day."""
    room = acting.unit(acting.VHXH)
    worktime.close_day(unit=room, day=day, name="Bão", source="Thông báo 12/TB-UBND", by=SYSTEM, now=at)


def due(plan, key: str) -> date | None:
    """The last day of an occurrence of the first task."""
    return acting.task(plan).occurrences.get(key=key).due


def test_an_office_closed_on_the_very_day_makes_nobody_late():
    """Friday's report would have been due on Thursday, which is over: Friday stands, and stands the week after too."""
    plan = acting.plan(acting.row(due="Hằng tuần"))
    closed(date(2025, 10, 10), acting.now(10))

    occurrences.refresh(plan, acting.now(10))
    assert due(plan, "2025W41") == date(2025, 10, 10)
    assert occurrences.refresh(plan, acting.now(13)) == occurrences.Refreshed()


def test_an_office_closed_from_tomorrow_on_is_due_today():
    """Announced on Thursday for Friday: there is still time."""
    plan = acting.plan(acting.row(due="Hằng tuần"))
    closed(date(2025, 10, 10), acting.now(9))

    assert occurrences.refresh(plan, acting.now(9)).moved == 1
    assert due(plan, "2025W41") == date(2025, 10, 9)


def test_what_was_returned_stays_to_be_answered_when_the_task_waits_for_events_from_now_on():
    """Its own day stays, and the event that is waited for has its place."""
    plan = acting.plan(acting.row(due="Ngày 30/10/2025"))
    one = acting.only(plan)
    acting.give_back(acting.report(one))

    acting.manage(tasks.set_deadline, task=acting.task(plan), text="Khi có phản ánh của người dân", reason="Rõ hơn")

    kept = Occurrence.objects.get(pk=one.pk)
    assert (kept.state, kept.due) == ("returned", date(2025, 10, 30))
    assert acting.alive(acting.task(plan)) == {"once~1": "30/10/2025", "once": "waiting"}
    acting.report(kept)


def test_a_deadline_changed_again_and_again_comes_back_whole_with_short_keys():
    """From weekly to quarterly and back, ten times: the weeks to come are all there, each once."""
    plan = acting.plan(acting.row(due="Hằng tuần"))
    task = acting.task(plan)
    ahead = {key: day for key, day in acting.alive(task).items() if key >= "2025W40"}

    for _time in range(10):
        acting.manage(tasks.set_deadline, task=task, text="Hằng quý", reason="Giảm báo cáo")
        acting.manage(tasks.set_deadline, task=task, text="Hằng tuần", reason="Tăng báo cáo")

    assert acting.alive(task) == ahead
    assert max(map(len, task.occurrences.values_list("key", flat=True))) <= len("2025W40~10")


def test_a_time_cancelled_by_a_person_stays_cancelled_when_the_deadline_goes_and_comes_back():
    """Nobody asks again for what was given up with a reason."""
    plan = acting.plan(acting.row(due="Hằng tuần"))
    task = acting.task(plan)
    acting.manage(tasks.cancel, occurrence=task.occurrences.get(key="2025W45"), reason="Trùng lễ hội")

    for text in ("Hằng quý", "Hằng tuần"):
        acting.manage(tasks.set_deadline, task=task, text=text, reason="Đổi")

    assert "2025W45" not in acting.alive(task)
    assert "2025W46" in acting.alive(task)
