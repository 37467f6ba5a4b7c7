"""The nation's table: every unit's items, criteria and index, quarter by quarter, with what is needed to judge them.

`tables` reads one quarter's file after another in bounded memory and needs no more than the figures of four quarters
back to tell the change over a year. Quarters are fresh samples, so the two variances and their degrees of freedom add.
Estimates, intervals and changes are in percent. Methods: Woodruff 1971 and Binder 1983 for the scores, the ultimate
cluster of Hansen, Hurwitz & Madow 1953 for the variance (R survey's `svyrecvar`), Wilson's interval on the effective
sample with the design's t (Dean & Pagano 2015).
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from hailong.stats import kernel
from hailong.stats.compare import Figures, difference
from hailong.stats.faults import BadSurvey
from hailong.stats.intervals import interval
from hailong.stats.packed import Questions
from hailong.stats.quarter import BATCH, period_of, read_quarter
from hailong.stats.runs import find

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RULES: Final = ("t2b_pooled", "t2b_itemmean")
"""The rules that packed answers can tell: they know who is satisfied, not how much."""
_PER_UNIT: Final = ("province", "code", "psus", "strata", "joined", "alone", "overdrawn")


@dataclass(frozen=True, slots=True)
class Table:
    """A quarter: arrays of units, or of units x statistics in the order of `Questions.statistics`.

    `df` are sampling units less strata; `joined`, `alone`, `overdrawn` count strata (`hailong.stats.runs`).
    `change` and `p` are nan where the unit has no figure of a year before.
    """

    period: str
    names: tuple[str, ...]
    province: NDArray[np.int16]
    unit: NDArray[np.int32]
    df: Ints
    joined: Ints
    alone: Ints
    overdrawn: Ints
    n: Ints
    estimate: Floats
    se: Floats
    deff: Floats
    low: Floats
    high: Floats
    change: Floats
    p: Floats

    def frame(self) -> pl.DataFrame:
        """One row a unit and statistic; nan becomes null."""
        many = len(self.names)
        wide = ("province", "unit", "df", "joined", "alone", "overdrawn")
        deep = ("n", "estimate", "se", "deff", "low", "high", "change", "p")
        names = pl.Series("statistic", np.tile(np.arange(many, dtype=np.uint8), len(self.unit)))
        columns = {name: np.repeat(getattr(self, name), many) for name in wide}
        columns |= {name: getattr(self, name).ravel() for name in deep}
        frame = pl.DataFrame(columns).with_columns(pl.lit(self.period).alias("period"), names.cat.to(pl.Enum(self.names)))
        return frame.with_columns(pl.col(pl.Float64).fill_nan(None))


def tables(
    files: Iterable[Path], questions: Questions, rule: str = "t2b_pooled", level: float = 0.95, batch: int = BATCH
) -> Iterator[Table]:
    """Give the table of each quarter's file, earliest first; raises BadSurvey for a rule or a file it cannot use."""
    if rule not in RULES:
        raise BadSurvey(f"Cách tính '{rule}': câu trả lời đã gói chỉ tính được {', '.join(RULES)}")
    earlier: deque[tuple[int, Table]] = deque(maxlen=4)
    for path in sorted(files, key=period_of):
        year, quarter = period_of(path)
        number = 4 * year + quarter
        before = next((table for when, table in earlier if when == number - 4), None)
        table = _table(path, questions, rule, level, batch, before)
        earlier.append((number, table))
        yield table


def _table(path: Path, questions: Questions, rule: str, level: float, batch: int, before: Table | None) -> Table:
    runs, moments = _measured(path, questions, rule, batch)
    count, point, variance, srs = moments
    df = runs["psus"] - runs["strata"]
    with np.errstate(invalid="ignore", divide="ignore"):
        se = np.where(df[:, None] > 0, np.sqrt(variance), np.nan)
        low, high = interval("wilson", point, se, df[:, None], count, level)
        deff = np.square(se) / srs
    change, p = _changes(runs, 100 * point, 100 * se, df, before)
    return Table(
        period=path.stem,
        names=questions.statistics,
        province=runs["province"],
        unit=runs["code"],
        df=df,
        joined=runs["joined"],
        alone=runs["alone"],
        overdrawn=runs["overdrawn"],
        n=count,
        estimate=100 * point,
        se=100 * se,
        deff=deff,
        low=100 * low,
        high=100 * high,
        change=change,
        p=p,
    )


def _measured(path: Path, questions: Questions, rule: str, batch: int) -> tuple[dict[str, Any], kernel.Moments]:
    """Measure the file piece by piece and lay the pieces together."""
    starts, pooled = np.array(questions.starts), rule == "t2b_pooled"
    found, made = [], []
    for rows in read_quarter(path, batch):
        runs = find(rows)
        found.append(runs)
        made.append(kernel.moments(runs.forms, starts, pooled))
    if not found:
        raise BadSurvey(f"Tệp {path.name}: không có phiếu nào; bỏ tệp hoặc ghi lại từ dữ liệu gốc")
    whole = kernel.Moments(*(np.concatenate(part) for part in zip(*made, strict=True)))
    kept = {name: np.concatenate([getattr(runs, name) for runs in found]) for name in _PER_UNIT}
    return kept, whole


def _changes(runs: dict[str, Any], point: Floats, se: Floats, df: Ints, before: Table | None) -> tuple[Floats, Floats]:
    """Take last year's figure of the same unit from this one's."""
    change, p = np.full(point.shape, np.nan), np.full(point.shape, np.nan)
    if before is None:
        return change, p
    mine, theirs = _key(runs["province"], runs["code"]), _key(before.province, before.unit)
    _, here, there = np.intersect1d(mine, theirs, assume_unique=True, return_indices=True)
    now = Figures(point[here], se[here], df[here, None])
    gap = difference(now, Figures(before.estimate[there], before.se[there], before.df[there, None]))
    change[here], p[here] = gap.estimate, gap.p
    return change, p


def _key(province: NDArray[np.int16], unit: NDArray[np.int32]) -> Ints:
    return province.astype(np.int64) << 32 | unit
