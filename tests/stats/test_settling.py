"""What plans can settle, against surveys played here by other means and against the laws of power."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stats.trials import Survey, surveys

from hailong.stats.compare import verdict
from hailong.stats.faults import BadSurvey
from hailong.stats.intervals import interval
from hailong.stats.planning import Plan
from hailong.stats.settling import by_formula, power, sentence, settle

TEN_EACH = Plan(sessions=20, forms_per_session=10, strata=2, correlation=0.05)


def settled(p: float, target: float, plan: Plan, trials: int = 4000) -> float:
    """How often the verdict is right, form by form and with the verdict itself."""
    found = surveys(Survey(p, plan.sessions, plan.forms_per_session, plan.correlation, plan.strata), trials, seed=77)
    low, high = interval("wilson", found.share, found.se, plan.df, plan.forms)
    wanted = "met" if p > target else "not_met"
    rows = zip(found.share, low, high, strict=True)
    return float(np.mean([verdict(share, bottom, top, target, ">=") == wanted for share, bottom, top in rows]))


@pytest.mark.parametrize(
    ("p", "target", "plan"),
    [
        (0.94, 0.9, Plan(24, 10, 2, 0.05)),
        (0.84, 0.9, Plan(20, 10, 2, 0.05)),
        (0.97, 0.9, Plan(12, 10, 2, 0.05)),
        (0.99, 0.95, Plan(20, 10, 2, 0.05)),
        (0.95, 0.84, Plan(6, 10, 2, 0.0)),
        (0.97, 0.9, Plan(6, 10, 2, 0.05)),
        (0.7, 0.84, Plan(7, 10, 3, 0.05)),
    ],
)
def test_the_chance_of_a_verdict_is_that_of_surveys_drawn_form_by_form(p: float, target: float, plan: Plan) -> None:
    assert power(p, target, plan) == pytest.approx(settled(p, target, plan), abs=0.035)


@pytest.mark.parametrize(("p", "target"), [(0.88, 0.9), (0.92, 0.9), (0.86, 0.84)])
def test_the_formula_agrees_with_surveys_where_forms_are_many(p: float, target: float) -> None:
    plan = Plan(201, 10, 2, 0.05)
    assert power(p, target, plan) == by_formula(p, target, plan)
    assert by_formula(p, target, plan) == pytest.approx(settled(p, target, plan, 3000), abs=0.035)


def test_sixty_forms_cannot_settle_90_percent_against_84() -> None:
    assert power(0.9, 0.84, Plan(6, 10, 2, 0.05)) < 0.15


@given(st.sampled_from([0.7, 0.8, 0.86, 0.94]), st.floats(0.3, 0.9))
@settings(max_examples=15, deadline=None)
def test_the_plan_found_settles_with_the_wanted_chance_and_one_session_less_does_not(p: float, wanted: float) -> None:
    plan = settle(p, 0.9, TEN_EACH, wanted=wanted)
    assert power(p, 0.9, plan) >= wanted
    fewer = plan.sessions - 1
    assert fewer < 2 * plan.strata or power(p, 0.9, Plan(fewer, 10, 2, 0.05)) < wanted


def test_more_correlation_a_nearer_target_and_more_certainty_need_more_sessions() -> None:
    base = settle(0.94, 0.9, TEN_EACH).sessions
    assert settle(0.94, 0.9, Plan(20, 10, 2, 0.15)).sessions > base
    assert settle(0.93, 0.9, TEN_EACH).sessions > base
    assert settle(0.94, 0.9, TEN_EACH, wanted=0.95).sessions > base
    assert settle(0.94, 0.9, TEN_EACH, level=0.99).sessions > base


def test_large_needs_are_found_by_formula_in_time() -> None:
    plan = settle(0.905, 0.9, Plan(2, 10, 1, 0.05))
    assert 1000 < plan.sessions < 10_000
    # the classic size: ((1.96 sqrt(T(1-T)) + 0.84 sqrt(p(1-p))) / gap)^2 * deff forms
    classic = ((1.959964 * 0.3 + 0.841621 * (0.905 * 0.095) ** 0.5) / 0.005) ** 2 * 1.45
    assert plan.forms == pytest.approx(classic, rel=0.02)


def test_a_measured_design_effect_below_one_needs_fewer_forms() -> None:
    measured = settle(0.94, 0.9, Plan(20, 10, 2, deff=0.5))
    assert measured.forms < settle(0.94, 0.9, Plan(20, 10, 2)).forms
    assert measured.deff == 0.5


def test_two_sessions_in_each_stratum_are_the_least() -> None:
    assert settle(0.1, 0.9, Plan(8, 200, 4, 0.0), wanted=0.5).sessions == 8


def test_what_no_number_of_forms_settles_is_refused() -> None:
    with pytest.raises(BadSurvey, match="bằng đúng mục tiêu"):
        settle(0.9, 0.9, TEN_EACH)
    with pytest.raises(BadSurvey, match=r"90,1 % quá gần mục tiêu 90 %; 1\.000 phiếu cũng không đủ"):
        settle(0.901, 0.9, TEN_EACH, most=1000)
    with pytest.raises(BadSurvey, match="Xác suất kết luận 80"):
        settle(0.95, 0.9, TEN_EACH, wanted=80)
    for p, target in ((90, 0.84), (0.9, 84)):
        with pytest.raises(BadSurvey, match=r"0\.84 cho 84 %"):
            power(p, target, TEN_EACH)


def test_the_answer_is_a_plain_sentence() -> None:
    plan = Plan(300, 10, 2, 0.05)
    said = sentence(0.92, 0.9, ">=", plan)
    assert said.startswith("3.000 phiếu trong 300 buổi (2 tầng, 10 phiếu một buổi): nếu mức thật là 92 % thì khoảng")
    assert "“đạt” so với mục tiêu >= 90 %" in said
    assert "\n" not in said
    assert "“không đạt” so với mục tiêu <= 90 %" in sentence(0.92, 0.9, "<=", plan)
    assert "“đạt” so với mục tiêu < 95 %" in sentence(0.92, 0.95, "<", plan)
