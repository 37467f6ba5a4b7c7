"""Workbooks and CSV that offices take away: right in Excel, harmless, and read back the same."""

import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.office_samples import HEAD, ROWS

from hailong.documents.anatomy import Table
from hailong.documents.read.sheets import read_csv, read_sheets
from hailong.documents.write.csv import table_csv
from hailong.documents.write.xlsx import MAX_TEXT, Sheet, workbook

DANGEROUS = ["=1+1", "+84 123", "-cmd|' /C calc'!A0", "@SUM(A1)", "- Báo cáo", "-5,5", "https://mau.vn", "00123"]


def opened(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(sheets)))


def test_strings_stay_strings_whatever_they_begin_with() -> None:
    page = opened(Sheet("Thử", ("Giá trị",), [(text,) for text in DANGEROUS])).active
    cells = [row[0] for row in page.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == DANGEROUS
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_values_keep_their_kind() -> None:
    row = (1, 82.5, Decimal("1.25"), date(2025, 7, 5), True, False, None, "")
    page = opened(Sheet("Thử", tuple("abcdefgh"), [row])).active
    values = [cell.value for cell in page[2]]
    assert values == [1, 82.5, 1.25, datetime(2025, 7, 5), "Có", "Không", None, None]
    assert page["D2"].number_format == "dd/mm/yyyy"


def test_the_page_is_ready_to_print() -> None:
    page = opened(Sheet("Nhiệm vụ", HEAD, ROWS, title="KẾ HOẠCH")).active
    assert page["A1"].value == "KẾ HOẠCH"
    assert [cell.value for cell in page[3]] == list(HEAD)
    assert page.freeze_panes == "A4"
    assert page.print_title_rows == "$3:$3"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.auto_filter.ref == "A3:F6"
    assert page["B4"].alignment.wrap_text
    assert page.column_dimensions["B"].width > page.column_dimensions["A"].width


def test_sheet_names_are_made_acceptable_and_different() -> None:
    names = opened(
        *(Sheet(name, ("a",), []) for name in ("Quý I/2026", "Quý I:2026", "", "x" * 40, "X" * 40))
    ).sheetnames
    assert names == ["Quý I-2026", "Quý I-2026 (2)", "Trang", "x" * 31, f"{'X' * 27} (2)"]


def test_text_longer_than_a_cell_holds_is_cut_visibly() -> None:
    value = opened(Sheet("a", ("a",), [("x" * (MAX_TEXT + 5),)])).active["A2"].value
    assert len(value) == MAX_TEXT
    assert value.endswith("…")


def test_the_same_sheets_give_the_same_bytes() -> None:
    assert workbook([Sheet("a", HEAD, ROWS)]) == workbook([Sheet("a", HEAD, ROWS)])


def test_a_workbook_is_read_back() -> None:
    (table,) = read_sheets(workbook([Sheet("Nhiệm vụ", HEAD, ROWS)]), "a.xlsx").blocks
    assert isinstance(table, Table)
    assert (table.head, tuple(row.texts for row in table.rows)) == (HEAD, ROWS)


def test_csv_opens_in_vietnamese_excel() -> None:
    data = table_csv(("TT", "Nội dung"), [("1", 'Rà soát; "niêm yết"'), ("2", "hai\ndòng")])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data[3:].decode() == 'TT;Nội dung\r\n1;"Rà soát; ""niêm yết"""\r\n2;"hai\ndòng"\r\n'


@pytest.mark.parametrize(
    ("text", "field"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("+a", "'+a"), ("-a", "'-a"), ("- Báo cáo", " - Báo cáo"), ("-5,5 %", "-5,5 %"),
     ("+3,28", "+3,28"), ("a=b", "a=b")],
)  # fmt: skip
def test_no_field_runs_as_a_formula(text: str, field: str) -> None:
    assert table_csv(("a",), [(text,)]).decode("utf-8-sig").split("\r\n")[1] == field


CELL = st.text(st.sampled_from("aăđêôư=+-@;,\"'\n 01"), max_size=12).map(lambda text: " ".join(text.split()))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6))
def test_csv_is_read_back(pairs: list[tuple[str, str]]) -> None:
    rows = [(str(number), f"Việc {number}", *pair) for number, pair in enumerate(pairs, start=1)]
    (table,) = read_csv(table_csv(("STT", "Nội dung công việc", "Sản phẩm", "Thời gian"), rows), "a.csv").blocks
    assert isinstance(table, Table)
    assert [row.texts for row in table.rows] == rows
