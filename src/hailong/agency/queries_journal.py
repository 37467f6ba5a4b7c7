"""Reading the journal: the lines that a person may see, and the history of one thing."""

from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.timezone import get_default_timezone

from hailong.agency.journal import province_of
from hailong.agency.models import Line
from hailong.agency.people.rights import Reach, Viewer
from hailong.lexicon.text import squeeze

SEARCHED: Final = ("label", "actor_name", "reason")


def lines_seen(
    viewer: Viewer,
    *,
    verb: str = "",
    kind: str = "",
    thing: object = "",
    actor: str = "",
    since: date | None = None,
    until: date | None = None,
    search: str = "",
) -> QuerySet[Line]:
    """The lines of the units within reach, newest first, by whatever is given.

    `actor` is a person's id or a part of the name; `since` and `until` are first and last day in Vietnam; `search` is
    looked for in what the act was done to, in names and in reasons.
    """
    exact = {name: str(value) for name, value in (("verb", verb), ("kind", kind), ("thing", thing)) if value}
    found = Line.objects.filter(_within(viewer.reach("journal.see")), **exact)
    if actor:
        found = found.filter(Q(actor=actor) | _contains(actor, ("actor_name",)))
    if since:
        found = found.filter(at__gte=_midnight(since))
    if until:
        found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
    if search:
        found = found.filter(_contains(search, SEARCHED))
    return found.order_by("-id")


def _within(reach: Reach) -> Q:
    """The lines of these places; the provinces are named too, for the index begins with them."""
    provinces = {province_of(path) for path in (*reach.branches, *reach.units)}
    return reach.q() if "" in provinces else reach.q() & Q(province__in=sorted(provinces))


def _contains(text: str, fields: tuple[str, ...]) -> Q:
    """The text in one of the fields; the databases know capitals without marks only, hence the usual ways to write."""
    wanted = squeeze(text)
    ways = {wanted, wanted.lower(), wanted.upper(), wanted.title(), wanted[:1].upper() + wanted[1:]}
    return reduce(or_, (Q(**{f"{field}__icontains": way}) for field in fields for way in ways))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_default_timezone())


def history(kind: str, thing: object, *, path: str = "") -> QuerySet[Line]:
    """Everything done to one thing, oldest first; who may see the thing may see it, which the caller has asked.

    `path` of a unit in the thing's province makes it quick where the journal is large.
    """
    found = Line.objects.filter(kind=kind, thing=str(thing)).order_by("id")
    return found.filter(province=province_of(path)) if path else found
