"""One shape for every act on a page of its own: show the form, do it, say so; a refusal stands at its field."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hailong.agency.faults import Refused

REFUSED = 422
SPOKEN = "vietnamese"
"""Marks an error as Vietnamese whatever the page's language, so that the page says so to whoever reads it aloud."""


def refuse(form: forms.Form, said: str, field: str = "") -> None:
    """Stand what a verb refused at its field, or at the whole form."""
    form.add_error(field if field in form.fields else None, forms.ValidationError(said, code=SPOKEN))


def perform(
    request: HttpRequest,
    form: forms.Form,
    do: Callable[[dict[str, Any]], object],
    *,
    back: str,
    done: str,
    **page: Any,
) -> HttpResponse:
    """Answer a page with one form: GET shows it; POST does it and goes `back` saying `done`, or shows what is wrong.

    Where `do` answers with a page of its own, that page is shown instead.
    """
    if request.method == "POST" and form.is_valid():
        try:
            answer = do(form.cleaned_data)
        except Refused as reason:
            refuse(form, str(reason), reason.field)
        else:
            if isinstance(answer, HttpResponse):
                return answer
            messages.success(request, done)
            return redirect(back)
    status = REFUSED if form.is_bound else 200
    return render(request, "desk/act.html", {"form": form, "back": back, **page}, status=status)
