"""Targets and verdicts: what the superior will say, what the statistics say, and how many forms would tell.

The interval is Wilson's but for an index near 100 % from few forms, where it holds too seldom (`stats.intervals`);
there Korn and Graubard's counts. Where that begins are the rules `sipas.edge_index` and `sipas.edge_forms`.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, cast

from hailong.clock.period import parse
from hailong.lexicon.law import rule
from hailong.measure.estimates.shapes import INDEX, NEAR_EDGE, Line
from hailong.measure.models import Round
from hailong.plan.queries.facts import target_of
from hailong.stats.compare import verdict, verdict_point
from hailong.stats.faults import BadSurvey
from hailong.stats.intervals import interval
from hailong.stats.planning import Plan
from hailong.stats.settling import settle

_INDICATOR: Final = "SIPAS"
_REACHED: Final = {"=": ">="}  # "đạt 90 %" is reached by more too
_LARGEST_SESSION: Final = 50


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked of the index, in percent, and who asks it: "round", or the code of a plan."""

    value: Decimal
    operator: str
    source: str


def target(round: Round) -> Target | None:
    """What the round was opened with, else what the plan of its year asks of its unit; None where nobody asks."""
    if round.target is not None:
        return Target(round.target, _REACHED.get(round.operator, round.operator), "round")
    found = target_of(round.unit, _INDICATOR, parse(round.period).year)
    if found is None:
        return None
    return Target(found.value, _REACHED.get(found.operator, found.operator), found.plan)


def judged(line: Line, aim: Target | None, day: date, per_unit: float | None = None) -> Line:
    """The line of an index with its verdicts.

    `per_unit` is how many forms a sampling unit holds on average; given, the line tells how many forms would settle it
    (which takes up to half a second).
    """
    if line.statistic != INDEX or line.estimate is None:
        return line
    line = _bounded(line, day)
    if aim is None:
        return line
    said = verdict(line.estimate, line.low, line.high, aim.value, aim.operator)
    unsettled = said == "insufficient" and per_unit is not None
    return replace(
        line,
        target=float(aim.value),
        operator=aim.operator,
        verdict=said,
        verdict_point=verdict_point(line.estimate, aim.value, aim.operator),
        forms_needed=_forms_needed(line, aim, per_unit or 1) if unsettled else None,
    )


def _bounded(line: Line, day: date) -> Line:
    """The interval that holds where the index stands."""
    if line.estimate is None or line.se is None or line.n is None or line.df is None:
        return line
    if line.estimate < _number("sipas.edge_index", day) or line.n >= _number("sipas.edge_forms", day):
        return line
    low, high = interval("korn-graubard", line.estimate / 100, line.se / 100, line.df, line.n)
    notes = (*line.notes, NEAR_EDGE)
    return replace(line, interval="korn-graubard", low=float(low) * 100, high=float(high) * 100, notes=notes)


def _number(code: str, day: date) -> float:
    return float(cast("int | Decimal", rule(code, day).value))


def _forms_needed(line: Line, aim: Target, per_unit: float) -> int | None:
    """How many forms would give a verdict four times in five, where the truth is what was found; None: no number."""
    if line.estimate is None or line.se is None or line.n is None or not 0 < line.estimate < 100 or line.se <= 0:
        return None
    share = round(line.estimate / 100, 4)
    effect = round(line.n * (line.se / 100) ** 2 / (share * (1 - share)), 2) if 0 < share < 1 else 0.0
    size = min(max(round(per_unit), 1), _LARGEST_SESSION)
    return needed(share, float(aim.value) / 100, size, max(effect, 0.01))


@lru_cache(maxsize=4096)
def needed(share: float, aim: float, size: int, effect: float) -> int | None:
    """The forms of the smallest plan that settles the target with sessions of `size` forms; None where none does."""
    try:
        plan = Plan(sessions=2, forms_per_session=size, deff=effect)
        return settle(share, aim, plan).forms
    except BadSurvey:
        return None
