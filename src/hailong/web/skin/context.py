"""What every template may ask for."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

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
