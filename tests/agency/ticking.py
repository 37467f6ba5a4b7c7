"""A process of its own that ticks: `python -m tests.agency.ticking DATABASE ACT [LEASE]`, started by the tests.

It says "ready", waits for a line on its standard input so that several begin together, acts, and prints one line for
each slot that it had. ACT: `tick` is the program's own tick and the tests' slots; `send` delivers until nothing is
left; `hang` takes a slot and stands still in the middle of its work until it is killed.
"""

import sys
import threading
from datetime import datetime, timedelta

# Before all others: they define models, and Django must be set up by then.
from hailong.cli import tick  # isort: split

from django.db import connection
from django.db.models.functions import Now

from hailong.agency import journal, notices
from hailong.agency.models import Outgoing, Unit

SLOTS = [f"viec-{number}" for number in range(12)]
CRON = "0 7 * * 5"
BEFORE = datetime.fromisoformat("2025-10-02T08:00+07:00")
AFTER = datetime.fromisoformat("2025-10-03T08:05+07:00")


def work(name):
    """A slot's work leaves a line of the journal."""

    def write(now):
        journal.write(by=journal.SYSTEM, at=now, unit=Unit.objects.get(), verb="slot.run", kind="slot", thing=name)
        print(name, flush=True)
        return 1

    return write


def _tick(_lease):
    for name in SLOTS:
        tick.once(name, CRON, work(name))(AFTER)
    tick.run(AFTER)


def _send(lease):
    while Outgoing.objects.filter(state__in=("queued", "sending")).exists():
        notices.deliver(lease=lease)
        Outgoing.objects.filter(state="queued").update(due=Now())


def _hang(_lease):
    def stand_still(now):
        work(SLOTS[0])(now)
        threading.Event().wait()

    tick.once(SLOTS[0], CRON, stand_still)(AFTER)


if __name__ == "__main__":
    connection.settings_dict["NAME"] = sys.argv[1]
    print("ready", flush=True)
    sys.stdin.readline()
    {"tick": _tick, "send": _send, "hang": _hang}[sys.argv[2]](timedelta(seconds=float(sys.argv[3])))
