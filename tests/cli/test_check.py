"""`hailong check`, `migrate` and `tick` within this process, on the tests' own database."""

import os
import re
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError, connection
from tests.agency.cast import line, unit
from tests.web.making import NOW, draft

import hailong
from hailong.agency.models import Line
from hailong.cli import check as check_module
from hailong.cli import ready, tick
from hailong.cli.main import main
from hailong.plan.models import Draft
from hailong.settings import _postgresql

pytestmark = pytest.mark.django_db


def _run(*words):
    return CliRunner().invoke(main, list(words))


def test_a_sound_installation_passes_the_check():
    """Python, folder, database, fonts, translations, data, law, calendar, and the samples are read."""
    done = _run("check")

    assert done.exit_code == 0, done.output
    assert done.output.count(": tốt") == len(check_module.CHECKS)
    assert done.output.endswith("Mọi thứ đều tốt.\n")


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


@pytest.mark.parametrize(("running", "problems"), [((3, 11), 0), ((3, 13), 0), ((3, 10), 1), ((3, 14), 1)], ids=str)
def test_another_python_is_named_with_its_cure(running, problems):
    """Made for 3.11 to 3.13."""
    found = list(check_module._python(running))

    assert len(found) == problems
    assert all("make PY=python3.11 install" in said for said in found)


def test_damaged_data_is_named_by_its_file_and_ends_no_other_check(tmp_path):
    """A copy of the program with a word list cut short, a day off written twice and a criterion without its source."""
    home = tmp_path / "hailong"
    shutil.copytree(Path(hailong.__file__).parent, home, ignore=shutil.ignore_patterns("__pycache__"))
    days = home / "clock" / "data" / "holidays_2025.toml"
    twice = re.search(r"\[\[day\]\][^\[]*", days.read_text(encoding="utf-8"))[0]
    days.write_text(f"{days.read_text(encoding='utf-8')}\n{twice}", encoding="utf-8")
    (home / "plan" / "intake" / "reading" / "data" / "units.toml").write_text('[[unit]]\nname = "', encoding="utf-8")
    indicators = home / "lexicon" / "data" / "indicators.toml"
    text = indicators.read_text(encoding="utf-8")
    indicators.write_text(re.sub(r'(?m)^source = ".*"$', 'source = ""', text, count=1), encoding="utf-8")
    # The copy is not the program: its lines are not to be counted as covered or not.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    environment |= {"PYTHONPATH": str(tmp_path), "HAILONG_VAR": str(tmp_path / "var"), "PYTHONUTF8": "1"}

    done = subprocess.run(
        [sys.executable, "-m", "hailong", "check"],
        env=environment, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (1, "")
    assert "plan/intake/reading/data/units.toml viết sai" in done.stdout
    assert re.search(r"ngày \d\d/\d\d/2025 ghi hai lần", done.stdout)
    assert re.search(r"indicators.toml: mã \w+ không ghi nguồn", done.stdout)
    assert "Đọc thử: cần sửa\n  - không kiểm tra được (TOMLDecodeError" in done.stdout
    assert "còn thiếu" in done.stdout


def test_a_folder_that_cannot_be_made_is_named_in_one_line(tmp_path):
    """With its cure, before anything else is tried."""
    (tmp_path / "tep").touch()
    environment = os.environ | {"HAILONG_VAR": str(tmp_path / "tep" / "var"), "PYTHONUTF8": "1"}

    done = subprocess.run(
        [sys.executable, "-m", "hailong", "check"],
        env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert done.returncode == 2
    assert re.fullmatch(r"Lỗi: Không dùng được thư mục dữ liệu .* đặt HAILONG_VAR .*\n", done.stderr)


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


def test_no_table_differs_from_what_the_migrations_make():
    """SystemExit where one does."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_tick_deletes_what_expired_and_the_second_time_has_nothing_to_say():
    """One line a job that did something."""
    draft(now=NOW - timedelta(days=30))

    assert "1 bản nháp hết hạn" in _run("tick").output.splitlines()[1]
    assert _run("tick").output == ""
    assert not Draft.objects.exists()


def test_every_job_of_the_tick_is_run():
    """The table is the table of contents of what happens by itself."""
    assert [job(NOW) for _name, job in tick.JOBS] == [0] * len(tick.JOBS)


def test_a_job_that_fails_is_named_and_holds_up_no_other(monkeypatch, caplog):
    """The next tick tries it again."""
    jobs = (("việc hỏng", lambda _now: 1 // 0), ("việc khác", lambda _now: 2))
    monkeypatch.setattr(tick, "JOBS", jobs)

    assert tick.run(NOW) == ["không làm được lần này: việc hỏng", "2 việc khác"]
    assert "ZeroDivisionError" in caplog.text


def test_a_journal_and_evidence_that_do_not_stand_are_named():
    """By the number of the line; the triggers are taken away as who has the database would."""
    kept = line(unit("90001"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'agency_line%%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
    Line.objects.update(verb="khac")

    said = _run("check").output

    assert "Nhật ký: cần sửa" in said
    assert f"  - dòng {kept.pk}: nội dung đã bị sửa" in said
    assert "Minh chứng: tốt" in said


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
