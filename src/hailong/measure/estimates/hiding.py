"""Which groups of a round stay hidden, the same for every viewer, page and file, so that no two of them give one away.

Decided from the whole round, whatever part of it is shown:
- units: a unit of too few answers is hidden, and others with it until what is hidden between any two shown totals of
  the tree is more than one unit and enough answers (`units`);
- a single dimension over the whole round: `stats.suppress.one_way`;
- units crossed with a dimension, or two dimensions: `stats.suppress.two_way`, which knows of the totals. Where it would
  hide other totals than the two lists above do, the whole crossing is withheld.
No more than two dimensions are ever crossed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from hailong.stats.sipas import IndexDefinition
from hailong.stats.suppress import one_way, two_way

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Units:
    """Paths of units whose own answers are hidden, and of units whose total with all below them is.

    `nested`: some unit below the round's has a total of several.
    """

    own: frozenset[str]
    totals: frozenset[str]
    nested: bool


def counted(frame: pl.DataFrame, keys: Sequence[str], index: IndexDefinition) -> dict[Group, int]:
    """Answers by group: of the criterion that fewest answered, so that the smallest figure shown decides.

    A group in which nobody answered any item is not among them.
    """
    given = [_answered(items).alias(code) for code, items in index.criteria]
    sums = [pl.col(code).sum() for code, _ in index.criteria]
    table = frame.select(*keys, *given).group_by(keys).agg(sums)
    found = {}
    for row in table.iter_rows():
        counts = [count for count in row[len(keys) :] if count]
        if counts:
            found[tuple(row[: len(keys)])] = min(counts)
    return dict(sorted(found.items()))


def _answered(items: Sequence[str]) -> pl.Expr:
    return pl.any_horizontal(pl.col(item).is_not_null() for item in items).cast(pl.Int64)


def units(counts: Mapping[str, int], least: int) -> Units:
    """Tell what to hide of a tree of units; `counts` are answers by path."""
    below = _below(counts)
    hidden = {path for path, count in counts.items() if count < least}
    rest = sorted((path for path in counts if path not in hidden), key=lambda path: (-counts[path], path))
    while True:
        closed: set[str] = set()
        left = _unresolved("/", below, counts, hidden, closed, least)
        if not left or not rest:
            return Units(frozenset(hidden), frozenset(closed), _nested(below, counts))
        hidden.add(rest.pop())


def _below(counts: Mapping[str, int]) -> dict[str, set[str]]:
    """The children of every unit of the tree that leads to the given paths."""
    found: dict[str, set[str]] = {}
    for path in counts:
        node = path
        while node != "/":
            above = node[: node.rstrip("/").rindex("/") + 1]
            found.setdefault(above, set()).add(node)
            node = above
    return found


def _nested(below: Mapping[str, set[str]], counts: Mapping[str, int]) -> bool:
    branching = [node for node, children in below.items() if len(children) + (node in counts) > 1]
    return len(branching) > 1


def _unresolved(
    node: str,
    below: Mapping[str, set[str]],
    counts: Mapping[str, int],
    hidden: set[str],
    closed: set[str],
    least: int,
) -> set[str]:
    """The hidden units below a node that no total shown below it holds; empty once the node's own total is shown."""
    left = {node} & hidden
    for child in below.get(node, ()):
        left |= _unresolved(child, below, counts, hidden, closed, least)
    amount = sum(counts[path] for path in left)
    if not left or (len(left) > 1 and amount >= least and amount > len(left)):
        return set()
    closed.add(node)
    return left


def single(counts: Mapping[str, int], least: int) -> frozenset[str]:
    """Tell which groups of one dimension to hide, where their total is known."""
    mask = one_way(list(counts.values()), least)
    return frozenset(name for name, hide in zip(counts, mask[:-1], strict=True) if hide)


def crossed(
    counts: Mapping[Group, int], rows: frozenset[str], columns: frozenset[str], least: int
) -> frozenset[Group] | None:
    """Tell which cells of two dimensions to hide; None for all of them.

    `rows` and `columns` are the totals already hidden of each dimension.
    """
    first = sorted({row for row, _ in counts})
    second = sorted({column for _, column in counts})
    table = np.array([[counts.get((row, column), 0) for column in second] for row in first], np.int64)
    mask = two_way(table, least)
    hidden_rows = {row for row, hide in zip(first, mask[:-1, -1], strict=True) if hide}
    hidden_columns = {column for column, hide in zip(second, mask[-1, :-1], strict=True) if hide}
    if mask[-1, -1] or hidden_rows != rows & set(first) or hidden_columns != columns & set(second):
        return None
    return frozenset((first[row], second[column]) for row, column in np.argwhere(mask[:-1, :-1]))
