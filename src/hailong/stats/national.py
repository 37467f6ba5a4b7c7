"""The nation's table: every unit's items, criteria and index, quarter by quarter, with what is needed to judge them.

`tables` reads one quarter's file after another in bounded memory and needs no more than the figures of four quarters
back to tell the change over a year. Quarters are fresh samples, so the two variances and their degrees of freedom add.
Estimates, intervals and changes are in percent. Methods: Woodruff 1971 and Binder 1983 for the scores, the ultimate
cluster of Hansen, Hurwitz & Madow 1953 for the variance (R survey's `svyrecvar`), Wilson's interval on the effective
sample with the design's t (Dean & Pagano 2015).
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
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
from hailong.stats.runs import Runs, find

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RULES: Final = ("t2b_pooled", "t2b_itemmean")
"""The rules that packed answers can tell: they know who is satisfied, not how much."""


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
        frame = pl.DataFrame(columns).with_columns(names.cat.to(pl.Enum(self.names)), period=pl.lit(self.period))
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
        table = _table(path, questions, rule, level, batch)
        if before is not None:
            table = _against(table, before)
        earlier.append((number, table))
        yield table


def _table(path: Path, questions: Questions, rule: str, level: float, batch: int) -> Table:
    """Measure the file piece by piece, while each is in the processor's cache, and lay the pieces together."""
    starts, pooled = np.array(questions.starts), rule == "t2b_pooled"
    pieces = []
    for rows in read_quarter(path, batch):
        runs = find(rows)
        pieces.append(_figures(runs, kernel.moments(runs.forms, starts, pooled), level))
    if not pieces:
        raise BadSurvey(f"Tệp {path.name}: không có phiếu nào; bỏ tệp hoặc ghi lại từ dữ liệu gốc")
    whole = {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}
    unknown = np.full(whole["n"].shape, np.nan)
    return Table(period=path.stem, names=questions.statistics, **whole, change=unknown, p=unknown)


def _figures(runs: Runs, moments: kernel.Moments, level: float) -> dict[str, NDArray[Any]]:
    df = runs.psus - runs.strata
    with np.errstate(invalid="ignore", divide="ignore"):
        se = np.where(df[:, None] > 0, np.sqrt(moments.variance), np.nan)
        low, high = interval("wilson", moments.estimate, se, df[:, None], moments.n, level)
        deff = np.square(se) / moments.simple
    percents = {"estimate": moments.estimate, "se": se, "low": low, "high": high}
    return {
        "province": runs.province,
        "unit": runs.code,
        "df": df,
        "joined": runs.joined,
        "alone": runs.alone,
        "overdrawn": runs.overdrawn,
        "n": moments.n,
        "deff": deff,
        **{name: 100 * figures for name, figures in percents.items()},
    }


def _against(now: Table, before: Table) -> Table:
    """Take last year's figure of the same unit from this one's."""
    _, here, there = np.intersect1d(_key(now), _key(before), assume_unique=True, return_indices=True)
    gap = difference(
        Figures(now.estimate[here], now.se[here], now.df[here, None]),
        Figures(before.estimate[there], before.se[there], before.df[there, None]),
    )
    change, p = now.change.copy(), now.p.copy()
    change[here], p[here] = gap.estimate, gap.p
    return replace(now, change=change, p=p)


def _key(table: Table) -> Ints:
    return table.province.astype(np.int64) << 32 | table.unit
