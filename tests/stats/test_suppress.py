"""What is hidden cannot be got back: by linear algebra, by linear programming and by counting."""

import time
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from hailong.stats.suppress import one_way, two_way

LEAST = 5
UNBOUNDED = 3  # the status of linprog
Counts = NDArray[np.int64]
Bools = NDArray[np.bool_]
answers = st.one_of(st.integers(0, 12), st.integers(0, 4), st.integers(20, 90))
tables = st.tuples(st.integers(1, 4), st.integers(1, 5)).flatmap(
    lambda shape: st.lists(answers, min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]).map(
        lambda cells: np.array(cells).reshape(shape)
    )
)


def with_totals(counts: Counts) -> Counts:
    wide = np.hstack([counts, counts.sum(1, keepdims=True)])
    return np.vstack([wide, wide.sum(0)])


def equations(shape: tuple[int, int]) -> Counts:
    """A row for each line of a table with totals: its cells less its total are nought."""
    rows, columns = shape
    found = []
    for row in range(rows):
        one = np.zeros(shape, dtype=int)
        one[row], one[row, -1] = 1, -1
        found.append(one.ravel())
    for column in range(columns):
        one = np.zeros(shape, dtype=int)
        one[:, column], one[-1, column] = 1, -1
        found.append(one.ravel())
    return np.array(found)


def recoverable(full: Counts, hidden: Bools) -> list[int]:
    """The hidden cells (flat numbers) that the linear system of the published ones determines."""
    unknown = np.flatnonzero(hidden.ravel())
    system = equations(full.shape)[:, unknown]
    _, values, turned = np.linalg.svd(system)
    rank = int((values > 1e-9).sum())
    free = turned[rank:]
    return [int(cell) for place, cell in enumerate(unknown) if (np.abs(free[:, place]) < 1e-9).all()]


def spans(full: Counts, hidden: Bools) -> list[float]:
    """How far each hidden cell may range if none is below nought."""
    unknown = np.flatnonzero(hidden.ravel())
    system = equations(full.shape)
    known = np.where(hidden.ravel(), 0, full.ravel())
    found = []
    for place in range(len(unknown)):
        aim = np.eye(len(unknown))[place]
        least, most = (linprog(sign * aim, A_eq=system[:, unknown], b_eq=-system @ known) for sign in (1, -1))
        found.append(np.inf if most.status == UNBOUNDED else -most.fun - least.fun)
    return found


@given(tables)
@settings(max_examples=300)
def test_no_hidden_cell_follows_from_the_published_ones(counts: Counts) -> None:
    full, hidden = with_totals(counts), two_way(counts, LEAST)
    assert hidden.shape == full.shape
    assert recoverable(full, hidden) == []


@given(tables)
@settings(max_examples=15, deadline=None)
def test_counts_that_cannot_be_negative_do_not_betray_a_hidden_cell_either(counts: Counts) -> None:
    full, hidden = with_totals(counts), two_way(counts, LEAST)
    if hidden.any():
        assert min(spans(full, hidden)) >= 1 - 1e-6


@given(tables)
def test_every_cell_below_the_least_is_hidden_and_where_there_is_none_nothing_is(counts: Counts) -> None:
    full, hidden = with_totals(counts), two_way(counts, LEAST)
    few = (full > 0) & (full < LEAST)
    assert hidden[few].all()
    assert few.any() or not hidden.any()
    assert not hidden[full == 0].any()


@given(tables)
def test_what_a_line_hides_together_is_enough_and_more_than_one_each(counts: Counts) -> None:
    full, hidden = with_totals(counts), two_way(counts, LEAST)
    for line, mask in [*zip(full, hidden, strict=True), *zip(full.T, hidden.T, strict=True)]:
        if mask.any() and not mask[-1]:
            assert mask.sum() >= 2
            assert line[mask].sum() >= LEAST
            assert line[mask].sum() > mask.sum()


@given(st.lists(answers, min_size=1, max_size=8))
def test_a_row_with_its_total_keeps_its_secrets(cells: list[int]) -> None:
    line, hidden = np.array([*cells, sum(cells)]), one_way(cells, LEAST)
    assert hidden[(line > 0) & (line < LEAST)].all()
    assert hidden.sum() != 1
    if hidden.any() and not hidden[-1]:
        assert line[hidden].sum() >= LEAST
        assert line[hidden].sum() > hidden.sum()


def test_the_smallest_neighbour_is_hidden_with_a_single_cell() -> None:
    assert one_way([3, 40, 12, 0, 25], LEAST).tolist() == [True, False, True, False, False, False]


def test_two_small_cells_protect_each_other_where_they_are_enough_together() -> None:
    assert one_way([3, 4, 40], LEAST).tolist() == [True, True, False, False]
    assert one_way([1, 1, 40, 9], LEAST).tolist() == [True, True, False, True, False]


def test_five_cells_of_one_answer_do_not_betray_each_other_by_their_number() -> None:
    assert one_way([1, 1, 1, 1, 1, 30], LEAST).tolist() == [True] * 6 + [False]
    assert one_way([1, 1, 1, 1, 1], LEAST).all()


def test_a_single_hidden_cell_of_a_square_table_takes_three_others_of_the_fewest_answers() -> None:
    counts = np.array([[3, 20, 30], [25, 10, 31], [26, 21, 11]])
    hidden = two_way(counts, LEAST)
    assert hidden.sum() == 4
    # of the four cycles through the cell the cheapest: 20 + 25 + 10
    assert np.argwhere(hidden).tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]


def test_a_bridge_between_two_blocks_is_protected_though_each_line_hides_two() -> None:
    counts = np.full((4, 4), 50)
    counts[0, 0] = counts[0, 1] = counts[1, 0] = counts[1, 1] = 4
    counts[2, 2] = counts[2, 3] = counts[3, 2] = counts[3, 3] = 4
    counts[1, 2] = 4  # joins the blocks: each line still hides two or three
    full, hidden = with_totals(counts), two_way(counts, LEAST)
    blocks_only = full < LEAST
    assert recoverable(full, blocks_only) == [1 * 5 + 2]
    assert recoverable(full, hidden) == []


def test_nobody_at_all_hides_nothing() -> None:
    assert not two_way(np.zeros((3, 3), dtype=int), LEAST).any()
    assert not one_way([0, 0], LEAST).any()


@pytest.mark.parametrize("counts", [np.array(cells).reshape(2, 2) for cells in product([0, 1, 6], repeat=4)])
def test_every_small_table_of_two_by_two_keeps_its_secrets(counts: Counts) -> None:
    full, hidden = with_totals(counts), two_way(counts, LEAST)
    assert recoverable(full, hidden) == []
    assert hidden[(full > 0) & (full < LEAST)].all()


def test_a_table_of_three_thousand_units_is_settled_in_a_second() -> None:
    counts = np.random.default_rng(5).poisson(9, (3000, 6))
    start = time.process_time()
    full, hidden = with_totals(counts), two_way(counts, LEAST)
    assert time.process_time() - start < 5
    assert hidden[(full > 0) & (full < LEAST)].all()
    assert recoverable(with_totals(counts[:200]), two_way(counts[:200], LEAST)) == []
