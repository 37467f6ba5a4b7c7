"""Calendar feeds, opened by a person's own key alone: calendar programs cannot sign in. A wrong key finds nothing."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from hailong.agency import queries
from hailong.agency.models import Person
from hailong.agency.people import rights
from hailong.plan import feeds
from hailong.web.desk import errors
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, open_to_all


def _whose(key: str) -> Person | None:
    return Person.objects.filter(feed_key=key, is_active=True).first()


def _site(request: DeskRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _calendar(data: bytes) -> HttpResponse:
    return HttpResponse(
        data, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, max-age=900"}
    )


@open_to_all
@require_GET
def person(request: DeskRequest, key: str) -> HttpResponse:
    """What the owner of the key has to do."""
    owner = _whose(key)
    return (
        errors.not_found(request)
        if owner is None
        else _calendar(feeds.person_feed(owner, hour.now(), site=_site(request)))
    )


@open_to_all
@require_GET
def unit(request: DeskRequest, code: str, key: str) -> HttpResponse:
    """What a unit has to do, for a person who may see its plans."""
    owner, found = _whose(key), queries.unit(code)
    if owner is None or found is None:
        return errors.not_found(request)
    if not rights.viewer(owner, on=hour.now().date()).may("plan.see", found.path):
        return errors.not_found(request)
    return _calendar(feeds.unit_feed(found, hour.now(), site=_site(request)))
