"""What may be published of a survey, and with which warning. The thresholds are dated rules (`lexicon.law`).

A cell of fewer answers than `sipas.min_cell` is hidden, since it could point at persons; one of fewer than
`sipas.warn_cell` is shown with a warning. What else must be hidden, so that nobody gets a hidden cell by subtraction,
is told by `suppress`. The flags of `presentation` inform and hide nothing: they are the data presentation standards
for proportions of the US National Center for Health Statistics (Parker et al. 2017, Vital and Health Statistics 2:175).
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hailong.lexicon.law import rule
from hailong.stats.intervals import effective_n, interval

Bools = NDArray[np.bool_]


class Cell(StrEnum):
    """How a cell of a published table is shown."""

    EMPTY = "empty"  # nobody answered: nothing to protect and nothing to show
    HIDDEN = "hidden"
    WARNED = "warned"
    SHOWN = "shown"


def hide_below(day: date) -> int:
    """Give the fewest answers a cell may be published with, by the rule in force on the day of the round."""
    return int(_number("sipas.min_cell", day))


def cell(answers: int, day: date) -> Cell:
    """Tell how a cell of so many answers is shown, by the rules in force on the day of the round."""
    if answers == 0:
        return Cell.EMPTY
    if answers < hide_below(day):
        return Cell.HIDDEN
    return Cell.WARNED if answers < _number("sipas.warn_cell", day) else Cell.SHOWN


def presentation(p: ArrayLike, se: ArrayLike, df: ArrayLike, n: ArrayLike, day: date) -> dict[str, Bools]:
    """Flag proportions (0..1) of which a careful office would not print the figure alone; True is a doubt.

    `few_answers`, `few_effective`: n or the effective n below the least sample; `wide`, `relatively_wide`: the
    Korn-Graubard interval too wide, in itself or against p; `few_freedom`: too few degrees of freedom; `all_alike`:
    p is 0 or 1. The arguments broadcast; a proportion without an estimate or interval is flagged where that matters.
    """
    point, error, freedom, size = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in (p, se, df, n)))
    low, high = interval("korn-graubard", point, error, freedom, size)
    width, least = high - low, _number("sipas.sample_min", day)
    fine, widest = _number("sipas.width_fine", day) / 100, _number("sipas.width_max", day) / 100
    relative = point * _number("sipas.relative_width_max", day) / 100
    return {
        "few_answers": ~(size >= least),
        "few_effective": ~(np.minimum(effective_n(point, error, size), size) >= least),
        "wide": ~(width < widest),
        "relatively_wide": ~((width <= fine) | (width <= relative)),
        "few_freedom": ~(freedom >= _number("sipas.freedom_min", day)),
        "all_alike": (point == 0) | (point == 1),
    }


def _number(code: str, day: date) -> float:
    return float(cast("int | Decimal", rule(code, day).value))
