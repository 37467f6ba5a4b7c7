"""`hailong tick`: whatever the hour asks for, one line a job; running it twice changes nothing more."""

from collections.abc import Callable
from datetime import datetime

import click
from django.core.management import call_command

from hailong.cli import ready
from hailong.plan.intake import drafts, jobs

KEEP_JOBS_DAYS = 7


def _forget_jobs(_now: datetime) -> int:
    call_command("prune_db_task_results", min_age_days=KEEP_JOBS_DAYS, verbosity=0)
    return 0


JOBS: tuple[tuple[str, Callable[[datetime], int]], ...] = (
    ("bản nháp hết hạn đã xóa", lambda now: drafts.purge(now=now)),
    ("bản nháp chờ đọc đã đưa lại vào hàng đợi", lambda _now: jobs.release()),
    ("dấu vết việc nền cũ", _forget_jobs),
)


def run(now: datetime) -> list[str]:
    """Do every job; one line for each that did something."""
    return [f"{count} {name}" for name, job in JOBS if (count := job(now))]


@click.command(epilog="Ví dụ: hailong tick")
def tick() -> None:
    """Làm những việc đến giờ phải làm; có thể chạy mỗi phút."""
    for line in run(ready.now()):
        click.echo(line)
