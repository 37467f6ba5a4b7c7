"""The variance of linearised totals under a design, for every group at once.

At each stage, over its strata h with n_h units drawn of N_h (Hansen, Hurwitz & Madow 1953; Wolter 2007, ch. 6; what R
survey's `svyrecvar` computes):

    V = sum of share_h (1 - n_h/N_h) n_h/(n_h - 1) sum over all n_h units of (u_c - mean_h)^2

where u_c is the unit's sum of weight times score, nought for a unit without cases of the group, and share_h the product
of the sampling fractions of the stages above. Sums are of centred squares, never differences of moments. The cost is
that of passing over the rows of the groups once a stage, however many groups there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hailong.stats.calibrate import Members
from hailong.stats.columns import Bools, Floats, Ints
from hailong.stats.design import Design, Stage
from hailong.stats.faults import BadSurvey

_BLOCK = 4_000_000  # doubles of a dense block: 32 MB


@dataclass(frozen=True)
class _Cells:
    """The rows of groups gathered at one stage: cells are group x unit, runs are group x stratum.

    `of_rows` and `of_cells` hold where each cell and run starts; a run's length is a number of units with cases.
    """

    unit: Ints
    group: Ints
    of_rows: Ints
    of_cells: Ints
    length: Ints
    stratum: Ints
    of_runs: Ints


class Domain:
    """Groups of rows in one design: `rows` of the design in the order of their groups, and `group` of each.

    Every group has rows; those with a group below nought belong to none.
    """

    def __init__(self, design: Design, group: Ints, count: int) -> None:
        """Sort the rows by group; `group` is per row of the design, from 0 to count - 1."""
        rows = np.flatnonzero(group >= 0)
        self.design, self.count = design, count
        self.rows: Ints = rows[np.argsort(group[rows], kind="stable")]
        self.group: Ints = group[self.rows]
        self.weights: Floats = design.weights[self.rows]
        self.starts: Ints = np.flatnonzero(np.diff(self.group, prepend=-1))

    def sums(self, values: NDArray[np.floating | np.bool_]) -> Floats:
        """Sum values per row over each group."""
        return np.add.reduceat(values, self.starts, dtype=np.float64)

    @cached_property
    def cells(self) -> tuple[_Cells, ...]:
        """The cells of each stage."""
        return tuple(_cells(stage, self.rows, self.group) for stage in self.design.stages)

    @cached_property
    def members(self) -> tuple[Members, ...]:
        """Who makes up the units of each stage; none without calibration."""
        calibration = self.design.calibration
        return () if calibration is None else tuple(calibration.members(stage.unit) for stage in self.design.stages)

    @cached_property
    def df(self) -> Ints:
        """Degrees of freedom per group: its first-stage units less its strata, answers missing or not."""
        first = self.cells[0]
        return np.add.reduceat(first.length - 1, first.of_runs)


def _cells(stage: Stage, rows: Ints, group: Ints) -> _Cells:
    unit = stage.unit[rows]
    of_rows = np.flatnonzero((np.diff(unit, prepend=-1) != 0) | (np.diff(group, prepend=-1) != 0))
    of_cell, unit_of_cell = group[of_rows], unit[of_rows]
    stratum = stage.stratum[unit_of_cell]
    of_cells = np.flatnonzero((np.diff(stratum, prepend=-1) != 0) | (np.diff(of_cell, prepend=-1) != 0))
    length = np.diff(of_cells, append=len(of_rows))
    of_runs = np.flatnonzero(np.diff(of_cell[of_cells], prepend=-1))
    return _Cells(unit_of_cell, of_cell, of_rows, of_cells, length, stratum[of_cells], of_runs)


def check_lonely(domain: Domain) -> None:
    """Refuse a stratum of one unit that the groups touch, unless a way to take it was chosen.

    Residuals of calibration touch every stratum.
    """
    design = domain.design
    for place, (stage, cells) in enumerate(zip(design.stages, domain.cells, strict=True)):
        touched = cells.stratum if design.calibration is None else np.arange(len(stage.drawn))
        alone = touched[stage.lonely[touched]]
        if alone.size and design.lonely == "fail":
            raise BadSurvey(
                f"{stage.names[int(alone[0])]} chỉ có một đơn vị mẫu ở giai đoạn {place + 1}, không tính được phương "
                f"sai; gộp với tầng gần nhất, hoặc chọn --lonely adjust, average, remove, certainty"
            )


def variances(domain: Domain, totals: Floats, valid: Bools) -> Floats:
    """Give the variance per group of the sum of `totals` (weight times score, per row of the domain).

    `valid` rows are those that the statistic uses; only the option "average" asks.
    """
    found = np.zeros(domain.count)
    if domain.design.calibration is not None:
        return sum((np.square(block).sum(axis=0) for block in _blocks(domain, totals[:, None], valid[:, None])), found)
    for stage, cells in zip(domain.design.stages, domain.cells, strict=True):
        drawn = stage.drawn[cells.stratum]
        sums = np.add.reduceat(totals, cells.of_rows)
        mean = np.add.reduceat(sums, cells.of_cells) / drawn * _centred(stage, domain.design.lonely)[cells.stratum]
        spread = np.add.reduceat(np.square(sums - np.repeat(mean, cells.length)), cells.of_cells)
        spread += (drawn - cells.length) * np.square(mean)
        spread *= _scale(stage, domain.design.lonely)[cells.stratum]
        averages = _averages(domain.design, stage, cells, valid[:, None])
        if averages is not None:
            starts, factor = averages
            spread *= np.repeat(factor[:, 0], np.diff(starts, append=len(spread)))
        found += np.add.reduceat(spread, cells.of_runs)
    return found


def covariance(domain: Domain, totals: Floats, valid: Bools) -> Floats:
    """Give the covariances of sums over all groups and columns of `totals` (rows of the domain x columns).

    Both axes run over the columns of the first group, then of the second, and so on. The cost is units x groups x
    columns, a block of strata at a time.
    """
    width = domain.count * totals.shape[1]
    return sum((block.T @ block for block in _blocks(domain, totals, valid)), np.zeros((width, width)))


def _blocks(domain: Domain, totals: Floats, valid: Bools) -> Iterator[Floats]:
    """Units x (groups x columns), a range of strata at a time: squares and products of columns add to (co)variances.

    Unlike `variances` this holds the units without cases too, which residuals of calibration reach.
    """
    columns = totals.shape[1]
    width = domain.count * columns
    calibration = domain.design.calibration
    place = (domain.group[:, None] * columns + np.arange(columns)).ravel()
    rows = np.repeat(domain.rows, columns)
    fitted = None if calibration is None else calibration.fitted(rows, place, totals.ravel(), width)
    for number, (stage, cells) in enumerate(zip(domain.design.stages, domain.cells, strict=True)):
        sums = np.add.reduceat(totals, cells.of_rows, axis=0)
        averages = _dense_averages(domain, stage, cells, valid)
        for low, high in _ranges(stage, width):
            block = np.zeros((high - low, domain.count, columns))
            here = (cells.unit >= low) & (cells.unit < high)
            block[cells.unit[here] - low, cells.group[here]] = sums[here]
            flat = block.reshape(high - low, width)
            if fitted is not None:
                flat -= domain.members[number].sums(fitted, low, high)
            measured = _measured(stage, domain.design.lonely, flat, low, high)
            if averages is not None:
                measured *= np.sqrt(averages[stage.parent[stage.stratum[low:high]]])
            yield measured


def _ranges(stage: Stage, width: int) -> Iterator[tuple[int, int]]:
    """Ranges of units that hold whole strata, at most about 32 MB of doubles each at that width."""
    ends = np.append(np.flatnonzero(np.diff(stage.stratum)) + 1, len(stage.stratum))
    low = 0
    while low < len(stage.stratum):
        fitting = ends[(ends > low) & (ends <= low + max(1, _BLOCK // width))]
        high = int(fitting[-1]) if fitting.size else int(ends[ends > low][0])
        yield low, high
        low = high


def _measured(stage: Stage, lonely: str, block: Floats, low: int, high: int) -> Floats:
    """Units' sums from the mean of their stratum, times the root of its factor: their squares add to the variance."""
    stratum = stage.stratum[low:high]
    starts = np.flatnonzero(np.diff(stratum, prepend=-1))
    mean = np.add.reduceat(block, starts, axis=0) / stage.drawn[stratum[starts], None]
    mean *= _centred(stage, lonely)[stratum[starts], None]
    root = np.sqrt(_scale(stage, lonely))[stratum, None]
    return (block - np.repeat(mean, np.diff(starts, append=high - low), axis=0)) * root


def _centred(stage: Stage, lonely: str) -> Floats:
    """1 where a stratum's units are measured from their mean, 0 where from nought."""
    return np.where(stage.lonely & (lonely == "adjust"), 0.0, 1.0)


def _scale(stage: Stage, lonely: str) -> Floats:
    """The factor of each stratum's sum of squares."""
    finite = np.where(np.isinf(stage.population), 1.0, stage.population)
    left = np.where(np.isinf(stage.population), 1.0, (finite - stage.drawn) / finite)
    scale = stage.share * left * stage.drawn / np.maximum(stage.drawn - 1, 1)
    return np.where(stage.lonely & (lonely == "average"), 0.0, scale)


def _averages(design: Design, stage: Stage, cells: _Cells, valid: Bools) -> tuple[Ints, Floats] | None:
    """For the option "average": strata with cases over those of them with more than one unit.

    One factor for each group and unit of the stage above: where its runs start, and factors x columns of `valid`.
    """
    if design.lonely != "average" or not stage.lonely.any():
        return None
    parent, group = stage.parent[cells.stratum], cells.group[cells.of_cells]
    starts = np.flatnonzero((np.diff(parent, prepend=-1) != 0) | (np.diff(group, prepend=-1) != 0))
    used = np.add.reduceat(np.add.reduceat(valid, cells.of_rows, dtype=np.int64), cells.of_cells) > 0
    strata = np.add.reduceat(used, starts, dtype=np.int64)
    measured = np.add.reduceat(used & ~stage.lonely[cells.stratum][:, None], starts, dtype=np.int64)
    return starts, np.where(strata > 0, _shared(strata, measured), 1.0)


def _dense_averages(domain: Domain, stage: Stage, cells: _Cells, valid: Bools) -> Floats | None:
    """The same factors as units of the stage above x (groups x columns); calibrated designs use every stratum."""
    averages = _averages(domain.design, stage, cells, valid)
    if averages is None:
        return None
    strata, width = np.bincount(stage.parent), domain.count * valid.shape[1]
    if domain.design.calibration is not None:
        factor = _shared(strata, np.bincount(stage.parent, weights=~stage.lonely).astype(np.int64))
        return np.repeat(factor[:, None], width, axis=1)
    starts, factors = averages
    dense = np.ones((len(strata), domain.count, valid.shape[1]))
    dense[stage.parent[cells.stratum[starts]], cells.group[cells.of_cells[starts]]] = factors
    return dense.reshape(len(strata), width)


def _shared(strata: Ints, measured: Ints) -> Floats:
    """By how much the strata measured stand for all; unknown without any."""
    return np.where(measured > 0, strata / np.maximum(measured, 1), np.nan)
