"""The document's own facts."""

from typing import Any

import pytest
from tests.plan.papers import FOOT, LETTERHEAD, paper, plan, table

from hailong.plan.intake.reading.head import read_head

HEAD_LINES, FOOT_LINES = "\n".join(LETTERHEAD), "\n".join(FOOT)


def facts(*parts: Any) -> dict[str, Any]:
    """The facts of a document of these lines."""
    return read_head(paper(*parts))[0]


def test_a_plan_with_head_and_foot_gives_every_fact_of_the_contract() -> None:
    body = "Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND tỉnh;\nThực hiện Công văn số 301/SNV-CCHC.\nI. VIỆC"
    assert read_head(plan(body)) == (
        {
            "type": "Kế hoạch", "number": "17/KH-STL", "symbol": "KH-STL", "date": "2026-01-08",
            "agency": "Sở Thủy Lợi", "title": "Đón tiếp người nộp hồ sơ năm 2026", "year": 2026,
            "signer": {"name": "Lò Văn Sậy", "position": "Giám đốc"}, "bases": ["12/KH-UBND", "301/SNV-CCHC"],
            "recipients": ["UBND tỉnh", "Lưu: VT"], "attached": None,
        },
        [],
    )  # fmt: skip


def test_an_empty_document_has_null_facts_and_empty_lists() -> None:
    assert read_head(paper()) == (
        {
            "type": None, "number": None, "symbol": None, "date": None, "agency": None, "title": None, "year": None,
            "signer": None, "bases": [], "recipients": [], "attached": None,
        },
        [],
    )  # fmt: skip


def test_blank_number_and_day_are_warned_of_and_never_invented() -> None:
    found, doubts = read_head(
        paper("SỞ THỦY LỢI\nSố:    /KH-STL\nLam Sơn, ngày   tháng   năm 2026\nKẾ HOẠCH\nĐón tiếp")
    )
    assert (found["number"], found["symbol"], found["date"]) == (None, "KH-STL", None)
    assert [doubt["code"] for doubt in doubts] == ["number_blank", "date_blank"]


TITLES = {
    "Đón tiếp người nộp hồ sơ\nnăm 2026\nCăn cứ nhu cầu": "Đón tiếp người nộp hồ sơ năm 2026",
    "Đón tiếp người nộp hồ sơ,\nTrả lời thư\nI. VIỆC": "Đón tiếp người nộp hồ sơ, Trả lời thư",
    "Thực hiện việc đón tiếp\nThực hiện Kế hoạch số 5/KH-STL": "Thực hiện việc đón tiếp",
    "**Đón tiếp người nộp hồ sơ**\n-----\nCăn cứ": "Đón tiếp người nộp hồ sơ",
    "Đón tiếp người nộp hồ sơ\n(giai đoạn 1)\nSở Thủy lợi lập kế hoạch": "Đón tiếp người nộp hồ sơ (giai đoạn 1)",
    "I. VIỆC": None,
}


@pytest.mark.parametrize("body", TITLES)
def test_the_title_is_what_stands_between_the_type_and_the_preamble(body: str) -> None:
    assert facts(f"KẾ HOẠCH\n{body}")["title"] == TITLES[body]


def test_a_decision_carries_the_plan_it_attaches() -> None:
    found = facts(
        """SỞ THỦY LỢI
Số: 9/QĐ-STL
Lam Sơn, ngày 08 tháng 01 năm 2026
QUYẾT ĐỊNH
Ban hành Kế hoạch đón tiếp người nộp hồ sơ
GIÁM ĐỐC SỞ THỦY LỢI
Căn cứ Nghị quyết số 4/NQ-HĐND;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch đón tiếp người nộp hồ sơ.
Nơi nhận:
- Như Điều 1;
GIÁM ĐỐC
Lò Văn Sậy
KẾ HOẠCH
Đón tiếp người nộp hồ sơ năm 2027
(Kèm theo Quyết định số 9/QĐ-STL ngày 08 tháng 01 năm 2026 của Sở Thủy lợi)
I. VIỆC"""
    )
    assert (found["type"], found["number"], found["title"]) == (
        "Quyết định", "9/QĐ-STL", "Ban hành Kế hoạch đón tiếp người nộp hồ sơ",
    )  # fmt: skip
    assert found["attached"] == {"type": "Kế hoạch", "title": "Đón tiếp người nộp hồ sơ năm 2027"}
    assert found["year"] == 2027
    assert found["signer"] == {"name": "Lò Văn Sậy", "position": "Giám đốc"}
    assert found["recipients"] == ["Như Điều 1"]
    assert found["bases"] == ["4/NQ-HĐND"]


def test_an_annex_alone_takes_number_and_date_from_what_it_is_attached_to() -> None:
    found = facts("DANH MỤC VIỆC\n(Kèm theo Kế hoạch số 17/KH-STL ngày 08/01/2026 của Sở Thủy lợi)")
    assert (found["type"], found["number"], found["symbol"], found["date"]) == (
        None,
        "17/KH-STL",
        "KH-STL",
        "2026-01-08",
    )


def test_an_annex_of_another_document_does_not_lend_its_number_to_the_plan() -> None:
    body = f"{HEAD_LINES}\n(Kèm theo Quyết định số 99/QĐ-UBND ngày 01/02/2020)\nI. VIỆC"
    assert facts(body)["number"] == "17/KH-STL"
    assert facts("KẾ HOẠCH\nĐón tiếp\n(Kèm theo Quyết định số 99/QĐ-UBND ngày 01/02/2020)")["number"] is None


SIGNERS = {
    "Nơi nhận:\n- Lưu: VT.\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nMùa Thị Lau": ("Mùa Thị Lau", "Phó giám đốc"),
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Văn Sậy\nNơi nhận:\n- Lưu: VT.": ("Lò Văn Sậy", "Chủ tịch"),
    "Nơi nhận:\n- Lưu: VT.\nTL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG": (None, "Chánh văn phòng"),
    "Nơi nhận:\n- Lưu: VT.": None,
}


@pytest.mark.parametrize("foot", SIGNERS)
def test_the_signer_is_the_last_position_and_the_name_below_it(foot: str) -> None:
    expected = SIGNERS[foot]
    signer = facts(f"{HEAD_LINES}\nI. VIỆC\n{foot}")["signer"]
    assert signer == (None if expected is None else {"name": expected[0], "position": expected[1]})


def test_a_foot_behind_the_annex_is_found_too() -> None:
    found = facts(HEAD_LINES, "PHỤ LỤC", table(("STT", "Nội dung"), ("1", "Lập sổ")), FOOT_LINES)
    assert found["signer"] == {"name": "Lò Văn Sậy", "position": "Giám đốc"}
    assert found["recipients"] == ["UBND tỉnh", "Lưu: VT"]


def test_recipients_end_where_the_signature_begins() -> None:
    foot = "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\nGIÁM ĐỐC\nLò Văn Sậy\n- Không phải nơi nhận"
    assert facts(f"{HEAD_LINES}\n{foot}")["recipients"] == ["UBND tỉnh", "Lưu: VT"]


YEARS = {
    "KẾ HOẠCH\nĐón tiếp năm 2024\nnăm 2026": 2026,
    "KẾ HOẠCH\nĐón tiếp giai đoạn từ năm 2024 đến năm 2027": 2027,
    "SỞ THỦY LỢI\nLam Sơn, ngày 08 tháng 01 năm 2025\nKẾ HOẠCH\nĐón tiếp": 2025,
    "KẾ HOẠCH\nĐón tiếp\nI. VIỆC\nTrong năm 2023 và năm 2024, cả năm 2024": 2024,
    "KẾ HOẠCH\nĐón tiếp": None,
}


@pytest.mark.parametrize("text", YEARS)
def test_the_year_is_the_titles_else_the_dates_else_the_commonest(text: str) -> None:
    assert facts(text)["year"] == YEARS[text]
