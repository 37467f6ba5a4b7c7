"""No table, nor any sum or difference of tables, gives away the figure of fewer than five people."""

import itertools
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import cast
from tests.measure import fielding

from hailong.measure import estimates, rules
from hailong.measure.estimates import hiding

ON = date(2025, 10, 3)
LEAST = 5
FULL = {"q01": 5, "q02": 5, "q03": 5, "q04": 4, "q05": 4}
UNITS = ("X0101-VP", "X0101-TT", "X0101-VHXH", "X0101-KT")
FIELDS = ("Đất đai", "Hộ tịch", "Chứng thực")


def rank(rows):
    return int(np.linalg.matrix_rank(np.array(rows, float))) if len(rows) else 0


def known(published, wanted):
    """Whether a sum of cells follows from the published sums."""
    return rank(published) == rank([*published, wanted])


PATHS = ("/1/a/", "/1/a/x/", "/1/a/y/", "/1/b/", "/1/b/z/", "/1/c/", "/1/d/u/", "/1/d/w/", "/1/d/w/v/")
NODES = sorted({f"/{'/'.join(path.strip('/').split('/')[:n])}/" for path in PATHS for n in range(1, 5)})


@settings(max_examples=300)
@given(st.lists(st.integers(0, 12), min_size=len(PATHS), max_size=len(PATHS)))
def test_what_a_tree_of_units_shows_never_gives_a_hidden_unit(counts):
    held = {path: count for path, count in zip(PATHS, counts, strict=True) if count}
    found = hiding.units(held, LEAST)
    order = sorted(held)
    published = [[float(each == path) for each in order] for path in order if path not in found.own]
    for node in NODES:
        below = [float(each.startswith(node)) for each in order]
        if any(below) and node not in found.totals:
            published.append(below)
            assert sum(held[each] for each in order if each.startswith(node)) >= LEAST

    for path in found.own:
        assert not known(published, [float(each == path) for each in order])
    for path in held:
        assert held[path] >= LEAST or path in found.own
    small = [set(pair) for size in (2, 3) for pair in itertools.combinations(order, size)]
    for group in small:
        if sum(held[each] for each in group) < LEAST:
            assert not known(published, [float(each in group) for each in order])


def _shown(table):
    """What a table publishes: how many answered, by group."""
    return [(dict(line.by), line.n) for line in table.rows if line.name == "SIPAS" and line.seen]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_all_tables_of_a_round_together_give_no_small_cell(seed):
    """Every table anybody may ask for: by unit, field, mode, each two of them, and of each unit alone."""
    chance = np.random.default_rng(seed)
    one = fielding.opened(pooled=[rules.PAPER, rules.CODED])
    cells = list(itertools.product(UNITS, FIELDS, (rules.PAPER, rules.CODED)))
    counts = chance.choice([0, 1, 2, 3, 6, 9, 14], size=len(cells), p=[0.2, 0.1, 0.1, 0.1, 0.2, 0.2, 0.1])
    for (unit, field, mode), count in zip(cells, counts, strict=True):
        fielding.answered(one, unit, int(count), field=field, mode=mode, content=FULL)
    names = ("unit", "field", "mode")
    asked = [(by, None) for size in (0, 1, 2) for by in itertools.combinations(names, size)]
    asked += [((name,), cast.unit(unit)) for name in ("field", "mode") for unit in UNITS]
    asked += [((), cast.unit(unit)) for unit in UNITS]

    published = []
    for by, unit in asked:
        table = estimates.table(None, rounds=[one], by=by, on=ON, unit=unit)
        for key, n in _shown(table):
            wanted = key | ({"unit": unit.code} if unit else {})
            row = [float(all(dict(zip(names, cell, strict=True))[k] == v for k, v in wanted.items())) for cell in cells]
            assert float(np.dot(row, counts)) == n
            published.append(row)
    live = [at for at, count in enumerate(counts) if count]
    published = [[row[at] for at in live] for row in published]
    for size in (1, 2):
        for by in itertools.combinations(names, size):
            for values in {tuple(dict(zip(names, cells[at], strict=True))[k] for k in by) for at in live}:
                inside = [tuple(dict(zip(names, cells[at], strict=True))[k] for k in by) == values for at in live]
                total = sum(int(counts[at]) for at, here in zip(live, inside, strict=True) if here)
                if total < LEAST:
                    assert not known(published, [float(here) for here in inside]), (by, values, total)


@pytest.mark.django_db
def test_a_hidden_line_tells_nothing_not_even_how_many():
    one = fielding.opened()
    for unit, count in zip(UNITS, (3, 20, 40, 30), strict=True):
        fielding.answered(one, unit, count, content=FULL)
    table = estimates.table(None, rounds=[one], by=["unit"], on=ON)
    hidden = [line for line in table.rows if line.cell == "hidden" and line.name == "SIPAS"]

    assert {line.by["unit"] for line in hidden} == {"X0101-VP", "X0101-TT"}
    for line in hidden:
        told = {name: value for name, value in line.as_json().items() if value not in (None, [], ())}
        assert set(told) == {"by", "statistic", "name", "cell"}


@pytest.mark.django_db
def test_a_link_answered_by_few_is_hidden_though_nothing_is_summed_with_it():
    one = fielding.opened()
    fielding.answered(one, "X0101-TT", 30, content=FULL)
    fielding.answered(one, "X0101-TT", 3, content=FULL, mode=rules.LINK)
    table = estimates.table(None, rounds=[one], by=["mode"], on=ON)

    assert {(line.by["mode"], line.cell) for line in table.rows if line.name == "SIPAS"} == {
        ("paper", "shown"),
        ("link", "hidden"),
    }
