"""Letterheads, titles and signatures as agencies of every level print them: words here are invented."""

from typing import Any

import pytest

from hailong.documents.anatomy import Document, Paragraph
from hailong.plan.intake.reading.head import read_head


def head_of(*lines: str) -> dict[str, Any]:
    """The head of a document of these lines."""
    return read_head(Document("x", "docx", tuple(Paragraph(line) for line in lines)))[0]


def test_a_signer_may_have_a_name_of_the_highlands() -> None:
    """Names that begin with one letter or hold an apostrophe."""
    for name in ("Y Bhăm Ayun", "H'Lan Êban", "Ksor Nhâm"):
        lines = ("KẾ HOẠCH", "Làm sạch dữ liệu", "I. MỤC ĐÍCH", "Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", name)
        head, _ = read_head(Document("x", "docx", tuple(Paragraph(line) for line in lines)))
        assert head["signer"] == {"name": name, "position": "Chủ tịch"}


def test_an_official_letter_is_known_by_what_it_is_about() -> None:
    """It prints no type; its subject stands below its number."""
    lines = ("ỦY BAN NHÂN DÂN", "XÃ BÀU SEN", "Số: 88/UBND-VX", "V/v sửa chữa bảng tin,", "lịch trực năm 2026")
    head, _ = read_head(Document("x", "docx", tuple(Paragraph(line) for line in (*lines, "Kính gửi: Các ấp."))))
    assert (head["type"], head["number"], head["title"]) == (
        "Công văn",
        "88/UBND-VX",
        "Sửa chữa bảng tin, lịch trực năm 2026",
    )
    assert head["agency"] == "Ủy ban nhân dân xã Bàu Sen"


def test_papers_of_the_party_and_longer_types_are_known() -> None:
    """Their number has a dash before the type's sign and a stroke before the agency's."""
    lines = ("ĐẢNG BỘ TỈNH", "ĐẢNG ỦY XÃ BÀU SEN", "Số 41-CTr/ĐU", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "Giữ sạch đường làng")
    head, _ = read_head(Document("x", "docx", tuple(Paragraph(line) for line in lines)))
    assert (head["type"], head["number"], head["symbol"]) == ("Chương trình", "41-CTr/ĐU", "CTr/ĐU")


def test_a_type_and_title_on_one_line_are_told_apart() -> None:
    """Both in capitals."""
    head = head_of("ỦY BAN NHÂN DÂN", "XÃ BÀU SEN", "Số: 7/KH-UBND", "KẾ HOẠCH LÀM SẠCH KHO NĂM 2026", "I. MỤC ĐÍCH")
    assert (head["type"], head["title"]) == ("Kế hoạch", "LÀM SẠCH KHO NĂM 2026")
    assert head["agency"] == "Ủy ban nhân dân xã Bàu Sen"


def test_a_title_in_capitals_goes_on_over_its_lines() -> None:
    """Up to the first chapter."""
    head = head_of("Số: 7/KH-BCĐ", "KẾ HOẠCH", "HOẠT ĐỘNG CỦA BAN CHỈ ĐẠO", "NĂM 2026", "I. MỤC ĐÍCH")
    assert head["title"] == "HOẠT ĐỘNG CỦA BAN CHỈ ĐẠO NĂM 2026"


@pytest.mark.parametrize(
    ("lines", "agency"),
    [
        (("UBND TỈNH BẮC LÂM", "SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"), "Sở Nông nghiệp và Môi trường"),
        (("BAN CHỈ ĐẠO CẢI CÁCH HÀNH CHÍNH", "TỈNH BẮC LÂM"), "Ban Chỉ đạo cải cách hành chính tỉnh Bắc Lâm"),
        (("SỞ Y TẾ TỈNH BẮC LÂM", "BỆNH VIỆN ĐA KHOA MƯỜNG CANG"), "Bệnh viện đa khoa Mường Cang"),
        (("ỦY BAN NHÂN DÂN", "HUYỆN BẮC LÂM", "VĂN PHÒNG"), "Văn phòng"),
        (("HỘI ĐỒNG NHÂN DÂN - ỦY BAN NHÂN DÂN", "HUYỆN BẮC LÂM"), "Ủy ban nhân dân huyện Bắc Lâm"),
    ],
)
def test_an_agency_in_capitals_is_spelled_as_agencies_spell_it(lines: tuple[str, ...], agency: str) -> None:
    """Though the text never names it in small letters."""
    assert head_of(*lines, "Số: 7/KH-X", "KẾ HOẠCH", "Làm sạch kho", "I. MỤC ĐÍCH")["agency"] == agency


def test_a_degree_before_a_signer_is_no_part_of_the_name() -> None:
    """Doctors and masters sign too."""
    foot = ("Nơi nhận:", "- Lưu: VT.", "GIÁM ĐỐC", "ThS. BSCKII. Tăng Thị Mười")
    assert head_of("KẾ HOẠCH", "Làm sạch kho", "I. MỤC ĐÍCH", *foot)["signer"]["name"] == "Tăng Thị Mười"


@pytest.mark.parametrize(
    "lines",
    [
        ("ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "XÃ BÀU SEN VIỆT NAM"),
        ("CỘNG HÒA XÃ HỘI", "ỦY BAN NHÂN DÂN CHỦ NGHĨA VIỆT NAM", "XÃ BÀU SEN"),
        ("ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "XÃ BÀU SEN Bàu Sen, ngày 05 tháng 3 năm 2026"),
        ("ỦY BAN NHÂN DÂN", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA", "VIỆT NAM", "XÃ BÀU SEN"),
    ],
)
def test_a_state_title_broken_over_lines_is_no_part_of_the_agency(lines: tuple[str, ...]) -> None:
    """Narrow cells and flattened pages part its words."""
    head = head_of(*lines, "Độc lập - Tự do - Hạnh phúc", "Số: 7/KH-UBND", "KẾ HOẠCH", "Dọn kho", "I. MỤC ĐÍCH")
    assert head["agency"] == "Ủy ban nhân dân xã Bàu Sen"
