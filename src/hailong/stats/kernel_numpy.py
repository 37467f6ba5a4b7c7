"""The nation's sums by whole-array numpy: the twin of `kernel_numba`, with the same arguments and numbers.

Names of axes: rows are forms, then sampling units, strata, units; items are bits. Scores: Woodruff 1971, Binder 1983.
"""

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Masks = NDArray[np.uint32]


class Boundaries(NamedTuple):
    """The first row out of order (-1: none); where runs begin, each array with its end."""

    disorder: int
    psu: Ints
    stratum: Ints
    unit: Ints


class Forms(NamedTuple):
    """Packed rows and their runs: `psu` into rows, `stratum` into sampling units, `unit` into strata.

    `scale` is a stratum's (1 - n/N)·n/(n-1), or 1 - n/N where it has one sampling unit, which is left uncentred.
    """

    weight: Floats
    ym: Masks
    xm: Masks
    psu: Ints
    stratum: Ints
    unit: Ints
    scale: Floats


class Moments(NamedTuple):
    """Units x (items, criteria, index) on 0..1: respondents, estimate, variance, that of simple random sampling."""

    n: Ints
    estimate: Floats
    variance: Floats
    simple: Floats


def boundaries(
    province: NDArray[np.int16], unit: NDArray[np.int32], stratum: NDArray[np.int32], psu: NDArray[np.int64]
) -> Boundaries:
    """Find where sampling units, strata and units begin, and whether the rows are in that order."""
    new = np.arange(len(unit)) == 0
    smaller = np.zeros(max(len(unit) - 1, 0), dtype=bool)
    levels = []
    for column in (province, unit, stratum, psu):
        above, below = column[:-1], column[1:]
        smaller |= ~new[1:] & (below < above)
        new[1:] |= below != above
        levels.append(np.flatnonzero(new))
    _, units, strata, sampling = levels
    return Boundaries(
        int(smaller.argmax()) + 1 if smaller.any() else -1,
        np.append(sampling, len(unit)),
        np.append(np.searchsorted(sampling, strata), len(sampling)),
        np.append(np.searchsorted(strata, units), len(strata)),
    )


def moments(forms: Forms, starts: Ints, pooled: bool) -> Moments:
    """Measure every unit; `starts` are the bits at which the criteria begin, and the end."""
    psus = forms.stratum[forms.unit]
    good, given = (_totals(forms.weight, mask, forms.psu, int(starts[-1])) for mask in (forms.ym, forms.xm))
    unit_good, unit_given = _runs(good, psus), _runs(given, psus)
    owner = _owner(psus)
    with np.errstate(invalid="ignore", divide="ignore"):
        point = unit_good / unit_given
        centre, factor = _lanes(unit_good, unit_given, starts, pooled)
        criteria = _criteria(factor * unit_good, starts)
        residual = (good - point[owner] * given) / unit_given[owner]
        parts = _criteria(factor[owner] * (good - centre[owner] * given), starts)
        variance = _runs(forms.scale[:, None] * _spread(_with_index(residual, parts), forms.stratum), forms.unit)
        count, simple = _simple(forms, centre, factor, starts)
        simple[:, : starts[-1]] = point * (1 - point) / (count[:, : starts[-1]] - 1)
    return Moments(count, _with_index(point, criteria), variance, simple)


def _lanes(good: Floats, given: Floats, starts: Ints, pooled: bool) -> tuple[Floats, Floats]:
    """Give each item's p and a, with which a criterion's score is the sum of a·(y - p·x) over its items.

    An item that nobody answered is left out of the mean of its criterion; without any the criterion is nan.
    """
    sizes = np.diff(starts)
    if pooled:
        whole_good, whole_given = (np.repeat(_criteria(part, starts), sizes, axis=1) for part in (good, given))
        return whole_good / whole_given, 1 / whole_given
    asked = given > 0
    answered = np.repeat(_criteria(asked, starts), sizes, axis=1)
    nothing = np.where(answered > 0, 0.0, np.nan)
    return np.where(asked, good / given, nothing), np.where(asked, 1 / (given * answered), nothing)


def _criteria(items: NDArray[Any], starts: Ints) -> Floats:
    return np.add.reduceat(items.astype(np.float64, copy=False), starts[:-1], axis=1)


def _with_index(items: Floats, criteria: Floats) -> Floats:
    return np.column_stack([items, criteria, criteria.mean(axis=1)])


def _totals(weight: Floats, mask: Masks, psu: Ints, items: int) -> Floats:
    """Sum the weights of the rows that have each bit, sampling unit by sampling unit."""
    return np.column_stack([_runs(weight * (mask >> bit & 1), psu) for bit in range(items)])


def _runs(values: Floats, ends: Ints) -> Floats:
    total: Floats = np.add.reduceat(values, ends[:-1], axis=0)
    return total


def _owner(ends: Ints) -> Ints:
    """Give the run to which each element belongs."""
    return np.repeat(np.arange(len(ends) - 1), np.diff(ends))


def _spread(scores: Floats, stratum: Ints) -> Floats:
    """Sum the squares about the stratum's mean; about nought where it has one sampling unit."""
    size = np.diff(stratum)[:, None]
    mean = np.where(size > 1, _runs(scores, stratum) / size, 0)
    return _runs(np.square(scores - mean[_owner(stratum)]), stratum)


def _simple(forms: Forms, centre: Floats, factor: Floats, starts: Ints) -> tuple[Ints, Floats]:
    """Count the respondents; give the simple variance of criteria and index (of the items it is p(1-p)/(n-1))."""
    rows = forms.psu[forms.stratum[forms.unit]]
    owner, items = _owner(rows), int(starts[-1])
    here = [forms.xm >> bit & 1 != 0 for bit in range(items)]
    squares = [np.zeros(len(rows) - 1)] * items
    index = np.zeros(len(owner))
    for first, end in pairwise(starts.tolist()):
        bits = range(first, end)
        score = sum(factor[owner, j] * ((forms.ym >> j & 1) - centre[owner, j] * (forms.xm >> j & 1)) for j in bits)
        index += score / (len(starts) - 1)
        here.append(np.logical_or.reduce(here[first:end]))
        squares.append(_runs(forms.weight * np.square(score), rows))
    here.append(np.logical_or.reduce(here[:items]))
    squares.append(_runs(forms.weight * np.square(index), rows))
    count = np.column_stack([np.add.reduceat(one.astype(np.int64), rows[:-1]) for one in here])
    weights = np.column_stack([_runs(forms.weight * one, rows) for one in here])
    return count, weights * np.column_stack(squares) / (count - 1)
