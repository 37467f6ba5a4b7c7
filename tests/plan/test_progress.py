"""Progress computed from the records: every share adds up, by unit, section, criterion, and over plans below."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.plan import acting, living

from hailong.agency.models import Unit
from hailong.plan import rules, tasks
from hailong.plan.models import Occurrence, Plan, Task
from hailong.plan.queries import progress
from hailong.plan.queries.progress import Progress
from hailong.plan.standing import standing_of

pytestmark = pytest.mark.django_db

CENTRE = "Trung tâm Phục vụ hành chính công phường"


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """The cast of the demo."""
    return living.ward()


def lived() -> Plan:
    """A plan on 3 October: a thing of each kind, led by two rooms and by nobody known."""
    plan = acting.plan(
        acting.row("Đúng hạn", due="Ngày 02/10/2025", section="I", section_title="Đón tiếp", criteria=["TC"]),
        acting.row("Trễ", due="Ngày 01/10/2025", section="I", section_title="Đón tiếp", criteria=["TC", "PV"]),
        acting.row("Chờ nghiệm thu", section="I", section_title="Đón tiếp"),
        acting.row("Trả lại", section="II", section_title="Hồ sơ", lead=[CENTRE], criteria=["HC"]),
        acting.row("Quá hạn", due="Quý III/2025", section="II", section_title="Hồ sơ", lead=[CENTRE]),
        acting.row("Chưa đến hạn", section="II", section_title="Hồ sơ", lead=["Các khu phố"]),
        acting.row("Chờ", due="Khi có phản ánh của người dân", section="III", section_title="Khác"),
        acting.row("Đã huỷ", section="III", section_title="Khác"),
    )
    acting.accept(acting.report(acting.only(plan, 0), at=acting.now(2)))
    acting.explain(acting.only(plan, 1))
    acting.accept(acting.report(acting.only(plan, 1)))
    acting.report(acting.only(plan, 2))
    acting.give_back(acting.report(acting.only(plan, 3), login="ha", room=acting.TT))
    acting.manage(tasks.cancel, occurrence=acting.only(plan, 7), reason="Trùng")
    return plan


def test_each_kind_is_counted_once():
    """Three fell due: one kept, one late, one overdue."""
    found = progress.of_plan(lived(), acting.TODAY)

    assert found == Progress(1, 1, 1, 1, 1, 1, 1, 1, due_so_far=3, kept=1)
    assert found.total == 8
    assert f"{found.rate:.2f}" == "33.33"


def test_every_figure_is_defined():
    """In words, where it is shown."""
    assert set(rules.DEFINITIONS) == {*progress.KINDS, "total", "due_so_far", "kept", "rate", "stale"}


def test_what_was_done_early_does_not_raise_the_rate():
    """It counts once its day has come."""
    plan = acting.plan(acting.row(due="Ngày 01/10/2025"), acting.row(due="Quý IV/2025"))
    acting.accept(acting.report(acting.only(plan, 1)))

    assert progress.of_plan(plan, acting.TODAY).rate == 0.0
    assert progress.of_plan(plan, date(2025, 12, 31)).rate == 50.0


def test_before_anything_fell_due_there_is_no_rate():
    """Not a hundred percent."""
    assert progress.of_plan(acting.plan(), acting.TODAY).rate is None


@pytest.mark.parametrize(("on", "overdue"), [(date(2025, 9, 30), 0), (date(2025, 10, 1), 1)])
def test_the_last_day_is_not_overdue(on, overdue):
    """The day after is."""
    plan = acting.plan(acting.row(due="Quý III/2025"))

    assert progress.of_plan(plan, on).overdue == overdue


def test_by_unit_names_who_is_accountable_and_nobody_last():
    """In the order of the alphabet: Phòng before Trung tâm."""
    shares = progress.by_unit(lived(), acting.TODAY)

    assert [share.unit.name if share.unit else None for share in shares] == [acting.SOCIETY, CENTRE, None]
    assert [share.progress.total for share in shares] == [5, 2, 1]
    assert shares[1].progress == Progress(returned=1, overdue=1, due_so_far=1)


def test_by_section_keeps_the_printed_order():
    """With titles."""
    shares = progress.by_section(lived(), acting.TODAY)

    assert [(share.section, share.title, share.progress.total) for share in shares] == [
        ("I", "Đón tiếp", 3),
        ("II", "Hồ sơ", 3),
        ("III", "Khác", 2),
    ]


def test_by_criterion_counts_a_task_once_for_each_it_raises():
    """So that these shares may add up to more than the plan."""
    shares = progress.by_criterion(lived(), acting.TODAY)

    assert [(share.code, share.progress.total) for share in shares] == [("HC", 1), ("PV", 1), ("TC", 2), ("", 5)]


STATES = st.sampled_from(rules.OCCURRENCE_STATES)
ROWS = st.lists(
    st.tuples(STATES, st.dates(date(2025, 9, 25), date(2025, 10, 10)), st.booleans(), st.integers(0, 3)), max_size=30
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, on=st.dates(date(2025, 9, 24), date(2025, 10, 12)))
def test_the_shares_add_up_whatever_the_states(rows, on):
    """By kind, by unit and by section; and the count in the database is that of asking each one by one."""
    plan = _laid(rows)
    whole = progress.of_plan(plan, on)

    found = list(Occurrence.objects.filter(task__plan=plan))
    one_by_one = Counter(standing_of(one, on) for one in found)
    assert {kind: getattr(whole, kind) for kind in progress.KINDS} == {
        kind: one_by_one[kind] for kind in progress.KINDS
    }
    assert whole.total == len(found)
    assert sum((share.progress for share in progress.by_unit(plan, on)), Progress()) == whole
    assert sum((share.progress for share in progress.by_section(plan, on)), Progress()) == whole
    assert sum(share.progress.total for share in progress.by_criterion(plan, on)) >= whole.total
    assert 0 <= whole.kept <= whole.due_so_far <= whole.total
    Plan.objects.all().delete()


def _laid(rows: list[tuple[str, date, bool, int]]) -> Plan:
    """A plan whose occurrences are in these states."""
    plan = acting.plan(
        acting.row("Một", section="I", criteria=["TC", "PV"]),
        acting.row("Hai", section="I", lead=[acting.ECONOMY]),
        acting.row("Ba", section="II", lead=["Các khu phố"], criteria=["KQ"]),
        acting.row("Bốn", section="II", lead=[CENTRE, acting.ECONOMY]),
    )
    Occurrence.objects.filter(task__plan=plan).delete()
    listed = list(plan.tasks.all())
    Occurrence.objects.bulk_create(
        Occurrence(
            province=plan.province,
            task=listed[which],
            key=f"x{number}",
            label="Đợt",
            due=None if state == rules.WAITING else due,
            state=state,
            late=late and state == rules.ACCEPTED,
            closed=acting.NOW if state in (rules.ACCEPTED, rules.CANCELLED) else None,
        )
        for number, (state, due, late, which) in enumerate(rows)
    )
    return plan


def test_every_share_of_a_large_plan_is_one_or_two_questions(django_assert_num_queries):
    """For a hundred tasks of 50 occurrences as for any other number."""
    plan = acting.plan()
    acting.grow(plan, tasks=100, occurrences=50)

    with django_assert_num_queries(1):
        whole = progress.of_plan(plan, acting.TODAY)
    with django_assert_num_queries(2):
        by_unit = progress.by_unit(plan, acting.TODAY)
    with django_assert_num_queries(1):
        by_section = progress.by_section(plan, acting.TODAY)
    with django_assert_num_queries(1):
        by_criterion = progress.by_criterion(plan, acting.TODAY)

    assert (whole.total, whole.overdue) == (5_001, 3_200)
    assert {sum(share.progress.total for share in shares) for shares in (by_unit, by_section, by_criterion)} == {5_001}


@pytest.mark.parametrize(
    ("place", "state"),
    list(enumerate(["done", "late_done", "running", "running", "overdue", "unassigned", "waiting", "cancelled"])),
)
def test_a_task_stands_as_its_occurrences_do(place, state):
    """One word for its badge."""
    assert progress.task_state(acting.task(lived(), place), acting.TODAY) == state


def test_a_task_with_one_thing_overdue_is_overdue():
    """Whatever else of it is done."""
    task = acting.task(acting.plan(acting.row(due="Hằng quý")))

    assert progress.task_state(task, acting.TODAY) == "overdue"
    assert progress.task_state(task, date(2025, 9, 30)) == "running"


def test_a_task_cancelled_is_cancelled_though_part_of_it_was_done():
    """The badge says how it ended."""
    task = acting.task(acting.plan())
    acting.manage(tasks.cancel, task=task, reason="Chuyển về tỉnh")

    assert progress.task_state(Task.objects.get(pk=task.pk), acting.TODAY) == "cancelled"


def _communes(parent: Plan, count: int) -> list[Plan]:
    """So many communes of the province, each with a plan under the parent: two things overdue, one still open."""
    province = parent.unit
    found = []
    for number in range(count):
        commune = living.unit(f"X02{number:03d}", f"UBND xã số {number:03d}", parent=province, kind="commune")
        found.append(_under(parent, commune))
    return found


def _under(parent: Plan, unit: Unit) -> Plan:
    plan = Plan.objects.create(
        code=f"{unit.code}-2025", province=parent.province, unit=unit, parent=parent, type="Kế hoạch",
        title="Đón tiếp người dân", year=2025, first=parent.first, last=parent.last, digest=unit.code,
        confirmed_by=parent.confirmed_by, confirmed=acting.NOW,
    )  # fmt: skip
    task = Task.objects.create(province=parent.province, plan=plan, position=1, content="Thêm ghế")
    for day in (date(2025, 9, 1), date(2025, 10, 2), date(2025, 10, 3)):
        Occurrence.objects.create(province=parent.province, task=task, key=f"{day}", label="Đợt", due=day)
    return plan


@pytest.fixture
def above() -> Plan:
    """The province's own plan."""
    living.person("ngan", "Trần Kim Ngân", acting.unit("X01"), "coordinating_office")
    return acting.plan(unit="X01", by="ngan")


def test_hundreds_of_child_plans_roll_up_in_three_questions(above, django_assert_num_queries):
    """One a level of plans, one for the figures."""
    children, viewer = _communes(above, 300), acting.by("ngan")

    with django_assert_num_queries(3):
        found = progress.of_children(above, acting.TODAY, viewer=viewer)

    assert [plan for plan, _share in found] == children
    assert {share.overdue for _plan, share in found} == {2}
    assert progress.total(found) == Progress(overdue=600, not_yet_due=300, due_so_far=900)


def test_a_child_s_share_holds_what_is_below_it(above):
    """Plans of plans, however deep."""
    child = _communes(above, 1)[0]
    room = living.unit("X02000-VP", "Văn phòng xã", parent=child.unit)
    _under(_under(child, room), living.unit("X02000-TT", "Trung tâm xã", parent=child.unit))

    assert [
        (plan.code, share.total) for plan, share in progress.of_children(above, acting.TODAY, viewer=acting.by("ngan"))
    ] == [("X02000-2025", 9)]


def test_a_child_plan_is_shown_to_those_who_see_it(above):
    """A commune sees its own beside the province's, never its neighbour's."""
    mine, other = _communes(above, 2)
    living.person("bao", "Lý Quốc Bảo", mine.unit, "leader")

    assert [plan for plan, _share in progress.of_children(above, acting.TODAY, viewer=acting.by("bao"))] == [mine]
    assert other not in [plan for plan, _share in progress.of_children(above, acting.TODAY, viewer=acting.by("minh"))]


def test_several_plans_are_asked_in_one_question(above, django_assert_num_queries):
    """In the order given; a plan without occurrences stands there with nothing."""
    first, second = _communes(above, 2)
    Occurrence.objects.filter(task__plan=second).delete()

    with django_assert_num_queries(1):
        found = progress.of_plans([second, first], acting.TODAY)

    assert [(plan, share.total) for plan, share in found] == [(second, 0), (first, 3)]


def test_who_is_behind_is_named_with_days_the_worst_first():
    """By head and unit; a room without a head by its name; nobody known as nobody."""
    plan = acting.plan(
        acting.row("Một", due="Quý III/2025"),
        acting.row("Hai", due="Ngày 15/9/2025"),
        acting.row("Ba", due="Ngày 01/8/2025", lead=[acting.ECONOMY]),
        acting.row("Bốn", due="Ngày 02/10/2025", lead=["Các khu phố"]),
        acting.row("Năm", due="Quý IV/2025", lead=[CENTRE]),
    )

    found = progress.stale(acting.by("minh"), acting.TODAY)

    assert [(one.name, one.days, one.count) for one in found] == [
        ("Phòng Kinh tế", 63, 1),
        ("Lâm Hoài Sơn (Phòng Văn hóa - Xã hội)", 18, 2),
        ("Chưa có đơn vị chịu trách nhiệm", 1, 1),
    ]
    assert progress.stale(acting.by("minh"), acting.TODAY, plan=plan) == found
    assert progress.stale(acting.by("ha"), acting.TODAY) == found  # her centre takes part: it is one signed text
    assert progress.stale(acting.by("quantri"), acting.TODAY) == []


def test_who_reported_is_no_longer_behind():
    """Nor is what a cancelled task owed."""
    plan = acting.plan(acting.row("Một", due="Quý III/2025"), acting.row("Hai", due="Quý III/2025"))
    acting.explain(acting.only(plan))
    acting.report(acting.only(plan))
    acting.manage(tasks.cancel, task=acting.task(plan, 1), reason="Trùng")

    assert progress.stale(acting.by("minh"), acting.TODAY) == []


def test_who_is_behind_is_found_in_a_bounded_number_of_questions(django_assert_num_queries):
    """Rows, units, heads."""
    acting.grow(acting.plan(), tasks=50, occurrences=20)
    viewer = acting.by("minh")

    with django_assert_num_queries(3):
        assert [one.count for one in progress.stale(viewer, acting.TODAY)] == [1000]
