"""The page of results: the index with both verdicts, criteria, groups, and how each number was made."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.measure import estimates
from hailong.measure.estimates import Table
from hailong.measure.exports import KINDS
from hailong.measure.models import Round
from hailong.measure.queries import rounds
from hailong.web.desk.acting import REFUSED
from hailong.web.desk.surveys.results import shape, words
from hailong.web.desk.surveys.seen import wanted
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: the division by its word, and the unit; "" and None for the whole."""

    division: str
    unit: Unit | None

    @property
    def by(self) -> tuple[str, ...]:
        """The dimensions."""
        return words.DIVISIONS[self.division][0] if self.division in words.DIVISIONS else ()


def asked(request: DeskRequest, one: Round) -> Asked:
    """Read the address; units that this person does not see are none."""
    unit = rounds.units(request.viewer, one).filter(code=request.GET.get("don-vi", "")).first()
    return Asked(request.GET.get("theo", ""), unit)


def found(request: DeskRequest, one: Round, wish: Asked) -> Table:
    """The table; Refused says what cannot be divided."""
    return estimates.table(request.viewer, rounds=[one], by=wish.by, on=hour.now().date(), unit=wish.unit)


@guarded("survey.see")
@require_GET
def show(request: DeskRequest, code: str) -> HttpResponse:
    """The results of one round."""
    one = wanted(request, code)
    if isinstance(one, HttpResponse):
        return one
    wish = asked(request, one)
    context: dict[str, Any] = {
        "round": one,
        "wish": wish,
        "divisions": [(name, label) for name, (_by, label) in words.DIVISIONS.items()],
        "units": rounds.units(request.viewer, one),
        "query": request.GET.urlencode(),
        "kinds": KINDS if request.viewer.may("survey.export", one.unit.path) else (),
    }
    try:
        table = found(request, one, wish)
    except Refused as reason:
        return render(request, "desk/surveys/results.html", context | {"refused": str(reason)}, status=REFUSED)
    return render(request, "desk/surveys/results.html", context | _told(table, one, wish))


def _told(table: Table, one: Round, wish: Asked) -> dict[str, Any]:
    place = (wish.unit or one.unit).name
    made = table.made[0] if table.made else None
    span = shape.scale(table)
    return {
        "whole": shape.whole(table.total, place, span) if table.total else None,
        "groups": shape.groups(table, shape.Names([table]), span) if wish.by else [],
        "ranked": any(line.rank for line in table.rows),
        "withheld": table.withheld,
        "warnings": table.warnings,
        "response": made and made.response,
        "made": shape.made(made) if made else [],
        "wide": shape.WIDTH,
        "start": span.start,
    }
