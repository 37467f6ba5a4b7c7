"""What a plan of sessions can settle: the chance of a verdict, and the fewest sessions that give the wanted chance.

The truth is a share p with the plan's intra-session correlation; the verdict falls where the Wilson interval of the
figure found, with the degrees of freedom of the sessions, lies wholly on one side of the target (`compare.verdict`).
Shares are between 0 and 1; wrong arguments raise BadSurvey.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtr, gammaln

from hailong.lexicon.numbers import format_number
from hailong.stats.faults import BadSurvey
from hailong.stats.intervals import interval, t_quantile
from hailong.stats.planning import Plan, check_share, percent, precision

Floats = NDArray[np.float64]

_MOST_FORMS: Final = 1_000_000
"""No survey asks more; a target that needs more cannot be settled."""
_MOST_TRIED: Final = 200
"""Up to so many sessions the surveys are played; with more the formula is as good."""
_TRIALS: Final = 5_000
_SEED: Final = 20_200


def power(p: float, target: float, plan: Plan, level: float = 0.95) -> float:
    """Give the probability that the interval lies wholly on the right side of the target where the truth is p.

    Small plans are played 5,000 times, always with the same chances (the figure is good to one point in a hundred);
    large ones, and a measured design effect that no correlation explains, go by formula.
    """
    check_share(p, "tỷ lệ dự kiến")
    check_share(target, "mục tiêu")
    explained = 1 <= plan.effect < plan.forms_per_session or plan.effect == 1
    if plan.sessions > _MOST_TRIED or not explained:
        return by_formula(p, target, plan, level)
    found, se = play(p, plan, _TRIALS, np.random.default_rng(_SEED))
    low, high = interval("wilson", found, se, plan.df, plan.forms, level)
    return float(np.mean(low >= target if p > target else high < target))


def by_formula(p: float, target: float, plan: Plan, level: float = 0.95) -> float:
    """Give the same probability without playing.

    The share found is binomial over the effective forms m = n / deff and the variance found is its expectation times
    chi²(df)/df, independently. Wilson's bound passes the target T where (share - T)² m / (t² T (1-T)) exceeds that
    factor; where all answers agree the bound is that of n forms.
    """
    effective = max(round(plan.forms / plan.effect), 1)
    found = np.arange(effective + 1) / effective
    square = float(t_quantile(plan.df, (1 - level) / 2)) ** 2
    factor = np.square(found - target) * effective / (square * target * (1 - target))
    passed = chdtr(plan.df, plan.df * factor)
    passed[[0, -1]] = plan.forms * np.array([target / (1 - target), (1 - target) / target]) >= square
    right = found > target if p > target else found < target
    return float((_binomial(effective, p) * passed * right).sum())


def play(p: float, plan: Plan, trials: int, chance: np.random.Generator) -> tuple[Floats, Floats]:
    """Draw surveys of the plan: the share found and its design-based standard error, one each a trial.

    The share of a session is a beta variable around p, so that two of its answers correlate as planned.
    """
    size, shape = plan.forms_per_session, (trials, plan.sessions)
    correlation = (plan.effect - 1) / max(size - 1, 1)
    shares: float | Floats = p
    if correlation > 0:
        spread = 1 / correlation - 1
        shares = chance.beta(p * spread, (1 - p) * spread, shape)
    satisfied = chance.binomial(size, shares, shape)
    found = satisfied.sum(1) / plan.forms
    totals = (satisfied - size * found[:, np.newaxis]) / plan.forms
    starts = np.arange(plan.strata) * plan.sessions // plan.strata
    counts = np.diff(starts, append=plan.sessions)
    squares = np.add.reduceat(totals**2, starts, axis=1) - np.add.reduceat(totals, starts, axis=1) ** 2 / counts
    return found, np.sqrt(np.maximum((counts / (counts - 1) * squares).sum(1), 0))


def settle(
    p: float, target: float, plan: Plan, *, wanted: float = 0.8, level: float = 0.95, most: int = _MOST_FORMS
) -> Plan:
    """Give the plan with the fewest sessions that settles the target with probability `wanted` where the truth is p.

    All else stays as in the given plan, whose own sessions do not count. Whole forms make the chance a fine saw: the
    answer has the wanted chance and one session less has not. BadSurvey where p is the target, or `most` forms fail.
    """
    if not 0 < wanted < 1:
        raise BadSurvey(f"Xác suất kết luận {wanted}: phải lớn hơn 0 và nhỏ hơn 1; ví dụ 0.8")
    if p == target:
        raise BadSurvey(f"Mức dự kiến {percent(p)} bằng đúng mục tiêu; không số phiếu nào kết luận được, đổi một số")

    def enough(sessions: int) -> bool:
        return power(p, target, replace(plan, sessions=sessions), level) >= wanted

    least, limit = 2 * plan.strata, max(most // plan.forms_per_session, 2 * plan.strata)
    found = _first(enough, least, limit)
    if found is None:
        gap = f"Mức dự kiến {percent(p)} quá gần mục tiêu {percent(target)}"
        raise BadSurvey(f"{gap}; {format_number(most)} phiếu cũng không đủ, chấp nhận “chưa đủ căn cứ”")
    return replace(plan, sessions=found)


def sentence(p: float, target: float, operator: str, plan: Plan, *, level: float = 0.95) -> str:
    """Say in one Vietnamese sentence what a plan can be expected to tell of a target `operator` T."""
    low, high = precision(p, plan, level)
    rising = operator.startswith(">")
    outcome = "đạt" if (p > target) == rising else "không đạt"
    return (
        f"{format_number(plan.forms)} phiếu trong {format_number(plan.sessions)} buổi ({plan.strata} tầng, "
        f"{plan.forms_per_session} phiếu một buổi): nếu mức thật là {percent(p)} thì khoảng tin cậy {percent(level)} "
        f"vào khoảng {percent(low)} đến {percent(high)}, và xác suất kết luận được “{outcome}” so với mục tiêu "
        f"{operator} {percent(target)} là {percent(power(p, target, plan, level), 0)}."
    )


def _first(enough: Callable[[int], bool], least: int, limit: int) -> int | None:
    """The first number that is enough, by doubling and halving; None where the limit is not."""
    low, high = least - 1, least
    while not enough(high):
        if high >= limit:
            return None
        low, high = high, min(2 * high, limit)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _binomial(size: int, p: float) -> Floats:
    """The probabilities of 0 to `size` successes."""
    k = np.arange(size + 1)
    ways = gammaln(size + 1) - gammaln(k + 1) - gammaln(size - k + 1)
    return np.asarray(np.exp(ways + k * np.log(p) + (size - k) * np.log1p(-p)))
