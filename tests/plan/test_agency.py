"""The issuing agency in ordinary letters."""

import pytest
from tests.plan.papers import paper

from hailong.plan.intake.reading.agency import agency_name, sentence_case
from hailong.plan.intake.reading.letterhead import lines, read_letterhead


def named(text: str, title: str = "") -> str | None:
    """The agency of a document of these lines."""
    found = lines(paper(text))
    return agency_name(read_letterhead(found), title, found)


HEADS = {
    "UBND TỈNH LAM SƠN\nSỞ THỦY LỢI\nSố: 1/KH-STL\nKẾ HOẠCH": "Sở Thủy Lợi",
    "UBND TỈNH LAM SƠN\nSỞ THỦY LỢI\nSố: 1/KH-STL\nKẾ HOẠCH\nSở Thủy lợi lập sổ; Sở Thủy lợi trực quầy": "Sở Thủy lợi",
    "SỞ THỦY LỢI\nSố: 1/KH-STL\nKẾ HOẠCH\nThư gửi Sở Thủy lợi tỉnh Lam Sơn": "Sở Thủy lợi tỉnh Lam Sơn",
    "ỦY BAN NHÂN DÂN\nXÃ AO SEN\nSố: 1/KH-UBND\nKẾ HOẠCH": "Ủy ban nhân dân xã Ao Sen",
    "ỦY BAN NHÂN DÂN XÃ AO SEN\nSố: 1/KH-UBND\nKẾ HOẠCH": "Ủy ban nhân dân xã Ao Sen",
    "UBND XÃ AO SEN\nSố: 1/KH-UBND\nKẾ HOẠCH": "Ủy ban nhân dân xã Ao Sen",
    "UBND\nPHƯỜNG BẾN LAU\nSố: 1/KH-UBND\nKẾ HOẠCH": "Ủy ban nhân dân phường Bến Lau",
    "HỘI LÀM VƯỜN\nSố: 1/KH-HLV\nKẾ HOẠCH": "Hội Làm Vườn",
    "QUYẾT ĐỊNH\nGIÁM ĐỐC SỞ THỦY LỢI\nĐiều 1. Lập sổ": "Sở Thủy Lợi",
    "KẾ HOẠCH\nSở Thủy lợi xây dựng Kế hoạch như sau": "Sở Thủy lợi",
    "KẾ HOẠCH\nCăn cứ nhu cầu, UBND xã Ao Sen lập kế hoạch": "UBND xã Ao Sen",
    "KẾ HOẠCH\nLập sổ trực quầy": None,
    "": None,
}


@pytest.mark.parametrize("text", HEADS)
def test_the_agency_is_spelled_as_ordinary_text_does(text: str) -> None:
    assert named(text) == HEADS[text]


def test_a_title_that_names_the_agency_is_believed() -> None:
    assert named("KẾ HOẠCH\nLập sổ", "Đón tiếp người nộp hồ sơ của Sở Thủy lợi năm 2026") == "Sở Thủy lợi"
    assert named("KẾ HOẠCH\nLập sổ", "DANH MỤC VIỆC của UBND XÃ AO SEN") == "Ủy ban nhân dân xã Ao Sen"


def test_capitals_become_the_texts_own_spelling_and_else_a_capital_a_word() -> None:
    assert sentence_case("SỞ THỦY LỢI", "Sở Thủy lợi, Sở Thủy Lợi, Sở Thủy lợi") == "Sở Thủy lợi"
    assert sentence_case("SỞ ĐỒNG RUỘNG VÀ MÔI SINH", "") == "Sở Đồng Ruộng và Môi Sinh"
    assert sentence_case("XÃ AO SEN", "") == "xã Ao Sen"
