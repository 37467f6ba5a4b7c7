"""The round before: a year ago where there is one, else the last one; compared only where the questions carried on."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hailong.clock import period as periods
from hailong.clock.errors import BadPeriod
from hailong.measure import rules
from hailong.measure.estimates.answers import definition
from hailong.measure.estimates.shapes import BROKEN, INDEX, Line
from hailong.measure.models import Crosswalk, Round
from hailong.stats.compare import Figures, adjusted_p, difference, recovered

Key = tuple[tuple[tuple[str, str], ...], str, str]


def round_before(round: Round) -> Round | None:
    """The round of the same unit and questionnaire in the same period a year ago, else the latest one before."""
    earlier = Round.objects.filter(
        unit=round.unit,
        version__questionnaire=round.version.questionnaire_id,
        closes__lt=round.opens,
        state__in=(rules.OPEN, rules.CLOSED),
    ).select_related("unit", "version")
    year_ago = earlier.filter(period=_year_ago(round.period)).first()
    return year_ago or earlier.order_by("-closes").first()


def _year_ago(code: str) -> str:
    try:
        period = periods.parse(code)
        return periods.Period(period.kind, period.year - 1, period.number).code
    except BadPeriod:
        return ""


def comparable(now: Round, then: Round) -> frozenset[str]:
    """The criteria that ask the same in both rounds, item by item through the crosswalk; INDEX where all do.

    The rule must be the same too.
    """
    if now.index_rule != then.index_rule:
        return frozenset()
    new, old = dict(definition(now).criteria), dict(definition(then).criteria)
    carried = _carried(now, then)
    same = {code for code, items in new.items() if _follows(items, old.get(code, ()), carried)}
    return frozenset(same | {INDEX}) if same == set(new) == set(old) else frozenset(same)


def _carried(now: Round, then: Round) -> Mapping[str, str] | None:
    """Old item to new item; None where both rounds asked by the same version."""
    if now.version_id == then.version_id:
        return None
    walk = Crosswalk.objects.filter(old=then.version, new=now.version).first()
    return dict(walk.pairs) if walk else {}


def _follows(new: Iterable[str], old: Iterable[str], carried: Mapping[str, str] | None) -> bool:
    before = list(old) if carried is None else [carried.get(item) for item in old]
    return bool(before) and set(before) == set(new)


def compared(lines: list[Line], earlier: list[Line], same: frozenset[str], period: str) -> list[Line]:
    """The lines with what they were before, the change, its bounds and test; nothing where either is hidden."""
    known = {_key(line): line for line in earlier}
    return [_with_change(line, known.get(_key(line)), same, period) for line in lines]


def _key(line: Line) -> Key:
    by = {name: value for name, value in line.by.items() if name != "period"}
    return tuple(sorted(by.items())), line.statistic, line.name


def _with_change(line: Line, then: Line | None, same: frozenset[str], period: str) -> Line:
    if then is None or line.estimate is None or then.estimate is None:
        return line
    if (INDEX if line.statistic == INDEX else line.name) not in same:
        return replace(line, notes=(*line.notes, BROKEN))
    told = replace(line, previous=then.estimate, previous_period=period, change=line.estimate - then.estimate)
    if line.se is None or then.se is None or line.df is None or then.df is None:
        return told
    test = difference(Figures(line.estimate, line.se, line.df), Figures(then.estimate, then.se, then.df))
    bounds = (line.estimate, line.low, line.high, then.estimate, then.low, then.high)
    low, high = recovered(*(float("nan") if value is None else value for value in bounds))
    p = float(test.p)
    return replace(told, change_low=float(low), change_high=float(high), p=None if p != p else p)


def adjusted(lines: list[Line]) -> list[Line]:
    """The lines with their p-values adjusted for how many of the same statistic were tested."""
    out = list(lines)
    for name in {(line.statistic, line.name) for line in lines}:
        tested = {at: line.p for at, line in enumerate(lines) if (line.statistic, line.name) == name}
        made = {at: p for at, p in tested.items() if p is not None}
        for at, value in zip(made, adjusted_p(list(made.values())), strict=True):
            out[at] = replace(lines[at], p_adjusted=float(value))
    return out
