"""`hailong tick`: whatever the hour asks for, one line a job; running it twice changes nothing more.

Any number of processes may tick at once: what must happen once has a slot in the timetable, or is claimed row by row.
"""

import logging
from collections.abc import Callable
from datetime import datetime

# Before all others: they define models, and Django must be set up by then.
from hailong.cli import ready  # isort: split

import click
from django.core.management import call_command
from django.db import transaction

from hailong.agency import evidence, notices, schedule, sealing
from hailong.measure import keeping
from hailong.plan import reminders
from hailong.plan.intake import drafts, jobs

KEEP_JOBS_DAYS = 7
EACH_MINUTE, EACH_TEN_MINUTES, EACH_NIGHT = "* * * * *", "*/10 * * * *", "30 2 * * *"

log = logging.getLogger("hailong.tick")

Work = Callable[[datetime], int]


def claimed(name: str, cron: str, work: Work) -> Work:
    """The work as done by one process a slot, for long work that may be broken off: the claim alone is a transaction,
    so that nobody waits for all of it; what a killed process left undone is done in the next slot.
    """

    def run_slot(now: datetime) -> int:
        with transaction.atomic():
            mine = schedule.due(name, cron, now)
        return work(now) if mine else 0

    return run_slot


def once(name: str, cron: str, work: Work) -> Work:
    """The same in one transaction: what a killed process had begun is undone with its claim, and done anew."""
    return transaction.atomic(claimed(name, cron, work))


def _forget_jobs(_now: datetime) -> int:
    call_command("prune_db_task_results", min_age_days=KEEP_JOBS_DAYS, verbosity=0)
    return 0


def _sweep(_now: datetime) -> int:
    return evidence.sweep(real=ready.real())


JOBS: tuple[tuple[str, Work], ...] = (
    ("dòng nhật ký đã niêm phong", lambda _now: sealing.seal()),
    ("bản nháp hết hạn đã xóa", lambda now: drafts.purge(now=now)),
    ("bản nháp chờ đọc đã đưa lại vào hàng đợi", once("drafts.release", EACH_MINUTE, lambda _now: jobs.release())),
    ("dấu vết việc nền cũ", once("jobs.forget", EACH_NIGHT, _forget_jobs)),
    ("tệp không thuộc minh chứng nào đã xóa", once("evidence.sweep", EACH_NIGHT, _sweep)),
    ("câu trả lời đã xáo thứ tự", claimed("measure.shuffle", EACH_NIGHT, keeping.shuffle)),
    ("lời nhắc việc mới", claimed("plan.remind", EACH_TEN_MINUTES, reminders.remind)),
    ("tin đã gửi ra ngoài", lambda _now: notices.deliver()),
)


def run(now: datetime) -> list[str]:
    """Do every job; one line for each that did something, or could not be done and holds up no other."""
    said = []
    for name, job in JOBS:
        try:
            if count := job(now):
                said.append(f"{count} {name}")
        except Exception:
            log.exception("a job of the tick failed: %s", name)
            said.append(f"không làm được lần này: {name}")
    return said


@click.command(epilog="Ví dụ: hailong tick")
def tick() -> None:
    """Làm những việc đến giờ phải làm; có thể chạy mỗi phút."""
    for line in run(ready.now()):
        click.echo(line)
