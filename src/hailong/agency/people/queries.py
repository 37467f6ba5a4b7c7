"""Questions about people; they change nothing. `on` is a local day of Vietnam."""

import uuid
from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hailong.agency import permissions
from hailong.agency.models import Membership, Notice, Person, RoleAssignment, Unit
from hailong.agency.people.rights import Viewer
from hailong.lexicon.text import fold


def held(on: date) -> Q:
    """The condition that a membership or a role holds on that day."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))


def person(username: str) -> Person | None:
    """The person of that login, in whatever case it was typed."""
    return Person.objects.filter(username=username.strip().lower()).first()


def anybody() -> bool:
    """Whether there is a person at all: a new installation has none."""
    return Person.objects.exists()


def people_seen(
    viewer: Viewer, *, on: date, search: str = "", unit: Unit | None = None, active: bool | None = None
) -> QuerySet[Person]:
    """The people this viewer may see, by given name, each with `now_in` and `now_holds` of that day.

    They are those who work, or hold a role, in a unit within reach of people.see; `search` is part of a name or login.
    """
    places = viewer.reach("people.see").q("unit__path")
    if unit is not None:
        places &= Q(unit=unit)
    here = (kind.objects.filter(places).values("person") for kind in (Membership, RoleAssignment))
    found = Person.objects.filter(reduce(or_, (Q(pk__in=some) for some in here)), search__contains=fold(search))
    if active is not None:
        found = found.filter(is_active=active)
    return found.prefetch_related(*_places(on))


def by_place(found: QuerySet[Person], on: date) -> QuerySet[Person]:
    """The people by the unit in which they stand on that day: where they work, else where they hold a role; then the
    rest.
    """
    first = (
        Subquery(kind.objects.filter(held(on), person=OuterRef("pk")).order_by("since", "id").values("unit__path")[:1])
        for kind in (Membership, RoleAssignment)
    )
    placed = found.annotate(place=Coalesce(*first))
    return placed.order_by(F("place").asc(nulls_last=True), "sort_key", "username")


def person_seen(viewer: Viewer, person_id: uuid.UUID, *, on: date) -> Person | None:
    """One of them, with `now_in` and `now_holds`; None where there is none for this viewer."""
    return people_seen(viewer, on=on).filter(pk=person_id).first()


def _places(on: date) -> tuple[Prefetch[str], Prefetch[str]]:
    members = Membership.objects.filter(held(on)).select_related("unit")
    roles = RoleAssignment.objects.filter(held(on)).select_related("unit")
    return Prefetch("memberships", members, to_attr="now_in"), Prefetch("assignments", roles, to_attr="now_holds")


def memberships(person: Person, on: date) -> Sequence[Membership]:
    """Where the person works on that day."""
    return list(person.memberships.filter(held(on)).select_related("unit"))


def assignments(person: Person, on: date) -> Sequence[RoleAssignment]:
    """The roles the person holds on that day, and where."""
    return list(person.assignments.filter(held(on)).select_related("unit"))


def home(person: Person) -> Unit | None:
    """The unit the person came to last: where the journal writes what is done to the account."""
    last = person.memberships.select_related("unit").order_by("-since", "-id").first()
    return last.unit if last else None


def heads_of(unit: Unit, on: date) -> Sequence[Person]:
    """Who heads the unit itself on that day."""
    roles = RoleAssignment.objects.filter(held(on), role="unit_head", unit=unit)
    return list(_holding(roles))


def holders(verb: str, path: str, on: date) -> Sequence[Person]:
    """Who may do the verb on the unit at that path; the nearest role is not preferred."""
    reaches = {role: permissions.reach(role, verb) for role in permissions.ROLES}
    below = [role for role, reach in reaches.items() if reach == permissions.BELOW]
    here = [role for role, reach in reaches.items() if reach == permissions.HERE]
    allowed = Q(role__in=below, unit__path__in=_above(path)) | Q(role__in=here, unit__path=path)
    return list(_holding(RoleAssignment.objects.filter(held(on), allowed)))


def _above(path: str) -> list[str]:
    """The path itself and every path above it: "/56/22333/" gives "/56/" and "/56/22333/"."""
    codes = path.strip("/").split("/")
    return [f"/{'/'.join(codes[:depth])}/" for depth in range(1, len(codes) + 1)]


def _holding(roles: QuerySet[RoleAssignment]) -> QuerySet[Person]:
    return Person.objects.filter(is_active=True, pk__in=roles.values("person"))


def units_where(viewer: Viewer, verb: str) -> Sequence[Unit]:
    """The units for which the viewer holds a role that carries the verb, the widest first."""
    wanted = {grant.unit_id for grant in viewer.grants if permissions.reach(grant.role, verb)}
    return sorted(Unit.objects.filter(pk__in=wanted), key=lambda unit: (unit.path.count("/"), bytes(unit.sort_key)))


def who_to_ask(viewer: Viewer, on: date) -> Sequence[Person]:
    """The people who could give this viewer a role where he works."""
    if viewer.person_id is None:
        return []
    worked = Membership.objects.filter(held(on), person_id=viewer.person_id).values_list("unit__path", flat=True)
    found = {one.pk: one for path in worked for one in holders("people.manage", path, on)}
    return list(found.values())


def unseen(person: Person) -> int:
    """How many notices wait to be seen."""
    return Notice.objects.filter(person=person, seen=None).count()
