"""Sizes of samples against published figures, and the precision of plans."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.stats.faults import BadSurvey
from hailong.stats.planning import Plan, percent, precision, sample_size, yamane

SIXTY = Plan(sessions=6, forms_per_session=10, strata=2, correlation=0.05)


@pytest.mark.parametrize(("population", "forms"), [(240, 150), (500, 223), (1000, 286), (5000, 371), (10000, 385)])
def test_yamane_gives_the_ministrys_sizes_at_five_percent(population: int, forms: int) -> None:
    assert yamane(population, 0.05) == yamane(population, Decimal("0.05")) == forms


def test_yamane_does_not_lose_a_form_to_binary_fractions() -> None:
    assert yamane(9900, 0.1) == 99  # 9900 / 100 exactly
    assert yamane(1, 0.05) == 1


@given(st.integers(1, 10**7), st.integers(1, 10**6))
def test_yamane_grows_with_the_population_but_never_past_it_or_one_over_e_squared(small: int, more: int) -> None:
    assert yamane(small, 0.05) <= yamane(small + more, 0.05) <= 400
    assert yamane(small, 0.05) <= small


def test_the_size_of_cochrans_island() -> None:
    # Cochran (1977), 4.4: p = 0.5, half-width 0.05 with t = 2: 400; of 3,200 people 356
    at_two = 0.9544997361036416
    assert sample_size(0.5, 0.05, level=at_two) == 400
    assert sample_size(0.5, 0.05, level=at_two, population=3200) == 356


def test_sixty_and_two_hundred_and_forty_answers_at_84_percent() -> None:
    # half-widths 9.28 and 4.64 points
    assert sample_size(0.84, 0.0928) == 60
    assert sample_size(0.84, 0.0464) == 240


def test_a_design_effect_multiplies_the_size() -> None:
    assert sample_size(0.5, 0.05) == 385  # 384.15
    assert sample_size(0.5, 0.05, deff=1.5) == 577  # 576.2


@given(st.floats(0.02, 0.98), st.floats(0.005, 0.3), st.floats(0.3, 10), st.integers(1, 10**6))
def test_a_finite_population_never_needs_more_forms_than_people_nor_than_an_endless_one(
    p: float, half: float, deff: float, population: int
) -> None:
    size = sample_size(p, half, deff=deff, population=population)
    assert 1 <= size <= population
    assert size <= sample_size(p, half, deff=deff) + 1


def test_sixty_forms_in_six_sessions_leave_four_degrees_of_freedom_and_twenty_five_points() -> None:
    assert (SIXTY.forms, SIXTY.df, SIXTY.effect) == (60, 4, pytest.approx(1.45))
    low, high = precision(0.9, SIXTY)
    for bound in (low, high):  # the score equation of 60 / 1.45 answers with t(4)
        assert abs(bound - 0.9) == pytest.approx(2.7764451051977934 * (bound * (1 - bound) * 1.45 / 60) ** 0.5)
    assert 0.23 < high - low < 0.28


def test_one_form_a_session_has_no_design_effect_and_a_measured_one_wins() -> None:
    assert Plan(60, 1, 2, correlation=0.3).effect == 1
    assert Plan(6, 10, 2, correlation=0.05, deff=0.7).effect == 0.7


@given(st.floats(0.05, 0.95), st.integers(2, 50), st.integers(1, 40), st.floats(0, 0.5))
def test_more_sessions_never_widen(p: float, sessions: int, forms: int, correlation: float) -> None:
    few, many = (precision(p, Plan(count, forms, 1, correlation)) for count in (sessions, sessions + 1))
    assert many[0] >= few[0] - 1e-12
    assert many[1] <= few[1] + 1e-12


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        ({"sessions": 3, "forms_per_session": 10, "strata": 2}, "3 buổi cho 2 tầng; mỗi tầng cần ít nhất 2 buổi"),
        ({"sessions": 6, "forms_per_session": 0}, "0 phiếu một buổi"),
        ({"sessions": 6, "forms_per_session": 5, "strata": 0}, "0 tầng"),
        ({"sessions": 6, "forms_per_session": 5, "correlation": 1.0}, "tương quan 1.0"),
        ({"sessions": 6, "forms_per_session": 5, "deff": 0.0}, "deff 0.0"),
    ],
)
def test_a_plan_that_cannot_be_drawn_or_estimated_is_refused(plan: dict[str, float], told: str) -> None:
    with pytest.raises(BadSurvey, match=told):
        Plan(**plan)  # type: ignore[arg-type]


def test_sizes_of_nonsense_are_refused() -> None:
    for bad in ({"population": 0, "error": 0.05}, {"population": 10, "error": 5}, {"population": 10, "error": 0}):
        with pytest.raises(BadSurvey, match="tổng thể ≥ 1"):
            yamane(**bad)
    for p, half, deff in ((0.5, 0, 1), (0.5, 5, 1), (0.5, 0.05, 0)):
        with pytest.raises(BadSurvey, match="nửa khoảng"):
            sample_size(p, half, deff=deff)
    with pytest.raises(BadSurvey, match=r"tỷ lệ dự kiến 84.*0\.84 cho 84 %"):
        sample_size(84, 0.05)
    with pytest.raises(BadSurvey, match="tổng thể 0"):
        sample_size(0.5, 0.05, population=0)


def test_shares_are_written_as_percentages() -> None:
    assert [percent(0.845), percent(0.9), percent(0.8049, 0)] == ["84,5 %", "90 %", "80 %"]
