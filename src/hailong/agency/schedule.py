"""The timetable of what runs by itself: each slot is had by one process only, however many tick."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from cronsim import CronSim

from hailong.agency.models import Job

VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")


def due(name: str, cron: str, now: datetime) -> bool:
    """Whether the job's slot has come and is the caller's; `cron` is read in Vietnam's time, "L" is a last day.

    A job first seen waits for its next slot; one whose slots were slept through has one. Call it in one transaction
    with the work: where the worker is killed, slot and work are undone together and the next tick takes both up.
    """
    following = next(CronSim(cron, now.astimezone(VIETNAM)))
    job, new = Job.objects.get_or_create(name=name, defaults={"next_run": following})
    if new or job.next_run > now:
        return False
    return Job.objects.filter(name=name, next_run=job.next_run).update(next_run=following) == 1
