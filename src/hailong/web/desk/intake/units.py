"""For which units a person may bring in plans, and which units make up an agency."""

from datetime import date

from hailong.agency import queries as agency
from hailong.agency.models import Unit
from hailong.agency.models.units import AGENCY, COMMUNE, DEPARTMENT, PROVINCE
from hailong.agency.people.queries import units_where
from hailong.agency.people.rights import Forbidden, Viewer

WHOLE = (PROVINCE, DEPARTMENT, COMMUNE, AGENCY)
IMPORT = "plan.import"


def own_units(top: Unit, on: date) -> list[Unit]:
    """The unit, everything of its own below it, and the agencies under it but not their insides; in tree order."""
    found: list[Unit] = []
    inside = ""
    below = agency.branch(top).filter(agency.valid(on))
    # Sorted here: a database with an alphabet of its own may pass over the slashes that keep a branch together.
    for unit in sorted(below, key=lambda one: one.path):
        if inside and unit.path.startswith(inside):
            continue
        inside = unit.path if unit.kind in WHOLE and unit.pk != top.pk else ""
        found.append(unit)
    return found


def units_for(viewer: Viewer, on: date) -> list[Unit]:
    """The units for which this person may bring in a plan, the widest first; never none for who may at all."""
    tops = units_where(viewer, IMPORT)
    below = [unit for top in tops for unit in own_units(top, on) if viewer.may(IMPORT, unit.path)]
    return list({unit.pk: unit for unit in [*tops, *below]}.values())


def chosen(viewer: Viewer, code: str, on: date) -> Unit:
    """The unit of a posted code, the first where none was posted; Forbidden for any other."""
    offered = units_for(viewer, on)
    found = next((unit for unit in offered if unit.code == code or not code), None)
    if found is None:
        raise Forbidden(IMPORT)
    return found
