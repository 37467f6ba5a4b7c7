"""The variance cube: of each unit and period some sums that add up, from which any union tells its exact figures.

The variance of a ratio is a quadratic form of its p. So each row keeps, beside the sums of items and the respondents,
the strata's centred products of sampling-unit totals (times each stratum's (1 - n/N)·n/(n-1)): they add up over strata,
units, periods and files, and the p of the union is put in at the end. It is no approximation. A row holds no forms: a
unit may send it instead of them. Strata must not be shared between rows: one row holds the whole of its strata.

| rule | basis of the products | numbers a row, 22 items in 5 criteria |
|---|---|---|
| `t2b_pooled` | the criteria's sums, and each item's own | 259 |
| `t2b_itemmean` | the items' sums | 2,063 |

The names of the numbers are in `Layout.columns`: `n.`, `weight.` respondents and their weights; `u.`, `x.` weights of
answers not satisfied and of all; `psu.A.B` products between sampling units, `form.A.B` between forms (they tell the
design effect). Where a stratum had one sampling unit, `joined` and `alone` say so (`hailong.stats.runs`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hailong.stats import kernel
from hailong.stats.faults import BadSurvey
from hailong.stats.intervals import interval
from hailong.stats.packed import Questions
from hailong.stats.quarter import BATCH, period_of, read_quarter
from hailong.stats.runs import Runs, find

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RULES: Final = ("t2b_pooled", "t2b_itemmean")
HEAD: Final = ("psus", "strata", "joined", "alone", "overdrawn")
_BLOCK: Final = 4


@dataclass(frozen=True)
class Layout:
    """What the numbers of a row are, for one questionnaire and rule; raises BadSurvey for a rule it cannot serve."""

    questions: Questions
    rule: str

    def __post_init__(self) -> None:
        """Refuse rules that need more than who is satisfied."""
        if self.rule not in RULES:
            raise BadSurvey(f"Cách tính '{self.rule}': câu trả lời đã gói chỉ tính được {', '.join(RULES)}")

    @property
    def pooled(self) -> bool:
        """Whether every answer of a criterion counts once."""
        return self.rule == "t2b_pooled"

    @cached_property
    def basis(self) -> tuple[str, ...]:
        """The names of the sums whose products are kept."""
        codes = [code for code, _ in self.questions.criteria]
        return tuple(f"{kind}.{name}" for kind in "ux" for name in (codes if self.pooled else self.questions.items))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The name of each number, in order."""
        items, asked = self.questions.items, self.questions.statistics
        pairs = items if self.pooled else ()
        own = [f"psu.{a}.{item}.{b}.{item}" for item in pairs for a, b in ("uu", "ux", "xx")]
        products = [f"{a}.{b}" for at, a in enumerate(self.basis) for b in self.basis[: at + 1]]
        return (
            *HEAD,
            *(f"n.{name}" for name in asked),
            *(f"weight.{name}" for name in asked[len(items) :]),
            *(f"{kind}.{item}" for kind in "ux" for item in items),
            *own,
            *(f"psu.{name}" for name in products),
            *(f"form.{name}" for name in products),
        )

    @cached_property
    def parts(self) -> dict[str, slice]:
        """Where the parts of a row stand: head, n, weight, items, pairs, spread, simple."""
        items, criteria = len(self.questions.items), len(self.questions.criteria)
        triangle = len(self.basis) * (len(self.basis) + 1) // 2
        sizes = (len(HEAD), items + criteria + 1, criteria + 1, 2 * items, 3 * items * self.pooled, triangle, triangle)
        ends = np.cumsum((0, *sizes)).tolist()
        names = ("head", "n", "weight", "items", "pairs", "spread", "simple")
        return {name: slice(first, end) for name, first, end in zip(names, ends[:-1], ends[1:], strict=True)}


@dataclass(frozen=True)
class Cube:
    """Rows of one layout in order of their keys; `period` is year x 10 + quarter."""

    layout: Layout
    province: NDArray[np.int16]
    unit: NDArray[np.int32]
    period: NDArray[np.int32]
    rows: Floats
    _blocks: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Add up blocks of rows in advance."""
        starts = np.arange(0, len(self.rows), _BLOCK)
        blocks = np.add.reduceat(self.rows, starts, axis=0) if len(starts) else self.rows
        object.__setattr__(self, "_blocks", blocks)

    def total(self, chosen: NDArray[np.bool_] | None = None) -> Floats:
        """Add up the rows chosen (None: all) to the row of their union."""
        if chosen is None:
            return kernel.add_rows(self._blocks, np.arange(len(self._blocks)))
        whole = np.zeros(len(self._blocks) * _BLOCK, dtype=bool)
        whole[len(chosen) :] = True
        whole[: len(chosen)] = chosen
        full = whole.reshape(-1, _BLOCK).all(axis=1)
        single = chosen & ~np.repeat(full, _BLOCK)[: len(chosen)]
        return kernel.add_rows(self._blocks, np.flatnonzero(full)) + kernel.add_rows(self.rows, np.flatnonzero(single))


@dataclass(frozen=True, slots=True)
class Union:
    """The figures of a row, in percent: arrays in the order of `Questions.statistics`; the rest one number.

    `se`, `low`, `high` (Wilson, design t) and `deff` are nan without degrees of freedom.
    """

    names: tuple[str, ...]
    n: Ints
    estimate: Floats
    se: Floats
    low: Floats
    high: Floats
    deff: Floats
    df: int
    joined: int
    alone: int
    overdrawn: int


def build(runs: Runs, layout: Layout, period: int) -> Cube:
    """Make the rows of the units of sorted forms."""
    sums = kernel.forms(runs.forms, np.array(layout.questions.starts), layout.pooled)
    head = np.column_stack([getattr(runs, name) for name in HEAD])
    return Cube(layout, runs.province, runs.code, np.full(len(head), period, np.int32), np.hstack([head, *sums]))


def of_file(path: Path, layout: Layout, batch: int = BATCH) -> Cube:
    """Make the rows of a quarter's file; raises BadSurvey for one that cannot be used."""
    year, quarter = period_of(path)
    pieces = [build(find(rows), layout, 10 * year + quarter) for rows in read_quarter(path, batch)]
    if not pieces:
        raise BadSurvey(f"Tệp {path.name}: không có phiếu nào; bỏ tệp hoặc ghi lại từ dữ liệu gốc")
    return merge(pieces)


def merge(cubes: Sequence[Cube]) -> Cube:
    """Lay cubes of one layout together; rows of the same unit and period are added up."""
    layouts = {cube.layout for cube in cubes}
    if len(layouts) != 1:
        raise BadSurvey("Gộp số liệu: các bảng khác bộ câu hỏi hoặc cách tính; lập lại chúng theo một bộ")
    province, unit, period = (
        np.concatenate([getattr(cube, name) for cube in cubes]) for name in ("province", "unit", "period")
    )
    order = np.lexsort((period, unit, province))
    keys = np.column_stack([province, unit, period])[order]
    first = np.flatnonzero(np.append(True, (keys[1:] != keys[:-1]).any(axis=1)))
    rows = np.concatenate([cube.rows for cube in cubes])[order]
    if len(first) < len(rows):
        rows = np.add.reduceat(rows, first, axis=0)
    heads = order[first]
    return Cube(cubes[0].layout, province[heads], unit[heads], period[heads], rows)


def estimate(layout: Layout, row: Floats, level: float = 0.95) -> Union:
    """Tell the figures of a row: of one unit, or of any sum of rows."""
    part = {name: row[where] for name, where in layout.parts.items()}
    psus, strata, joined, alone, overdrawn = part["head"].astype(np.int64).tolist()
    items = len(layout.questions.items)
    u, x = part["items"][:items], part["items"][items:]
    spread, count = _whole(part["spread"]), part["n"]
    with np.errstate(invalid="ignore", divide="ignore"):
        miss = u / x
        uu, ux, xx = part["pairs"].reshape(-1, 3).T if layout.pooled else _own(spread, items)
        own = (uu - 2 * miss * ux + miss**2 * xx) / x**2
        criteria, parts = _pooled(layout, u, x) if layout.pooled else _item_means(layout, u, x)
        criteria, parts = np.append(criteria, criteria.mean()), np.vstack([parts, parts.mean(axis=0)])
        known = np.nan if psus <= strata else 1.0
        se = np.sqrt(np.maximum(np.concatenate([own, _form(parts, spread)]), 0)) * known
        simple = np.concatenate([miss * (1 - miss), part["weight"] * _form(parts, _whole(part["simple"]))])
        point = np.concatenate([1 - miss, criteria])
        low, high = interval("wilson", point, se, float(psus - strata), count, level)
        deff = se**2 / (simple / (count - 1))
    return Union(
        names=layout.questions.statistics,
        n=count.astype(np.int64),
        estimate=100 * point,
        se=100 * se,
        low=100 * low,
        high=100 * high,
        deff=deff,
        df=psus - strata,
        joined=joined,
        alone=alone,
        overdrawn=overdrawn,
    )


def _pooled(layout: Layout, u: Floats, x: Floats) -> tuple[Floats, Floats]:
    """Estimate the criteria, and give the factors of the basis in their scores (q·x - u)/X, q = U/X."""
    first = layout.questions.starts[:-1]
    whole = np.add.reduceat(x, first)
    miss = np.add.reduceat(u, first) / whole
    return 1 - miss, np.hstack([np.diag(-1 / whole), np.diag(miss / whole)])


def _item_means(layout: Layout, u: Floats, x: Floats) -> tuple[Floats, Floats]:
    """The same for means of items; an item that nobody answered is left out, unless that leaves none."""
    starts = np.array(layout.questions.starts)
    criteria = len(starts) - 1
    owner = np.repeat(np.arange(criteria), np.diff(starts))
    answered = np.bincount(owner, x > 0, criteria)[owner]
    factor = np.where(x > 0, 1 / (x * answered), np.where(answered > 0, 0.0, np.nan))
    miss = np.where(x > 0, u / x, 0.0)
    parts = np.zeros((criteria, 2 * len(x)))
    parts[owner, np.arange(len(x))] = -factor
    parts[owner, np.arange(len(x)) + len(x)] = factor * miss
    return np.add.reduceat(factor * (x - u), starts[:-1]), parts


def _whole(triangle: Floats) -> Floats:
    """Give the symmetric matrix of a lower triangle."""
    size = int(np.sqrt(2 * len(triangle)))
    matrix = np.zeros((size, size))
    matrix[np.tril_indices(size)] = triangle
    return matrix + np.tril(matrix, -1).T


def _own(spread: Floats, items: int) -> tuple[Floats, Floats, Floats]:
    own = np.diag(spread)
    return own[:items], np.diag(spread, items), own[items:]


def _form(parts: Floats, matrix: Floats) -> Floats:
    """Give the quadratic form of each row of factors."""
    form: Floats = np.sum((parts @ matrix) * parts, axis=1)
    return form
