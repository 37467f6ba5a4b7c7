"""The answers of a round as one survey table: items, groups, and the design and weights of `measure.weights`.

`part` tells the modes that make the index (POOLED) from each mode that stands apart. No finite population correction is
taken: the verdict is of the service that the office gives, not of the visitors of that quarter alone.

The strata of units whose answers are hidden are one, so that a file of answers need not name them. A stratum of one
sampling unit tells no error; it is merged with the next one of the round, whose order is that of the units in the tree:
neighbours merge with neighbours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from hailong.measure import weights
from hailong.measure.estimates import hiding
from hailong.measure.estimates.hiding import Units
from hailong.measure.estimates.shapes import UNKNOWN
from hailong.measure.models import Answer, Round
from hailong.measure.questionnaires.form import Form
from hailong.stats.publish import hide_below
from hailong.stats.sipas import IndexDefinition

INDEX: Final = "SIPAS"
POOLED: Final = ""
_KEYS: Final = ("unit__code", "unit__path", "field", "mode", "respondent", "session", "day")
_CHUNK: Final = 5_000


@dataclass(frozen=True, slots=True)
class Sample:
    """The answers of one round, how many strata had to be merged, and which units are hidden.

    `trees` are by part: POOLED for the modes that make the index, else a mode that stands apart.
    """

    round: Round
    index: IndexDefinition
    frame: pl.DataFrame
    merged: int
    weighted: bool
    notes: tuple[str, ...]
    trees: Mapping[str, Units]


def definition(round: Round) -> IndexDefinition:
    """The index as the round's questionnaire asks it."""
    return IndexDefinition(INDEX, Form.from_json(round.version.content).index(INDEX))


def sample(round: Round) -> Sample:
    """Every answer of the round, of whatever mode and unit."""
    index = definition(round)
    items = [item for _, codes in index.criteria for item in codes]
    rows = Answer.objects.filter(province=round.province, round=round).order_by("key")
    found = rows.values_list(*_KEYS, "content").iterator(chunk_size=_CHUNK)
    columns: list[list[object]] = [[] for _ in range(len(_KEYS) + len(items))]
    for *keys, content in found:
        for column, value in zip(columns, (*keys, *map(content.get, items)), strict=True):
            column.append(value)
    weighed = weights.of_round(round, _typed(columns, items))
    drawn = _parted(weighed.frame, round)
    trees = {part: _tree(drawn, part, index, round) for part in sorted(set(drawn["part"].to_list()) | {POOLED})}
    designed, merged = _merged(_veiled(drawn, trees))
    return Sample(round, index, designed, merged, weighed.weighted, weighed.notes, trees)


def _typed(columns: Sequence[list[object]], items: Sequence[str]) -> pl.DataFrame:
    names = ("unit", "path", "field", "mode", "respondent", "session", "day")
    types = [pl.String] * 6 + [pl.Date]
    texts = [pl.Series(name, column, kind) for name, column, kind in zip(names, columns, types, strict=False)]
    codes = [pl.Series(item, column, pl.Int8) for item, column in zip(items, columns[len(names) :], strict=True)]
    return pl.DataFrame([*texts, *codes])


def _parted(frame: pl.DataFrame, round: Round) -> pl.DataFrame:
    part = pl.when(pl.col("mode").is_in(list(round.pooled))).then(pl.lit(POOLED)).otherwise(pl.col("mode"))
    named = frame.with_columns(part=part, field=pl.col("field").replace("", UNKNOWN))
    return named.drop("session", "day", "population", "selection", "response").sort("path", maintain_order=True)


def _tree(frame: pl.DataFrame, part: str, index: IndexDefinition, round: Round) -> Units:
    counts = hiding.counted(frame.filter(pl.col("part") == part), ["path"], index)
    return hiding.units({path: count for (path,), count in counts.items()}, hide_below(round.opens))


def _veiled(frame: pl.DataFrame, trees: Mapping[str, Units]) -> pl.DataFrame:
    """The strata of a part's hidden units made one; it sorts after all others."""
    hidden = pl.lit(False)
    for part, tree in trees.items():
        hidden |= (pl.col("part") == part) & pl.col("path").is_in(list(tree.own))
    veiled = pl.concat_str(pl.lit("~"), pl.col("part"))
    return frame.with_columns(hidden=hidden, stratum=pl.when(hidden).then(veiled).otherwise(pl.col("stratum")))


def _merged(frame: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Strata of one sampling unit joined to the next, the last to the one before it."""
    sizes = frame.group_by("stratum", "pooled").agg(pl.col("psu").n_unique()).sort("pooled", "stratum").rows()
    into: dict[str, str] = {}
    for pooled in (1, 0):
        line = [(name, size) for name, of, size in sizes if of == pooled]
        into |= _joined(line)
    merged = sum(old != new for old, new in into.items())
    return frame.with_columns(stratum=pl.col("stratum").replace(into)), merged


def _joined(line: Sequence[tuple[str, int]]) -> dict[str, str]:
    groups: list[tuple[list[str], int]] = []
    for name, size in line:
        if groups and groups[-1][1] < 2:
            names, held = groups.pop()
            groups.append(([*names, name], held + size))
        else:
            groups.append(([name], size))
    if len(groups) > 1 and groups[-1][1] < 2:
        names, held = groups.pop()
        groups[-1] = ([*groups[-1][0], *names], groups[-1][1] + held)
    return {name: names[0] for names, _ in groups for name in names}
