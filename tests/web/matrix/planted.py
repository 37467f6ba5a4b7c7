"""A throw-away set of addresses: the program's own, and two that a careless hand made."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from tests.web.matrix.routes import LIST, PLAN, Route

from hailong.plan.models import Plan
from hailong.web import urls
from hailong.web.skin.guard import guarded


@guarded("plan.see")
def one(_request: HttpRequest, code: str) -> HttpResponse:
    """A plan by its code, whoever asks."""
    return HttpResponse(Plan.objects.get(code=code).title)


@guarded("plan.see")
def every(_request: HttpRequest) -> HttpResponse:
    """All plans, whoever asks."""
    return HttpResponse("; ".join(Plan.objects.values_list("title", flat=True)))


urlpatterns = [*urls.urlpatterns, path("ho/<str:code>/", one, name="hole"), path("ho/", every, name="holes")]
HOLE = Route("hole", PLAN, "plan.see", lambda t, _a: (t.plan.code,))
HOLES = Route("holes", LIST, "plan.see")
