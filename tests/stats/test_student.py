"""Two-sided p-values of Student's t."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtr

from hailong.stats.student import two_sided

# R 4.2.2: 2 * pt(-t, df)
R = [
    (1.5, 1, 0.37433408362199760),
    (2.0, 2, 0.18350341907227391),
    (2.0, 5, 0.10193947882985828),
    (2.5, 36, 0.01711382990691537),
    (1.0, 199, 0.31852491231977414),
    (1.96, 1000, 0.05027318495574872),
]


@pytest.mark.parametrize(("t", "df", "p"), R)
def test_it_is_that_of_r(t, df, p):
    assert two_sided([[t, -t]], [[df]]) == pytest.approx(np.array([[p, p]]), rel=1e-12)


@given(st.lists(st.floats(1e-3, 60), min_size=1, max_size=4), st.lists(st.integers(1, 400), min_size=1, max_size=9))
def test_it_is_that_of_scipy(t, df):
    figures, freedom = np.tile(t, (len(df), 1)), np.array(df, dtype=float)[:, None]
    assert two_sided(figures, freedom) == pytest.approx(2 * stdtr(freedom, -figures), rel=1e-10, abs=0)


def test_ends_are_exact():
    for df in (1.0, 2.0, 7.0, 8.0, 500.0, 2.5):
        assert two_sided([[0.0, np.inf, -np.inf, 1e200]], [[df]]).tolist() == [[1, 0, 0, pytest.approx(0, abs=1e-200)]]


def test_without_degrees_of_freedom_there_is_none():
    assert np.isnan(two_sided([[1.0], [1.0], [np.nan]], [[0.0], [-1.0], [4.0]])).all()


def test_other_shapes_broadcast():
    assert two_sided(2.0, 5.0) == pytest.approx(0.10193947882985828, rel=1e-12)
    assert two_sided([1.0, 2.0], [5.0, 5.0]).shape == (2,)
    assert two_sided(np.zeros((3, 2)), 5.0).tolist() == [[1, 1]] * 3
