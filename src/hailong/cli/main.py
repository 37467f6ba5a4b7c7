"""The console script: a table of commands, each loaded only when it is called."""

import gettext
import importlib
import os
import sys
from collections.abc import Mapping
from importlib.resources import files
from keyword import iskeyword
from typing import Any

import click

from hailong.cli.errors import BadInput

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("hailong.cli.check", "Kiểm tra bản cài đặt, dữ liệu và các tệp luật."),
    "clock": ("hailong.cli.clock", "Tính hạn và đếm giờ làm việc theo lịch nhà nước."),
    "demo": ("hailong.cli.demo", "Chạy thử với cơ quan mẫu."),
    "load": ("hailong.cli.load", "Nạp đơn vị, người dùng, lịch làm việc từ tệp."),
    "migrate": ("hailong.cli.migrate", "Tạo hoặc nâng cấp cơ sở dữ liệu."),
    "plan": ("hailong.cli.plan", "Đọc kế hoạch đã ký thành nhiệm vụ."),
    "serve": ("hailong.cli.serve", "Mở trang làm việc trên máy này."),
    "survey": ("hailong.cli.survey", "Tính số liệu khảo sát có sai số theo thiết kế mẫu."),
    "tick": ("hailong.cli.tick", "Làm những việc đến giờ phải làm."),
    "user": ("hailong.cli.user", "Thêm người dùng, giao và thu vai trò."),
}


def _speak_vietnamese() -> None:
    """Give the command line library its Vietnamese catalogue; without the compiled file it speaks English."""
    os.environ.setdefault("LANGUAGE", "vi")
    gettext.bindtextdomain("cli", str(files("hailong") / "locale"))
    gettext.textdomain("cli")


def _usage_in_vietnamese(command: click.Command) -> click.Command:
    """The command and those below it with Vietnamese placeholders in their usage lines."""
    command.options_metavar = "[TÙY CHỌN]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "LỆNH [THAM SỐ]..."
        for child in command.commands.values():
            _usage_in_vietnamese(child)
    return command


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only to run it, so that each starts quickly.

    `table` is command to (module, what it does); one named by a Python keyword is `import_` in its module. Commands
    added to the group itself stand beside those of the table.
    """

    def __init__(self, *args: Any, table: Mapping[str, tuple[str, str]] | None = None, **kwargs: Any) -> None:
        """Keep the table."""
        super().__init__(*args, **kwargs)
        self.table: Mapping[str, tuple[str, str]] = table or {}

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run in Vietnamese; whatever is wrong with the words typed is one line on standard error and status 2."""
        _speak_vietnamese()
        try:
            status = super().main(*args, **kwargs | {"standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as help_wanted:
            click.echo(help_wanted.format_message())
            sys.exit(0)
        except click.ClickException as error:
            BadInput(error.format_message()).show()
            sys.exit(error.exit_code)
        except click.Abort:
            sys.exit(130)
        except BrokenPipeError:  # the program that was reading has had enough ("| head")
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains as it ends
            sys.exit(1)
        sys.exit(status if isinstance(status, int) else 0)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, without importing it."""
        return sorted({*self.table, *self.commands})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None where there is none."""
        if cmd_name not in self.table:
            return super().get_command(ctx, cmd_name)
        module = importlib.import_module(self.table[cmd_name][0])
        return _usage_in_vietnamese(getattr(module, f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print the table itself: click's own listing would import every command."""
        told = {name: command.get_short_help_str(120) for name, command in self.commands.items()}
        told |= {name: what for name, (_, what) in self.table.items()}
        with formatter.section("Lệnh"):
            formatter.write_dl(sorted(told.items()))


@click.command(
    cls=LazyGroup,
    table=COMMANDS,
    name="hailong",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Ví dụ: hailong plan read ke-hoach.docx --format json",
)
@click.version_option(package_name="hailong", message="Hài Lòng %(version)s", help="In phiên bản rồi thoát.")
def main() -> None:
    """Hài Lòng: đo và nâng mức độ hài lòng của người dân, tổ chức với dịch vụ hành chính."""


_usage_in_vietnamese(main)
