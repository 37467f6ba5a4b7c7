"""A plan asks units below for plans of their own: by when, which plan answers, and how late."""

from datetime import date, datetime, timedelta

import pytest
from tests.plan import living

from hailong.agency.faults import Refused
from hailong.agency.models import Line, RoleAssignment, Unit
from hailong.agency.people.rights import SYSTEM, Forbidden
from hailong.plan import cascade, plans
from hailong.plan.intake.importing import Choices
from hailong.plan.models import ChildPlan, Plan

pytestmark = pytest.mark.django_db

DUE = date(2025, 10, 15)


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """The cast of the demo."""
    return living.ward()


@pytest.fixture
def above() -> Plan:
    """The ward's plan, under which its rooms make theirs."""
    return living.plan_of(living.reading_of(living.row("Lập kế hoạch của phòng")))


def require(plan: Plan, *codes: str, due: date = DUE, by: str = "quang") -> list[ChildPlan]:
    """Ask the units of those codes."""
    units = [Unit.objects.get(code=code) for code in codes]
    task = plan.tasks.first()
    return cascade.require(plan=plan, task=task, units=units, due=due, by=living.viewer(by), now=living.NOW)


def child(code: str = "X0101-KT", *, parent: str = "", number: int = 1, now: datetime = living.NOW) -> Plan:
    """A room's own plan."""
    head = {"number": f"{number}/KH-P", "title": f"Việc của phòng {number}", "agency": "Phòng Kinh tế"}
    reading = living.reading_of(living.row("Trực quầy"), head=head)
    return living.plan_of(reading, unit=code, choices=Choices(parent=parent), now=now)


def test_units_below_owe_a_plan_by_a_day(above: Plan) -> None:
    """Each with a line of the journal."""
    owed = require(above, "X0101-KT", "X0101-VHXH")
    assert {(row.unit.code, row.due, row.child_id) for row in owed} == {
        ("X0101-KT", DUE, None),
        ("X0101-VHXH", DUE, None),
    }
    lines = Line.objects.filter(verb="plan.require", kind="plan", thing=str(above.pk))
    assert {line.after["unit"] for line in lines} == {"X0101-KT", "X0101-VHXH"}


@pytest.mark.parametrize("code", ["X0101", "X01-SNV", "X01"])
def test_a_unit_that_is_not_below_owes_nothing(above: Plan, code: str) -> None:
    """Not oneself, not a neighbour, not those above; and then nobody is asked."""
    with pytest.raises(Refused, match="không trực thuộc") as refused:
        require(above, "X0101-KT", code)
    assert (refused.value.field, ChildPlan.objects.count()) == ("units", 0)


def test_a_unit_that_has_ended_owes_nothing(ward: living.Ward) -> None:
    """What became of it does."""
    RoleAssignment.objects.filter(person__username="quang").update(unit=ward["X01"])
    plan = living.plan_of(living.reading_of(living.row("Lập kế hoạch")), unit="X01")
    with pytest.raises(Refused, match=r"đã kết thúc hoạt động ngày 30/06/2025"):
        require(plan, "X0101-BL")
    assert [row.unit.code for row in require(plan, "X0101")] == ["X0101"]


def test_nobody_and_a_day_before_the_plan_are_refused(above: Plan) -> None:
    """With the field that is wrong."""
    with pytest.raises(Refused) as nobody:
        require(above)
    with pytest.raises(Refused, match=r"17/0?7/2025") as early:
        require(above, "X0101-KT", due=date(2025, 7, 17))
    assert (nobody.value.field, early.value.field) == ("units", "due")


def test_a_task_of_another_plan_and_a_plan_that_no_longer_runs_are_refused(above: Plan, ward: living.Ward) -> None:
    """What is asked stands under a running plan."""
    other = child()
    with pytest.raises(Refused, match="không thuộc kế hoạch"):
        cascade.require(
            plan=above, task=other.tasks.get(), units=[ward["X0101-KT"]], due=DUE, by=SYSTEM, now=living.NOW
        )
    plans.end(plan=above, reason="Hết năm", by=living.viewer("quang"), now=living.NOW)
    with pytest.raises(Refused, match="không còn hiệu lực"):
        require(above, "X0101-KT")


@pytest.mark.parametrize("login", ["thuy", "son", "quantri", "hoa", "dieu"])
def test_who_may_not_manage_the_plan_asks_nobody(above: Plan, login: str) -> None:
    """An officer, the head of a room, the administrator, those who look from above."""
    with pytest.raises(Forbidden):
        require(above, "X0101-KT", by=login)


def test_asking_again_moves_the_day_and_tells_it_once(above: Plan) -> None:
    """The same day again is no news."""
    require(above, "X0101-KT")
    later = DUE + timedelta(days=5)
    require(above, "X0101-KT", due=later)
    require(above, "X0101-KT", due=later)
    assert ChildPlan.objects.get().due == later
    assert [line.before and line.before["due"] for line in Line.objects.filter(verb="plan.require")] == [
        None,
        "2025-10-15",
    ]


def test_a_plan_confirmed_under_it_fulfils_what_was_asked(above: Plan) -> None:
    """On the day of its confirmation, in Vietnam."""
    require(above, "X0101-KT", "X0101-VHXH")
    made = child(parent=above.code, now=datetime.fromisoformat("2025-10-09T23:30:00+00:00"))
    owed = ChildPlan.objects.get(unit__code="X0101-KT")
    assert (owed.child, owed.fulfilled, made.parent) == (made, date(2025, 10, 10), above)
    assert ChildPlan.objects.get(unit__code="X0101-VHXH").child is None
    assert Line.objects.get(verb="plan.fulfil").after == {"unit": "X0101-KT", "child": made.code}


def test_a_plan_made_before_it_was_asked_for_counts_at_once(above: Plan) -> None:
    """So does one put under its parent later."""
    child(parent=above.code)
    require(above, "X0101-KT")
    assert ChildPlan.objects.get().child is not None
    later = child("X0101-VHXH", number=2)
    require(above, "X0101-VHXH")
    plans.link_parent(plan=later, parent=above.code, by=living.viewer("quang"), now=living.NOW)
    assert ChildPlan.objects.get(unit__code="X0101-VHXH").child == later


def test_what_is_owed_is_told_with_its_days(above: Plan, ward: living.Ward) -> None:
    """Overdue from the day after; what came late keeps its days."""
    require(above, "X0101-KT", "X0101-VHXH")
    assert [row.days for row in cascade.owed(above, on=DUE)] == [0, 0]
    child(parent=above.code, now=living.NOW + timedelta(days=15))
    found = {row.obligation.unit.code: (row.days, row.fulfilled) for row in cascade.owed(above, on=date(2025, 10, 30))}
    assert found == {"X0101-KT": (3, True), "X0101-VHXH": (15, False)}
    late = cascade.overdue(cascade.owed(above, on=date(2025, 10, 30)))
    assert [row.obligation.unit.code for row in late] == ["X0101-VHXH"]
    mine = cascade.owed_by(ward["X0101-VHXH"], on=date(2025, 10, 16))
    assert [(row.obligation.plan, row.days) for row in mine] == [(above, 1)]


def test_a_withdrawn_plan_is_owed_again(above: Plan) -> None:
    """And one put under another parent no longer counts here."""
    require(above, "X0101-KT")
    made = child(parent=above.code)
    plans.withdraw(plan=made, reason="Nhập nhầm", by=living.viewer("quang"), now=living.NOW)
    assert ChildPlan.objects.get().child is None
    again = child(parent=above.code, number=2)
    plans.link_parent(plan=again, parent="", by=living.viewer("quang"), now=living.NOW)
    assert (ChildPlan.objects.get().child, Line.objects.filter(verb="plan.reopen").count()) == (None, 2)


def test_what_was_asked_may_be_taken_back_with_a_reason(above: Plan) -> None:
    """Not once the plan is there."""
    first, second = require(above, "X0101-KT", "X0101-VHXH")
    said = {"by": living.viewer("quang"), "now": living.NOW}
    with pytest.raises(Refused) as blank:
        cascade.release(obligation=first, reason=" ", **said)
    assert blank.value.field == "reason"
    cascade.release(obligation=first, reason="Phòng đã giải thể", **said)
    assert Line.objects.get(verb="plan.release").reason == "Phòng đã giải thể"
    child(second.unit.code, parent=above.code)
    with pytest.raises(Refused, match="đã có kế hoạch"):
        cascade.release(obligation=second, reason="Thôi", **said)


def test_a_parent_is_one_above_one_that_asks_or_one_that_may_be_seen(above: Plan, ward: living.Ward) -> None:
    """Anything else is not told apart from what does not exist."""
    kt, vhxh = ward["X0101-KT"], ward["X0101-VHXH"]
    thuy = living.viewer("thuy")
    foreign = child("X0101-KT")
    assert cascade.parent_for(above.code, unit=kt, by=thuy) == above
    with pytest.raises(Refused, match="Không có kế hoạch cấp trên mang mã"):
        cascade.parent_for(foreign.code, unit=vhxh, by=thuy)
    assert cascade.parent_for(foreign.code, unit=vhxh, by=living.viewer("quang")) == foreign
    Plan.objects.filter(pk=foreign.pk).update(public_since=living.TODAY)
    assert cascade.parent_for(foreign.code, unit=vhxh, by=thuy) == foreign


def test_no_plan_stands_under_itself(above: Plan) -> None:
    """Nor under one of its own."""
    made = child(parent=above.code)
    for parent in (made.code, above.code):
        with pytest.raises(Refused, match="ở dưới chính kế hoạch này"):
            plans.link_parent(plan=above, parent=parent, by=living.viewer("quang"), now=living.NOW)
