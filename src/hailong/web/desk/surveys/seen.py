"""What every page of a round asks first: is it there for this person, and at which counters."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse

from hailong.agency.models import Unit
from hailong.agency.people.rights import Viewer
from hailong.agency.queries import valid
from hailong.measure.models import Round
from hailong.measure.queries import rounds
from hailong.web.desk import errors
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest


def wanted(request: DeskRequest, code: str, verb: str = "") -> Round | HttpResponse:
    """The round on which this person may do the verb (only see it, without one), or the page that says why not."""
    found = rounds.round_seen(request.viewer, code)
    if found is None:
        return errors.not_found(request)
    if verb and not request.viewer.may(verb, found.unit.path):
        return errors.forbidden(request)
    return found


def at_counters(viewer: Viewer, one: Round) -> QuerySet[Unit]:
    """The units of a round at whose counters this person works, by place in the tree."""
    return rounds.units(viewer, one, "survey.counter").filter(valid(hour.now().date()))


def at_counter(request: DeskRequest, code: str) -> tuple[Round, list[Unit]] | HttpResponse:
    """The open round and the units at whose counters this person may work, or the page that says why not."""
    found = wanted(request, code)
    if isinstance(found, HttpResponse):
        return found
    places = list(at_counters(request.viewer, found))
    return (found, places) if places else errors.forbidden(request)


def chosen(places: list[Unit], typed: Any) -> Unit | None:
    """The counter that the page names, or the only one there is."""
    return next((one for one in places if one.code == typed), places[0] if len(places) == 1 else None)
