"""`hailong demo`: the sample agency at its own moment, in a folder of its own.

Nothing of Django is loaded before the environment says that this is the demo; then the commands it calls load it.
"""

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import click

from hailong.cli.errors import BadInput
from hailong.clock import moment

VIETNAM = timezone(timedelta(hours=7))
FIRST = "2025-10-03T08:05"


@click.command(epilog="Ví dụ: hailong demo --now 2025-10-06T08:00")
@click.option("--now", "to", metavar="ISO", help="Chuyển đến ngày giờ này; chỉ về phía trước.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Cổng trên máy này.")
@click.pass_context
def demo(ctx: click.Context, to: str | None, port: int) -> None:
    """Chạy thử với cơ quan mẫu; dừng rồi chạy lại thì tiếp từ chỗ cũ."""
    folder = Path(os.environ.get("HAILONG_VAR") or "var") / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = to or os.environ.get("HAILONG_NOW")
    click.echo(f"Bản trình diễn, bây giờ là {_set(folder / 'moment.json', wanted, _real()):%H:%M %d/%m/%Y}")
    os.environ.update(HAILONG_DEMO="1", HAILONG_VAR=str(folder.absolute()))
    commands = ctx.find_root().command
    serve = commands.get_command(ctx, "serve") if isinstance(commands, click.Group) else None
    if serve is None:
        raise BadInput("hailong demo chạy từ lệnh hailong")
    ctx.invoke(serve, port=port, worker=True, samples=True)


def _real() -> datetime:
    return datetime.now(VIETNAM)


def _parse(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"“{text}” không phải ngày giờ. Cách viết: 2025-10-06T08:00") from None
    return at if at.tzinfo else at.replace(tzinfo=VIETNAM)


def _set(file: Path, wanted: str | None, real: datetime) -> datetime:
    """Resume the demo's moment, moved forward where that is wanted."""
    if moment.load(file) is None:
        return moment.resume(file, first=_parse(wanted or FIRST), real=real)
    at = moment.resume(file, first=real, real=real)
    if wanted is None:
        return at
    try:
        return moment.forward(file, to=_parse(wanted), real=real)
    except moment.Backwards as reason:
        raise BadInput(f"{reason}. Cách sửa: chọn ngày sau, hoặc xóa thư mục {file.parent}") from None
