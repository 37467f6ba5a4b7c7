"""Doubts about numbers: gaps, repeats, an annex announced and absent."""

import pytest
from tests.plan.papers import HEAD, paper, table

from hailong.plan.intake.reading.columns import columns
from hailong.plan.intake.reading.numbering import body_numbers, missing_annex, row_numbers
from hailong.plan.intake.reading.outline import passages
from hailong.plan.intake.reading.rows import entries


def rows(*printed: str) -> list[tuple[str, str]]:
    """Code and place of the warnings about a table whose rows print these numbers ("=I" opens a section)."""
    texts = [
        (p[1:], "TÊN MỤC", "", "", "", "") if p[0] == "=" else (p, "Lập sổ", "", "VP", "", "Quý I") for p in printed
    ]
    found = table(HEAD, *texts)
    return [(doubt["code"], doubt["where"]) for doubt in row_numbers(entries([(found, columns(found))]))]


@pytest.mark.parametrize(
    ("printed", "doubts"),
    [
        (("1", "2", "3"), []),
        (("1", "2", "4"), [("ordinal_gap", "4")]),
        (("1", "2", "2", "3"), [("ordinal_repeat", "2")]),
        (("=I", "1", "3", "=II", "1", "2"), [("ordinal_gap", "I.3")]),
        (("=I", "1", "2", "=II", "3", "5"), [("ordinal_gap", "II.5")]),
        (("=I", "1", "2", "=II", "2", "3"), []),
        (("1.1", "1.2", "1.4", "2.1"), [("ordinal_gap", "1.4")]),
        (("1", "9"), []),
        (("a", "b", "d"), []),
        (("I", "II"), []),
        ((), []),
    ],
)
def test_gaps_and_repeats_are_told_section_by_section(printed: tuple[str, ...], doubts: list[tuple[str, str]]) -> None:
    assert rows(*printed) == doubts


def test_a_gap_names_every_number_that_is_missing() -> None:
    found = table(HEAD, *((n, "Lập sổ", "", "VP", "", "Quý I") for n in ("13", "16")))
    (doubt,) = row_numbers(entries([(found, columns(found))]))
    assert "14, 15" in doubt["message"]


def body(text: str) -> list[tuple[str, str]]:
    """Code and place of the warnings about a body's numbers."""
    return [(doubt["code"], doubt["where"]) for doubt in body_numbers(passages(paper(text)))]


def test_parts_of_the_body_that_are_numbered_twice_or_left_out_are_told_chapter_by_chapter() -> None:
    assert body("I. MỞ ĐẦU\n1. Văn phòng\n2. Trạm bơm\nII. VIỆC\n1. Văn phòng\n2. Kho") == []
    assert body("I. MỞ ĐẦU\n1. Văn phòng\n1. Trạm bơm") == [("ordinal_repeat", "I.1")]
    assert body("I. MỞ ĐẦU\n1. Văn phòng\n- Bàn ghế\n3. Kho") == [("ordinal_gap", "I.3")]
    assert body("I. MỞ ĐẦU\n1. Văn phòng\na) Bàn\nb) Ghế\n2. Kho\nLời kết không số") == []


@pytest.mark.parametrize(
    "text",
    [
        "II. VIỆC\n1. Có Phụ lục phân công kèm theo",
        "II. VIỆC\nChi tiết theo biểu nhiệm vụ kèm theo Kế hoạch này.",
        "II. VIỆC\n(Theo Phụ lục đính kèm)",
    ],
)
def test_an_annex_that_is_announced_and_absent_is_missed(text: str) -> None:
    (doubt,) = missing_annex(passages(paper(text)), has_tasks=False)
    assert doubt["code"] == "annex_missing"
    assert doubt["where"].startswith("II")
    assert missing_annex(passages(paper(text)), has_tasks=True) == []


def test_a_body_that_announces_nothing_misses_nothing() -> None:
    assert missing_annex(passages(paper("I. MỞ ĐẦU\n1. Lập sổ trực quầy")), has_tasks=False) == []
    assert missing_annex(passages(paper("Theo phụ lục kèm theo")), has_tasks=False)[0]["where"] == "?"
