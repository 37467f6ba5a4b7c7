"""What the hall's tests start from: a small invented tree of units, its people and a line of the journal."""

from datetime import date, datetime, timedelta, timezone

from hailong.agency import journal
from hailong.agency.models import Person, RoleAssignment, Unit
from hailong.agency.people import rights
from hailong.lexicon.text import fold, sort_key

VIETNAM = timezone(timedelta(hours=7))
NOW = datetime(2025, 10, 3, 8, 5, tzinfo=VIETNAM)


def unit(code: str, parent: Unit | None = None, *, name: str = "", kind: str = "other") -> Unit:
    """A unit under its parent."""
    name = name or f"Đơn vị {code}"
    return Unit.objects.create(
        code=code, name=name, kind=kind, parent=parent, path=f"{parent.path if parent else '/'}{code}/",
        sort_key=sort_key(name), search=fold(name),
    )  # fmt: skip


def person(username: str = "lan", **values) -> Person:
    """An official with an account."""
    return Person.objects.create(**({"username": username, "name": f"Cán bộ {username}", "created": NOW} | values))


def viewer(who: Person, **roles: Unit) -> rights.Viewer:
    """The person with these roles, each over a unit."""
    for role, where in roles.items():
        RoleAssignment.objects.create(person=who, role=role, unit=where, since=date(2025, 1, 1))
    return rights.viewer(who, on=NOW.date())


def line(where: Unit, **values):
    """A line of the journal, written as a verb writes it."""
    start = {"by": journal.SYSTEM, "at": NOW, "verb": "unit.rename", "kind": "unit", "thing": where.pk}
    return journal.write(unit=where, **(start | values))
