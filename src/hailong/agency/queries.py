"""Questions about units; they change nothing. `on` is a local day of Vietnam."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from hailong.agency import tree
from hailong.agency.models import Succession, Unit
from hailong.agency.models.units import AGENCY, COMMUNE, DEPARTMENT, PROVINCE
from hailong.agency.people.rights import Viewer
from hailong.agency.unit_names import Names
from hailong.lexicon.text import fold

SEE: Final = "unit.see"
_AGENCIES: Final = (PROVINCE, DEPARTMENT, COMMUNE, AGENCY)


def unit(code: str) -> Unit | None:
    """The unit of that code, whether it still exists or not."""
    return Unit.objects.filter(code=code).first()


def valid(on: date) -> Q:
    """The condition that a unit exists on that day."""
    return (Q(valid_from=None) | Q(valid_from__lte=on)) & (Q(valid_to=None) | Q(valid_to__gte=on))


def units_seen(viewer: Viewer, *, on: date, search: str = "", kind: str = "") -> QuerySet[Unit]:
    """The units of that day within reach of unit.see, by name; every word of `search` is in the name or the code."""
    found = Unit.objects.filter(valid(on), viewer.reach(SEE).q())
    for word in fold(search).split():
        found = found.filter(search__contains=word)
    return found.filter(kind=kind) if kind else found


def children(unit: Unit) -> QuerySet[Unit]:
    """The units right below, those that ended too."""
    return Unit.objects.filter(parent=unit)


def branch(unit: Unit) -> QuerySet[Unit]:
    """The unit and every unit below, at any depth."""
    return Unit.objects.filter(path__below=unit.path)


def descendants(unit: Unit) -> QuerySet[Unit]:
    """Every unit below, at any depth, without the unit itself."""
    return branch(unit).exclude(pk=unit.pk)


def ancestors(unit: Unit) -> list[Unit]:
    """The units above, from the top down, without the unit itself."""
    codes = tree.codes_of(unit.path)[:-1]
    found = Unit.objects.in_bulk(codes, field_name="code") if codes else {}
    return [found[code] for code in codes]


def agency_of(unit: Unit) -> Unit:
    """The agency a unit belongs to: the nearest province, department, commune or agency above, else the top."""
    line = [unit, *reversed(ancestors(unit))]
    return next((one for one in line if one.kind in _AGENCIES), line[-1])


def former(unit: Unit) -> Sequence[Succession]:
    """What the unit took over, and from whom (`old`), oldest first."""
    return list(unit.predecessions.select_related("old"))


def successors(unit: Unit) -> Sequence[Succession]:
    """Who (`new`) took over from the unit, and what part, oldest first."""
    return list(unit.successions.select_related("new"))


def find_by_name(name: str, *, within: Unit, on: date | None = None) -> Unit | None:
    """The unit a document of `within` means by a name; None where there is none, or several as near.

    Sought in the agency's own tree first, then among the units above and what stands beside the agency there. A unit
    that exists on that day (today's state without one) goes before one that does not. To find many, ask `names` once.
    """
    return names(within, on=on).find(name)


def known_names(within: Unit, *, on: date | None = None) -> dict[str, Unit]:
    """Every name by which a document of `within` may call a unit, as written, nearest units first."""
    return names(within, on=on).all()


def names(within: Unit, *, on: date | None = None) -> Names:
    """What units are called where `within` is at home."""
    home = agency_of(within)
    above = ancestors(home)[::-1]
    tiers = [branch(home), *(_beside(one) for one in above), _tops(above[-1] if above else home)]
    return Names([list(tier.prefetch_related("aliases")) for tier in tiers], [home, *above], on)


def _beside(above: Unit) -> QuerySet[Unit]:
    return Unit.objects.filter(Q(parent=above) | Q(pk=above.pk))


def _tops(top: Unit) -> QuerySet[Unit]:
    return Unit.objects.filter(parent=None).exclude(pk=top.pk)
