"""Batches of `hailong clock due --csv IN --out OUT`."""

import csv
import io
import sys

import pytest
from click.testing import CliRunner

from hailong.cli.clock import clock
from hailong.cli.clock_csv import answer_file
from hailong.clock.hours import default_calendar


def run(source, out, *more):
    return CliRunner().invoke(clock, ["due", "--csv", str(source), "--out", str(out), *more])


def refusal(result):
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    return line


@pytest.fixture
def batch(tmp_path):
    def write(data):
        source = tmp_path / "hồ sơ.csv"
        source.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        return source, tmp_path / "hạn.csv"

    return write


def test_each_row_is_answered_in_its_place(batch):
    source, out = batch("start,limit\n2025-08-29T16:00,8h\n2024-03-31,5d\n2025-08-26,4cd\n")

    result = run(source, out)

    assert (result.exit_code, result.output) == (0, "")
    assert out.read_text(encoding="utf-8") == (
        "start,limit,due,error\n"
        "2025-08-29T16:00,8h,2025-09-03T16:00,\n"
        "2024-03-31,5d,2024-04-05,\n"
        "2025-08-26,4cd,2025-09-03,\n"
    )


def test_bad_rows_are_marked_and_the_first_is_named(batch):
    source, out = batch("start,limit\n2025-08-29T16:00,8h\nhôm qua,8h\n2025-08-29T16:00\n2019-01-02,3d\n")

    line = refusal(run(source, out))

    assert f'{source}, dòng 3: start: giá trị "hôm qua" không phải thời điểm' in line
    assert f"tất cả 3 dòng lỗi, xem cột error trong {out}" in line
    with out.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [row["due"] for row in rows] == ["2025-09-03T16:00", "", "", ""]
    assert rows[0]["error"] == ""
    assert rows[2]["error"].startswith('limit: giá trị ""')
    assert "năm 2019" in rows[3]["error"]


def test_excels_mark_semicolons_capitals_and_further_columns_are_tolerated(batch):
    source, out = batch("\ufeffMã;Start; Limit ;due\r\nH1;2025-08-29T16:00;8h;cũ\r\n\r\nH2;2024-03-31;5d;cũ;thừa\r\n")

    assert run(source, out).exit_code == 0
    assert out.read_text(encoding="utf-8") == (
        "Mã,start,limit,due,error\nH1,2025-08-29T16:00,8h,2025-09-03T16:00,\nH2,2024-03-31,5d,2024-04-05,\n"
    )


def test_a_calendar_file_holds_for_every_row(batch, tmp_path):
    source, out = batch("start,limit\n2025-08-29T16:00,8h\n")
    calendar = tmp_path / "lich.toml"
    calendar.write_text('[[shifts]]\ndays = [1, 2, 3, 4, 5]\nfrom = "07:30"\nto = "11:30"\n', encoding="utf-8")

    assert run(source, out, "--calendar", str(calendar)).exit_code == 0
    assert "2025-09-04T11:30" in out.read_text(encoding="utf-8")


def test_more_rows_than_one_slice_are_all_answered(batch):
    source, out = batch("start,limit\n" + "2025-08-29T16:00,8h\n" * 20_001 + "sai,8h\n")

    assert "dòng 20003: start" in refusal(run(source, out))
    lines = out.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 20_003
    assert set(lines[1:-1]) == {"2025-08-29T16:00,8h,2025-09-03T16:00,"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", 'dòng 1: giá trị "" thiếu cột "start"; dòng đầu phải là start,limit'),
        ("2025-08-29T16:00,8h\n", 'thiếu cột "start"'),
        ("start,due\n2025-08-29T16:00,8h\n", 'thiếu cột "limit"'),
        ("start,limit\n".encode("utf-16"), "lưu lại dạng CSV mã UTF-8"),
        (b"start,limit\n2025-08-29T16:00,\xff\xfe\n", "lưu lại dạng CSV mã UTF-8"),
        ("start,limit\n" + "x" * 200_000 + ",8h\n", "sau dòng 1: không đọc được"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_and_leaves_nothing_behind(batch, data, message):
    source, out = batch(data)

    assert message in refusal(run(source, out))
    assert sorted(path.name for path in source.parent.iterdir()) == [source.name]


def test_a_missing_file_is_named(tmp_path):
    line = refusal(run(tmp_path / "mất.csv", tmp_path / "ra.csv"))

    assert "mất.csv: không đọc hoặc ghi được" in line
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_for_the_answer_is_named(batch, tmp_path):
    source, _ = batch("start,limit\n")

    assert "không có thư mục" in refusal(run(source, tmp_path / "chưa có" / "ra.csv"))


def test_the_answer_never_overwrites_the_question(batch):
    source, _ = batch("start,limit\n2024-03-31,5d\n")

    assert "trùng với tệp --csv" in refusal(run(source, source))
    assert source.read_text(encoding="utf-8") == "start,limit\n2024-03-31,5d\n"


def test_a_terminal_is_shown_how_much_was_read(batch, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    source, out = batch("start,limit\n" + "2025-08-29T16:00,8h\n" * 50_000)
    monkeypatch.setattr(sys, "stderr", Terminal())

    answer_file(default_calendar(), source, out)

    shown = [int(part.split()[2]) for part in sys.stderr.getvalue().split("\r")[1:]]
    assert len(shown) == 3
    assert shown == sorted(shown)
    assert shown[-1] == 100
    assert sys.stderr.getvalue().endswith("%\n")
