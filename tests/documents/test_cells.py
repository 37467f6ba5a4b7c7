"""The plain cells of spreadsheets, nothing guessed and nothing left out."""

import io
from datetime import date

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from hailong.documents.anatomy import Unreadable
from hailong.documents.read.cells import Cells, read_cells
from hailong.lexicon.text import squeeze


def xlsx(**sheets: list[list[object]]) -> bytes:
    """A workbook; a sheet whose name ends with _ is hidden."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name.endswith("_") else "visible"
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_rows_and_columns_stand_where_excel_shows_them() -> None:
    """Empty rows and columns are kept; hidden sheets are not read."""
    data = xlsx(Một=[[None, "Mã"], [], [None, 4, date(2026, 7, 1), 1.5, "hai\n dòng "]], Hai_=[["ẩn"]])
    (cells,) = read_cells(data, "a.xlsx")
    assert cells.sheet == "Một"
    assert cells.rows[0][:2] == ["", "Mã"]
    assert not any(cells.rows[1])
    assert cells.rows[2] == ["", "4", "01/07/2026", "1,5", "hai\ndòng"]


def test_old_workbooks_are_read() -> None:
    """By the process of its own."""
    book = xlwt.Workbook()
    book.add_sheet("Cũ").write(1, 0, "Phòng")
    file = io.BytesIO()
    book.save(file)
    (cells,) = read_cells(file.getvalue(), "a.xls")
    assert cells == Cells("Cũ", [[""], ["Phòng"]])


def test_text_files_are_one_sheet_without_a_name() -> None:
    """Any delimiter; the apostrophe that keeps a text from running is taken off."""
    data = '\ufeffMã;Tên\r\n\'-1;"Phòng;  Một"\r\n\r\n'.encode()
    assert read_cells(data, "a.csv") == [Cells("", [["Mã", "Tên"], ["-1", "Phòng; Một"], []])]


@given(st.text("Đđ\u00d0\u00f0aâ\u0302\u0301 \u00a0\u200b\u00ad-1.", max_size=8))
def test_every_cell_of_a_text_file_is_squeezed(text: str) -> None:
    """Composed letters, the right Đ, single spaces, nothing invisible: as `squeeze` would have it."""
    (cells,) = read_cells(f'Mã,Tên,Đường\n1,"{text}",phường\n'.encode(), "a.csv")
    assert cells.rows[1][1] == squeeze(text)


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "a.csv"), (b"%PDF-1.7", "a.pdf"), (b"PK\x03\x04torn", "a.xlsx"), (xlsx(A=[["a"]])[:-900], "a.xlsx")],
)
def test_what_is_no_spreadsheet_is_refused(data: bytes, name: str) -> None:
    """With message and cure."""
    with pytest.raises(Unreadable) as refused:
        read_cells(data, name)
    assert refused.value.message
    assert refused.value.cure


def test_an_open_quotation_mark_is_refused() -> None:
    """A field may not swallow the rest of a long file."""
    with pytest.raises(Unreadable, match="dấu nháy mở mà không đóng"):
        read_cells(('Mã,Tên\n1,"' + "x" * (2 << 20)).encode(), "a.csv")
