"""The SIPAS tables of a nation beside other ways to make them: `python -m bench.survey [--nation] [--quick]`.

22 items, five criteria and the index of every unit and quarter, with n, SE, interval, df, design effect, change over a
year and its p. Every job is a whole process, its start included; jobs run in turn, round after round, and the table
shows medians: CPU and wall seconds, most memory, and the CPU in units of DuckDB's bare scan of the same round. The
answers are invented by `bench.survey_data`, not timed. Ours reads packed files, the others wide ones, as the packing
is done once when answers come in. R's survey and svy run at 10^4 and 10^5 forms only (one item, times 22): they cost
rows x groups. `--nation` adds 10^8 forms (6 GB of disk, half an hour), `--quick` leaves R and svy out.
"""

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
from bench import survey_data, survey_slow
from bench.survey_jobs import NAMES

from hailong.stats import cube, kernel

ROUNDS = 5
FLOOR = "scan_duckdb"
JOBS = {
    FLOOR: "bare scan, DuckDB",
    "scan_polars": "bare scan, polars",
    "sql_duckdb": "estimator, DuckDB SQL",
    "polars": "estimator, polars",
    "pooled": "hailong.stats, pooled",
    "itemmean": "hailong.stats, mean of items",
}
BARS = {10**7: ({"pooled": 1.2, "itemmean": 2.4}, 500), 10**8: ({"pooled": 0.6, "itemmean": 1.2}, 1200)}


@dataclass(frozen=True)
class Cost:
    """What a process took."""

    cpu: float
    wall: float
    peak: float


def run(job: str, folder: Path, out: str = "") -> Cost:
    """Run one job to its end."""
    command = [sys.executable, "-m", "bench.survey_jobs", job, str(folder), *([out] if out else [])]
    begin = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - begin, usage.ru_maxrss / 1024)


def compare(rows: int, folder: Path, jobs: list[str]) -> tuple[dict[str, Cost], dict[str, float]]:
    """Run the jobs in turn; give their median costs and median ratios to the floor, and print them."""
    run("pooled", folder)  # compiled code is kept from here on
    rounds = [{job: run(job, folder) for job in jobs} for _ in range(ROUNDS if rows < 10**8 else 3)]
    costs = {
        job: Cost(*(statistics.median(getattr(one[job], part) for one in rounds) for part in ("cpu", "wall", "peak")))
        for job in jobs
    }
    ratios = {job: statistics.median(one[job].cpu / one[FLOOR].cpu for one in rounds) for job in jobs}
    groups = survey_data.units(rows) * len(survey_data.quarters(rows))
    print(f"\n{rows:,} forms, {groups:,} unit-quarters\n{'':32}{'CPU s':>8}{'wall s':>8}{'MiB':>8}{'ratio':>8}")
    for job in jobs:
        cost = costs[job]
        print(f"{JOBS[job]:32}{cost.cpu:8.2f}{cost.wall:8.2f}{cost.peak:8.0f}{ratios[job]:8.2f}")
    return costs, ratios


def agreement(folder: Path) -> float:
    """Give the worst relative difference of estimates and SE from DuckDB's SQL, lonely strata apart."""
    for job in ("sql_duckdb", "pooled"):
        run(job, folder, str(folder / f"{job}.parquet"))
    ours, theirs = (pl.read_parquet(folder / f"{job}.parquet") for job in ("pooled", "sql_duckdb"))
    first = int(survey_data.quarters(1)[0][:4])
    year, quarter = (pl.col("period").str.slice(at, size).cast(pl.Int16) for at, size in ((0, 4), (5, 1)))
    ours = ours.filter((pl.col("joined") == 0) & (pl.col("alone") == 0), pl.col("se") > 1e-6)
    ours = ours.with_columns(quarter=4 * (year - first) + quarter - 1)
    worst = 0.0
    for at, name in enumerate(NAMES):
        right = theirs.select("unit", "quarter", point=100 * pl.col(f"p{at}"), error=100 * pl.col(f"s{at}"))
        both = ours.filter(pl.col("statistic") == name).join(right, on=["unit", "quarter"])
        gaps = both.select((pl.col("estimate") / pl.col("point") - 1).abs(), (pl.col("se") / pl.col("error") - 1).abs())
        worst = max(worst, *(gaps.max().row(0)))
    return worst


def unions(path: Path) -> dict[str, float]:
    """Milliseconds to add up units and tell their figures, medians of 50."""
    found = {}
    for rule in cube.RULES:
        layout = cube.Layout(survey_data.questions(), rule)
        whole = cube.of_file(path, layout)
        chance = np.random.default_rng(1).random(len(whole.unit))
        sets = {"a province": whole.province == 7, "half the nation": chance < 0.5, "three quarters": chance < 0.75}
        for name, chosen in {**sets, "the nation": chance < 1}.items():
            taken = []
            for _ in range(50):
                begin = time.perf_counter()
                cube.estimate(layout, whole.total(chosen))
                taken.append(time.perf_counter() - begin)
            found[f"{rule}, {name} ({np.count_nonzero(chosen):,} units)"] = 1000 * statistics.median(taken)
    return found


def slow(folder: Path) -> None:
    """R's survey and svy beside ours at 10^4 and 10^5 forms."""
    print(
        f"\nOne item at a time, {survey_slow.SECONDS} s and {survey_slow.MEMORY >> 30} GiB at most; ours: whole process"
    )
    print(f"{'':16}{'10^4, s x 22':>14}{'10^5, s x 22':>14}{'exponent':>10}{'ours at 10^5':>14}{'ratio':>10}")
    paths = {}
    for rows in (10**4, 10**5):
        generate(folder / str(rows), rows)
        paths[rows] = survey_slow.table(folder / str(rows))
    ours = statistics.median(run("pooled", folder / str(10**5)).wall for _ in range(3))
    for name in ("R survey", "svy"):
        few, many = (survey_slow.measured(name, path, 1) for path in paths.values())
        shown = [f"{22 * one:.1f}" if isinstance(one, float) else one for one in (few, many)]
        tail = ["-", "-"]
        if isinstance(few, float) and isinstance(many, float):
            tail = [f"{math.log10(many / few):.2f}", f"{22 * many / ours:,.0f} x"]
        print(f"{name:16}{shown[0]:>14}{shown[1]:>14}{tail[0]:>10}{f'{ours:.2f} s':>14}{tail[1]:>10}")


def generate(folder: Path, rows: int, units: int = 0) -> None:
    """Invent the answers in a process of its own."""
    command = [sys.executable, "-m", "bench.survey_data", str(folder), str(rows), *([str(units)] if units else [])]
    subprocess.run(command, check=True)


def main(arguments: Sequence[str] = ()) -> None:
    """Print the tables, how costs grow, and whether the bars were cleared."""
    print(f"\nSIPAS tables of the nation; medians of whole processes; kernel: {kernel.NAME}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report(folder, [10**6, 10**7, *([10**8] if "--nation" in arguments else [])])
        if "--quick" in arguments:
            print("\nR survey, svy: not run")
        else:
            slow(folder)


def report(folder: Path, sizes: list[int]) -> None:
    """Everything but the slow ones."""
    cleared, work = {}, {}
    for rows in sizes:
        generate(folder / str(rows), rows)
        jobs = list(JOBS) if rows < 10**8 else [FLOOR, "scan_polars", "pooled", "itemmean"]
        costs, ratios = compare(rows, folder / str(rows), jobs)
        work[rows] = costs["pooled"].cpu
        most, peak = BARS.get(rows, ({}, 0))
        for job, bar in most.items():
            cleared[f"{JOBS[job]}, {rows:,}: CPU {ratios[job]:.2f} <= {bar} x bare scan"] = ratios[job] <= bar
            cleared[f"{JOBS[job]}, {rows:,}: {costs[job].peak:.0f} <= {peak} MiB"] = costs[job].peak <= peak
    generate(folder / "few", 10**6, 39)
    few = statistics.median(run("pooled", folder / "few").cpu for _ in range(3))
    generate(folder / "one", 1000)
    start = statistics.median(run("pooled", folder / "one").cpu for _ in range(3))
    print(f"\nOurs, CPU s: start {start:.2f}; growth without it, as a power")
    for low, high in pairwise(sizes):
        power = math.log10((work[high] - start) / (work[low] - start)) / math.log10(high / low)
        print(f"  {low:,} to {high:,} forms: {power:.2f}")
    print(f"  156 to 15,596 groups of 10^6 forms: {math.log((work[10**6] - start) / (few - start), 100):.2f}")
    worst = agreement(folder / str(10**6))
    print(f"Worst relative difference from DuckDB's SQL at 10^6, 28 x 15,596 estimates and SE: {worst:.1e}")
    cleared[f"as DuckDB's SQL to 1e-9: {worst:.1e}"] = worst <= 1e-9
    print("\nA union of units from the cube, one quarter of 3,899 units, ms with its estimates")
    for what, taken in unions(folder / str(10**7) / "packed" / "2021Q1.parquet").items():
        print(f"{what:52}{taken:8.2f}")
        cleared[f"{what}: {taken:.2f} <= 2 ms"] = taken <= 2
    print()
    for bar_name, passed in cleared.items():
        print(f"{'cleared' if passed else 'MISSED':8}{bar_name}")


if __name__ == "__main__":
    main(sys.argv[1:])
