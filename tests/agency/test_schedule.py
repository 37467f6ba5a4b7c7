"""The timetable: each slot once."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from tests.agency.cast import VIETNAM

from hailong.agency import schedule
from hailong.agency.models import Job

pytestmark = pytest.mark.django_db

FRIDAYS = "0 7 * * 5"


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def test_a_job_waits_for_its_first_slot_and_has_each_once():
    """Fridays at seven in Vietnam."""
    asked = ["2025-10-02T06:00", "2025-10-03T06:59", "2025-10-03T07:00", "2025-10-03T07:01", "2025-10-10T07:30"]

    assert [schedule.due("tuan", FRIDAYS, _at(at)) for at in asked] == [False, False, True, False, True]
    assert Job.objects.get().next_run == _at("2025-10-17T07:00")


def test_slots_slept_through_are_made_up_for_once():
    """The computer was off for a month."""
    schedule.due("tuan", FRIDAYS, _at("2025-10-02T06:00"))

    assert [schedule.due("tuan", FRIDAYS, _at(f"2025-11-05T08:0{minute}")) for minute in (0, 1)] == [True, False]
    assert Job.objects.get().next_run == _at("2025-11-07T07:00")


def test_jobs_do_not_know_each_other():
    """The last day of the month, by "L"."""
    for name in ("mot", "hai"):
        schedule.due(name, "0 17 L * *", _at("2025-02-27T08:00"))

    assert schedule.due("mot", "0 17 L * *", _at("2025-02-28T17:00"))
    assert schedule.due("hai", "0 17 L * *", _at("2025-02-28T17:00"))


def test_a_slot_whose_work_is_undone_is_there_again():
    """They are one transaction."""
    schedule.due("tuan", FRIDAYS, _at("2025-10-02T06:00"))
    at = _at("2025-10-03T07:00")
    with transaction.atomic():
        assert schedule.due("tuan", FRIDAYS, at)
        transaction.set_rollback(True)

    assert schedule.due("tuan", FRIDAYS, at + timedelta(minutes=1))
