"""Who sees and may do what, against a table written by hand from the descriptions of the roles."""

import uuid
from datetime import date

import pytest
from tests.plan import acting, living

from hailong.agency.people.rights import PASSER_BY
from hailong.plan import plans, queries
from hailong.plan.models import Occurrence, Plan, Report, Task

pytestmark = pytest.mark.django_db

CAST = ("minh", "yen", "quang", "son", "thuy", "dat", "ha", "lan", "quantri")


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """The cast of the demo, and two from over the river: another commune of the same province."""
    found = living.ward()
    over = living.unit("X0102", "UBND xã Đồi Chè", parent=found["X01"], kind="commune")
    living.person("bao", "Lý Quốc Bảo", over, "leader", "coordinating_office")
    living.person("tam", "Hoàng Thị Tâm", found["X01"], "superior_agency")
    return found


@pytest.fixture
def plan() -> Plan:
    """Two tasks: culture leads one with economy beside it, the centre leads the other."""
    return acting.plan(
        acting.row("Dán sơ đồ", coordinating=[acting.ECONOMY]),
        acting.row("Thêm ghế chờ", lead=["Trung tâm Phục vụ hành chính công phường"]),
    )


def seeing(plan: Plan) -> set[str]:
    """Who of everybody sees the plan."""
    return {login for login in (*CAST, "bao", "tam") if queries.plan_seen(acting.by(login), plan.code)}


def test_a_plan_is_seen_by_those_over_its_unit_and_those_who_take_part(plan):
    """The ward's leaders and office, the province; of the rooms those that lead or coordinate.

    Not the administrator, who runs the program, and not the commune over the river.
    """
    assert seeing(plan) == {"minh", "yen", "quang", "son", "thuy", "dat", "ha", "lan", "tam"}


def test_a_room_that_takes_no_part_does_not_see_the_plan():
    """Nor does it find it, or anything of it, by asking."""
    plan = acting.plan(acting.row("Thêm ghế chờ", lead=["Trung tâm Phục vụ hành chính công phường"]))
    task, one = acting.task(plan), acting.only(plan)

    assert seeing(plan) == {"minh", "yen", "quang", "ha", "lan", "tam"}
    for login in ("thuy", "dat", "bao", "quantri"):
        viewer = acting.by(login)
        assert list(queries.plans_seen(viewer)) == []
        assert list(queries.tasks_of(viewer, plan)) == []
        assert queries.task_seen(viewer, task.pk) is None
        assert queries.occurrence_seen(viewer, one.pk) is None


def test_who_takes_part_in_one_task_sees_every_task(plan):
    """It is one signed text."""
    assert [task.content for task in queries.tasks_of(acting.by("dat"), plan)] == ["Dán sơ đồ", "Thêm ghế chờ"]


def test_a_commune_sees_the_province_s_plan_in_which_it_takes_part():
    """Its neighbour over the river does not; and nobody of the ward may do anything to it from above."""
    living.person("ngan", "Trần Kim Ngân", acting.unit("X01"), "coordinating_office")
    plan = acting.plan(acting.row(lead=["UBND phường Sông Xanh"]), unit="X01", by="ngan")
    task = acting.task(plan)

    assert seeing(plan) == {"minh", "yen", "quang", "tam"}
    assert not any(
        queries.may(acting.by("minh"), verb, task) for verb in ("task.accept", "plan.manage", "plan.publish")
    )
    assert queries.may(acting.by("minh"), "report.see", task)


def test_reports_and_files_are_seen_task_by_task(plan):
    """The counter clerk sees no report; the room of economy those of the task it coordinates, not of the other."""
    first = acting.report(acting.only(plan), evidence=[acting.evidence()])
    other = acting.report(
        acting.only(plan, 1), login="ha", room=acting.TT, evidence=[acting.evidence("ha", room=acting.TT)]
    )
    acting.explain(_late(plan), at=acting.now(2, 1, 2026))

    expected = {
        "minh": {first, other}, "yen": {first, other}, "quang": {first, other}, "tam": {first, other},
        "son": {first}, "thuy": {first}, "dat": {first}, "ha": {other},
        "lan": set(), "quantri": set(), "bao": set(),
    }  # fmt: skip
    for login, reports in expected.items():
        viewer = acting.by(login)
        said = {one for task in plan.tasks.all() for one in queries.reports_seen(viewer, task)}
        assert said == reports, login
        assert {one for one in (first, other) if queries.report_seen(viewer, one.pk)} == reports, login
        files = {one for one in (first, other) if queries.evidence_seen(viewer, one.evidence.get().pk)}
        assert files == reports, login
        explained = bool(queries.explanations_seen(viewer, acting.task(plan)))
        assert explained is (first in reports), login


def _late(plan: Plan) -> Occurrence:
    """The first task's occurrence, given back after its day."""
    acting.give_back(Report.objects.get(occurrence=acting.only(plan)))
    return acting.only(plan)


def test_the_plan_s_document_and_the_pictures_of_postings_are_seen_with_the_plan(plan):
    """By whoever sees the plan, and by nobody else."""
    picture = acting.evidence("quang", room=acting.WARD, name="bang-tin.png")
    said = {"unit": acting.unit(acting.WARD), "place": "Bảng tin", "day": date(2025, 10, 1), "link": ""}
    plans.post(plan=plan, task=None, picture=picture, by=acting.by("quang"), now=acting.NOW, **said)

    for login, sees in {"lan": True, "dat": True, "tam": True, "bao": False, "quantri": False}.items():
        viewer = acting.by(login)
        found = [queries.evidence_seen(viewer, one) is not None for one in (plan.document_id, picture.pk)]
        assert found == [sees, sees], login


def test_a_file_that_nothing_shows_is_seen_by_nobody():
    """Not even by its owner, until it is part of a report."""
    kept = acting.evidence()

    assert queries.evidence_seen(acting.by("thuy"), kept.pk) is None


MAY = {
    #           see  report.see report explain event accept manage post
    "minh":    (1,   1,         0,     0,      1,    1,     1,     0),
    "quang":   (1,   1,         0,     0,      1,    1,     1,     1),
    "son":     (1,   1,         1,     1,      1,    0,     0,     1),
    "thuy":    (1,   1,         1,     0,      1,    0,     0,     1),
    "dat":     (1,   1,         1,     0,      1,    0,     0,     1),  # coordinates: adds its part
    "ha":      (0,   0,         0,     0,      0,    0,     0,     0),  # takes no part in this task
    "lan":     (0,   0,         0,     0,      0,    0,     0,     0),
    "tam":     (1,   1,         0,     0,      0,    0,     0,     0),
    "bao":     (0,   0,         0,     0,      0,    0,     0,     0),
    "quantri": (0,   0,         0,     0,      0,    0,     0,     0),
}  # fmt: skip
VERBS = (
    "plan.see", "report.see", "task.report", "task.explain", "task.event", "task.accept", "plan.manage", "posting.add",
)  # fmt: skip


@pytest.mark.parametrize("login", list(MAY))
def test_what_each_may_do_on_a_task(plan, login):
    """Culture leads it, economy coordinates it."""
    task = acting.task(plan)

    assert tuple(int(queries.may(acting.by(login), verb, task)) for verb in VERBS) == MAY[login]


@pytest.mark.parametrize("login", list(MAY))
def test_the_condition_on_many_tasks_says_the_same_as_the_question_on_one(plan, login):
    """They are written apart: one for the database, one for a task at hand."""
    viewer = acting.by(login)

    for verb in VERBS:
        many = set(Task.objects.filter(queries.scope.allowed(viewer, verb)))
        assert many == {task for task in plan.tasks.all() if queries.may(viewer, verb, task)}, verb


def test_the_units_in_whose_name_somebody_acts_come_leads_first(plan):
    """The head of economy's officer has one, the passer-by none."""
    task = acting.task(plan)

    assert [unit.code for unit in queries.units_acting(acting.by("dat"), "task.report", task)] == ["X0101-KT"]
    assert queries.units_acting(acting.by("dat"), "task.explain", task) == []
    assert queries.units_acting(PASSER_BY, "task.report", task) == []


def test_a_role_that_ended_shows_nothing(plan):
    """From the day after its last."""
    living.Person.objects.get(username="thuy").assignments.update(until=date(2025, 10, 2))

    assert queries.plan_seen(acting.by("thuy"), plan.code) is None
    assert queries.plan_seen(living.viewer("thuy", on=date(2025, 10, 2)), plan.code) == plan


def test_everybody_sees_a_public_plan_and_no_other(plan):
    """Nor one withdrawn; a passer-by sees no plan at the desk."""
    assert (queries.public_plan(plan.code), list(queries.public_tasks(plan))) == (None, [])

    plans.publish(plan=plan, by=acting.by("minh"), now=acting.NOW)
    shown = queries.public_plan(plan.code)
    assert shown == plan
    assert len(queries.public_tasks(shown)) == 2
    assert queries.plan_seen(PASSER_BY, plan.code) is None
    assert queries.tasks_of(PASSER_BY, plan) == []

    plans.withdraw(plan=shown, reason="Ban hành nhầm", by=acting.by("minh"), now=acting.NOW)
    assert queries.public_plan(plan.code) is None


def test_plans_are_found_by_year_unit_and_words_without_marks(plan):
    """Whatever the case."""
    viewer = acting.by("minh")

    assert list(queries.plans_seen(viewer, year=2025)) == [plan]
    assert list(queries.plans_seen(viewer, year=2024)) == []
    assert list(queries.plans_seen(viewer, unit=acting.unit("X01"))) == [plan]
    assert list(queries.plans_seen(viewer, unit=acting.unit("X0101-KT"))) == []
    assert list(queries.plans_seen(viewer, search="DON TIEP song xanh")) == [plan]
    assert list(queries.plans_seen(viewer, search="44/kh")) == [plan]
    assert list(queries.plans_seen(viewer, search="xuất khẩu")) == []


@pytest.mark.parametrize("wrong", [uuid.uuid4(), "khong-phai-ma"])
def test_what_is_not_there_is_not_found(wrong):
    """An address typed by hand leads nowhere, and breaks nothing."""
    viewer = acting.by("minh")

    for ask in (queries.task_seen, queries.occurrence_seen, queries.report_seen, queries.evidence_seen):
        assert ask(viewer, wrong) is None


def test_a_thousand_tasks_are_listed_by_four_questions(django_assert_num_queries):
    """With units, criteria and 50,000 occurrences, as two are."""
    plan = acting.plan()
    acting.grow(plan, tasks=1000, occurrences=50)
    viewer = acting.by("thuy")

    with django_assert_num_queries(4):
        found = queries.tasks_of(viewer, plan)
        said = [
            (len(task.occurrences.all()), task.units.all()[0].unit.code, len(task.criteria.all())) for task in found[1:]
        ]

    assert said == [(50, "X0101-VHXH", 1)] * 1000
