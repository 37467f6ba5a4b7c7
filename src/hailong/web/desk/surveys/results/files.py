"""Files of results: the table as on screen, the answers for statistics programs, their codebook."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from hailong.agency.faults import Refused
from hailong.measure import exports
from hailong.measure.models import Round
from hailong.web.desk import errors
from hailong.web.desk.surveys.results.pages import asked, found
from hailong.web.desk.surveys.results.shape import Names
from hailong.web.desk.surveys.seen import wanted
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = "text/csv; charset=utf-8"
_KINDS = {"csv": _CSV}


def _download(data: bytes, kind: str, name: str) -> HttpResponse:
    header = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": header or "attachment"})


def _refused(reason: Refused) -> HttpResponse:
    return HttpResponse(f"{reason}\n", content_type="text/plain; charset=utf-8", status=422)


@guarded("survey.see")
@require_GET
def workbook(request: DeskRequest, code: str) -> HttpResponse:
    """The table of the page as a workbook."""
    one = wanted(request, code)
    if isinstance(one, HttpResponse):
        return one
    try:
        table = found(request, one, asked(request, one))
    except Refused as reason:
        return _refused(reason)
    data = exports.workbook(table, one, named=Names([table]), on=hour.now().date())
    return _download(data, _XLSX, f"ket-qua-{one.code}.xlsx")


@guarded("survey.see")
@require_GET
def table_csv(request: DeskRequest, code: str) -> HttpResponse:
    """The table of the page as CSV."""
    one = wanted(request, code)
    if isinstance(one, HttpResponse):
        return one
    try:
        table = found(request, one, asked(request, one))
    except Refused as reason:
        return _refused(reason)
    return _download(exports.table_csv(table, named=Names([table])), _CSV, f"ket-qua-{one.code}.csv")


@guarded("survey.see")
@require_GET
def codebook(request: DeskRequest, code: str) -> HttpResponse:
    """What the columns of the answers hold."""
    one = wanted(request, code)
    if isinstance(one, HttpResponse):
        return one
    return _download(exports.codebook(one), _CSV, f"bang-ma-{one.code}.csv")


@guarded("survey.export")
@require_GET
def answers(request: DeskRequest, code: str, kind: str) -> HttpResponse:
    """The answers themselves, as a file of that kind; a line in the journal says who took them."""
    one = wanted(request, code, "survey.export")
    if not isinstance(one, Round):
        return one
    if kind not in exports.KINDS:
        return errors.not_found(request)
    try:
        data = exports.answers(one, kind=kind, by=request.viewer, now=hour.now())
    except Refused as reason:
        return _refused(reason)
    return _download(data, _KINDS.get(kind, "application/octet-stream"), f"tra-loi-{one.code}.{kind}")
