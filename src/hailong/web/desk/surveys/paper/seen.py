"""Whether the paper of a round may be touched: somewhere in the round, by whoever works there."""

from django.http import HttpResponse

from hailong.agency.people.rights import Viewer
from hailong.agency.queries import branch
from hailong.measure.models import Round
from hailong.web.desk import errors
from hailong.web.desk.surveys.seen import wanted
from hailong.web.skin.guard import DeskRequest


def touched(request: DeskRequest, code: str, *verbs: str) -> Round | HttpResponse:
    """The round in which this person may do one of the verbs at some unit, or the page that says why not."""
    one = wanted(request, code)
    if isinstance(one, HttpResponse):
        return one
    return one if any(_somewhere(request.viewer, one, verb) for verb in verbs) else errors.forbidden(request)


def _somewhere(viewer: Viewer, one: Round, verb: str) -> bool:
    """What is managed is the round itself; what is done at a counter or typed may be of any unit in it."""
    if verb == "survey.manage":
        return viewer.may(verb, one.unit.path)
    return branch(one.unit).filter(viewer.reach(verb).q()).exists()
