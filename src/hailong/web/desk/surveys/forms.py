"""The forms of survey pages; dates are typed dd/mm/yyyy."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hailong.agency.models import Unit
from hailong.clock.errors import BadPeriod
from hailong.clock.period import parse
from hailong.measure.models import Version
from hailong.web.desk.fields import Day, UnitField
from hailong.web.desk.surveys import words

MOST_CODES = 200
"""Slips of one sheet of codes: more are printed in several goes."""


_CHOICES = (
    ("selector", words.SELECTORS),
    ("index_rule", words.RULES),
    ("quota_counts", words.MODES),
    ("pooled", words.MODES),
)


def _named(version: Version) -> str:
    """ "KS-DV v1 · its title"."""
    return f"{version} · {version.questionnaire.title}"


class NewRound(forms.Form):
    """A survey round; what is left as it stands is a sensible default."""

    unit = UnitField(label=_("Khảo sát của đơn vị"), help_text=_("Gồm cả các đơn vị bên dưới."))
    version = forms.ModelChoiceField(label=_("Phiếu hỏi"), queryset=Version.objects.none(), empty_label=None)
    period = forms.CharField(label=_("Kỳ"), max_length=10, help_text=_("Ví dụ: 2025Q3 là quý III/2025."))
    title = forms.CharField(
        label=_("Tên đợt"), max_length=300, required=False, help_text=_("Để trống thì đặt theo đơn vị và kỳ.")
    )
    opens = Day(label=_("Từ ngày"))
    closes = Day(label=_("Đến hết ngày"))
    quota = forms.IntegerField(
        label=_("Số phiếu cần thu"), min_value=1, max_value=1_000_000, help_text=_("Phiếu giấy và phiếu có mã.")
    )
    selector = forms.ChoiceField(label=_("Cách chọn khách tại quầy"))
    every = forms.IntegerField(
        label=_("Cứ bao nhiêu khách thì chọn một"), min_value=1, max_value=1000, help_text=_("1 là phát cho mọi khách.")
    )
    quota_counts = forms.MultipleChoiceField(
        label=_("Phiếu nào tính vào số cần thu"), widget=forms.CheckboxSelectMultiple
    )
    pooled = forms.MultipleChoiceField(
        label=_("Phiếu nào gộp vào chỉ số"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Định khi lập đợt, in cùng kết quả. Phiếu khác vẫn hiện riêng bên cạnh."),
    )  # fmt: skip
    index_rule = forms.ChoiceField(label=_("Cách tính chỉ số"))
    operator = forms.ChoiceField(label=_("Chỉ tiêu"), required=False)
    target = forms.DecimalField(
        label=_("Mức chỉ tiêu, %"), min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False,
        localize=True, help_text=_("Để trống nếu kế hoạch không giao chỉ tiêu."),
    )  # fmt: skip

    def __init__(self, *args: Any, units: QuerySet[Unit], versions: QuerySet[Version], **options: Any) -> None:
        """`units`: for which this person may open rounds; `versions`: which may be asked."""
        super().__init__(*args, **options)
        unit: Any = self.fields["unit"]
        unit.choose_among(units)
        version: Any = self.fields["version"]
        version.queryset, version.label_from_instance = versions, _named
        for name, among in _CHOICES:
            field: Any = self.fields[name]
            field.choices = list(among.items())
        operator: Any = self.fields["operator"]
        operator.choices = [("", _("Không giao chỉ tiêu")), *words.OPERATORS.items()]

    def clean_period(self) -> str:
        """The code of a period that there is."""
        typed = str(self.cleaned_data["period"]).strip().upper()
        try:
            return parse(typed).code
        except BadPeriod as reason:
            raise forms.ValidationError(str(reason), code="vietnamese") from None

    def clean(self) -> dict[str, Any]:
        """A target has a sign and a sign a target."""
        typed = super().clean() or {}
        if (typed.get("target") is None) != (not typed.get("operator")) and "target" not in self.errors:
            self.add_error("target", gettext("Chỉ tiêu cần cả dấu so sánh và mức; hoặc để trống cả hai."))
        return typed


class Codes(forms.Form):
    """How many codes to print, and for whom."""

    unit = forms.ModelChoiceField(label=_("Nơi phát mã"), queryset=Unit.objects.none(), empty_label=None)
    field = forms.CharField(
        label=_("Lĩnh vực"), max_length=120, required=False, help_text=_("Để trống nếu mã dùng cho mọi lĩnh vực.")
    )
    count = forms.IntegerField(label=_("Số mã"), min_value=1, max_value=MOST_CODES, initial=8)

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        """`units`: at whose counters this person may give out codes."""
        super().__init__(*args, **options)
        unit: Any = self.fields["unit"]
        unit.queryset = units


class Nothing(forms.Form):
    """Nothing to fill in: the button is the act."""


class Closing(forms.Form):
    """A reason where paper forms are left that were never entered."""

    reason = forms.CharField(
        label=_("Lý do bỏ lại phiếu giấy chưa nhập"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Để trống nếu không còn phiếu nào."),
    )  # fmt: skip


class Reason(forms.Form):
    """A reason that must be given."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class Upload(forms.Form):
    """A questionnaire as an XLSForm."""

    unit = UnitField(label=_("Phiếu của đơn vị"))
    code = forms.CharField(
        label=_("Mã phiếu"), max_length=40, help_text=_("Mã đã có thì thành phiên bản mới của phiếu đó.")
    )
    file = forms.FileField(label=_("Tệp XLSForm (.xlsx)"))

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        """`units`: for which this person may write questionnaires."""
        super().__init__(*args, **options)
        unit: Any = self.fields["unit"]
        unit.choose_among(units)
