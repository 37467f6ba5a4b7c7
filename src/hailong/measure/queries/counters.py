"""Questions of the counter; they change nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localtime

from hailong.agency.models import Unit
from hailong.measure import rules
from hailong.measure.models import Returned, Round, Session, Visit

_NOON: Final = 12
_MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Tally:
    """What happened in a half-day: visitors who got a result, chosen, given a form, refused, gone."""

    served: int
    selected: int
    given: int
    refused: int
    unavailable: int


def session_now(one: Round, unit: Unit, now: datetime) -> Session | None:
    """The half-day of a counter in which that moment lies; None where it has not begun."""
    local = localtime(now)
    half = "morning" if local.hour < _NOON else "afternoon"
    return Session.objects.filter(round=one, unit=unit, day=local.date(), half=half).first()


def last_visit(session: Session) -> Visit | None:
    """The last visitor of a half-day."""
    return session.visits.order_by("-number").first()


def awaited(visit: Visit | None) -> bool:
    """Whether a visitor was chosen and nobody has said yet what came of it."""
    return visit is not None and visit.selected and visit.outcome == rules.NOT_SELECTED


def tally(session: Session) -> Tally:
    """Its counts."""
    return _counted(session.visits.all())


def _counted(visits: QuerySet[Visit]) -> Tally:
    named = {name: Count("pk", filter=Q(outcome=name)) for name in (rules.GIVEN, rules.REFUSED, rules.UNAVAILABLE)}
    found = visits.aggregate(served=Count("pk"), selected=Count("pk", filter=Q(selected=True)), **named)
    return Tally(**found)


def tally_of(one: Round, within: Q) -> Tally:
    """The counts of a whole round; `within` narrows them to units ("session__unit__path..." conditions)."""
    return _counted(Visit.objects.filter(within, session__round=one))


def fields(one: Round, unit: Unit) -> list[str]:
    """The fields of procedures in which the counter has returned results so far, for the clerk to choose from."""
    held = Returned.objects.filter(province=one.province, unit__path__below=unit.path).exclude(field="")
    return list(held.order_by("field").values_list("field", flat=True).distinct()[:_MOST])
