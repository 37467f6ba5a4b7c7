"""What every template may ask for."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from hailong.web.skin import hour


def moment(_request: HttpRequest) -> dict[str, Any]:
    """The demo's moment for the banner, None outside the demo, and the largest upload in megabytes."""
    return {
        "moment": hour.now() if settings.DEMO else None,
        "most_megabytes": settings.UPLOAD_MOST // 1024**2,
        "upload_most": str(settings.UPLOAD_MOST),
    }
