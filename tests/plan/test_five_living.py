"""The five documents that named this work, confirmed as plans: counts only."""

from pathlib import Path

import pytest
from tests.plan import living
from tests.plan.test_five import COUNTS, DOCUMENTS, FOLDER, reading, seal

from hailong.plan.models import Occurrence, Plan

DUTIES = {"measures": 0, "reform": 0, "ward": 0}  # where a plan has a table, its duties stay facts

pytestmark = [
    pytest.mark.documents,
    pytest.mark.django_db,
    pytest.mark.skipif(not FOLDER, reason="HAILONG_DOCUMENTS names no folder with the five documents"),
]


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """Any house will do: the units of the documents are nobody's here."""
    return living.ward()


def confirmed(key: str) -> Plan:
    """The document confirmed as it was read, with its own file and the choices proposed."""
    path = next(path for path in Path(FOLDER).iterdir() if seal(path.name) == DOCUMENTS[key]["file"])
    return living.plan_of(reading(key), source=path.read_bytes())


@pytest.mark.parametrize(("key", "count"), COUNTS.items())
def test_every_row_becomes_a_task_and_a_plan_without_rows_lives_by_its_duties(key: str, count: int) -> None:
    """14, 31, 25; all duties of the two in prose."""
    plan, read = confirmed(key), reading(key)
    assert plan.tasks.filter(origin="row").count() == count
    assert plan.tasks.filter(origin="duty").count() == DUTIES.get(key, len(read["duties"]))
    assert plan.tasks.count() > 0


@pytest.mark.parametrize("key", COUNTS)
def test_everything_else_stays_a_fact(key: str) -> None:
    """As many of each kind as were read."""
    plan, read = confirmed(key), reading(key)
    for kind, name in (("target", "targets"), ("quota", "quotas"), ("time_limit", "time_limits"), ("score", "scores")):
        assert plan.facts.filter(kind=kind).count() == len(read[name])
    assert plan.facts.filter(kind="scorecard").count() == len(read["scorecards"])
    in_prose = COUNTS[key] == 0
    assert plan.facts.filter(kind="duty").count() == (0 if in_prose else len(read["duties"]))


@pytest.mark.parametrize("key", COUNTS)
def test_every_task_has_something_to_be_answered_and_a_day_or_a_wait(key: str) -> None:
    """Nothing in a signed plan is lost between its row and the calendar."""
    plan = confirmed(key)
    rows = Occurrence.objects.filter(task__plan=plan)
    assert all(row.due is not None or row.waits_for for row in rows)
    assert {row.task_id for row in rows} == set(plan.tasks.values_list("pk", flat=True))


@pytest.mark.parametrize("key", COUNTS)
def test_parts_and_criteria_are_all_there(key: str) -> None:
    """As many as the rows print."""
    plan, read = confirmed(key), reading(key)
    tasks = list(plan.tasks.filter(origin="row").prefetch_related("criteria", "units"))
    assert [len(task.parts) for task in tasks] == [len(row["parts"]) for row in read["tasks"]]
    assert [task.criteria.count() for task in tasks] == [len(row["criteria"]) for row in read["tasks"]]
    names = [len(row["lead"]) + len(row["coordinating"]) for row in read["tasks"]]
    assert [len(task.units.all()) for task in tasks] == names
