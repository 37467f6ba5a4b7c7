"""The morning after a unit was merged into another: its work has an owner again, and nobody is locked out silently."""

from datetime import date
from typing import Any

import pytest
from tests.plan import acting, living

from hailong.agency import units
from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.agency.people import accounts
from hailong.agency.people.rights import SYSTEM
from hailong.plan import cascade, reminders, tasks
from hailong.plan.intake import importing
from hailong.plan.models import ChildPlan, Plan, Report
from hailong.plan.queries import stale, today

pytestmark = pytest.mark.django_db
AFTER = acting.now(13)  # Monday; the room ended on Thursday the 9th


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """The cast of the demo."""
    return living.ward()


@pytest.fixture
def new(ward: living.Ward) -> Unit:
    """The room that will take over, with its head."""
    made = units.create(
        code="X0101-VX", name="Phòng Văn xã", kind="office", parent=ward["X0101"], by=SYSTEM, now=acting.NOW
    )
    living.person("hanh", "Đỗ Thị Hạnh", made, "unit_head", "officer")
    return made


def merged(new: Unit) -> None:
    """From 10 October the new room is in the place of culture and society."""
    old = acting.unit(acting.VHXH)
    units.succeed(old=old, new=new, day=date(2025, 10, 10), by=SYSTEM, now=acting.NOW)


def waits(login: str, at: Any = AFTER) -> list[tuple[str, str, list[str]]]:
    """What waits for somebody: kind, unit, and who is proposed."""
    found = today.today(acting.by(login, at), now=at).rows
    return [(one.kind, one.unit.name, [heir.name for heir in one.heirs]) for one in found]


def test_the_task_of_a_unit_that_ended_waits_for_the_office_with_the_successor_proposed(new: Unit):
    """And no longer for the people of the old unit."""
    acting.plan(acting.row(due="Ngày 14/10/2025"))
    assert ("report", "Phòng Văn hóa - Xã hội", []) in waits("thuy", acting.now(9))

    merged(new)

    assert waits("quang") == [("unassigned", "UBND phường Sông Xanh", ["Phòng Văn xã"])]
    assert waits("thuy") == []


def test_once_assigned_the_successor_reports_and_what_the_old_unit_said_stays_its_own(new: Unit):
    """The past belongs to who did it."""
    plan = acting.plan(acting.row(due="Ngày 14/10/2025"))
    acting.report(acting.only(plan), finishes=False, at=acting.now(8))
    merged(new)

    tasks.assign(task=acting.task(plan), leads=[new], by=acting.by("quang", AFTER), now=AFTER)
    acting.report(acting.only(plan), login="hanh", room=new.code, at=AFTER)

    assert waits("quang")[0][0] == "accept"
    names = Report.objects.order_by("at").values_list("unit__name", flat=True)
    assert list(names) == ["Phòng Văn hóa - Xã hội", "Phòng Văn xã"]


def test_what_is_done_already_asks_for_no_new_owner(new: Unit):
    """It was reported before the merger and waits to be accepted."""
    plan = acting.plan(acting.row(due="Ngày 14/10/2025"))
    acting.report(acting.only(plan), at=acting.now(9))
    merged(new)

    assert [kind for kind, _unit, _heirs in waits("quang")] == ["accept"]


def test_somebody_of_the_old_unit_is_told_who_took_over_and_whom_to_ask(new: Unit):
    """Also with a page that was opened before."""
    plan = acting.plan()
    merged(new)

    with pytest.raises(Refused) as refused:
        acting.report(acting.only(plan), at=AFTER)

    assert str(refused.value.message) == "Phòng Văn hóa - Xã hội đã kết thúc hoạt động ngày 09/10/2025."
    assert refused.value.cure == "Đề nghị UBND phường Sông Xanh giao nhiệm vụ này cho đơn vị kế tục: Phòng Văn xã."


def test_what_the_old_unit_left_late_names_the_new_one_and_its_head(new: Unit):
    """As overdue as it was."""
    acting.plan(acting.row(due="Ngày 06/10/2025"))
    merged(new)

    (one,) = stale.stale(acting.by("minh", AFTER), AFTER.date())

    assert (one.name, one.days) == ("Đỗ Thị Hạnh (Phòng Văn hóa - Xã hội, nay là Phòng Văn xã)", 7)


def test_the_office_is_reminded_of_what_has_no_lead_any_more(new: Unit):
    """The people of the old unit are left alone."""
    acting.plan(acting.row(due="Ngày 14/10/2025"))
    merged(new)

    reminders.remind(AFTER)

    told = acting.notices("plan.due")
    assert {login for login, _body in told} == {"minh", "yen", "quang"}
    assert told[0][1].startswith("Đơn vị chủ trì đã kết thúc hoạt động (Phòng Văn hóa - Xã hội)")


def test_who_took_over_twice_removed_is_found(new: Unit):
    """The successor was succeeded in its turn."""
    acting.plan(acting.row(due="Ngày 14/10/2025"))
    merged(new)
    last = units.create(
        code="X0101-VZ", name="Phòng Tổng hợp", kind="office", parent=new.parent, by=SYSTEM, now=acting.NOW
    )
    units.succeed(old=new, new=last, day=date(2025, 10, 12), by=SYSTEM, now=acting.NOW)

    assert waits("quang")[0][2] == ["Phòng Tổng hợp"]


def owed_by_the_old(plan: Plan) -> None:
    """The room owes a plan by 20 October."""
    room = acting.unit(acting.VHXH)
    cascade.require(plan=plan, task=None, units=[room], due=date(2025, 10, 20), by=acting.by("quang"), now=acting.NOW)


def test_the_plan_that_the_old_unit_owed_the_new_one_owes_and_its_plan_counts(new: Unit):
    """The obligation itself stays as it was written."""
    plan = acting.plan(acting.row(due="Ngày 30/12/2025"))
    owed_by_the_old(plan)
    merged(new)
    assert waits("hanh") == [("child_plan", "Phòng Văn xã", [])]
    assert waits("son") == []

    head = {"number": "7/KH-VX", "title": "Văn xã năm 2025"}
    made = living.plan_of(
        living.reading_of(acting.row("Chép lại"), head=head),
        by="hanh",
        unit=new.code,
        choices=importing.Choices(parent=plan.code),
        now=AFTER,
    )

    owed = ChildPlan.objects.get()
    assert (owed.child, owed.unit.code) == (made, acting.VHXH)


def test_nothing_new_is_begun_in_a_unit_that_ended(new: Unit):
    """No account, no plan, no room below it, no task; each refusal names the successor."""
    plan = acting.plan()
    merged(new)
    old, by = acting.unit(acting.VHXH), acting.by("quang", AFTER)
    begun = (
        lambda: accounts.create(username="moi", name="Lê Mới", unit=old, by=SYSTEM, now=AFTER),
        lambda: units.create(code="X0101-T1", name="Tổ 1", kind="office", parent=old, by=SYSTEM, now=AFTER),
        lambda: units.move(
            unit=acting.unit(acting.KT), parent=old, day=AFTER.date(), resolution="", by=SYSTEM, now=AFTER
        ),
        lambda: living.plan_of(living.reading_of(acting.row()), unit=old.code, now=AFTER),
        lambda: tasks.add(plan=plan, content="Việc mới", leads=[old], by=by, now=AFTER),
        lambda: cascade.require(plan=plan, task=None, units=[old], due=date(2025, 12, 1), by=by, now=AFTER),
    )

    for begin in begun:
        with pytest.raises(Refused) as refused:
            begin()
        assert "Phòng Văn xã" in refused.value.cure
