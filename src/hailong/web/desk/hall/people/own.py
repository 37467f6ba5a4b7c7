"""One's own page: roles, units, how notices come, the address of the calendar feed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hailong.agency.people import accounts, queries
from hailong.web.desk.acting import perform
from hailong.web.desk.hall.people import forms
from hailong.web.desk.hall.people.pages import held
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, person_of, signed_in


@signed_in
@require_GET
def show(request: DeskRequest) -> HttpResponse:
    """What I am here."""
    person, on = person_of(request), hour.now().date()
    places = queries.memberships(person, on)
    feeds = []
    if person.feed_key:
        feeds = [(_("Việc của tôi"), _whole(request, "feed", person.feed_key))]
        feeds += [(one.unit.name, _whole(request, "unit_feed", one.unit.code, person.feed_key)) for one in places]
    context = {
        "shown": person,
        "members": places,
        "roles": list(held(queries.assignments(person, on), request.viewer, on)),
        "feeds": feeds,
        "ask": queries.who_to_ask(request.viewer, on),
    }
    return render(request, "desk/hall/own.html", context)


def _whole(request: DeskRequest, name: str, *args: str) -> str:
    return request.build_absolute_uri(reverse(name, args=args))


@signed_in
def contact(request: DeskRequest) -> HttpResponse:
    """Change how I am reached."""
    person = person_of(request)
    now = {"email": person.email, "phone": person.phone, "by_email": person.by_email}

    def do(typed: dict[str, Any]) -> None:
        accounts.change_contact(person=person, by=request.viewer, now=hour.now(), **typed)

    page = {"title": _("Địa chỉ và thông báo"), "about": person.name, "button": _("Lưu")}
    form = forms.Contact(request.POST or None, initial=now)
    return perform(request, form, do, back=reverse("own"), done=_("Đã lưu."), **page)


@signed_in
@require_POST
def feed_key(request: DeskRequest) -> HttpResponse:
    """A new address of my calendar feed; the old one is dead."""
    accounts.new_feed_key(person=person_of(request), by=request.viewer, now=hour.now())
    return redirect(f"{reverse('own')}#lich-hen")
