"""Scorecards told in prose."""

import pytest

from hailong.documents.anatomy import NOWHERE
from hailong.plan.intake.reading.outline import Passage
from hailong.plan.intake.reading.scorecards import scorecards

TEXT = (
    "Năm 2023, theo công bố, Chỉ số CCHC của Sở Gạch Ngói đạt 88,50 điểm; trong đó điểm thẩm định đạt 58,25/62 điểm; "
    "điểm phiếu hỏi dân là 30,25/38 điểm, xếp thứ 07/20 cơ quan (tăng 1,75 điểm và giảm 02 bậc so với "
    "năm 2022). Chỉ số CCHC của Sở Mây Tre (cũ) đạt 90,10 điểm; trong đó điểm thẩm định đạt 60,00/70 "
    "điểm; điểm phiếu hỏi dân là 28,00/30 điểm, xếp thứ 03/22 cơ quan (tăng 01 bậc so với năm 2022)."
)


def read(text):
    """The scorecards and warnings of one passage."""
    return scorecards([Passage("II.1", text, NOWHERE)])


def test_one_paragraph_tells_of_several_units_and_the_year_holds_for_all():
    first, second = read(TEXT)[0]
    assert first == {
        "unit": "Sở Gạch Ngói",
        "index": "PAR_INDEX",
        "year": 2023,
        "total": 88.5,
        "parts": [
            {"name": "điểm thẩm định", "score": 58.25, "max": 62},
            {"name": "điểm phiếu hỏi dân", "score": 30.25, "max": 38},
        ],
        "rank": 7,
        "of": 20,
        "change": 1.75,
        "rank_change": -2,
    }
    assert (second["unit"], second["year"], second["rank"], second["rank_change"]) == ("Sở Mây Tre (cũ)", 2023, 3, 1)
    assert "change" not in second


def test_parts_that_do_not_make_the_total_are_told_and_kept():
    cards, warnings = read(TEXT)
    assert cards[1]["total"] == 90.1
    assert [(one["code"], one["where"]) for one in warnings] == [("sum_mismatch", "II.1")]
    assert "Sở Mây Tre" in warnings[0]["message"]
    assert "88,00" in warnings[0]["message"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chỉ số CCHC năm 2023 của Sở Đá đạt 88,5/100 điểm (tự chấm: 58,5/62; khảo sát: 30/38), xếp hạng 7/20",
            (2023, 88.5, ["tự chấm", "khảo sát"], 7, 20),
        ),
        ("Chỉ số PAR INDEX của huyện là 80 điểm, đứng thứ 5 trong tổng số 9 huyện", (None, 80, [], 5, 9)),
        ("Chỉ số PAPI đạt 42,5 điểm, xếp thứ 12 (tăng 2 bậc so với năm 2022)", (2023, 42.5, [], 12, None)),
    ],
)
def test_other_wordings_are_read(text, expected):
    [card] = read(text)[0]
    names = [part["name"] for part in card["parts"]]
    assert (card["year"], card["total"], names, card["rank"], card["of"]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ số cải cách hành chính của Sở đạt từ 90 điểm trở lên",
        "Chỉ số cải cách hành chính của Sở đạt 90 điểm",
        "Chỉ số giá của tỉnh đạt 90 điểm, xếp thứ 3/10",
        "Nâng cao chỉ số hài lòng",
    ],
)
def test_aims_bare_totals_and_unknown_indices_are_no_scorecards(text):
    assert read(text) == ([], [])


def test_more_points_than_the_most_are_no_part():
    [card] = read("Chỉ số PAR INDEX của Sở đạt 80 điểm; điểm thẩm định 70/65 điểm; điểm khảo sát 20/35 điểm")[0]
    assert [part["name"] for part in card["parts"]] == ["điểm khảo sát"]


def test_a_unit_named_by_its_kind_alone_is_the_agency_of_the_plan():
    passage = Passage("II.1", "Chỉ số PAR INDEX của Sở đạt 80 điểm, xếp thứ 5/9", NOWHERE)
    assert scorecards([passage], "Sở Gạch Ngói")[0][0]["unit"] == "Sở Gạch Ngói"
    assert scorecards([passage])[0][0]["unit"] == "Sở"
