"""Bad input on the command line: one line on standard error, exit status 2."""

import os
import sys
from typing import IO, Any

import click


class BadInput(click.ClickException):
    """Names the place, the value and the cure, in Vietnamese, on one line."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line to standard error; a message of several lines is joined into one."""
        click.echo(f"Lỗi: {' '.join(self.format_message().split())}", file=file or sys.stderr)


def why_not(error: OSError, path: str) -> str:
    """Why a file cannot be opened or written, in Vietnamese whatever language the system speaks."""
    if isinstance(error, FileNotFoundError):
        return "không có tệp hoặc thư mục này"
    if os.path.isdir(path):  # Path.is_dir would raise for a name that is too long
        return "đây là thư mục, không phải tệp"
    if isinstance(error, PermissionError):
        return "không có quyền, hoặc tệp đang mở trong chương trình khác"
    return f"hệ điều hành báo lỗi {error.errno}"
