"""Fields that forms of several rooms ask for."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hailong.agency.models import Unit
from hailong.lexicon.text import fold, nfc, squeeze


class Day(forms.DateField):
    """A day typed as 05/07/2025."""

    def __init__(self, **options: Any) -> None:
        """A text field, for a native one shows the browser's own order of day and month."""
        attributes = {"inputmode": "numeric", "autocomplete": "off", "placeholder": _("ngày/tháng/năm")}
        super().__init__(widget=forms.DateInput(attrs=attributes), **options)


def text(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


class Suggesting(forms.TextInput):
    """A text field that suggests what the browser knows by itself: no script."""

    template_name = "skin/suggesting.html"
    suggestions: tuple[tuple[str, str], ...] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The suggestions beside what the field itself needs."""
        context = super().get_context(name, value, attrs)
        if self.suggestions:
            context["widget"]["attrs"]["list"] = f"{context['widget']['attrs']['id']}_ds"
        return {**context, "suggestions": self.suggestions}


class UnitField(forms.CharField):
    """A unit typed by its code, or by its name where only one among `among` goes by it."""

    MOST = 200
    """More than this is not suggested: the list would weigh more than the page."""

    def __init__(self, *, among: QuerySet[Unit] | None = None, **options: Any) -> None:
        """`among`: the units that may be chosen; set later where the form is asked with them."""
        super().__init__(widget=Suggesting(attrs={"autocomplete": "off"}), max_length=200, **options)
        self.among = Unit.objects.none() if among is None else among

    def choose_among(self, units: QuerySet[Unit]) -> None:
        """Offer these units."""
        self.among = units
        first = units.order_by("path")[: self.MOST + 1].values_list("code", "name")
        widget: Any = self.widget
        widget.suggestions = tuple(first) if len(first) <= self.MOST else ()

    def prepare_value(self, value: Any) -> Any:
        """A unit is shown by its code."""
        return value.code if isinstance(value, Unit) else value

    def clean(self, value: Any) -> Any:
        """The unit; None where the field may be empty and is."""
        typed = squeeze(nfc(super().clean(value)))
        if not typed:
            return None
        found = self.among.filter(code__iexact=typed).first()
        named = list(self.among.filter(search__contains=fold(typed))[:2]) if found is None else []
        if found is None and len(named) != 1:
            said = gettext("Không tìm thấy đúng một đơn vị “%(typed)s”. Ghi mã của đơn vị.")
            raise forms.ValidationError(said % {"typed": typed})
        return found or named[0]
