"""Whether items hang together, and forms that look filled in without reading.

`cronbach` gives coefficient alpha (Cronbach 1951) over complete cases, unweighted, with the interval of Feldt (1965),
Psychometrika 30, 357-370: exact for parallel normal items, the usual approximation else. `doubts` flags forms for a
person to look at; it removes nothing: many honest visitors are satisfied with everything.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtri

from hailong.stats.faults import BadSurvey

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Alpha:
    """Coefficient alpha of k items over the n forms that answer them all; nan where every form has the same sum.

    `without` is alpha of the other items, for each item; nan where fewer than two are left.
    """

    alpha: float
    low: float
    high: float
    n: int
    dropped: int
    without: Floats


def cronbach(answers: ArrayLike, level: float = 0.95) -> Alpha:
    """Measure n x k answers (nan: missing). Forms with a missing item are dropped and counted.

    BadSurvey for fewer than two items or fewer than two complete forms.
    """
    given = _table(answers)
    complete = given[~np.isnan(given).any(axis=1)]
    n, k = complete.shape
    if k < 2 or n < 2:
        raise BadSurvey(f"Độ tin cậy: {k} câu hỏi, {n} phiếu trả lời đủ; cần ít nhất 2 câu hỏi và 2 phiếu")
    covariance = np.cov(complete, rowvar=False)
    own, total = np.diag(covariance), covariance.sum()
    alpha = float(_alpha(k, own.sum(), total))
    without = _alpha(k - 1, own.sum() - own, total - 2 * covariance.sum(0) + own)
    low, high = alpha_bounds(alpha, n, k, level)
    return Alpha(alpha, low, high, n, len(given) - n, np.asarray(without))


def _alpha(k: int, own: ArrayLike, total: ArrayLike) -> Floats:
    """k/(k-1) times the part of the sum's variance that the items' own variances do not explain."""
    parts, whole = np.asarray(own, dtype=np.float64), np.asarray(total, dtype=np.float64)
    if k < 2:
        return np.full(parts.shape, np.nan)
    whole = np.where(whole > 1e-12 * parts, whole, np.nan)
    return np.asarray(k / (k - 1) * (1 - parts / whole))


def alpha_bounds(alpha: float, n: int, k: int, level: float = 0.95) -> tuple[float, float]:
    """Bound an alpha of k items and n forms by Feldt's F with n-1 and (n-1)(k-1) degrees of freedom."""
    tail, between, within = (1 - level) / 2, n - 1, (n - 1) * (k - 1)
    factors = fdtri(between, within, np.array([1 - tail, tail]))
    low, high = 1 - (1 - alpha) * factors
    return float(low), float(high)


@dataclass(frozen=True, slots=True)
class Doubts:
    """What looks odd about each form. Arrays of n.

    `longest` is the longest run of one answer, missing answers skipped; `straight` says that all answers are one;
    `long_run` that the longest run is long; `quick` that the form took less time than its answers need; `twin` is the
    number of the first form with the very same answers, -1 for none (straight forms are alike by nature: they have
    none).
    """

    longest: Ints
    straight: Bools
    long_run: Bools
    quick: Bools
    twin: Ints


def doubts(
    answers: ArrayLike, *, long_run: int, seconds: ArrayLike | None = None, seconds_per_item: float = 0.0
) -> Doubts:
    """Flag n x k answers (nan: missing) in form order; a form with fewer than `long_run` answers is only timed.

    `seconds` is the time each form took (nan: unknown, never quick); `seconds_per_item` the least time of an answer
    (rule `sipas.seconds_per_item`).
    """
    given = _table(answers)
    valid = (~np.isnan(given)).sum(axis=1)
    longest, enough = _longest_runs(given), valid >= long_run
    straight = enough & (longest == valid)
    taken = np.full(len(given), np.nan) if seconds is None else np.asarray(seconds, dtype=np.float64)
    quick = (taken < seconds_per_item * valid) & (valid > 0)
    return Doubts(longest, straight, enough & (longest >= long_run), quick, _twins(given, enough & ~straight))


def _longest_runs(given: Floats) -> Ints:
    """Walk over the items once, all forms at a time."""
    run, longest = np.zeros(len(given), dtype=np.int64), np.zeros(len(given), dtype=np.int64)
    last = np.full(len(given), np.nan)
    for item in given.T:
        answered = ~np.isnan(item)
        run = np.where(answered, np.where(item == last, run + 1, 1), run)
        last = np.where(answered, item, last)
        longest = np.maximum(longest, run)
    return longest


def _twins(given: Floats, asked: Bools) -> Ints:
    """The first asked form with the same answers in the same places, for the later ones."""
    twin = np.full(len(given), -1, dtype=np.int64)
    numbers = np.flatnonzero(asked)
    if not len(numbers):
        return twin
    _, first, group = np.unique(
        np.nan_to_num(given[numbers], nan=-np.inf), axis=0, return_index=True, return_inverse=True
    )
    source = numbers[first[group.ravel()]]
    twin[numbers] = np.where(source == numbers, -1, source)
    return twin


def _table(answers: ArrayLike) -> Floats:
    given = np.asarray(answers, dtype=np.float64)
    if given.ndim != 2:
        raise BadSurvey(f"Bảng trả lời có {given.ndim} chiều; cần một dòng một phiếu, một cột một câu hỏi")
    return given
