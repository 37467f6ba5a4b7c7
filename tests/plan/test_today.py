"""What waits for each of the cast on Friday 3 October 2025, by the clock."""

from datetime import date

import pytest
from tests.plan import acting, living

from hailong.agency.models import SpecialDay, Unit
from hailong.agency.people.rights import PASSER_BY
from hailong.plan import cascade, plans, tasks
from hailong.plan.models import Occurrence, Plan
from hailong.plan.queries.today import KINDS, LATE, LATER, WEEK, Counted, Today, Waiting, today

pytestmark = pytest.mark.django_db

CENTRE = "Trung tâm Phục vụ hành chính công phường"
DEPENDS = "Sau khi Đề án được phê duyệt"
EVENT = "Khi có phản ánh của người dân"


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """The cast of the demo."""
    return living.ward()


def waits(login: str, *kinds: str) -> list[tuple[str, str, int | None]]:
    """What waits for somebody: kind, of which task, and the working days left."""
    found = today(acting.by(login), now=acting.NOW).rows
    return [(one.kind, one.task.content, one.days_left) for one in found if one.task and one.kind in (kinds or KINDS)]


def first(login: str, kind: str) -> Waiting:
    """The first of a kind."""
    return next(one for one in today(acting.by(login), now=acting.NOW).rows if one.kind == kind)


@pytest.fixture
def busy() -> Plan:
    """Something of every kind."""
    plan = acting.plan(
        acting.row("Tuần tới", due="Ngày 09/10/2025"),
        acting.row("Cuối năm"),
        acting.row("Quá hạn", due="Quý III/2025"),
        acting.row("Trả lại", due="Quý IV/2025"),
        acting.row("Chờ nghiệm thu", lead=[CENTRE]),
        acting.row("Chờ đề án", due=DEPENDS),
        acting.row("Theo phản ánh", due=EVENT),
        acting.row("Chưa ai nhận", due="Ngày 20/10/2025", lead=["Các khu phố"]),
    )
    acting.give_back(acting.report(acting.only(plan, 3)))
    acting.report(acting.only(plan, 4), login="ha", room=acting.TT, obstacle="Thiếu ghế")
    acting.happen(acting.task(plan, 6), "Khu phố 7 báo bảng mờ")
    return plan


def test_an_officer_finds_what_he_reports_on_the_oldest_first(busy):
    """Overdue, due within two weeks, from an event, returned; not what is due at the end of the year."""
    assert waits("thuy") == [
        ("report", "Quá hạn", -3),
        ("report", "Tuần tới", 4),
        ("event", "Theo phản ánh", 5),
        ("report", "Trả lại", 63),
    ]


def test_a_head_finds_what_he_has_to_explain_in_place_of_the_report(busy):
    """It is explained first, and stands once."""
    assert waits("son")[:2] == [("explain", "Quá hạn", -3), ("report", "Tuần tới", 4)]


def test_what_was_explained_no_longer_waits_for_an_explanation(busy):
    """The report still does."""
    acting.explain(acting.only(busy, 2))

    assert waits("son")[0] == ("report", "Quá hạn", -3)


def test_those_above_find_decisions_obstacles_triggers_and_what_nobody_leads(busy):
    """In the order of their days; what has no day comes last."""
    assert waits("minh") == [
        ("unassigned", "Chưa ai nhận", 11),
        ("obstacle", "Chờ nghiệm thu", 63),
        ("accept", "Chờ nghiệm thu", 63),
        ("trigger", "Chờ đề án", None),
    ]


def test_what_waits_for_events_waits_for_nobody():
    """It is never overdue, and no trigger opens it."""
    acting.plan(acting.row("Theo phản ánh", due=EVENT))

    assert (waits("minh"), waits("thuy")) == ([], [])


def test_what_has_no_deadline_waits_for_one():
    """Somebody must set it."""
    acting.plan(acting.row("Không rõ hạn", due=None))

    assert waits("minh") == [("trigger", "Không rõ hạn", None)]


def test_the_reporter_does_not_find_his_own_report_to_decide_on():
    """Somebody else does."""
    plan = acting.plan(acting.row("Soát sổ", lead=["Văn phòng HĐND và UBND phường"]))
    acting.report(acting.only(plan), login="quang", room=acting.VP, obstacle="Thiếu sổ")

    assert waits("quang", "accept", "obstacle") == []
    assert [kind for kind, *_more in waits("minh")] == ["obstacle", "accept"]
    assert first("minh", "accept").report.by.username == "quang"


def test_an_answered_obstacle_waits_no_longer(busy):
    """Though its report still waits to be accepted."""
    tasks.answer_obstacle(
        report=first("minh", "obstacle").report, text="Mua thêm", by=acting.by("minh"), now=acting.NOW
    )

    assert waits("minh", "obstacle", "accept") == [("accept", "Chờ nghiệm thu", 63)]


def test_a_coordinating_room_finds_nothing_to_report():
    """It may add its part; nobody waits for it."""
    acting.plan(acting.row("Quá hạn", due="Quý III/2025", coordinating=[acting.ECONOMY]))

    assert waits("dat") == []


@pytest.mark.parametrize("login", ["lan", "hoa", "dieu", "quantri"])
def test_those_who_only_look_on_have_nothing_waiting(busy, login):
    """The counter clerk, the auditor, the agency above, the administrator."""
    assert today(acting.by(login), now=acting.NOW) == Today((), {})


def test_a_passer_by_has_nothing_waiting(busy):
    """Nor has he anything to see."""
    assert today(PASSER_BY, now=acting.NOW) == Today((), {})


def test_nothing_waits_of_a_plan_that_ended(busy):
    """It stays on record."""
    plans.end(plan=busy, reason="Hết năm", by=acting.by("minh"), now=acting.NOW)

    assert [today(acting.by(login), now=acting.NOW).rows for login in ("thuy", "son", "minh")] == [(), (), ()]


def _close(unit: Unit, day: date) -> None:
    SpecialDay.objects.create(unit=unit, day=day, kind="closed", name="Nghỉ", source="Thông báo 9/TB-UBND (ví dụ)")


def test_days_left_are_working_days_of_the_accountable_unit():
    """Culture is closed on Thursday 9 October, its last day: it should act by Wednesday."""
    acting.plan(acting.row("Tuần tới", due="Ngày 09/10/2025"))
    _close(acting.unit(acting.VHXH), date(2025, 10, 9))

    found = first("thuy", "report")
    assert (found.due, found.days_left, found.act_by) == (date(2025, 10, 9), 3, date(2025, 10, 8))


@pytest.mark.parametrize(
    ("due", "left"), [("Ngày 03/10/2025", 0), ("Ngày 06/10/2025", 1), ("Ngày 02/10/2025", -1), ("Ngày 30/9/2025", -3)]
)
def test_today_is_zero_and_what_is_past_is_below(due, left):
    """From Friday to Monday is one working day."""
    acting.plan(acting.row(due=due))

    assert first("thuy", "report").days_left == left


def test_what_was_due_on_a_day_off_is_past_even_before_the_office_opens_again():
    """Due on Saturday, asked on Sunday: no working day went by, yet it is late."""
    acting.plan(acting.row(due="Ngày 04/10/2025"))

    found = today(acting.by("thuy"), now=acting.now(5)).rows
    assert found[0].days_left == -1


def test_a_child_plan_waits_for_the_unit_that_owes_it_and_for_those_who_asked_once_it_is_near():
    """The head of the room sees it at once; the chairman two weeks before."""
    plan = acting.plan()
    rooms = [acting.unit(acting.VHXH), acting.unit(acting.TT)]
    near, far = date(2025, 10, 10), date(2025, 11, 28)
    for room, due in zip(rooms, (near, far), strict=True):
        cascade.require(plan=plan, task=None, units=[room], due=due, by=acting.by("minh"), now=acting.NOW)

    def owed(login: str) -> list[tuple[str, date | None]]:
        found = today(acting.by(login), now=acting.NOW).rows
        return [(one.unit.code, one.due) for one in found if one.kind == "child_plan"]

    assert owed("son") == [("X0101-VHXH", near)]
    assert owed("ha") == [("X0101-TT", far)]
    assert owed("minh") == [("X0101-VHXH", near)]
    assert owed("thuy") == []


def test_each_leads_to_the_page_where_it_is_done(busy):
    """By the addresses that notices use too."""
    late, decided = acting.only(busy, 2).pk, acting.only(busy, 4).pk

    assert first("son", "explain").link == f"/dot/{late}/giai-trinh/"
    assert first("thuy", "report").link == f"/dot/{late}/bao-cao/"
    assert first("minh", "accept").link == f"/dot/{decided}/nghiem-thu/"
    assert first("minh", "obstacle").link == f"/bao-cao/{first('minh', 'obstacle').report.pk}/tra-loi/"
    assert first("minh", "unassigned").link == f"/nhiem-vu/{acting.task(busy, 7).pk}/"


def test_neither_the_questions_nor_the_rows_grow_with_what_waits(django_assert_max_num_queries):
    """Fifty tasks, each late twenty times and more: fifty rows that say how many more, all of them counted."""
    acting.grow(acting.plan(), tasks=50, occurrences=49)
    viewer = acting.by("son")

    with django_assert_max_num_queries(25):
        found = today(viewer, now=acting.NOW)

    assert found.counts == {
        LATE: Counted(things=50 * 32, rows=50),
        WEEK: Counted(things=50 * 3, rows=50 * 3),
        LATER: Counted(things=50 * 12, rows=50),
    }
    assert [(one.kind, one.due, one.others) for one in found.rows[:50]] == [("explain", date(2025, 9, 1), 31)] * 50
    assert len(found.rows) == 50 + 100 + 50


def test_no_more_rows_of_a_kind_are_read_than_asked_for():
    """The most pressing; the rest is counted."""
    acting.grow(acting.plan(), tasks=7, occurrences=1)

    found = today(acting.by("son"), now=acting.NOW, most=3)

    assert found.counts[LATE] == Counted(things=7, rows=7)
    assert [one.task.position for one in found.rows if one.task] == [2, 3, 4]


def test_decisions_of_many_units_cost_the_questions_of_one(django_assert_max_num_queries):
    """The calendars of all their units are built together."""
    acting.plan(
        *(acting.row(f"Việc {number}", lead=[lead]) for number in range(9) for lead in (CENTRE, acting.ECONOMY))
    )
    for one in Occurrence.objects.all():
        room = one.task.units.get().unit
        acting.report(one, login="ha" if room.code == acting.TT else "dat", room=room.code)

    with django_assert_max_num_queries(30):
        found = today(acting.by("minh"), now=acting.NOW)

    assert [one.kind for one in found.rows] == ["accept"] * 18
