"""The rows of the variance cube by compiled loops: `forms_numpy` says what they mean."""

import numpy as np

from hailong.stats.forms_numpy import Sums
from hailong.stats.kernel_numba import LANES, compiled, count_answers, reordered, spread_bits, totals
from hailong.stats.kernel_numpy import Floats, Forms, Ints, Masks


@compiled
def _compact(good: Floats, given: Floats, vectors: Floats) -> None:
    """Turn lanes of satisfied and answered into u, then x, of the items only."""
    items = vectors.shape[1] // 2
    for at in range(len(vectors)):
        for item in range(items):
            vectors[at, item] = given[at, item] - good[at, item]
            vectors[at, items + item] = given[at, item]


@compiled
def _centre(vectors: Floats) -> None:
    """Take the mean of a stratum off its sampling units; a single one stays as it is."""
    if len(vectors) < 2:
        return
    mean = np.zeros(vectors.shape[1])
    for at in range(len(vectors)):
        mean += vectors[at]
    mean /= len(vectors)
    for at in range(len(vectors)):
        vectors[at] -= mean


@compiled
def _fold(vector: Floats, starts: Ints, basis: Floats) -> None:
    """Sum the items of each criterion, u and x apart."""
    items, criteria = starts[-1], len(starts) - 1
    basis[:] = 0
    for criterion in range(criteria):
        for item in range(starts[criterion], starts[criterion + 1]):
            basis[criterion] += vector[item]
            basis[criteria + criterion] += vector[items + item]


@reordered
def _square(vector: Floats, scale: float, square: Floats) -> None:
    """Add the products of a vector's parts to a whole square matrix."""
    for a in range(len(vector)):
        times, row = scale * vector[a], square[a]
        if times != 0:
            for b in range(len(vector)):
                row[b] += times * vector[b]


@compiled
def _pack(square: Floats, triangle: Floats) -> None:
    """Keep the lower triangle, and clear the matrix for the next unit."""
    at = 0
    for a in range(len(square)):
        for b in range(a + 1):
            triangle[at] = square[a, b]
            at += 1
    square[:] = 0


@compiled
def _bits(y: int, x: int, items: int, vector: Floats) -> None:
    for item in range(items):
        bit = np.uint32(1 << item)
        vector[item] = 1.0 if (x & ~y) & bit else 0.0
        vector[items + item] = 1.0 if x & bit else 0.0


@compiled
def _masks(starts: Ints) -> Masks:
    """Give the bits of each criterion, and of all."""
    masks = np.zeros(len(starts), np.uint32)
    for criterion in range(len(starts) - 1):
        for item in range(starts[criterion], starts[criterion + 1]):
            masks[criterion] |= np.uint32(1 << item)
        masks[-1] |= masks[criterion]
    return masks


@compiled
def _between_forms(
    packed: Forms, first: int, end: int, starts: Ints, pooled: bool, square: Floats, n: Ints, weight: Floats
) -> None:
    """Pass over a unit's forms: the products of their answers, and who answered anything of each criterion."""
    items, masks = starts[-1], _masks(starts)
    vector, basis = np.empty(2 * items), np.empty(2 * len(masks) - 2)
    for row in range(first, end):
        w, y, x = packed.weight[row], packed.ym[row], packed.xm[row]
        for k in range(len(masks)):
            if x & masks[k]:
                n[k] += 1
                weight[k] += w
        _bits(y, x, items, vector)
        if pooled:
            _fold(vector, starts, basis)
            _square(basis, w, square)
        else:
            _square(vector, w, square)


@compiled
def _between_psus(
    vectors: Floats, strata: Ints, scale: Floats, starts: Ints, pooled: bool, square: Floats, pairs: Floats
) -> None:
    """Pass over a unit's sampling units, stratum by stratum."""
    items = starts[-1]
    basis = np.empty(2 * len(starts) - 2)
    for at in range(len(scale)):
        stratum = vectors[strata[at] - strata[0] : strata[at + 1] - strata[0]]
        _centre(stratum)
        for p in range(len(stratum)):
            vector = stratum[p]
            if not pooled:
                _square(vector, scale[at], square)
                continue
            _fold(vector, starts, basis)
            _square(basis, scale[at], square)
            for item in range(items):
                pairs[3 * item] += scale[at] * vector[item] * vector[item]
                pairs[3 * item + 1] += scale[at] * vector[item] * vector[items + item]
                pairs[3 * item + 2] += scale[at] * vector[items + item] * vector[items + item]


@compiled
def _forms(packed: Forms, starts: Ints, pooled: bool) -> tuple[Ints, Floats, Floats, Floats, Floats, Floats]:
    units, items, criteria = len(packed.unit) - 1, starts[-1], len(starts) - 1
    wide = 2 * criteria if pooled else 2 * items
    n, weight = np.zeros((units, items + criteria + 1), np.int64), np.zeros((units, criteria + 1))
    sums, pairs = np.zeros((units, 2 * items)), np.zeros((units, 3 * items if pooled else 0))
    spread, simple = np.empty((units, wide * (wide + 1) // 2)), np.empty((units, wide * (wide + 1) // 2))
    most = np.diff(packed.stratum[packed.unit]).max()
    good, given = np.empty((most, LANES)), np.empty((most, LANES))
    vectors, square, bytes_ = np.empty((most, 2 * items)), np.zeros((wide, wide)), spread_bits()
    for at in range(units):
        strata = packed.stratum[packed.unit[at] : packed.unit[at + 1] + 1]
        psu = packed.psu[strata[0] : strata[-1] + 1]
        size = len(psu) - 1
        totals(packed.weight, packed.ym, packed.xm, psu, good, given)
        _compact(good, given, vectors[:size])
        for p in range(size):
            sums[at] += vectors[p]
        scale = packed.scale[packed.unit[at] : packed.unit[at + 1]]
        _between_psus(vectors[:size], strata, scale, starts, pooled, square, pairs[at])
        _pack(square, spread[at])
        count_answers(packed.xm[psu[0] : psu[-1]], bytes_, n[at, :items])
        _between_forms(packed, psu[0], psu[-1], starts, pooled, square, n[at, items:], weight[at])
        _pack(square, simple[at])
    return n, weight, sums, pairs, spread, simple


def forms(packed: Forms, starts: Ints, pooled: bool) -> Sums:
    """Sum every unit."""
    return Sums(*_forms(packed, starts, pooled))


@reordered
def _add_rows(rows: Floats, index: Ints, total: Floats) -> None:
    whole = len(index) // 4 * 4
    for at in range(0, whole, 4):
        a, b, c, d = rows[index[at]], rows[index[at + 1]], rows[index[at + 2]], rows[index[at + 3]]
        for k in range(len(total)):
            total[k] += (a[k] + b[k]) + (c[k] + d[k])
    for at in range(whole, len(index)):
        total += rows[index[at]]


def add_rows(rows: Floats, index: Ints) -> Floats:
    """Add up the rows named, four at a time."""
    total = np.zeros(rows.shape[1])
    _add_rows(rows, index, total)
    return total
