"""What a table of results holds, and how it is printed by contract 4.3."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from math import isfinite
from typing import Any, Final

from hailong.stats.answer import Row

DIMENSIONS: Final = ("unit", "period", "field", "mode", "respondent")
UNKNOWN: Final = "(không ghi)"
"""Stands in a group of answers that do not say their field."""
CRITERION: Final = "criterion"
INDEX: Final = "index"

HIDDEN: Final = "hidden"
EMPTY: Final = "empty"
WARNED: Final = "warned"
SHOWN: Final = "shown"

# Notes of a line, by code; what they say stands in `web/desk/surveys/results/words.py`.
NEAR_EDGE: Final = "near_edge"  # the index is near 100 % from few forms: the interval that never counts beyond them
FEW: Final = "few_answers"
ONE_SESSION: Final = "one_session"  # no error is known from a single sampling unit
NOT_POOLED: Final = "not_pooled"  # a mode that does not make the round's index
BROKEN: Final = "series_broken"  # the earlier questionnaire asked other questions


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of one group: the estimate as `stats.answer.Row` has it, its target, verdicts and change.

    Figures are percents. A hidden line has none, not even its n. `interval` names the kind of `low` and `high`; `p` is
    of the test that nothing changed, `p_adjusted` for all tests of the table; `rank_best` and `rank_worst` bound the
    rank of the unit, all units at once.
    """

    by: Mapping[str, str]
    statistic: str
    name: str
    cell: str
    estimate: float | None = None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    df: int | None = None
    n: int | None = None
    deff: float | None = None
    interval: str | None = None
    target: float | None = None
    operator: str | None = None
    verdict: str | None = None
    verdict_point: str | None = None
    forms_needed: int | None = None
    previous: float | None = None
    previous_period: str | None = None
    change: float | None = None
    change_low: float | None = None
    change_high: float | None = None
    p: float | None = None
    p_adjusted: float | None = None
    rank: int | None = None
    rank_best: int | None = None
    rank_worst: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def seen(self) -> bool:
        """Whether its figures may be shown."""
        return self.cell in (SHOWN, WARNED)

    def as_json(self) -> dict[str, Any]:
        """The line as contract 4.3 prints it."""
        return asdict(self) | {"by": dict(self.by), "level": None, "notes": list(self.notes)}


def line_of(row: Row, cell: str) -> Line:
    """A row of the estimator as a line; without a degree of freedom nothing is known of its error."""
    line = Line(
        dict(row.by), row.statistic, row.name, cell, _finite(row.estimate), df=row.df, n=row.n, interval="wilson"
    )
    if row.df <= 0:
        return replace(line, notes=(ONE_SESSION,))
    return replace(line, se=_finite(row.se), low=_finite(row.low), high=_finite(row.high), deff=_finite(row.deff))


@dataclass(frozen=True, slots=True)
class Made:
    """How a round's figures were made, for whoever asks where a number comes from."""

    code: str
    period: str
    rule: str
    modes: tuple[str, ...]
    sampling_unit: str
    criteria: tuple[tuple[str, tuple[str, ...]], ...]
    weighted: bool
    answers: int | None
    strata: int
    units: int
    response: float | None
    target: float | None
    operator: str | None
    target_from: str
    previous: str | None
    merged: int
    least: int


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of all groups, those of the whole (`total`, none where the viewer may not see the whole), how made."""

    by: tuple[str, ...]
    rows: tuple[Line, ...]
    total: tuple[Line, ...]
    made: tuple[Made, ...]
    withheld: bool = False
    warnings: tuple[Mapping[str, str], ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """The table as contract 4.3 prints it."""
        return {
            "rows": [line.as_json() for line in self.rows],
            "total": [line.as_json() for line in self.total],
            "design": [asdict(one) for one in self.made],
            "warnings": [dict(one) for one in self.warnings],
        }


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None
