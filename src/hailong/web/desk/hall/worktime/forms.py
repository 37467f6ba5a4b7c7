"""The forms of a working calendar: hours typed as 07:30, days as 25/08/2025."""

from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hailong.clock.calendars import Shift
from hailong.web.desk.fields import Day
from hailong.web.skin.context import WEEKDAYS

SHIFTS, SHIFTS_MOST = 4, 14
"""How many half-days the form of a week shows at least (two of weekdays, two of the rest), and takes at most."""
LIMITS: Final[tuple[tuple[str, str | Promise], ...]] = (
    ("d", _("ngày làm việc")),
    ("h", _("giờ làm việc")),
    ("m", _("phút làm việc")),
    ("cd", _("ngày lịch")),
)
_MOMENT: Final = {"autocomplete": "off", "placeholder": "03/10/2025 08:00"}
_DAYS: Final = tuple((str(number), name) for number, name in enumerate(WEEKDAYS, start=1))


def _hour(label: Any) -> forms.TimeField:
    attributes = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "07:30"}
    return forms.TimeField(label=label, required=False, input_formats=("%H:%M", "%Hh%M"), widget=forms.TimeInput(
        format="%H:%M", attrs=attributes))  # fmt: skip


class Half(forms.Form):
    """One half-day: on which weekdays, from when to when; all of it empty where there is none."""

    days = forms.MultipleChoiceField(
        label=_("Những ngày"), choices=_DAYS, required=False, widget=forms.CheckboxSelectMultiple
    )
    first = _hour(_("Từ"))
    last = _hour(_("Đến"))

    def clean(self) -> dict[str, Any]:
        """Either nothing or all three."""
        typed: dict[str, Any] = super().clean() or {}
        given = [bool(typed.get(name)) or name in self.errors for name in ("days", "first", "last")]
        if any(given) and not all(given):
            raise forms.ValidationError(_("Ghi đủ ngày, giờ bắt đầu và giờ kết thúc, hoặc để trống cả ba."))
        return typed


Halves: Any = forms.formset_factory(Half, extra=0, min_num=SHIFTS, max_num=SHIFTS_MOST, absolute_max=SHIFTS_MOST)
"""The half-days of a week."""


class Week(forms.Form):
    """What a week needs beside its half-days."""

    valid_from = Day(label=_("Áp dụng từ ngày"))
    source = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Quy chế, quyết định hoặc thông báo đặt giờ làm việc.")
    )
    state_holidays = forms.BooleanField(label=_("Nghỉ các ngày lễ, Tết của Nhà nước"), required=False, initial=True)


class Notice(forms.Form):
    """A day off, or a day worked."""

    day = Day(label=_("Ngày"))
    name = forms.CharField(label=_("Lý do"), max_length=200)
    source = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=_("Số, ngày thông báo."))


class Nothing(forms.Form):
    """Nothing to fill in: the button is the act."""


class Reckoning(forms.Form):
    """From a start and a length of time to the moment when it runs out."""

    tu = forms.DateTimeField(
        label=_("Bắt đầu"),
        input_formats=("%d/%m/%Y %H:%M", "%d/%m/%Y"),
        widget=forms.DateTimeInput(format="%d/%m/%Y %H:%M", attrs=_MOMENT),
        error_messages={"invalid": _("Ghi ngày giờ như 03/10/2025 08:00.")},
    )  # fmt: skip
    dai = forms.IntegerField(
        label=pgettext_lazy("length", "Thời hạn"),
        min_value=1,
        max_value=9999,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    tinh = forms.ChoiceField(label=_("Tính bằng"), choices=LIMITS)


def halves_of(shifts: tuple[Shift, ...]) -> list[dict[str, Any]]:
    """A week's shifts as the form's first values."""
    return [
        {"days": [str(day) for day in sorted(shift.days)], "first": clock(shift.start), "last": clock(shift.end)}
        for shift in shifts
    ]


def clock(minute: int) -> str:
    """A minute of the day as 07:30."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
