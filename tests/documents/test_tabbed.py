"""Tables set apart by tabs or bars, with remnants of HTML and Markdown."""

from hailong.documents.anatomy import Paragraph, Recognisers, Row, Table
from hailong.documents.read.text import read_text

TABBED = """KẾ HOẠCH

TT\tNhiệm vụ\tKết quả\tTiến độ\tPhân công thực hiện
<b>I</b>\t<b>ĐÓN TIẾP</b>\t\t\t
1\tKê thêm ghế ở sảnh.\tGhế mới\tQuý I/2026\tVăn phòng

2\t<p>Dán sơ đồ; in tờ phiếu.</p>\t<p>Sơ đồ</p>\t<p>Thường xuyên</p>\t<p>- Văn phòng chủ trì<br>- Các phòng phối hợp</p>
\t\t<p>Phiếu in &amp; dán</p>\tQuý II/2026\t
<b>II GIẢI QUYẾT HỒ SƠ</b>\t\t\t\t
1\tBỏ giấy thừa\tBảng so\tTháng 5/2026\tPhòng Nghiệp vụ

Nơi nhận:
- Như trên;
"""


def rows(text: str) -> tuple[Row, ...]:
    """The rows of the one table of a text."""
    document = read_text(text.encode(), "bang.txt", Recognisers())
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return table.rows


def test_a_tabbed_table_is_read_with_sections_and_a_row_that_goes_on() -> None:
    document = read_text(TABBED.encode(), "bang.txt", Recognisers())
    table = document.blocks[1]
    assert isinstance(table, Table)
    assert table.kind == "tabbed"
    assert table.head == ("TT", "Nhiệm vụ", "Kết quả", "Tiến độ", "Phân công thực hiện")
    assert [row.texts[:2] for row in table.rows if row.heading] == [("I", "ĐÓN TIẾP"), ("II", "GIẢI QUYẾT HỒ SƠ")]
    assert [row.texts[0] for row in table.rows if not row.heading] == ["1", "2", "", "1"]
    assert table.rows[2].texts == (
        "2",
        "Dán sơ đồ; in tờ phiếu.",
        "Sơ đồ",
        "Thường xuyên",
        "- Văn phòng chủ trì\n- Các phòng phối hợp",
    )
    assert table.rows[3].texts == ("", "", "Phiếu in & dán", "Quý II/2026", "")
    assert [row.place.line for row in table.rows] == [4, 5, 7, 8, 9, 10]


def test_what_follows_a_tabbed_table_is_text_again() -> None:
    document = read_text(TABBED.encode(), "bang.txt", Recognisers())
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "KẾ HOẠCH",
        "Nơi nhận:",
        "- Như trên;",
    ]


def test_a_table_of_bars_is_read_without_its_rule() -> None:
    text = "| STT | Việc | Đơn vị | Hạn |\n|---|:---:|---|---|\n| 1 | Sơn cổng | Văn phòng | Quý I |\n"
    (row,) = rows(text)
    assert row.texts == ("1", "Sơn cổng", "Văn phòng", "Quý I")


def test_the_rest_of_a_cell_on_a_line_of_its_own_is_kept_with_it() -> None:
    text = "STT\tNội dung\tĐơn vị\n1\tSơn cổng\tVăn phòng\nvà tổ bảo vệ\n2\tQuét sân\tTổ bảo vệ\n"
    first, second = rows(text)
    assert first.texts == ("1", "Sơn cổng", "Văn phòng và tổ bảo vệ")
    assert second.texts[0] == "2"


def test_a_short_line_of_cells_is_filled_up_and_one_line_is_no_table() -> None:
    text = "STT\tNội dung\tĐơn vị\tHạn\n1\tSơn cổng\tVăn phòng\n"
    assert rows(text)[0].texts == ("1", "Sơn cổng", "Văn phòng", "")
    document = read_text("Họ tên\tChức vụ\tChữ ký\nvà thế thôi".encode(), "x", Recognisers())
    assert not any(isinstance(block, Table) for block in document.blocks)


def test_a_tabbed_table_without_a_head_keeps_its_rows() -> None:
    document = read_text(b"1\ta\tb\n2\tc\td\n", "x", Recognisers())
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert [row.texts for row in table.rows] == [("1", "a", "b"), ("2", "c", "d")]
