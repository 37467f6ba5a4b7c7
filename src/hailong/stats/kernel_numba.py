"""The nation's sums by compiled loops: `kernel_numpy` says what they mean, its functions of the same names agree.

One pass sums the forms of a unit to sampling units while they are in the cache; a second over the same forms gives what
a simple random sample would vary. Every form has 32 lanes, whatever its items, so that the loops over them have a fixed
length. Compiled code is kept beside this file or, where that cannot be written, in numba's own folder of the user, or
else not at all.
"""

from collections.abc import Callable
from typing import Final, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from hailong.stats.kernel_numpy import Boundaries, Floats, Forms, Ints, Masks, Moments

LANES: Final = 32
_CHUNK: Final = 5
_Loops = TypeVar("_Loops", bound=Callable[..., object])


def compiled(loops: _Loops, reorder: frozenset[str] = frozenset()) -> _Loops:
    """Compile on the first call, for nan instead of an error where something is divided by nought."""
    try:
        return cast(_Loops, numba.njit(cache=True, error_model="numpy", fastmath=set(reorder))(loops))
    except RuntimeError:  # no folder to keep compiled code in
        return cast(_Loops, numba.njit(error_model="numpy", fastmath=set(reorder))(loops))


def reordered(loops: _Loops) -> _Loops:
    """Compile sums that may be added up in any order, so that they run side by side."""
    return compiled(loops, frozenset({"reassoc"}))


@compiled
def _step(above: int, below: int, level: int) -> int:
    """Give the level where two keys differ, with a minus where they fall; nought where they are the same."""
    return 0 if above == below else level if above < below else -level


@compiled
def _boundaries(
    province: NDArray[np.int16], unit: NDArray[np.int32], stratum: NDArray[np.int32], psu: NDArray[np.int64]
) -> tuple[int, Ints, Ints, Ints]:
    """Keep a row where its sampling unit (level 1), stratum (2) or unit (3) is not that of the row above."""
    rows = len(unit)
    starts = np.empty((3, rows + 1), np.int64)
    count = np.zeros(3, np.int64)
    disorder = -1
    for at in range(rows):
        step = 3
        if at:
            step = _step(province[at - 1], province[at], 3) or _step(unit[at - 1], unit[at], 3)
            step = step or _step(stratum[at - 1], stratum[at], 2) or _step(psu[at - 1], psu[at], 1)
        if step < 0 and disorder < 0:
            disorder = at
        for level in range(abs(step)):
            starts[level, count[level]] = at if level == 0 else count[level - 1] - 1
            count[level] += 1
    starts[0, count[0]], starts[1, count[1]], starts[2, count[2]] = rows, count[0], count[1]
    psus, strata, units = count + 1
    return disorder, starts[0, :psus].copy(), starts[1, :strata].copy(), starts[2, :units].copy()


def boundaries(
    province: NDArray[np.int16], unit: NDArray[np.int32], stratum: NDArray[np.int32], psu: NDArray[np.int64]
) -> Boundaries:
    """Find where sampling units, strata and units begin, and whether the rows are in that order."""
    return Boundaries(*_boundaries(province, unit, stratum, psu))


@compiled
def totals(weight: Floats, ym: Masks, xm: Masks, psu: Ints, good: Floats, given: Floats) -> None:
    """Sum each sampling unit's weights by lane."""
    for at in range(len(psu) - 1):
        satisfied, answered = good[at], given[at]
        satisfied[:] = 0
        answered[:] = 0
        for row in range(psu[at], psu[at + 1]):
            w, y, x = weight[row], ym[row], xm[row]
            for lane in range(LANES):
                bit = np.uint32(1 << lane)
                satisfied[lane] += w if y & bit else 0.0
                answered[lane] += w if x & bit else 0.0


@compiled
def _lanes(good: Floats, given: Floats, starts: Ints, pooled: bool, lanes: Floats) -> None:
    """Give each item's share and, in two rows more, p and a of its criterion's score, the sum of a·(y - p·x)."""
    for criterion in range(len(starts) - 1):
        first, end = starts[criterion], starts[criterion + 1]
        whole_good, whole_given = good[first:end].sum(), given[first:end].sum()
        answered = (given[first:end] > 0).sum()
        for item in range(first, end):
            lanes[0, item] = good[item] / given[item]
            if pooled or answered == 0:
                lanes[1, item], lanes[2, item] = whole_good / whole_given, 1 / whole_given
            elif given[item] > 0:
                lanes[1, item], lanes[2, item] = lanes[0, item], 1 / (given[item] * answered)
            else:
                lanes[1, item], lanes[2, item] = 0.0, 0.0


@compiled
def _score(good: Floats, given: Floats, whole: Floats, lanes: Floats, starts: Ints, score: Floats) -> None:
    """Give a sampling unit's scores of the items, the criteria and the index."""
    items, criteria = starts[-1], len(starts) - 1
    index = 0.0
    for item in range(items):
        score[item] = (good[item] - lanes[0, item] * given[item]) / whole[item]
    for criterion in range(criteria):
        total = 0.0
        for item in range(starts[criterion], starts[criterion + 1]):
            total += lanes[2, item] * (good[item] - lanes[1, item] * given[item])
        score[items + criterion] = total
        index += total
    score[items + criteria] = index / criteria


@compiled
def _spread(scores: Floats, stratum: Ints, scale: Floats, variance: Floats) -> None:
    """Add up the strata's squares about their means; about nought where there is one sampling unit."""
    many = len(variance)
    mean = np.empty(many)
    for at in range(len(scale)):
        first, end = stratum[at] - stratum[0], stratum[at + 1] - stratum[0]
        mean[:] = 0
        if end - first > 1:
            for p in range(first, end):
                for k in range(many):
                    mean[k] += scores[p, k]
            for k in range(many):
                mean[k] /= end - first
        for p in range(first, end):
            for k in range(many):
                variance[k] += scale[at] * (scores[p, k] - mean[k]) ** 2


@compiled
def count_answers(xm: Masks, spread: NDArray[np.uint64], n: Ints) -> None:
    """Count the answers to each item: eight bits at a time become eight counters in one number, emptied in time."""
    for byte in range((len(n) + 7) // 8):
        shift = np.uint32(8 * byte)
        for first in range(0, len(xm), 255):
            total = np.uint64(0)
            for row in range(first, min(first + 255, len(xm))):
                total += spread[(xm[row] >> shift) & np.uint32(255)]
            for item in range(8 * byte, min(8 * byte + 8, len(n))):
                n[item] += (total >> np.uint64(8 * (item - 8 * byte))) & np.uint64(255)


@compiled
def spread_bits() -> NDArray[np.uint64]:
    """Give each byte with its bits as the bytes of one number."""
    spread = np.zeros(256, np.uint64)
    for byte in range(256):
        for bit in range(8):
            spread[byte] |= np.uint64((byte >> bit) & 1) << np.uint64(8 * bit)
    return spread


@compiled
def _chunks(starts: Ints) -> Ints:
    """Cut the bits of each criterion into chunks short enough for tables: criterion, first bit and bits of each."""
    chunks = np.empty((starts[-1], 3), np.int64)
    count = 0
    for criterion in range(len(starts) - 1):
        for first in range(starts[criterion], starts[criterion + 1], _CHUNK):
            chunks[count, 0], chunks[count, 1] = criterion, first
            chunks[count, 2] = min(_CHUNK, starts[criterion + 1] - first)
            count += 1
    return chunks[:count]


@compiled
def _tabulate(chunks: Ints, lanes: Floats, table: Floats) -> None:
    """Tabulate of every chunk's patterns the sum of a over the bits set, and of a·p."""
    for at in range(len(chunks)):
        first = chunks[at, 1]
        for bit in range(chunks[at, 2]):
            a = lanes[2, first + bit]
            ap = a * lanes[1, first + bit]
            for low in range(1 << bit):
                table[at, 0, low + (1 << bit)] = table[at, 0, low] + a
                table[at, 1, low + (1 << bit)] = table[at, 1, low] + ap


@reordered
def _respondents(weight: Floats, xm: Masks, asked: int, score: Floats) -> tuple[int, float]:
    """Count the forms that answer anything asked; give what a simple random sample of as many would vary."""
    mask = np.uint32(asked)
    count, whole, squares = 0, 0.0, 0.0
    for row in range(len(weight)):
        here = (xm[row] & mask) != 0
        count += 1 if here else 0
        whole += weight[row] if here else 0.0
        squares += weight[row] * score[row] * score[row]
    return count, whole * squares / (count - 1)


@compiled
def _simple(forms: Forms, first: int, end: int, chunks: Ints, table: Floats, n: Ints, simple: Floats) -> None:
    """Score the rows from `first` up to `end` criterion by criterion, for their simple variances and the index's."""
    weight, ym, xm = forms.weight[first:end], forms.ym[first:end], forms.xm[first:end]
    criteria, at, every = len(n) - 1, 0, 0
    score, index = np.empty(end - first), np.zeros(end - first)
    for criterion in range(criteria):
        score[:] = 0
        asked = 0
        while at < len(chunks) and chunks[at, 0] == criterion:
            shift, mask = np.uint32(chunks[at, 1]), np.uint32((1 << chunks[at, 2]) - 1)
            good, given = table[at, 0], table[at, 1]
            for row in range(end - first):
                score[row] += good[(ym[row] >> shift) & mask] - given[(xm[row] >> shift) & mask]
            asked |= ((1 << chunks[at, 2]) - 1) << chunks[at, 1]
            at += 1
        for row in range(end - first):
            index[row] += score[row] / criteria
        n[criterion], simple[criterion] = _respondents(weight, xm, asked, score)
        every |= asked
    n[criteria], simple[criteria] = _respondents(weight, xm, every, index)


@compiled
def _estimates(good: Floats, lanes: Floats, starts: Ints, estimate: Floats) -> None:
    """Estimate the items, the criteria as the sum of a·y, and the index as the mean of the criteria."""
    items, criteria = starts[-1], len(starts) - 1
    index = 0.0
    for item in range(items):
        estimate[item] = lanes[0, item]
    for criterion in range(criteria):
        value = 0.0
        for item in range(starts[criterion], starts[criterion + 1]):
            value += lanes[2, item] * good[item]
        estimate[items + criterion] = value
        index += value
    estimate[items + criteria] = index / criteria


@compiled
def _moments(forms: Forms, starts: Ints, pooled: bool) -> tuple[Ints, Floats, Floats, Floats]:
    units, items = len(forms.unit) - 1, starts[-1]
    many = items + len(starts)
    n = np.zeros((units, many), np.int64)
    estimate, variance, simple = np.empty((units, many)), np.zeros((units, many)), np.empty((units, many))
    most = np.diff(forms.stratum[forms.unit]).max()
    good, given, scores = np.empty((most, LANES)), np.empty((most, LANES)), np.empty((most, many))
    lanes, whole = np.zeros((3, LANES)), np.zeros((2, LANES))
    chunks, spread = _chunks(starts), spread_bits()
    table = np.zeros((len(chunks), 2, 1 << _CHUNK))
    for at in range(units):
        strata = forms.stratum[forms.unit[at] : forms.unit[at + 1] + 1]
        psu = forms.psu[strata[0] : strata[-1] + 1]
        totals(forms.weight, forms.ym, forms.xm, psu, good, given)
        whole[:] = 0
        for p in range(len(psu) - 1):
            for lane in range(LANES):
                whole[0, lane] += good[p, lane]
                whole[1, lane] += given[p, lane]
        _lanes(whole[0], whole[1], starts, pooled, lanes)
        for p in range(len(psu) - 1):
            _score(good[p], given[p], whole[1], lanes, starts, scores[p])
        _spread(scores, strata, forms.scale[forms.unit[at] : forms.unit[at + 1]], variance[at])
        _estimates(whole[0], lanes, starts, estimate[at])
        count_answers(forms.xm[psu[0] : psu[-1]], spread, n[at, :items])
        for k in range(items):
            simple[at, k] = lanes[0, k] * (1 - lanes[0, k]) / (n[at, k] - 1)
        _tabulate(chunks, lanes, table)
        _simple(forms, psu[0], psu[-1], chunks, table, n[at, items:], simple[at, items:])
    return n, estimate, variance, simple


def moments(forms: Forms, starts: Ints, pooled: bool) -> Moments:
    """Measure every unit; `starts` are the bits at which the criteria begin, and the end."""
    with np.errstate(invalid="ignore", divide="ignore"):  # of the loops where they are not compiled
        return Moments(*_moments(forms, starts, pooled))
