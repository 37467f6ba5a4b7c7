"""The verbs of a plan: its money, its publication, the plan above it, its end, and where it was posted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.timezone import localdate

from hailong.agency.faults import Refused
from hailong.agency.models import Evidence, Person, Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Forbidden, Viewer
from hailong.lexicon.dates import format_date
from hailong.plan import cascade, rules
from hailong.plan.models import Funding, Occurrence, Plan, Posting, Task
from hailong.plan.money import NotMoney, parse_dong
from hailong.plan.noting import note
from hailong.plan.typed import typed

_MANAGE: Final = "plan.manage"
_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Money:
    """A plan's money in whole đồng: its lines, their sum, the total the plan states (None: none), and how far the sum
    is from it (None where there is nothing to compare).
    """

    lines: Sequence[Funding]
    sum: int
    stated: int | None
    difference: int | None


def money(plan: Plan) -> Money:
    """What the plan costs, added up."""
    lines = list(plan.funding.filter(withdrawn=False).select_related("task"))
    total, stated = sum(line.amount for line in lines), plan.funding_total
    return Money(lines, total, stated, None if stated is None or not lines else total - stated)


def add_funding(
    *, plan: Plan, text: str, amount: str | int, source: str = "", task: Task | None = None, by: Viewer, now: datetime
) -> Funding:
    """Add a line of money, typed as people write it ("1,2 tỷ đồng") or in whole đồng."""
    acting = rights.actor(by, _MANAGE, plan.unit.path)
    _of_plan(plan, task)
    fields = {
        "text": typed(text, what="Nội dung chi", field="text", most=300),
        "source": typed(source, what="Nguồn kinh phí", field="source", most=200, required=False),
        "amount": _dong(amount, "amount"),
    }
    with transaction.atomic():
        held = _held(plan)
        line = Funding.objects.create(plan=held, task=task, **fields)
        note(held, "plan.fund", acting, now, after={**fields, "task": task and task.pk})
    return line


def withdraw_funding(*, funding: Funding, reason: str, by: Viewer, now: datetime) -> None:
    """Take a line of money out of the sum; it stays on record."""
    plan = funding.plan
    acting = rights.actor(by, _MANAGE, plan.unit.path)
    why = typed(reason, what="Lý do", field="reason")
    with transaction.atomic():
        if not Funding.objects.filter(pk=funding.pk, withdrawn=False).update(withdrawn=True):
            raise Refused("Dòng kinh phí này đã được rút.", cure="Tải lại trang.")
        note(plan, "plan.unfund", acting, now, before={"text": funding.text, "amount": funding.amount}, reason=why)


def state_total(*, plan: Plan, amount: str | int | None, by: Viewer, now: datetime) -> Money:
    """State the total that the plan prints (None or "": it prints none); its money, with how far the sum is from it."""
    acting = rights.actor(by, _MANAGE, plan.unit.path)
    total = None if amount is None or amount == "" else _dong(amount, "amount")
    with transaction.atomic():
        held = _held(plan)
        if held.funding_total != total:
            note(held, "plan.total", acting, now, before={"total": held.funding_total}, after={"total": total})
            _set(held, funding_total=total)
    plan.funding_total = total
    return money(plan)


def publish(*, plan: Plan, by: Viewer, now: datetime) -> None:
    """Show the plan's progress to everybody from today on."""
    acting = rights.actor(by, "plan.publish", plan.unit.path)
    with transaction.atomic():
        held = _held(plan, *rules.PLAN_STATES[:2])
        if held.public_since is None:
            _set(held, public_since=localdate(now))
            note(held, "plan.publish", acting, now, after={"public_since": localdate(now)})
    plan.public_since = plan.public_since or localdate(now)


def unpublish(*, plan: Plan, reason: str, by: Viewer, now: datetime) -> None:
    """Show it no longer."""
    acting = rights.actor(by, "plan.publish", plan.unit.path)
    why = typed(reason, what="Lý do", field="reason")
    with transaction.atomic():
        held = _held(plan, *rules.PLAN_STATES)
        if held.public_since is not None:
            note(held, "plan.unpublish", acting, now, before={"public_since": held.public_since}, reason=why)
            _set(held, public_since=None)
    plan.public_since = None


def link_parent(*, plan: Plan, parent: str, by: Viewer, now: datetime) -> None:
    """Put the plan under the one of that code ("": under none); it counts for what that one asks of its unit."""
    acting = rights.actor(by, _MANAGE, plan.unit.path)
    with transaction.atomic():
        held = _held(plan)
        above = cascade.parent_for(parent, unit=held.unit, by=by) if parent.strip() else None
        if above is not None and held.pk in _line(above):
            raise Refused(f"Kế hoạch {above} ở dưới chính kế hoạch này.", cure="Chọn kế hoạch khác.", field="parent")
        before, after = ({"parent": found and found.code} for found in (held.parent, above))
        if before != after:
            _set(held, parent=above)
            held.parent = above
            note(held, "plan.link", acting, now, before=before, after=after)
            cascade.reopen(held, by=acting, now=now)
            cascade.fulfil(held, by=acting, now=now)
    plan.parent = above


def end(*, plan: Plan, reason: str, by: Viewer, now: datetime) -> None:
    """Close a plan that has run its time; what is late stays late on record, and nothing more falls due."""
    acting = rights.actor(by, _MANAGE, plan.unit.path)
    why = typed(reason, what="Lý do", field="reason")
    with transaction.atomic():
        held = _held(plan)
        _set(held, state=rules.ENDED)
        note(held, "plan.end", acting, now, before={"state": held.state}, after={"state": rules.ENDED}, reason=why)
    plan.state = rules.ENDED


def withdraw(*, plan: Plan, reason: str, by: Viewer, now: datetime) -> int:
    """Take back a plan that should not be: whatever is open in it is cancelled with the reason; how many occurrences.

    The plan stays on record, is public no longer, counts for no parent, and may be brought in again.
    """
    acting = rights.actor(by, _MANAGE, plan.unit.path)
    why = typed(reason, what="Lý do", field="reason")
    with transaction.atomic():
        held = _held(plan, *rules.PLAN_STATES[:2])
        still = Occurrence.objects.filter(task__plan=held).exclude(state__in=rules.CLOSED)
        cancelled = still.update(state=rules.CANCELLED, closed=now, why=why)
        before = {"state": held.state, "public_since": held.public_since}
        _set(held, state=rules.WITHDRAWN, public_since=None)
        after = {"state": rules.WITHDRAWN, "cancelled": cancelled}
        note(held, "plan.withdraw", acting, now, before=before, after=after, reason=why)
        cascade.reopen(held, by=acting, now=now)
    plan.state, plan.public_since = rules.WITHDRAWN, None
    return cancelled


def post(
    *,
    plan: Plan,
    task: Task | None,
    unit: Unit,
    place: str,
    day: date,
    link: str = "",
    picture: Evidence | None = None,
    by: Viewer,
    now: datetime,
) -> Posting:
    """Note where and when a unit posted the plan, or the result of a task, with link and picture.

    Whoever may post for the plan's own unit posts the plan and any of its tasks, for a unit below it or one that takes
    part; whoever only takes part posts the tasks in which his unit does.
    """
    acting = rights.actor(by, "posting.add", unit.path)
    if by.person_id is None:
        raise Forbidden("posting.add")
    _of_plan(plan, task)
    _posts(plan, unit, day, picture, localdate(now))
    if not by.may("posting.add", plan.unit.path):
        _posts_its_part(task, unit)
    fields = {
        "place": typed(place, what="Nơi niêm yết", field="place", most=200),
        "day": day,
        "link": _link(link),
        "picture": picture,
    }
    with transaction.atomic():
        person = Person.objects.get(pk=by.person_id)
        made = Posting.objects.create(plan=plan, task=task, unit=unit, by=person, noted=now, **fields)
        after = {**fields, "unit": unit.code, "task": task and task.pk, "picture": picture and picture.sha256}
        note(plan, "plan.post", acting, now, after=after)
    return made


def _held(plan: Plan, *states: str) -> Plan:
    """The plan as it stands now, locked until the end; Refused where it is in none of the states (else: active)."""
    held = Plan.objects.select_for_update(of=("self",)).select_related("unit", "parent").get(pk=plan.pk)
    if held.state not in (states or (rules.ACTIVE,)):
        what = "đã kết thúc" if held.state == rules.ENDED else "đã rút"
        raise Refused(f"Kế hoạch {held} {what}.", cure="Chọn kế hoạch đang thực hiện.")
    return held


def _set(plan: Plan, **values: Any) -> None:
    Plan.objects.filter(pk=plan.pk).update(**values)


def _of_plan(plan: Plan, task: Task | None) -> None:
    if task is not None and task.plan_id != plan.pk:
        raise Refused("Nhiệm vụ này không thuộc kế hoạch.", cure="Chọn nhiệm vụ của chính kế hoạch này.", field="task")


def _dong(amount: str | int, field: str) -> int:
    try:
        return parse_dong(str(amount))
    except NotMoney as reason:
        raise Refused(str(reason), field=field) from None


def _line(plan: Plan) -> set[Any]:
    """The plan and all above it."""
    found: set[Any] = set()
    above: Plan | None = plan
    while above is not None and above.pk not in found:
        found.add(above.pk)
        above = above.parent
    return found


def _posts(plan: Plan, unit: Unit, day: date, picture: Evidence | None, today: date) -> None:
    part = unit.path.startswith(plan.unit.path) or plan.tasks.filter(units__unit=unit).exists()
    if not part:
        message = f"“{unit.name}” không thuộc đơn vị lập kế hoạch và không tham gia nhiệm vụ nào."
        raise Refused(message, cure="Chọn đơn vị có tham gia.", field="unit")
    if day > today:
        raise Refused(f"Ngày {format_date(day)} chưa tới.", cure="Ghi sau khi đã niêm yết.", field="day")
    if picture is not None and not (picture.kind.startswith("image/") and picture.unit_id == unit.pk):
        cure = "Chọn ảnh PNG hoặc JPEG do chính đơn vị tải lên."
        raise Refused(f"“{picture.name}” không dùng làm ảnh niêm yết được.", cure=cure, field="picture")


def _posts_its_part(task: Task | None, unit: Unit) -> None:
    if task is None or not task.units.filter(unit=unit).exists():
        message = f"“{unit.name}” chỉ ghi việc niêm yết của nhiệm vụ mình tham gia."
        raise Refused(message, cure="Chọn nhiệm vụ ấy.", field="task")


def _link(text: str) -> str:
    """A web address, or nothing."""
    clean = typed(text, what="Đường dẫn", field="link", most=500, required=False)
    if clean:
        try:
            _address(clean)
        except ValidationError:
            cure = "Chép cả địa chỉ, bắt đầu bằng https://."
            raise Refused(f"“{clean[:80]}” không phải địa chỉ trang web.", cure=cure, field="link") from None
    return clean
