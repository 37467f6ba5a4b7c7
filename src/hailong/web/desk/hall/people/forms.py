"""The forms of acts on people and their roles."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hailong.agency.models import Unit
from hailong.agency.permissions import ROLES
from hailong.web.desk.fields import Day, UnitField


class _InUnit(forms.Form):
    """A form in which a unit is named."""

    def __init__(self, *args: Any, among: QuerySet[Unit], **options: Any) -> None:
        """`among`: the units that may be named."""
        super().__init__(*args, **options)
        field: Any = self.fields["unit"]
        field.choose_among(among)


class New(_InUnit):
    """A new person."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=60, help_text=_("Chữ thường không dấu, ví dụ: lan.pham.")
    )
    unit = UnitField(label=_("Đơn vị"), help_text=_("Mã hoặc tên đơn vị."))
    title = forms.CharField(label=_("Chức vụ, công việc"), max_length=200, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)


class Join(_InUnit):
    """Another unit to work in."""

    unit = UnitField(label=_("Đơn vị"), help_text=_("Mã hoặc tên đơn vị."))
    title = forms.CharField(label=_("Chức vụ, công việc"), max_length=200, required=False)
    since = Day(label=_("Từ ngày"))


class Assign(_InUnit):
    """A role over a part of the tree."""

    role = forms.ChoiceField(
        label=_("Vai trò"), choices=tuple(ROLES.items()), widget=forms.Select(attrs={"lang": "vi"})
    )
    unit = UnitField(label=_("Ở đơn vị"), help_text=_("Mã hoặc tên đơn vị."))
    since = Day(label=_("Từ ngày"))
    until = Day(label=_("Đến hết ngày"), required=False, help_text=_("Để trống nếu chưa biết ngày thôi."))
    reason = forms.CharField(label=_("Căn cứ"), max_length=200, required=False)


class Until(forms.Form):
    """A last day."""

    until = Day(label=_("Đến hết ngày"))


class Contact(forms.Form):
    """How a person is reached."""

    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)
    by_email = forms.BooleanField(
        label=_("Gửi thông báo vào thư điện tử"),
        required=False,
        help_text=_("Bỏ chọn thì thông báo chỉ nằm trong trang này."),
    )
