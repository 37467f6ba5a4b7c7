"""Spreadsheets of every kind an office sends, and tables that a browser or an old program wrote."""

import io
import json
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlwt
from tests.documents.office_samples import HEAD, ROWS, with_part

from hailong.documents.anatomy import Document, Paragraph, Place, Table, Unreadable
from hailong.documents.read import workbook
from hailong.documents.read.html import read_html
from hailong.documents.read.sheet_bounds import refuse_vast
from hailong.documents.read.sheets import read_csv, read_sheets
from hailong.documents.read.values import value_text

SCORES = [
    ("TT", "Đơn vị", "Điểm", "Ngày chấm"),
    (1, "Phường Mẫu", 71.46, date(2025, 7, 5)),
    (2.0, "Xã Thử", 90, datetime(2025, 12, 31)),
]


def xlsx(*sheets: list[tuple[object, ...]], merge: str = "", hidden: bool = False) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        page = book.create_sheet(f"Bảng {number}")
        for row in rows:
            page.append(row)
        if merge:
            page.merge_cells(merge)
    if hidden:
        book.worksheets[-1].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(rows: list[tuple[object, ...]]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("Bảng")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            style = xlwt.easyxf(num_format_str="DD/MM/YYYY") if isinstance(value, date) else xlwt.Style.default_style
            page.write(number, column, value, style)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(*rows: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="Bảng">'
        f"{''.join(rows)}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def ods_row(*texts: str, repeated: int = 1) -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
        for text in texts
    )
    return f"<table:table-row>{cells}</table:table-row>"


def table_of(document: Document) -> Table:
    (found,) = [block for block in document.blocks if isinstance(block, Table)]
    return found


def titles(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("data", [xlsx(SCORES), xls(SCORES)], ids=["xlsx", "xls"])
def test_numbers_and_dates_are_written_as_offices_write_them(data: bytes) -> None:
    table = table_of(read_sheets(data, "điểm"))
    assert table.kind == "sheet"
    assert table.head == ("TT", "Đơn vị", "Điểm", "Ngày chấm")
    assert [row.texts for row in table.rows] == [
        ("1", "Phường Mẫu", "71,46", "05/07/2025"),
        ("2", "Xã Thử", "90", "31/12/2025"),
    ]


def test_ods_is_read() -> None:
    table = table_of(read_sheets(ods(ods_row(*HEAD), *(ods_row(*row) for row in ROWS)), "a.ods"))
    assert table.head == HEAD
    assert [row.texts for row in table.rows] == list(ROWS)


def test_the_head_is_found_below_title_rows_and_an_empty_first_column_is_left_out() -> None:
    rows = [(None, "ỦY BAN NHÂN DÂN XÃ MẪU"), (), (None, "BẢNG PHÂN CÔNG NHIỆM VỤ NĂM 2026"), ()]
    rows += [(None, *row) for row in (HEAD, *ROWS)]
    document = read_sheets(xlsx(rows), "a.xlsx")
    assert titles(document) == ["ỦY BAN NHÂN DÂN XÃ MẪU", "BẢNG PHÂN CÔNG NHIỆM VỤ NĂM 2026"]
    assert table_of(document).head == HEAD
    assert table_of(document).rows[0].place == Place(line=6, sheet="Bảng 1")


def test_merged_heads_are_flattened() -> None:
    rows = [("STT", "Nội dung", "Trách nhiệm", None), (None, None, "Chủ trì", "Phối hợp"), (1, "Việc", "Văn phòng", "")]
    book = openpyxl.load_workbook(io.BytesIO(xlsx(rows)))
    for merged in ("A1:A2", "B1:B2", "C1:D1"):
        book.active.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    table = table_of(read_sheets(out.getvalue(), "a.xlsx"))
    assert table.head == ("STT", "Nội dung", "Trách nhiệm - Chủ trì", "Trách nhiệm - Phối hợp")
    assert [row.texts for row in table.rows] == [("1", "Việc", "Văn phòng", "")]


def test_every_visible_sheet_is_read_and_hidden_ones_are_noted() -> None:
    document = read_sheets(xlsx([HEAD, *ROWS], SCORES, SCORES, hidden=True), "a.xlsx")
    assert [block.place.sheet for block in document.blocks] == ["Bảng 1", "Bảng 2"]
    assert [(note.code, note.place.sheet) for note in document.notes] == [("sheet_hidden", "Bảng 3")]


def test_two_tables_on_one_sheet_are_two() -> None:
    document = read_sheets(xlsx([HEAD, *ROWS, (), ("Phụ lục",), (), HEAD[:3], ROWS[0][:3]]), "a.xlsx")
    found = [block for block in document.blocks if isinstance(block, Table)]
    assert [len(table.head) for table in found] == [6, 3]


def test_formulas_left_as_text_are_noted_with_their_row() -> None:
    data = xls([("TT", "Đơn vị", "Điểm"), (1, "Xã Mẫu", "=SUM(A1:A3)"), (2, "Xã Thử", "= 12,5")])
    (note,) = read_sheets(data, "a.xls").notes
    assert (note.code, note.place) == ("formula_text", Place(sheet="Bảng", line=2))
    assert "=SUM(A1:A3)" in note.message


def test_sheets_typed_in_the_fonts_before_unicode_are_read() -> None:
    rows = [
        ("TT", "§¬n vÞ", "Ghi chó"),
        ("1", "C«ng d©n ph\xad\xeang B¾c", "KÕt qu¶ tèt"),
        ("2", "Thñ tôc", "Ch\xada cã"),
    ]
    table = table_of(read_sheets(xls(list(rows)), "a.xls"))
    assert table.head == ("TT", "Đơn vị", "Ghi chú")
    assert table.rows[0].texts == ("1", "Công dân phường Bắc", "Kết quả tốt")


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(Unreadable, match="không có ô"):
        read_sheets(xlsx([()]), "a.xlsx")


def test_a_broken_workbook_is_refused() -> None:
    with pytest.raises(Unreadable, match="hỏng"):
        read_sheets(xls(SCORES)[:2000], "a.xls")
    with pytest.raises(Unreadable, match="hỏng"):
        read_sheets(with_part(xlsx(SCORES), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"), "a.xlsx")


def test_a_reader_that_dies_or_hangs_on_an_old_workbook_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "__name__", "hailong.documents.read.no_such_reader")
    with pytest.raises(Unreadable, match="hỏng"):
        workbook.read_apart(xls(SCORES))
    monkeypatch.undo()
    monkeypatch.setattr(workbook, "TIME_LIMIT", 0.001)
    with pytest.raises(Unreadable, match="quá lâu"):
        workbook.read_apart(xls(SCORES))


def test_the_answer_of_the_other_process_holds_texts_merges_or_the_refusal() -> None:
    sheets = json.loads(workbook.answer(xls(SCORES)))["sheets"]
    assert [(sheet["name"], sheet["rows"][1][1]) for sheet in sheets] == [("Bảng", "Phường Mẫu")]
    assert "hỏng" in json.loads(workbook.answer(xls(SCORES)[:2000]))["message"]


def test_merged_cells_of_old_workbooks_are_known() -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("a")
    page.write_merge(0, 0, 0, 3, "BẢNG PHÂN CÔNG")
    for number, row in enumerate([("TT", "Nội dung công việc", "Chủ trì", "Thời gian"), ("1", "Việc", "Sở", "Quý I")]):
        for column, text in enumerate(row):
            page.write(number + 1, column, text)
    out = io.BytesIO()
    book.save(out)
    assert titles(read_sheets(out.getvalue(), "a.xls")) == ["BẢNG PHÂN CÔNG"]


def test_a_sheet_that_claims_a_vast_area_is_refused_before_it_is_laid_out() -> None:
    far = b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    with pytest.raises(Unreadable, match="quá lớn"):
        read_sheets(with_part(xlsx(SCORES), "xl/worksheets/sheet1.xml", far), "a.xlsx")
    with pytest.raises(Unreadable, match="quá lớn"):
        refuse_vast(ods(ods_row("a", repeated=100_000_000)))


def test_progress_counts_sheets() -> None:
    told: list[tuple[int, int]] = []
    read_sheets(xlsx(SCORES, SCORES), "a.xlsx", lambda done, sheets: told.append((done, sheets)))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1.0, "1"), (0.1 + 0.2, "0,3"), (1234567, "1234567"), (-2.5, "-2,5"), (float("nan"), ""), (True, "TRUE"),
        (False, "FALSE"), (time(7, 30), "07:30"), (timedelta(hours=30, minutes=5), "30:05"), (None, ""),
        (datetime(2025, 9, 3, 16, 0), "03/09/2025 16:00"), (" hai  dòng \r\n một ", "hai dòng\nmột"),
        (1e-7, "0,0000001"),
    ],
)  # fmt: skip
def test_values(value: object, written: str) -> None:
    assert value_text(value) == written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t", ",", "|"])
def test_csv_in_any_delimiter_and_unicode_form(delimiter: str, encoding: str) -> None:
    rows = [("STT", "Nội dung công việc", "Thời gian"), ("1", "Rà soát thủ tục", "Quý I"), ("2", "Tập huấn", "Quý II")]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    table = table_of(read_csv(text.encode(encoding), "a.csv"))
    assert (table.head, [row.texts for row in table.rows]) == (rows[0], rows[1:])


def test_decimal_commas_do_not_part_fields_where_semicolons_do() -> None:
    text = "TT;Đơn vị;Điểm\n1;Xã Mẫu;71,46\n2;Xã Thử;90,01\n"
    assert [row.texts[2] for row in table_of(read_csv(text.encode(), "a.csv")).rows] == ["71,46", "90,01"]


def test_windows_1258_is_read() -> None:
    text = "TT;Đơn vị;Ghi chú\n1;Phường Mẫu;Kết quả tốt\n2;Xã Thử;Chưa có\n"
    table = table_of(read_csv(_windows_1258(text), "a.csv"))
    assert table.rows[0].texts == ("1", "Phường Mẫu", "Kết quả tốt")


def _windows_1258(text: str) -> bytes:
    """Letters with a tone as base and combining tone, as Windows wrote them."""
    tones = {"ẫ": "â\u0303", "ờ": "ơ\u0300", "ế": "ê\u0301", "ả": "a\u0309", "ố": "ô\u0301", "ử": "ư\u0309"}
    return "".join(tones.get(char, char) for char in text).encode("cp1258", "replace")


def test_a_named_separator_line_is_obeyed() -> None:
    assert table_of(read_csv("sep=|\r\nTT|Đơn vị;cũ\r\n1|Xã; Mẫu\r\n".encode(), "a.csv")).head == ("TT", "Đơn vị;cũ")


@pytest.mark.parametrize("data", [b"\r\n;;\r\n", b" "])
def test_csv_without_a_filled_field_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="không có ô"):
        read_csv(data, "a.csv")


def test_an_unclosed_quotation_mark_is_refused() -> None:
    with pytest.raises(Unreadable, match="nháy"):
        read_csv(b'a;b\n"' + b"x" * (1 << 21), "a.csv")


HTML = """<html><head><title>bỏ</title><style>x{}</style></head><body><h2>DANH SÁCH HỒ SƠ</h2><p>Tháng <b>9</b></p>
<table><tr><th rowspan=2>STT</th><th colspan="2">Hồ sơ</th><th rowspan=2>Ghi chú</th></tr><tr><th>Mã</th><th>Tên</th>
</tr><tr><td>1</td><td>H01</td><td>Khai sinh<br>lần đầu</td><td></td></tr></table>cuối trang</body></html>"""


def test_html_named_xls_gives_its_tables_and_texts() -> None:
    document = read_html(HTML.encode(), "xuất.xls")
    assert titles(document) == ["DANH SÁCH HỒ SƠ", "Tháng 9", "cuối trang"]
    table = table_of(document)
    assert table.head == ("STT", "Hồ sơ - Mã", "Hồ sơ - Tên", "Ghi chú")
    assert [row.texts for row in table.rows] == [("1", "H01", "Khai sinh\nlần đầu", "")]


def test_cells_hanging_over_several_rows_leave_the_rows_below_empty() -> None:
    html = (
        "<table><tr><td>TT</td><td>Đơn vị</td><td>Kỳ</td></tr><tr><td>1</td><td rowspan=3>Xã Mẫu</td><td>I</td></tr>"
        "<tr><td>2</td><td>II</td></tr><tr><td>3</td><td>III</td></tr></table>"
    )
    assert [row.texts for row in table_of(read_html(html.encode(), "a.xls")).rows] == [
        ("1", "Xã Mẫu", "I"),
        ("2", "", "II"),
        ("3", "", "III"),
    ]


@pytest.mark.parametrize("html", ["<html></html>", "<!-- -->", "<table></table>"])
def test_html_without_text_is_refused(html: str) -> None:
    with pytest.raises(Unreadable, match=r"không có chữ|hỏng"):
        read_html(html.encode(), "a.xls")
