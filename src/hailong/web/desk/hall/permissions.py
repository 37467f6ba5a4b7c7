"""The permission table on a page: what every role may do, and how far."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hailong.agency import permissions
from hailong.agency.people import queries
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, person_of, signed_in


@signed_in
@require_GET
def table(request: DeskRequest) -> HttpResponse:
    """The table, with the roles of whoever looks."""
    rows = [
        (label, [(name, permissions.reach(role, verb)) for role, name in permissions.ROLES.items()])
        for verb, label in permissions.VERBS.items()
    ]
    held = queries.assignments(person_of(request), hour.now().date())
    mine = [(permissions.ROLES[one.role], one.unit) for one in held]
    return render(request, "hall/permissions.html", {"roles": permissions.ROLES.values(), "rows": rows, "mine": mine})
