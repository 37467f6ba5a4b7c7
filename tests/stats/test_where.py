"""Domains in words: what each expression picks, and where a bad one is bad."""

import polars as pl
import pytest

from hailong.stats.columns import Columns
from hailong.stats.faults import BadSurvey
from hailong.stats.where import parse

TABLE = pl.DataFrame(
    {
        "stype": ["E", "H", " M", "E ", None],
        "api.stu": ["300", "299.5", "", "1000", "12"],
        "quý": ["2025Q1", "2025Q2", "2025Q3", "2024Q4", "2025Q1"],
        "mã": ["05", "5", "5.0", "NA", "4"],
        "tỉnh thành": ["Lào Cai", "Hà Nội", "Lào Cai", "Hà Nội", "Huế"],
        "giờ": ["1,5", "2,5", "3", "4,25", ""],
    }
)


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("stype = E", [0, 3]),
        ("stype != E", [1, 2]),
        ("stype in (E, 'M')", [0, 2, 3]),
        ("stype in(H)", [1]),
        ("api.stu >= 300", [0, 3]),
        ("api.stu<300", [1, 4]),
        ("api.stu <= 12", [4]),
        ("api.stu > 12 and api.stu < 1000", [0, 1]),
        ("api.stu = 300.0", [0]),
        ("quý >= '2025Q2'", [1, 2]),
        ("quý > 2025Q1", [1, 2]),
        ("mã = 5", [0, 1, 2]),
        ("mã = '5'", [1, 2]),
        ("mã = '05'", [0]),
        ('"tỉnh thành" = "Lào Cai"', [0, 2]),
        ("giờ > 2", [1, 2, 3]),
        ("stype = E or stype = H and api.stu > 500", [0, 3]),
        ("(stype = E or stype = H) and api.stu < 500", [0, 1]),
        ("((stype == H))", [1]),
        ("stype <> H AND mã IN (4, 5)", [0, 2]),
        ("stype = Z", []),
    ],
)
def test_an_expression_picks_its_rows(text: str, picked: list[int]) -> None:
    assert parse(text).mask(Columns(TABLE)).nonzero()[0].tolist() == picked


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("stype", 6, "hết biểu thức"),
        ("stype = ", 9, "hết biểu thức"),
        ("stype == = 3", 10, '"="'),
        ("stype = E and", 14, "hết biểu thức"),
        ("stype = E stype = H", 11, '"stype"'),
        ("stype in E", 10, '"E"'),
        ("stype in (E", 12, "hết biểu thức"),
        ("(stype = E", 11, "hết biểu thức"),
        ("stype = E)", 10, '")"'),
        ("= E", 1, '"="'),
        ("stype = 'E", 9, "'"),
        ("", 1, "hết biểu thức"),
    ],
)
def test_a_bad_expression_is_named_by_its_place(text: str, place: int, found: str) -> None:
    with pytest.raises(BadSurvey) as refused:
        parse(text)
    assert f"ký tự {place}:" in str(refused.value)
    assert found in str(refused.value)
    assert "ví dụ" in str(refused.value)


def test_an_expression_is_never_run_as_code() -> None:
    with pytest.raises(BadSurvey, match="ký tự 11"):
        parse("__import__('os').system('true') = 1")


def test_parentheses_without_end_are_refused() -> None:
    with pytest.raises(BadSurvey, match="quá 100 dấu ngoặc"):
        parse("(" * 5000 + "a = 1" + ")" * 5000)


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(BadSurvey, match=r'không có cột "loai"; các cột là stype, api.stu'):
        parse("loai = E").mask(Columns(TABLE))


def test_words_are_not_put_in_order_with_numbers() -> None:
    with pytest.raises(BadSurvey, match=r'cột "stype", dòng 2: "E" không phải số'):
        parse("stype > 3").mask(Columns(TABLE))
