"""The people of the sample ward, as tests meet them: `cast()["quang"]` works in its office and brings in plans."""

from datetime import datetime, timedelta, timezone
from typing import Any

from tests import keeping

from hailong.agency.models import (
    Alias,
    Line,
    Membership,
    Person,
    RoleAssignment,
    SpecialDay,
    Succession,
    Unit,
    WorkWeek,
)
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.cli import sample_scene

VIETNAM = timezone(timedelta(hours=7))
NOW = datetime(2025, 10, 3, 8, 5, tzinfo=VIETNAM)
WARD = "X0101"
KINDS = (Unit, Alias, Succession, Person, Membership, RoleAssignment, WorkWeek, SpecialDay, Line)
_kept: list[keeping.Table] = []


def cast() -> dict[str, Person]:
    """Everybody by login; put into the database where they are not there yet."""
    _there()
    return {person.username: person for person in Person.objects.all()}


def unit(code: str = WARD) -> Unit:
    """A unit of the sample agency."""
    _there()
    return Unit.objects.get(code=code)


def _there() -> None:
    """The sample ward: made by the verbs in the first test of a process that has an empty database."""
    if Unit.objects.exists():
        return
    if _kept:
        keeping.put_back(_kept)
        return
    empty = not Person.objects.exists() and not Line.objects.exists()
    sample_scene.load_cast(NOW)
    if empty:
        _kept.extend(keeping.keep(KINDS))


def viewer(login: str = "quang", *, now: datetime = NOW) -> Viewer:
    """One of the cast with the rights of that day."""
    return rights.viewer(cast()[login], on=now.date())


def theirs() -> dict[str, Any]:
    """Whose a dropped document is, unless a test says otherwise."""
    return {"owner": cast()["quang"], "unit": unit()}
