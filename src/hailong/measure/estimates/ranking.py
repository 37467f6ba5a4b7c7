"""Ranks of units, ties where the answers cannot tell them apart; a unit with too few forms takes no place."""

from dataclasses import replace

from hailong.measure.estimates.shapes import INDEX, SHOWN, Line
from hailong.stats.ranks import rank


def ranked(lines: list[Line]) -> list[Line]:
    """The lines with the rank of each unit's index and the best and worst it may have, all units at once.

    The floor of n is the rule `sipas.warn_cell`: only lines shown without that warning are ranked.
    """
    places = [at for at, line in enumerate(lines) if line.statistic == INDEX and line.cell == SHOWN]
    if len(places) < 2:
        return lines
    held = [lines[at] for at in places]
    share, se = [_share(line.estimate) for line in held], [_share(line.se) for line in held]
    found = rank("wilson", share, se, [line.df or 0 for line in held], [line.n or 0 for line in held])
    out = list(lines)
    for at, observed, best, worst in zip(places, found.observed, found.best, found.worst, strict=True):
        out[at] = replace(lines[at], rank=int(observed), rank_best=int(best), rank_worst=int(worst))
    return out


def _share(value: float | None) -> float:
    return float("nan") if value is None else value / 100
