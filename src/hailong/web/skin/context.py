"""What every template may ask for."""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from hailong.agency.models import Person
from hailong.agency.people import queries
from hailong.agency.people.rights import PASSER_BY, Viewer
from hailong.web.skin import hour

WEEKDAYS = (
    gettext_lazy("thứ Hai"),
    gettext_lazy("thứ Ba"),
    gettext_lazy("thứ Tư"),
    gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"),
    gettext_lazy("thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


def moment(_request: HttpRequest) -> dict[str, Any]:
    """The demo's moment for the banner, None outside the demo, and the largest upload in megabytes."""
    present = hour.now() if settings.DEMO else None
    return {
        "moment": present,
        "weekday": WEEKDAYS[present.weekday()] if present else "",
        "most_megabytes": settings.UPLOAD_MOST // 1024**2,
        "upload_most": str(settings.UPLOAD_MOST),
    }


@dataclass(frozen=True, slots=True)
class Place:
    """A place to go to in the head of every page; `current` where the page belongs to it."""

    label: str
    url: str
    current: bool


PLACES: Final = (
    ("home", gettext_lazy("Hôm nay"), ""),
    ("plans", gettext_lazy("Kế hoạch"), "plan.see"),
    ("intake", gettext_lazy("Nhập văn bản"), "plan.import"),
    ("surveys", gettext_lazy("Khảo sát"), "survey.see"),
    ("units", pgettext_lazy("several", "Đơn vị"), "unit.see"),
    ("people", gettext_lazy("Người dùng"), "people.see"),
    ("calendar", gettext_lazy("Lịch"), "unit.see"),
    ("journal", gettext_lazy("Nhật ký"), "journal.see"),
    ("permissions", gettext_lazy("Phân quyền"), ""),
)
"""Every place by the name of its address, and the verb that somebody must hold somewhere to go there."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """What the head of a page shows: the places this person may go to, the notices that wait, the way out."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or person.must_change_password:
        return {"person": person if isinstance(person, Person) else None, "places": []}
    viewer = getattr(request, "viewer", PASSER_BY)
    return {
        "person": person,
        "places": places(viewer, request.path),
        "unseen": queries.unseen(person),
    }


def places(viewer: Viewer, path: str) -> list[Place]:
    """The places this viewer may go to; the one under which the page at `path` lies is current."""
    found = [(label, reverse(name)) for name, label, verb in PLACES if not verb or viewer.reach(verb)]
    return [Place(str(label), url, path == url or (url != "/" and path.startswith(url))) for label, url in found]
