"""Rounding half up at the last step, against published figures and against exact arithmetic."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.stats.faults import BadSurvey
from hailong.stats.rounding import mean_of_published, round_half_up

hundredths = st.integers(0, 10_000).map(lambda whole: Decimal(whole) / 100)


def test_a_mean_that_falls_on_a_tie_goes_up() -> None:
    assert mean_of_published([Decimal("88.33"), Decimal("88.34")]) == Decimal("88.34")
    assert mean_of_published([Decimal("88.32"), Decimal("88.33")]) == Decimal("88.33")


def test_a_mean_of_nothing_is_refused() -> None:
    with pytest.raises(BadSurvey, match="không có điểm nào"):
        mean_of_published([])


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (88.335, "88.34"),  # the binary number lies below the tie
        (88.3349999999999, "88.34"),  # a sum that lost its last digits
        (88.334999999, "88.34"),  # 1e-9 short: still the tie
        (88.3349999989, "88.33"),
        (Decimal("88.334999999999999"), "88.33"),  # exact: nothing to forgive
        (Decimal("88.335"), "88.34"),
        (Fraction(1, 3), "0.33"),
        (Fraction(1, 200), "0.01"),
        (-0.005, "-0.01"),
        (-0.0049, "0.00"),
        (-1.5, "-1.50"),
        (100, "100.00"),
        (0.0, "0.00"),
        (np.float64(2.675), "2.68"),
        (1e22, "10000000000000000000000.00"),
    ],
)
def test_ties_move_away_from_nought(value: float, rounded: str) -> None:
    assert str(round_half_up(value)) == rounded


def test_digits_may_be_chosen() -> None:
    assert [str(round_half_up(84.4567, digits)) for digits in (0, 1, 3)] == ["84", "84.5", "84.457"]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_not_a_number_is_refused(value: float) -> None:
    with pytest.raises(BadSurvey, match="không phải một số"):
        round_half_up(value)


@given(st.decimals(-10_000, 10_000, places=6), st.integers(0, 5))
def test_decimals_round_as_the_decimal_module_does(value: Decimal, digits: int) -> None:
    assert round_half_up(value, digits) == value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


@given(st.decimals(-10_000, 10_000, places=6))
def test_a_float_rounds_as_the_decimal_it_shows(value: Decimal) -> None:
    assert round_half_up(float(value)) == round_half_up(value)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_rounding_keeps_order_and_stays_within_half_a_unit(one: float, other: float) -> None:
    low, high = sorted([one, other])
    assert round_half_up(low) <= round_half_up(high)
    assert abs(Fraction(round_half_up(one)) - Fraction(one)) <= Fraction(1, 200) + Fraction(2, 10**9)


@given(st.floats(-1e6, 1e6))
def test_a_fall_is_published_as_large_as_a_rise(value: float) -> None:
    assert round_half_up(-value) == -round_half_up(value)


@given(st.lists(hundredths, min_size=1, max_size=9))
def test_the_mean_is_that_of_whole_hundredths(figures: list[Decimal]) -> None:
    cents = sum(int(figure * 100) for figure in figures)
    assert mean_of_published(figures) == Decimal((2 * cents + len(figures)) // (2 * len(figures))) / 100


@given(hundredths)
def test_a_published_figure_rounds_to_itself(figure: Decimal) -> None:
    assert round_half_up(float(figure)) == figure == mean_of_published([figure])
