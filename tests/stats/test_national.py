"""The nation's table against plain loops."""

import math

import numpy as np
import pytest
from tests.stats import nation

from hailong.stats.national import tables
from hailong.stats.packed import pack
from hailong.stats.quarter import write_quarter

RULES = ["t2b_pooled", "t2b_itemmean"]


def written(folder, period, forms):
    return write_quarter(pack(forms, nation.QUESTIONS.items, [4, 5]), folder, period)


def close(found, meant):
    """Compare, forgiving the last digits: of nought too, beside variances of 0..1."""
    return found == pytest.approx(meant, rel=1e-12, abs=1e-16, nan_ok=True)


@pytest.mark.parametrize("rule", RULES)
def test_every_figure_of_every_unit_is_that_of_the_plain_loops(tmp_path, rule):
    forms = nation.nation(seed=3, units=25)
    [table] = tables([written(tmp_path, "2025Q3", forms)], nation.QUESTIONS, rule)
    assert table.names == nation.QUESTIONS.statistics
    groups = forms.partition_by("unit", as_dict=True)
    assert table.unit.tolist() == sorted(unit for (unit,) in groups)
    for at, unit in enumerate(table.unit.tolist()):
        rows = groups[(unit,)].to_dicts()
        assert table.df[at] == nation.freedom(rows)
        for name, (n, point, variance, simple) in nation.figures(rows, rule).items():
            column = table.names.index(name)
            assert table.n[at, column] == n
            assert close(table.estimate[at, column], 100 * point)
            known = table.df[at] > 0
            assert close((table.se[at, column] / 100) ** 2, variance if known else math.nan)
            if known and n > 1 and simple > 0:
                assert close(table.deff[at, column], variance / simple)
    assert np.isnan(table.change).all()
