"""Complementary suppression: which further cells to hide so that no hidden one can be got back from the totals.

Counts of one-way and two-way tables are published with their totals; so are means, which with counts and totals give
sums. Three attacks are closed, as one table with its totals as last row and column:
- subtraction, in one line or in any chain of lines: the hidden cells are the edges of a graph between the rows and the
  columns, and a cell follows from the published ones if and only if its edge is a bridge (Gusfield 1988, SIAM Journal
  on Computing 17, 552-571). Every bridge is put on a cycle of the fewest answers;
- a small remainder: what a line hides together must itself be enough to publish (the fewest answers, `least`);
- counting: where hidden cells are known to hold someone each, a remainder as large as their number would tell that
  each holds one.
Cells in which nobody answered are shown empty and hide nothing: the totals of a cell's row and column can always stand
in for them.
Hidden cells are many in small tables: merging categories before publishing keeps more.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

Bools = NDArray[np.bool_]
Counts = NDArray[np.int64]
_Node = int  # rows first, then columns


def one_way(answers: ArrayLike, least: int) -> Bools:
    """Tell which of k cells to hide, and last whether their total: shape (k + 1,)."""
    counts = np.asarray(answers, dtype=np.int64)
    line = np.append(counts, counts.sum())
    hidden = _too_few(line, least)
    _enlarge(line, hidden, least)
    return hidden


def two_way(answers: ArrayLike, least: int) -> Bools:
    """Tell which cells of an r x c table to hide; last row and column are the totals: shape (r + 1, c + 1)."""
    counts = np.asarray(answers, dtype=np.int64)
    table = np.block([[counts, counts.sum(1, keepdims=True)], [counts.sum(0, keepdims=True), counts.sum()]])
    hidden = _too_few(table, least)
    before = -1
    while before != (before := int(hidden.sum())):
        for line, mask in _lines(table, hidden):
            _enlarge(line, mask, least)
        _close_cycles(table, hidden)
    return hidden


def _too_few(table: Counts, least: int) -> Bools:
    return (table > 0) & (table < least)


def _lines(table: Counts, hidden: Bools) -> Iterator[tuple[Counts, Bools]]:
    """Every row, then every column, each with its total last."""
    yield from zip(table, hidden, strict=True)
    yield from zip(table.T, hidden.T, strict=True)


def _enlarge(line: Counts, hidden: Bools, least: int) -> None:
    """Hide more of a line, smallest first, while its hidden remainder is one cell, too small or told by counting.

    Where the total is hidden too the remainder is not known.
    """
    while _told(line, hidden, least):
        others = np.flatnonzero(~hidden & (line > 0))
        hidden[others[np.argmin(line[others])]] = True


def _told(line: Counts, hidden: Bools, least: int) -> bool:
    count = int(hidden.sum())
    if count == 0 or hidden.all():
        return False
    if count == 1:
        return True
    remainder = int(line[hidden].sum())
    return not hidden[-1] and (remainder < least or remainder <= count)


def _close_cycles(table: Counts, hidden: Bools) -> None:
    """Put every hidden cell on a cycle of hidden cells, adding those of the fewest answers.

    The totals of its row, its column and the table make a cycle of at most three times all answers: no empty cell,
    dearer than that, is ever on a cheapest one.
    """
    cost = np.where(table > 0, table, 3 * table[-1, -1] + 1)
    for row, column in np.argwhere(hidden):
        if _on_a_square(hidden, int(row), int(column)):
            continue
        for one, other in pairwise(_path(np.where(hidden, 0, cost), int(row), int(column))):
            hidden[min(one, other), max(one, other) - len(table)] = True


def _on_a_square(hidden: Bools, row: int, column: int) -> bool:
    """Tell quickly of most cells that they are on a cycle: four hidden cells in two rows and two columns."""
    shared = hidden & hidden[row] & hidden[:, [column]]
    return bool(shared.sum() > hidden[:, column].sum() + hidden[row].sum() - 1)


def _path(cost: Counts, row: int, column: int) -> list[_Node]:
    """The cheapest way from a row to a column over cells other than the one where they meet (Dijkstra 1959)."""
    rows, columns = cost.shape
    far, goal = np.iinfo(np.int64).max // 2, rows + column
    cost[row, column] = far
    distance = np.full(rows + columns, far)
    came = np.full(rows + columns, -1)
    open_ = np.ones(rows + columns, dtype=np.bool_)
    distance[row] = 0
    while (node := int(np.argmin(np.where(open_, distance, far + 1)))) != goal:
        open_[node] = False
        next_, step = (slice(rows, None), cost[node]) if node < rows else (slice(0, rows), cost[:, node - rows])
        reached = distance[node] + step
        better = open_[next_] & (reached < distance[next_])
        distance[next_][better], came[next_][better] = reached[better], node
    path = [goal]
    while path[-1] != row:
        path.append(int(came[path[-1]]))
    return path
