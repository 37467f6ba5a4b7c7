"""The forms of acts on plans and tasks; dates are typed dd/mm/yyyy, so that no browser turns them round."""

import base64
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hailong.agency.models import Unit
from hailong.plan.models import Task
from hailong.web.desk.fields import Day
from hailong.web.desk.fields import text as _text


class SeveralFilesInput(forms.ClearableFileInput):
    """A file field that takes several files."""

    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """Several files, each checked like one."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files, an empty list where there is none."""
        clean_one = super().clean
        return [clean_one(one, initial) for one in data] if isinstance(data, list) else []


class Report(forms.Form):
    """What was done."""

    unit = forms.ModelChoiceField(label=_("Báo cáo thay mặt đơn vị"), queryset=Unit.objects.none(), empty_label=None)
    text = _text(_("Kết quả thực hiện"), _("Đã làm gì, đến đâu, số liệu chính."), rows=5)
    product = _text(_("Sản phẩm"), _("Số, ngày, trích yếu văn bản; hoặc tên sản phẩm."), required=False, rows=2)
    link = forms.URLField(label=_("Liên kết"), required=False, assume_scheme="https")
    evidence = SeveralFiles(label=_("Tệp minh chứng"), required=False)
    obstacle = _text(
        _("Vướng mắc"), _("Ghi ở đây thì đầu mối và lãnh đạo thấy ngay và phải trả lời."), required=False, rows=2
    )
    finishes = forms.BooleanField(
        label=_("Đã xong, đề nghị nghiệm thu"),
        required=False,
        initial=True,
        help_text=_("Bỏ chọn nếu chỉ báo tiến độ."),
    )

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        """`units`: the units in whose name this person may report."""
        super().__init__(*args, **options)
        chosen: Any = self.fields["unit"]
        chosen.queryset = units


class Reason(forms.Form):
    """A reason that must be given."""

    reason = _text(_("Lý do"))


class Nothing(forms.Form):
    """Nothing to fill in: the button is the act."""


class Answer(forms.Form):
    """What those above answer to an obstacle."""

    text = _text(_("Trả lời vướng mắc"))


class Explanation(forms.Form):
    """Why it is late."""

    unit = forms.ModelChoiceField(label=_("Đơn vị giải trình"), queryset=Unit.objects.none(), empty_label=None)
    cause = _text(_("Nguyên nhân"))
    responsible = forms.CharField(label=_("Người chịu trách nhiệm"), max_length=200)
    remedy = _text(_("Biện pháp khắc phục"))
    by_when = Day(label=_("Hoàn thành trước ngày"))

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        """`units`: the units in whose name this person may explain."""
        super().__init__(*args, **options)
        chosen: Any = self.fields["unit"]
        chosen.queryset = units


class Event(forms.Form):
    """An event that makes a task due."""

    what = _text(_("Sự kiện"), _("Việc gì đã xảy ra, văn bản nào."), rows=2)
    happened = Day(label=_("Ngày xảy ra"))


class Trigger(forms.Form):
    """What a waiting task waited for has come."""

    what = _text(_("Căn cứ"), _("Văn bản hoặc quyết định làm việc này bắt đầu."), rows=2)
    on = Day(label=_("Ngày có căn cứ"))
    until = Day(label=_("Hạn hoàn thành"))


class Deadline(forms.Form):
    """A deadline in the plan's own words."""

    text = forms.CharField(
        label=_("Thời hạn"), max_length=300, help_text=_("Ví dụ: Quý IV/2025; trước ngày 15/11/2025; thường xuyên.")
    )
    reason = _text(_("Lý do đổi hạn"), rows=2)


class Assignment(forms.Form):
    """Who leads, who coordinates, and which lead is accountable."""

    leads = forms.ModelMultipleChoiceField(
        label=_("Chủ trì"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    accountable = forms.ModelChoiceField(label=_("Chịu trách nhiệm chính"), queryset=Unit.objects.none())
    coordinating = forms.ModelMultipleChoiceField(
        label=_("Phối hợp"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        """`units`: those who may be given the task."""
        super().__init__(*args, **options)
        for name in ("leads", "accountable", "coordinating"):
            chosen: Any = self.fields[name]
            chosen.queryset = units


class NewTask(forms.Form):
    """A task given after the plan was issued."""

    content = _text(_("Nội dung"))
    product = _text(_("Sản phẩm"), required=False, rows=2)
    deadline = forms.CharField(
        label=_("Thời hạn"), max_length=300, help_text=_("Ví dụ: Quý IV/2025; trước ngày 15/11/2025; thường xuyên.")
    )
    lead = forms.ModelChoiceField(label=_("Chủ trì"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        """`units`: those who may be given the task."""
        super().__init__(*args, **options)
        chosen: Any = self.fields["lead"]
        chosen.queryset = units


class Money(forms.Form):
    """A line of the plan's money."""

    text = forms.CharField(label=_("Nội dung chi"), max_length=300)
    amount = forms.CharField(label=_("Số tiền"), max_length=60, help_text=_("Ví dụ: 12.500.000 đồng; 350 triệu."))
    source = forms.CharField(label=_("Nguồn"), max_length=200, required=False)


class MoneyTotal(forms.Form):
    """The total that the plan states."""

    amount = forms.CharField(label=_("Tổng kinh phí ghi trong kế hoạch"), max_length=60, required=False)


class Posting(forms.Form):
    """Where the plan or a result was posted."""

    unit = forms.ModelChoiceField(label=_("Đơn vị niêm yết, đăng tải"), queryset=Unit.objects.none(), empty_label=None)
    place = forms.CharField(label=_("Nơi niêm yết, đăng tải"), max_length=200)
    day = Day(label=_("Ngày"))
    task = forms.ModelChoiceField(
        label=_("Về nhiệm vụ"), queryset=Task.objects.none(), required=False, empty_label=_("Cả kế hoạch")
    )
    link = forms.URLField(label=_("Liên kết"), required=False, assume_scheme="https")
    picture = forms.FileField(label=_("Ảnh chụp"), required=False)

    def __init__(self, *args: Any, units: Any, tasks: Any, whole: bool, **options: Any) -> None:
        """`units`: in whose name this person may note it; `tasks`: about which; `whole`: also about the whole plan."""
        super().__init__(*args, **options)
        unit: Any = self.fields["unit"]
        task: Any = self.fields["task"]
        unit.queryset, task.queryset = units, tasks
        task.required = not whole


class Children(forms.Form):
    """Which units owe a plan of their own, and by when."""

    units = forms.ModelMultipleChoiceField(
        label=_("Đơn vị phải có kế hoạch riêng"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    due = Day(label=_("Hạn gửi kế hoạch"))

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        """`units`: those below the plan's unit."""
        super().__init__(*args, **options)
        chosen: Any = self.fields["units"]
        chosen.queryset = units


class Workbook(forms.Form):
    """A progress workbook that comes back: chosen as a file, or kept in the page that showed its difference."""

    file = forms.FileField(label=_("Tệp Excel đã điền"), required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The file's bytes as `data`."""
        typed = super().clean() or {}
        sent, kept = typed.get("file"), typed.get("kept")
        try:
            data = sent.read() if sent else base64.b64decode(kept or "", validate=True)
        except ValueError:
            data = b""
        if not data:
            self.add_error("file", gettext("Chưa chọn tệp nào. Bấm vào ô để chọn tệp Excel đã điền."))
        return {**typed, "data": data}
