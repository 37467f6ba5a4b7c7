"""Nothing that was received is forgotten: workers are killed, jobs are lost, the database refuses in the midst."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult
from tests.cast import theirs
from tests.web.making import NOW, draft, long_pdf, plan_docx

from hailong.plan import rules
from hailong.plan.intake import drafts, jobs
from hailong.plan.models import Draft

LONG_AGO = NOW - timedelta(days=400)
LATER = NOW + timedelta(days=40_000)


def _state(made):
    return Draft.objects.get(pk=made.pk).state


@pytest.mark.django_db
def test_a_draft_whose_job_was_lost_is_given_to_the_worker_anew():
    """The computer went off between receiving the file and queueing its job; while it waits again, no second job."""
    made = drafts.receive(**theirs(), data=plan_docx(), name="ke-hoach.docx", now=NOW)
    Draft.objects.filter(pk=made.pk).update(moved=LONG_AGO)

    assert (jobs.release(), jobs.release()) == (1, 0)

    assert [result.args_kwargs["args"] for result in DBTaskResult.objects.all()] == [[str(made.id)]]


@pytest.mark.django_db
def test_a_reading_that_fell_silent_is_queued_again_once_and_a_busy_one_is_left_alone():
    """A document that ends its reader twice is not given to a third; it says what to do."""
    silent = draft(state="reading", now=LONG_AGO, readings=1, page=3, pages=9)
    deadly = draft(state="reading", now=LONG_AGO, readings=rules.READINGS_MOST)
    busy = draft(state="reading", now=LATER, readings=1)

    assert drafts.release() == [silent.pk]

    assert [_state(one) for one in (silent, deadly, busy)] == ["queued", "failed", "reading"]
    assert Draft.objects.get(pk=silent.pk).page == 0
    assert "nhiều lần" in Draft.objects.get(pk=deadly.pk).error_message
    assert drafts.retry(draft_id=deadly.pk)
    assert Draft.objects.get(pk=deadly.pk).readings == 0


FULL = {
    "sqlite": (
        "CREATE TRIGGER no_room BEFORE UPDATE ON plan_draft WHEN NEW.page > 4 BEGIN SELECT RAISE(ABORT, 'full'); END",
        "DROP TRIGGER no_room",
    ),
    "postgresql": (
        'ALTER TABLE plan_draft ADD CONSTRAINT "full" CHECK (page < 5)',
        'ALTER TABLE plan_draft DROP CONSTRAINT "full"',
    ),
}


@contextmanager
def _a_database_without_room():
    fill, clear = FULL[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(fill)
    yield
    with connection.cursor() as cursor:
        cursor.execute(clear)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_refuses_in_the_midst_is_a_fault_of_ours_and_not_of_the_file(caplog):
    """The person is told so, and the cause is logged; nothing bad is said of a sound file, which is read later."""
    made = drafts.receive(**theirs(), data=long_pdf(30), name="dai.pdf", now=NOW)

    with _a_database_without_room():
        assert drafts.read(draft_id=made.id)

    kept = Draft.objects.get(pk=made.pk)
    assert (kept.state, kept.error_message) == ("failed", "Máy gặp lỗi khi đọc tệp này")
    assert "báo người quản trị" in kept.error_cure
    assert "full" in caplog.text
    assert drafts.retry(draft_id=made.id)
    assert drafts.read(draft_id=made.id)
    assert _state(made) == "read"


def _python(folder, code, **more):
    environment = os.environ | {"HAILONG_VAR": str(folder), "PYTHONUTF8": "1"}
    environment.pop("HAILONG_DATABASE_URL", None)
    return subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, **more)


RECEIVE = """
import sys
from hailong.cli import ready; ready.apply_migrations()
from hailong.cli import sample_scene
from hailong.plan.intake import drafts, jobs
sample_scene.load_cast(ready.now()); owner, unit = sample_scene.receiver()
data = sys.stdin.buffer.read()
made = drafts.receive(data=data, name="dai.pdf", owner=owner, unit=unit, now=ready.now())
jobs.read_draft.enqueue(str(made.id)); print(made.id)
"""
WORK = """
from hailong.cli import ready
from django.core.management import call_command
call_command("db_worker", batch={batch}, interval=0.2, verbosity=0, startup_delay=False)
"""
TICK = "from hailong.cli import ready, tick; print(*tick.run(ready.now()), sep='\\n')"


def test_a_worker_killed_in_the_midst_loses_nothing(tmp_path):
    """In processes as in an office: one receives, one reads and is killed, the tick finds it, one reads it."""
    received = _python(tmp_path, RECEIVE, stdin=subprocess.PIPE)
    draft_id = received.communicate(long_pdf(600))[0].decode().strip()
    base = sqlite3.connect(tmp_path / "hailong.sqlite3", isolation_level=None, timeout=20)
    row = "FROM plan_draft WHERE id = ?", (draft_id.replace("-", ""),)

    worker = _python(tmp_path, WORK.format(batch=False))
    watchdog = threading.Timer(100, worker.kill)
    watchdog.start()
    while worker.poll() is None and base.execute(f"SELECT page {row[0]}", row[1]).fetchone()[0] < 5:
        watchdog.join(0.02)
    worker.kill()
    worker.communicate()
    watchdog.cancel()
    assert base.execute(f"SELECT state {row[0]}", row[1]).fetchone() == ("reading",)

    assert "bản nháp" not in _python(tmp_path, TICK).communicate()[0].decode()
    base.execute("UPDATE plan_draft SET moved = '2020-01-01 00:00:00'")
    base.execute("UPDATE agency_job SET next_run = '2020-01-01 00:00:00'")  # the minute of its slot is over
    assert "1 bản nháp" in _python(tmp_path, TICK).communicate()[0].decode()
    _python(tmp_path, WORK.format(batch=True)).communicate(timeout=100)

    assert base.execute(f"SELECT state, page, pages, readings {row[0]}", row[1]).fetchone() == ("read", 600, 600, 2)
    base.close()
