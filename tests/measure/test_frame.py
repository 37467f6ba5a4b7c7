"""The frame put into the database: added once, changed where a list says otherwise, nothing where there is a fault."""

import json

import pytest
from click.testing import CliRunner
from tests.cast import NOW, unit
from tests.measure import fielding

from hailong.agency.models import Line
from hailong.agency.people.rights import OPERATOR, Forbidden
from hailong.cli.main import main
from hailong.measure import frame
from hailong.measure.models import Returned

pytestmark = pytest.mark.django_db
LIST = """Mã hồ sơ;Thủ tục;Lĩnh vực;Ngày trả kết quả;Loại khách
H1;Khai sinh;Hộ tịch;05/08/2025;Cá nhân
H2;Chứng thực;HỘ TỊCH;06/08/2025;Doanh nghiệp
H3;Đất;Đất đai;;
"""


def load(text=LIST, code="X0101-TT", **values):
    return frame.load(text.encode(), "ho-so.csv", unit=unit(code), **({"by": OPERATOR, "now": NOW} | values))


def test_a_list_is_loaded_once_however_often_it_is_brought():
    first, again = load(), load()

    assert (first.added, first.changed, first.known, first.waiting) == (2, 0, 0, 1)
    assert (again.added, again.changed, again.known, again.waiting) == (0, 0, 2, 1)
    assert Returned.objects.count() == 2
    assert Line.objects.filter(verb="survey.frame").count() == 1


def test_one_field_is_one_field_however_lists_write_it():
    load()
    load("Mã hồ sơ;Lĩnh vực;Ngày trả\nH9;hộ tịch;07/08/2025\n")

    assert set(Returned.objects.values_list("field", flat=True)) == {"Hộ tịch"}


def test_a_dossier_that_a_later_list_puts_right_is_changed():
    load()

    report = load(LIST.replace("05/08/2025", "04/08/2025"))

    assert (report.added, report.changed, report.known) == (0, 1, 1)
    assert str(Returned.objects.get(dossier="H1").day) == "2025-08-04"
    assert Line.objects.filter(verb="survey.frame").last().after["changed"] == 1


def test_a_trial_says_the_same_and_writes_nothing():
    report = load(dry_run=True)

    assert (report.added, report.waiting) == (2, 1)
    assert not Returned.objects.exists()
    assert not Line.objects.filter(verb="survey.frame").exists()


def test_a_list_with_a_fault_is_not_loaded_at_all():
    report = load(LIST + "H4;;;35/08/2025;\nH1;;;05/08/2025;\n")

    assert [(one.row, one.column) for one in report.faults] == [(5, "Ngày trả kết quả"), (6, "Mã hồ sơ")]
    assert (report.added, report.faulty) == (0, 2)
    assert not Returned.objects.exists()


def test_rows_go_to_the_units_below_that_they_name():
    text = "Mã hồ sơ;Ngày trả;Đơn vị\nH1;05/08/2025;Phòng Kinh tế\nH2;05/08/2025;X0101-VHXH\nH3;05/08/2025;\n"

    assert load(text, "X0101").added == 3

    kept = Returned.objects.order_by("dossier").values_list("unit__code", flat=True)
    assert list(kept) == ["X0101-KT", "X0101-VHXH", "X0101"]
    assert set(Returned.objects.values_list("province", flat=True)) == {"X01"}


def test_a_unit_outside_the_one_that_loads_is_not_known():
    report = load("Mã hồ sơ;Ngày trả;Đơn vị\nH1;05/08/2025;Sở Nội vụ tỉnh Bình Minh\n", "X0101")

    assert report.faults[0].message == "Không có đơn vị này"


def test_a_list_longer_than_one_question_to_the_database_is_loaded_whole():
    rows = "".join(f"H{n};05/08/2025\n" for n in range(1201))

    assert load("Mã hồ sơ;Ngày trả\n" + rows).added == 1201
    assert load("Mã hồ sơ;Ngày trả\n" + rows + "X;05/08/2025\n").known == 1201


def test_nothing_of_the_list_but_what_weighs_is_kept():
    load("Mã hồ sơ;Chủ hồ sơ;Địa chỉ;Số điện thoại;Ngày trả\nH1;Tên riêng;Phố 1;0900000000;05/08/2025\n")

    (kept,) = Returned.objects.values()
    said = json.dumps([kept, *Line.objects.values("before", "after", "label")], default=str, ensure_ascii=False)
    assert "Tên riêng" not in said
    assert "0900000000" not in said


def test_only_who_manages_surveys_loads_the_frame():
    with pytest.raises(Forbidden):
        load(by=fielding.by("lan", NOW))
    assert load(by=fielding.by("quang", NOW)).added == 2


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "hồ sơ.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def run(*words):
    return CliRunner().invoke(main, ["load", "frame", *map(str, words)])


def test_the_command_tries_loads_and_loads_again_to_no_effect(file):
    unit()

    tried = run(file, "--unit", "X0101-TT", "--dry-run")
    loaded = run(file, "--unit", "X0101-TT")
    again = run(file, "--unit", "X0101-TT", "--format", "json")

    assert (tried.exit_code, loaded.exit_code, again.exit_code) == (0, 0, 0)
    assert tried.stdout == "1 hồ sơ chưa có ngày trả kết quả, bỏ qua.\nSẽ thêm 2, đổi 0, giữ nguyên 0.\n"
    assert loaded.stdout.endswith("Đã thêm 2, đổi 0, giữ nguyên 0.\n")
    assert json.loads(again.stdout) == {
        "dry_run": False, "created": 0, "changed": 0, "unchanged": 2, "rows": [{"unit": "X0101-TT", "waiting": 1}],
    }  # fmt: skip


def test_the_command_names_the_first_fault_and_says_that_nothing_was_loaded(file):
    unit()
    file.write_text(LIST + "H4;;;04/12/2099;\nH1;;;05/08/2025;\n", encoding="utf-8")

    done = run(file, "--unit", "X0101-TT")

    assert done.exit_code == 2
    assert "hồ sơ.csv, dòng 5, cột “Ngày trả kết quả”, giá trị “04/12/2099”: Ngày trả kết quả chưa tới." in done.stderr
    assert "(và 1 lỗi nữa, in ở trên) Chưa nạp gì." in done.stderr
    assert done.stderr.count("\n") == 1
    assert "dòng 6, cột “Mã hồ sơ”" in done.stdout


def test_the_command_refuses_a_unit_that_is_none_and_a_file_without_the_head(file):
    unit()
    assert "Không có đơn vị mã “Y”" in run(file, "--unit", "Y").stderr
    file.write_text("a;b\n1;2\n", encoding="utf-8")
    assert "“Mã hồ sơ” và “Ngày trả kết quả”" in run(file, "--unit", "X0101-TT").stderr
