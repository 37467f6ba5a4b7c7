"""Estimates: by hand on small tables, the meaning of missing, groups and domains, criteria and indices."""

import math

import numpy as np
import polars as pl
import pytest

from hailong.stats.answer import Request, Row, Statistic
from hailong.stats.columns import Columns
from hailong.stats.estimate import estimate, joint
from hailong.stats.faults import BadSurvey
from hailong.stats.sipas import IndexDefinition, parse_index

# Items A and B of domain.md: 9 of 10 and 28 of 40 answers satisfied.
ITEMS = pl.DataFrame(
    {"a": ["4"] * 5 + ["5"] * 4 + ["3"] + [None] * 30, "b": ["5"] * 28 + ["2"] * 12,
     "c": [*"3344444555"] + [""] * 30}
)  # fmt: skip
SIX = pl.DataFrame(
    {
        "xa": ["10", "9", "9", "10", "9", ""],
        "cum": ["1", "2", "3", "4", "2", "5"],
        "y": ["1", "2", "6", None, "4", "100"],
        "x": ["2", "4", "6", "8", None, "100"],
        "kq": ["tốt", "kém", "tốt", "", "tốt", "tốt"],
    }
)


def _rows(table: pl.DataFrame, *statistics: Statistic, **asked: object) -> list[Row]:
    return estimate(table, Request(statistics=statistics, **asked)).rows  # type: ignore[arg-type]


def _index(text: str, rule: str) -> list[tuple[str, str, float]]:
    rows = _rows(ITEMS, Statistic("index", index=parse_index(text), rule=rule))
    return [(row.statistic, row.name, row.estimate) for row in rows]


def test_a_mean_its_error_and_its_interval_by_hand() -> None:
    """1, 2, 6: mean 3, variance of the mean 7/3; the t quantile of 2 degrees of freedom is 4.302652729749464."""
    (row,) = _rows(pl.DataFrame({"y": ["1", "2", "6"]}), Statistic("mean", "y"))
    assert row.estimate == pytest.approx(3, rel=1e-15)
    assert row.se == pytest.approx(math.sqrt(7 / 3), rel=1e-14)
    assert row.low == pytest.approx(3 - 4.302652729749464 * math.sqrt(7 / 3), rel=1e-12)
    assert (row.df, row.n, row.level, row.by) == (2, 3, None, {})
    assert row.deff == pytest.approx(1, rel=1e-14)


def test_each_rule_of_an_index_gives_the_figures_written_by_hand() -> None:
    assert _index("I=AB:a,b", "t2b_itemmean")[0] == ("criterion", "AB", pytest.approx(80))
    assert _index("I=AB:a,b", "t2b_pooled")[0] == ("criterion", "AB", pytest.approx(74))
    assert _index("I=C:c", "mean5")[0] == ("criterion", "C", pytest.approx(82))
    assert _index("I=C:c", "mean01")[0] == ("criterion", "C", pytest.approx(77.5))


def test_an_index_is_the_mean_of_its_criteria_and_stands_after_them() -> None:
    assert _index("SIPAS=A:a;B:b", "t2b_itemmean") == [
        ("criterion", "A", pytest.approx(90)),
        ("criterion", "B", pytest.approx(70)),
        ("index", "SIPAS", pytest.approx(80)),
    ]


def test_answers_are_counted_item_by_item_and_an_index_by_respondents() -> None:
    rows = _rows(
        ITEMS, Statistic("index", index=parse_index("I=A:a;AB:b,c")), Statistic("percent", "c", codes=("4", "5"))
    )
    assert [row.n for row in rows] == [10, 40, 40, 10]
    assert [row.df for row in rows] == [39, 39, 39, 39]


def test_an_item_nobody_of_a_group_answered_is_left_out_there_and_said() -> None:
    table = pl.DataFrame({"g": [*"1122"], "a": ["5", "5", "", ""], "c": ["5", "5", "", ""], "b": [*"5154"]})
    asked = Request(by=("g",), statistics=(Statistic("index", index=parse_index("I=A:a;AB:b,c")),))
    answer = estimate(table, asked)
    told = {(row.by["g"], row.name): row.estimate for row in answer.rows}
    assert told["1", "AB"] == pytest.approx(75)
    assert told["2", "AB"] == pytest.approx(100)
    assert math.isnan(told["2", "A"])
    assert math.isnan(told["2", "I"])
    unknown = answer.as_json()["rows"][3]
    assert [unknown[name] for name in ("name", "n", "estimate", "se", "low", "deff")] == [
        "A",
        0,
        None,
        None,
        None,
        None,
    ]
    assert {warning["code"] for warning in answer.warnings} == {"item_unanswered"}


def test_groups_stand_in_order_and_rows_without_a_group_are_counted() -> None:
    answer = estimate(SIX, Request(by=("xa",), statistics=(Statistic("mean", "y"),)))
    assert [(row.by["xa"], row.estimate, row.n) for row in answer.rows] == [("9", 4, 3), ("10", 1, 1)]
    assert answer.warnings == [
        {"code": "by_missing", "message": "1 dòng trống, không thuộc nhóm nào", "where": "cột xa"}
    ]


def test_degrees_of_freedom_count_the_units_of_the_domain_answered_or_not() -> None:
    rows = _rows(SIX, Statistic("mean", "y"), by=("xa",), clusters=("cum",))
    assert [row.df for row in rows] == [1, 1]
    assert [row.n for row in rows] == [3, 1]


def test_a_domain_keeps_every_unit_of_the_sample_in_its_stratum() -> None:
    """Cutting the file instead makes another, smaller error: the domain's size is random."""
    table = pl.DataFrame({"g": ["1"] * 3 + ["2"] * 3, "y": ["1", "2", "6", "7", "8", "9"]})
    (domain,) = _rows(table, Statistic("total", "y"), where="g = 1")
    (cut,) = _rows(table.head(3), Statistic("total", "y"))
    assert domain.estimate == cut.estimate == 9
    # six units 1 2 6 0 0 0: mean 1.5, sum of squares 27.5; 6/5 x 27.5 = 33
    assert domain.se == pytest.approx(math.sqrt(33), rel=1e-14)
    assert cut.se == pytest.approx(math.sqrt(21), rel=1e-14)


def test_a_row_for_each_value_in_every_group() -> None:
    rows = _rows(SIX, Statistic("proportion", "kq"), by=("xa",), where="xa < 100")
    assert [(row.by["xa"], row.level, row.n) for row in rows] == [
        ("9", "kém", 3), ("9", "tốt", 3), ("10", "kém", 1), ("10", "tốt", 1),
    ]  # fmt: skip
    assert [row.estimate for row in rows] == [pytest.approx(1 / 3), pytest.approx(2 / 3), 0, 1]


def test_a_ratio_takes_the_rows_that_have_both() -> None:
    (row,) = _rows(SIX, Statistic("ratio", "y", denominator="x"), where="xa in (9, 10)")
    assert (row.estimate, row.n, row.name) == (pytest.approx(9 / 12), 3, "y/x")


def test_codes_of_no_answer_are_left_out() -> None:
    (row,) = _rows(SIX, Statistic("mean", "y"), missing=("100",))
    assert (row.estimate, row.n) == (pytest.approx(13 / 4), 4)


def test_percents_have_wilson_intervals_within_their_scale_and_means_t() -> None:
    rows = _rows(ITEMS, Statistic("percent", "b", codes=("5",)), Statistic("mean", "b"))
    # Wilson with n_eff = 39 (V = p(1-p)/39) and t(39) = 2.02269092, on p = 0.7
    q = 2.0226909200367604**2 / 39
    half = math.sqrt(0.21 / 39 * 39 * q + q * q / 4) / (1 + q)
    assert rows[0].low == pytest.approx(100 * ((0.7 + q / 2) / (1 + q) - half), rel=1e-9)
    assert rows[1].high - rows[1].estimate == pytest.approx(2.0226909200367604 * rows[1].se, rel=1e-9)


def test_an_interval_of_proportions_is_not_put_on_amounts() -> None:
    answer = estimate(
        SIX, Request(interval="logit", statistics=(Statistic("mean", "y"), Statistic("proportion", "kq")))
    )
    assert [warning["code"] for warning in answer.warnings] == ["interval_replaced"]
    assert answer.rows[0].low == pytest.approx(_rows(SIX, Statistic("mean", "y"))[0].low)


def test_a_mean_of_noughts_and_ones_takes_an_interval_of_proportions() -> None:
    table = pl.DataFrame({"y": ["1", "0", "1", "1", "0"]})
    (mean,) = _rows(table, Statistic("mean", "y"), interval="wilson")
    shares = _rows(table, Statistic("proportion", "y"))
    assert (mean.low, mean.high) == (pytest.approx(shares[1].low), pytest.approx(shares[1].high))


def test_covariances_join_all_rows_of_the_answer() -> None:
    request = Request(by=("xa",), clusters=("cum",), statistics=(Statistic("mean", "y"), Statistic("total", "y")))
    answer, found = joint(SIX, request)
    assert answer.as_json() == estimate(SIX, request).as_json()
    np.testing.assert_allclose(np.sqrt(np.diag(found)), [row.se for row in answer.rows], rtol=1e-13)
    np.testing.assert_array_equal(found, found.T)


def test_what_is_unknown_has_no_covariance() -> None:
    table = pl.DataFrame({"g": ["1", "1", "2", "2"], "y": ["1", "2", "", ""]})
    _, found = joint(table, Request(by=("g",), statistics=(Statistic("mean", "y"),)))
    assert np.isnan(found).tolist() == [[False, True], [True, True]]


@pytest.mark.parametrize("lonely", ["remove", "certainty", "adjust", "average"])
def test_a_stratum_of_one_unit_is_taken_the_way_chosen(lonely: str) -> None:
    """Units 1 3 | 10, weights 1, total 14: the pair adds 2 x (1 + 1) = 4; the lonely 0, 10^2, or half of all."""
    table = pl.DataFrame({"h": ["1", "1", "2"], "y": ["1", "3", "10"]})
    request = Request(strata=("h",), lonely=lonely, statistics=(Statistic("total", "y"),))
    expected = {"remove": 4.0, "certainty": 4.0, "adjust": 104.0, "average": 8.0}[lonely]
    answer, found = joint(table, request)
    assert answer.rows[0].se ** 2 == pytest.approx(expected, rel=1e-14)
    assert found[0, 0] == pytest.approx(expected, rel=1e-14)


def test_a_lonely_stratum_outside_the_domain_does_no_harm() -> None:
    table = pl.DataFrame({"h": ["1", "1", "2"], "y": ["1", "3", "10"]})
    (row,) = _rows(table, Statistic("total", "y"), strata=("h",), where="h = 1")
    assert row.se == pytest.approx(2, rel=1e-14)
    with pytest.raises(BadSurvey, match=r"tầng h = 2 chỉ có một đơn vị mẫu ở giai đoạn 1.*--lonely adjust"):
        _rows(table, Statistic("total", "y"), strata=("h",))


def test_a_lonely_unit_that_is_its_whole_population_adds_nothing() -> None:
    table = pl.DataFrame({"h": ["1", "1", "2"], "y": ["1", "3", "10"], "N": ["100", "100", "1"]})
    (row,) = _rows(table, Statistic("total", "y"), strata=("h",), fpc=("N",))
    # weights 50 50 1: (1 - 2/100) x 2 x (50^2 + 50^2) = 9800
    assert row.se == pytest.approx(math.sqrt(9800), rel=1e-14)


def test_average_is_unknown_where_no_stratum_could_be_measured() -> None:
    table = pl.DataFrame({"h": ["1", "1", "2"], "y": ["1", "3", "10"]})
    (row,) = _rows(table, Statistic("total", "y"), strata=("h",), lonely="average", where="h = 2")
    assert row.estimate == 10
    assert math.isnan(row.se)


def test_weights_are_made_to_agree_with_the_population() -> None:
    """Post-stratified total by hand: 2 x 30/2 ... each form of A stands for 15, of B for 70/3."""
    table = pl.DataFrame({"g": ["A", "A", "B", "B", "B"], "y": ["1", "2", "3", "4", "5"], "k": list("xyxyx")})
    post = ("g", {"A": 30.0, "B": 70.0})
    rows = _rows(table, Statistic("total", "y"), Statistic("proportion", "g"), poststrata=post)
    assert rows[0].estimate == pytest.approx(15 * 3 + 70 / 3 * 12)
    # residuals -.5 .5 | -1 0 1, weights 15 15 | 70/3: squares 2 x 56.25 + 2 x (70/3)^2, times 5/4
    assert rows[0].se == pytest.approx(math.sqrt((2 * 7.5**2 + 2 * (70 / 3) ** 2) * 5 / 4), rel=1e-13)
    assert [row.estimate for row in rows[1:]] == [pytest.approx(0.3), pytest.approx(0.7)]
    assert [row.se for row in rows[1:]] == [pytest.approx(0, abs=1e-15)] * 2


def test_raking_agrees_with_every_margin() -> None:
    table = pl.DataFrame({"g": ["A", "A", "B", "B", "B"], "k": list("xyxyx"), "y": ["1"] * 5})
    margins = (("g", {"A": 30.0, "B": 70.0}), ("k", {"x": 45.0, "y": 55.0}))
    rows = _rows(table, Statistic("proportion", "g"), Statistic("proportion", "k"), rake=margins)
    assert [row.estimate for row in rows] == [pytest.approx(share, rel=1e-12) for share in (0.3, 0.7, 0.45, 0.55)]
    assert max(row.se for row in rows) < 1e-12


@pytest.mark.parametrize(
    ("margins", "said"),
    [
        ([("g", {"A": 1.0})], 'có nhóm "B" mà tổng thể không có'),
        ([("g", {"A": 1.0, "B": 0.0})], 'có nhóm "B" mà tổng thể không có'),
        ([("g", {"A": 1.0, "B": 2.0, "C": 7.0, "D": 0.0})], 'nhóm "C" có 7 trong tổng thể mà không có phiếu nào; gộp'),
        ([("g", {"A": 1.0, "B": 2.0}), ("k", {"x": 2.0, "y": 2.0})], "tổng Freq là 4, của g là 3"),
        ([("g", {"A": 1.0, "B": 3.0}), ("h", {"1": 3.0, "2": 1.0})], "không hội tụ"),
    ],
)
def test_a_population_that_forms_cannot_stand_for_is_refused(margins: list[object], said: str) -> None:
    table = pl.DataFrame({"g": ["A", "A", "B", "B"], "k": list("xyxy"), "h": ["1", "1", "2", "2"], "y": ["1"] * 4})
    with pytest.raises(BadSurvey) as refused:
        _rows(table, Statistic("mean", "y"), rake=tuple(margins))
    assert said in str(refused.value)


def test_calibration_takes_lonely_strata_like_any_other() -> None:
    table = pl.DataFrame({"s": ["1", "1", "2"], "g": ["A", "B", "A"], "y": ["1", "3", "10"]})
    asked = {"strata": ("s",), "poststrata": ("g", {"A": 2.0, "B": 1.0})}
    with pytest.raises(BadSurvey, match="tầng s = 2 chỉ có một"):
        _rows(table, Statistic("total", "y"), where="s = 1", **asked)
    total = Statistic("total", "y")
    (removed,), (averaged,) = (_rows(table, total, lonely=way, **asked) for way in ("remove", "average"))
    assert averaged.se**2 == pytest.approx(2 * removed.se**2, rel=1e-13)


def test_poststrata_and_raking_are_not_mixed() -> None:
    with pytest.raises(BadSurvey, match="--poststrata và --rake"):
        _rows(SIX, Statistic("mean", "y"), poststrata=("xa", {}), rake=(("xa", {}),))


@pytest.mark.parametrize(
    ("statistic", "said"),
    [
        (Statistic("median", "y"), 'số liệu "median"'),
        (Statistic("index"), 'số liệu "index"'),
        (Statistic("mean", "kq"), '"tốt" không phải số'),
        (Statistic("index", index=IndexDefinition("I", (("A", ("y",)),)), rule="mean5"), "6 ngoài thang 1-5"),
        (Statistic("index", index=IndexDefinition("I", (("A", ("y",)),)), rule="best"), '--rule "best"'),
    ],
)
def test_a_statistic_that_cannot_be_is_refused(statistic: Statistic, said: str) -> None:
    with pytest.raises(BadSurvey) as refused:
        _rows(SIX, statistic)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"where": "xa = 11"}, "không dòng nào thỏa"),
        ({"by": ("trống",)}, "không có cột"),
        ({"by": ("none",)}, "cột trống ở mọi dòng"),
        ({"interval": "exact"}, "exact"),
        ({"level": 95.0}, "95"),
    ],
)
def test_a_domain_or_interval_that_cannot_be_is_refused(asked: dict[str, object], said: str) -> None:
    with pytest.raises(BadSurvey) as refused:
        _rows(SIX.with_columns(none=pl.lit("NA")), Statistic("mean", "y"), **asked)
    assert said in str(refused.value)


def test_proportions_of_what_is_no_class_are_refused() -> None:
    table = pl.DataFrame({"y": [str(number) for number in range(1001)]})
    with pytest.raises(BadSurvey, match='cột "y" có 1001 giá trị khác nhau'):
        _rows(table, Statistic("proportion", "y"))


def test_answers_that_may_be_miscoded_are_said() -> None:
    table = pl.DataFrame({"q": ["4", "5", "9", "9", "10"], "r": ["tốt", "kém", "tốt", "", "tốt"]})
    index = Statistic("index", index=parse_index("I=Q:q;R:r"))
    answer = estimate(table, Request(statistics=(index,)))
    assert [(warning["code"], warning["where"]) for warning in answer.warnings] == [
        ("answer_above_scale", "cột q"),
        ("code_unseen", "cột r"),
    ]
    assert "3 câu trả lời mang mã 9,10 tính là chưa hài lòng" in answer.warnings[0]["message"]
    quiet = Statistic("index", index=parse_index("I=Q:q"))
    assert estimate(table, Request(statistics=(quiet,), missing=("9", "10"))).warnings == []


def test_nothing_asked_is_refused() -> None:
    with pytest.raises(BadSurvey, match="chưa yêu cầu số liệu nào"):
        estimate(SIX, Request())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("TC:q01", "thiếu tên chỉ số"),
        ("SIPAS=", "không có tiêu chí nào"),
        ("SIPAS=TC", 'phần "TC"'),
        ("SIPAS=TC:q01,;HC:q02", 'phần "TC:q01,"'),
        ("SIPAS=TC:q01;TC:q02", 'tiêu chí "TC" có hai lần'),
        ("SIPAS=TC:q01;HC:q02,q02", 'câu hỏi "q02" có hai lần'),
    ],
)
def test_an_index_badly_defined_is_refused_with_its_part(text: str, said: str) -> None:
    with pytest.raises(BadSurvey) as refused:
        parse_index(text)
    assert said in str(refused.value)


def test_an_index_is_read_with_spaces_and_a_last_semicolon() -> None:
    assert parse_index(" SIPAS = TC : q01, q02 ; HC:q05;") == IndexDefinition(
        "SIPAS", (("TC", ("q01", "q02")), ("HC", ("q05",)))
    )


def test_columns_are_looked_at_once() -> None:
    columns = Columns(SIX)
    assert columns.codes("xa", "--by") is columns.codes("xa", "--by")
    assert columns.numbers("y", "--mean") is columns.numbers("y", "--mean")
