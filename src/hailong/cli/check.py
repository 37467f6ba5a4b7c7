"""`hailong check`: what is wrong with the installation, the data and the law files; exits 1 if anything is."""

from collections.abc import Callable, Iterator

import click
from django.conf import settings
from django.db import Error, connection

from hailong.cli import ready
from hailong.lexicon import criteria, fonts, indicators, law


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
        yield f"không mở được ({reason}); xem lại HAILONG_DATABASE_URL, HAILONG_VAR"
        return
    finally:
        connection.close()
    if waiting:
        yield f"còn thiếu {len(waiting)} bước; chạy hailong migrate"


def _fonts() -> Iterator[str]:
    yield from fonts.problems()


def _translations() -> Iterator[str]:
    for catalogue in sorted(settings.LOCALE_PATHS[0].rglob("*.po")):
        if not catalogue.with_suffix(".mo").exists():
            language = catalogue.relative_to(settings.LOCALE_PATHS[0]).parts[0]
            yield f"bản dịch {language} ({catalogue.name}) chưa biên dịch; chạy make install"


def _data() -> Iterator[str]:
    for module in (criteria, indicators, law):
        yield from module.problems()


CHECKS: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
    ("Thư mục dữ liệu", _folder),
    ("Cơ sở dữ liệu", _database),
    ("Phông chữ", _fonts),
    ("Bản dịch", _translations),
    ("Dữ liệu và luật", _data),
)


@click.command(epilog="Ví dụ: hailong check")
@click.pass_context
def check(ctx: click.Context) -> None:
    """Kiểm tra bản cài đặt, cơ sở dữ liệu, phông chữ và các tệp dữ liệu; sai thì thoát với mã 1."""
    wrong = 0
    for name, find in CHECKS:
        problems = list(find())
        wrong += len(problems)
        click.echo(f"{name}: {'tốt' if not problems else ''}".rstrip())
        for problem in problems:
            click.echo(f"  - {problem}")
    ctx.exit(1 if wrong else 0)
