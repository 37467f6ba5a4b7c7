"""Who sees which rounds, in this one place: every other question about a round starts from here.

A round is seen where its unit is within reach of survey.see, and by those who see a unit below it: they are asked for
their own visitors in it. What is told of its parts is `part`: only the units within reach.
"""

from datetime import date

from django.db.models import Q, QuerySet

from hailong.agency import tree
from hailong.agency.models import Unit
from hailong.agency.people.rights import NOBODY, Viewer
from hailong.agency.queries import branch
from hailong.measure import rules
from hailong.measure.models import Round

SEE = "survey.see"


def rounds(viewer: Viewer) -> QuerySet[Round]:
    """The rounds this viewer sees, newest first."""
    reach = viewer.reach(SEE)
    above = {path for own in (*reach.branches, *reach.units) for path in _above(own)}
    seen = reach.q("unit__path") | (Q(unit__path__in=above) if above else NOBODY)
    return Round.objects.filter(seen).select_related("unit", "version__questionnaire")


def round_seen(viewer: Viewer, code: str) -> Round | None:
    """The round of that code, where this viewer sees it."""
    return rounds(viewer).filter(code=code).first()


def part(viewer: Viewer, field: str = "unit__path", verb: str = SEE) -> Q:
    """The units within reach of a verb as a condition; `field` leads to a unit's path."""
    return viewer.reach(verb).q(field)


def units(viewer: Viewer, round: Round, verb: str = SEE) -> QuerySet[Unit]:
    """The units of a round on which this viewer may do the verb, by place in the tree."""
    return branch(round.unit).filter(part(viewer, "path", verb)).order_by("path")


def open_in(unit: Unit, on: date) -> QuerySet[Round]:
    """The rounds in which a unit's visitors are asked on that day."""
    above = [*_above(unit.path), unit.path]
    return Round.objects.filter(unit__path__in=above, state=rules.OPEN, opens__lte=on, closes__gte=on)


def _above(path: str) -> list[str]:
    """The paths of the units above, from the top down."""
    codes = tree.codes_of(path)
    return [f"/{'/'.join(codes[:n])}/" for n in range(1, len(codes))]
