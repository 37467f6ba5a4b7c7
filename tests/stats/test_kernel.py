"""The compiled loops and their numpy twin."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stats import nation

from hailong.stats import forms_numba, forms_numpy, kernel, kernel_numba, kernel_numpy, runs
from hailong.stats.packed import pack
from hailong.stats.quarter import KEYS, SCHEMA, rows_of

STARTS = np.array(nation.QUESTIONS.starts)
ENGINES = [kernel_numpy, kernel_numba]


def packed(seed, units=5):
    forms = pack(nation.nation(seed, units), nation.QUESTIONS.items, [4, 5])
    return rows_of(forms.cast(dict(SCHEMA)).select(list(SCHEMA)).sort(KEYS))


def same(one, other):
    """Compare the two engines part by part: counts exactly, sums to the last digits beside the largest of them."""
    for found, meant in zip(one, other, strict=True):
        if found.dtype.kind == "i":
            np.testing.assert_array_equal(found, meant)
        elif found.size:
            scale = np.nanmax(np.abs(meant), initial=0)
            np.testing.assert_allclose(found, meant, rtol=1e-12, atol=1e-15 * scale)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_both_engines_measure_the_same(seed, pooled):
    forms = runs.find(packed(seed)).forms
    with np.errstate(all="ignore"):
        same(kernel_numba.moments(forms, STARTS, pooled), kernel_numpy.moments(forms, STARTS, pooled))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_both_engines_make_the_same_cube(seed, pooled):
    forms = runs.find(packed(seed)).forms
    same(forms_numba.forms(forms, STARTS, pooled), forms_numpy.forms(forms, STARTS, pooled))


@pytest.mark.parametrize("pooled", [True, False])
@pytest.mark.parametrize("sizes", [(1,), (7, 1), (32,), (6, 11, 2, 13)])
def test_both_engines_agree_on_criteria_of_any_size(sizes, pooled):
    chance = np.random.default_rng(4)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    xm = chance.integers(0, 2 ** int(starts[-1]), 60).astype(np.uint32)
    ym = xm & chance.integers(0, 2**32, 60).astype(np.uint32)
    ends = np.arange(0, 61, 5), np.array([0, 4, 6, 12]), np.array([0, 2, 3])
    forms = kernel.Forms(chance.random(60), ym, xm, *ends, np.array([1.1, 1.6, 0.9]))
    with np.errstate(all="ignore"):
        same(kernel_numba.moments(forms, starts, pooled), kernel_numpy.moments(forms, starts, pooled))
    same(forms_numba.forms(forms, starts, pooled), forms_numpy.forms(forms, starts, pooled))


def test_more_than_255_forms_of_a_unit_are_counted():
    many = np.full(1000, 3, np.uint32)
    ends = np.arange(0, 1001, 500), np.array([0, 2]), np.array([0, 1])
    forms = kernel.Forms(np.ones(1000), many, many, *ends, np.ones(1))
    assert kernel_numba.moments(forms, np.array([0, 2]), True).n.tolist() == [[1000, 1000, 1000, 1000]]


@pytest.mark.parametrize("engine", ENGINES)
def test_runs_begin_where_a_key_changes(engine):
    columns = zip((1, 1, 1, 0), (1, 1, 1, 0), (1, 1, 1, 1), (1, 1, 2, 0), (1, 2, 2, 0), (2, 2, 2, 0), strict=True)
    province, unit, stratum, psu = (np.array(column) for column in columns)
    found = engine.boundaries(province, unit, stratum, psu)
    assert found.disorder == -1
    assert [part.tolist() for part in found[1:]] == [[0, 2, 3, 4, 5, 6], [0, 2, 3, 4, 5], [0, 2, 3, 4]]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 2)] * 4), min_size=1, max_size=12))
def test_both_engines_find_the_first_row_out_of_order(keys):
    columns = [np.array(column) for column in zip(*keys, strict=True)]
    meant = next((at for at in range(1, len(keys)) if keys[at] < keys[at - 1]), -1)
    for engine in ENGINES:
        found = engine.boundaries(*columns)
        assert found.disorder == meant
        if meant < 0:
            starts = [at for at in range(len(keys)) if at == 0 or keys[at - 1] != keys[at]]
            assert found.psu.tolist() == [*starts, len(keys)]


@pytest.mark.parametrize("engine", [forms_numpy, forms_numba])
@pytest.mark.parametrize("count", [0, 1, 4, 7, 150])
def test_rows_are_added_up(engine, count):
    rows = np.arange(600.0).reshape(200, 3)
    index = np.arange(count)
    assert engine.add_rows(rows, index).tolist() == rows[:count].sum(axis=0).tolist()


@pytest.mark.parametrize(("wanted", "engine"), [("numpy", "numpy"), ("numba", "numba"), (None, "numba")])
def test_the_environment_chooses_the_engine(wanted, engine):
    environment = {key: value for key, value in os.environ.items() if key != "HAILONG_KERNEL"}
    environment |= {} if wanted is None else {"HAILONG_KERNEL": wanted}
    ask = "import sys; from hailong.stats import kernel; print(kernel.NAME, 'numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [engine, str(engine == "numba")]


def test_without_numba_the_twin_works(tmp_path):
    (tmp_path / "numba.py").write_text("raise ImportError('not here')")
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    environment.pop("HAILONG_KERNEL", None)
    ask = "from hailong.stats import kernel; print(kernel.NAME)"
    done = subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "numpy"


def test_loops_are_compiled_where_nothing_can_be_kept():
    space = {}
    exec("def twice(x):\n    return 2 * x", space)  # code of no file: there is no place beside it
    assert kernel_numba.compiled(space["twice"])(4) == 8
