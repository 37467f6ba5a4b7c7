"""The counter: one button for each visitor who got a result, an answer whether to give a form, what came of it.

Everything works without script. The button says after which visitor it was pressed, so that a second press, or a page
sent twice, counts nobody twice.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.measure import counter, responses
from hailong.measure.models import Round, Session, Visit
from hailong.measure.queries import counters
from hailong.web.desk import errors
from hailong.web.desk.surveys import words
from hailong.web.desk.surveys.seen import at_counter, chosen
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded


@guarded("survey.counter")
@require_GET
def show(request: DeskRequest, code: str) -> HttpResponse:
    """The counter of one unit, or the choice of a unit where there are several."""
    found = at_counter(request, code)
    if isinstance(found, HttpResponse):
        return found
    one, places = found
    unit = chosen(places, request.GET.get("don-vi"))
    context: dict[str, Any] = {"round": one, "counters": places, "unit": unit, "open": one.state == "open"}
    if unit is not None:
        context |= _standing(one, unit)
    return render(request, "desk/surveys/counter.html", context)


def _standing(one: Round, unit: Unit) -> dict[str, Any]:
    """The half-day that runs, its counts, the last visitor and whether an outcome is still wanted."""
    session = counters.session_now(one, unit, hour.now())
    last = counters.last_visit(session) if session else None
    return {
        "session": session,
        "half": words.HALVES[session.half] if session else "",
        "tally": counters.tally(session) if session else None,
        "last": last,
        "waits": counters.awaited(last),
        "number": last.number if last else 0,
        "outcomes": list(words.OUTCOMES.items()),
        "fields": counters.fields(one, unit),
        "tablet": _tablet(one, unit),
    }


def _tablet(one: Round, unit: Unit) -> str:
    """The address that a tablet at this counter keeps open, "" while the round takes nothing."""
    try:
        return reverse("public_survey_kiosk", args=[responses.kiosk_token(round=one, unit=unit)])
    except Refused:
        return ""


def _home(one: Round, unit: Unit) -> str:
    return f"{reverse('survey_counter', args=[one.code])}?{urlencode({'don-vi': unit.code})}"


@guarded("survey.counter")
@require_POST
def visitor(request: DeskRequest, code: str) -> HttpResponse:
    """A visitor has got a result: is a form given?"""
    found = at_counter(request, code)
    if isinstance(found, HttpResponse):
        return found
    one, places = found
    unit = chosen(places, request.POST.get("unit"))
    if unit is None:
        return errors.not_found(request)
    try:
        _next(request, one, unit)
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect(_home(one, unit))


def _next(request: DeskRequest, one: Round, unit: Unit) -> None:
    """Count the visitor, unless the page was sent before."""
    said: dict[str, Any] = {"by": request.viewer, "now": hour.now()}
    session = counter.start_session(round=one, unit=unit, **said)
    last = counters.last_visit(session)
    if request.POST.get("after") == str(last.number if last else 0):
        field = request.POST.get("field", "").strip()[:120]
        counter.next_visitor(session=session, field=field, **said)


@guarded("survey.counter")
@require_POST
def outcome(request: DeskRequest, code: str, visit_id: uuid.UUID) -> HttpResponse:
    """What came of a visitor who was chosen."""
    found = at_counter(request, code)
    if isinstance(found, HttpResponse):
        return found
    one, places = found
    visit = Visit.objects.filter(pk=visit_id, session__round=one, session__unit__in=places).first()
    if visit is None:
        return errors.not_found(request)
    try:
        counter.outcome(visit=visit, outcome=request.POST.get("outcome", ""), by=request.viewer, now=hour.now())
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("Đã ghi: khách số %(number)s.") % {"number": visit.number})
    return redirect(_home(one, _unit(visit.session)))


def _unit(session: Session) -> Unit:
    return session.unit
