"""Lists of units read from spreadsheets: rows understood, and faults told with place and cure."""

import io
import sys
import time
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.agency.faults import CellFault
from hailong.agency.units_check import UnitRow
from hailong.agency.units_file import read_units, unit_kinds
from hailong.documents.anatomy import Unreadable
from hailong.documents.write.xlsx import Sheet, workbook

HEAD = "Mã;Tên;Loại;Mã cấp trên;Hiệu lực từ;Đến;Tên gọi khác;Căn cứ"
WARD = "SX;Phường Sông Xanh;phường;79;01/07/2025;;;"


def read(*lines: str, head: str = HEAD) -> tuple[tuple[UnitRow, ...], tuple[CellFault, ...]]:
    """The rows and faults of a CSV file of these lines, under province 79."""
    found = read_units("\r\n".join((head, *lines)).encode("utf-8-sig"), "don-vi.csv", known={"79"})
    return found.rows, found.faults


def told(*lines: str) -> list[tuple[int, str, str]]:
    """The row, the column and the value of each fault; every fault says what is wrong and what to do."""
    _, faults = read(*lines)
    assert all(fault.message and fault.cure.endswith(".") and not fault.sheet for fault in faults)
    return [(fault.row, fault.column, fault.value) for fault in faults]


def test_a_local_list_is_read() -> None:
    """Kinds in Vietnamese, days day first, other names parted by semicolons inside quotation marks."""
    rows, faults = read(
        WARD, 'SX-VP;Văn phòng HĐND và UBND;văn phòng;SX;01/07/2025;31/12/2026;"VP; Văn phòng ; VP";QĐ 12/QĐ-UBND'
    )

    assert faults == ()
    assert rows[0] == UnitRow(
        "", 2, "SX", "Phường Sông Xanh", "commune", "phường", "79", date(2025, 7, 1), None, (), "", True
    )
    assert rows[1] == UnitRow(
        "",
        3,
        "SX-VP",
        "Văn phòng HĐND và UBND",
        "office",
        "",
        "SX",
        date(2025, 7, 1),
        date(2026, 12, 31),
        ("VP", "Văn phòng"),
        "QĐ 12/QĐ-UBND",
        True,
    )


@pytest.mark.parametrize(
    ("word", "kind", "form"),
    [
        ("Tỉnh", "province", "tỉnh"),
        ("thành phố", "province", "thành phố"),
        ("XÃ", "commune", "xã"),
        ("đặc khu", "commune", "đặc khu"),
        ("commune_phuong", "commune", "phường"),
        ("Sở", "department", ""),
        ("chi cục", "agency", ""),
        ("phòng", "office", ""),
        ("Trung tâm", "service", ""),
        ("Trung tâm Phục vụ hành chính công", "one_stop", ""),
        ("quận", "district", ""),
        ("khác", "other", ""),
    ],
)
def test_kinds_are_known_by_their_vietnamese_words(word: str, kind: str, form: str) -> None:
    """Case does not count; a centre for one-stop service is no ordinary centre."""
    rows, _ = read(f"11;Đơn vị;{word};;;;;")
    assert [(row.kind, row.form) for row in rows] == [(kind, form)]


def test_every_word_names_one_kind() -> None:
    """No two kinds share a code or a label."""
    kinds = unit_kinds()
    assert len({kind.code for kind in kinds}) == len({kind.label for kind in kinds}) == len(kinds)


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        (";Phòng Một;phòng;SX;;;;", "Mã", ""),
        ("A B;Phòng Một;phòng;SX;;;;", "Mã", "A B"),
        ("A/B;Phòng Một;phòng;SX;;;;", "Mã", "A/B"),
        ("P1;;phòng;SX;;;;", "Tên", ""),
        (f"P1;{'Phòng ' * 40};phòng;SX;;;;", "Tên", ("Phòng " * 40).strip()),
        ("P1;Phòng Một;hội quán;SX;;;;", "Loại", "hội quán"),
        ("P1;Phòng Một;;SX;;;;", "Loại", ""),
        ("P1;Phòng Một;phòng;XS;;;;", "Mã cấp trên", "XS"),
        ("P1;Phòng Một;phòng;P1;;;;", "Mã cấp trên", "P1"),
        ("P1;Phòng Một;phòng;SX;31/02/2026;;;", "Hiệu lực từ", "31/02/2026"),
        ("P1;Phòng Một;phòng;SX;;mai;;", "Đến", "mai"),
        ("P1;Phòng Một;phòng;SX;02/01/2026;01/01/2026;;", "Đến", "01/01/2026"),
        ("SX;Phường Khác;phường;79;01/01/2026;;;", "Mã", "SX"),
    ],
)
def test_a_bad_cell_is_named_and_only_its_row_is_left_out(line: str, column: str, value: str) -> None:
    """Row 3 is at fault; the ward in row 2 is read."""
    assert told(WARD, line) == [(3, column, value)]
    assert [row.code for row in read(WARD, line)[0]] == ["SX"]


def test_two_faults_of_a_row_are_both_told() -> None:
    """Nothing is told one at a time."""
    assert told(WARD, "P1;;hội quán;SX;;;;") == [(3, "Tên", ""), (3, "Loại", "hội quán")]


def test_a_row_under_a_faulty_row_is_not_blamed() -> None:
    """The parent's code is there, only its name is missing."""
    assert told("SX;;phường;79;;;;", "P1;Phòng Một;phòng;SX;;;;") == [(2, "Tên", "")]


def test_a_code_may_stand_again_for_a_later_period() -> None:
    """A unit renamed has two rows; the same day in both is a fault, whatever stands between them."""
    first, later = "SX;Xã Sông Xanh;xã;79;01/07/2025;30/06/2026;;", "SX;Phường Sông Xanh;phường;79;01/07/2026;;;"
    assert told(first, later) == []
    assert told(later, first) == []
    assert told(first, "SX;Phường Sông Xanh;phường;79;30/06/2026;;;") == [(3, "Mã", "SX")]
    assert told("SX;Xã Sông Xanh;xã;79;;;;", first, later) == [(3, "Mã", "SX"), (4, "Mã", "SX")]


def test_every_row_of_a_loop_is_told_and_no_row_below_it() -> None:
    """A under B under C under A, D under A."""
    lines = [f"{code};Phòng {code};phòng;{parent};;;;" for code, parent in ("AC", "BA", "CB", "DA")]
    assert told(*lines) == [(2, "Mã cấp trên", "C"), (3, "Mã cấp trên", "A"), (4, "Mã cấp trên", "B")]


def test_units_that_change_places_over_the_years_are_no_loop() -> None:
    """A under B until the end of 2025, B under A from then on."""
    assert (
        told(
            "A;Phòng A;phòng;B;01/01/2025;31/12/2025;;",
            "B;Phòng B;phòng;;01/01/2025;31/12/2025;;",
            "A;Phòng A;phòng;;01/01/2026;;;",
            "B;Phòng B;phòng;A;01/01/2026;;;",
        )
        == []
    )


def test_a_unit_may_move_from_one_parent_to_another() -> None:
    """C under A until the end of 2025, under B from then on."""
    lines = ["A;Phòng A;phòng;;;;;", "B;Phòng B;phòng;A;;;;"]
    assert told(*lines, "C;Tổ C;tổ;A;;31/12/2025;;", "C;Tổ C;tổ;B;01/01/2026;;;") == []


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), unique_by=lambda pair: pair[0], max_size=12))
def test_rows_in_a_loop_are_those_that_lead_back_to_themselves(pairs: list[tuple[int, int]]) -> None:
    """Any wiring of up to twelve units."""
    above = dict(pairs)

    def returns(start: int) -> bool:
        code = above[start]
        for _ in range(len(above)):
            if code == start:
                return True
            code = above.get(code, -1)
        return False

    lines = [f"U{unit};Phòng {unit};phòng;{f'U{parent}' if parent in above else ''};;;;" for unit, parent in pairs]
    assert [row for row, _, _ in told(*lines)] == [at for at, (unit, _) in enumerate(pairs, start=2) if returns(unit)]


def test_a_workbook_is_read_below_its_title_with_rows_as_excel_counts_them() -> None:
    """Real dates, a title, an empty row, and noughts that Excel took off an official code."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Đơn vị"
    for row in (
        ["DANH SÁCH ĐƠN VỊ"],
        [],
        ["TT", "Mã đơn vị", "Tên đơn vị", "Loại đơn vị", "Mã\ncấp trên", "Từ ngày", "Đến ngày"],
        [1, 1, "Thành phố Sông Hồng", "thành phố", None, date(2025, 7, 1), None],
        [],
        [2, 4, "Phường Bờ Đê", "phường", 1, date(2025, 7, 1), None],
        [3, "BD-VP", "Văn phòng", "phòng", 4, "hôm nay", None],
    ):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)

    found = read_units(file.getvalue(), "don-vi.xlsx")

    assert [(row.sheet, row.row, row.code, row.parent, row.valid_from) for row in found.rows] == [
        ("Đơn vị", 4, "01", "", date(2025, 7, 1)),
        ("Đơn vị", 6, "00004", "01", date(2025, 7, 1)),
    ]
    (fault,) = found.faults
    assert (fault.sheet, fault.row, fault.column, fault.value) == ("Đơn vị", 7, "Từ ngày", "hôm nay")


def test_several_sheets_are_one_list() -> None:
    """A parent may stand on another sheet; a sheet without a head is passed over."""
    head = ["Mã", "Tên", "Loại", "Mã cấp trên"]
    book = workbook(
        [
            Sheet("Phòng", head, [["P1", "Phòng Một", "phòng", "SX"]]),
            Sheet("Ghi chú", ["Ghi chú", "Ngày"], [["Đã soát", "hôm qua"]]),
            Sheet("Xã", head, [["SX", "Phường Sông Xanh", "phường", ""], ["P1", "Phòng Hai", "phòng", "SX"]]),
        ]
    )
    found = read_units(book, "don-vi.xlsx")
    assert [(row.sheet, row.code) for row in found.rows] == [("Phòng", "P1"), ("Xã", "SX")]
    assert [(fault.sheet, fault.row, fault.column) for fault in found.faults] == [("Xã", 3, "Mã")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Tệp trống (0 byte)"),
        (b"mot,hai\n1,2\n", "Không thấy hàng tiêu đề có cột “Mã” và cột “Tên”"),
        ("Mã,Tên\nSX,Sông Xanh\n".encode(), "Thiếu cột “loại”"),
        (b"%PDF-1.4\n", "Đây không phải bảng tính"),
    ],
)
def test_a_file_that_is_no_list_of_units_is_refused(data: bytes, message: str) -> None:
    """With the cure."""
    with pytest.raises(Unreadable) as refused:
        read_units(data, "don-vi.csv")
    assert refused.value.message == message
    assert refused.value.cure


def test_what_was_verified_is_said_or_taken_for_granted() -> None:
    """A column of its own; without it, or left blank, an agency answers for its own list."""
    head = "Mã;Tên;Loại;Đã kiểm chứng"
    lines = [f"P{at};Phòng;phòng;{word}" for at, word in enumerate(("có", "chưa", "", "yes", "no", "hình như"))]
    rows, faults = read(*lines, head=head)
    assert [row.verified for row in rows] == [True, False, True, True, False]
    assert [(fault.row, fault.column, fault.value) for fault in faults] == [(7, "Đã kiểm chứng", "hình như")]


def test_seventeen_thousand_units_are_read_in_two_seconds() -> None:
    """34 provinces, 497 rooms and communes in each."""
    lines = [f"T{at};Tỉnh số {at};tỉnh;;01/07/2025;;;" for at in range(34)]
    lines += [
        f"T{at}-{room};Phòng Tổng hợp {room} thuộc {at};phòng;T{at};01/07/2025;;;"
        for at in range(34)
        for room in range(499)
    ]
    spent = []
    for _ in range(2):  # the first run may share the processor with others
        started = time.process_time()
        rows, faults = read(*lines)
        spent.append(time.process_time() - started)
    assert min(spent) < (2 if sys.gettrace() is None else 6)  # counting lines for the coverage takes time, too
    assert (len(rows), faults) == (17_000, ())
