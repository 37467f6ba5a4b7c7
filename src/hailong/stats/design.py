"""The sampling design of a table: weights, and for each stage its strata, its sampling units and how many there are.

Vocabulary of R survey's `svydesign`, whose rules these are: `clusters`, `strata` and `fpc` give a column a stage, the
last strata column serving the stages after it; without clusters every row is a unit. Later stages count only with
`fpc`; without it the first is taken as drawn with replacement and carries all the variance. `fpc` above 1 counts the
population's units in the stratum, up to 1 it is the sampling fraction. Units are looked for in the whole table, so a
domain never drops one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from hailong.stats.calibrate import Calibration
from hailong.stats.columns import Bools, Columns, Floats, Ints, compact, row_named
from hailong.stats.faults import BadSurvey

LONELY = ("fail", "remove", "adjust", "average", "certainty")
CROSS = "*"  # joins the columns of one strata option whose values are crossed


@dataclass(frozen=True, slots=True)
class Asked:
    """The design as asked for: names of columns, and what to do with a stratum of one unit."""

    weights: str | None = None
    strata: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    fpc: tuple[str, ...] = ()
    nest: bool = False
    lonely: str = "fail"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of sampling.

    `unit` numbers the stage's units per row, `stratum` its strata per unit; both rise along the rows. Per stratum:
    `parent` the unit of the stage above that holds it (0 at the first), `drawn` units in the sample, `population` (inf
    without fpc), `share` the product of the sampling fractions of the stages before, `names` which stratum it is.
    """

    unit: Ints
    stratum: Ints
    parent: Ints
    drawn: Floats
    population: Floats
    share: Floats
    names: Sequence[str]

    @property
    def lonely(self) -> Bools:
        """Which strata have one unit that does not make up the whole population."""
        alone: Bools = (self.drawn == 1) & (self.population > 1)
        return alone


@dataclass(frozen=True, slots=True)
class Design:
    """Rows in the order of their sampling units: `order` takes a column of the table to it; all else is in it."""

    order: Ints
    weights: Floats
    stages: tuple[Stage, ...]
    lonely: str
    calibration: Calibration | None = None

    def calibrated(self, calibration: Calibration) -> "Design":
        """Give the same design with calibrated weights."""
        return replace(self, weights=calibration.weights, calibration=calibration)


def build(columns: Columns, asked: Asked) -> Design:
    """Build the design of a table; raises BadSurvey where columns and values do not make one."""
    _possible(asked)
    stages: list[_Drawn] = []
    for place in range(_stages_used(columns, asked)):
        stages.append(_draw(columns, asked, place, stages[-1] if stages else None))
    weights = _weights(columns, asked, stages)
    order = np.argsort(stages[-1].unit, kind="stable").astype(np.int64)
    return Design(order, weights[order], tuple(stage.ordered(order) for stage in stages), asked.lonely)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A stage in the table's own order: `stratum` and `share` per row of the table, the rest as in Stage."""

    unit: Ints
    stratum: Ints
    parent: Ints
    drawn: Floats
    population: Floats
    share: Floats
    names: Sequence[str]

    def fraction(self) -> Floats:
        """The sampling fraction per row."""
        return (self.drawn / self.population)[self.stratum]

    def ordered(self, order: Ints) -> Stage:
        unit = self.unit[order]
        first = np.flatnonzero(np.diff(unit, prepend=-1))
        return Stage(unit, self.stratum[order][first], self.parent, self.drawn, self.population, self.share, self.names)


def _possible(asked: Asked) -> None:
    stages = max(1, len(asked.clusters))
    for option, given in (("--strata", asked.strata), ("--fpc", asked.fpc)):
        if len(given) > stages:
            raise BadSurvey(
                f"{option} {','.join(given)}: {len(given)} cột cho {stages} giai đoạn chọn mẫu; bỏ cột thừa"
                + (
                    f", hoặc ghép các cột thành tầng chéo: {option} '{CROSS.join(given)}'"
                    if option == "--strata"
                    else ""
                )
            )
    if asked.lonely not in LONELY:
        raise BadSurvey(f'--lonely "{asked.lonely}": không có cách này; chọn một trong {", ".join(LONELY)}')


def _stages_used(columns: Columns, asked: Asked) -> int:
    if asked.fpc and len(asked.fpc) < len(asked.clusters):
        left = ", ".join(asked.clusters[len(asked.fpc) :])
        columns.warn(
            "stages_unused", f"phương sai chỉ tính đến giai đoạn có --fpc; chưa tính riêng giai đoạn {left}", "--fpc"
        )
    return max(1, len(asked.fpc))


def _draw(columns: Columns, asked: Asked, place: int, above: _Drawn | None) -> _Drawn:
    """Number the units and strata of a stage, inside the units of the stage above."""
    rows = columns.table.height
    parent = np.zeros(rows, np.int64) if above is None else above.unit
    strata, label = _strata(columns, asked, place)
    stratum, first = compact(parent, strata)
    column = asked.clusters[place] if asked.clusters else None
    within = np.arange(rows) if column is None else columns.codes(column, "--cluster", required=True).of_row
    if column is not None and above is None and asked.strata and not asked.nest:
        _nested(columns, asked.strata[0], column, strata, within, label)
    unit, first_of_unit = compact(stratum, within)
    drawn = np.bincount(stratum[first_of_unit]).astype(np.float64)
    above_name = _UnitName(columns, asked.clusters[place - 1] if above is not None else None)
    names = _Names(label, above_name, first)
    share = np.ones(len(drawn)) if above is None else (above.share[above.stratum] * above.fraction())[first]
    population = _population(columns, asked, place, stratum, first, drawn, names)
    return _Drawn(unit, stratum, parent[first], drawn, population, share, names)


@dataclass(frozen=True, slots=True)
class _Label:
    """What a stratum of a stage is called, by a row in it."""

    columns: Columns
    names: tuple[str, ...]

    def __call__(self, row: int) -> str:
        if not self.names:
            return "toàn mẫu"
        values = (self.columns.codes(name, "--strata") for name in self.names)
        return "tầng " + ", ".join(
            f"{name} = {coded.labels[coded.of_row[row]]}" for name, coded in zip(self.names, values, strict=True)
        )


@dataclass(frozen=True, slots=True)
class _UnitName:
    """What the unit above a stage is called, by a row in it."""

    columns: Columns
    name: str | None

    def __call__(self, row: int) -> str:
        if self.name is None:
            return ""
        coded = self.columns.codes(self.name, "--cluster")
        return f", cụm {self.name} = {coded.labels[coded.of_row[row]]}"


@dataclass(frozen=True, slots=True)
class _Names(Sequence[str]):
    """Names of strata made when asked for: there may be a hundred thousand of them."""

    label: _Label
    above: _UnitName
    first: Ints

    def __len__(self) -> int:
        return len(self.first)

    def __getitem__(self, stratum: int) -> str:  # type: ignore[override]
        row = int(self.first[stratum])
        return self.label(row) + self.above(row)


def _strata(columns: Columns, asked: Asked, place: int) -> tuple[Ints, _Label]:
    if not asked.strata:
        return np.zeros(columns.table.height, np.int64), _Label(columns, ())
    option = asked.strata[min(place, len(asked.strata) - 1)]
    names = (option,) if columns.has(option) else tuple(option.split(CROSS))
    return compact(*(columns.codes(name, "--strata", required=True).of_row for name in names))[0], _Label(
        columns, names
    )


def _nested(columns: Columns, option: str, column: str, strata: Ints, within: Ints, label: _Label) -> None:
    """Refuse a unit that lies in two strata: its code is used twice, and the design cannot know."""
    order = np.lexsort((strata, within))
    twice = (np.diff(within[order]) == 0) & (np.diff(strata[order]) != 0)
    if twice.any():
        here = int(np.argmax(twice))
        one, other = int(order[here]), int(order[here + 1])
        code = columns.codes(column, "--cluster").labels[within[one]]
        raise BadSurvey(
            f'--cluster: mã {column} = "{code}" có ở cả {label(one)} ({row_named(one)}) và {label(other)} '
            f"({row_named(other)}); nếu mỗi tầng {option} đánh mã riêng thì thêm --nest, nếu không thì sửa mã"
        )


def _population(
    columns: Columns, asked: Asked, place: int, stratum: Ints, first: Ints, drawn: Floats, names: Sequence[str]
) -> Floats:
    """Count the population's units per stratum, by the stage's fpc column."""
    if not asked.fpc:
        return np.full(len(drawn), np.inf)
    name = asked.fpc[place]
    values = columns.numbers(name, "--fpc", required=True)
    _counts_or_fractions(name, values)
    given = values[first]
    differs = values != given[stratum]
    if differs.any():
        row = int(np.argmax(differs))
        raise BadSurvey(
            f'--fpc: cột "{name}", {row_named(row)}: {values[row]:g} khác {given[stratum[row]]:g} của cùng '
            f"{names[int(stratum[row])]}; mỗi tầng chỉ có một giá trị"
        )
    population = given if (values > 1).any() else drawn / given
    small = population < drawn
    if small.any():
        where = int(np.argmax(small))
        raise BadSurvey(
            f'--fpc: cột "{name}", {names[where]}: tổng thể {population[where]:g} ít hơn {drawn[where]:g} đơn vị trong '
            "mẫu; sửa số đơn vị của tổng thể"
        )
    return population


def _counts_or_fractions(name: str, values: Floats) -> None:
    if (values <= 0).any():
        row = int(np.argmax(values <= 0))
        raise BadSurvey(f'--fpc: cột "{name}", {row_named(row)}: {values[row]:g} phải lớn hơn 0')
    if (values > 1).any() and (values < 1).any():
        row = int(np.argmax(values < 1))
        raise BadSurvey(
            f'--fpc: cột "{name}", {row_named(row)}: {values[row]:g} là tỷ lệ trong khi dòng khác là số đếm; '
            "dùng một kiểu cho cả cột"
        )


def _weights(columns: Columns, asked: Asked, stages: Sequence[_Drawn]) -> Floats:
    """Give the weight per row: the column, else population over sample at every stage that fpc gives, else 1."""
    if asked.weights is None:
        weights = np.ones(columns.table.height)
        for stage in stages if asked.fpc else ():
            weights = weights / stage.fraction()
        return weights
    weights = columns.numbers(asked.weights, "--weights", required=True)
    if (weights <= 0).any():
        row = int(np.argmax(weights <= 0))
        raise BadSurvey(
            f'--weights: cột "{asked.weights}", {row_named(row)}: trọng số {weights[row]:g} không lớn hơn 0; '
            "sửa trọng số hoặc bỏ dòng này khỏi tệp"
        )
    return weights
