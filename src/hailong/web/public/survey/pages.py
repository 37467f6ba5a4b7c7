"""Answering by the open link of a round, and by a code: typed, or read from a slip's picture."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hailong.agency.faults import Refused
from hailong.measure import asking, repeats
from hailong.measure.limits import ANSWERS_A_DAY, WRONG_CODES_A_DAY
from hailong.measure.responses import Receipt
from hailong.web.public.survey import filling
from hailong.web.public.survey.filling import Sheet, answering
from hailong.web.skin import hour

_LINK, _CODE = "link", "code"


@answering
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, code: str) -> HttpResponse:
    """The open link: about the unit named behind it, else about the round's own."""
    unit = request.POST.get("unit") or request.GET.get("don-vi", "")
    asked = asking.by_link(code, unit)
    if asked is None:
        raise Http404
    day, place = hour.now().date(), filling.address(request)
    if repeats.seen(place, _LINK, day) >= ANSWERS_A_DAY:
        said = _("Hôm nay từ địa chỉ mạng này đã gửi nhiều phiếu.")
        cure = _("Dùng mã in trên giấy của ông bà, hoặc trả lời vào ngày mai.")
        return filling.refused(request, Refused(said, cure=cure), 429)

    def thanks(receipt: Receipt) -> HttpResponse:
        if not receipt.again:
            repeats.count(place, _LINK, day)
        return _thanks(request, receipt)

    hidden = {"id": filling.submission(request), "unit": asked.unit.code}
    return filling.show(request, Sheet(asked, reverse("public_survey_link", args=[code]), hidden), thanks)


@answering
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Type a code; with a good one the form begins."""
    typed = request.POST.get("code", "")
    if not typed:
        return render(request, "public/survey/code.html", {"typed": ""})
    return _by_code(request, typed)


@answering
@require_GET
def from_slip(request: HttpRequest, code: str) -> HttpResponse:
    """The picture on a slip: the code is in the address once, and in none that follows."""
    return _by_code(request, code)


def _by_code(request: HttpRequest, typed: str) -> HttpResponse:
    day, place = hour.now().date(), filling.address(request)
    if repeats.seen(place, _CODE, day) >= WRONG_CODES_A_DAY:
        said = _("Hôm nay từ địa chỉ mạng này đã gõ sai mã quá nhiều lần.")
        return filling.refused(request, Refused(said, cure=_("Nhờ nơi phát phiếu giúp, hoặc thử lại ngày mai.")), 429)
    asked = asking.by_code(typed[:100])
    if asked is None:
        repeats.count(place, _CODE, day)
        fault = _("Mã này không đúng, hoặc đợt khảo sát đã kết thúc. Xem lại 24 chữ trên giấy.")
        return render(request, "public/survey/code.html", {"typed": typed[:100], "fault": fault}, status=422)
    sheet = Sheet(asked, reverse("public_survey_code"), {"code": typed})
    return filling.show(request, sheet, lambda receipt: _thanks(request, receipt))


def _thanks(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """In the answer itself and under no address: the receipt would stand in the log of a server in front."""
    return render(request, "public/survey/thanks.html", {"receipt": receipt})
