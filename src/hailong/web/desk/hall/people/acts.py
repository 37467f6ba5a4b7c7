"""What an administrator does to accounts and roles, a page each. A first password is shown once, on the spot."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hailong.agency.models import Person, Unit
from hailong.agency.people import accounts, queries, roles
from hailong.agency.people.rights import Viewer
from hailong.agency.permissions import ROLES
from hailong.web.desk import errors
from hailong.web.desk.acting import perform
from hailong.web.desk.hall.people import forms
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded


def manageable(viewer: Viewer) -> QuerySet[Unit]:
    """The units whose people this person may manage."""
    return Unit.objects.filter(viewer.reach("people.manage").q(), valid_to=None)


def _password(request: HttpRequest, person: Person, password: str) -> HttpResponse:
    """The page that shows a first password; kept by nobody, the browser included."""
    answer = render(request, "desk/hall/password.html", {"shown": person, "password": password})
    answer["Cache-Control"] = "no-store"
    return answer


@guarded("people.manage")
def new(request: DeskRequest) -> HttpResponse:
    """Add a person."""
    start = {"unit": request.GET.get("don-vi", "")}
    form = forms.New(request.POST or None, initial=start, among=manageable(request.viewer))

    def do(typed: dict[str, Any]) -> object:
        return _password(request, *accounts.create(by=request.viewer, now=hour.now(), **typed))

    page = {"title": _("Thêm người dùng"), "button": _("Thêm và lấy mật khẩu đầu")}
    return perform(request, form, do, back=reverse("people"), done="", **page)


def _act(
    request: DeskRequest,
    person_id: uuid.UUID,
    make: Callable[[], Form],
    do: Callable[[Person, dict[str, Any]], object],
    *,
    account: bool = True,
    **page: Any,
) -> HttpResponse:
    """Load, not found, may I, do, return: the same for every act on one person; the verb looks at the rest.

    An act on the `account` is for who manages the person's own unit, other acts for who manages the unit they name.
    """
    person = queries.person_seen(request.viewer, person_id, on=hour.now().date())
    if person is None:
        return errors.not_found(request)
    home = queries.home(person)
    if account and (home is None or not request.viewer.may("people.manage", home.path)):
        return errors.forbidden(request)
    back = reverse("person", args=[person_id])
    return perform(request, make(), lambda typed: do(person, typed), back=back, about=person.name, **page)


def _nothing(request: DeskRequest) -> Callable[[], Form]:
    return lambda: Form(request.POST if request.method == "POST" else None)


@guarded("people.manage")
def password(request: DeskRequest, person_id: uuid.UUID) -> HttpResponse:
    """Set a new first password."""

    def do(person: Person, _typed: dict[str, Any]) -> object:
        return _password(request, person, accounts.reset_password(person=person, by=request.viewer, now=hour.now()))

    detail = _("Mật khẩu cũ hết dùng ngay; người ấy phải đổi mật khẩu mới ở lần đăng nhập đầu.")
    return _act(request, person_id, _nothing(request), do, title=_("Đặt lại mật khẩu"), detail=detail, done="")


@guarded("people.manage")
def lock(request: DeskRequest, person_id: uuid.UUID) -> HttpResponse:
    """Let nobody sign in with the account."""

    def do(person: Person, _typed: dict[str, Any]) -> None:
        accounts.deactivate(person=person, by=request.viewer, now=hour.now())

    page: dict[str, Any] = {
        "title": _("Khóa tài khoản"),
        "detail": _("Không đăng nhập được nữa. Vai trò và lịch sử còn nguyên."),
    }
    return _act(request, person_id, _nothing(request), do, done=_("Đã khóa tài khoản."), look="danger", **page)


@guarded("people.manage")
def unlock(request: DeskRequest, person_id: uuid.UUID) -> HttpResponse:
    """Let the account be used again."""

    def do(person: Person, _typed: dict[str, Any]) -> None:
        accounts.activate(person=person, by=request.viewer, now=hour.now())

    return _act(request, person_id, _nothing(request), do, title=_("Mở tài khoản"), done=_("Đã mở tài khoản."))


@guarded("people.manage")
def second_factor(request: DeskRequest, person_id: uuid.UUID) -> HttpResponse:
    """Forget a lost telephone."""

    def do(person: Person, _typed: dict[str, Any]) -> object:
        return accounts.forget_second_factor(person=person, by=request.viewer, now=hour.now())

    page: dict[str, Any] = {
        "title": _("Bỏ mã xác thực"),
        "detail": _("Khi mất điện thoại: đăng nhập lại chỉ bằng mật khẩu."),
    }
    return _act(request, person_id, _nothing(request), do, done=_("Đã bỏ mã xác thực."), **page)


@guarded("people.manage")
def assign(request: DeskRequest, person_id: uuid.UUID) -> HttpResponse:
    """Give a role."""

    def make() -> Form:
        return forms.Assign(request.POST or None, initial=_today(), among=manageable(request.viewer))

    def do(person: Person, typed: dict[str, Any]) -> object:
        return roles.assign(person=person, by=request.viewer, now=hour.now(), **typed)

    page = {"title": _("Giao vai trò"), "button": _("Giao"), "done": _("Đã giao vai trò.")}
    return _act(request, person_id, make, do, account=False, **page)


@guarded("people.manage")
def join(request: DeskRequest, person_id: uuid.UUID) -> HttpResponse:
    """Put the person into another unit."""

    def make() -> Form:
        return forms.Join(request.POST or None, initial=_today(), among=manageable(request.viewer))

    def do(person: Person, typed: dict[str, Any]) -> object:
        return roles.join(person=person, by=request.viewer, now=hour.now(), **typed)

    page = {"title": _("Đưa vào đơn vị"), "button": _("Đưa vào"), "done": _("Đã ghi.")}
    return _act(request, person_id, make, do, account=False, **page)


def _today() -> dict[str, Any]:
    return {"since": hour.now().date()}


@guarded("people.manage")
def end(request: DeskRequest, person_id: uuid.UUID, assignment_id: uuid.UUID) -> HttpResponse:
    """Set the last day of a role."""
    person = queries.person_seen(request.viewer, person_id, on=hour.now().date())
    held = person.assignments.select_related("unit").filter(pk=assignment_id).first() if person else None
    if person is None or held is None:
        return errors.not_found(request)
    if not request.viewer.may("people.manage", held.unit.path):
        return errors.forbidden(request)

    def do(typed: dict[str, Any]) -> None:
        roles.end(assignment=held, by=request.viewer, now=hour.now(), **typed)

    form = forms.Until(request.POST or None, initial={"until": hour.now().date()})
    page = {"title": _("Thu vai trò"), "about": person.name, "detail": f"{ROLES[held.role]} · {held.unit.name}"}
    back = reverse("person", args=[person_id])
    return perform(request, form, do, back=back, done=_("Đã thu vai trò."), look="danger", **page)


@guarded("people.manage")
def leave(request: DeskRequest, person_id: uuid.UUID, membership_id: uuid.UUID) -> HttpResponse:
    """Set the last day in a unit."""
    person = queries.person_seen(request.viewer, person_id, on=hour.now().date())
    place = person.memberships.select_related("unit").filter(pk=membership_id).first() if person else None
    if person is None or place is None:
        return errors.not_found(request)
    if not request.viewer.may("people.manage", place.unit.path):
        return errors.forbidden(request)

    def do(typed: dict[str, Any]) -> None:
        roles.leave(membership=place, by=request.viewer, now=hour.now(), **typed)

    form = forms.Until(request.POST or None, initial={"until": hour.now().date()})
    page = {"title": _("Thôi làm ở đơn vị"), "about": person.name, "detail": place.unit.name}
    return perform(request, form, do, back=reverse("person", args=[person_id]), done=_("Đã ghi."), **page)
