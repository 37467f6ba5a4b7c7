"""`hailong check`, `migrate` and `tick` within this process, on the tests' own database."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from tests.web.making import NOW, draft

from hailong.cli import check as check_module
from hailong.cli import ready, tick
from hailong.cli.main import main
from hailong.plan.models import Draft
from hailong.settings import _postgresql

pytestmark = pytest.mark.django_db


def _run(*words):
    return CliRunner().invoke(main, list(words))


def test_a_sound_installation_passes_the_check():
    """Folder, database, fonts, translations, data and law."""
    done = _run("check")

    assert done.exit_code == 0, done.output
    assert done.output.count("tốt") == len(check_module.CHECKS)


def test_a_fault_is_named_with_its_cure_and_exits_1(settings, tmp_path):
    """A folder that cannot be written to, a catalogue not compiled."""
    settings.VAR = tmp_path / "khong-co"
    settings.LOCALE_PATHS = [tmp_path]
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "django.po").touch()

    done = _run("check")

    assert done.exit_code == 1
    assert "HAILONG_VAR" in done.output
    assert "bản dịch en (django.po) chưa biên dịch; chạy make install" in done.output


def test_missing_migrations_and_a_silent_database_are_named(monkeypatch):
    """Each with its cure."""
    monkeypatch.setattr(ready, "pending", lambda: ["plan.0001_initial"])
    assert "còn thiếu 1 bước; chạy hailong migrate" in _run("check").output

    def silent():
        raise OperationalError("no answer")

    monkeypatch.setattr(ready, "pending", silent)
    assert "không mở được (no answer)" in _run("check").output
    failed = _run("migrate")
    assert (failed.exit_code, "HAILONG_DATABASE_URL" in failed.output) == (2, True)


def test_migrating_twice_changes_nothing_more():
    """The tests' database is already up to date."""
    assert _run("migrate").output == "Cơ sở dữ liệu đã mới nhất.\n"


def test_tick_deletes_what_expired_and_the_second_time_has_nothing_to_say():
    """One line a job that did something."""
    draft(now=NOW - timedelta(days=30))

    assert _run("tick").output.startswith("1 bản nháp hết hạn")
    assert _run("tick").output == ""
    assert not Draft.objects.exists()


def test_every_job_of_the_tick_is_run():
    """The table is the table of contents of what happens by itself."""
    assert [job(NOW) for _name, job in tick.JOBS] == [0, 0, 0]


def test_a_database_address_is_taken_apart():
    """Host, port, name, user, password with odd letters, a socket folder."""
    plain = _postgresql("postgresql://lan:m%40t@db.example:5433/hailong?sslmode=require")
    socket = _postgresql("postgresql://postgres@/postgres?host=/run/pg")

    assert [plain[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "lan", "m@t", "db.example", "5433", "hailong",
    ]  # fmt: skip
    assert plain["OPTIONS"] == {"sslmode": "require"}
    assert (socket["HOST"], socket["NAME"], socket["OPTIONS"]) == ("/run/pg", "postgres", {})


@pytest.mark.parametrize("address", ["mysql://a@b/c", "postgresql://a@b", "hailong"])
def test_an_address_of_another_kind_is_refused(address):
    """The message shows the form wanted."""
    with pytest.raises(ImproperlyConfigured, match="postgresql://"):
        _postgresql(address)
