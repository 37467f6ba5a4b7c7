"""Runs `hailong survey estimate` on the reference cases and compares with what R answered.

`python -m tests.stats.reference.compare` prints the largest relative difference of each case.
"""

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from hailong.cli.survey import survey

Case = dict[str, Any]
Row = dict[str, Any]

HERE = Path(__file__).parent
DATA = HERE / "data"
FIGURES = ("estimate", "se", "low", "high", "df", "n", "deff")
ZERO = 1e-13  # what rounding may leave of a figure that is 0: shares are at most 1, percents 100


@cache
def cases() -> list[Case]:
    """The cases that make.R wrote."""
    return json.loads((HERE / "cases.json").read_text(encoding="utf-8"))


def run(case: Case, file: Path | None = None) -> Result:
    """The command on the case's file, or on another writing of it."""
    options = [option.replace("{data}", str(DATA)) for option in case["options"]]
    return CliRunner().invoke(survey, ["estimate", str(file or DATA / case["file"]), *options, "--format", "json"])


def answer(case: Case, file: Path | None = None) -> list[Row]:
    """The rows the command answers."""
    result = run(case, file)
    assert result.exit_code == 0, result.stderr or repr(result.exception)
    rows: list[Row] = json.loads(result.stdout)["rows"]
    return rows


def refused(case: Case) -> None:
    """The command refuses in one line with status 2."""
    result = run(case)
    assert result.exit_code == 2, result.stdout
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


def key(row: Row) -> tuple[Any, ...]:
    """What a row is about."""
    return tuple(sorted(row["by"].items())), row["statistic"], row["name"], row["level"]


def relative(expected: float, found: float) -> float:
    """The relative difference; of an expected 0, the found figure in units of what rounding may leave."""
    if expected == 0:
        return 0.0 if abs(found) <= ZERO else float("inf")
    return abs(found - expected) / abs(expected)


def pairs(case: Case, rows: list[Row]) -> list[tuple[str, Any, Any]]:
    """Place, expected and found of every figure that stands in both."""
    found = {key(row): row for row in rows}
    return [
        (f"{key(row)} {figure}", row[figure], found[key(row)][figure])
        for row in case["rows"]
        if key(row) in found
        for figure in FIGURES
    ]


def off(expected: float | None, found: float | None) -> float:
    """How far a figure is off: 0 where both are absent, infinite where one is."""
    if expected is None or found is None:
        return 0.0 if expected is found else float("inf")
    return relative(expected, found)


def differences(case: Case, rows: list[Row]) -> list[str]:
    """Every figure beyond the case's tolerance, and rows that are missing or not expected."""
    expected, found = {key(row) for row in case["rows"]}, {key(row) for row in rows}
    lines = [f"{one} is missing" for one in expected - found] + [f"{one} is not expected" for one in found - expected]
    if len(found) != len(rows):
        lines.append("a row stands twice")
    return lines + [
        f"{place}: expected {wanted!r}, found {got!r}"
        for place, wanted, got in pairs(case, rows)
        if off(wanted, got) > case["tolerance"]
    ]


def worst_of(case: Case, rows: list[Row]) -> tuple[float, str]:
    """The largest relative difference of a case and where it stands."""
    return max(((off(*two), place) for place, *two in pairs(case, rows)), default=(0.0, ""))


def main() -> int:
    """Print a line a case and two of the whole; status 1 if any figure is beyond its tolerance."""
    bad, figures, worst = 0, 0, {1e-12: 0.0, 1e-8: 0.0}
    for case in cases():
        try:
            rows = answer(case) if not case["fails"] else refused(case) or []
        except AssertionError as error:
            print(f"{'refused':>8}  {case['name']}: {error}")
            bad += 1
            continue
        difference, place = worst_of(case, rows)
        faults = differences(case, rows)
        bad += bool(faults)
        figures += len(pairs(case, rows))
        worst[case["tolerance"]] = max(worst[case["tolerance"]], difference)
        print(f"{difference:8.1e}  {case['name']}{f'  {len(faults)} faults, worst {place}' if faults else ''}")
    print(f"{figures} figures of {len(cases())} cases, {bad} cases with faults")
    print(f"worst relative difference {worst[1e-12]:.1e}, raked {worst[1e-8]:.1e}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
