"""Where the sampling units, strata and units of sorted rows begin, and how much each stratum counts in a variance.

A stratum with one sampling unit cannot tell its own variance. It is joined with the stratum after it in the same unit
(the last with the one before), and `joined` says how many such there were. Where the unit has no other stratum to join,
`alone` says so: its sampling unit is measured from the mean of all, which is too much rather than too little, and
without degrees of freedom its own standard error stays unknown. A stratum wholly in the sample varies not at all and
joins nobody. Where more sampling units came than the population has, `overdrawn` counts the stratum and the correction
is nought.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hailong.stats import kernel
from hailong.stats.quarter import Rows, disorder

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Runs:
    """The forms with their offsets, and of each unit its codes, sampling units, strata and odd strata.

    Degrees of freedom are `psus` less `strata`.
    """

    forms: kernel.Forms
    province: NDArray[np.int16]
    code: NDArray[np.int32]
    psus: Ints
    strata: Ints
    joined: Ints
    alone: Ints
    overdrawn: Ints


def find(rows: Rows) -> Runs:
    """Find the runs of rows in order; raises BadSurvey naming the first row out of order."""
    at, psu, stratum, unit = kernel.boundaries(rows.province, rows.unit, rows.stratum, rows.psu)
    if at >= 0:
        raise disorder(rows, at)
    first = psu[stratum[unit[:-1]]]
    population = rows.population[psu[stratum[:-1]]]
    population = np.where(np.isnan(population), np.inf, population)
    drawn = np.diff(stratum)
    lonely = (drawn == 1) & (drawn < population)
    heads = np.flatnonzero(_heads(unit, drawn < population, lonely))
    merged = np.append(stratum[heads], stratum[-1])
    merged_unit = np.searchsorted(heads, unit)
    sizes, whole = np.diff(merged), _sum(population, heads)
    alone = _sum(lonely & (sizes == 1)[np.searchsorted(heads, np.arange(len(lonely)), side="right") - 1], unit[:-1])
    scale = np.maximum(1 - sizes / whole, 0) * np.where(sizes > 1, sizes / np.maximum(sizes - 1, 1), 1)
    return Runs(
        forms=kernel.Forms(rows.weight, rows.ym, rows.xm, psu, merged, merged_unit, scale),
        province=rows.province[first],
        code=rows.unit[first],
        psus=np.diff(stratum[unit]),
        strata=np.diff(merged_unit),
        joined=_sum(lonely, unit[:-1]) - alone,
        alone=alone,
        overdrawn=_sum(drawn > population, unit[:-1]),
    )


def _heads(unit: Ints, open_: NDArray[np.bool_], lonely: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark the strata that begin a joined one; only the lonely are looked at one by one."""
    head = np.ones(len(lonely), dtype=bool)
    starts = set(unit.tolist()) if lonely.any() else set()
    for at in np.flatnonzero(lonely).tolist():
        if not head[at]:
            continue
        if at + 1 not in starts and open_[at + 1]:
            head[at + 1] = False
        elif at not in starts and open_[at - 1]:
            head[at] = False
    return head


def _sum(values: NDArray[Any], starts: Ints) -> NDArray[Any]:
    return np.add.reduceat(values.astype(np.float64 if values.dtype.kind == "f" else np.int64), starts)
