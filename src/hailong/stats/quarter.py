"""A quarter's packed forms in one Parquet file, sorted so that one pass finds every sampling unit whole.

The file is derived: it is made again from the records in seconds and is never the only copy. Its name is the period
(`2025Q3.parquet`), its rows are sorted by province, unit, stratum, sampling unit:

| column | type | what |
|---|---|---|
| `province`, `unit` | Int16, Int32 | the codes of the province and of the unit whose figure is wanted |
| `stratum` | Int32 | the mode or other stratum inside the unit |
| `psu` | Int64 | the counter session inside the stratum; an online form is a sampling unit of its own |
| `population` | Float64 | sampling units the stratum has in all, for the finite population correction; null for none |
| `weight` | Float64 | above nought |
| `ym`, `xm` | UInt32 | `hailong.stats.packed` |

A session without a single valid answer keeps its place: a row with `xm` 0. It counts in its stratum.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from hailong.stats.faults import BadSurvey

SCHEMA: Final = pl.Schema(
    {
        "province": pl.Int16,
        "unit": pl.Int32,
        "stratum": pl.Int32,
        "psu": pl.Int64,
        "population": pl.Float64,
        "weight": pl.Float64,
        "ym": pl.UInt32,
        "xm": pl.UInt32,
    }
)
KEYS: Final = ("province", "unit", "stratum", "psu")
BATCH: Final = 1 << 17
"""Rows read at a time, and in a row group: few enough for what works on them to stay in the processor's cache."""
_PERIOD: Final = re.compile(r"\d{4}Q[1-4]")


@dataclass(frozen=True, slots=True)
class Rows:
    """Packed forms as columns of one length; `population` is nan where there is no correction.

    `place` names the file they came from and `first` the number of their first row in it, for messages.
    """

    province: NDArray[np.int16]
    unit: NDArray[np.int32]
    stratum: NDArray[np.int32]
    psu: NDArray[np.int64]
    population: NDArray[np.float64]
    weight: NDArray[np.float64]
    ym: NDArray[np.uint32]
    xm: NDArray[np.uint32]
    place: str = field(default="", kw_only=True)
    first: int = field(default=0, kw_only=True)

    def __len__(self) -> int:
        """Count the forms."""
        return len(self.weight)

    def part(self, first: int, end: int) -> "Rows":
        """Look at the rows from `first` up to `end`."""
        columns = (getattr(self, name)[first:end] for name in SCHEMA)
        return Rows(*columns, place=self.place, first=self.first + first)

    def followed_by(self, other: "Rows") -> "Rows":
        """Lay other rows behind these."""
        columns = (_fixed(np.concatenate([getattr(self, name), getattr(other, name)])) for name in SCHEMA)
        return Rows(*columns, place=self.place, first=self.first)


def write_quarter(frame: pl.DataFrame, folder: Path, period: str) -> Path:
    """Sort the forms and write them as the period's file; raises BadSurvey naming the row that cannot be kept.

    The file appears whole or not at all.
    """
    if not _PERIOD.fullmatch(period):
        raise BadSurvey(f"Kỳ '{period}': không phải quý; viết dạng 2025Q3")
    path = folder / f"{period}.parquet"
    draft = path.with_suffix(".draft")
    table = _checked(frame, period).sort(KEYS)
    _refuse_two_populations(table, period)
    table.write_parquet(draft, compression="lz4", row_group_size=BATCH, statistics=False)
    draft.replace(path)
    return path


def rows_of(frame: pl.DataFrame, place: str = "", first: int = 0) -> Rows:
    """Take the columns of a table, sorted by the keys, as arrays."""
    filled = frame.with_columns(pl.col("population").fill_null(float("nan")))
    return Rows(*(_fixed(filled[name].to_numpy()) for name in SCHEMA), place=place, first=first)


def read_quarter(path: Path, batch: int = BATCH) -> Iterator[Rows]:
    """Give the file's rows a piece at a time, no unit cut in two; raises BadSurvey for a file that cannot be read.

    Whether the rows of a piece are in order is looked at where its sampling units are found (`hailong.stats.runs`).
    """
    last = (-1, -1)
    for rows in _whole_units(_pieces(path, batch)):
        first = (int(rows.province[0]), int(rows.unit[0]))
        if first <= last:
            raise disorder(rows, 0)
        last = (int(rows.province[-1]), int(rows.unit[-1]))
        yield rows


def disorder(rows: Rows, at: int) -> BadSurvey:
    """Say which row does not come after the one above it."""
    where = f"Tệp {rows.place or 'quý'}, dòng {rows.first + at + 1}"
    return BadSurvey(f"{where}: không theo thứ tự tỉnh, đơn vị, tầng, phiên; ghi lại tệp của quý")


def period_of(path: Path) -> tuple[int, int]:
    """Read year and quarter off the file's name; raises BadSurvey."""
    if not _PERIOD.fullmatch(path.stem):
        raise BadSurvey(f"Tệp {path.name}: tên không phải quý; đặt tên dạng 2025Q3.parquet")
    return int(path.stem[:4]), int(path.stem[-1])


def _whole_units(pieces: Iterable[Rows]) -> Iterator[Rows]:
    """Move the rows of a unit that goes on in the next piece to there."""
    left: Rows | None = None
    for piece in pieces:
        rows = piece
        if left is not None:
            head = _end_of_unit(left, rows)
            left, rows = left.followed_by(rows.part(0, head)), rows.part(head, len(rows))
            if not len(rows):
                continue
            yield left
        cut = _start_of_last(rows)
        if cut:
            yield rows.part(0, cut)
        left = rows.part(cut, len(rows))
    if left is not None:
        yield left


def _pieces(path: Path, batch: int) -> Iterator[Rows]:
    lazy, first = pl.scan_parquet(path, glob=False), 0
    try:
        found = lazy.collect_schema()
        if any(found.get(name) != kind for name, kind in SCHEMA.items()):
            raise BadSurvey(f"Tệp {path.name}: thiếu cột hoặc sai kiểu cột; ghi lại tệp của quý từ dữ liệu gốc")
        while len(frame := lazy.select(*SCHEMA).slice(first, batch).collect()):
            yield rows_of(frame, path.name, first)
            first += batch
    except (OSError, pl.exceptions.ComputeError) as error:
        raise BadSurvey(f"Tệp {path.name}: không đọc được; ghi lại tệp của quý từ dữ liệu gốc") from error


def _checked(frame: pl.DataFrame, period: str) -> pl.DataFrame:
    """Bring the columns to their types; refuse what is missing, naming the row (from 1)."""
    for name in SCHEMA:
        if name not in frame.columns:
            raise BadSurvey(f"Quý {period}: không có cột {name}; thêm cột này")
    table = frame.select(*SCHEMA).cast(SCHEMA)
    empty = {name: table[name].is_null() for name in SCHEMA if name != "population"}
    for name, nulls in empty.items():
        if nulls.any():
            raise BadSurvey(f"Quý {period}, dòng {_first(nulls)}: cột {name} trống; điền giá trị hoặc bỏ dòng")
    bad = ~(table["weight"].is_finite() & (table["weight"] > 0))
    if bad.any():
        raise BadSurvey(f"Quý {period}, dòng {_first(bad)}: trọng số phải là số lớn hơn 0; sửa trọng số")
    none = (table["population"] < 1).fill_null(value=False)
    if none.any():
        raise BadSurvey(f"Quý {period}, dòng {_first(none)}: population phải từ 1 trở lên; sửa hoặc để trống")
    return table


def _refuse_two_populations(table: pl.DataFrame, period: str) -> None:
    """Refuse a stratum whose forms do not agree on how many sampling units it has."""
    found = table.group_by(KEYS[:3]).agg(pl.col("population").n_unique()).filter(pl.col("population") > 1)
    if len(found):
        _, unit, stratum, _ = min(found.rows())
        raise BadSurvey(f"Quý {period}, đơn vị {unit}, tầng {stratum}: population có hai số khác nhau; giữ một số")


def _first(flags: pl.Series) -> int:
    return int(flags.to_numpy().argmax()) + 1


def _fixed(column: NDArray[Any]) -> NDArray[Any]:
    """Forbid writing, as polars does where it lends its memory: loops are compiled for one kind of array only."""
    column.flags.writeable = False
    return column


def _end_of_unit(before: Rows, rows: Rows) -> int:
    """Count the rows at the head that still belong to the unit in which `before` ends."""
    other = (rows.unit != before.unit[-1]) | (rows.province != before.province[-1])
    return int(other.argmax()) if other.any() else len(rows)


def _start_of_last(rows: Rows) -> int:
    """Find where the last unit begins."""
    other = (rows.unit != rows.unit[-1]) | (rows.province != rows.province[-1])
    return len(rows) - int(other[::-1].argmax()) if other.any() else 0
