"""The pages for what went wrong: what it is, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hailong.agency.people import queries
from hailong.agency.people.rights import PASSER_BY
from hailong.documents.anatomy import Unreadable
from hailong.web.skin import hour, sign_in


def problem(request: HttpRequest, status: int, title: str, message: str, cure: str, **more: str) -> HttpResponse:
    """A page of our own for a problem: what happened and the cure; `place` says where, `spoken` in what language."""
    said = {"title": title, "message": message, "cure": cure, **more}
    return render(request, "desk/problem.html", said, status=status)


def unreadable(request: HttpRequest, reason: Unreadable) -> HttpResponse:
    """The page for a file that cannot even be received."""
    said = {"place": reason.place, "spoken": "vi"}
    return problem(request, 422, _("Chưa đọc được tệp này"), reason.message, reason.cure, **said)


def too_large(request: HttpRequest, size: int, most: int) -> HttpResponse:
    """The page for an upload over the limit; sizes in bytes."""
    message = _("Tệp nặng %(size)s MB, hơn mức %(most)s MB mà trang này nhận.") % {
        "size": -(-size // 1024**2),
        "most": most // 1024**2,
    }
    cure = _("Lưu lại tệp ở cỡ nhỏ hơn (bỏ ảnh, hoặc tách riêng phần phụ lục có bảng nhiệm vụ) rồi thả lại.")
    return problem(request, 413, _("Tệp quá lớn"), message, cure)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, also for an address this computer does not answer to."""
    message = _("Máy không hiểu yêu cầu vừa gửi.")
    return problem(request, 400, _("Yêu cầu không hợp lệ"), message, _("Quay về trang đầu rồi làm lại."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the roles held do not allow this here, and who could change that."""
    message = _("Vai trò của anh chị chưa cho phép việc này ở đây. Chưa có gì thay đổi.")
    viewer = getattr(request, "viewer", PASSER_BY)
    names = ", ".join(person.name for person in queries.who_to_ask(viewer, hour.now().date()))
    cure = _("Nhờ người quản trị của đơn vị giao vai trò: %(names)s.") % {"names": names}
    plain = _("Nhờ người quản trị hệ thống giao vai trò.")
    return problem(request, 403, _("Chưa được giao quyền"), message, cure if names else plain)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: a page sent too often."""
    message = _("Từ máy này đã gửi trang này quá nhiều lần trong thời gian ngắn.")
    cure = _("Đợi %(time)s rồi thử lại.") % {"time": sign_in.page_wait(request)}
    return problem(request, 429, _("Hãy đợi một lát"), message, cure)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: usually a page left open for long."""
    message = _("Trang đã mở quá lâu, hoặc trình duyệt chặn cookie của trang này.")
    return problem(request, 403, _("Trang đã cũ"), message, _("Tải lại trang rồi làm lại."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, also for a draft that has expired."""
    message = _(
        "Địa chỉ này không có, hoặc không thuộc phần anh chị được xem. Bản nháp hết hạn 7 ngày thì đã được xóa."
    )
    cure = _("Về trang đầu rồi tìm lại; bản nháp đã xóa thì thả lại văn bản.")
    return problem(request, 404, _("Không có trang này"), message, cure)


def fault(request: HttpRequest) -> HttpResponse:
    """500."""
    message = _("Máy gặp lỗi ngoài dự liệu. Những gì đã lưu vẫn còn nguyên.")
    return problem(request, 500, _("Máy gặp lỗi"), message, _("Thử lại; nếu vẫn vậy, báo người quản trị."))
