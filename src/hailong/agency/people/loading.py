"""A list of people loaded at once, through the verbs of accounts and roles: what a row adds to what is there.

A row takes nothing away: who left a unit or lost a role is not told by a list that leaves it out. A list with a fault
is not loaded at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from hailong.agency.faults import Refused
from hailong.agency.models import Person, Unit
from hailong.agency.people import accounts, queries, roles
from hailong.agency.people.rights import Viewer
from hailong.agency.people_file import PersonRow
from hailong.agency.permissions import ROLES


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What a row does: `password` is the first one of a new person, None for others; `lines` say it in Vietnamese."""

    login: str
    name: str
    password: str | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonFault:
    """A row that cannot be loaded: its place, the login, what is wrong, the cure."""

    sheet: str
    row: int
    login: str
    message: str
    cure: str


@dataclass(frozen=True, slots=True)
class LoadedPeople:
    """How many people were, or in a trial would be, created, changed and left; with faults nothing is."""

    created: int
    changed: int
    unchanged: int
    faults: tuple[PersonFault, ...]
    changes: tuple[PersonChange, ...]


def load(rows: Iterable[PersonRow], *, by: Viewer, now: datetime, dry_run: bool = False) -> LoadedPeople:
    """Make people, memberships and roles as the list says; the second time nothing changes."""
    done: list[PersonChange] = []
    faults: list[PersonFault] = []
    with transaction.atomic():
        for row in rows:
            try:
                done.append(_load(row, by, now))
            except Refused as refused:
                faults.append(PersonFault(row.sheet, row.row, row.login, refused.message, refused.cure))
        if dry_run or faults:
            transaction.set_rollback(True)
    if faults:
        return LoadedPeople(0, 0, 0, tuple(faults), ())
    changes = tuple(change for change in done if change.lines)
    created = sum(change.password is not None for change in changes)
    return LoadedPeople(created, len(changes) - created, len(done) - len(changes), (), changes)


def _load(row: PersonRow, by: Viewer, now: datetime) -> PersonChange:
    home, over = _unit(row.unit), _unit(row.over or row.unit)
    person, password = queries.person(row.login), None
    lines = []
    if person is None:
        person, password = accounts.create(
            username=row.login, name=row.name, unit=home, title=row.title, email=row.email, by=by, now=now
        )
        lines.append(f"thêm người dùng, làm việc ở {home.name}")
    else:
        lines += _renew(person, row, home, by, now)
    held = {(one.role, one.unit_id) for one in queries.assignments(person, localdate(now))}
    for role in row.roles:
        if (role, over.pk) not in held:
            roles.assign(person=person, role=role, unit=over, since=localdate(now), by=by, now=now)
            lines.append(f"giao vai trò {ROLES[role]} ở {over.name}")
    return PersonChange(row.login, person.name, password, tuple(lines))


def _unit(code: str) -> Unit:
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise Refused(f"Không có đơn vị mang mã {code}.", cure="Sửa mã, hoặc nạp đơn vị trước.", field="unit")
    return found


def _renew(person: Person, row: PersonRow, home: Unit, by: Viewer, now: datetime) -> list[str]:
    """What the row adds to somebody who is there already."""
    if person.name != row.name:
        cure = "Chọn tên đăng nhập khác, hoặc sửa họ tên cho khớp."
        raise Refused(f"Tên đăng nhập {row.login} là của {person.name}.", cure=cure, field="login")
    lines = []
    if home.pk not in {one.unit_id for one in queries.memberships(person, localdate(now))}:
        roles.join(person=person, unit=home, title=row.title, since=localdate(now), by=by, now=now)
        lines.append(f"làm việc ở {home.name}")
    if row.email and row.email != person.email:
        accounts.change_contact(
            person=person, email=row.email, phone=person.phone, by_email=person.by_email, by=by, now=now
        )
        lines.append(f"đổi thư điện tử thành {row.email}")
    return lines
