"""What `hailong demo` and `hailong serve` decide before a page is served."""

import socket
import sys
import threading
from datetime import datetime

import pytest
from tests.cast import cast
from tests.web.making import NOW, plan_docx

from hailong.agency.models import Line
from hailong.cli import sample_year
from hailong.cli.errors import BadInput
from hailong.cli.main import main
from hailong.clock import moment
from hailong.plan.models import Draft, Occurrence, Plan

REAL = datetime(2026, 11, 21, 9, 0, tzinfo=NOW.tzinfo)


def _module(name):
    """A command's module, loaded as the console script loads it."""
    main.get_command(None, name)
    return sys.modules[f"hailong.cli.{name}"]


@pytest.mark.parametrize(("wanted", "at"), [(None, "08:05 03/10/2025"), ("2025-12-01T07:30", "07:30 01/12/2025")])
def test_a_new_demo_begins_where_it_is_told_or_on_the_friday_of_the_cast(tmp_path, wanted, at):
    """A time without offset is Vietnamese."""
    assert f"{_module('demo')._set(tmp_path / 'moment.json', wanted, REAL):%H:%M %d/%m/%Y}" == at


def test_a_demo_that_ran_before_goes_on_and_may_be_moved_forward(tmp_path):
    """Never back."""
    demo, file = _module("demo"), tmp_path / "moment.json"
    demo._set(file, None, REAL)

    assert demo._set(file, None, REAL) == NOW
    assert demo._set(file, "2025-10-06T08:00+07:00", REAL).day == 6
    with pytest.raises(BadInput, match="đã qua"):
        demo._set(file, "2025-10-03T08:00", REAL)


def test_a_moment_that_is_none_is_refused(tmp_path):
    """With the way to write it."""
    with pytest.raises(BadInput, match="2025-10-06T08:00"):
        _module("demo")._set(tmp_path / "moment.json", "mai", REAL)


def test_a_taken_port_is_refused_and_a_free_one_is_not():
    """Before anything is started."""
    serve = _module("serve")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadInput, match=f"--port {port + 1}"):
            serve._refuse_taken(port)
    serve._refuse_taken(port)


@pytest.mark.django_db
def test_the_last_sample_is_offered_once_where_there_is_no_draft(settings, tmp_path):
    """It waits for the worker; the others became plans."""
    settings.SAMPLES = tmp_path
    cast()
    (tmp_path / ".gitattributes").write_text("*.docx binary", encoding="ascii")
    for name in ("a.docx", "b.docx", "c.docx"):
        (tmp_path / name).write_bytes(plan_docx(tasks=1))
    serve = _module("serve")

    serve._offer_samples()
    serve._offer_samples()

    assert list(Draft.objects.values_list("name", "state")) == [("c.docx", "queued")]


@pytest.mark.django_db
def test_the_summer_before_the_demo_is_played_once_and_by_the_verbs():
    """A plan under a plan, Fridays kept, one report late, one returned, one waiting; every act in the journal."""
    cast()

    acts = sample_year.play(NOW)
    again = sample_year.play(NOW)

    assert (acts > 20, again) == (True, 0)
    ward = Plan.objects.get(number="21/KH-UBND")
    assert ward.parent.number == "58/KH-SNV"
    fridays = Occurrence.objects.filter(task__plan=ward, task__section="III", task__ordinal="1", due__lt=NOW.date())
    assert set(fridays.values_list("state", "late")) == {("accepted", False)}
    states = set(Occurrence.objects.filter(task__plan=ward).values_list("state", flat=True))
    assert states == {"open", "accepted", "reported", "returned", "waiting"}
    assert Line.objects.filter(verb="task.explain").count() == 2


@pytest.mark.django_db
def test_nothing_is_played_that_lies_after_the_demo_s_moment():
    """A demo that begins earlier knows less."""
    cast()

    early = NOW.replace(month=7, day=22)
    sample_year.play(early)

    assert Plan.objects.count() == 2
    assert [one.label for one in Occurrence.objects.filter(state="accepted")] == ["Tuần 29 (14/7 - 20/7/2025)"]
    assert not Line.objects.filter(at__gt=early).exists()


@pytest.mark.django_db
def test_an_embedded_database_is_brought_up_to_date_before_serving():
    """Here it already is; nothing is said."""
    assert _module("serve")._ready_database() is None


def test_stopping_the_demo_keeps_its_moment(settings, tmp_path):
    """The next start resumes here."""
    settings.MOMENT_FILE = tmp_path / "moment.json"
    moment.save(settings.MOMENT_FILE, at=NOW, real=REAL.replace(year=2020))

    with _module("serve")._beside(worker=False):
        pass

    assert moment.load(settings.MOMENT_FILE).at > NOW


@pytest.mark.django_db(transaction=True)
def test_the_worker_stops_when_told_and_the_tick_with_it():
    """A stop already given ends both loops at once."""
    serve, stop = _module("serve"), threading.Event()
    stop.set()

    assert (serve._work(stop), serve._ticking(stop)) == (None, None)
