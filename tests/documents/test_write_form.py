"""Sheets to be filled in: what is open, what is shut, and that their cells are read as they stand."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from hailong.documents.anatomy import Unreadable
from hailong.documents.read.files import read_cells
from hailong.documents.write.form import Column, Form, Line, form
from hailong.documents.write.xlsx import MAX_TEXT

COLUMNS = (Column("Việc", 20), Column("Xong?", 8, ("x", "Có"), "Ghi x nếu xong"), Column("Ghi chú", 12, hint="Tự do"))


def sheet(*lines: Line) -> bytes:
    """A form of these rows."""
    return form(Form("Tiến độ: quý/4", ("BẢNG", "Đơn vị: Trạm bơm"), COLUMNS, lines, "Mã", "dấu"))


ROWS = (
    Line(("=1+1", "", "+ cũ"), frozenset({1, 2}), "k1"),
    Line(("Quét sân", "x", ""), frozenset(), "k2"),
)


def test_cells_are_read_as_they_stand_hidden_ones_too() -> None:
    """From the first cell on; the mark stands beside the title, the key beside its row."""
    (page,) = read_cells(sheet(*ROWS), "a.xlsx")
    assert page.name == "Tiến độ- quý-4"
    assert [row for row in page.rows if any(row)] == [
        ["BẢNG", "", "", "dấu"],
        ["Đơn vị: Trạm bơm", "", "", ""],
        ["Việc", "Xong?", "Ghi chú", "Mã"],
        ["=1+1", "", "+ cũ", "k1"],
        ["Quét sân", "x", "", "k2"],
    ]


def test_only_the_open_cells_can_be_filled_in() -> None:
    """The sheet is protected without a password; choices and hints stand on the rows."""
    page = load_workbook(BytesIO(sheet(*ROWS))).active
    assert page is not None
    assert [[not cell.protection.locked for cell in page[at][:3]] for at in (5, 6)] == [
        [False, True, True],
        [False] * 3,
    ]
    assert (page.protection.sheet, page.protection.password) == (True, None)
    assert page.column_dimensions["D"].hidden
    rules = {str(rule.sqref): (rule.type, rule.formula1, rule.prompt) for rule in page.data_validations.dataValidation}
    assert rules == {"B5:B6": ("list", '"x,Có"', "Ghi x nếu xong"), "C5:C6": (None, None, "Tự do")}


def test_every_cell_is_text_so_that_none_runs_as_a_formula() -> None:
    """Nor is a day turned round when it is typed."""
    page = load_workbook(BytesIO(sheet(*ROWS))).active
    assert page is not None
    assert (page["A5"].value, page["A5"].data_type) == ("=1+1", "s")
    assert {cell.number_format for at in (5, 6) for cell in page[at]} == {"@"}


def test_a_form_without_rows_and_a_text_too_long_are_written_too() -> None:
    """The one has its head, the other is cut with a sign."""
    assert read_cells(sheet(), "a.xlsx")[0].rows[-1][0] == "Việc"
    (page,) = read_cells(sheet(Line(("a" * (MAX_TEXT + 9), "", ""), frozenset(), "k")), "a.xlsx")
    assert (len(page.rows[4][0]), page.rows[4][0][-1]) == (MAX_TEXT, "…")


@pytest.mark.parametrize("data", [b"", b"Ke hoach\n", b"PK\x03\x04 cut", b"a;b;c\n1;2;3\n4;5;6\n"])
def test_what_is_no_workbook_is_unreadable_with_its_cure(data: bytes) -> None:
    """Empty, a text, cut short, delimited text."""
    with pytest.raises(Unreadable) as refused:
        read_cells(data, "a.xlsx" if data[:1] != b"a" else "a")
    assert refused.value.cure
