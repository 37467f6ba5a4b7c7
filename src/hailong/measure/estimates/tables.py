"""The SIPAS table of rounds: one function, `table`, which every page, file and command calls."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.agency.people.rights import Forbidden, Viewer
from hailong.measure.estimates import before, judging, ranking
from hailong.measure.estimates.answers import Sample, sample
from hailong.measure.estimates.groups import Scope, Wave
from hailong.measure.estimates.shapes import DIMENSIONS, Line, Made, Table
from hailong.measure.models import Round
from hailong.measure.queries.funnel import funnel
from hailong.measure.queries.rounds import SEE

_MOST_CROSSED = 2


def table(
    viewer: Viewer | None, *, rounds: Sequence[Round], by: Sequence[str] = (), on: date, unit: Unit | None = None
) -> Table:
    """Estimate criteria and index of rounds by groups, with target, verdicts and change; the whole as `total`.

    `viewer` None sees everything. `unit` narrows a round to a unit and those below it. Each round is estimated by its
    own design, questionnaire and rule; rounds are never pooled. Rounds that open after the day `on` are left out. How
    many forms would give a verdict is told of the whole alone.
    Refused for a dimension that is none, more than two of them beside the period, or a part nobody may tell apart.
    """
    dimensions = _dimensions(rounds, by)
    begun = [round for round in rounds if round.opens <= on]
    parts = [_of_round(viewer, round, dimensions, unit, "period" in by) for round in begun]
    rows = before.adjusted([line for part in parts for line in part.rows])
    return Table(
        tuple(by),
        tuple(rows),
        tuple(line for part in parts for line in part.total),
        tuple(part.made for part in parts),
        any(part.withheld for part in parts),
        tuple(warning for part in parts for warning in part.warnings),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    rows: list[Line]
    total: list[Line]
    made: Made
    withheld: bool
    warnings: tuple[dict[str, str], ...]


def _dimensions(rounds: Sequence[Round], by: Sequence[str]) -> tuple[str, ...]:
    for name in by:
        if name not in DIMENSIONS:
            raise Refused(f"Không chia được theo “{name}”.", cure=f"Chọn trong {', '.join(DIMENSIONS)}.", field="by")
    if len(set(by)) < len(by):
        raise Refused("Một chiều chia được nêu hai lần.", cure="Bỏ một lần.", field="by")
    if len(rounds) > 1 and "period" not in by:
        raise Refused("Nhiều đợt không gộp làm một.", cure="Thêm chia theo kỳ (period).", field="by")
    dimensions = tuple(name for name in by if name != "period")
    if len(dimensions) > _MOST_CROSSED:
        raise Refused("Chia quá hai chiều thì ô nhỏ lộ người trả lời.", cure="Chọn nhiều nhất hai chiều.", field="by")
    return dimensions


def _of_round(viewer: Viewer | None, round: Round, by: tuple[str, ...], unit: Unit | None, told: bool) -> _Part:
    taken = sample(round)
    scope = _scope(viewer, taken, by, unit)
    wave = Wave(taken, scope)
    total = wave.total()
    rows = wave.groups(by) if by else total
    aim = judging.target(round)
    then = before.round_before(round)
    if then is not None:
        total, rows = _compared(wave, total, rows, by, then)
    total = [judging.judged(line, aim, round.opens, _per_unit(wave)) for line in total]
    rows = [judging.judged(line, aim, round.opens) for line in rows] if by else total
    if by == ("unit",):
        rows = ranking.ranked(rows)
    if told:
        total, rows = (
            [replace(line, by={"period": round.period, **line.by}) for line in part] for part in (total, rows)
        )
    warnings = {(one["code"], one["where"]): dict(one) for one in wave.warnings}
    if scope.whole and not any(tree.own for tree in taken.trees.values()):  # the notes tell how many answered where
        warnings |= {
            ("weights", note): {"code": "weights", "message": note, "where": round.code} for note in taken.notes
        }
    return _Part(rows, total, _made(wave, total, aim, then), wave.withheld, tuple(warnings.values()))


def _scope(viewer: Viewer | None, taken: Sample, by: tuple[str, ...], unit: Unit | None) -> Scope:
    """What is asked for and may be seen; Forbidden where nothing of it may be."""
    top = taken.round.unit.path
    path = unit.path if unit else top
    if not path.startswith(top):
        raise Refused("Đơn vị không thuộc đợt khảo sát này.", cure="Chọn đơn vị trong phạm vi của đợt.", field="unit")
    present = {one for one in taken.frame["path"].unique() if one.startswith(path)}
    if viewer is None:
        scope = Scope(path, frozenset(present), whole=True)
    else:
        reach = viewer.reach(SEE)
        seen = frozenset(one for one in present if reach.covers(one))
        if present and not seen:
            raise Forbidden(SEE)
        alone = not unit and len(seen) == 1 and seen != present
        scope = Scope(min(seen) if alone else path, seen, whole=alone or seen == present)
    if by and "unit" not in by and not scope.whole:
        raise Refused(
            "Bạn chỉ xem được một phần của đợt.", cure="Chọn một đơn vị, hoặc chia theo đơn vị.", field="unit"
        )
    if len(by) == _MOST_CROSSED and "unit" not in by and scope.path != top:
        raise Refused("Hai chiều này chỉ chia ở toàn đợt.", cure="Bỏ chọn đơn vị, hoặc chia một chiều.", field="by")
    return scope


def _compared(
    wave: Wave, total: list[Line], rows: list[Line], by: tuple[str, ...], then: Round
) -> tuple[list[Line], list[Line]]:
    now = wave.sample.round
    taken = sample(then)
    present = frozenset(one for one in taken.frame["path"].unique() if one.startswith(wave.scope.path))
    seen = present if wave.scope.whole else present & wave.scope.paths
    earlier = Wave(taken, Scope(wave.scope.path, seen, wave.scope.whole))
    same = before.comparable(now, then)
    first = before.compared(total, earlier.total(), same, then.period)
    second = before.compared(rows, earlier.groups(by), same, then.period) if by else first
    return first, second


def _per_unit(wave: Wave) -> float:
    units = wave.pooled["psu"].n_unique()
    return wave.pooled.height / units if units else 1.0


def _made(wave: Wave, total: list[Line], aim: judging.Target | None, then: Round | None) -> Made:
    """How it was made; the number of answers only where the total is shown."""
    round, pooled = wave.sample.round, wave.pooled
    inside = pooled.filter(pooled["path"].is_in(list(wave.scope.paths)))
    return Made(
        code=round.code,
        period=round.period,
        rule=round.index_rule,
        modes=tuple(round.pooled),
        sampling_unit=round.sampling_unit,
        criteria=wave.sample.index.criteria,
        weighted=wave.sample.weighted,
        answers=inside.height if any(line.seen for line in total) else None,
        strata=pooled["stratum"].n_unique(),
        units=pooled["psu"].n_unique(),
        response=_response(wave) if any(line.seen for line in total) else None,
        target=float(aim.value) if aim else None,
        operator=aim.operator if aim else None,
        target_from=aim.source if aim else "",
        previous=then.code if then else None,
        merged=wave.sample.merged,
        least=wave.least,
    )


def _response(wave: Wave) -> float | None:
    """Answers by visitors drawn, in percent; None where drawing was not noted."""
    rate = funnel(wave.sample.round, within=Q(path__startswith=wave.scope.path)).response_rate
    return None if rate is None else 100 * rate
