"""Answers of a nation, invented from a seed, for `bench.survey`: `python -m bench.survey_data FOLDER ROWS [UNITS]`.

3,899 units of 34 provinces in up to 16 quarters, at least four; strata are unit x quarter x mode (two thirds of the
forms at the counter in sessions of about ten, the rest in smaller online ones), sampling units drawn from a known
number of sessions; 22 items answered 1-5 or left out (5 %), agreement alike within a session, units that change little
from quarter to quarter, weights varying by form.
Each quarter is written twice: `wide/` with the 22 answers as columns, `packed/` for the product.
"""

import sys
from pathlib import Path

import numpy as np
import polars as pl
from bench.survey_jobs import ITEMS, SIZES

from hailong.stats.packed import Questions, pack
from hailong.stats.quarter import write_quarter

UNITS, PROVINCES = 3_899, 34


def questions() -> Questions:
    """The questionnaire: 22 items in five criteria."""
    names = iter(ITEMS)
    return Questions("SIPAS", tuple((code, tuple(next(names) for _ in range(size))) for code, size in SIZES.items()))


def quarters(rows: int) -> list[str]:
    """The quarters that a number of rows fills: 4 up to 10^6, 12 at 10^7, 16 at 10^8."""
    count = 4 if rows <= 10**6 else 12 if rows <= 10**7 else 16
    return [f"{2021 + number // 4}Q{number % 4 + 1}" for number in range(count)]


def units(rows: int) -> int:
    """Fewer units where there are few rows, so that a unit-quarter never falls under some sixty forms."""
    return min(UNITS, max(rows // (len(quarters(rows)) * 62), 1))


def forms(period: int, rows: int, many: int) -> pl.DataFrame:
    """One quarter's forms, wide."""
    chance = np.random.default_rng([1, period])
    unit = np.sort(chance.integers(0, many, rows)).astype(np.int32)
    stratum = (chance.random(rows) < 1 / 3).astype(np.int32)
    sessions = np.maximum(np.bincount(2 * unit + stratum, minlength=2 * many) // 10, 2)
    cell = 2 * unit + stratum
    psu = (chance.random(rows) * sessions[cell]).astype(np.int64)
    first = np.concatenate([[0], np.cumsum(sessions)])
    lasting = np.random.default_rng(1).normal(1.6, 0.35, many) + chance.normal(0, 0.05, many)
    mood = chance.normal(0, 0.25, first[-1])[first[cell] + psu] + lasting[unit]
    columns = {
        "province": (unit * PROVINCES // many).astype(np.int16) + np.int16(1),
        "unit": unit + np.int32(10_000),
        "stratum": stratum,
        "psu": psu,
        "population": 4.0 * sessions[cell],
        "weight": chance.uniform(0.5, 6, rows),
    }
    answers = {item: _answers(chance, mood) for item in ITEMS}
    frame = pl.DataFrame(columns | answers)
    return frame.with_columns(pl.when(pl.col(item) > 0).then(pl.col(item)).alias(item) for item in ITEMS)


def _answers(chance: np.random.Generator, mood: np.ndarray) -> np.ndarray:
    score = chance.normal(0, 1, len(mood)).astype(np.float32) + mood
    codes = np.digitize(score, (-1.2, -0.4, 0.4, 1.6)).astype(np.int8) + np.int8(1)
    codes[chance.random(len(mood), dtype=np.float32) < 0.05] = 0
    return codes


def write(folder: Path, rows: int, many: int) -> None:
    """Write both shapes of every quarter, of so many units."""
    periods = quarters(rows)
    for shape in ("wide", "packed"):
        (folder / shape).mkdir(parents=True)
    for number, period in enumerate(periods):
        count = rows * (number + 1) // len(periods) - rows * number // len(periods)
        frame = forms(number, count, many).sort("province", "unit", "stratum", "psu")
        wide = frame.with_columns(quarter=pl.lit(number, pl.Int16))
        wide.write_parquet(folder / "wide" / f"{period}.parquet", compression="zstd")
        write_quarter(pack(frame, ITEMS, [4, 5]), folder / "packed", period)


if __name__ == "__main__":
    count = int(sys.argv[2])
    write(Path(sys.argv[1]), count, int(sys.argv[3]) if sys.argv[3:] else units(count))
