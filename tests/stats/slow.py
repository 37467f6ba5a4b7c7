"""A second, slow way to the same numbers: plain loops over rows, stage inside stage, as the textbooks write it.

A table here is a list of dicts; `stages` names (strata column or None, unit column, population column or None).
"""

from collections import defaultdict
from collections.abc import Sequence
from math import inf
from typing import Any

Rows = list[dict[str, Any]]
Stages = Sequence[tuple[str | None, str, str | None]]


def parted(rows: Rows, column: str | None) -> dict[Any, Rows]:
    """Rows by the value of a column."""
    parts: dict[Any, Rows] = defaultdict(list)
    for row in rows:
        parts[row[column] if column else None].append(row)
    return parts


def variance(rows: Rows, stages: Stages, score: str) -> float:
    """The variance of the sum of weight times score, every row of the sample given, 0 where outside the domain."""
    if not stages:
        return 0.0
    (strata, unit, population), *below = stages
    found = 0.0
    for stratum in parted(rows, strata).values():
        units = list(parted(stratum, unit).values())
        n = len(units)
        size = stratum[0][population] if population else inf
        totals = [sum(row["w"] * row[score] for row in inside) for inside in units]
        mean = sum(totals) / n
        found += (1 - n / size) * n / (n - 1) * sum((total - mean) ** 2 for total in totals)
        if population:
            found += n / size * sum(variance(inside, below, score) for inside in units)
    return found


def ratio(rows: Rows, above: str, below: str) -> tuple[float, Rows]:
    """The ratio of two weighted sums, and the rows with its linearised score as `z`."""
    bottom = sum(row["w"] * row[below] for row in rows)
    found = sum(row["w"] * row[above] for row in rows) / bottom
    return found, [row | {"z": (row[above] - found * row[below]) / bottom} for row in rows]
