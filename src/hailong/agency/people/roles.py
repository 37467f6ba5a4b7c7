"""Where people work and which roles they hold: joined and left, assigned and ended, never edited.

The last day is still a day of the role. What is over stays as it was: an end lies at the earliest on yesterday, by
which somebody loses a role at once.
"""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from hailong.agency import journal, tree
from hailong.agency.faults import Refused
from hailong.agency.models import Membership, Person, RoleAssignment, Unit
from hailong.agency.people.rights import Forbidden, Viewer, actor
from hailong.agency.permissions import ROLES
from hailong.agency.succession import check_works

MANAGE: Final = "people.manage"
_DAY: Final = timedelta(days=1)


def join(*, person: Person, unit: Unit, since: date, by: Viewer, now: datetime, title: str = "") -> Membership:
    """The person works in the unit from that day.

    Whoever manages only the new unit waits until the old one let the person go, or its account could be taken over.
    """
    acting = actor(by, MANAGE, unit.path)
    stays = person.memberships.exclude(until__lt=localdate(now)).values_list("unit__path", flat=True)
    if not all(by.may(MANAGE, path) for path in stays):
        raise Forbidden(MANAGE)
    check_works(unit, on=since, field="unit")
    with transaction.atomic():
        if person.memberships.filter(_meets(since, None), unit=unit).exists():
            raise Refused(f"{person.name} đã thuộc {unit.name}.", cure="Chọn đơn vị khác.", field="unit")
        made = Membership.objects.create(person=person, unit=unit, title=tree.plain(title, "title"), since=since)
        after = {"unit": unit.code, "title": made.title, "since": since}
        _note("person.join", person, acting, now, unit, after=after)
    return made


def leave(*, membership: Membership, until: date, by: Viewer, now: datetime) -> None:
    """The person's last day in the unit, and in the roles over it and what is below.

    Who works nowhere else then keeps no role at all, as far as `by` manages them.
    """
    unit = membership.unit
    acting = actor(by, MANAGE, unit.path)
    _check_end(membership.since, membership.until, until, now)
    before = membership.until
    membership.until = until
    with transaction.atomic():
        membership.save(update_fields=["until"])
        spans: dict[str, Any] = {"before": {"until": before}, "after": {"unit": unit.code, "until": until}}
        _note("person.leave", membership.person, acting, now, unit, **spans)
        _end_with(membership, by, now)


def _end_with(left: Membership, by: Viewer, now: datetime) -> None:
    """End the roles that somebody who left should not keep."""
    elsewhere = left.person.memberships.exclude(pk=left.pk).filter(Q(until=None) | Q(until__gt=left.until))
    held = left.person.assignments.filter(Q(until=None) | Q(until__gt=left.until)).select_related("unit")
    for role in held.filter(unit__path__below=left.unit.path) if elsewhere.exists() else held:
        if left.until and by.may(MANAGE, role.unit.path):
            _close(role, left.until, actor(by, MANAGE, role.unit.path), now)


def assign(
    *,
    person: Person,
    role: str,
    unit: Unit,
    since: date,
    by: Viewer,
    now: datetime,
    until: date | None = None,
    reason: str = "",
) -> RoleAssignment:
    """The person holds the role over the unit (how far below, the permission table says) from day to last day."""
    acting = actor(by, MANAGE, unit.path)
    if role not in ROLES:
        raise Refused(f"Không có vai trò “{role}”.", cure=f"Dùng một trong: {', '.join(ROLES)}.", field="role")
    if until is not None and until < since:
        raise Refused("Ngày cuối sớm hơn ngày đầu.", cure="Sửa một trong hai ngày.", field="until")
    check_works(unit, on=since, field="unit")
    why = tree.plain(reason, "reason")
    with transaction.atomic():
        if person.assignments.filter(_meets(since, until), role=role, unit=unit).exists():
            said = f"{person.name} đã giữ vai trò {ROLES[role]} ở {unit.name} trong thời gian này."
            raise Refused(said, cure="Chọn ngày khác, hoặc thu vai trò cũ trước.", field="role")
        spans: dict[str, Any] = {"role": role, "unit": unit, "since": since, "until": until, "reason": why}
        made = RoleAssignment.objects.create(person=person, **spans)
        after = {"role": role, "unit": unit.code, "since": since, "until": until}
        _note("role.assign", person, acting, now, unit, after=after, reason=why)
    return made


def end(*, assignment: RoleAssignment, until: date, by: Viewer, now: datetime) -> None:
    """The last day of a role; one that began today, or has yet to begin, is withdrawn by yesterday."""
    unit = assignment.unit
    acting = actor(by, MANAGE, unit.path)
    _check_end(date.min, assignment.until, until, now)
    with transaction.atomic():
        _close(assignment, until, acting, now)


def _close(held: RoleAssignment, until: date, acting: journal.Actor, now: datetime) -> None:
    before = held.until
    held.until, held.withdrawn = until, until < held.since
    held.save(update_fields=["until", "withdrawn"])
    after = {"role": held.role, "unit": held.unit.code, "until": until}
    _note("role.end", held.person, acting, now, held.unit, before={"until": before}, after=after)


def _meets(since: date, until: date | None) -> Q:
    """The spans that share a day with this one."""
    begun = Q() if until is None else Q(since__lte=until)
    return begun & (Q(until=None) | Q(until__gte=since))


def _check_end(since: date, ended: date | None, until: date, now: datetime) -> None:
    yesterday = localdate(now) - _DAY
    if ended is not None and ended < yesterday:
        raise Refused(f"Đã kết thúc ngày {ended:%d/%m/%Y}.", cure="Không cần làm gì thêm.", field="until")
    if until < max(since, yesterday):
        first = max(since, yesterday)
        raise Refused("Ngày cuối quá sớm.", cure=f"Chọn từ ngày {first:%d/%m/%Y} trở đi.", field="until")


def _note(verb: str, person: Person, acting: journal.Actor, now: datetime, unit: Unit, **said: Any) -> None:
    journal.write(by=acting, at=now, unit=unit, verb=verb, kind="person", thing=person.pk, label=person.name, **said)
