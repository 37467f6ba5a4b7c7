"""Lists of dossiers as offices keep them: heads, days, who came, and each fault with its place."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from tests.lexicon.test_encodings import to_windows_1258

from hailong.documents.anatomy import Unreadable
from hailong.measure import frame_file
from hailong.measure.frame_file import read_frame

TODAY = date(2025, 10, 3)
HEAD = "Mã hồ sơ;Thủ tục;Lĩnh vực;Ngày trả kết quả;Loại khách\n"


def read(text, encoding="utf-8", name="ho-so.csv", **values):
    return read_frame(text.encode(encoding), name, today=TODAY, home="X0101-TT", **values)


def book(*sheets):
    """A workbook: each sheet a name and its rows."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def test_a_row_tells_what_was_returned_when_and_to_whom():
    found = read(HEAD + "H1;Đăng ký khai sinh;Hộ tịch;05/08/2025;Cá nhân\nH2;;;6-8-2025;Doanh nghiệp\n")

    first, second = found.rows
    assert (first.dossier, first.procedure, first.field) == ("H1", "Đăng ký khai sinh", "Hộ tịch")
    assert (first.day, first.respondent, first.unit) == (date(2025, 8, 5), "individual", "X0101-TT")
    assert (second.day, second.respondent, second.field) == (date(2025, 8, 6), "organisation", "")
    assert (found.faulty, found.waiting) == (0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "05/08/2025", "5/8/2025", "05/08/2025 14:30", "14:30 05/08/2025", "05/08/2025 14:30:59", "2025-08-05",
        "2025-08-05T14:30:00", "2025-08-05 14:30:00.000", "05.08.2025", "ngày 5 tháng 8 năm 2025", "14h30 05/08/2025",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written_with_an_hour_or_without(text):
    assert [row.day for row in read(f"Mã hồ sơ;Ngày trả\nH1;{text}\n").rows] == [date(2025, 8, 5)]


def test_a_workbook_of_a_one_stop_system_is_read_sheet_by_sheet_below_its_titles():
    head = ["STT", "Số hồ sơ", "Chủ hồ sơ", "Tên TTHC", "Tên lĩnh vực", "Ngày trả kết quả thực tế", "Đối tượng nộp"]
    data = book(
        (
            "Tháng 7",
            [["DANH SÁCH HỒ SƠ"], [], head, [1, "H-001", "A", "Chứng thực", "Tư pháp", datetime(2025, 7, 4), ""]],
        ),
        ("Tháng 8", [head, [1, "H-002", "B", "Chứng thực", "Tư pháp", datetime(2025, 8, 4, 9, 30), "Tổ chức"]]),
        ("Ghi chú", [["Không có gì"]]),
    )

    found = read_frame(data, "ho-so.xlsx", today=TODAY, home="X")

    assert [(row.sheet, row.dossier, row.day) for row in found.rows] == [
        ("Tháng 7", "H-001", date(2025, 7, 4)),
        ("Tháng 8", "H-002", date(2025, 8, 4)),
    ]
    assert [row.respondent for row in found.rows] == ["individual", "organisation"]


def test_a_file_in_windows_1258_is_read():
    text = "Mã hồ sơ;Lĩnh vực;Ngày trả\n" + "H1;Đất đai;05/08/2025\n" + "H2;Hộ tịch;06/08/2025\n"

    found = read_frame(to_windows_1258(text), "ho-so.csv", today=TODAY, home="X")

    assert [row.field for row in found.rows] == ["Đất đai", "Hộ tịch"]


def test_a_dossier_without_a_day_waits_and_is_no_fault():
    found = read(HEAD + "H1;;;05/08/2025;\nH2;;;;\nH3;;;;\n")

    assert (len(found.rows), found.waiting, found.faulty) == (1, 2, 0)


@pytest.mark.parametrize(
    ("row", "column", "value", "message"),
    [
        (";;;05/08/2025;", "Mã hồ sơ", "", "Thiếu mã hồ sơ"),
        ("H" * 61 + ";;;05/08/2025;", "Mã hồ sơ", "H" * 61, "Mã hồ sơ quá dài"),
        ("H1;;;45874;", "Ngày trả kết quả", "45874", "Không phải ngày có trong lịch"),
        ("H1;;;31/02/2025;", "Ngày trả kết quả", "31/02/2025", "Không phải ngày có trong lịch"),
        ("H1;;;04/10/2025;", "Ngày trả kết quả", "04/10/2025", "Ngày trả kết quả chưa tới"),
        ("H1;;;05/08/2025;Khách quen", "Loại khách", "Khách quen", "Không rõ là cá nhân hay tổ chức"),
        ("H1;;" + "x" * 121 + ";05/08/2025;", "Lĩnh vực", "x" * 121, "Tên lĩnh vực quá dài"),
        ("H0;;;06/08/2025;", "Mã hồ sơ", "H0", "Mã hồ sơ đã có ở dòng 2"),
    ],
)
def test_each_fault_is_told_with_its_row_its_column_its_value_and_a_cure(row, column, value, message):
    found = read(HEAD + "H0;;;05/08/2025;\n" + row + "\n")

    fault = found.faults[0]
    assert (fault.row, fault.column, fault.value, fault.message) == (3, column, value, message)
    assert fault.cure.startswith(("Hãy", "Mỗi", "Hôm nay là 03/10/2025"))
    assert found.faulty == 1
    assert len(found.rows) == 1


def test_a_dossier_on_two_sheets_is_told_by_the_sheet_of_the_first():
    rows = [["Mã hồ sơ", "Ngày trả"], ["H1", "05/08/2025"]]

    found = read_frame(book(("T7", rows), ("T8", rows)), "ho-so.xlsx", today=TODAY, home="X")

    fault = found.faults[0]
    assert (fault.sheet, fault.row) == ("T8", 2)
    assert fault.message == "Mã hồ sơ đã có ở trang tính “T7”, dòng 2"


def test_a_row_may_name_its_unit_by_code_or_name():
    units = {"x0101-tt": "X0101-TT", "trung tam": "X0101-TT"}
    text = (
        "Mã hồ sơ;Ngày trả;Đơn vị\nH1;05/08/2025;Trung tâm\nH2;05/08/2025;\nH1;05/08/2025;x0101-tt\nH4;05/08/2025;Lạ\n"
    )

    found = read(text, units=units)

    assert [row.unit for row in found.rows] == ["X0101-TT", "X0101-TT"]
    assert [fault.message for fault in found.faults] == ["Mã hồ sơ đã có ở dòng 2", "Không có đơn vị này"]


def test_the_name_of_a_procedure_is_cut_to_its_place():
    found = read(f"Mã hồ sơ;Thủ tục;Ngày trả\nH1;{'y' * 90};05/08/2025\n")

    assert found.rows[0].procedure == "y" * 59 + "…"


def test_of_a_file_that_is_wrong_throughout_the_first_faults_are_told_and_all_are_counted():
    wrong = frame_file.MOST_FAULTS + 5
    found = read("Mã hồ sơ;Ngày trả\n" + "".join(f"H{n};không rõ\n" for n in range(wrong)))

    assert (len(found.faults), found.faulty) == (frame_file.MOST_FAULTS, wrong)


@pytest.mark.parametrize("text", ["Mã hồ sơ;Ngày hẹn trả\nH1;05/08/2025\n", "a;b\n1;2\n"])
def test_a_file_without_the_head_is_refused_with_the_head_it_should_have(text):
    with pytest.raises(Unreadable, match="cột “Mã hồ sơ” và “Ngày trả kết quả”"):
        read(text)
