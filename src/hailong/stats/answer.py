"""What is asked of a survey file, and what is answered (contract 4.3)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from math import isfinite
from typing import Any, Final

from hailong.stats.calibrate import Margin
from hailong.stats.sipas import SATISFIED, IndexDefinition

KINDS: Final = ("mean", "total", "proportion", "percent", "ratio", "index")


@dataclass(frozen=True, slots=True)
class Statistic:
    """One statistic asked for: its kind and what that kind needs.

    `column` for all but an index; `codes` for a percent; `denominator` for a ratio; `index`, `rule` and `satisfied` for
    an index, which answers with a row per criterion and its own.
    """

    kind: str
    column: str = ""
    codes: tuple[str, ...] = ()
    denominator: str = ""
    index: IndexDefinition | None = None
    rule: str = "t2b_itemmean"
    satisfied: tuple[str, ...] = SATISFIED


@dataclass(frozen=True, slots=True)
class Request:
    """Everything that is asked of a file; names are of its columns.

    `interval` None takes t for means, totals and ratios, Wilson's for the rest. `missing` are codes that mean no
    answer.
    """

    weights: str | None = None
    strata: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    fpc: tuple[str, ...] = ()
    nest: bool = False
    by: tuple[str, ...] = ()
    where: str | None = None
    statistics: tuple[Statistic, ...] = ()
    poststrata: Margin | None = None
    rake: tuple[Margin, ...] = ()
    level: float = 0.95
    interval: str | None = None
    lonely: str = "fail"
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One estimate; nan where it cannot be known. `n` counts the answers, unweighted."""

    by: Mapping[str, str]
    statistic: str
    name: str
    level: str | None
    estimate: float
    se: float
    low: float
    high: float
    df: int
    n: int
    deff: float

    def as_json(self) -> dict[str, Any]:
        """The row as contract 4.3 prints it; what cannot be known is null."""
        return {name: _known(value) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Answer:
    """The estimates, groups in order and within each the statistics as asked; the design; what had to be understood."""

    rows: list[Row]
    design: dict[str, Any]
    warnings: list[dict[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The answer as contract 4.3 prints it."""
        return {"rows": [row.as_json() for row in self.rows], "design": self.design, "warnings": self.warnings}


def _known(value: Any) -> Any:
    return None if isinstance(value, float) and not isfinite(value) else value
