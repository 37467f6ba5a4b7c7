"""The nation's table against plain loops, and against the estimator of any survey file."""

import math

import numpy as np
import polars as pl
import pytest
from tests.stats import nation

from hailong.stats.answer import Request, Statistic
from hailong.stats.compare import Figures, difference
from hailong.stats.estimate import estimate
from hailong.stats.faults import BadSurvey
from hailong.stats.national import tables
from hailong.stats.packed import pack
from hailong.stats.quarter import write_quarter
from hailong.stats.sipas import IndexDefinition

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


def whole_strata(seed, units=20):
    """Leave out what the two treat differently on purpose: strata of one session, strata without a population."""
    forms = nation.nation(seed, units).with_columns(pl.col("population").fill_null(400))
    session = pl.col("psu").n_unique().over("unit", "stratum")
    return forms.filter(session > 1).with_columns(code=pl.col("unit") * 10 + pl.col("stratum"))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_table_is_that_of_the_estimator_of_any_survey_file(tmp_path, rule, seed):
    forms = whole_strata(seed)
    [table] = tables([written(tmp_path, "2025Q3", forms)], nation.QUESTIONS, rule)
    index = IndexDefinition("SIPAS", nation.QUESTIONS.criteria)
    asked = [Statistic("percent", column=item, codes=("4", "5")) for item in nation.QUESTIONS.items]
    request = Request(
        weights="weight",
        strata=("code",),
        clusters=("psu",),
        fpc=("population",),
        nest=True,
        by=("unit",),
        statistics=(*asked, Statistic("index", index=index, rule=rule)),
    )
    rows = estimate(forms, request).rows
    assert len(rows) == table.n.size
    for row in rows:
        at = table.unit.tolist().index(int(row.by["unit"])), table.names.index(row.name.removesuffix(":4,5"))
        assert (table.n[at], table.df[at[0]]) == (row.n, row.df)
        for name in ("estimate", "se", "deff", "low", "high"):
            assert getattr(table, name)[at] == pytest.approx(getattr(row, name), rel=1e-12, abs=1e-12, nan_ok=True)


@pytest.mark.parametrize("rule", RULES)
def test_the_change_over_a_year_takes_two_fresh_samples(tmp_path, rule):
    quarters = {"2024Q3": 0, "2024Q4": 1, "2025Q3": 4}
    forms = {period: nation.nation(6, 9 - number, number) for period, number in quarters.items()}
    paths = [written(tmp_path, period, forms[period]) for period in reversed(quarters)]
    first, between, last = tables(paths, nation.QUESTIONS, rule)
    assert (first.period, between.period, last.period) == tuple(quarters)
    assert np.isnan(first.change).all()
    assert np.isnan(between.p).all()
    there = [first.unit.tolist().index(unit) for unit in last.unit.tolist()]
    gap = difference(
        Figures(last.estimate, last.se, last.df[:, None]),
        Figures(first.estimate[there], first.se[there], first.df[there][:, None]),
    )
    assert last.change == pytest.approx(gap.estimate, nan_ok=True)
    assert last.p == pytest.approx(gap.p, nan_ok=True)
    [row] = [at for at, unit in enumerate(last.unit.tolist()) if unit == 103]
    now, before = (
        nation.figures(forms[period].filter(pl.col("unit") == 103).to_dicts(), rule)["SIPAS"]
        for period in ("2025Q3", "2024Q3")
    )
    assert last.change[row, -1] == pytest.approx(100 * (now[1] - before[1]), rel=1e-10)


def test_a_unit_that_is_new_has_no_change(tmp_path):
    paths = [written(tmp_path, f"{2023 + number}Q3", nation.nation(6, 3 + number, number)) for number in (1, 2)]
    _, last = tables(paths, nation.QUESTIONS)
    assert np.isnan(last.change).all(axis=1).tolist() == [False] * 4 + [True]


def test_neither_pieces_nor_the_order_of_forms_change_a_figure(tmp_path):
    forms = nation.nation(2, units=12)
    tables_of = []
    for number, batch in ((1, 1 << 17), (2, 7)):
        (tmp_path / str(number)).mkdir()
        path = written(tmp_path / str(number), "2025Q3", forms.sample(fraction=1, shuffle=True, seed=number))
        [table] = tables([path], nation.QUESTIONS, batch=batch)
        tables_of.append(table)
    one, other = tables_of
    assert one.n.tolist() == other.n.tolist()
    for name in ("estimate", "se", "deff", "low", "high"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-12, atol=1e-12)


def test_a_session_without_answers_counts_in_its_stratum(tmp_path):
    forms = nation.nation(3, units=4).with_columns(population=pl.lit(400.0))
    silent = forms.with_columns(pl.lit(None, pl.Int64).alias(item) for item in nation.QUESTIONS.items)
    silent = silent.unique(["unit", "stratum"]).with_columns(psu=pl.lit(99, pl.Int64))
    [table] = tables([written(tmp_path, "2025Q3", pl.concat([forms, silent]))], nation.QUESTIONS)
    [without] = tables([written(tmp_path, "2025Q4", forms)], nation.QUESTIONS)
    assert table.n.tolist() == without.n.tolist()
    np.testing.assert_allclose(table.estimate, without.estimate, rtol=1e-12)
    assert (table.df > without.df).all()
    rows = pl.concat([forms, silent]).filter(pl.col("unit") == 101).to_dicts()
    assert close((table.se[1, -1] / 100) ** 2, nation.figures(rows, "t2b_pooled")["SIPAS"][2])


def test_the_frame_has_a_row_a_unit_and_statistic_and_null_for_the_unknown(tmp_path):
    [table] = tables([written(tmp_path, "2025Q3", nation.nation(3, units=25))], nation.QUESTIONS)
    frame = table.frame()
    assert frame.height == 25 * len(nation.QUESTIONS.statistics)
    assert frame["statistic"].to_list()[:10] == list(nation.QUESTIONS.statistics)
    assert frame["period"].unique().to_list() == ["2025Q3"]
    row = frame.filter(unit=107, statistic="SIPAS").row(0, named=True)
    assert row["estimate"] == table.estimate[7, -1]
    assert row["province"] == table.province[7]
    assert (row["change"], row["p"]) == (None, None)


def test_a_rule_that_needs_scores_is_refused(tmp_path):
    with pytest.raises(BadSurvey, match="'mean01': câu trả lời đã gói"):
        list(tables([written(tmp_path, "2025Q3", nation.nation())], nation.QUESTIONS, "mean01"))


def test_a_quarter_without_forms_is_refused(tmp_path):
    with pytest.raises(BadSurvey, match=r"2025Q3.parquet: không có phiếu nào"):
        list(tables([written(tmp_path, "2025Q3", nation.nation().clear())], nation.QUESTIONS))


@pytest.mark.parametrize("rule", RULES)
def test_an_item_nobody_answered_is_left_out_and_an_empty_criterion_leaves_the_index_unknown(tmp_path, rule):
    forms = nation.nation(3, units=3).with_columns(
        b=pl.when(pl.col("unit") != 100).then("b"), d=pl.when(pl.col("unit") != 101).then("d")
    )
    [table] = tables([written(tmp_path, "2025Q3", forms)], nation.QUESTIONS, rule)
    for at, unit in enumerate((100, 101, 102)):
        meant = nation.figures(forms.filter(pl.col("unit") == unit).to_dicts(), rule)
        for column, name in enumerate(table.names):
            _, point, variance, _ = meant[name]
            assert close(table.estimate[at, column], 100 * point)
            assert close((table.se[at, column] / 100) ** 2, math.nan if math.isnan(point) else variance)
    unknown = np.isnan(table.estimate)
    assert [table.names[at] for at in np.flatnonzero(unknown[0])] == ["b"]
    assert [table.names[at] for at in np.flatnonzero(unknown[1])] == ["d", "HC", "SIPAS"]
    assert not unknown[2].any()
