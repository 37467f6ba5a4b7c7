"""The first page: what waits today, or how to come in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hailong.agency.people import queries
from hailong.web.desk.hall import today
from hailong.web.skin.guard import DeskRequest, open_to_all


@open_to_all
@require_GET
def home(request: DeskRequest) -> HttpResponse:
    """Today for who signed in; for others the way in, and for a new installation the first step."""
    if request.viewer.person_id is not None:
        return today.page(request)
    return render(request, "hall/landing.html", {"empty": not queries.anybody()})
