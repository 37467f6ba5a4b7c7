"""The forms of acts on units."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hailong.agency.models import Unit
from hailong.web.desk.fields import Day, UnitField
from hailong.web.desk.hall.units.words import KINDS


def _resolution(*, required: bool = True) -> forms.CharField:
    told = _("Số, ngày nghị quyết hoặc quyết định.")
    return forms.CharField(label=_("Căn cứ"), max_length=200, help_text=told, required=required)


class _AmongUnits(forms.Form):
    """A form in which another unit is named."""

    def __init__(self, *args: Any, among: QuerySet[Unit], **options: Any) -> None:
        """`among`: the units that may be named."""
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.choose_among(among)


class New(_AmongUnits):
    """A new unit."""

    code = forms.CharField(
        label=_("Mã"), max_length=20, help_text=_("Mã chính thức, hoặc mã đơn vị trên thêm đuôi: X0101-TC.")
    )
    name = forms.CharField(label=_("Tên đầy đủ"), max_length=200)
    short = forms.CharField(label=_("Tên gọi tắt"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("Loại"), choices=tuple(KINDS.items()), initial="office")
    parent = UnitField(label=_("Trực thuộc"), help_text=_("Mã hoặc tên đơn vị cấp trên."))
    valid_from = Day(label=_("Hoạt động từ ngày"), required=False)
    resolution = _resolution(required=False)


class Rename(forms.Form):
    """Another name for the same unit."""

    name = forms.CharField(label=_("Tên đầy đủ"), max_length=200)
    short = forms.CharField(label=_("Tên gọi tắt"), max_length=80, required=False)
    resolution = _resolution(required=False)


class Contact(forms.Form):
    """Where a unit is found and reached."""

    address = forms.CharField(label=_("Địa chỉ"), max_length=200, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)


class Move(_AmongUnits):
    """Another place in the tree."""

    parent = UnitField(label=_("Chuyển về trực thuộc"), help_text=_("Mã hoặc tên đơn vị cấp trên mới."))
    day = Day(label=_("Từ ngày"))
    resolution = _resolution()


class End(forms.Form):
    """The last day."""

    last_day = Day(label=_("Ngày hoạt động cuối cùng"))
    resolution = _resolution()


class Succeed(_AmongUnits):
    """Another unit takes over."""

    new = UnitField(label=_("Đơn vị kế tục"), help_text=_("Mã hoặc tên. Chưa có thì thêm đơn vị trước."))
    day = Day(label=_("Từ ngày"))
    share = forms.DecimalField(
        label=_("Phần chuyển sang"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("Phần trăm, nếu đơn vị cũ chia cho nhiều đơn vị; để trống nếu chuyển toàn bộ."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    resolution = _resolution()


class Alias(forms.Form):
    """Another name that documents use."""

    text = forms.CharField(
        label=_("Tên gọi khác"), max_length=200, help_text=_("Văn bản ghi tên này thì máy hiểu là đơn vị này.")
    )
