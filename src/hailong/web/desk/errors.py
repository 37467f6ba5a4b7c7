"""The pages for what went wrong: what it is, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hailong.documents.anatomy import Unreadable


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


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    message = _("Việc này không được phép từ trang vừa rồi.")
    return problem(request, 403, _("Không được phép"), message, _("Quay về trang đầu rồi làm lại."))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: usually a page left open for long."""
    message = _("Trang đã mở quá lâu, hoặc trình duyệt chặn cookie của trang này.")
    return problem(request, 403, _("Trang đã cũ"), message, _("Tải lại trang rồi làm lại."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, also for a draft that has expired."""
    message = _("Địa chỉ này không có, hoặc bản nháp đã hết hạn 7 ngày và đã được xóa.")
    return problem(request, 404, _("Không có trang này"), message, _("Thả lại văn bản ở trang đầu."))


def fault(request: HttpRequest) -> HttpResponse:
    """500."""
    message = _("Máy gặp lỗi ngoài dự liệu. Những gì đã lưu vẫn còn nguyên.")
    return problem(request, 500, _("Máy gặp lỗi"), message, _("Thử lại; nếu vẫn vậy, báo người quản trị."))
