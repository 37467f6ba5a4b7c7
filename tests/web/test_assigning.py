"""Giving a task to another unit on the page: who took over is proposed, and nobody printed in the plan is lost."""

from datetime import date

import pytest
from tests.plan import acting, living

from hailong.agency import units
from hailong.agency.models import Unit
from hailong.agency.people.rights import SYSTEM
from hailong.plan.models import Task
from hailong.web.skin import hour

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_monday_after(monkeypatch):
    """The pages live on 13 October 2025."""
    monkeypatch.setattr(hour, "now", lambda: acting.now(13))


def _printed(task: Task) -> list[tuple[str, bool]]:
    return list(task.units.values_list("name", "leads"))


def test_the_successor_of_a_unit_that_ended_is_proposed_and_one_click_assigns_it(client, cast):
    """The page says which unit ended and who took over; names of nobody known stay as printed."""
    row = acting.row(coordinating=["Các khu phố"])
    plan = living.plan_of(living.reading_of(row), now=acting.NOW)
    old = acting.unit(acting.VHXH)
    new = units.create(
        code="X0101-VX", name="Phòng Văn xã", kind="office", parent=old.parent, by=SYSTEM, now=acting.NOW
    )
    units.succeed(old=old, new=new, day=date(2025, 10, 10), by=SYSTEM, now=acting.NOW)
    address = f"/nhiem-vu/{acting.task(plan).id}/phan-cong/"

    today = client.get("/").content.decode()
    shown = client.get(address)
    form = shown.context["form"]
    sent = client.post(address, {"leads": form.initial["leads"], "accountable": form.initial["accountable"]})

    assert "Phòng Văn hóa - Xã hội · Đơn vị kế tục: Phòng Văn xã" in shown.content.decode()
    assert "Đơn vị kế tục: Phòng Văn xã" in today
    assert sent.status_code == 302
    assert _printed(acting.task(plan)) == [("Phòng Văn xã", True), ("Các khu phố", False)]


def test_a_unit_outside_the_agency_that_takes_part_can_stay(client, cast):
    """It stands among the choices of its task."""
    plan = living.plan_of(living.reading_of(acting.row(coordinating=["Sở Nội vụ"])), now=acting.NOW)
    address = f"/nhiem-vu/{acting.task(plan).id}/phan-cong/"

    now = client.get(address).context["form"].initial
    client.post(address, {name: value for name, value in now.items() if value})

    assert _printed(acting.task(plan)) == [("Phòng Văn hóa - Xã hội", True), ("Sở Nội vụ", False)]


@pytest.mark.parametrize("page", ["giao-them/", "them/ke-hoach-con/", "them/niem-yet/"])
def test_only_units_that_work_on_the_day_are_offered(client, cast, page):
    """One that will end works until its last day; one that ended yesterday, or begins tomorrow, does not."""
    plan = living.plan_of(living.reading_of(acting.row()), now=acting.NOW)
    for code, fields in {
        acting.VHXH: {"valid_to": date(2025, 10, 13)},
        acting.KT: {"valid_to": date(2025, 10, 12)},
        acting.TT: {"valid_from": date(2025, 10, 14)},
        acting.VP: {"valid_from": date(2025, 10, 13)},
    }.items():
        Unit.objects.filter(code=code).update(**fields)

    form = client.get(f"/ke-hoach/{plan.code}/{page}").context["form"]
    offered = {
        unit.code for name in ("lead", "units", "unit") if name in form.fields for unit in form[name].field.queryset
    }

    assert {acting.VHXH, acting.VP} <= offered
    assert not {acting.KT, acting.TT} & offered
    assert (acting.WARD in offered) == (page != "them/ke-hoach-con/")
