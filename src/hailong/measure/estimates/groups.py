"""One round cut into groups: its estimates, with those hidden that must be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from hailong.measure.estimates import hiding
from hailong.measure.estimates.answers import POOLED, Sample
from hailong.measure.estimates.hiding import Group
from hailong.measure.estimates.shapes import FEW, HIDDEN, NOT_POOLED, WARNED, Line, line_of
from hailong.stats.answer import Answer, Request, Row, Statistic
from hailong.stats.estimate import estimate
from hailong.stats.publish import cell, hide_below

_WHERE = "inside = 1"


@dataclass(frozen=True)
class Scope:
    """The part of a round that is asked for: a unit's path, and the paths whose answers the viewer may see."""

    path: str
    paths: frozenset[str]
    whole: bool


class Wave:
    """One round and a scope of it; hidden groups are found from the whole round and kept."""

    def __init__(self, sample: Sample, scope: Scope) -> None:
        """Take the whole round and the part asked for."""
        self.sample, self.scope = sample, scope
        self.day = sample.round.opens
        self.least = hide_below(self.day)
        self.modes = set(sample.round.pooled)
        self.paths = dict(sample.frame.select("unit", "path").unique().iter_rows())
        self.warnings: list[Mapping[str, str]] = []
        self.withheld = False

    @cached_property
    def pooled(self) -> pl.DataFrame:
        """The answers that make the index."""
        return self.sample.frame.filter(pl.col("pooled") == 1)

    @property
    def units(self) -> hiding.Units:
        """What is hidden of the tree of units."""
        return self.sample.trees[POOLED]

    def total(self) -> list[Line]:
        """The lines of the whole scope; none where the viewer sees only a part of it, or nobody answered."""
        if not self.scope.whole:
            return []
        return self._lines((), lambda by: self.scope.path in self.units.totals)

    def hidden(self, by: tuple[str, ...]) -> frozenset[Group] | None:
        """The hidden groups by their keys, a unit by its path; None for all."""
        if by == ("unit",):
            return frozenset((path,) for path in self.units.own)
        within = self._pooled_hidden(by)
        if "mode" not in by:
            return within
        apart = frozenset().union(*(self._apart(by, mode) for mode in self._other_modes()))
        if within is None:
            within = frozenset(self._keys(self.pooled, by))
        return within | apart

    def groups(self, by: Sequence[str]) -> list[Line]:
        """The lines of each group by one or two dimensions."""
        hidden = self.hidden(tuple(by))
        return self._lines(tuple(by), lambda key: hidden is None or self._key(by, key) in hidden)

    def _key(self, by: Sequence[str], key: Mapping[str, str]) -> Group:
        return tuple(self.paths[key[name]] if name == "unit" else key[name] for name in by)

    def _lines(self, by: tuple[str, ...], is_hidden: Callable[[Mapping[str, str]], bool]) -> list[Line]:
        answer = self._estimated(by)
        if answer is None:
            return []
        self.warnings += answer.warnings
        return [self._line(row, is_hidden(row.by)) for row in answer.rows]

    def _line(self, row: Row, is_hidden: bool) -> Line:
        if is_hidden:
            return Line(dict(row.by), row.statistic, row.name, HIDDEN)
        state = cell(row.n, self.day)
        line = line_of(row, str(state))
        few = (FEW,) if state == WARNED else ()
        apart = (NOT_POOLED,) if row.by.get("mode", "") not in {"", *self.modes} else ()
        return replace(line, notes=(*line.notes, *few, *apart))

    def _estimated(self, by: tuple[str, ...]) -> Answer | None:
        inside = pl.col("path").is_in(list(self.scope.paths))
        if "mode" not in by:
            inside &= pl.col("pooled") == 1
        frame = self.sample.frame.with_columns(inside=inside.cast(pl.Int8))
        if not frame["inside"].sum():
            return None
        return estimate(frame, request(self.sample, by))

    def _pooled_hidden(self, by: tuple[str, ...]) -> frozenset[Group] | None:
        if len(by) == 2:
            found = self._crossing(*by)
        elif self._is_round:
            return frozenset((name,) for name in self._margin(by[0]))
        else:
            cells = self._crossing("unit", by[0])
            found = None if cells is None else frozenset((name,) for path, name in cells if path in self.scope.paths)
        self.withheld |= found is None
        return found

    @property
    def _is_round(self) -> bool:
        return self.scope.path == self.sample.round.unit.path

    def _margin(self, name: str) -> frozenset[str]:
        """The hidden groups of one dimension over the whole round."""
        counts = hiding.counted(self.pooled, [name], self.sample.index)
        return hiding.single({key: count for (key,), count in counts.items()}, self.least)

    def _crossing(self, first: str, second: str) -> frozenset[Group] | None:
        """The hidden cells of two dimensions over the whole round."""
        if self.units.nested and self.units.own and "unit" in (first, second):
            return None
        counts = hiding.counted(self.pooled, [_column(first), _column(second)], self.sample.index)
        rows, columns = (self.units.own if name == "unit" else self._margin(name) for name in (first, second))
        return hiding.crossed(counts, rows, columns, self.least) if counts else frozenset()

    def _other_modes(self) -> list[str]:
        return [part for part in self.sample.trees if part != POOLED]

    def _apart(self, by: tuple[str, ...], mode: str) -> frozenset[Group]:
        """The hidden groups of a mode that stands apart: its total is its own, no sum with the others is shown."""
        others = [name for name in by if name != "mode"]
        if not others:
            return frozenset({(mode,)}) if self.scope.path in self.sample.trees[mode].totals else frozenset()
        if others == ["unit"]:
            names = self.sample.trees[mode].own
        else:
            frame = self.sample.frame.filter(pl.col("mode") == mode)
            counts = hiding.counted(frame, others, self.sample.index)
            names = hiding.single({key: count for (key,), count in counts.items()}, self.least)
        return frozenset(tuple(mode if name == "mode" else one for name in by) for one in names)

    def _keys(self, frame: pl.DataFrame, by: Sequence[str]) -> set[Group]:
        return set(frame.select([_column(name) for name in by]).iter_rows())


def request(sample: Sample, by: tuple[str, ...], where: str | None = _WHERE) -> Request:
    """What is asked of the estimator: the same as `hailong survey estimate` can be asked of the exported answers."""
    index = Statistic("index", index=sample.index, rule=sample.round.index_rule)
    return Request(
        weights="weight", strata=("stratum",), clusters=("psu",), nest=True, by=by, where=where,
        statistics=(index,), lonely="remove",
    )  # fmt: skip


def _column(name: str) -> str:
    return "path" if name == "unit" else name
