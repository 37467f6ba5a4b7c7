"""The working calendar of a unit: its week, its year, its own notices, and a reckoning of deadlines."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from hailong.agency import queries, worktime
from hailong.agency.models import SpecialDay, Unit, WorkWeek
from hailong.agency.people import queries as people
from hailong.clock.calendars import office_week
from hailong.clock.errors import ClockError
from hailong.clock.hours import Calendar
from hailong.clock.limits import Due, due, parse_limit
from hailong.web.desk import errors
from hailong.web.desk.acting import refuse
from hailong.web.desk.hall.units.pages import seen
from hailong.web.desk.hall.worktime import forms, shape
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded, person_of


@guarded("unit.see")
@require_GET
def mine(request: DeskRequest) -> HttpResponse:
    """The calendar of the unit in which I work; of the widest one I see where I work in none."""
    members = people.memberships(person_of(request), hour.now().date())
    units = [one.unit for one in members if request.viewer.may("unit.see", one.unit.path)]
    units += people.units_where(request.viewer, "unit.see")
    return redirect("unit_calendar", units[0].code) if units else errors.not_found(request)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The answer of the reckoning: from when, until when, and the special days on the way."""

    start: str
    due: str
    basis: tuple[Any, ...]


@guarded("unit.see")
@require_GET
def show(request: DeskRequest, code: str) -> HttpResponse:
    """One unit's calendar."""
    unit = seen(request.viewer, code)
    if unit is None:
        return errors.not_found(request)
    on = hour.now().date()
    calendar, since = worktime.calendar_of(unit), _in_force(unit, on)
    number = _year(request.GET, on)
    form = forms.Reckoning(request.GET if "tu" in request.GET else None, initial={"tu": hour.now(), "tinh": "d"})
    context = {
        "unit": unit,
        "week": shape.week(worktime.shifts_of(since.shifts) if since else office_week().shifts),
        "since": since,
        "coming": unit.weeks.filter(valid_from__gt=on),
        "year": number,
        "years": shape.years(),
        "day_names": shape.DAY_NAMES,
        "months": shape.year(calendar, number, on),
        "specials": shape.specials(calendar, number),
        "notices": _notices(unit, number),
        "form": form,
        "reckoned": _reckoned(calendar, form),
        "may_manage": request.viewer.may("calendar.manage", unit.path),
    }
    return render(request, "desk/hall/calendar.html", context)


def _year(asked: QueryDict, on: date) -> int:
    typed = asked.get("nam", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else on.year
    known = shape.years()
    return min(max(number, known[0]), known[-1])


def _in_force(unit: Unit, on: date) -> WorkWeek | None:
    """The week that holds on that day: the unit's own, else the nearest above; None where the general hours hold."""
    for one in (unit, *reversed(queries.ancestors(unit))):
        found = one.weeks.filter(valid_from__lte=on).order_by("-valid_from").first()
        if found:
            return found
    return None


def _notices(unit: Unit, number: int) -> list[SpecialDay]:
    return list(unit.special_days.filter(day__year=number, withdrawn=False))


def _reckoned(calendar: Calendar, form: forms.Reckoning) -> Reckoned | None:
    """What the reckoning answers; what the clock refuses stands at the form."""
    if not form.is_bound or not form.is_valid():
        return None
    typed = form.cleaned_data
    start = typed["tu"].replace(tzinfo=None)
    try:
        found: Due = due(calendar, start, parse_limit(f"{typed['dai']}{typed['tinh']}"))
    except ClockError as reason:
        refuse(form, str(reason))
        return None
    return Reckoned(shape.moment(start), shape.moment(found.due), found.basis)
