"""Differences, contrasts, many tests and verdicts, against R, published examples and definitions."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.stats.compare import Figures, adjusted_p, contrast, difference, recovered, verdict, verdict_point
from hailong.stats.faults import BadSurvey
from hailong.stats.intervals import interval

# Benjamini & Hochberg (1995), part 4.1: fifteen p-values of Neuhaus et al. (1992); adjusted by R p.adjust(p, "BH").
NEUHAUS = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
NEUHAUS += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
NEUHAUS_ADJUSTED = [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571428571428623, 0.0638571428571428623, 0.0645]
NEUHAUS_ADJUSTED += [0.0765, 0.486, 0.5811818181818181328, 0.714875, 0.7532307692307692593, 0.8132142857142856673, 1]
p_values = st.lists(st.one_of(st.floats(0, 1), st.sampled_from([0.01, 0.03, 0.05]), st.just(float("nan"))), max_size=12)
figures = st.floats(0, 100)


def test_a_panel_change_is_that_of_r() -> None:
    # R survey 4.1-1, apiclus1: m <- svymean(~api00 + api99, d); svycontrast(m, c(api00 = 1, api99 = -1)), df = 14
    now = Figures(644.16939890710387, np.sqrt(554.23709688391989), 14)
    before = Figures(606.97814207650276, np.sqrt(586.85260690383575), 14)
    change = difference(now, before, covariance=565.78563173159500)
    np.testing.assert_allclose([change.estimate, change.se], [37.1912568306011053, 3.0851969668994608], rtol=1e-12)
    np.testing.assert_allclose([change.low, change.high], [30.574167446390756, 43.808346214811451], rtol=1e-12)
    np.testing.assert_allclose([change.p, change.df], [8.8223272935177657e-09, 14], rtol=1e-11)


def test_a_contrast_of_groups_is_that_of_r() -> None:
    # R as above, apistrat: svycontrast of svyby(~api00, ~stype, d, svymean, covmat = TRUE) by 1, -.5, -.5
    variance = np.diag([153.32580584652223, 223.1178283011217, 262.91673309009258])
    got = contrast([1, -0.5, -0.5], [674.42999999999995, 625.81999999999994, 636.60000000000002], variance, 197)
    np.testing.assert_allclose([got.estimate, got.se], [43.219999999999970, 16.578131565237555], rtol=1e-12)
    np.testing.assert_allclose([got.low, got.high], [10.526614320973422, 75.913385679026518], rtol=1e-12)


def test_p_values_are_those_of_r() -> None:
    # twice R's pt at minus 1, 2.5 and 4 with 4, 14 and 100 degrees of freedom
    got = contrast(np.eye(3), [1, 2.5, -4], np.eye(3), [4, 14, 100]).p
    np.testing.assert_allclose(got, [0.373900966300058979, 0.025466664614062152, 0.00012152364430076165], rtol=1e-12)


def test_independent_samples_add_their_variances_and_degrees_of_freedom() -> None:
    gap = difference(Figures([90.0, 84.0], 3.0, [4, 10]), Figures(86.0, 4.0, [5, 20]))
    np.testing.assert_array_equal(gap.estimate, [4, -2])
    np.testing.assert_array_equal(gap.se, [5, 5])
    np.testing.assert_array_equal(gap.df, [9, 30])


def test_overlapping_samples_take_the_smaller_degrees_of_freedom_unless_told() -> None:
    a, b = Figures(90.0, 3.0, 4), Figures(86.0, 4.0, 9)
    assert difference(a, b, covariance=2.0).df == 4
    assert difference(a, b, covariance=2.0, df=7).df == 7
    assert difference(a, b, df=7).df == 7


def test_a_contrast_of_two_is_their_difference() -> None:
    a, b = Figures(90.0, 3.0, 6), Figures(86.0, 4.0, 6)
    one, other = difference(a, b, covariance=5.0), contrast([1, -1], [90, 86], [[9, 5], [5, 16]], 6)
    for field in ("estimate", "se", "df", "low", "high", "p"):
        np.testing.assert_allclose(getattr(one, field), getattr(other, field), rtol=1e-14)


def test_without_an_error_nothing_is_claimed_but_that_equals_are_equal() -> None:
    certain = Figures([100.0, 100.0, 100.0], 0.0, [4, 4, np.nan])
    gap = difference(certain, Figures([100.0, 98.0, 100.0], 0.0, 4))
    np.testing.assert_array_equal(gap.p, [1, np.nan, np.nan])


def test_the_same_respondents_twice_differ_by_nothing() -> None:
    same = Figures(84.0, 3.3, 12)
    assert difference(same, same, covariance=3.3**2).p == 1


@given(figures, figures, st.floats(0.1, 20), st.floats(0.1, 20), st.integers(1, 50))
def test_turning_a_difference_round_mirrors_it(a: float, b: float, sa: float, sb: float, df: int) -> None:
    one, other = difference(Figures(a, sa, df), Figures(b, sb, df)), difference(Figures(b, sb, df), Figures(a, sa, df))
    assert (one.estimate, one.low, one.high, one.p) == (-other.estimate, -other.high, -other.low, other.p)
    assert 0 <= one.p <= 1
    assert (one.p < 0.05) == (one.low > 0 or one.high < 0) or abs(one.p - 0.05) < 1e-9


def test_bounds_recovered_from_wilson_are_newcombes() -> None:
    # Newcombe (1998), Table II, example a: 56/70 - 48/80, method 10: 0.0524 to 0.3339
    a = interval("wilson", 0.8, np.sqrt(0.8 * 0.2 / 70), np.inf, 70)
    b = interval("wilson", 0.6, np.sqrt(0.6 * 0.4 / 80), np.inf, 80)
    np.testing.assert_allclose(recovered(0.8, *a, 0.6, *b), [0.0524, 0.3339], atol=5e-5)


def test_recovered_bounds_are_open_where_one_error_is_nought() -> None:
    a, b = interval("wilson", 1.0, 0.0, 4, 60), interval("wilson", 0.9, 0.04, 4, 60)
    low, high = recovered(1.0, *a, 0.9, *b)
    assert low < 0.1 < high


def test_the_example_of_benjamini_and_hochberg() -> None:
    np.testing.assert_allclose(adjusted_p(NEUHAUS), NEUHAUS_ADJUSTED, rtol=1e-14)
    assert (adjusted_p(NEUHAUS) <= 0.05).sum() == 4  # the paper rejects four; Bonferroni three


def test_ties_share_their_adjusted_value_and_a_missing_test_does_not_count() -> None:
    np.testing.assert_allclose(adjusted_p([0.03, 0.03, 0.2, 0.01, 0.03]), [0.0375, 0.0375, 0.2, 0.0375, 0.0375])
    np.testing.assert_allclose(adjusted_p([0.03, np.nan, 0.2]), [0.06, np.nan, 0.2])
    assert adjusted_p([]).shape == (0,)


def test_the_shape_of_the_tests_is_kept() -> None:
    table = np.array(NEUHAUS).reshape(5, 3)
    np.testing.assert_array_equal(adjusted_p(table).ravel(), adjusted_p(NEUHAUS))


@given(p_values, st.sampled_from([0.01, 0.05, 0.1, 0.2]))
def test_adjusted_values_reject_what_the_definition_rejects(p: list[float], rate: float) -> None:
    made = sorted(one for one in p if one == one)
    passing = [rank for rank, one in enumerate(made, 1) if one <= rank / len(made) * rate]
    cut = made[max(passing) - 1] if passing else -1.0
    edges = [abs(one * len(made) / rank - rate) < 1e-12 for rank, one in enumerate(made, 1)]
    if any(edges):  # an equality that the last digit decides
        return
    assert [one <= rate for one in adjusted_p(p)] == [one <= cut for one in p]


@pytest.mark.parametrize(
    ("low", "high", "operator", "expected"),
    [
        (90.0, 95.0, ">=", "met"),
        (90.0, 95.0, ">", "insufficient"),
        (90.1, 95.0, ">", "met"),
        (80.0, 89.9, ">=", "not_met"),
        (80.0, 90.0, ">=", "insufficient"),
        (80.0, 90.0, ">", "not_met"),
        (85.0, 95.0, ">=", "insufficient"),
        (85.0, 90.0, "<=", "met"),
        (85.0, 90.0, "<", "insufficient"),
        (85.0, 89.9, "<", "met"),
        (90.0, 95.0, "<", "not_met"),
        (90.0, 95.0, "<=", "insufficient"),
        (90.1, 95.0, "<=", "not_met"),
        (90.0, 90.0, ">=", "met"),
        (90.0, 90.0, "<", "not_met"),
    ],
)
def test_the_whole_interval_must_lie_on_one_side(low: float, high: float, operator: str, expected: str) -> None:
    assert verdict((low + high) / 2, low, high, 90, operator) == expected


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_without_estimate_or_bounds_the_answers_are_insufficient(missing: float | None) -> None:
    assert verdict(missing, 1, 2, Decimal(90), ">=") == "insufficient"
    assert verdict(1.5, missing, 2, 90, "<") == "insufficient"
    assert verdict(1.5, 1, missing, 90, "<") == "insufficient"
    assert verdict_point(missing, 90, ">=") is None


def test_an_estimate_a_last_digit_past_its_own_bound_is_judged_by_the_bounds() -> None:
    assert verdict(100.00000000000001, 95.0, 100.0, 90, ">=") == "met"


@given(figures, st.floats(0, 10), st.floats(0, 10), st.integers(0, 100))
def test_an_operator_and_its_contrary_give_contrary_verdicts(
    middle: float, below: float, above: float, target: int
) -> None:
    contrary = {"met": "not_met", "not_met": "met", "insufficient": "insufficient"}
    for one, other in ((">=", "<"), (">", "<=")):
        got = verdict(middle, middle - below, middle + above, target, one)
        assert verdict(middle, middle - below, middle + above, target, other) == contrary[got]
        if got != "insufficient" and below and above:
            assert got == ("met" if middle > target else "not_met")


@pytest.mark.parametrize(
    ("estimate", "target", "operator", "expected"),
    [
        (89.995, 90, ">=", "met"),  # published as 90.00
        (89.99499999999999, 90, ">=", "met"),
        (89.9949, 90, ">=", "not_met"),
        (90.004, 90, ">", "not_met"),
        (90.005, 90, ">", "met"),
        (84.3, 84.3, ">=", "met"),
        (84.3, "84.30", "<", "not_met"),
        (Decimal("84.29"), Decimal("84.3"), "<", "met"),
        (84.3, 84.3, "<=", "met"),
        (84.31, 84.3, "<=", "not_met"),
    ],
)
def test_the_point_verdict_judges_the_figure_as_published(
    estimate: float, target: float | str, operator: str, expected: str
) -> None:
    assert verdict_point(estimate, target, operator) == expected


def test_an_unknown_operator_is_refused_with_the_cure() -> None:
    with pytest.raises(BadSurvey, match="'='; dùng >=, >, <= hoặc <"):
        verdict(1, 0, 2, 1, "=")
    with pytest.raises(BadSurvey, match="'≥'"):
        verdict_point(1, 1, "≥")
