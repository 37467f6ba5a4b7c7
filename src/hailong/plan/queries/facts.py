"""Questions about what a plan states beside its tasks; they change nothing."""

from dataclasses import dataclass
from decimal import Decimal

from hailong.agency.models import Unit
from hailong.plan import rules
from hailong.plan.models import PlanFact

_TARGET = "target"


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that a plan asks of an indicator: `operator` as contract 4.1 writes it, and where it stands."""

    value: Decimal
    operator: str
    plan: str
    text: str


def target_of(unit: Unit, indicator: str, year: int) -> Target | None:
    """What the plans of that year ask of an indicator: the unit's own plan first, then those of the units above it.

    Of two figures in one plan the first printed counts; None where no plan names the indicator.
    """
    facts = PlanFact.objects.filter(kind=_TARGET, plan__year=year, plan__unit__path__in=_up(unit.path))
    alive = facts.exclude(plan__state=rules.WITHDRAWN).select_related("plan", "plan__unit")
    found = [fact for fact in alive if fact.value.get("indicator") == indicator and _is_number(fact.value.get("value"))]
    if not found:
        return None
    nearest = min(found, key=lambda fact: (-len(fact.plan.unit.path), fact.plan.code, fact.position))
    value = nearest.value
    operator = str(value.get("operator") or "=")
    return Target(Decimal(str(value["value"])), operator, nearest.plan.code, str(value.get("text") or ""))


def _up(path: str) -> list[str]:
    codes = path.strip("/").split("/")
    return ["/" + "/".join(codes[: place + 1]) + "/" for place in range(len(codes))]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
