"""The answers of a round as one survey table: items, groups, and the design by which they were drawn.

| column | what |
|---|---|
| `unit`, `path`, `field`, `mode`, `respondent` | the groups; a field not told is UNKNOWN |
| `pooled` | 1 where the mode makes the index of the round |
| `weight` | see `weights` |
| `stratum` | unit, and who was drawn: visitors at the counter together, each other mode apart |
| `psu` | the half-day where sessions were drawn (the day, where an answer has none), else the form |

The strata of units whose answers are hidden are one, so that a file of answers need not name them. A stratum of one
sampling unit tells no error; it is merged with the next one of the round, whose order is that of the units in the tree:
neighbours merge with neighbours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from hailong.measure import rules
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
_AT_THE_COUNTER: Final = rules.COUNTED
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
    frame = _typed(columns, items)
    drawn = _drawn(frame, round)
    trees = {part: _tree(drawn, part, index, round) for part in sorted(set(drawn["part"].to_list()) | {POOLED})}
    designed, merged = _merged(_veiled(drawn, trees))
    return Sample(round, index, designed, merged, weighted=False, trees=trees)


def _typed(columns: Sequence[list[object]], items: Sequence[str]) -> pl.DataFrame:
    names = ("unit", "path", "field", "mode", "respondent", "session", "day")
    types = [pl.String] * 6 + [pl.Date]
    texts = [pl.Series(name, column, kind) for name, column, kind in zip(names, columns, types, strict=False)]
    codes = [pl.Series(item, column, pl.Int8) for item, column in zip(items, columns[len(names) :], strict=True)]
    frame = pl.DataFrame([*texts, *codes])
    return frame.with_columns(pl.col("field").replace("", UNKNOWN)).sort("path", maintain_order=True)


def _drawn(frame: pl.DataFrame, round: Round) -> pl.DataFrame:
    counter = pl.col("mode").is_in(_AT_THE_COUNTER)
    form = pl.int_range(pl.len()).cast(pl.String)
    session = pl.when(pl.col("session") == "").then(pl.col("day").cast(pl.String)).otherwise(pl.col("session"))
    clustered = counter if round.sampling_unit == rules.SESSION else pl.lit(False)
    pooled = pl.col("mode").is_in(list(round.pooled))
    together = pl.when(counter & pooled).then(pl.lit("")).otherwise(pl.col("mode"))
    stratum = pl.concat_str(pl.col("path"), together)
    return frame.with_columns(
        pooled=pooled.cast(pl.Int8),
        part=pl.when(pooled).then(pl.lit(POOLED)).otherwise(pl.col("mode")),
        weight=pl.lit(1.0),
        psu=pl.concat_str(pl.col("path"), pl.lit(" "), pl.when(clustered).then(session).otherwise(form)),
        stratum=stratum,
    ).drop("session", "day")


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
