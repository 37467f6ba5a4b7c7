"""The units within reach as a tree or as what a search finds, and one unit with its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hailong.agency import queries
from hailong.agency.models import Membership, Succession, Unit
from hailong.agency.people.queries import held
from hailong.agency.people.rights import Viewer
from hailong.plan.queries import plans
from hailong.web.desk import errors
from hailong.web.desk.hall.units.words import KINDS
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded
from hailong.web.skin.pager import paged

DEEPEST = 5
"""Further indents would leave no room for the name on a telephone."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit in the list: how deep it stands below the first of the page's tree, its kind, the unit above it."""

    unit: Unit
    depth: int
    kind: str
    above: str


@guarded("unit.see")
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """The tree by code; what a search or a kind finds stands flat, by name."""
    search, kind = request.GET.get("tim", "").strip(), request.GET.get("loai", "")
    kind = kind if kind in KINDS else ""
    flat = bool(search or kind)
    found = queries.units_seen(request.viewer, search=search, kind=kind, on=hour.now().date())
    page = paged(found.select_related("parent").order_by(*(("sort_key", "code") if flat else ("path",))), request.GET)
    shallow = min((unit.path.count("/") for unit in page.rows), default=0)
    rows = [
        Listed(
            unit,
            0 if flat else min(unit.path.count("/") - shallow, DEEPEST),
            str(KINDS[unit.kind]),
            unit.parent.name if flat and unit.parent else "",
        )
        for unit in page.rows
    ]
    context = {
        "page": page,
        "rows": rows,
        "search": search,
        "kind": kind,
        "kinds": KINDS.items(),
        "flat": flat,
        "may_add": bool(request.viewer.reach("unit.manage")),
    }
    return render(request, "desk/hall/units.html", context)


@guarded("unit.see")
@require_GET
def show(request: DeskRequest, code: str) -> HttpResponse:
    """One unit: names, validity, above, below, before and after, people, plans."""
    viewer, on = request.viewer, hour.now().date()
    unit = seen(viewer, code)
    if unit is None:
        return errors.not_found(request)
    below = paged(queries.children(unit).filter(viewer.reach(queries.SEE).q()), request.GET)
    context = {
        "unit": unit,
        "kind": KINDS[unit.kind],
        "aliases": unit.aliases.order_by("text"),
        "above": [(one, viewer.may("unit.see", one.path)) for one in queries.ancestors(unit)],
        "below": below,
        "page": below,
        "former": _by_day((link, link.old, viewer) for link in unit.predecessions.select_related("old")),
        "later": _by_day((link, link.new, viewer) for link in unit.successions.select_related("new")),
        "moves": _moves(unit),
        "members": _members(viewer, unit, on),
        "plans": plans.plans_seen(viewer, unit=unit)[:20] if viewer.reach("plan.see") else [],
        "ended": unit.valid_to is not None and unit.valid_to < on,
        "may_manage": viewer.may("unit.manage", unit.path),
        "may_calendar": viewer.may("calendar.manage", unit.path),
    }
    return render(request, "desk/hall/unit.html", context)


def seen(viewer: Viewer, code: str) -> Unit | None:
    """The unit of that code, also one that has ended; None where there is none for this viewer."""
    unit = queries.unit(code)
    return unit if unit is not None and viewer.may("unit.see", unit.path) else None


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a unit on one day by one resolution: the other units, each with whether it may be opened."""

    day: date
    resolution: str
    others: list[tuple[Unit, bool]]


def _by_day(links: Iterable[tuple[Succession, Unit, Viewer]]) -> list[Change]:
    found: dict[tuple[date, str], Change] = {}
    for link, other, viewer in links:
        change = found.setdefault((link.day, link.resolution), Change(link.day, link.resolution, []))
        change.others.append((other, viewer.may("unit.see", other.path)))
    for change in found.values():
        change.others.sort(key=lambda one: bytes(one[0].sort_key))
    return list(found.values())


def _moves(unit: Unit) -> list[tuple[date, str, str, str]]:
    """The day, the parents' names before and after, and the resolution of each move."""
    moves = list(unit.moves.all())
    codes = {path.rstrip("/").split("/")[-2] for move in moves for path in (move.was, move.now) if path.count("/") > 2}
    names = dict(Unit.objects.filter(code__in=codes).values_list("code", "name"))
    return [(move.day, _above(move.was, names), _above(move.now, names), move.resolution) for move in moves]


def _above(path: str, names: dict[str, str]) -> str:
    parts = path.strip("/").split("/")
    return names.get(parts[-2], parts[-2]) if len(parts) > 1 else ""


def _members(viewer: Viewer, unit: Unit, on: date) -> list[Membership]:
    """Who works there today; nobody for a viewer who may not see people."""
    if not viewer.may("people.see", unit.path):
        return []
    found = Membership.objects.filter(held(on), unit=unit, person__is_active=True).select_related("person")
    return list(found.order_by("person__sort_key"))
