"""The console script itself: Vietnamese help with an example everywhere, one line for bad words, quick start."""

import os
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from hailong.cli.errors import BadInput
from hailong.cli.main import COMMANDS, main


def _paths(command: click.Command, name: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command by its words, groups included."""
    yield name
    if isinstance(command, click.Group):
        context = click.Context(command)
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            assert found is not None
            yield from _paths(found, (*name, child))


ALL = sorted(_paths(main))


def run(*words: str) -> tuple[int, str, str]:
    """Status, standard output and standard error of the console script."""
    result = CliRunner().invoke(main, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def test_every_command_of_the_table_is_there() -> None:
    assert {name[0] for name in ALL if name} == set(COMMANDS)
    assert ("plan", "read") in ALL


@pytest.mark.parametrize("name", ALL, ids=" ".join)
def test_help_is_vietnamese_and_shows_an_example_that_begins_with_the_command(name: tuple[str, ...]) -> None:
    status, told, fault = run(*name, "--help")
    assert (status, fault) == (0, "")
    assert "Ví dụ:" in told
    assert " ".join(("hailong", *name)) in " ".join(told.partition("Ví dụ:")[2].split())
    for english in ("Usage", "Options", "Commands", "Show this", "OPTIONS", "ARGS", "COMMAND", "required"):
        assert english not in told


def test_without_words_the_help_is_shown_and_nothing_is_wrong() -> None:
    assert run() == run("--help")
    assert run()[0] == 0


def test_the_version_is_told() -> None:
    status, told, _ = run("--version")
    assert status == 0
    assert told.startswith("Hài Lòng ")


@pytest.mark.parametrize(
    "words", [("plann",), ("--nhanh",), ("plan", "reed"), ("plan", "read"), ("plan", "read", "x", "--format", "xml")]
)
def test_wrong_words_are_one_vietnamese_line_and_status_2(words: tuple[str, ...]) -> None:
    status, told, fault = run(*words)
    assert (status, told) == (2, "")
    (line,) = fault.splitlines()
    assert line.startswith("Lỗi: ")
    for english in ("No such", "Missing", "Invalid", "Try "):
        assert english not in line


def test_an_unknown_command_is_known_to_be_none() -> None:
    assert isinstance(main, click.Group)
    assert main.get_command(click.Context(main), "khong-co") is None


def test_a_fault_of_several_lines_is_said_on_one(capsys: pytest.CaptureFixture[str]) -> None:
    BadInput("dòng một\n  dòng hai").show()
    assert capsys.readouterr().err == "Lỗi: dòng một dòng hai\n"


def test_a_command_that_is_stopped_by_hand_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(type(main), "get_command", lambda *_: stop)
    assert run("check")[0] == 130


def test_a_status_that_a_command_returns_is_the_scripts_own(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def doubtful() -> int:
        return 1

    monkeypatch.setattr(type(main), "get_command", lambda *_: doubtful)
    assert run("check")[0] == 1


def test_help_starts_without_loading_any_command() -> None:
    code = (
        "import sys; from hailong.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted(name for name in sys.modules if name.startswith(('django', 'numpy', 'hailong.plan', 'docx'))))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[-1] == "[]"


@pytest.mark.skipif(os.name == "nt", reason="closed pipes are told otherwise on Windows")
def test_a_reader_that_has_had_enough_is_no_fault() -> None:
    """What stands behind "| head" closes the pipe: no traceback follows."""
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-m", "hailong", "plan", "read", __file__, "--format", "json"]
    done = subprocess.run(words, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert done.returncode == 1
    assert done.stderr == ""
