"""Weights made to agree with known counts of the population: post-stratification (one margin) and raking (several).

The margins are crossed into cells; a factor is the same all through a cell, so forms are not touched one by one. Raking
is iterative proportional fitting until every margin agrees to 1e-13. The variance is that of residuals (Deville &
Särndal 1992): a score less its fit on the margins by least squares with the design weights, times the calibrated
weight. That is R survey's `postStratify` and `calibrate(calfun="raking")`; R's `rake` sweeps out unweighted means
instead and agrees with it only where design weights are equal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hailong.stats.columns import Coded, Columns, Floats, Ints, compact, ordered, plain
from hailong.stats.faults import BadSurvey

Margin = tuple[str, Mapping[str, float]]
"""A column, and the population's count of each of its values."""

_AGREES: Final = 1e-13
_SWEEPS: Final = 2000
_SAME_TOTAL: Final = 1e-9
_SINGULAR: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Members:
    """Who makes up the units of a stage: for each pair of unit and cell the calibrated weight, in order of units.

    `starts` holds where each unit's pairs start.
    """

    starts: Ints
    cell: Ints
    weight: Floats

    def sums(self, fitted: Floats, low: int, high: int) -> Floats:
        """Sum weight times fitted value (cells x width) over each of the units from `low` to before `high`."""
        ends = np.append(self.starts, len(self.cell))
        first, last = int(ends[low]), int(ends[high])
        values = self.weight[first:last, None] * fitted[self.cell[first:last]]
        return np.add.reduceat(values, self.starts[low:high] - first, axis=0)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Calibrated weights per row; `factor` is design weight over calibrated weight, `cell` the crossing of margins.

    `mass` is the design weight of each cell, `codes` its category in each margin. `inverse` takes weighted sums of a
    score over the categories of all margins to least-squares coefficients; it is a diagonal where there is one margin.
    """

    weights: Floats
    factor: Floats
    cell: Ints
    mass: Floats
    codes: tuple[Ints, ...]
    inverse: Floats

    def fitted(self, rows: Ints, column: Ints, totals: Floats, width: int) -> Floats:
        """Fit scores on the margins: cells x width, `totals` (calibrated weight times score) going to `column`.

        Margins say the same things twice (their totals agree), so the fit is done again on what it left: rounding goes.
        """
        cells = len(self.mass)
        place = self.cell[rows] * width + column
        sums = np.bincount(place, weights=totals * self.factor[rows], minlength=cells * width).reshape(cells, width)
        fit = np.zeros((cells, width))
        for _ in range(2):
            left = sums - self.mass[:, None] * fit
            over = [_sums_by(code, left) for code in self.codes]
            right = np.vstack(over)
            slopes = self.inverse @ right if self.inverse.ndim == 2 else self.inverse[:, None] * right
            found = np.split(slopes, np.cumsum([len(part) for part in over])[:-1])
            fit += sum(part[code] for code, part in zip(self.codes, found, strict=True))
        return fit

    def members(self, unit: Ints) -> Members:
        """Gather a stage's units (rising along the rows) by cell."""
        pair, first = compact(unit, self.cell)
        weight = _sums(pair, self.weights)
        return Members(np.flatnonzero(np.diff(unit[first], prepend=-1)), self.cell[first], weight)


def calibrate(columns: Columns, weights: Floats, order: Ints, margins: Sequence[Margin], option: str) -> Calibration:
    """Calibrate weights (in the design's order) to the margins; raises BadSurvey where they cannot agree."""
    coded = [_margin(columns, name, population, option) for name, population in margins]
    _same_total(margins, option)
    codes = [margin.of_row[order] for margin, _ in coded]
    cell, first = compact(*codes)
    mass = _sums(cell, weights)
    of_cell = [code[first] for code in codes]
    targets = [target for _, target in coded]
    ratio = _raked(mass, of_cell, targets, margins, option)
    inverse = _inverse(mass, of_cell, [len(target) for target in targets])
    return Calibration(weights * ratio[cell], (1 / ratio)[cell], cell, mass, tuple(of_cell), inverse)


def _inverse(mass: Floats, codes: Sequence[Ints], sizes: Sequence[int]) -> Floats:
    """The inverse (of least norm) of the margins' weighted cross products; of one margin its diagonal."""
    if len(codes) == 1:
        return 1 / mass
    blocks = [
        [
            np.bincount(one * wide + other, mass, high * wide).reshape(high, wide)
            for other, wide in zip(codes, sizes, strict=True)
        ]
        for one, high in zip(codes, sizes, strict=True)
    ]
    return np.linalg.pinv(np.block(blocks), rcond=_SINGULAR, hermitian=True)


def _sums_by(code: Ints, values: Floats) -> Floats:
    """Sum rows of values by code; every code is in use."""
    order = np.argsort(code, kind="stable")
    return np.add.reduceat(values[order], np.flatnonzero(np.diff(code[order], prepend=-1)), axis=0)


def _sums(code: Ints, values: Floats) -> Floats:
    """Sum values by code; every code is in use."""
    return np.bincount(code, weights=values).astype(np.float64)


def _margin(columns: Columns, name: str, population: Mapping[str, float], option: str) -> tuple[Coded, Floats]:
    """A margin's column as codes, and the population's count of each; every category is in both."""
    coded = columns.codes(name, option, required=True)
    known = {plain(value): count for value, count in population.items()}
    for label in coded.labels:
        if not known.get(plain(label), 0) > 0:
            raise BadSurvey(
                f'{option} {name}: tệp khảo sát có nhóm "{label}" mà tổng thể không có (hoặc Freq không lớn hơn 0); '
                "thêm số đếm của nhóm này vào tệp tổng thể"
            )
    seen = {plain(label) for label in coded.labels}
    absent = ordered([value for value, count in known.items() if count > 0 and value not in seen])
    if absent:
        raise BadSurvey(
            f'{option} {name}: nhóm "{absent[0]}" có {known[absent[0]]:g} trong tổng thể mà không có phiếu nào; '
            "gộp nhóm này với nhóm gần nhất trong cả hai tệp"
        )
    return coded, np.array([known[plain(label)] for label in coded.labels], np.float64)


def _same_total(margins: Sequence[Margin], option: str) -> None:
    totals = {name: sum(population.values()) for name, population in margins}
    (first, count), *others = totals.items()
    for name, other in others:
        if abs(other - count) > _SAME_TOTAL * abs(count):
            raise BadSurvey(
                f"{option} {name}: tổng Freq là {other:.15g}, của {first} là {count:.15g}; "
                "hai tệp phải đếm cùng một tổng thể"
            )


def _raked(
    mass: Floats, of_cell: Sequence[Ints], targets: Sequence[Floats], margins: Sequence[Margin], option: str
) -> Floats:
    """The factor of each cell by which every margin agrees."""
    ratio = np.ones(len(mass))
    for _ in range(_SWEEPS):
        worst = 0.0
        for code, target in zip(of_cell, targets, strict=True):
            step = target / np.bincount(code, weights=mass * ratio, minlength=len(target))
            worst = max(worst, float(np.abs(step - 1).max()))
            ratio = ratio * step[code]
        if worst < _AGREES:
            return ratio
    raise BadSurvey(
        f"{option}: cân theo {', '.join(name for name, _ in margins)} không hội tụ sau {_SWEEPS} vòng; có ô chéo "
        "trống, gộp các nhóm ít phiếu"
    )
