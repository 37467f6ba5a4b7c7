"""Tables whose columns stand under one another by blanks."""

from hailong.documents.anatomy import Document, Paragraph, Recognisers, Table
from hailong.documents.read.text import read_text

ALIGNED = """                              PHỤ LỤC
                   VIỆC CỦA CÁC PHÒNG TRONG NĂM

STT Nội dung công việc        Đơn vị          Thời         Kết quả
                              thực hiện       gian
I    ĐÓN TIẾP NGƯỜI DÂN Ở SẢNH VÀ Ở CỔNG
1    Kê thêm ghế ở sảnh,      Văn phòng       Quý          Ghế mới
     chừa lối cho xe lăn.                     I/2026
2    Dán sơ đồ ở cổng:        Văn phòng       Thường       Sơ đồ ở
     - Khổ lớn;               chủ trì,        xuyên        ba nơi
     - Chữ to.                các phòng
                              phối hợp
II   GIẢI QUYẾT HỒ SƠ
3    Bỏ những tờ giấy thừa    Phòng           Tháng        Bảng so
     trong hồ sơ và công      Nghiệp vụ       5/2026       được
\f                                     2

STT Nội dung công việc           Đơn vị          Thời         Kết quả
                                 thực hiện       gian
     bố lại danh mục.                                         duyệt
4    Đọc tên hồ sơ trễ khi họp   Trung tâm       Hằng tuần    Biên bản
     giao ban đầu tuần.          dịch vụ
\f                                     3
Nơi nhận:
- Như trên;
"""


def read(text: str) -> Document:
    """The text as the reader sees it."""
    return read_text(text.encode(), "bo-cuc.txt", Recognisers())


def table_of(text: str) -> Table:
    """The one table of a text."""
    (table,) = [block for block in read(text).blocks if isinstance(block, Table)]
    return table


def test_columns_are_cut_by_where_they_stand_on_every_page() -> None:
    table = table_of(ALIGNED)
    assert table.head == ("STT", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian", "Kết quả")
    assert [row.texts for row in table.rows if not row.heading] == [
        ("1", "Kê thêm ghế ở sảnh, chừa lối cho xe lăn.", "Văn phòng", "Quý I/2026", "Ghế mới"),
        (
            "2",
            "Dán sơ đồ ở cổng:\n- Khổ lớn;\n- Chữ to.",
            "Văn phòng chủ trì, các phòng phối hợp",
            "Thường xuyên",
            "Sơ đồ ở ba nơi",
        ),
        (
            "3",
            "Bỏ những tờ giấy thừa trong hồ sơ và công bố lại danh mục.",
            "Phòng Nghiệp vụ",
            "Tháng 5/2026",
            "Bảng so được duyệt",
        ),
        ("4", "Đọc tên hồ sơ trễ khi họp giao ban đầu tuần.", "Trung tâm dịch vụ", "Hằng tuần", "Biên bản"),
    ]


def test_sections_that_run_over_columns_stay_in_one_piece() -> None:
    headings = [row.texts[:2] for row in table_of(ALIGNED).rows if row.heading]
    assert headings == [("I", "ĐÓN TIẾP NGƯỜI DÂN Ở SẢNH VÀ Ở CỔNG"), ("II", "GIẢI QUYẾT HỒ SƠ")]


def test_text_around_an_aligned_table_stays_text() -> None:
    texts = [block.text for block in read(ALIGNED).blocks if isinstance(block, Paragraph)]
    assert texts == ["PHỤ LỤC", "VIỆC CỦA CÁC PHÒNG TRONG NĂM", "Nơi nhận:", "- Như trên;"]


def test_an_ordinal_in_the_middle_of_its_row_does_not_cut_it() -> None:
    text = """STT  Nội dung             Đơn vị         Thời gian
     Kê thêm ghế ở
1    sảnh chờ, chừa       Văn phòng      Quý I/2026
     lối cho xe lăn.

     Dán sơ đồ các quầy
2    ở cổng và ở đầu      Phòng Văn hóa  Quý II/2026
     cầu thang.

     Đọc tên hồ sơ
3    trễ khi họp          Trung tâm      Hằng tuần
     giao ban.
"""
    assert [row.texts[1] for row in table_of(text).rows] == [
        "Kê thêm ghế ở sảnh chờ, chừa lối cho xe lăn.",
        "Dán sơ đồ các quầy ở cổng và ở đầu cầu thang.",
        "Đọc tên hồ sơ trễ khi họp giao ban.",
    ]


def test_running_text_after_an_aligned_table_ends_it() -> None:
    text = """STT  Nội dung             Đơn vị         Thời gian
(1)  (2)                  (3)            (4)
1    Kê thêm ghế          Văn phòng      Quý I/2026
2    Dán sơ đồ            Phòng Văn hóa  Quý II/2026
Các phòng báo cáo về Văn phòng trước ngày hai mươi lăm hằng tháng để tổng hợp.
"""
    document = read(text)
    assert [row.texts[0] for row in table_of(text).rows] == ["1", "2"]
    assert isinstance(document.blocks[-1], Paragraph)


def test_an_aligned_head_alone_or_without_known_names_is_no_table() -> None:
    alone = "STT  Nội dung             Đơn vị         Thời gian\n"
    assert not any(isinstance(block, Table) for block in read(alone).blocks)
    closed = alone + "Nơi nhận:  Như trên     và nơi khác\n"
    assert not any(isinstance(block, Table) for block in read(closed).blocks)
    scores = "TT   Phường     TC     HC\n1    Mây        81,20  82,30\n2    Gió        71,20  72,30\n"
    assert not any(isinstance(block, Table) for block in read(scores).blocks)
