"""`hailong plan read` as a user runs it: contract 4.1, every format, bad files among good ones."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from tests.plan.shapes import problems

from hailong.cli.main import main
from hailong.documents.write.docx import document
from hailong.documents.write.parts import Agency, Grid, Official, Text

HEAD = ("STT", "Nội dung", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian")
ROWS = (
    ("I", "Tiếp cận dịch vụ", "", "", "", ""),
    ("1", "Dán sơ đồ đường đi", "Sơ đồ", "Văn phòng Sở", "Các trạm bơm", "Quý I/2026"),
    (
        "2",
        "Lập sổ trực quầy để ai đến cũng có người hỏi thăm, không phải chờ lâu",
        "",
        "Trạm bơm số 3",
        "",
        "Hằng ngày",
    ),
)
WORDS = (Text("II. VIỆC", "heading"), Text("1. Văn phòng Sở trả lời thư trước ngày 30/4/2026."))
PLAN = document(
    Official(
        agency=Agency("Sở Thủy lợi"),
        kind="Kế hoạch",
        title="Đón tiếp người nộp hồ sơ năm 2026",
        body=(*WORDS, Text("PHỤ LỤC", "heading"), Grid(HEAD, ROWS, sections=frozenset({0}))),
        number="17",
        symbol="KH-STL",
        day=date(2026, 1, 8),
    )
)


def run(*words: str | Path) -> Result:
    """The console script with these words."""
    return CliRunner().invoke(main, ["plan", "read", *map(str, words)])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan under a path with diacritics and spaces."""
    folder = tmp_path / "Kế hoạch năm 2026 (bản ký)"
    folder.mkdir()
    path = folder / "đón tiếp.docx"
    path.write_bytes(PLAN)
    return path


def test_json_on_standard_output_is_a_list_of_one_object_a_file_and_nothing_else(plan: Path) -> None:
    result = run(plan, plan, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    first, second = json.loads(result.stdout_bytes.decode("utf-8"))
    assert first == second
    assert problems(first) == []
    assert first["document"]["file"] == str(plan)
    assert [task["ordinal"] for task in first["tasks"]] == ["1", "2"]
    assert "Dán sơ đồ đường đi" in result.stdout


def test_a_csv_has_a_byte_order_mark_tasks_and_duties_and_the_file_in_its_first_column(plan: Path) -> None:
    result = run(plan, "--format", "csv")
    assert result.exit_code == 0
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbfT")
    head, *rows = csv.reader(StringIO(result.stdout_bytes.decode("utf-8-sig")), delimiter=";")
    assert head[:2] == ["Tệp", "Loại"]
    assert [row[:2] for row in rows] == [
        [str(plan), "Nhiệm vụ"], [str(plan), "Nhiệm vụ"], [str(plan), "Trách nhiệm"],
    ]  # fmt: skip


def test_a_workbook_goes_to_a_file_and_leaves_standard_output_empty(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "kết quả.xlsx"
    result = run(plan, "--format", "xlsx", "--out", out)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert load_workbook(out)["Nhiệm vụ"]["F2"].value == "Dán sơ đồ đường đi"


def test_a_workbook_without_a_file_is_refused_before_anything_is_read(plan: Path) -> None:
    result = run(plan, "không-có.docx", "--format", "xlsx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Lỗi: Dạng xlsx cần tệp ghi kết quả. Thêm --out nhiem-vu.xlsx.\n"


@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_every_other_format_may_go_to_a_file_too_byte_for_byte(plan: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "ra"
    shown = run(plan, "--format", form)
    told = run(plan, "--format", form, "--out", out)
    assert (told.exit_code, told.stdout) == (0, "")
    assert out.read_bytes() == shown.stdout_bytes


def test_the_table_counts_first_and_cuts_long_cells(plan: Path) -> None:
    lines = run(plan).stdout.splitlines()
    assert lines[0] == f"{plan}: 2 nhiệm vụ, 1 trách nhiệm, 0 chỉ tiêu, 0 điểm cần xem lại"
    assert lines[1].split("  ")[0] == "I"
    assert "Dán sơ đồ đường đi" in lines[1]
    cut = "Lập sổ trực quầy để ai đến cũng có người hỏi thăm, không ph…"
    assert len(cut) == 60
    assert f"  {cut}  " in lines[2]
    assert lines[3].startswith("II.1")
    assert not any(line.endswith(" ") for line in lines)


def test_one_bad_file_among_five_leaves_the_others_printed_with_status_2(plan: Path, tmp_path: Path) -> None:
    bad = tmp_path / "rỗng.docx"
    bad.write_bytes(b"")
    result = run(plan, plan, bad, plan, plan, "--format", "json")
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"Lỗi: {bad}: ")
    found = json.loads(result.stdout)
    assert [len(reading.get("tasks", [])) for reading in found] == [2, 2, 0, 2, 2]
    assert found[2] == {"document": {"file": str(bad)}, "error": line.removeprefix(f"Lỗi: {bad}: ")}


BAD: dict[str, Callable[[Path], Any]] = {
    "không có tệp": lambda path: None,
    "thư mục": lambda path: path.mkdir(),
    "trống": lambda path: path.write_bytes(b""),
    "không phải văn bản": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "hỏng": lambda path: path.write_bytes(PLAN[: len(PLAN) // 2]),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_a_file_that_cannot_be_read_is_one_vietnamese_line_with_its_name_and_a_cure(
    tmp_path: Path, kind: str, form: str
) -> None:
    path = tmp_path / "xấu hổ.docx"
    BAD[kind](path)
    result = run(path, "--format", form)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"Lỗi: {path}: ")
    assert line.endswith(".")
    for english in ("No such", "directory", "Error", "denied", "Errno"):
        assert english not in line
    if form == "json":
        assert set(json.loads(result.stdout)[0]) == {"document", "error"}


def test_two_bad_files_share_the_one_line(tmp_path: Path) -> None:
    result = run(tmp_path / "a.docx", tmp_path / "b.docx")
    (line,) = result.stderr.splitlines()
    assert "a.docx" in line
    assert "b.docx" in line


def test_a_file_that_nobody_may_read_is_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "không có quyền" in run(tmp_path / "khóa.docx").stderr


def test_a_name_that_is_too_long_is_told_by_the_systems_number(tmp_path: Path) -> None:
    result = run(tmp_path / ("x" * 400))
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize("out", ["không có thư mục/ra.csv", "."])
def test_a_place_that_cannot_be_written_is_refused_on_one_line(
    plan: Path, tmp_path: Path, out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(plan, "--format", "csv", "--out", out)
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("Lỗi: ")


def test_nothing_is_written_beside_the_plan(plan: Path) -> None:
    run(plan, "--format", "json")
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]


def test_the_installed_script_writes_plain_utf_8_whatever_the_terminal_speaks(plan: Path) -> None:
    words = [sys.executable, "-m", "hailong", "plan", "read", str(plan), "--format", "json"]
    plain = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONWARNINGS": "error"}
    done = subprocess.run(words, capture_output=True, env=plain, check=True)
    assert done.stderr == b""
    assert json.loads(done.stdout.decode("utf-8"))[0]["tasks"][0]["lead"] == ["Văn phòng Sở"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux allows file names that are no text")
def test_a_file_name_that_is_no_text_is_shown_with_signs_for_its_bytes(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/h\xe0ng.docx"
    Path(os.fsdecode(path)).write_bytes(PLAN)
    words = [os.fsencode(sys.executable), b"-m", b"hailong", b"plan", b"read", path, b"--format", b"json"]
    done = subprocess.run(words, capture_output=True, check=True)
    assert json.loads(done.stdout)[0]["document"]["file"].endswith("/h\ufffdng.docx")


def test_on_a_terminal_long_reading_shows_its_pages_on_standard_error_only(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[dict[str, Any]] = []

    class Bar:
        """What the progress bar is asked."""

        n = 0
        total: int | None = None

        def __init__(self, **settings: Any) -> None:
            shown.append(settings)

        def __enter__(self) -> "Bar":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def update(self, more: int) -> None:
            self.n += more
            shown.append({"done": self.n, "of": self.total})

    monkeypatch.setattr("hailong.cli.plan.tqdm", Bar)
    assert run(plan, "--format", "json").exit_code == 0
    assert shown[0]["desc"] == "đón tiếp.docx"
    assert shown[-1]["done"] == shown[-1]["of"]
