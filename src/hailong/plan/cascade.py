"""Plans under plans: which units owe a plan of their own, by when, and which plan fulfils it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from hailong.agency import succession
from hailong.agency.faults import Refused
from hailong.agency.journal import Actor
from hailong.agency.models import Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.lexicon.dates import format_date
from hailong.plan import rules
from hailong.plan.models import ChildPlan, Plan, Task
from hailong.plan.noting import note


@dataclass(frozen=True, slots=True)
class Owed:
    """An obligation to make a plan; `days` is how many days it is overdue or, once fulfilled, how many it came late."""

    obligation: ChildPlan
    days: int

    @property
    def fulfilled(self) -> bool:
        """Whether the plan is there."""
        return self.obligation.child_id is not None


def require(
    *, plan: Plan, task: Task | None, units: Sequence[Unit], due: date, by: Viewer, now: datetime
) -> list[ChildPlan]:
    """Ask units below the plan's own for a plan under this one by a day; where it was asked before, the day changes.

    A unit that has made its plan already fulfils at once. Refused where a unit is not below, the day lies before the
    plan, or the plan no longer runs.
    """
    acting = rights.actor(by, "plan.manage", plan.unit.path)
    with transaction.atomic():
        held = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
        _may_be_required(held, task, due)
        _owe(held, units, localdate(now))
        for unit in units:
            _ask(held, task, unit, due, acting, now)
    return list(ChildPlan.objects.filter(plan=held, unit__in=units).select_related("unit", "child"))


def _may_be_required(plan: Plan, task: Task | None, due: date) -> None:
    if plan.state != rules.ACTIVE:
        raise Refused("Kế hoạch này không còn hiệu lực.", cure="Chọn kế hoạch đang thực hiện.")
    if task is not None and task.plan_id != plan.pk:
        raise Refused("Nhiệm vụ này không thuộc kế hoạch.", cure="Chọn nhiệm vụ của chính kế hoạch này.", field="task")
    if due < plan.first:
        first = format_date(plan.first)
        raise Refused(f"Hạn {format_date(due)} trước ngày kế hoạch bắt đầu {first}.", cure="Sửa hạn.", field="due")


def _owe(plan: Plan, units: Sequence[Unit], today: date) -> None:
    """Only units below the plan's own that still exist."""
    if not units:
        raise Refused("Chưa chọn đơn vị nào.", cure="Chọn ít nhất một đơn vị.", field="units")
    for unit in units:
        named = f"“{unit.name}” ({unit.code})"
        if unit.pk == plan.unit_id or not unit.path.startswith(plan.unit.path):
            message = f"{named} không trực thuộc {plan.unit.name}."
            raise Refused(message, cure="Chỉ giao kế hoạch con cho đơn vị trực thuộc.", field="units")
        succession.check_works(unit, on=today, field="units", cure="Giao cho")


def _ask(plan: Plan, task: Task | None, unit: Unit, due: date, by: Actor, now: datetime) -> None:
    owed, new = ChildPlan.objects.get_or_create(plan=plan, unit=unit, defaults={"task": task, "due": due})
    before: dict[str, Any] | None = None if new else {"due": owed.due, "task": owed.task_id}
    if not new and (owed.due, owed.task_id) != (due, task and task.pk):
        ChildPlan.objects.filter(pk=owed.pk).update(due=due, task=task)
    elif not new:
        return
    after = {"unit": unit.code, "due": due, "task": task and task.pk}
    note(plan, "plan.require", by, now, before=before, after=after)
    made = Plan.objects.filter(parent=plan, unit=unit).exclude(state=rules.WITHDRAWN).order_by("confirmed").first()
    if made is not None:
        fulfil(made, by=by, now=now)


def release(*, obligation: ChildPlan, reason: str, by: Viewer, now: datetime) -> None:
    """Take back what was asked of a unit; Refused where its plan is there already."""
    plan = obligation.plan
    acting = rights.actor(by, "plan.manage", plan.unit.path)
    if not reason.strip():
        raise Refused("Chưa ghi lý do.", cure="Ghi vì sao thôi yêu cầu.", field="reason")
    with transaction.atomic():
        if not ChildPlan.objects.filter(pk=obligation.pk, child=None).delete()[0]:
            raise Refused("Đơn vị này đã có kế hoạch, hoặc yêu cầu không còn.", cure="Tải lại trang.")
        before = {"unit": obligation.unit.code, "due": obligation.due}
        note(plan, "plan.release", acting, now, before=before, reason=reason.strip())


def parent_for(code: str, *, unit: Unit, by: Viewer) -> Plan:
    """The plan above by its code: of a unit above, one that asks this unit for a plan, or one the person may see.

    Refused, without telling more, where there is none.
    """
    found = Plan.objects.select_related("unit").filter(code=code.strip(), state=rules.ACTIVE).first()
    if found is not None and (
        unit.path.startswith(found.unit.path)
        or by.may("plan.see", found.unit.path)
        or found.public_since is not None
        or found.owed.filter(unit__in=succession.forebears(unit)).exists()
    ):
        return found
    cure = "Chọn trong danh sách kế hoạch, hoặc để trống."
    raise Refused(f"Không có kế hoạch cấp trên mang mã “{code}”.", cure=cure, field="parent")


def fulfil(plan: Plan, *, by: Actor, now: datetime) -> bool:
    """Count a plan for what its parent asks of its unit, or asked of one that it took over from; whether it did."""
    if plan.parent_id is None or plan.parent is None:
        return False
    open_ones = ChildPlan.objects.filter(plan=plan.parent_id, unit__in=succession.forebears(plan.unit), child=None)
    if not open_ones.update(child=plan, fulfilled=localdate(now)):
        return False
    note(plan.parent, "plan.fulfil", by, now, after={"unit": plan.unit.code, "child": plan.code})
    return True


def reopen(plan: Plan, *, by: Actor, now: datetime) -> int:
    """Ask again for what a plan fulfilled, since it was withdrawn or put elsewhere; how many."""
    fulfilled = list(ChildPlan.objects.filter(child=plan).select_related("plan__unit"))
    for owed in fulfilled:
        ChildPlan.objects.filter(pk=owed.pk).update(child=None, fulfilled=None)
        note(owed.plan, "plan.reopen", by, now, before={"unit": plan.unit.code, "child": plan.code})
    return len(fulfilled)


def owed(plan: Plan, *, on: date) -> list[Owed]:
    """The child plans asked for under a plan, by due day."""
    return _owed(ChildPlan.objects.filter(plan=plan), on)


def owed_by(unit: Unit, *, on: date) -> list[Owed]:
    """The plans that a unit itself owes or has made for those above, by due day; of plans that run."""
    return _owed(ChildPlan.objects.filter(unit=unit, plan__state=rules.ACTIVE), on)


def _owed(rows: QuerySet[ChildPlan], on: date) -> list[Owed]:
    return [Owed(row, _late(row, on)) for row in rows.select_related("plan__unit", "unit", "child", "task")]


def _late(row: ChildPlan, on: date) -> int:
    """Days overdue on that day; of one fulfilled, how many days late it was."""
    return max(0, ((row.fulfilled or on) - row.due).days)


def overdue(rows: Iterable[Owed]) -> list[Owed]:
    """Those overdue and not there yet, worst first."""
    return sorted((row for row in rows if row.days and not row.fulfilled), key=lambda row: -row.days)
