"""The forms of what is done to sheets of paper; serials are typed as "1-20, 25"."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hailong.agency.models import Person
from hailong.measure import custody
from hailong.web.desk.fields import UnitField, text

_SERIALS = _("Số phiếu")


def _serials(*, required: bool = True, label: Any = _SERIALS) -> forms.CharField:
    attributes = {"autocomplete": "off", "inputmode": "text"}
    return forms.CharField(
        label=label, required=required, max_length=2000, help_text=_("Ví dụ: 1-20, 25."),
        widget=forms.TextInput(attrs=attributes),
    )  # fmt: skip


class Count(forms.Form):
    """How many sheets to print."""

    count = forms.IntegerField(label=_("In thêm bao nhiêu phiếu"), min_value=1, max_value=custody.MOST)


class Issue(forms.Form):
    """Which sheets go to which clerk, for which unit."""

    serials = _serials()
    to = forms.ModelChoiceField(label=_("Giao cho"), queryset=Person.objects.none())
    unit = UnitField(label=_("Phát tại đơn vị"))

    def __init__(self, *args: Any, clerks: Any, units: Any, **options: Any) -> None:
        """`clerks` and `units`: who gives out forms, and where."""
        super().__init__(*args, **options)
        chosen: Any = self.fields["to"]
        chosen.queryset = clerks
        place: Any = self.fields["unit"]
        place.choose_among(units)


class Serials(forms.Form):
    """Which sheets."""

    serials = _serials()


class SerialsReason(Serials):
    """Which sheets, and why."""

    reason = text(_("Lý do"), rows=2)


class HandOver(forms.Form):
    """How many sheets are in the parcel."""

    count = forms.IntegerField(label=_("Số phiếu bàn giao"), min_value=1, help_text=_("Đếm lại trước khi ghi."))


class Receive(forms.Form):
    """What was not in the parcel, if anything."""

    absent = _serials(required=False, label=_("Số phiếu ghi bàn giao mà không có"))
    note = text(_("Ghi chú"), required=False, rows=2)
