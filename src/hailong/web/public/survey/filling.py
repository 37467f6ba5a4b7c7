"""One screen after another: consent first, then a section a screen, and thanks only for what is kept."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Final

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from hailong.agency.faults import Refused
from hailong.measure import asking, responses
from hailong.measure.asking import Asked
from hailong.web.public.survey.paper import Filled
from hailong.web.skin import hour
from hailong.web.skin.guard import View, open_to_all

LONGEST_ID: Final = 64
RESPONDENTS: Final = ("individual", "organisation")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form in somebody's hand: whom it asks, where it is sent, what goes with it unseen."""

    asked: Asked
    action: str
    hidden: Mapping[str, str]


def answering(view: View) -> View:
    """A page for everybody that leaves nothing in the browser and asks no cookie: there is no sign-in to be abused."""

    @wraps(view)
    def unstored(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        answer = view(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        answer["Referrer-Policy"] = "no-referrer"
        return answer

    return open_to_all(csrf_exempt(unstored))


def address(request: HttpRequest) -> str:
    """Where the request came from, for today's count and nothing else."""
    return str(get_adapter().get_client_ip(request))


def submission(request: HttpRequest) -> str:
    """The id under which this is sent: of the page before, else a new one."""
    return request.POST.get("id", "")[:LONGEST_ID] or secrets.token_hex(16)


def consent_of(asked: Asked) -> str:
    """Which text was agreed to: SHA-256, "" where none is asked for."""
    text = asked.round.consent
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def show(request: HttpRequest, sheet: Sheet, thanks: Callable[[responses.Receipt], HttpResponse]) -> HttpResponse:
    """The screen that comes next, or what `thanks` makes of the receipt once the answer is kept."""
    filled = Filled(responses.form_of(sheet.asked.round), request.POST)
    step = _step(request, filled)
    if "go" not in request.POST:
        return _screen(request, sheet, filled, 0)
    if request.POST["go"] == "back":
        return _screen(request, sheet, filled, filled.before(step))
    if not _agreed(request, sheet):
        return _screen(
            request, sheet, filled, 0, {"": _("Đánh dấu đồng ý để bắt đầu; không đồng ý thì đóng trang này.")}
        )
    if step and (wrong := filled.faults(step)):
        return _screen(request, sheet, filled, step, wrong)
    if (after := filled.next(step)) is not None:
        return _screen(request, sheet, filled, after)
    return _sent(request, sheet, filled, thanks)


def send(request: HttpRequest, asked: Asked, filled: Filled) -> responses.Receipt:
    """Record what was filled in; raises what `responses.record` raises."""
    return responses.record(
        round=asked.round, key=asked.key, unit=asked.unit, field=asked.field, mode=asked.mode,
        respondent=request.POST.get("respondent") or RESPONDENTS[0], day=hour.now().date(),
        content=filled.content, consent=consent_of(asked),
    )  # fmt: skip


def _sent(
    request: HttpRequest, sheet: Sheet, filled: Filled, thanks: Callable[[responses.Receipt], HttpResponse]
) -> HttpResponse:
    if filled.faults():
        return _screen(request, sheet, filled, filled.first_wrong() or 0, filled.faults())
    asked = sheet.asked
    if not asked.key:
        asked = replace(asked, key=asking.key_for(asked, sheet.hidden["id"]))
    try:
        return thanks(send(request, asked, filled))
    except (responses.Late, responses.Conflict) as reason:
        return refused(request, reason, 410 if isinstance(reason, responses.Late) else 409)
    except Refused as reason:
        return _screen(request, sheet, filled, 0, {"": str(reason)})


def refused(request: HttpRequest, reason: Refused, status: int) -> HttpResponse:
    """The page that says why an answer is not taken."""
    said = {"title": _("Phiếu không được tính"), "message": reason.message, "cure": reason.cure}
    return render(request, "public/survey/refused.html", said, status=status)


def _agreed(request: HttpRequest, sheet: Sheet) -> bool:
    return bool(request.POST.get("consent")) or not sheet.asked.round.consent


def _step(request: HttpRequest, filled: Filled) -> int:
    typed = request.POST.get("step", "")
    step = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
    return min(step, len(filled.form.sections))


def _screen(
    request: HttpRequest, sheet: Sheet, filled: Filled, step: int, faults: Mapping[str, str] | None = None
) -> HttpResponse:
    wrong = faults or {}
    context = {
        "sheet": sheet, "round": sheet.asked.round, "form": filled.form, "step": step,
        "steps": len(filled.form.sections), "last": filled.next(step) is None, "faults": wrong,
        "section": filled.section(step) if step else None, "rows": filled.rows(step, wrong) if step else [],
        "carried": filled.carried(step), "respondent": request.POST.get("respondent") or RESPONDENTS[0],
        "agreed": bool(request.POST.get("consent")),
    }  # fmt: skip
    return render(request, "public/survey/screen.html", context, status=422 if wrong else 200)
