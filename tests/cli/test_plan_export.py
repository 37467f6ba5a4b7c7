"""`hailong plan export` as somebody at the terminal runs it."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.plan import living

from hailong.cli.main import main
from hailong.plan.intake.reading.assemble import read_plan
from hailong.plan.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(settings: Any, tmp_path: Path) -> Plan:
    """The ward's own plan."""
    settings.EVIDENCE = tmp_path / "evidence"
    living.ward()
    return living.ward_plan()


def run(*words: str | Path) -> tuple[int, str, str]:
    """Status, standard output and standard error."""
    result = CliRunner().invoke(main, ["plan", "export", *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def test_the_plan_is_written_as_a_document_that_reads_back(plan: Plan, tmp_path: Path) -> None:
    """And what was written is said."""
    out = tmp_path / "ke-hoach.docx"
    assert run(plan.code, "--out", out) == (0, f"Đã ghi {out}: 21/KH-UBND, 12 nhiệm vụ.\n", "")
    back = read_plan(out.read_bytes(), out.name)
    assert [task["content"] for task in back["tasks"]] == [task.content for task in plan.tasks.order_by("position")]


def test_a_user_exports_only_what_he_sees(plan: Plan, tmp_path: Path) -> None:
    """A stranger's plan is no plan to him."""
    out = tmp_path / "a.docx"
    assert run(plan.code, "--out", out, "--user", "quang")[0] == 0
    assert run(plan.code, "--out", out, "--user", "quantri")[0] == 2
    status, _, fault = run(plan.code, "--out", out, "--user", "nobody")
    assert (status, "hailong user list" in fault) == (2, True)


def test_what_cannot_be_done_is_one_line_with_its_cure(plan: Plan, tmp_path: Path) -> None:
    """No such plan, nowhere to write."""
    status, told, fault = run("X-1", "--out", tmp_path / "a.docx")
    assert (status, told, fault.count("\n")) == (2, "", 1)
    assert "“X-1”" in fault
    status, _, fault = run(plan.code, "--out", tmp_path / "none" / "a.docx")
    assert status == 2
    assert "--out" in fault
