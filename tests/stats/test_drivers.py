"""Relative importance against R (written out there by subsets and by eigenvectors, R survey replicates); its laws."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hailong.stats.drivers import Drivers, drivers
from hailong.stats.faults import BadSurvey

DATA = Path(__file__).parent / "reference/data"
NAMES = ["meals", "ell", "acs.k3", "enroll"]
Floats = NDArray[np.float64]


def column(name: str, file: str) -> list[str]:
    with (DATA / file).open(encoding="utf-8") as rows:
        return [row[name] for row in csv.DictReader(rows)]


def numbers(name: str, file: str = "apistrat.csv") -> Floats:
    return np.array([float(cell) if cell not in ("", "NA") else np.nan for cell in column(name, file)])


def schools(method: str, names: list[str] = NAMES) -> Drivers:
    scores = np.column_stack([numbers(name) for name in names])
    strata = np.array(column("stype", "apistrat.csv"))
    return drivers(names, scores, numbers("api00"), weights=numbers("pw"), strata=strata, method=method)


# R 4.2.2, survey 4.1-1: withReplicates(as.svrepdesign(design, type = "JKn", mse = TRUE), f), f the weighted correlation
# (cov.wt) of complete cases split over all subsets, or by the square root of the correlation matrix (eigen).
R_SHAPLEY = [0.5009467359497513650, 0.2434544907261700919, 0.0022291319331311484, 0.0424275265535207363]
R_SHAPLEY_SE = [0.0397585357747941848, 0.0335738292105722744, 0.0027581346784970456, 0.0198233669672546187]
R_JOHNSON = [0.4993837456796345053, 0.2427557307699326761, 0.0020062097569166883, 0.0449121989560898466]
R_JOHNSON_SE = [0.0397669005600200381, 0.0341060921814955037, 0.0026207928641658559, 0.0211700036376884573]

R_CLUSTERS = [0.5851662882693955403, 0.2089574127361140121, 0.0209739594542172024, 0.0056122207951920296]
R_CLUSTERS_SE = [0.0612666957529213949, 0.0695266858311431729, 0.0226976257728938556, 0.0026627829937429116]


@pytest.mark.parametrize(
    ("method", "parts", "errors"), [("shapley", R_SHAPLEY, R_SHAPLEY_SE), ("johnson", R_JOHNSON, R_JOHNSON_SE)]
)
def test_importance_and_its_errors_are_those_of_r(method: str, parts: list[float], errors: list[float]) -> None:
    got = schools(method)
    np.testing.assert_allclose([one.importance for one in got.drivers], parts, rtol=1e-11)
    np.testing.assert_allclose([one.se for one in got.drivers], errors, rtol=1e-10)
    assert got.r2 == pytest.approx(0.78905788516257414, rel=1e-12)  # summary(lm(..., weights = pw))$r.squared
    assert (got.n, got.df) == (97, 197)  # incomplete schools stay sampling units


def test_clusters_without_strata_are_left_out_one_by_one_as_in_r() -> None:
    # apiclus1, type = "JK1": all fifteen districts, schools without acs.k3 left out of the regression
    file = "apiclus1.csv"
    scores = np.column_stack([numbers(name, file) for name in NAMES])
    got = drivers(NAMES, scores, numbers("api00", file), weights=numbers("pw", file), psus=column("dnum", file))
    np.testing.assert_allclose([one.importance for one in got.drivers], R_CLUSTERS, rtol=1e-11)
    np.testing.assert_allclose([one.se for one in got.drivers], R_CLUSTERS_SE, rtol=1e-10)
    assert got.df == 14


def test_bounds_are_t_bounds_kept_between_nothing_and_everything() -> None:
    meals, _, classes, _ = schools("shapley").drivers
    # t(197) of R's qt at 0.975 is 1.9720790337785
    assert meals.low == pytest.approx(meals.importance - 1.9720790337785 * meals.se)
    assert meals.high == pytest.approx(meals.importance + 1.9720790337785 * meals.se)
    assert classes.low == 0


def test_performance_is_the_weighted_mean_of_all_who_answered() -> None:
    # R: coef(svymean(~meals + ell + enroll, d)), coef(svymean(~acs.k3, d, na.rm = TRUE))
    got = [one.performance for one in schools("johnson").drivers]
    np.testing.assert_allclose(
        got, [48.224273372453688, 22.863664759795320, 19.164948453608247, 595.282137135503831], rtol=1e-13
    )


def test_two_criteria_are_split_alike_by_both_methods() -> None:
    one, other = (schools(method, ["meals", "enroll"]) for method in ("shapley", "johnson"))
    for left, right in zip(one.drivers, other.drivers, strict=True):
        assert (left.importance, left.se, left.share) == pytest.approx((right.importance, right.se, right.share))


def made(n: int = 400, seed: int = 5) -> tuple[Floats, Floats]:
    """Five criteria of which the first three matter, the second most."""
    chance = np.random.default_rng(seed)
    mood = chance.normal(size=(n, 1))
    scores = np.clip(np.round(np.array([3.2, 4.4, 3.0, 4.5, 3.1]) + 0.5 * mood + chance.normal(size=(n, 5))), 1, 5)
    return scores, scores @ np.array([0.5, 0.9, 0.4, 0, 0]) + chance.normal(size=n)


@pytest.mark.parametrize("method", ["shapley", "johnson"])
def test_what_matters_most_is_found_and_the_parts_make_up_r_squared(method: str) -> None:
    scores, overall = made()
    got = drivers("ABCDE", scores, overall, method=method)
    parts = [one.importance for one in got.drivers]
    assert np.argsort(parts)[::-1][:3].tolist() == [1, 0, 2]
    design = np.column_stack([np.ones(len(scores)), scores])
    residual = overall - design @ np.linalg.lstsq(design, overall)[0]
    assert sum(parts) == pytest.approx(got.r2) == pytest.approx(1 - residual.var() / overall.var())
    assert sum(one.share for one in got.drivers) == pytest.approx(1)


def test_quadrants_set_what_matters_against_what_is_weak() -> None:
    scores, overall = made()
    quadrants = {one.name: one.quadrant for one in drivers("ABCDE", scores, overall).drivers}
    assert quadrants == {"A": "improve", "B": "keep", "C": "watch", "D": "enough", "E": "watch"}


@given(st.permutations(range(5)), st.floats(0.1, 50), st.floats(-10, 10))
def test_importance_does_not_depend_on_order_or_scale(order: list[int], factor: float, shift: float) -> None:
    scores, overall = made(60)
    base = drivers("ABCDE", scores, overall).drivers
    got = drivers(["ABCDE"[at] for at in order], scores[:, order] * factor + shift, overall * factor - shift).drivers
    for one in got:
        same = base["ABCDE".index(one.name)]
        assert (one.importance, one.se) == pytest.approx((same.importance, same.se), rel=1e-6, abs=1e-9)
        assert one.importance >= -1e-12


@pytest.mark.parametrize("method", ["shapley", "johnson"])
def test_a_criterion_asked_twice_shares_its_importance_evenly(method: str) -> None:
    scores, overall = made()
    got = drivers("ABA", scores[:, [0, 1, 0]], overall, method=method).drivers
    assert got[0].importance == pytest.approx(got[2].importance)
    assert drivers("AB", scores[:, :2], overall, method=method).r2 == pytest.approx(sum(one.importance for one in got))


def test_a_weight_of_two_counts_as_the_form_twice() -> None:
    scores, overall = made(50)
    weights = np.where(np.arange(50) < 20, 2.0, 1.0)
    sessions = np.arange(50) // 5
    twice = np.repeat(np.arange(50), weights.astype(int))
    one = drivers("ABCDE", scores, overall, weights=weights, psus=sessions).drivers
    other = drivers("ABCDE", scores[twice], overall[twice], psus=sessions[twice]).drivers
    for left, right in zip(one, other, strict=True):
        assert (left.importance, left.se, left.performance) == pytest.approx(
            (right.importance, right.se, right.performance)
        )


def test_sessions_of_one_number_in_two_strata_are_two_sessions() -> None:
    scores, overall = made(60)
    strata = np.repeat(["bưu chính", "trực tiếp"], 30)
    again = drivers("ABCDE", scores, overall, strata=strata, psus=np.arange(60) % 30 // 5)
    apart = drivers("ABCDE", scores, overall, strata=strata, psus=np.arange(60) // 5)
    assert again == apart
    assert again.df == 10


def test_a_session_without_which_a_criterion_does_not_vary_has_finite_errors() -> None:
    scores, overall = made(40)
    scores[:, 4] = 5
    scores[3, 4] = 1  # only the first session finds fault
    got = drivers("ABCDE", scores, overall, psus=np.arange(40) // 10)
    assert np.isfinite([one.se for one in got.drivers]).all()


def test_the_interval_covers_in_a_small_trial() -> None:
    # two uncorrelated criteria of unit variance: parts b^2 / (b1^2 + b2^2 + 1) = 0.32 and 0.08 of 1
    chance, held, trials = np.random.default_rng(4), 0, 200
    for _ in range(trials):
        scores = chance.normal(size=(150, 2))
        overall = scores @ np.sqrt([0.32, 0.08]) + np.sqrt(0.6) * chance.normal(size=150)
        first = drivers("AB", scores, overall).drivers[0]
        held += first.low <= 0.32 <= first.high
    assert 0.90 <= held / trials <= 0.99


def test_where_nothing_is_explained_there_are_no_shares() -> None:
    got = drivers("A", [[0.0], [0.0], [1.0], [1.0]] * 2, [0.0, 1.0, 0.0, 1.0] * 2)
    assert got.r2 == 0
    assert np.isnan(got.drivers[0].share)


def test_what_cannot_be_split_is_refused_with_the_cure() -> None:
    scores, overall = made(40)
    with pytest.raises(BadSurvey, match=r"Tầng b chỉ có 1 đơn vị chọn mẫu; gộp tầng"):
        drivers("ABCDE", scores, overall, strata=["a"] * 39 + ["b"])
    with pytest.raises(BadSurvey, match="'lm'; dùng shapley hoặc johnson"):
        drivers("ABCDE", scores, overall, method="lm")
    with pytest.raises(BadSurvey, match="6 phiếu đủ câu trả lời; cần ít nhất 7"):
        drivers("ABCDE", scores[:6], overall[:6])
    with pytest.raises(BadSurvey, match="C: mọi phiếu cho cùng một điểm"):
        drivers("ABC", np.column_stack([scores[:, :2], np.full(40, 5)]), overall)
    with pytest.raises(BadSurvey, match="điểm chung: mọi phiếu"):
        drivers("AB", scores[:, :2], np.full(40, 5))
    with pytest.raises(BadSurvey, match="11 tiêu chí quá nhiều"):
        drivers([str(number) for number in range(11)], np.ones((40, 11)), overall)


def test_twenty_two_items_go_by_johnson() -> None:
    chance = np.random.default_rng(2)
    scores = chance.integers(1, 6, (300, 22)).astype(float)
    got = drivers([f"q{number:02}" for number in range(22)], scores, scores.mean(axis=1), method="johnson")
    assert got.r2 == pytest.approx(1)
    assert all(0 < one.share < 0.12 for one in got.drivers)
