"""`hailong migrate`: make the database or bring it up to this version."""

import click
from django.db import Error

from hailong.cli import ready
from hailong.cli.errors import BadInput
from hailong.measure.questionnaires import verbs


@click.command(epilog="Ví dụ: hailong migrate")
def migrate() -> None:
    """Tạo hoặc nâng cấp cơ sở dữ liệu; chạy lại không đổi gì thêm."""
    try:
        applied = ready.apply_migrations()
        verbs.ensure_builtin(ready.now())
    except Error as reason:
        raise BadInput(f"Cơ sở dữ liệu: {reason}. Cách sửa: xem lại HAILONG_DATABASE_URL, HAILONG_VAR.") from None
    click.echo(f"Đã nâng cấp {len(applied)} bước." if applied else "Cơ sở dữ liệu đã mới nhất.")
