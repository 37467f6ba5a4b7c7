"""The verbs of a plan: money that adds up, publication, its end, and where it was posted."""

from datetime import date

import pytest
from tests.plan import living

from hailong.agency.faults import Refused
from hailong.agency.models import Evidence, Line, Unit
from hailong.agency.people.rights import SYSTEM, Forbidden, Viewer
from hailong.plan import plans
from hailong.plan.models import Occurrence, Plan, Posting

pytestmark = pytest.mark.django_db

NOW = living.NOW


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """The cast of the demo."""
    return living.ward()


@pytest.fixture
def plan() -> Plan:
    """A plan with one task of the economy room and one that waits."""
    return living.plan_of(
        living.reading_of(
            living.row("Thay ghế chờ", lead=["Phòng Kinh tế"]),
            living.row("Tập huấn", due="Sau khi Đề án được phê duyệt"),
        )
    )


@pytest.fixture
def quang(ward: living.Ward) -> Viewer:
    """Who gathers plans in the ward."""
    return living.viewer("quang")


def picture(unit: Unit, kind: str = "image/png") -> Evidence:
    """A file the unit added."""
    person = living.Person.objects.get(username="quang")
    return Evidence.objects.create(
        unit=unit, sha256="a" * 64, size=9, kind=kind, name="anh.png", added_by=person, added=NOW
    )


def test_lines_add_up_to_the_dong_and_are_held_against_the_stated_total(plan: Plan, quang: Viewer) -> None:
    """As typed by people, or in whole đồng."""
    said = {"plan": plan, "by": quang, "now": NOW}
    plans.add_funding(text="Ghế chờ", amount="80 triệu đồng", source="Ngân sách phường", **said)
    plans.add_funding(text="Quạt", amount=12_500_001, task=plan.tasks.first(), **said)
    before = plans.money(plan)
    assert (before.sum, before.stated, before.difference) == (92_500_001, None, None)
    after = plans.state_total(amount="92,5 triệu đồng", **said)
    assert (after.sum, after.stated, after.difference) == (92_500_001, 92_500_000, 1)
    assert [line.text for line in after.lines] == ["Ghế chờ", "Quạt"]
    assert plans.state_total(amount="", **said).difference is None
    assert [line.verb for line in Line.objects.filter(verb__in=("plan.fund", "plan.total"))] == [
        "plan.fund", "plan.fund", "plan.total", "plan.total",
    ]  # fmt: skip


def test_a_withdrawn_line_counts_no_more_and_stays_on_record(plan: Plan, quang: Viewer) -> None:
    """Once, with a reason."""
    line = plans.add_funding(plan=plan, text="Ghế chờ", amount="1 tỷ", by=quang, now=NOW)
    with pytest.raises(Refused) as blank:
        plans.withdraw_funding(funding=line, reason="", by=quang, now=NOW)
    assert blank.value.field == "reason"
    plans.withdraw_funding(funding=line, reason="Đã có nguồn khác", by=quang, now=NOW)
    assert (plans.money(plan).sum, plan.funding.count()) == (0, 1)
    with pytest.raises(Refused, match="đã được rút"):
        plans.withdraw_funding(funding=line, reason="Lần nữa", by=quang, now=NOW)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": "nhiều lắm"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"text": "  "}, "text"),
        ({"text": "x" * 301}, "text"),
        ({"source": "x" * 201}, "source"),
    ],
)
def test_a_line_that_cannot_be_names_its_field(plan: Plan, quang: Viewer, values: dict[str, str], field: str) -> None:
    """And nothing is kept."""
    with pytest.raises(Refused) as refused:
        plans.add_funding(**({"plan": plan, "text": "Ghế", "amount": "1 triệu", "by": quang, "now": NOW} | values))
    assert (refused.value.field, plan.funding.count()) == (field, 0)


def test_money_of_another_plans_task_is_refused(plan: Plan, quang: Viewer) -> None:
    """A task's money is its own plan's."""
    other = living.plan_of(living.reading_of(living.row("Việc khác"), head={"number": "9/KH", "title": "Khác"}))
    with pytest.raises(Refused, match="không thuộc kế hoạch"):
        plans.add_funding(plan=plan, text="Ghế", amount="1 triệu", task=other.tasks.get(), by=quang, now=NOW)


def test_a_plan_is_public_from_the_day_it_is_published_until_it_is_not(plan: Plan, quang: Viewer) -> None:
    """Publishing twice keeps the first day and tells it once."""
    plans.publish(plan=plan, by=quang, now=NOW)
    plans.publish(plan=plan, by=quang, now=NOW.replace(day=9))
    assert Plan.objects.get().public_since == date(2025, 10, 3)
    assert Line.objects.filter(verb="plan.publish").count() == 1
    plans.unpublish(plan=plan, reason="Chờ sửa số liệu", by=quang, now=NOW)
    assert Plan.objects.get().public_since is None
    assert Line.objects.get(verb="plan.unpublish").before == {"public_since": "2025-10-03"}


def test_an_ended_plan_takes_nothing_more(plan: Plan, quang: Viewer) -> None:
    """What was late stays late on record."""
    plans.end(plan=plan, reason="Hết năm", by=quang, now=NOW)
    assert Plan.objects.get().state == "ended"
    assert Occurrence.objects.filter(state="open").count() == 1
    with pytest.raises(Refused, match="đã kết thúc"):
        plans.add_funding(plan=plan, text="Ghế", amount="1 triệu", by=quang, now=NOW)
    with pytest.raises(Refused, match="đã kết thúc"):
        plans.end(plan=plan, reason="Lần nữa", by=quang, now=NOW)


def test_a_withdrawn_plan_cancels_what_is_not_done_with_the_reason(plan: Plan, quang: Viewer) -> None:
    """What was accepted stays so, and nobody sees the plan in public any more."""
    plans.publish(plan=plan, by=quang, now=NOW)
    first = Occurrence.objects.get(task__position=1)
    Occurrence.objects.filter(pk=first.pk).update(state="accepted", closed=NOW)
    assert plans.withdraw(plan=plan, reason="Nhập nhầm bản dự thảo", by=quang, now=NOW) == 1
    kept = Plan.objects.get()
    assert (kept.state, kept.public_since) == ("withdrawn", None)
    states = {row.task.position: (row.state, row.why) for row in Occurrence.objects.select_related("task")}
    assert states == {1: ("accepted", ""), 2: ("cancelled", "Nhập nhầm bản dự thảo")}
    with pytest.raises(Refused, match="đã rút"):
        plans.publish(plan=plan, by=quang, now=NOW)


@pytest.mark.parametrize("login", ["thuy", "son", "lan", "quantri", "hoa", "dieu"])
def test_only_who_manages_the_plan_changes_it(plan: Plan, login: str) -> None:
    """Officers, heads of rooms, the administrator and those above look on."""
    by = living.viewer(login)
    verbs = (
        lambda: plans.add_funding(plan=plan, text="Ghế", amount="1 triệu", by=by, now=NOW),
        lambda: plans.state_total(plan=plan, amount="1 triệu", by=by, now=NOW),
        lambda: plans.publish(plan=plan, by=by, now=NOW),
        lambda: plans.unpublish(plan=plan, reason="x", by=by, now=NOW),
        lambda: plans.link_parent(plan=plan, parent="", by=by, now=NOW),
        lambda: plans.end(plan=plan, reason="x", by=by, now=NOW),
        lambda: plans.withdraw(plan=plan, reason="x", by=by, now=NOW),
    )
    for verb in verbs:
        with pytest.raises(Forbidden):
            verb()
    assert not Line.objects.exclude(verb__in=("plan.confirm", "evidence.add")).exists()


def test_a_posting_tells_where_when_and_by_whom(plan: Plan, ward: living.Ward) -> None:
    """With a link and a picture of the unit's own."""
    unit = ward["X0101-TT"]
    made = plans.post(
        plan=plan, task=None, unit=unit, place="Bảng tin trước cổng", day=date(2025, 10, 2),
        link="https://songxanh.example/tin/1", picture=picture(unit), by=living.viewer("quang"), now=NOW,
    )  # fmt: skip
    assert (made.unit, made.by.username, made.noted) == (unit, "quang", NOW)
    line = Line.objects.get(verb="plan.post")
    assert (line.actor_name, line.after["place"], line.after["unit"]) == (
        "Bùi Đăng Quang", "Bảng tin trước cổng", "X0101-TT",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"place": " "}, "place"),
        ({"day": date(2025, 10, 4)}, "day"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "songxanh"}, "link"),
    ],
)
def test_a_posting_that_cannot_be_names_its_field(
    plan: Plan, quang: Viewer, ward: living.Ward, values: dict[str, object], field: str
) -> None:
    """No place, a day to come, no web address."""
    start = {"plan": plan, "task": None, "unit": ward["X0101"], "place": "Bảng tin", "day": date(2025, 10, 2)}
    with pytest.raises(Refused) as refused:
        plans.post(**(start | {"by": quang, "now": NOW} | values))
    assert (refused.value.field, Posting.objects.count()) == (field, 0)


def test_a_picture_is_one_and_of_the_unit_that_posts(plan: Plan, quang: Viewer, ward: living.Ward) -> None:
    """Nobody shows another's file by its number."""
    said = {"plan": plan, "task": None, "place": "Bảng tin", "day": date(2025, 10, 2), "by": quang, "now": NOW}
    for shown in (picture(ward["X0101-KT"]), picture(ward["X0101"], "application/pdf")):
        with pytest.raises(Refused) as refused:
            plans.post(unit=ward["X0101"], picture=shown, **said)
        assert refused.value.field == "picture"


def test_who_only_takes_part_posts_the_tasks_in_which_his_unit_does(plan: Plan, ward: living.Ward) -> None:
    """Not the whole plan, and not what others do; who may post for the plan's own unit posts both for it."""
    unit = ward["X0101-TT"]
    said = {"plan": plan, "unit": unit, "place": "Bảng tin", "day": date(2025, 10, 2), "now": NOW}
    others = plan.tasks.exclude(units__unit=unit).first()
    assert others is not None
    for task in (None, others):
        with pytest.raises(Refused) as refused:
            plans.post(task=task, by=living.viewer("lan"), **said)
        assert refused.value.field == "task"
        assert plans.post(task=task, by=living.viewer("quang"), **said).unit == unit


def test_a_unit_that_has_no_part_in_the_plan_posts_nothing(plan: Plan, ward: living.Ward) -> None:
    """Whoever takes part does; the installation itself posts nothing."""
    said = {"plan": plan, "task": None, "place": "Bảng tin", "day": date(2025, 10, 2), "now": NOW}
    head = {"number": "9/KH-KT", "title": "Việc của phòng"}
    room = living.plan_of(living.reading_of(living.row("Việc phòng", lead=["Văn phòng"]), head=head), unit="X0101-KT")
    with pytest.raises(Refused) as refused:
        plans.post(unit=ward["X0101-VHXH"], by=living.viewer("son"), **(said | {"plan": room}))
    assert refused.value.field == "unit"
    assert plans.post(unit=ward["X0101-VP"], by=living.viewer("quang"), **(said | {"plan": room}))
    with pytest.raises(Forbidden):
        plans.post(unit=ward["X0101-KT"], by=living.viewer("son"), **said)
    with pytest.raises(Forbidden):
        plans.post(unit=ward["X0101"], by=SYSTEM, **said)
