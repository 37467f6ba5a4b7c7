"""The people within reach by unit, one person, and one's own page."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hailong.agency.models import Membership, Person, RoleAssignment
from hailong.agency.people import queries
from hailong.agency.people.rights import Viewer
from hailong.agency.permissions import ROLES
from hailong.web.desk import errors
from hailong.web.desk.hall.units.pages import seen
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded
from hailong.web.skin.pager import paged


@dataclass(frozen=True, slots=True)
class Held:
    """A role as a person holds it: in words, where, from when to when, and whether it holds today."""

    assignment: RoleAssignment
    role: str
    now: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A person in the list, with the title in the unit under which the person stands."""

    person: Person
    title: str
    roles: tuple[Held, ...]


@guarded("people.see")
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """Who works where."""
    viewer, on = request.viewer, hour.now().date()
    search, code = request.GET.get("tim", "").strip(), request.GET.get("don-vi", "")
    unit = seen(viewer, code) if code else None
    found = queries.people_seen(viewer, on=on, search=search, unit=unit)
    page = paged(queries.by_place(found, on), request.GET)
    groups = [
        (name, [_listed(person, viewer, on) for person in people])
        for name, people in groupby(page.rows, key=lambda person: _home(person)[1])
    ]
    context = {
        "page": page,
        "groups": groups,
        "search": search,
        "unit": unit,
        "may_add": bool(viewer.reach("people.manage")),
    }
    return render(request, "desk/hall/people.html", context)


def _home(person: Person) -> tuple[str, str]:
    """The path and the name of the unit in which the person stands in the list; none comes last."""
    places: list[Membership | RoleAssignment] = [*_now_in(person), *_now_holds(person)]
    return (places[0].unit.path, places[0].unit.name) if places else ("~", "")


def _now_in(person: Person) -> list[Membership]:
    found: list[Membership] = getattr(person, "now_in", [])
    return found


def _now_holds(person: Person) -> list[RoleAssignment]:
    found: list[RoleAssignment] = getattr(person, "now_holds", [])
    return found


def _listed(person: Person, viewer: Viewer, on: date) -> Listed:
    title = next((one.title for one in _now_in(person)), "")
    return Listed(person, title, tuple(held(_now_holds(person), viewer, on)))


def held(assignments: Iterable[RoleAssignment], viewer: Viewer, on: date) -> Iterable[Held]:
    """The roles in words, each with whether this viewer may end it."""
    for one in assignments:
        open_ = one.until is None or one.until >= on
        may_end = open_ and viewer.may("people.manage", one.unit.path)
        yield Held(one, ROLES[one.role], one.since <= on and open_, may_end)


@guarded("people.see")
@require_GET
def show(request: DeskRequest, person_id: uuid.UUID) -> HttpResponse:
    """One person: where, with which roles, past ones too; and what may be done."""
    viewer, on = request.viewer, hour.now().date()
    person = queries.person_seen(viewer, person_id, on=on)
    if person is None:
        return errors.not_found(request)
    home = queries.home(person)
    members = list(person.memberships.select_related("unit").order_by("-since"))
    context = {
        "shown": person,
        "members": [(one, one.until is None and viewer.may("people.manage", one.unit.path)) for one in members],
        "roles": list(held(person.assignments.select_related("unit").order_by("-since"), viewer, on)),
        "may_manage": home is not None and viewer.may("people.manage", home.path),
        "own": str(person.pk) == viewer.person_id,
    }
    return render(request, "desk/hall/person.html", context)
