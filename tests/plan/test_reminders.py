"""Who is told what, when, and that nobody is told twice."""

from datetime import date, datetime

import pytest
from tests.plan import acting, living

from hailong.agency.models import Notice, Person
from hailong.plan import plans, tasks
from hailong.plan.reminders import remind
from hailong.plan.stages import Stages, stages

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """The cast of the demo."""
    return living.ward()


def told(at: datetime) -> list[tuple[str, str, str]]:
    """Whom the reminding of an hour tells: login, kind and subject."""
    before = set(Notice.objects.values_list("pk", flat=True))
    count = remind(at)
    found = Notice.objects.exclude(pk__in=before).order_by("person__username", "kind", "subject")
    said = [(one.person.username, one.kind, one.subject) for one in found]
    assert count == len(said)
    return said


def test_what_falls_due_is_told_to_those_who_report_at_five_and_at_one_working_day():
    """Due on Friday 17 October: on Friday the 10th, again on Thursday the 16th, and not on the days between."""
    acting.plan(acting.row(due="Ngày 17/10/2025"))

    assert told(acting.now(9)) == []
    five = "Còn 5 ngày làm việc: Dán sơ đồ chỉ dẫn"
    assert told(acting.now(10)) == [("son", "plan.due", five), ("thuy", "plan.due", five)]
    assert [told(acting.now(day)) for day in (10, 13, 15)] == [[], [], []]
    one = "Còn 1 ngày làm việc: Dán sơ đồ chỉ dẫn"
    assert told(acting.now(16)) == [("son", "plan.due", one), ("thuy", "plan.due", one)]
    assert told(acting.now(17)) == []


def test_where_nobody_ran_the_clock_for_days_the_stage_reached_is_told_once():
    """The one missed is not told after it."""
    acting.plan(acting.row(due="Ngày 17/10/2025"))

    said = told(acting.now(17))

    assert {subject for _login, _kind, subject in said} == {"Hạn trong hôm nay: Dán sơ đồ chỉ dẫn"}
    assert told(acting.now(17)) == []


def test_what_is_overdue_is_told_the_next_day_and_then_weekly():
    """Until it is reported."""
    plan = acting.plan(acting.row(due="Ngày 03/10/2025"))
    told(acting.now(3))

    said = [{subject for _login, _kind, subject in told(acting.now(day))} for day in (4, 5, 10, 11, 17, 18)]

    task = "Dán sơ đồ chỉ dẫn"
    assert said == [
        {f"Quá hạn 1 ngày: {task}"}, set(), set(), {f"Quá hạn 8 ngày: {task}"}, set(), {f"Quá hạn 15 ngày: {task}"},
    ]  # fmt: skip
    acting.explain(acting.only(plan), at=acting.now(20))
    acting.report(acting.only(plan), at=acting.now(20))
    assert {kind for _login, kind, _subject in told(acting.now(25))} == {"plan.reported"}


def test_a_deadline_that_moved_is_told_of_anew():
    """It is another day."""
    plan = acting.plan(acting.row(due="Ngày 06/10/2025"))
    told(acting.NOW)

    acting.manage(tasks.set_deadline, task=acting.task(plan), text="Ngày 07/10/2025", reason="Họp dời")

    assert len(told(acting.NOW)) == 2


def test_what_was_reported_is_told_to_those_who_may_accept_but_not_to_the_reporter():
    """Leaders and the office that gathers."""
    plan = acting.plan(acting.row("Soát sổ", lead=["Văn phòng HĐND và UBND phường"]))
    acting.report(acting.only(plan), login="quang", room=acting.VP)

    said = "Văn phòng HĐND và UBND phường báo cáo xong: Soát sổ"
    assert told(acting.NOW) == [("minh", "plan.reported", said), ("yen", "plan.reported", said)]
    assert told(acting.now(4)) == []


def test_a_clock_put_on_by_months_tells_each_late_task_once_and_not_each_of_its_weeks():
    """The oldest week, how many more there are, and nothing again until the next stage."""
    acting.plan(acting.row("Trực", due="Hằng tuần"), acting.row("Soát sổ", due="Hằng tuần"))

    said = [subject for login, kind, subject in told(acting.now(24, 12)) if (login, kind) == ("thuy", "plan.overdue")]

    assert said == ["Quá hạn 159 ngày: Soát sổ", "Quá hạn 159 ngày: Trực"]
    assert "còn 22 đợt khác quá hạn" in acting.notices("plan.overdue")[0][1]
    assert [kind for _login, kind, _subject in told(acting.now(25, 12)) if kind == "plan.overdue"] == []


def test_a_return_to_somebody_who_left_is_told_to_those_who_report_for_the_unit_now():
    """Or nobody would know of it."""
    one = acting.only(acting.plan())
    acting.give_back(acting.report(one))
    Person.objects.filter(username="thuy").update(is_active=False)

    assert [(login, kind) for login, kind, _subject in told(acting.NOW)] == [("son", "plan.returned")]


def test_a_return_is_told_to_the_reporter_with_its_reason():
    """And to nobody else."""
    one = acting.only(acting.plan())
    acting.give_back(acting.report(one), reason="Thiếu ảnh chụp")

    assert told(acting.NOW) == [("thuy", "plan.returned", "Báo cáo bị trả lại: Dán sơ đồ chỉ dẫn")]
    kept = Notice.objects.get()
    assert "Thiếu ảnh chụp" in kept.body
    assert kept.link == f"/dot/{one.pk}/bao-cao/"


def test_an_obstacle_is_told_upwards_and_its_answer_back():
    """Each once."""
    said = acting.report(acting.only(acting.plan()), finishes=False, obstacle="Chưa có kinh phí in")

    assert {login for login, kind, _subject in told(acting.NOW) if kind == "plan.obstacle"} == {"minh", "yen", "quang"}
    tasks.answer_obstacle(report=said, text="Đã bố trí", by=acting.by("minh"), now=acting.NOW)
    assert told(acting.NOW) == [("thuy", "plan.answered", "Vướng mắc đã được trả lời: Dán sơ đồ chỉ dẫn")]
    assert told(acting.now(4)) == []


def test_nothing_is_told_of_a_plan_withdrawn_or_a_thing_that_waits():
    """Nobody owes it."""
    gone = acting.plan(acting.row(due="Ngày 06/10/2025"))
    plans.withdraw(plan=gone, reason="Ban hành nhầm", by=acting.by("minh"), now=acting.NOW)
    acting.plan(acting.row(due="Khi có phản ánh của người dân"))

    assert told(acting.NOW) == []


def test_reminding_asks_no_more_for_what_was_told(django_assert_max_num_queries):
    """It runs every minute."""
    acting.grow(acting.plan(), tasks=20, occurrences=20)
    remind(acting.NOW)

    with django_assert_max_num_queries(20):
        assert remind(acting.NOW) == 0


POLICY = Stages(before=(5, 1), first=1, every=7, ahead=14, answered=7)


@pytest.mark.parametrize(
    ("day", "left", "stage"),
    [(1, 6, ""), (2, 5, "5"), (6, 2, "5"), (7, 1, "1"), (10, 0, "1"), (11, -1, "+0"), (17, -5, "+0"), (18, -6, "+1")],
)
def test_the_stages_of_a_day_due_on_the_tenth(day, left, stage):
    """Written by hand."""
    assert POLICY.stage(date(2025, 10, 10), left=left, on=date(2025, 10, day)) == stage


def test_the_policy_is_data_with_its_source():
    """Changed there and nowhere else."""
    assert stages() == POLICY
