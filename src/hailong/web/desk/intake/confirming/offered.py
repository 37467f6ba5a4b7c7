"""What may be chosen: the units of an agency, and the plans that a new one may carry out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hailong.agency import queries as agency
from hailong.agency.models import Unit
from hailong.agency.models.units import AGENCY, DEPARTMENT
from hailong.agency.people.rights import Viewer
from hailong.plan import cascade
from hailong.plan.models import Plan
from hailong.plan.queries import plans, states
from hailong.web.desk.intake.units import own_units


@dataclass(frozen=True, slots=True)
class Group:
    """Values to choose from under one heading: code and name."""

    title: str
    options: tuple[tuple[str, str], ...]


def units(within: Unit, matched: Iterable[Unit | None], on: date) -> list[Group]:
    """Every unit a printed name may mean: the agency's own, those above and their departments, and the matched."""
    home = agency.agency_of(within)
    own = own_units(home, on)
    above = [*agency.ancestors(home)]
    beside = Unit.objects.filter(agency.valid(on), parent__in=above, kind__in=(DEPARTMENT, AGENCY)).exclude(pk=home.pk)
    named = {unit.pk for unit in [*own, *above, *beside]}
    others = {unit.pk: unit for unit in matched if unit is not None and unit.pk not in named}
    groups = (
        (home.name, own),
        (_("Cấp trên và sở, ngành"), [*above, *beside]),
        (_("Đơn vị khác"), list(others.values())),
    )
    return [Group(title, tuple((unit.code, unit.name) for unit in listed)) for title, listed in groups if listed]


def parents(viewer: Viewer, unit: Unit, on: date) -> list[Group]:
    """The plans that this one may carry out: those that ask the unit for a plan, then its own and those above it."""
    asking = [owed.obligation.plan for owed in cascade.owed_by(unit, on=on) if not owed.fulfilled]
    known = {plan.pk for plan in asking}
    line = [one.pk for one in [unit, *agency.ancestors(unit)]]
    seen = plans.plans_seen(viewer).filter(unit__in=line, state=states.ACTIVE)
    others = [plan for plan in seen if plan.pk not in known]
    groups = (_("Đang yêu cầu đơn vị lập kế hoạch"), asking), (_("Kế hoạch của đơn vị và cấp trên"), others)
    return [Group(title, tuple(map(_said, listed))) for title, listed in groups if listed]


def _said(plan: Plan) -> tuple[str, str]:
    said = ", ".join(filter(None, (plan.number, plan.unit.name)))
    return plan.code, f"{said}: {plan.title[:120]}"


def seen_twins(viewer: Viewer, twins: Sequence[Plan]) -> list[tuple[Plan, bool]]:
    """Each plan with whether this person may open it."""
    mine = set(plans.plans_seen(viewer).filter(pk__in=[plan.pk for plan in twins]).values_list("pk", flat=True))
    return [(plan, plan.pk in mine) for plan in twins]
