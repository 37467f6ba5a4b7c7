"""Bad input on the command line: one line on standard error, exit status 2."""

import sys
from typing import IO, Any

import click


class BadInput(click.ClickException):
    """Names the place, the value and the cure, in Vietnamese, on one line."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line to standard error; a message of several lines is joined into one."""
        click.echo(f"Lỗi: {' '.join(self.format_message().split())}", file=file or sys.stderr)
