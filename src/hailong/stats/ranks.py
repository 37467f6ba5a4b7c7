"""Ranks of units and how far the answers can tell them apart: joint confidence intervals of all ranks at once.

Method: Klein, Wright & Wieczorek (2020), "A joint confidence region for an overall ranking of populations", Journal of
the Royal Statistical Society C 69, 589-606. Give every unit an interval such that all hold together with the wanted
probability; a unit is surely better than another only where the two intervals do not meet; so its rank lies between
1 + (units surely better) and k - (units surely worse). Where all the intervals hold, all the rank intervals hold,
whatever the units' sizes, errors and degrees of freedom: the statement is simultaneous by construction. The intervals
hold together at Šidák's level (1967) where the units' samples are independent, at Bonferroni's in any case.
Ranking by p-values of pairs (Mogstad, Romano, Shaikh & Wilhelm 2024) is narrower for large samples, but its tails of
alpha/k² have no honest t quantile at four degrees of freedom, the usual number of a counter's quarter.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hailong.stats.intervals import interval

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranks:
    """For each unit: the observed rank (1 is best, ties share the better one), the best and the worst it may have.

    nan for a unit without a figure; such a unit takes no place.
    """

    observed: Floats
    best: Floats
    worst: Floats


def joint_level(level: float, units: int, *, independent: bool = True) -> float:
    """Give the level of each of `units` intervals so that all of them hold together at `level`."""
    if independent:
        return float(level ** (1 / max(units, 1)))
    return 1 - (1 - level) / max(units, 1)


def rank(
    kind: str,
    estimate: ArrayLike,
    se: ArrayLike,
    df: ArrayLike,
    n: ArrayLike,
    *,
    level: float = 0.95,
    independent: bool = True,
    rising: bool = True,
) -> Ranks:
    """Rank k units by intervals of that kind (see `intervals`), held together at `level`; one array element a unit.

    `independent` is False where units share sessions or respondents; `rising` is False where less is better.
    """
    figures = np.asarray(estimate, dtype=np.float64)
    each = joint_level(level, int(np.isfinite(figures).sum()), independent=independent)
    low, high = interval(kind, figures, se, df, n, each)
    return rank_from_bounds(figures, low, high, rising=rising)


def rank_from_bounds(estimate: ArrayLike, low: ArrayLike, high: ArrayLike, *, rising: bool = True) -> Ranks:
    """Rank units whose bounds already hold together. A unit with a figure but no bounds may take any place."""
    figures, lower, upper = (np.asarray(given, dtype=np.float64) for given in (estimate, low, high))
    if not rising:
        figures, lower, upper = -figures, -upper, -lower
    known = np.isfinite(figures)
    total = int(known.sum())
    bottoms = np.where(np.isfinite(lower), lower, -np.inf)[known]
    tops = np.where(np.isfinite(upper), upper, np.inf)[known]
    found = (
        1 + _above(figures[known], figures[known]),
        1 + _above(bottoms, tops),
        total - _above(-tops, -bottoms),
    )
    return Ranks(*(_spread(places, known) for places in found))


def _above(values: Floats, marks: Floats) -> Floats:
    """Count for each mark the values above it."""
    return len(values) - np.searchsorted(np.sort(values), marks, side="right").astype(np.float64)


def _spread(places: Floats, known: NDArray[np.bool_]) -> Floats:
    out = np.full(known.shape, np.nan)
    out[known] = places
    return out
