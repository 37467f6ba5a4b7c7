"""`hailong clock`: when a limit runs out, and how much working time has passed (contract 4.2)."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import click

from hailong.cli.clock_csv import answer_file
from hailong.cli.errors import BadInput
from hailong.clock.errors import ClockError
from hailong.clock.holidays import SpecialDay
from hailong.clock.hours import Calendar, default_calendar, load
from hailong.clock.limits import Due, due, parse_limit, parse_moment

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_KINDS = {"closed": "nghỉ", "worked": "làm việc"}

_calendar = click.option(
    "--calendar", metavar="TỆP", help="Tệp lịch làm việc (TOML) của cơ quan; bỏ trống: lịch chung."
)
_format = click.option(
    "--format",
    "shape",
    type=click.Choice(["json", "text"]),
    help="json hoặc text; bỏ trống: text trên màn hình, json khi chuyển cho tệp hay chương trình khác.",
)
_help = click.help_option("--help", "-h", help="Xem hướng dẫn này.")


@click.group()
@_help
def clock() -> None:
    """Tính hạn và đếm giờ làm việc theo lịch nhà nước.

    Lịch chung: thứ Hai đến thứ Sáu, 7:30-11:30 và 13:30-17:30, trừ ngày nghỉ lễ, Tết, có tính ngày hoán đổi.

    \b
    Ví dụ:
      hailong clock due --start 2025-08-29T16:00 --limit 8h
      hailong clock elapsed --start 2025-08-29T16:00 --end 2025-09-03T16:00
    """


@clock.command("due")
@click.option("--start", metavar="ISO", help="Lúc bắt đầu, giờ địa phương: 2025-08-29T16:00 (hạn d, cd: chỉ cần ngày).")
@click.option("--limit", metavar="HẠN", help="8h, 30m: giờ, phút làm việc; 5d: ngày làm việc; 15cd: ngày lịch.")
@click.option("--csv", "source", metavar="TỆP", help="Tính cả tệp CSV có cột start, limit.")
@click.option("--out", metavar="TỆP", help="Tệp CSV kết quả: thêm cột due, error.")
@_calendar
@_format
@_help
def due_command(
    start: str | None,
    limit: str | None,
    source: str | None,
    out: str | None,
    calendar: str | None,
    shape: str | None,
) -> None:
    """Tính thời điểm hết hạn.

    Hạn theo ngày không tính ngày bắt đầu; ngày lịch cuối cùng rơi vào ngày nghỉ thì chuyển sang ngày làm việc kế tiếp.

    \b
    Ví dụ:
      hailong clock due --start 2025-08-29T16:00 --limit 8h --format json
      hailong clock due --start 2024-03-31 --limit 5d --calendar lich.toml
      hailong clock due --csv ho-so.csv --out han.csv
    """
    if source is not None or out is not None:
        _due_file(source, out, calendar, alone=start is None and limit is None)
        return
    with _refused("--start"):
        first = parse_moment(_given("--start", start, "2025-08-29T16:00"))
    with _refused("--limit"):
        length = parse_limit(_given("--limit", limit, "8h"))
    hours = _calendar_of(calendar)
    with _refused("--start, --limit"):
        answer = due(hours, first, length)
    click.echo(json.dumps(answer.as_json(), ensure_ascii=False) if _wants_json(shape) else _due_text(answer))


@clock.command("elapsed")
@click.option("--start", metavar="ISO", help="Lúc bắt đầu, giờ địa phương: 2025-08-29T16:00.")
@click.option("--end", metavar="ISO", help="Lúc kết thúc.")
@_calendar
@_format
@_help
def elapsed_command(start: str | None, end: str | None, calendar: str | None, shape: str | None) -> None:
    """Đếm số phút làm việc giữa hai thời điểm.

    \b
    Ví dụ:
      hailong clock elapsed --start 2025-08-29T16:00 --end 2025-09-03T16:00 --format json
    """
    first = _timed("--start", start, "2025-08-29T16:00")
    last = _timed("--end", end, "2025-09-03T16:00")
    hours = _calendar_of(calendar)
    with _refused("--start, --end"):
        minutes = hours.elapsed(first, last)
    text = f"{minutes} phút làm việc ({minutes // 60} giờ {minutes % 60} phút)"
    click.echo(json.dumps({"minutes": minutes}) if _wants_json(shape) else text)


def _due_file(source: str | None, out: str | None, calendar: str | None, *, alone: bool) -> None:
    if source is None or out is None:
        raise BadInput("--csv và --out phải đi cùng nhau; ví dụ: --csv ho-so.csv --out han.csv")
    if not alone:
        raise BadInput("--csv đã có cột start, limit trong tệp; bỏ --start và --limit")
    answer_file(_calendar_of(calendar), Path(source), Path(out))


@contextmanager
def _refused(place: str) -> Iterator[None]:
    """Turn what the clock refuses into bad input at a place of the command line."""
    try:
        yield
    except ClockError as error:
        raise BadInput(f"{place}: {error}") from error


def _given(option: str, value: str | None, example: str) -> str:
    if value is None:
        raise BadInput(f"Thiếu {option}; thêm, ví dụ: {option} {example}")
    return value


def _timed(option: str, value: str | None, example: str) -> datetime:
    with _refused(option):
        moment = parse_moment(_given(option, value, example))
    if not isinstance(moment, datetime):
        raise BadInput(f'{option}: giá trị "{value}" thiếu giờ; viết dạng {example}')
    return moment


def _calendar_of(file: str | None) -> Calendar:
    with _refused("--calendar"):
        return default_calendar() if file is None else load(file)


def _wants_json(shape: str | None) -> bool:
    return shape == "json" or (shape is None and not sys.stdout.isatty())


def _due_text(answer: Due) -> str:
    head = f"Bắt đầu: {_written(answer.start)}\nHạn {answer.limit.text}: {_written(answer.due)}"
    return "\n".join([head, *(_special_text(day) for day in answer.basis)])


def _special_text(day: SpecialDay) -> str:
    source = f" ({day.source})" if day.source else ""
    return f"- {_written(day.date)} {_KINDS[day.kind]}: {day.name}{source}"


def _written(moment: date) -> str:
    hour = f"{moment:%H:%M} " if isinstance(moment, datetime) else ""
    return f"{hour}{_WEEKDAYS[moment.weekday()]} {moment:%d/%m/%Y}"
