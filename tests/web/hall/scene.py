"""The hall's pages at the demo's moment: a plan with something late, due, decided and waiting; who looks at it."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from tests.cast import cast
from tests.plan import acting, living

from hailong.clock import moment
from hailong.plan.models import Plan

EARLY = datetime(2025, 7, 20, 8, 0, tzinfo=living.VIETNAM)
MAP, WEEKLY, PARKING, SCHEME, LIST = range(5)


def at(settings: Any, folder: Path, now: datetime = living.NOW) -> None:
    """Let the pages live at that moment, as the demo does."""
    settings.DEMO = True
    settings.MOMENT_FILE = folder / "moment.json"
    moment.save(settings.MOMENT_FILE, at=now, real=timezone.localtime())


def plan() -> Plan:
    """Five tasks: one late, one weekly, one led by nobody, one that waits, one to be decided on."""
    cast()
    made = acting.plan(
        acting.row("Dán sơ đồ chỉ dẫn ở mọi cửa", due="Trước ngày 10/9/2025"),
        acting.row("Tổng hợp phiếu trong tuần", due="Định kỳ thứ sáu hằng tuần"),
        acting.row("Rà soát nhà xe", lead=[], due="Quý IV/2025"),
        acting.row("Xin ý kiến về đề án", due="Sau khi Đề án được phê duyệt"),
        acting.row("Lập danh mục thủ tục", due="Quý IV/2025"),
        now=EARLY,
    )
    acting.report(acting.only(made, LIST), login="thuy")
    return made


def text(answer: Any) -> str:
    """What the page says."""
    return answer.content.decode()
