"""Questions about questionnaires; they change nothing."""

from typing import Final

from django.db.models import Q, QuerySet

from hailong.agency import tree
from hailong.agency.people.rights import Viewer
from hailong.measure import rules
from hailong.measure.models import Questionnaire, Version

SEE: Final = "survey.see"


def versions_seen(viewer: Viewer) -> QuerySet[Version]:
    """The versions of the questionnaires that came with the program, and of those owned by units within reach of
    survey.see or above these: what a unit asks, those below it ask with it.
    """
    reach = viewer.reach(SEE)
    if not reach:
        return Version.objects.none()
    paths = (*reach.branches, *reach.units)
    above = {code for path in paths for code in tree.codes_of(path)}
    owned = Q(questionnaire__unit=None) | reach.q("questionnaire__unit__path") | Q(questionnaire__unit__code__in=above)
    return Version.objects.filter(owned).select_related("questionnaire__unit")


def version_seen(viewer: Viewer, code: str, number: int) -> Version | None:
    """One version; None where there is none for this viewer."""
    return versions_seen(viewer).filter(questionnaire__code=code, number=number).first()


def for_rounds(viewer: Viewer) -> QuerySet[Version]:
    """The versions that a round may ask, newest of each first: slips about one dossier are none."""
    found = versions_seen(viewer).exclude(questionnaire__instrument="slip")
    return found.order_by("questionnaire__code", "-number")


def owned(viewer: Viewer, code: str, verb: str) -> Questionnaire | None:
    """The questionnaire of that code, where this person may do the verb in the unit that owns it."""
    return Questionnaire.objects.filter(viewer.reach(verb).q("unit__path"), code=code).first()


def draft_of(questionnaire: Questionnaire) -> Version | None:
    """The version that may still be changed; None where all are frozen."""
    return questionnaire.versions.filter(state=rules.DRAFT).order_by("number").last()
