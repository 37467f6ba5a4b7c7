"""What time it is for the pages: the real hour in Vietnam, or the demo's own moment."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from hailong.clock import moment


def now() -> datetime:
    """The present, with offset; every page asks here and nowhere else."""
    real = timezone.localtime()
    return moment.now(settings.MOMENT_FILE, real=real) if settings.MOMENT_FILE else real


def move(to: datetime) -> datetime:
    """Move the demo's moment forward; moment.Backwards where `to` is past, RuntimeError outside the demo."""
    if not settings.MOMENT_FILE:
        raise RuntimeError("only the demo's moment can be moved")
    return moment.forward(settings.MOMENT_FILE, to=to, real=timezone.localtime())
