"""The variance cube: rows that add up, against plain loops over the forms of the union."""

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stats import nation

from hailong.stats import cube
from hailong.stats.compare import difference
from hailong.stats.faults import BadSurvey
from hailong.stats.intervals import interval
from hailong.stats.national import tables
from hailong.stats.packed import Questions, pack
from hailong.stats.quarter import KEYS, SCHEMA, rows_of, write_quarter
from hailong.stats.runs import find

LAYOUTS = [cube.Layout(nation.QUESTIONS, rule) for rule in cube.RULES]
layouts = pytest.mark.parametrize("layout", LAYOUTS, ids=cube.RULES)


def made(forms, layout, period=20253):
    packed = pack(forms, nation.QUESTIONS.items, [4, 5]).cast(dict(SCHEMA))
    return cube.build(find(rows_of(packed.select(list(SCHEMA)).sort(KEYS))), layout, period)


def same(one, other):
    """Compare rows, forgiving the last digits beside the largest number of the row."""
    np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-14 * np.max(np.abs(other), initial=0))


@layouts
@pytest.mark.parametrize("seed", range(6))
def test_any_union_has_the_figures_of_its_forms(layout, seed):
    forms = nation.nation(seed, units=14)
    whole = made(forms, layout)
    chosen = np.random.default_rng(seed).random(len(whole.unit)) < (seed + 1) / 6
    found = cube.estimate(layout, whole.total(chosen))
    rows = forms.filter(pl.col("unit").is_in(whole.unit[chosen].tolist())).to_dicts()
    assert found.df == nation.freedom(rows)
    for at, (name, (n, point, variance, simple)) in enumerate(nation.figures(rows, layout.rule).items()):
        assert (found.names[at], found.n[at]) == (name, n)
        assert found.estimate[at] == pytest.approx(100 * point, rel=1e-12)
        assert (found.se[at] / 100) ** 2 == pytest.approx(variance, rel=1e-12, abs=1e-16)
        assert found.deff[at] == pytest.approx(variance / simple, rel=1e-11)
        bounds = interval("wilson", point, math.sqrt(variance), found.df, n)
        assert (found.low[at], found.high[at]) == pytest.approx((100 * bounds[0], 100 * bounds[1]), rel=1e-11)


@layouts
def test_a_row_alone_has_the_figures_of_the_table(tmp_path, layout):
    path = write_quarter(pack(nation.nation(5, 20), nation.QUESTIONS.items, [4, 5]), tmp_path, "2025Q3")
    [table] = tables([path], nation.QUESTIONS, layout.rule)
    rows = cube.of_file(path, layout, batch=50)
    assert rows.period.tolist() == [20253] * 20
    for at in range(20):
        found = cube.estimate(layout, rows.rows[at])
        assert (found.df, found.joined, found.alone) == (table.df[at], table.joined[at], table.alone[at])
        assert found.n.tolist() == table.n[at].tolist()
        for name in ("estimate", "se", "deff", "low", "high"):
            np.testing.assert_allclose(getattr(found, name), getattr(table, name)[at], rtol=1e-9, atol=1e-6)


@settings(max_examples=20, deadline=None)
@given(
    st.integers(0, 10**6),
    st.lists(st.integers(0, 3), min_size=6, max_size=6),
    st.permutations(range(4)),
    st.sampled_from(LAYOUTS),
)
def test_neither_files_nor_the_order_of_merging_change_anything(seed, file_of, order, layout):
    forms = nation.nation(seed, units=6)
    files = [
        forms.filter(pl.col("unit").is_in([100 + u for u, f in enumerate(file_of) if f == file])) for file in order
    ]
    cubes = [made(file, layout) for file in files if file.height]
    merged = cubes[0]
    for one in cubes[1:]:
        merged = cube.merge([one, merged])
    whole = made(forms.sample(fraction=1, shuffle=True, seed=seed), layout)
    assert merged.unit.tolist() == whole.unit.tolist()
    same(merged.rows, whole.rows)
    same(cube.merge(cubes).total(), whole.total())


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.lists(st.booleans(), min_size=11, max_size=11), st.sampled_from(LAYOUTS))
def test_a_total_is_the_sum_of_the_rows_chosen(seed, chosen, layout):
    rows = np.random.default_rng(seed).random((11, len(layout.columns)))
    zeros = np.zeros(11, np.int32)
    whole = cube.Cube(layout, zeros.astype(np.int16), np.arange(11, dtype=np.int32), zeros, rows)
    same(whole.total(np.array(chosen)), rows[chosen].sum(axis=0))
    same(whole.total(), rows.sum(axis=0))


@layouts
def test_an_empty_unit_changes_nothing(layout):
    whole = made(nation.nation(2), layout)
    one = np.zeros(1, np.int32)
    empty = cube.Cube(layout, one.astype(np.int16), one, one + 20253, np.zeros((1, len(layout.columns))))
    more = cube.merge([empty, whole])
    assert len(more.unit) == len(whole.unit) + 1
    before, after = (cube.estimate(layout, rows.total()) for rows in (whole, more))
    assert (after.df, after.n.tolist()) == (before.df, before.n.tolist())
    np.testing.assert_allclose(after.se, before.se, rtol=1e-12)


@layouts
def test_no_units_add_up_to_nothing_and_nothing_is_known_of_them(layout):
    whole = made(nation.nation(2), layout)
    none = np.zeros(len(whole.unit), dtype=bool)
    assert set(whole.total(none)) == {0}
    no_rows = cube.Cube(layout, whole.province[none], whole.unit[none], whole.period[none], whole.rows[none])
    assert set(no_rows.total()) == {0}
    assert np.isnan(cube.estimate(layout, no_rows.total()).estimate).all()


@layouts
def test_quarters_add_up_to_a_year(layout):
    quarters = [nation.nation(3, units=5, quarter=number) for number in range(4)]
    merged = cube.merge([made(forms, layout, 20251 + at) for at, forms in enumerate(quarters)])
    assert len(merged.unit) == 20
    found = cube.estimate(layout, merged.total())
    apart = [forms.with_columns(unit=pl.col("unit") + 1000 * at) for at, forms in enumerate(quarters)]
    meant = nation.figures(pl.concat(apart).to_dicts(), layout.rule)["SIPAS"]
    assert (found.n[-1], found.estimate[-1]) == (meant[0], pytest.approx(100 * meant[1], rel=1e-12))
    assert found.se[-1] == pytest.approx(100 * math.sqrt(meant[2]), rel=1e-12)


@layouts
def test_two_rows_of_one_unit_and_period_are_one(layout):
    forms = nation.nation(7, units=3)
    halves = [forms.filter(pl.col("stratum") == 0), forms.filter(pl.col("stratum") > 0)]
    merged = cube.merge([made(half, layout) for half in halves])
    assert merged.unit.tolist() == [100, 101, 102]
    same(merged.total(), sum(made(half, layout).total() for half in halves))


@layouts
def test_a_union_compares_with_that_of_a_year_before(layout):
    now, before = (made(nation.nation(8, quarter=number), layout) for number in (4, 0))
    gap = difference(*(cube.estimate(layout, one.total()) for one in (now, before)))
    first, last = (
        nation.figures(nation.nation(8, quarter=number).to_dicts(), layout.rule)["SIPAS"] for number in (0, 4)
    )
    assert gap.estimate[-1] == pytest.approx(100 * (last[1] - first[1]), rel=1e-10)
    assert gap.se[-1] == pytest.approx(100 * math.sqrt(first[2] + last[2]), rel=1e-12)


@layouts
def test_full_satisfaction_has_no_error_and_an_interval_all_the_same(layout):
    forms = nation.nation(9).with_columns(pl.lit(5).alias(item) for item in nation.QUESTIONS.items)
    found = cube.estimate(layout, made(forms, layout).total())
    assert set(found.estimate) == {100}
    assert set(found.se) == {0}
    assert (found.low < 100).all()
    assert (found.high == 100).all()


@layouts
def test_a_unit_with_one_sampling_unit_has_no_error_of_its_own(layout):
    forms = nation.nation(1).filter((pl.col("unit") == 100) & (pl.col("stratum") == 0) & (pl.col("psu") == 0))
    found = cube.estimate(layout, made(forms.with_columns(population=pl.lit(9.0)), layout).total())
    assert (found.df, found.alone) == (0, 1)
    assert np.isnan(found.se).all()
    assert np.isnan(found.low).all()
    assert not np.isnan(found.estimate).any()


@layouts
def test_an_item_nobody_answered_is_left_out_and_an_empty_criterion_leaves_the_index_unknown(layout):
    forms = nation.nation(4)
    found = cube.estimate(layout, made(forms.with_columns(b=pl.lit(None, pl.Int64)), layout).total())
    meant = nation.figures(forms.with_columns(b=pl.lit(None, pl.Int64)).to_dicts(), layout.rule)
    assert found.n[1] == 0
    assert np.isnan(found.estimate[1])
    assert found.estimate[-1] == pytest.approx(100 * meant["SIPAS"][1], rel=1e-12)
    assert found.se[-1] == pytest.approx(100 * math.sqrt(meant["SIPAS"][2]), rel=1e-12)
    empty = cube.estimate(layout, made(forms.with_columns(d=pl.lit(None, pl.Int64)), layout).total())
    assert np.isnan([empty.estimate[-1], empty.se[-1], empty.estimate[7]]).all()
    assert not np.isnan(empty.estimate[6])


@layouts
def test_every_number_of_a_row_has_a_name(layout):
    whole = made(nation.nation(6), layout)
    assert len(layout.columns) == len(set(layout.columns)) == whole.rows.shape[1]
    row = dict(zip(layout.columns, whole.total().tolist(), strict=True))
    forms = nation.nation(6)
    assert row["n.a"] == forms["a"].count()
    assert row["x.a"] == pytest.approx(forms.filter(pl.col("a").is_not_null())["weight"].sum())
    assert row["u.a"] == pytest.approx(forms.filter(pl.col("a") < 4)["weight"].sum())
    assert row["weight.SIPAS"] == pytest.approx(
        forms.filter(pl.any_horizontal(pl.col(nation.QUESTIONS.items).is_not_null()))["weight"].sum()
    )


def test_the_ministry_form_has_259_or_2063_numbers():
    names = iter(f"q{number}" for number in range(22))
    criteria = tuple(
        (code, tuple(next(names) for _ in range(size))) for code, size in zip("ABCDE", (5, 4, 5, 4, 4), strict=True)
    )
    assert [len(cube.Layout(Questions("S", criteria), rule).columns) for rule in cube.RULES] == [259, 2063]


def test_rules_that_need_scores_are_refused():
    with pytest.raises(BadSurvey, match="'mean5': câu trả lời đã gói"):
        cube.Layout(nation.QUESTIONS, "mean5")


def test_cubes_of_two_rules_do_not_merge():
    with pytest.raises(BadSurvey, match="khác bộ câu hỏi hoặc cách tính"):
        cube.merge([made(nation.nation(), layout) for layout in LAYOUTS])


def test_a_quarter_without_forms_has_no_cube(tmp_path):
    forms = pack(nation.nation(), nation.QUESTIONS.items, [4, 5]).clear()
    with pytest.raises(BadSurvey, match="không có phiếu nào"):
        cube.of_file(write_quarter(forms, tmp_path, "2025Q3"), LAYOUTS[0])
