"""The people of the sample ward, as tests meet them: `cast()["quang"]` works in its office and brings in plans."""

from datetime import datetime, timedelta, timezone
from typing import Any

from hailong.agency.models import Person, Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.cli import sample_scene

VIETNAM = timezone(timedelta(hours=7))
NOW = datetime(2025, 10, 3, 8, 5, tzinfo=VIETNAM)
WARD = "X0101"


def cast() -> dict[str, Person]:
    """Everybody by login; put into the database where they are not there yet."""
    sample_scene.load_cast(NOW)
    return {person.username: person for person in Person.objects.all()}


def unit(code: str = WARD) -> Unit:
    """A unit of the sample agency."""
    sample_scene.load_cast(NOW)
    return Unit.objects.get(code=code)


def viewer(login: str = "quang", *, now: datetime = NOW) -> Viewer:
    """One of the cast with the rights of that day."""
    return rights.viewer(cast()[login], on=now.date())


def theirs() -> dict[str, Any]:
    """Whose a dropped document is, unless a test says otherwise."""
    return {"owner": cast()["quang"], "unit": unit()}
