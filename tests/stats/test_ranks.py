"""Rank intervals against their definition, by hand, and by trial."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.stats.intervals import interval
from hailong.stats.ranks import joint_level, rank, rank_from_bounds

units = st.lists(
    st.tuples(st.sampled_from([70.0, 80.0, 84.5, 90.0, 97.0, np.nan]), st.floats(0, 15), st.floats(0, 15)),
    min_size=1,
    max_size=9,
)


def test_five_units_by_hand() -> None:
    estimate, low, high = [95, 90, 89, 70, 50], [93, 88, 86, 65, 45], [97, 92, 91, 75, 66]
    got = rank_from_bounds(estimate, low, high)
    np.testing.assert_array_equal(got.observed, [1, 2, 3, 4, 5])
    np.testing.assert_array_equal(got.best, [1, 2, 2, 4, 4])
    np.testing.assert_array_equal(got.worst, [1, 3, 3, 5, 5])


def test_where_less_is_better_the_order_turns_round() -> None:
    got = rank_from_bounds([5, 9, 1], [4, 8, 0], [6, 10, 2], rising=False)
    np.testing.assert_array_equal([got.observed, got.best, got.worst], [[2, 3, 1]] * 3)


def test_ties_share_the_better_rank() -> None:
    got = rank_from_bounds([90, 90, 80], [90, 90, 80], [90, 90, 80])
    np.testing.assert_array_equal(got.observed, [1, 1, 3])
    np.testing.assert_array_equal(got.worst, [2, 2, 3])


def test_a_unit_without_bounds_may_take_any_place_and_one_without_a_figure_takes_none() -> None:
    got = rank_from_bounds([95, 80, 60, np.nan], [94, np.nan, 55, 1], [96, np.nan, 65, 2])
    np.testing.assert_array_equal(got.observed, [1, 2, 3, np.nan])
    np.testing.assert_array_equal(got.best, [1, 1, 2, np.nan])
    np.testing.assert_array_equal(got.worst, [2, 3, 3, np.nan])


@given(units)
def test_rank_intervals_are_those_of_the_definition_and_hold_the_observed_rank(
    rows: list[tuple[float, float, float]],
) -> None:
    estimate = [row[0] for row in rows]
    low, high = [row[0] - row[1] for row in rows], [row[0] + row[2] for row in rows]
    got = rank_from_bounds(estimate, low, high)
    known = [unit for unit, figure in enumerate(estimate) if figure == figure]
    for unit in range(len(rows)):
        if unit not in known:
            assert np.isnan([got.observed[unit], got.best[unit], got.worst[unit]]).all()
            continue
        assert got.observed[unit] == 1 + sum(estimate[other] > estimate[unit] for other in known)
        assert got.best[unit] == 1 + sum(low[other] > high[unit] for other in known)
        assert got.worst[unit] == len(known) - sum(high[other] < low[unit] for other in known)
        assert 1 <= got.best[unit] <= got.observed[unit] <= got.worst[unit] <= len(known)


@given(st.lists(st.floats(0.5, 0.99), min_size=2, max_size=12), st.integers(1, 60))
def test_a_higher_level_holds_the_ranks_of_a_lower_one(p: list[float], df: int) -> None:
    narrow, wide = (rank("wilson", p, 0.01, df, 600, level=level) for level in (0.8, 0.99))
    assert (wide.best <= narrow.best).all()
    assert (wide.worst >= narrow.worst).all()


def test_the_joint_level_is_sidaks_or_bonferronis() -> None:
    assert joint_level(0.95, 1) == joint_level(0.95, 0) == 0.95
    assert joint_level(0.95, 10) == pytest.approx(0.994883803, abs=1e-9)  # the tenth root of 0.95
    assert joint_level(0.95, 10, independent=False) == pytest.approx(0.995)


def test_units_are_ranked_at_the_joint_level() -> None:
    p, se = np.array([0.95, 0.9, 0.6, np.nan]), 0.02
    for independent in (True, False):
        low, high = interval("t", p, se, 10, 400, joint_level(0.9, 3, independent=independent))
        got, expected = rank("t", p, se, 10, 400, level=0.9, independent=independent), rank_from_bounds(p, low, high)
        np.testing.assert_array_equal(got.best, expected.best)
        np.testing.assert_array_equal(got.worst, expected.worst)


def test_sixty_forms_a_unit_cannot_order_ten_units_that_lie_within_ten_points() -> None:
    p = np.linspace(0.84, 0.93, 10)
    got = rank("wilson", p, np.sqrt(p * (1 - p) / 60), 4, 60)
    np.testing.assert_array_equal(got.observed, np.arange(10, 0, -1))
    assert (got.best == 1).all()
    assert (got.worst == 10).all()


def test_all_ranks_hold_together_in_a_small_trial() -> None:
    chance, truth, trials = np.random.default_rng(11), np.array([70.0, 80.0, 80.0, 84.0, 90.0]), 400
    se, df = np.array([1.0, 1.0, 2.0, 1.0, 3.0]), np.array([4, 8, 30, 4, 12])
    better = np.array([5, 3, 3, 2, 1])
    worse = np.array([5, 4, 4, 2, 1])
    held = 0
    for _ in range(trials):
        seen = truth + se * chance.standard_normal(5)
        got = rank("t", seen, se * np.sqrt(chance.chisquare(df) / df), df, 60)
        held += bool(((got.best <= better) & (got.worst >= worse)).all())
    assert held / trials >= 0.95
