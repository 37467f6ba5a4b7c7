"""`hailong load` as a user runs it: units, people, calendars; trials, faults by row, the same file twice."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from tests.agency.cast import unit

from hailong.agency import queries, worktime
from hailong.agency.models import Line, Person, RoleAssignment, SpecialDay, Unit, WorkWeek
from hailong.cli.main import main

pytestmark = pytest.mark.django_db

UNITS = """Mã;Tên;Loại;Mã cấp trên;Hiệu lực từ;Tên gọi khác
X01;UBND tỉnh Bình Minh;tỉnh;;;
X0101;UBND phường Sông Xanh;phường;X01;01/07/2025;Sông Xanh
X0101-A;Phòng Kinh tế;phòng;X0101;;
"""
PEOPLE = """Tên đăng nhập;Họ và tên;Mã đơn vị;Chức vụ;Vai trò;Phạm vi;Email
quang;Bùi Đăng Quang;X0101-A;Chánh Văn phòng;"Đầu mối tổng hợp; unit_head";X0101;quang@songxanh.vn
lan;Phạm Thị Ngọc Lan;X0101-A;;"Thanh tra, kiểm tra";;
"""
CALENDAR = """valid_from = 2025-07-01
[[shifts]]
days = [1, 2, 3, 4, 5, 6]
from = "07:00"
to = "11:00"
[[closed]]
date = 2025-08-12
source = "TB 4/TB-UBND"
"""


def run(*words):
    """The console script with these words."""
    return CliRunner().invoke(main, ["load", *map(str, words)])


@pytest.fixture
def file(tmp_path):
    """Write a file under a path with diacritics and spaces."""

    def write(text: str, name: str = "danh sách.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def ward():
    return unit("X0101-A", unit("X0101", name="UBND phường Sông Xanh", kind="commune"), name="Phòng Kinh tế")


def test_units_are_tried_loaded_and_loaded_again_to_no_effect(file):
    """The trial says each row and writes nothing."""
    path = file(UNITS)

    trial = run("units", path, "--dry-run")
    assert trial.stdout.splitlines() == [
        "thêm X01 UBND tỉnh Bình Minh",
        "thêm X0101 UBND phường Sông Xanh",
        "thêm X0101-A Phòng Kinh tế",
        "Sẽ thêm 3, đổi 0, giữ nguyên 0.",
    ]
    assert not Unit.objects.exists()
    assert run("units", path).stdout.endswith("Đã thêm 3, đổi 0, giữ nguyên 0.\n")
    assert run("units", path).stdout == "Đã thêm 0, đổi 0, giữ nguyên 3.\n"
    assert queries.unit("X0101-A").path == "/X01/X0101/X0101-A/"
    line = Line.objects.get()
    assert (line.actor_name, line.label, len(line.after["sha256"])) == (
        "Dòng lệnh", "Nạp danh sách đơn vị danh sách.csv", 64,
    )  # fmt: skip


def test_a_changed_unit_is_told_with_what_was_and_what_is(file):
    """Field by field, in Vietnamese."""
    run("units", file(UNITS))

    done = run("units", file(UNITS.replace("Phòng Kinh tế", "Phòng Kinh tế, Hạ tầng")))

    other = "tên gọi khác “” → “Phòng Kinh tế”"
    assert done.stdout.splitlines() == [
        "đổi X0101-A Phòng Kinh tế, Hạ tầng: tên “Phòng Kinh tế” → “Phòng Kinh tế, Hạ tầng”; " + other,
        "Đã thêm 0, đổi 1, giữ nguyên 2.",
    ]


def test_a_program_gets_json_and_nothing_else(file):
    """Counts and every row that changes."""
    done = run("units", file(UNITS), "--format", "json", "--dry-run")

    told = json.loads(done.stdout)
    assert (told["dry_run"], told["created"], told["unchanged"]) == (True, 3, 0)
    assert told["rows"][1]["fields"]["aliases"] == ["", "Sông Xanh"]


def test_units_come_from_excel_below_those_already_there(tmp_path, ward):
    """A parent may be in the database alone; titles stand above the head."""
    book = Workbook()
    for cells in [
        ["DANH SÁCH PHÒNG"],
        [],
        ["Mã", "Tên", "Loại", "Mã cấp trên"],
        ["X0101-B", "Tổ Số hóa", "phòng", "X0101"],
    ]:
        book.active.append(cells)
    book.save(tmp_path / "phòng.xlsx")

    assert run("units", tmp_path / "phòng.xlsx").exit_code == 0
    assert queries.unit("X0101-B").parent == ward.parent


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (UNITS.replace(";X0101;;", ";X0999;;"), "dòng 4, cột “Mã cấp trên”, giá trị “X0999”"),
        (UNITS.replace("phường;X01", "vương quốc;X01"), "dòng 3, cột “Loại”, giá trị “vương quốc”"),
        (UNITS + "x01;Tỉnh khác;tỉnh;;;\n", "dòng 5, mã x01"),
        ("chỉ có chữ", "Không thấy hàng tiêu đề"),
    ],
)
def test_a_bad_list_of_units_ends_with_one_line_that_names_place_and_cure_and_loads_nothing(file, text, said):
    """Exit status 2."""
    done = run("units", file(text))

    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr
    assert not Unit.objects.exists()


def test_all_faults_of_a_list_are_told(file):
    """The first on standard error, the others before it."""
    done = run("units", file(UNITS.replace("phường;X01", "huyệt;X01").replace("phòng;X0101", "hầm;X0101")))

    assert "dòng 3" in done.stderr
    assert "và 1 lỗi nữa" in done.stderr
    assert "dòng 4, cột “Loại”, giá trị “hầm”" in done.stdout


@pytest.mark.parametrize("words", [(), ("a.csv", "--official"), ("khong-co.csv",)])
def test_without_one_file_that_is_there_nothing_is_done(words):
    """Either a file or the official list."""
    done = run("units", *words)

    assert (done.exit_code, done.stderr.startswith("Lỗi: ")) == (2, True)


def test_the_official_list_is_loaded_by_one_option():
    """The provinces and communes of today, in their own database."""
    done = run("units", "--official")

    assert done.exit_code == 0
    assert Unit.objects.filter(kind="province").count() == 34
    assert Unit.objects.filter(kind="commune").count() == 3321
    assert set(Unit.objects.filter(kind="commune").values_list("parent__kind", flat=True)) == {"province"}


def test_people_are_tried_loaded_and_loaded_again_to_no_effect(file, ward):
    """First passwords are printed once, by the real load; roles cover the unit that the row names."""
    path = file(PEOPLE)

    trial = run("people", path, "--dry-run")
    assert trial.stdout.endswith("Sẽ thêm 2, đổi 0, giữ nguyên 0.\n")
    assert "mật khẩu" not in trial.stdout
    assert not Person.objects.exists()
    done = run("people", path)
    assert done.stdout.count("mật khẩu đầu tiên: ") == 2
    assert run("people", path).stdout == "Đã thêm 0, đổi 0, giữ nguyên 2.\n"
    held = RoleAssignment.objects.values_list("person__username", "role", "unit__code")
    assert set(held) == {
        ("quang", "coordinating_office", "X0101"), ("quang", "unit_head", "X0101"), ("lan", "auditor", "X0101-A"),
    }  # fmt: skip
    quang = Person.objects.get(username="quang")
    assert (quang.email, quang.memberships.get().unit, quang.memberships.get().title) == (
        "quang@songxanh.vn", ward, "Chánh Văn phòng",
    )  # fmt: skip
    password = done.stdout.split("mật khẩu đầu tiên: ")[1].splitlines()[0]
    assert quang.check_password(password)


def test_a_row_adds_to_somebody_who_is_there(file, ward):
    """Another unit, another role, another address; nothing is taken away."""
    run("people", file(PEOPLE))

    row = "lan;Phạm Thị Ngọc Lan;X0101;;officer;;lan@songxanh.vn\n"
    done = run("people", file(PEOPLE.splitlines(keepends=True)[0] + row), "--format", "json")

    told = json.loads(done.stdout)
    assert (told["created"], told["changed"], len(told["rows"][0]["lines"])) == (0, 1, 3)
    lan = Person.objects.get(username="lan")
    assert lan.email == "lan@songxanh.vn"
    assert lan.memberships.count() == 2
    assert set(lan.assignments.values_list("role", flat=True)) == {"auditor", "officer"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PEOPLE.replace("lan;Phạm", ";Phạm"), "dòng 3, cột “Tên đăng nhập”"),
        (PEOPLE.replace("lan;", "QUANG;"), "dòng 3, cột “Tên đăng nhập”, giá trị “QUANG”"),
        (PEOPLE.replace("Thanh tra, kiểm tra", "Vua"), "dòng 3, cột “Vai trò”, giá trị “Vua”"),
        (PEOPLE.replace("Lan;X0101-A", "Lan;X0999"), "dòng 3, lan: Không có đơn vị mang mã X0999."),
        (PEOPLE.replace("lan;", "Lan Phạm;"), "dòng 3, lan phạm: Tên đăng nhập"),
        (PEOPLE.replace("quang@", "quang tại "), "dòng 2, quang:"),
        ("Tên;Tuổi\n", "Không thấy hàng tiêu đề"),
    ],
)
def test_a_bad_list_of_people_names_its_row_and_loads_nobody(file, ward, text, said):
    """Exit status 2, with the cure."""
    done = run("people", file(text))

    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr
    assert not Person.objects.exists()


def test_a_login_of_somebody_else_is_refused(file, ward):
    """Two people never share an account."""
    run("people", file(PEOPLE))

    done = run("people", file(PEOPLE.replace("Bùi Đăng Quang", "Trịnh Văn Minh")))
    assert "Tên đăng nhập quang là của Bùi Đăng Quang." in done.stderr


def test_a_calendar_is_tried_loaded_and_loaded_again_to_no_effect(file, ward):
    """The units below follow it."""
    path = file(CALENDAR, "lịch.toml")

    trial = run("calendar", path, "--unit", "X0101", "--dry-run")
    assert trial.stdout.splitlines() == [
        "thêm tuần làm việc từ 01/07/2025: T2, T3, T4, T5, T6, T7 07:00-11:00",
        "thêm ngày nghỉ 12/08/2025: TB 4/TB-UBND",
        "Sẽ thêm 2, đổi 0, giữ nguyên 0.",
    ]
    assert not WorkWeek.objects.exists()
    assert run("calendar", path, "--unit", "X0101").exit_code == 0
    assert run("calendar", path, "--unit", "X0101").stdout == "Đã thêm 0, đổi 0, giữ nguyên 2.\n"
    assert not worktime.calendar_of(ward).is_working(SpecialDay.objects.get().day)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (CALENDAR, "X0999", "Không có đơn vị mã “X0999”"),
        (CALENDAR.replace('"07:00"', '"7 giờ"'), "X0101", "dòng 4"),
    ],
)
def test_a_bad_calendar_names_its_line_and_is_not_loaded(file, ward, text, code, said):
    """Exit status 2."""
    done = run("calendar", file(text, "lịch.toml"), "--unit", code)

    assert done.exit_code == 2
    assert said in done.stderr
    assert not WorkWeek.objects.exists()
