"""`hailong clock` as a user runs it: contract 4.2, JSON and text, bad input on one line with status 2."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from hailong.cli.clock import clock


def run(*arguments):
    return CliRunner().invoke(clock, list(arguments))


def refused(*arguments):
    """Run with bad input and return its one line."""
    result = run(*arguments)

    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("Lỗi: ")
    return line


def test_due_in_hours_answers_with_the_contracts_json():
    result = run("due", "--start", "2025-08-29T16:00", "--limit", "8h", "--format", "json")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "start": "2025-08-29T16:00",
        "limit": "8h",
        "due": "2025-09-03T16:00",
        "basis": [
            {
                "date": "2025-09-01",
                "kind": "closed",
                "name": "Quốc khánh (ngày thứ hai)",
                "source": "Thông báo 6150/TB-BLĐTBXH",
            },
            {
                "date": "2025-09-02",
                "kind": "closed",
                "name": "Quốc khánh",
                "source": "Bộ luật Lao động 2019, Điều 112",
            },
        ],
    }


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2024-03-31", "5d", "2024-04-05"),
        ("2025-08-26T09:00", "4cd", "2025-09-03"),
        ("2025-08-27T07:30", "30m", "2025-08-27T08:00"),
    ],
)
def test_due_is_a_date_for_days_and_a_moment_for_minutes(start, limit, due):
    answer = json.loads(run("due", "--start", start, "--limit", limit, "--format", "json").stdout)

    assert (answer["due"], answer["basis"] == []) == (due, limit != "4cd")


def test_due_in_text_names_the_weekday_and_the_days_met():
    result = run("due", "--start", "2025-04-25T17:00", "--limit", "8h", "--format", "text")

    assert result.stdout.splitlines() == [
        "Bắt đầu: 17:00 thứ Sáu 25/04/2025",
        "Hạn 8h: 17:00 thứ Bảy 26/04/2025",
        "- thứ Bảy 26/04/2025 làm việc: Làm bù cho thứ Sáu 02/05/2025 (Thông báo 6150/TB-BLĐTBXH)",
    ]


def test_elapsed_counts_working_minutes():
    span = ("--start", "2025-08-29T16:00", "--end", "2025-09-03T16:00")

    assert json.loads(run("elapsed", *span, "--format", "json").stdout) == {"minutes": 480}
    assert run("elapsed", *span, "--format", "text").stdout == "480 phút làm việc (8 giờ 0 phút)\n"


def test_what_is_piped_on_is_json_unless_asked_otherwise():
    assert json.loads(run("elapsed", "--start", "2025-08-29T08:00", "--end", "2025-08-29T09:00").stdout) == {
        "minutes": 60
    }


def test_a_calendar_file_changes_both_answers(tmp_path):
    path = tmp_path / "lịch phường.toml"
    path.write_text(
        '[[shifts]]\ndays = [1, 2, 3, 4, 5]\nfrom = "08:00"\nto = "12:00"\n[[closed]]\ndate = 2025-08-28\n',
        encoding="utf-8",
    )

    due = run("due", "--start", "2025-08-27T11:00", "--limit", "2h", "--calendar", str(path), "--format", "json")
    assert json.loads(due.stdout)["due"] == "2025-08-29T09:00"
    assert json.loads(due.stdout)["basis"] == [
        {"date": "2025-08-28", "kind": "closed", "name": "Nghỉ theo thông báo", "source": None}
    ]
    text = run("due", "--start", "2025-08-27T11:00", "--limit", "2h", "--calendar", str(path), "--format", "text")
    assert "- thứ Năm 28/08/2025 nghỉ: Nghỉ theo thông báo\n" in text.stdout
    elapsed = run("elapsed", "--start", "2025-08-27T11:00", "--end", "2025-08-29T09:00", "--calendar", str(path))
    assert json.loads(elapsed.stdout) == {"minutes": 120}


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (("--limit", "8h"), ("Thiếu --start", "2025-08-29T16:00")),
        (("--start", "2025-08-29T16:00"), ("Thiếu --limit", "8h")),
        (("--start", "29/8/2025", "--limit", "8h"), ("--start", '"29/8/2025"', "viết dạng 2025-08-29T16:00")),
        (("--start", "2025-08-29", "--limit", "8h"), ('"2025-08-29" thiếu giờ', "thêm giờ")),
        (("--start", "2025-08-29T16:00Z", "--limit", "8h"), ("bỏ múi giờ",)),
        (("--start", "2025-08-29", "--limit", "5 ngày"), ("--limit", '"5 ngày"', "5d (ngày làm việc)")),
        (("--start", "2025-08-29", "--limit", "0d"), ("--limit", '"0d" không lớn hơn 0')),
        (("--start", "2019-08-29", "--limit", "5d"), ("năm 2019", "2021-2027")),
        (("--start", "2027-12-29", "--limit", "5d"), ("năm 2028", "2021-2027")),
        (("--start", "2027-12-29", "--limit", "5d", "--calendar", "mất.toml"), ("--calendar", "mất.toml", "kiểm tra")),
        (("--csv", "a.csv"), ("--csv và --out phải đi cùng nhau",)),
        (("--out", "a.csv"), ("--csv và --out phải đi cùng nhau",)),
        (("--csv", "a.csv", "--out", "b.csv", "--limit", "8h"), ("bỏ --start và --limit",)),
    ],
)
def test_due_refuses_bad_input_naming_place_value_and_cure(arguments, parts):
    line = refused("due", *arguments)

    assert [part for part in parts if part not in line] == []


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        ((), ("Thiếu --start",)),
        (("--start", "2025-08-29T16:00"), ("Thiếu --end",)),
        (("--start", "2025-08-29T16:00", "--end", "2025-08-30"), ("--end", '"2025-08-30" thiếu giờ')),
        (("--start", "2025-08-29T16:00", "--end", "2025-08-29T15:00"), ("trước bắt đầu", "đổi chỗ")),
        (("--start", "2025-08-29T16:00", "--end", "2028-08-29T15:00"), ("năm 2028",)),
    ],
)
def test_elapsed_refuses_bad_input_naming_place_value_and_cure(arguments, parts):
    line = refused("elapsed", *arguments)

    assert [part for part in parts if part not in line] == []


def test_a_wrong_calendar_file_is_named_with_its_line(tmp_path):
    path = tmp_path / "lich.toml"
    path.write_text("[[closed]]\ndate = 1\n", encoding="utf-8")

    assert f'{path}, dòng 2: [[closed]] thứ 1, trường "date"' in refused(
        "due", "--start", "2025-08-29", "--limit", "5d", "--calendar", str(path)
    )


@pytest.mark.parametrize("command", [(), ("due",), ("elapsed",)])
def test_help_is_vietnamese_with_an_example(command):
    result = run(*command, "--help")

    assert result.exit_code == 0
    assert "Ví dụ:" in result.stdout
    assert "hailong clock " in result.stdout
    assert "Xem hướng dẫn này." in result.stdout


def test_the_command_answers_without_loading_django_or_any_reader():
    code = (
        "import sys; from hailong.cli.main import main; "
        "heavy = {'django', 'pandas', 'pdfplumber', 'docx', 'lxml', 'openpyxl'}; "
        "import atexit; atexit.register(lambda: print(sorted(heavy & set(sys.modules)), file=sys.stderr)); "
        "main(['clock', 'due', '--start', '2025-08-29T16:00', '--limit', '8h'])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, encoding="utf-8")
    assert done.stderr.strip() == "[]"
