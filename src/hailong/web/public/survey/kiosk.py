"""The tablet at a counter: the whole form on one page, which a script turns into screens and a queue.

What is sent again under the same id gets the same receipt; other content under it 409. A tablet that comes back after
the round was closed is told so (410), and what it held is set aside.
"""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hailong.agency.faults import Refused
from hailong.measure import asking, repeats, responses
from hailong.measure.asking import Asked
from hailong.measure.limits import ANSWERS_A_DAY
from hailong.web.public.survey import filling
from hailong.web.public.survey.filling import answering
from hailong.web.public.survey.paper import Filled
from hailong.web.skin import hour

_LATE = "late"


@answering
@require_http_methods(["GET", "POST"])
def tablet(request: HttpRequest, token: str) -> HttpResponse:
    """The form of a tablet; sent by its script or, without one, by its button."""
    asked = asking.by_tablet(token) or _closed(request)
    if asked is None:
        raise Http404
    filled = Filled(responses.form_of(asked.round), request.POST)
    here = reverse("public_survey_kiosk", args=[token])
    if request.method == "GET":
        return _page(request, asked, filled, here)
    return _taken(request, asked, filled, here)


def _closed(request: HttpRequest) -> Asked | None:
    """The round that a late sender names, where it is closed: its tablets cannot be told any more."""
    asked = asking.by_late_tablet(request.POST.get("round", ""))
    if asked is None:
        return None
    place, day = filling.address(request), hour.now().date()
    if repeats.seen(place, _LATE, day) >= ANSWERS_A_DAY:
        return None
    repeats.count(place, _LATE, day)
    return asked


def _taken(request: HttpRequest, asked: Asked, filled: Filled, here: str) -> HttpResponse:
    asked = replace(asked, key=asking.key_for(asked, filling.submission(request)))
    try:
        if asked.round.consent and not request.POST.get("consent"):
            raise Refused("Chưa đánh dấu đồng ý.", cure="Đánh dấu đồng ý rồi gửi.", field="consent")
        receipt = filling.send(request, asked, filled)
    except responses.Late as reason:
        return _not_taken(request, asked, filled, here, reason, 410)
    except responses.Conflict as reason:
        return _not_taken(request, asked, filled, here, reason, 409)
    except Refused as reason:
        return _not_taken(request, asked, filled, here, reason, 422)
    if _by_script(request):
        return JsonResponse({"receipt": receipt.code, "again": receipt.again})
    return render(request, "public/survey/thanks.html", {"receipt": receipt, "next": here})


def _not_taken(
    request: HttpRequest, asked: Asked, filled: Filled, here: str, reason: Refused, status: int
) -> HttpResponse:
    if _by_script(request):
        return JsonResponse({"message": reason.message, "cure": reason.cure}, status=status)
    if status == 422:
        return _page(request, asked, filled, here, reason)
    return filling.refused(request, reason, status)


def _page(request: HttpRequest, asked: Asked, filled: Filled, here: str, reason: Refused | None = None) -> HttpResponse:
    wrong = filled.faults() if reason else {}
    screens = [(section, filled.rows(at, wrong)) for at, section in enumerate(filled.form.sections, start=1)]
    context = {
        "round": asked.round, "unit": asked.unit, "form": filled.form, "screens": screens, "here": here,
        "id": filling.submission(request), "respondent": filling.RESPONDENTS[0], "reason": reason, "faults": wrong,
    }  # fmt: skip
    return render(request, "public/survey/kiosk.html", context, status=422 if reason else 200)


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"
