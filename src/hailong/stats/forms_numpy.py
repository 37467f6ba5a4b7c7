"""The rows of the variance cube by numpy: the twin of `forms_numba`, with the same arguments and numbers.

Of an item, `u` is the weight of its answers that are not satisfied and `x` of all its answers; p = 1 - u/x. Near p = 1,
where satisfaction lives, squares of (1-p)·x - u lose nothing, which those of y - p·x would. A basis is the vector of
all u, then all x, of the items (mean of items) or of the criteria (pooled).
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from hailong.stats.kernel_numpy import Floats, Forms, Ints


class Sums(NamedTuple):
    """What adds up over strata, units, quarters and files, units first.

    `n` and `weight` are the respondents of items, criteria, index (`weight` without the items) and their weights;
    `items` is u of every item, then x. `pairs` holds uu, ux, xx of each item between sampling units (pooled only);
    `spread` the lower triangle of the same of the basis; `simple` that triangle between forms.
    """

    n: Ints
    weight: Floats
    items: Floats
    pairs: Floats
    spread: Floats
    simple: Floats


def forms(packed: Forms, starts: Ints, pooled: bool) -> Sums:
    """Sum every unit."""
    items = int(starts[-1])
    bits = np.arange(items)
    x = (packed.xm[:, None] >> bits & 1).astype(np.float64)
    v = np.hstack([x - (packed.ym[:, None] >> bits & 1), x])
    totals = np.add.reduceat(packed.weight[:, None] * v, packed.psu[:-1], axis=0)
    size = np.diff(packed.stratum)
    mean = np.add.reduceat(totals, packed.stratum[:-1], axis=0) / size[:, None]
    mean[size == 1] = 0
    centred = (totals - np.repeat(mean, size, axis=0)) * np.sqrt(np.repeat(packed.scale, size))[:, None]
    psus = packed.stratum[packed.unit]
    rows = packed.psu[psus]
    here = _respondents(x, starts)
    u, given = centred[:, :items], centred[:, items:]
    pairs = np.stack([u * u, u * given, given * given], axis=2).reshape(len(u), -1)[:, : 3 * items * pooled]
    root = np.sqrt(packed.weight)[:, None]
    if pooled:
        centred, v = _folded(centred, starts), _folded(v, starts)
    return Sums(
        n=np.add.reduceat(here.astype(np.int64), rows[:-1], axis=0),
        weight=np.add.reduceat(packed.weight[:, None] * here[:, items:], rows[:-1], axis=0),
        items=np.add.reduceat(totals, psus[:-1], axis=0),
        pairs=np.add.reduceat(pairs, psus[:-1], axis=0),
        spread=_triangles(centred, psus),
        simple=_triangles(root * v, rows),
    )


def add_rows(rows: Floats, index: Ints) -> Floats:
    """Add up the rows named, a few at a time so that no copy leaves the cache."""
    total = np.zeros(rows.shape[1])
    for first in range(0, len(index), 64):
        total += rows[index[first : first + 64]].sum(axis=0)
    return total


def _respondents(x: Floats, starts: Ints) -> Floats:
    """Mark who answered each item, anything of each criterion, anything."""
    criteria = [x[:, first:end].any(axis=1) for first, end in pairwise(starts.tolist())]
    return np.column_stack([x, *criteria, x.any(axis=1)])


def _folded(vectors: Floats, starts: Ints) -> Floats:
    """Sum the items of each criterion, u and x apart."""
    first = starts[:-1]
    return np.add.reduceat(vectors, np.concatenate([first, first + starts[-1]]), axis=1)


def _triangles(vectors: Floats, ends: Ints) -> Floats:
    lower = np.tril_indices(vectors.shape[1])
    pieces = (vectors[first:end] for first, end in pairwise(ends.tolist()))
    return np.stack([(piece.T @ piece)[lower] for piece in pieces])
