"""`hailong check`: what is wrong with the installation, the data and the law files; exits 1 if anything is."""

import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

# Before all others: they define models, and Django must be set up by then.
from hailong.cli import ready  # isort: split

import click
from django.conf import settings
from django.db import Error, connection

from hailong.agency import evidence, sealing
from hailong.clock import holidays
from hailong.lexicon import criteria, fonts, indicators, law
from hailong.plan.intake.reading.assemble import read_plan

PYTHON = ((3, 11), (3, 13))


def _python(running: tuple[int, int] = sys.version_info[:2]) -> Iterator[str]:
    said, first, last = (".".join(map(str, version)) for version in (running, *PYTHON))
    if not PYTHON[0] <= running <= PYTHON[1]:
        yield f"đang chạy Python {said}; cần Python {first} đến {last}, chạy make PY=python{first} install"


def _folder() -> Iterator[str]:
    probe = settings.VAR / "check.tmp"
    try:
        probe.write_text("", encoding="ascii")
        probe.unlink()
    except OSError as reason:
        yield f"không ghi được vào {settings.VAR} ({reason.strerror}); đặt HAILONG_VAR vào thư mục ghi được"


def _database() -> Iterator[str]:
    try:
        waiting = ready.pending()
    except Error as reason:
        yield f"không mở được ({' '.join(str(reason).split())}); xem lại HAILONG_DATABASE_URL, HAILONG_VAR"
        return
    if waiting:
        yield f"còn thiếu {len(waiting)} bước; chạy hailong migrate"


def _journal() -> Iterator[str]:
    for fault in sealing.verify():
        yield f"dòng {fault.line}: {fault.what}" if fault.line is not None else fault.what


def _evidence() -> Iterator[str]:
    yield from evidence.problems()


def _fonts() -> Iterator[str]:
    yield from fonts.problems()


def _translations() -> Iterator[str]:
    for catalogue in sorted(settings.LOCALE_PATHS[0].rglob("*.po")):
        if not catalogue.with_suffix(".mo").exists():
            language = catalogue.relative_to(settings.LOCALE_PATHS[0]).parts[0]
            yield f"bản dịch {language} ({catalogue.name}) chưa biên dịch; chạy make install"


def _data() -> Iterator[str]:
    home = Path(str(files("hailong")))
    for file in sorted(home.rglob("*.toml")):
        try:
            tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
            yield f"{file.relative_to(home).as_posix()} viết sai ({reason}); cài lại hoặc sửa tệp này"


def _law() -> Iterator[str]:
    for module in (criteria, indicators, law):
        yield from module.problems()


def _calendar() -> Iterator[str]:
    first, last = holidays.known_years()
    days = holidays.state_days()
    year = ready.now().year
    if not first <= year <= last:
        yield f"chưa có ngày nghỉ năm {year} (có {first}-{last}); thêm clock/data/holidays_{year}.toml"
    without = {day.date.year for day in days}
    yield from (f"năm {missing} không có ngày nghỉ nào" for missing in range(first, last + 1) if missing not in without)
    for before, day in pairwise(days):
        if before.date == day.date:
            yield f"ngày {day.date:%d/%m/%Y} ghi hai lần"
    yield from (f"ngày {day.date:%d/%m/%Y} không ghi nguồn" for day in days if not (day.source or "").strip())


def _reading() -> Iterator[str]:
    samples = ready.samples()
    if not samples:
        yield f"không có tài liệu mẫu nào trong {settings.SAMPLES}; cài lại"
    for sample in samples:
        reading = read_plan(sample.read_bytes(), sample.name)
        if not reading["tasks"]:
            yield f"đọc thử {sample.name} không ra nhiệm vụ nào; các tệp từ ngữ bị sửa sai, cài lại"


CHECKS: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
    ("Python", _python),
    ("Thư mục dữ liệu", _folder),
    ("Cơ sở dữ liệu", _database),
    ("Nhật ký", _journal),
    ("Minh chứng", _evidence),
    ("Phông chữ", _fonts),
    ("Bản dịch", _translations),
    ("Tệp dữ liệu", _data),
    ("Tiêu chí, chỉ số, luật", _law),
    ("Lịch nghỉ", _calendar),
    ("Đọc thử", _reading),
)


def _problems(find: Callable[[], Iterator[str]]) -> list[str]:
    """What a check finds; one that cannot even be made is a problem too, for damaged data breaks whatever reads it."""
    try:
        return list(find())
    except Exception as reason:
        return [f"không kiểm tra được ({type(reason).__name__}: {reason}); xem các dòng trên, hoặc cài lại"]


@click.command(epilog="Ví dụ: hailong check")
@click.pass_context
def check(ctx: click.Context) -> None:
    """Kiểm tra bản cài đặt, cơ sở dữ liệu, phông chữ và các tệp dữ liệu; sai thì thoát với mã 1."""
    wrong = 0
    for name, find in CHECKS:
        problems = _problems(find)
        wrong += len(problems)
        click.echo(f"{name}: {'tốt' if not problems else 'cần sửa'}")
        for problem in problems:
            click.echo(f"  - {problem}")
    connection.close()
    click.echo(f"Có {wrong} điều cần sửa." if wrong else "Mọi thứ đều tốt.")
    ctx.exit(1 if wrong else 0)
