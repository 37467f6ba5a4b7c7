"""Questions about plans; they change nothing."""

import uuid

from django.db.models import QuerySet

from hailong.agency.models import Unit
from hailong.agency.people.rights import Viewer
from hailong.lexicon.text import fold
from hailong.plan import rules
from hailong.plan.models import Plan
from hailong.plan.queries import scope


def plans_seen(
    viewer: Viewer, *, year: int | None = None, unit: Unit | None = None, search: str = ""
) -> QuerySet[Plan]:
    """The plans this viewer sees, newest first: of a year, of a unit and those below it, of which a word is told."""
    found = scope.plans(viewer).select_related("unit")
    if year is not None:
        found = found.filter(year=year)
    if unit is not None:
        found = found.filter(unit__path__below=unit.path)
    return found.filter(pk__in=_telling(found, search)) if search.strip() else found


def plan_seen(viewer: Viewer, code: str) -> Plan | None:
    """One plan; None where there is none for this viewer."""
    return scope.plans(viewer).select_related("unit", "document", "confirmed_by").filter(code=code).first()


def public_plans() -> QuerySet[Plan]:
    """The plans whose progress everybody may see."""
    return Plan.objects.filter(public_since__isnull=False).exclude(state=rules.WITHDRAWN).select_related("unit")


def public_plan(code: str) -> Plan | None:
    """One of them."""
    return public_plans().filter(code=code).first()


def _telling(found: QuerySet[Plan], search: str) -> list[uuid.UUID]:
    """The plans of which number, title, agency or unit hold the words, whatever their case and marks.

    Compared here and not in the database: SQLite knows no case but that of A to Z.
    """
    words = fold(search).split()
    rows = found.values_list("pk", "code", "number", "symbol", "title", "agency", "unit__name")
    return [pk for pk, *texts in rows if all(word in fold(" ".join(texts)) for word in words)]
