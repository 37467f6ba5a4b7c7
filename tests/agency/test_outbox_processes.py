"""Several real processes at one database: each due job and notice exactly once, and a killed one's work taken up again.

The webhooks go to a real server in this process that counts them.
"""

import os
import subprocess
import sys
from collections import Counter

import pytest
from django.db import connection
from tests.agency import ticking
from tests.agency.cast import NOW, line, person, unit
from tests.agency.receiver import Receiver

from hailong.agency import notices, schedule, sealing
from hailong.agency.models import Job, Line, Outgoing

pytestmark = pytest.mark.django_db(transaction=True)

PROCESSES, NOTICES, PATIENCE = 4, 40, 120


@pytest.fixture
def receiver(settings):
    with Receiver() as made:
        settings.WEBHOOK_URL, settings.WEBHOOK_SECRET = made.url, "bí mật"
        yield made


@pytest.fixture
def start(settings):
    """Starts a process at the tests' database; whatever still runs at the end is killed."""
    started = []
    environment = os.environ | {
        "HAILONG_SECRET_KEY": settings.SECRET_KEY, "HAILONG_WEBHOOK_SECRET": "bí mật", "PYTHONUTF8": "1",
    }  # fmt: skip

    def one(act, lease=60):
        words = [sys.executable, "-m", "tests.agency.ticking", str(connection.settings_dict["NAME"]), act, str(lease)]
        process = subprocess.Popen(
            words, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        started.append(process)
        return process

    yield one
    for process in started:
        process.kill()
        process.communicate()


def _go(*processes):
    """Let them begin together, once all are ready."""
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()


def _tell(count):
    minh = person("minh")
    for number in range(count):
        notices.tell(person=minh, key=f"due:{number}", kind="task.due", subject=f"Việc {number}", now=NOW)


def _wait_for_slots():
    """The timetable of the tests' slots, all of which have come by AFTER."""
    for name in ticking.SLOTS:
        assert not schedule.due(name, ticking.CRON, ticking.BEFORE)


def test_four_processes_that_tick_at_once_do_everything_once(start, receiver):
    """Forty notices, twelve slots, and the sealing of the journal."""
    line(unit("90001"))
    _tell(NOTICES)
    _wait_for_slots()
    processes = [start("tick") for _ in range(PROCESSES)]

    _go(*processes)
    said = [process.communicate(timeout=PATIENCE)[0].split() for process in processes]

    assert [process.returncode for process in processes] == [0] * PROCESSES
    assert sorted(name for one in said for name in one) == sorted(ticking.SLOTS)
    done = Line.objects.filter(verb="slot.run").values_list("thing", flat=True)
    assert sorted(done) == sorted(ticking.SLOTS)
    assert Counter(Outgoing.objects.values_list("state", "tries")) == {("sent", 1): NOTICES}
    assert len(receiver.asked) == NOTICES
    assert receiver.answered == dict.fromkeys(map(str, Outgoing.objects.values_list("id", flat=True)), 1)
    sealing.seal()
    assert sealing.verify() == []


def test_a_message_whose_sender_was_killed_is_taken_up_when_its_lease_ran_out(start, receiver):
    """By another process; the rest is sent once, and every message is taken once."""
    _tell(6)
    receiver.hold = True
    victim = start("send", lease=1)
    _go(victim)
    assert receiver.came.wait(PATIENCE)
    victim.kill()
    victim.wait(PATIENCE)
    assert Outgoing.objects.filter(state="sending").count() == 1

    other = start("send", lease=1)
    _go(other)
    other.communicate(timeout=PATIENCE)

    assert other.returncode == 0
    assert Counter(Outgoing.objects.values_list("state", "tries")) == {("sent", 1): 5, ("sent", 2): 1}
    assert sorted(receiver.answered.values()) == [1] * 6
    assert len(receiver.asked) == 7


def test_a_slot_whose_worker_was_killed_is_had_by_another(start):
    """What the killed one had begun is undone with its claim: the work stands once in the journal."""
    unit("90001")
    _wait_for_slots()
    victim = start("hang")
    _go(victim)
    assert victim.stdout.readline() == f"{ticking.SLOTS[0]}\n"
    victim.kill()
    victim.wait(PATIENCE)

    other = start("tick")
    _go(other)
    said = other.communicate(timeout=PATIENCE)[0].split()

    assert other.returncode == 0
    assert said == ticking.SLOTS
    assert Line.objects.filter(verb="slot.run", thing=ticking.SLOTS[0]).count() == 1
    assert not Job.objects.filter(name__in=ticking.SLOTS, next_run__lte=ticking.AFTER).exists()
