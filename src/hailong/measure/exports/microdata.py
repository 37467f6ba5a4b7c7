"""The answers of a round as a file may hold them: nothing by which a table's hidden figure could be got back.

| column | what |
|---|---|
| `period`, `unit`, `mode` | the groups; VEILED where the table of units by modes hides them |
| `pooled` | 1 where the answer makes the index |
| `weight`, `stratum`, `psu` | the design, numbered anew |
| items of the index | 1 to 5, empty where not answered |

Where a field of a unit is hidden the weights of all units are evened out, since they would tell it; elsewhere
`hailong survey estimate` with `--weights weight --strata stratum --cluster psu --nest --where "pooled = 1"` gives the
figures of the table. Left out are the day, the field and the kind of respondent (small cells), comments, and the order
in which answers came.
"""

from typing import Final

import polars as pl

from hailong.agency.faults import Refused
from hailong.measure.estimates.answers import POOLED, Sample
from hailong.measure.estimates.groups import Scope, Wave
from hailong.stats.publish import hide_below

VEILED: Final = "(gộp)"
KEYS: Final = ("period", "unit", "mode", "pooled", "weight", "stratum", "psu")


def microdata(sample: Sample) -> pl.DataFrame:
    """The answers in an order that tells nothing; Refused where the round has fewer than may be published."""
    least = hide_below(sample.round.opens)
    frame = sample.frame.filter(~pl.col("part").is_in(_too_small(sample, least)))
    if sample.frame.filter(pl.col("part") == POOLED).height < least or sample.trees[POOLED].totals & {_top(sample)}:
        raise Refused(f"Đợt có dưới {least} phiếu nên không xuất từng phiếu.", cure="Chờ thu thêm phiếu.")
    items = [item for _, codes in sample.index.criteria for item in codes]
    veiled = _veiled(sample, frame).with_columns(period=pl.lit(sample.round.period))
    ordered = veiled.sort("unit", "mode", *items, "stratum", "psu", nulls_last=True)
    return _renumbered(_evened(sample, ordered)).select(*KEYS, *items)


def _top(sample: Sample) -> str:
    return sample.round.unit.path


def _too_small(sample: Sample, least: int) -> list[str]:
    """Modes that stand apart with fewer answers than may be published."""
    sizes = sample.frame.group_by("part").len().rows()
    return [part for part, size in sizes if part != POOLED and size < least]


def _veiled(sample: Sample, frame: pl.DataFrame) -> pl.DataFrame:
    """Units and modes that the tables hide, covered; in a hidden unit the mode too, where it makes the index."""
    scope = Scope(_top(sample), frozenset(frame["path"].unique()), whole=True)
    hidden = Wave(sample, scope).hidden(("unit", "mode")) or frozenset()
    cells = (pl.col("path") + pl.col("mode")).is_in([path + mode for path, mode in hidden])
    pooled = pl.col("part") == POOLED
    return frame.with_columns(
        unit=pl.when("hidden").then(pl.lit(VEILED)).otherwise(pl.col("unit")),
        mode=pl.when(pooled & (cells | pl.col("hidden"))).then(pl.lit(VEILED)).otherwise(pl.col("mode")),
    )


def _evened(sample: Sample, frame: pl.DataFrame) -> pl.DataFrame:
    """Weights that tell no field: where the tables hide a field of a unit, every answer there has the mean weight."""
    scope = Scope(_top(sample), frozenset(), whole=True)
    hidden = Wave(sample, scope).hidden(("unit", "field"))
    if hidden is not None and not hidden:
        return frame
    return frame.with_columns(weight=pl.col("weight").mean().over("unit", "part"))


def _renumbered(frame: pl.DataFrame) -> pl.DataFrame:
    """Strata and sampling units by the order in which the file first names them."""
    for name in ("stratum", "psu"):
        numbers = {value: number for number, value in enumerate(frame[name].unique(maintain_order=True), start=1)}
        frame = frame.with_columns(pl.col(name).replace_strict(numbers, return_dtype=pl.Int64))
    return frame
