"""What an administrator does to units, a page each."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hailong.agency import units
from hailong.agency.models import Unit
from hailong.agency.people.rights import Viewer
from hailong.web.desk import errors
from hailong.web.desk.acting import perform
from hailong.web.desk.hall.units import forms
from hailong.web.desk.hall.units.pages import seen
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded


def manageable(viewer: Viewer) -> QuerySet[Unit]:
    """The units that stand today and that this person may change."""
    return Unit.objects.filter(viewer.reach("unit.manage").q(), valid_to=None)


@guarded("unit.manage")
def new(request: DeskRequest) -> HttpResponse:
    """Add a unit."""
    above = seen(request.viewer, request.GET.get("thuoc", ""))
    start = {"parent": above, "valid_from": hour.now().date()}
    form = forms.New(request.POST or None, initial=start, among=manageable(request.viewer))

    def do(typed: dict[str, Any]) -> object:
        return units.create(by=request.viewer, now=hour.now(), **typed)

    page = {"title": _("Thêm đơn vị"), "button": _("Thêm")}
    back = reverse("unit", args=[above.code]) if above else reverse("units")
    return perform(request, form, do, back=back, done=_("Đã thêm đơn vị."), **page)


def _act(
    request: DeskRequest,
    code: str,
    make: Callable[[Unit], Form],
    do: Callable[[Unit, dict[str, Any]], object],
    *,
    done: str,
    **page: str,
) -> HttpResponse:
    """Load, not found, may I, do, return: the same for every act on one unit."""
    unit = seen(request.viewer, code)
    if unit is None:
        return errors.not_found(request)
    if not request.viewer.may("unit.manage", unit.path):
        return errors.forbidden(request)
    back = reverse("unit", args=[code])
    return perform(request, make(unit), lambda typed: do(unit, typed), back=back, done=done, about=unit.name, **page)


@guarded("unit.manage")
def rename(request: DeskRequest, code: str) -> HttpResponse:
    """Give the same unit another name."""

    def make(unit: Unit) -> Form:
        return forms.Rename(request.POST or None, initial={"name": unit.name, "short": unit.short})

    def do(unit: Unit, typed: dict[str, Any]) -> None:
        units.rename(unit=unit, by=request.viewer, now=hour.now(), **typed)

    detail = _("Chỉ khi vẫn là đơn vị ấy. Nếu lập đơn vị mới thì dùng “Sáp nhập, kế tục”.")
    return _act(
        request, code, make, do, title=_("Đổi tên"), detail=detail, done=_("Đã đổi tên; tên cũ còn nhận ra được.")
    )


@guarded("unit.manage")
def move(request: DeskRequest, code: str) -> HttpResponse:
    """Put the unit under another."""

    def make(_unit: Unit) -> Form:
        today = {"day": hour.now().date()}
        return forms.Move(request.POST or None, initial=today, among=manageable(request.viewer))

    def do(unit: Unit, typed: dict[str, Any]) -> None:
        units.move(unit=unit, by=request.viewer, now=hour.now(), **typed)

    detail = _("Mọi đơn vị bên dưới đi theo; số liệu trước ngày này vẫn thuộc nơi cũ.")
    return _act(request, code, make, do, title=_("Chuyển đơn vị"), detail=detail, done=_("Đã chuyển."))


@guarded("unit.manage")
def end(request: DeskRequest, code: str) -> HttpResponse:
    """Set the unit's last day."""

    def make(_unit: Unit) -> Form:
        return forms.End(request.POST or None)

    def do(unit: Unit, typed: dict[str, Any]) -> None:
        units.end(unit=unit, by=request.viewer, now=hour.now(), **typed)

    detail = _("Đơn vị không bị xóa: số liệu, nhật ký và kế hoạch cũ vẫn mở được.")
    done = _("Đã ghi ngày kết thúc.")
    return _act(request, code, make, do, title=_("Kết thúc hoạt động"), detail=detail, done=done, look="danger")


@guarded("unit.manage")
def succeed(request: DeskRequest, code: str) -> HttpResponse:
    """Say which unit takes over."""

    def make(_unit: Unit) -> Form:
        return forms.Succeed(request.POST or None, among=manageable(request.viewer).exclude(code=code))

    def do(unit: Unit, typed: dict[str, Any]) -> object:
        percent = typed.pop("share")
        share = None if percent is None else Decimal(percent) / 100
        return units.succeed(old=unit, share=share, by=request.viewer, now=hour.now(), **typed)

    detail = _("Đơn vị này thôi hoạt động; đơn vị được chọn nhận phần việc và số liệu về sau.")
    return _act(request, code, make, do, title=_("Sáp nhập, kế tục"), detail=detail, done=_("Đã ghi đơn vị kế tục."))


@guarded("unit.manage")
def alias(request: DeskRequest, code: str) -> HttpResponse:
    """Add another name by which documents call the unit."""

    def make(_unit: Unit) -> Form:
        return forms.Alias(request.POST or None)

    def do(unit: Unit, typed: dict[str, Any]) -> object:
        return units.add_alias(unit=unit, by=request.viewer, now=hour.now(), **typed)

    return _act(request, code, make, do, title=_("Thêm tên gọi khác"), button=_("Thêm"), done=_("Đã thêm tên gọi."))


@guarded("unit.manage")
def contact(request: DeskRequest, code: str) -> HttpResponse:
    """Say where the unit is found and reached."""

    def make(unit: Unit) -> Form:
        now = {"address": unit.address, "phone": unit.phone, "email": unit.email}
        return forms.Contact(request.POST or None, initial=now)

    def do(unit: Unit, typed: dict[str, Any]) -> None:
        units.set_contact(unit=unit, by=request.viewer, now=hour.now(), **typed)

    return _act(request, code, make, do, title=_("Địa chỉ liên hệ"), button=_("Lưu"), done=_("Đã lưu."))
