"""The console script: a table of commands, each loaded only when it is called."""

import gettext
import importlib
import os
import sys
from importlib.resources import files
from typing import Any

import click

from hailong.cli.errors import BadInput

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("hailong.cli.check", "Kiểm tra bản cài đặt, dữ liệu và các tệp luật."),
    "clock": ("hailong.cli.clock", "Tính hạn và đếm giờ làm việc theo lịch nhà nước."),
    "demo": ("hailong.cli.demo", "Chạy thử với cơ quan mẫu."),
    "migrate": ("hailong.cli.migrate", "Tạo hoặc nâng cấp cơ sở dữ liệu."),
    "plan": ("hailong.cli.plan", "Đọc kế hoạch đã ký thành nhiệm vụ."),
    "serve": ("hailong.cli.serve", "Mở trang làm việc trên máy này."),
    "tick": ("hailong.cli.tick", "Làm những việc đến giờ phải làm."),
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
    """A group that knows its commands by name and imports one only to run it, so that each starts quickly."""

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
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        return _usage_in_vietnamese(getattr(module, cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print the table itself: click's own listing would import every command."""
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])


@click.command(
    cls=LazyGroup,
    name="hailong",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Ví dụ: hailong plan read ke-hoach.docx --format json",
)
@click.version_option(package_name="hailong", message="Hài Lòng %(version)s", help="In phiên bản rồi thoát.")
def main() -> None:
    """Hài Lòng: đo và nâng mức độ hài lòng của người dân, tổ chức với dịch vụ hành chính."""


_usage_in_vietnamese(main)
