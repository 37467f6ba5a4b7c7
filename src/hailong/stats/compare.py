"""Comparisons: a figure with another, a combination of many, many tests at once, a figure with its target.

Every numeric verb works on whole arrays. Errors are those of Student's t with the degrees of freedom of the design.
"""

from dataclasses import dataclass
from decimal import Decimal
from math import isnan
from typing import Final, Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hailong.stats.faults import BadSurvey
from hailong.stats.intervals import interval
from hailong.stats.rounding import DIGITS, Figure, round_half_up
from hailong.stats.student import two_sided

Floats = NDArray[np.float64]
Verdict = Literal["met", "not_met", "insufficient"]
PointVerdict = Literal["met", "not_met"]
Operator = Literal[">=", ">", "<=", "<"]
_ROUNDING: Final = 1e-13
"""An error this small beside the figures it belongs to is a rounding of nought."""


class Measured(Protocol):
    """Figures with their errors: a row of an answer, or `Figures`."""

    @property
    def estimate(self) -> ArrayLike:
        """The figure, on any scale."""

    @property
    def se(self) -> ArrayLike:
        """Its standard error, on the same scale."""

    @property
    def df(self) -> ArrayLike:
        """Its degrees of freedom."""


class Figures(NamedTuple):
    """Estimates, their standard errors and degrees of freedom, arrays that broadcast together."""

    estimate: ArrayLike
    se: ArrayLike
    df: ArrayLike


@dataclass(frozen=True, slots=True)
class Compared:
    """A difference or contrast, one for each element: `p` is two-sided, `low` and `high` bound the figure."""

    estimate: Floats
    se: Floats
    df: Floats
    low: Floats
    high: Floats
    p: Floats


def difference(
    a: Measured, b: Measured, *, covariance: ArrayLike | None = None, df: ArrayLike | None = None, level: float = 0.95
) -> Compared:
    """Take b from a.

    Without a covariance the two are independent (a fresh sample each quarter: quarters are strata) and the degrees of
    freedom add up. With one (the same sessions or the same respondents, from the joint estimate) they are `df`, those
    of the joint design, or else the smaller of the two, which errs on the safe side.
    """
    gap = np.asarray(a.estimate, float) - np.asarray(b.estimate, float)
    variance = np.square(np.asarray(a.se, float)) + np.square(np.asarray(b.se, float))
    scale = np.abs(np.asarray(a.estimate, float)) + np.abs(np.asarray(b.estimate, float))
    both = np.add if covariance is None else np.minimum
    freedom = both(np.asarray(a.df, float), np.asarray(b.df, float)) if df is None else np.asarray(df, float)
    shared = 0.0 if covariance is None else 2 * np.asarray(covariance, float)
    return _compared(gap, np.sqrt(np.maximum(variance - shared, 0)), freedom, scale, level)


def contrast(
    weights: ArrayLike, estimates: ArrayLike, covariance: ArrayLike, df: ArrayLike, level: float = 0.95
) -> Compared:
    """Combine k estimates by weights (k, or m x k for m contrasts), with their k x k covariance matrix."""
    by, figures = np.asarray(weights, float), np.asarray(estimates, float)
    variance = np.einsum("...i,ij,...j->...", by, np.asarray(covariance, float), by)
    scale = np.abs(by) @ np.abs(figures)
    return _compared(by @ figures, np.sqrt(np.maximum(variance, 0)), np.asarray(df, float), scale, level)


def recovered(
    a: ArrayLike, a_low: ArrayLike, a_high: ArrayLike, b: ArrayLike, b_low: ArrayLike, b_high: ArrayLike
) -> tuple[Floats, Floats]:
    """Bound a - b of independent figures from the bounds of each: Newcombe (1998), Statistics in Medicine 17, 873-890.

    With Wilson bounds it holds where the t interval of the difference does not: near 100 %, or where one SE is nought.
    """
    low_a, point_a, high_a = (np.asarray(figure, float) for figure in (a_low, a, a_high))
    low_b, point_b, high_b = (np.asarray(figure, float) for figure in (b_low, b, b_high))
    gap = point_a - point_b
    return gap - np.hypot(point_a - low_a, high_b - point_b), gap + np.hypot(high_a - point_a, point_b - low_b)


def adjusted_p(p: ArrayLike) -> Floats:
    """Adjust p-values for their number: Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57, 289-300.

    Tests whose adjusted value is at most q have a false-discovery rate of at most q. Equal p-values get equal adjusted
    ones. A test that could not be made (nan) stays nan and does not count among the tests. Any shape.
    """
    given = np.asarray(p, float)
    made = ~np.isnan(given)
    found = given[made]
    order = np.argsort(found)
    steps = found[order] * (found.size / np.arange(1, found.size + 1))
    falling = np.minimum.accumulate(steps[::-1])[::-1]
    adjusted, back = np.full(given.shape, np.nan), np.empty(found.size)
    back[order] = np.minimum(falling, 1)
    adjusted[made] = back
    return adjusted


def verdict(
    estimate: float | None, low: float | None, high: float | None, target: float | Decimal, operator: str
) -> Verdict:
    """Judge by statistics: met or not met only where the whole interval lies on one side of the target.

    All on one scale. `insufficient` says that the answers cannot tell, also where there is no estimate or interval.
    BadSurvey for another operator than >=, >, <=, <.
    """
    aim, rising, strict = float(target), *_meaning(operator)
    if estimate is None or low is None or high is None or isnan(estimate + low + high):
        return "insufficient"
    if rising != strict:  # the target itself belongs to the upper side: >= and <
        above, below = low >= aim, high < aim
    else:
        above, below = low > aim, high <= aim
    if above:
        return "met" if rising else "not_met"
    return ("not_met" if rising else "met") if below else "insufficient"


def verdict_point(
    estimate: Figure | None, target: Decimal | float | str, operator: str, digits: int = DIGITS
) -> PointVerdict | None:
    """Judge the figure as published, rounded half up to `digits`; None where there is no figure.

    The target is exact: give it as Decimal or text where it has decimals. BadSurvey for an unknown operator.
    """
    rising, strict = _meaning(operator)
    if estimate is None or estimate != estimate:
        return None
    published, aim = round_half_up(estimate, digits), Decimal(str(target))
    reached = published > aim if rising else published < aim
    return "met" if reached or (published == aim and not strict) else "not_met"


def _meaning(operator: str) -> tuple[bool, bool]:
    """Tell whether more is better and whether the target itself is not enough."""
    if operator not in (">=", ">", "<=", "<"):
        raise BadSurvey(f"So với mục tiêu: không có phép so sánh '{operator}'; dùng >=, >, <= hoặc <")
    return operator.startswith(">"), len(operator) == 1


def _compared(gap: Floats, se: Floats, df: Floats, scale: Floats, level: float) -> Compared:
    """Test against nought. Without an error there is no test, unless nothing differs: then p is 1."""
    same = np.abs(gap) <= _ROUNDING * scale
    silent = se <= _ROUNDING * scale
    with np.errstate(divide="ignore", invalid="ignore"):
        p = two_sided(gap / np.where(silent, np.nan, se), df)
    p = np.where(silent & same & (df > 0), 1.0, p)
    low, high = interval("t", gap, se, df, np.nan, level)
    return Compared(*np.broadcast_arrays(gap, se, df, low, high, p))
