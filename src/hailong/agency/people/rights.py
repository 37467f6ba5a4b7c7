"""What a person may do, and where: the roles held on a day, laid over the permission table."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from hailong.agency import journal, permissions
from hailong.agency.journal import Actor
from hailong.agency.models import Person, RoleAssignment

NOBODY = Q(pk__in=())
"""Matches no row."""


class Forbidden(Exception):
    """The person may see this perhaps, but may not do that here."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role over a part of the tree."""

    role: str
    unit_id: str
    path: str


@dataclass(frozen=True, slots=True)
class Reach:
    """The parts of the tree in which a verb is allowed: whole branches, and single units, by path."""

    branches: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether the verb is allowed anywhere."""
        return bool(self.branches or self.units)

    def covers(self, path: str) -> bool:
        """Whether the unit at that path is within reach."""
        return path in self.units or path.startswith(self.branches)

    def q(self, field: str = "path") -> Q:
        """The same as a condition on a query; `field` holds a unit's path ("unit__path")."""
        found = NOBODY
        for branch in self.branches:
            found |= Q(**{f"{field}__below": branch})
        return found | Q(**{f"{field}__in": self.units}) if self.units else found


EVERYWHERE: Final = Reach(branches=("/",))


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person as seen by the wings: who, on what day, with which roles. `person_id` is None for a passer-by.

    `system` is the installation itself, at its terminal or on its own: it may do everything everywhere.
    """

    person_id: str | None
    name: str
    grants: tuple[Grant, ...]
    system: bool = False

    def reach(self, verb: str) -> Reach:
        """Where this person may do the verb; KeyError for a verb that is not in the table."""
        if self.system:
            return EVERYWHERE
        branches, units = set(), set()
        for grant in self.grants:
            how_far = permissions.reach(grant.role, verb)
            if how_far == permissions.BELOW:
                branches.add(grant.path)
            elif how_far == permissions.HERE:
                units.add(grant.path)
        return Reach(tuple(sorted(branches)), tuple(sorted(units)))

    def may(self, verb: str, path: str) -> bool:
        """Whether this person may do the verb on the unit at that path."""
        return self.reach(verb).covers(path)

    def role_for(self, verb: str, path: str) -> str:
        """The role by which the verb is allowed there, for the journal; "" where none is."""
        for grant in self.grants:
            if Viewer(self.person_id, self.name, (grant,)).may(verb, path):
                return grant.role
        return ""


def actor(by: Viewer, verb: str, path: str, *, request: str = "") -> Actor:
    """The acting person for the journal, with the role that allows it; Forbidden where none does."""
    if by.system:
        return Actor("", by.name, request=request)
    if by.person_id is None or not by.may(verb, path):
        raise Forbidden(verb)
    return Actor(by.person_id, by.name, by.role_for(verb, path), request)


PASSER_BY: Final = Viewer(None, "", ())
SYSTEM: Final = Viewer(None, journal.SYSTEM_NAME, (), system=True)
OPERATOR: Final = Viewer(None, "Dòng lệnh", (), system=True)
"""Whoever sits at the terminal of this installation and runs its commands."""


def viewer(person: Person, *, on: date) -> Viewer:
    """The person with the roles held on that day; one who may no longer sign in holds none."""
    if not person.is_active:
        return Viewer(str(person.id), person.name, ())
    held = RoleAssignment.objects.filter(person=person, since__lte=on).filter(Q(until=None) | Q(until__gte=on))
    rows = held.values_list("role", "unit_id", "unit__path")
    return Viewer(str(person.id), person.name, tuple(Grant(role, str(unit), path) for role, unit, path in rows))
