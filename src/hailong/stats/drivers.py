"""Which criterion drives overall satisfaction: relative importance with the errors of the design.

Importance splits the R² of the weighted regression of overall satisfaction on k criteria among them:
- `shapley`: the mean gain in R² over all orders of entering (Lindeman, Merenda & Gold 1980, "lmg"; the same number is
  the Shapley value and general dominance, Budescu 1993); k at most 10, since all 2^k subsets are fitted;
- `johnson`: relative weights through the nearest orthogonal variables (Johnson 2000, Multivariate Behavioral Research
  35, 1-19); any k, equal to `shapley` for two criteria and near it else.
Errors: delete-one-PSU jackknife in strata (JKn, R `as.svrepdesign(type="JKn", mse=TRUE)`), t with PSUs less strata.
Importance is association in this survey, not proof of cause. Forms with a missing criterion or overall answer are left
out of the regression, but their PSU still counts in its stratum.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hailong.stats.faults import BadSurvey
from hailong.stats.intervals import interval

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_MOST_BY_SUBSETS: Final = 10


@dataclass(frozen=True, slots=True)
class Driver:
    """One criterion: its part of R² (`importance`) with error and bounds, its `share` of all parts, its mean score.

    `quadrant` sets share against an equal share and performance against the mean of the criteria (Martilla & James
    1977): improve (matters, weak), keep (matters, strong), watch (matters less, weak), enough (matters less, strong).
    """

    name: str
    importance: float
    se: float
    low: float
    high: float
    share: float
    performance: float
    quadrant: str


@dataclass(frozen=True, slots=True)
class Drivers:
    """The criteria in the order given, R² of all together, forms used, degrees of freedom."""

    drivers: tuple[Driver, ...]
    r2: float
    n: int
    df: int


def drivers(
    names: Sequence[str],
    scores: ArrayLike,
    overall: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    strata: ArrayLike | None = None,
    psus: ArrayLike | None = None,
    method: str = "shapley",
    level: float = 0.95,
) -> Drivers:
    """Rank k criteria by what they explain: `scores` n x k, `overall` n (nan: missing), any numeric scale.

    Without strata there is one; without PSUs each form is one. BadSurvey for a lonely PSU, too few complete forms, an
    answer that is the same on every form, an unknown method, or more than ten criteria by `shapley`.
    """
    split = _method(method, len(names))
    given = np.column_stack([np.asarray(scores, dtype=np.float64), np.asarray(overall, dtype=np.float64)])
    n = len(given)
    weight = np.ones(n) if weights is None else np.asarray(weights, dtype=np.float64)
    stratum, psu = _design(n, strata, psus)
    complete = ~np.isnan(given).any(axis=1)
    _check(names, given[complete])
    totals = _moments(given, np.where(complete, weight, 0.0), psu, len(stratum))
    parts = split(_correlations(totals.sum(axis=0)[np.newaxis]))[0]
    spread, df = _jackknife(split, totals, stratum, parts)
    performance = _means(given[:, :-1], weight)
    return _report(names, parts, (spread, df, level), performance, int(complete.sum()))


def _report(
    names: Sequence[str], parts: Floats, error: tuple[Floats, int, float], performance: Floats, n: int
) -> Drivers:
    spread, df, level = error
    low, high = interval("t", parts, spread, df, n, level)
    r2 = float(parts.sum())
    matters, strong = parts >= r2 / len(parts), performance >= performance.mean()
    found = tuple(
        Driver(
            name,
            float(parts[at]),
            float(spread[at]),
            float(max(low[at], 0)),
            float(min(high[at], 1)),
            float(parts[at] / r2) if r2 > 0 else np.nan,
            float(performance[at]),
            _QUADRANTS[bool(matters[at]), bool(strong[at])],
        )
        for at, name in enumerate(names)
    )
    return Drivers(found, r2, n, df)


_QUADRANTS: Final[Mapping[tuple[bool, bool], str]] = MappingProxyType(
    {(True, False): "improve", (True, True): "keep", (False, False): "watch", (False, True): "enough"}
)


def _design(n: int, strata: ArrayLike | None, psus: ArrayLike | None) -> tuple[Ints, Ints]:
    """Number the PSUs, each inside its stratum: the stratum of each PSU, in order, and the PSU of each form."""
    _, stratum = np.unique(np.zeros(n) if strata is None else np.asarray(strata), return_inverse=True)
    _, within = np.unique(np.arange(n) if psus is None else np.asarray(psus), return_inverse=True)
    pairs, psu = np.unique(stratum.astype(np.int64) * (n + 1) + within, return_inverse=True)
    of_psu = (pairs // (n + 1)).astype(np.int64)
    lonely = np.flatnonzero(np.bincount(of_psu) == 1)
    if len(lonely):
        name = np.unique(np.zeros(n) if strata is None else np.asarray(strata))[lonely[0]]
        raise BadSurvey(f"Tầng {name} chỉ có 1 đơn vị chọn mẫu; gộp tầng với tầng bên cạnh rồi tính lại")
    return of_psu, psu.astype(np.int64)


def _moments(given: Floats, weight: Floats, psu: Ints, count: int) -> Floats:
    """Weighted sums of products of (1, criteria, overall) in each PSU, about the overall means: count x q x q."""
    filled = np.where(np.isnan(given), 0.0, given)
    centred = np.where(weight[:, np.newaxis] > 0, filled - weight @ filled / weight.sum(), 0.0)
    columns = np.column_stack([np.ones(len(given)), centred])
    size = columns.shape[1]
    out = np.empty((count, size, size))
    for one in range(size):
        for other in range(one, size):
            sums = np.bincount(psu, weight * columns[:, one] * columns[:, other], minlength=count)
            out[:, one, other] = out[:, other, one] = sums
    return out


def _correlations(moments: Floats) -> Floats:
    """Weighted correlations of criteria and overall, g x (k+1) x (k+1); what does not vary correlates with nothing."""
    means = moments[:, 0, 1:] / moments[:, :1, 0]
    covariance = moments[:, 1:, 1:] / moments[:, :1, :1] - means[:, :, np.newaxis] * means[:, np.newaxis, :]
    variance = np.einsum("gii->gi", covariance)
    square = np.einsum("gii->gi", moments[:, 1:, 1:]) / moments[:, 0, :1]
    deviation = np.sqrt(np.where(variance > 1e-12 * square, variance, np.inf))
    out = covariance / (deviation[:, :, np.newaxis] * deviation[:, np.newaxis, :])
    size = out.shape[1]
    out[:, np.arange(size), np.arange(size)] = 1.0
    return np.asarray(out)


def _jackknife(split: Callable[[Floats], Floats], totals: Floats, stratum: Ints, parts: Floats) -> tuple[Floats, int]:
    """Leave each PSU out, its stratum's others weighing more: the standard errors and degrees of freedom."""
    counts = np.bincount(stratum)
    of_stratum = np.zeros((len(counts), *totals.shape[1:]))
    np.add.at(of_stratum, stratum, totals)
    size = counts[stratum][:, np.newaxis, np.newaxis]
    others = of_stratum[stratum] - totals
    replicates = split(_correlations(totals.sum(axis=0) - of_stratum[stratum] + others * size / (size - 1)))
    factor = (counts[stratum] - 1) / counts[stratum]
    variance = (factor[:, np.newaxis] * np.square(replicates - parts)).sum(axis=0)
    return np.sqrt(variance), int(len(stratum) - len(counts))


def _shapley(correlations: Floats) -> Floats:
    k = correlations.shape[1] - 1
    explained = {chosen: _r2(correlations, chosen) for size in range(k + 1) for chosen in combinations(range(k), size)}
    parts = np.zeros((len(correlations), k))
    for chosen, r2 in explained.items():
        for added in set(range(k)) - set(chosen):
            gain = explained[tuple(sorted((*chosen, added)))] - r2
            parts[:, added] += gain / (k * comb(k - 1, len(chosen)))
    return parts


def _r2(correlations: Floats, chosen: tuple[int, ...]) -> Floats:
    if not chosen:
        return np.zeros(len(correlations))
    at = list(chosen)
    own, with_overall = correlations[:, at][:, :, at], correlations[:, at, -1]
    return np.asarray(np.einsum("gi,gij,gj->g", with_overall, np.linalg.pinv(own, hermitian=True), with_overall))


def _johnson(correlations: Floats) -> Floats:
    own, with_overall = correlations[:, :-1, :-1], correlations[:, :-1, -1]
    values, vectors = np.linalg.eigh(own)
    root = np.sqrt(np.maximum(values, 0))
    inverse = np.where(root > 1e-7, 1 / np.where(root > 1e-7, root, 1), 0)
    loadings = np.einsum("gij,gj,gkj->gik", vectors, root, vectors)
    slopes = np.einsum("gij,gj,gkj,gk->gi", vectors, inverse, vectors, with_overall)
    return np.asarray(np.einsum("gij,gj->gi", np.square(loadings), np.square(slopes)))


_METHODS: Final[Mapping[str, Callable[[Floats], Floats]]] = MappingProxyType({"shapley": _shapley, "johnson": _johnson})


def _method(method: str, k: int) -> Callable[[Floats], Floats]:
    if method not in _METHODS:
        raise BadSurvey(f"Mức quan trọng: không có cách '{method}'; dùng {' hoặc '.join(_METHODS)}")
    if method == "shapley" and k > _MOST_BY_SUBSETS:
        raise BadSurvey(f"Mức quan trọng: {k} tiêu chí quá nhiều cho cách shapley (10); dùng cách johnson")
    return _METHODS[method]


def _check(names: Sequence[str], complete: Floats) -> None:
    if len(complete) < len(names) + 2:
        raise BadSurvey(f"Mức quan trọng: {len(complete)} phiếu đủ câu trả lời; cần ít nhất {len(names) + 2}")
    for name, answers in zip([*names, "điểm chung"], complete.T, strict=True):
        if (answers == answers[0]).all():
            raise BadSurvey(f"Mức quan trọng, {name}: mọi phiếu cho cùng một điểm; bỏ tiêu chí này rồi tính lại")


def _means(scores: Floats, weight: Floats) -> Floats:
    """Weighted mean of each criterion over the forms that answer it."""
    answered = ~np.isnan(scores)
    return np.asarray(weight @ np.where(answered, scores, 0) / (weight @ answered))
