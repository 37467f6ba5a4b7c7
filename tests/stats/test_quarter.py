"""A quarter's file of packed forms."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stats import nation

from hailong.stats import runs
from hailong.stats.faults import BadSurvey
from hailong.stats.packed import pack
from hailong.stats.quarter import KEYS, SCHEMA, period_of, read_quarter, rows_of, write_quarter


def packed(**changes):
    forms = pack(nation.nation(units=9), nation.QUESTIONS.items, [4, 5])
    return forms.with_columns(**changes)


def keys(pieces):
    return [key for rows in pieces for key in zip(*(getattr(rows, name).tolist() for name in KEYS), strict=True)]


def test_the_file_is_sorted_whatever_the_order_of_the_forms(tmp_path):
    path = write_quarter(packed(), tmp_path, "2025Q3")
    table = pl.read_parquet(path)
    assert table.schema == SCHEMA
    assert table.select(KEYS).rows() == sorted(packed().select(KEYS).rows())
    assert [one.name for one in tmp_path.iterdir()] == ["2025Q3.parquet"]


@settings(max_examples=20, deadline=None)
@given(batch=st.integers(1, 200))
def test_pieces_of_any_size_hold_all_rows_and_never_cut_a_unit(tmp_path_factory, batch):
    path = write_quarter(packed(), tmp_path_factory.mktemp("quarter"), "2025Q3")
    pieces = list(read_quarter(path, batch))
    assert keys(pieces) == packed().select(KEYS).sort(KEYS).rows()
    units = [set(zip(piece.province.tolist(), piece.unit.tolist(), strict=True)) for piece in pieces]
    assert sum(map(len, units)) == len(set.union(*units))


def test_rows_know_where_in_the_file_they_stand(tmp_path):
    path = write_quarter(packed(), tmp_path, "2025Q3")
    count = 0
    for piece in read_quarter(path, 10):
        assert (piece.place, piece.first) == ("2025Q3.parquet", count)
        count += len(piece)


def test_no_population_means_no_correction(tmp_path):
    path = write_quarter(packed(population=pl.lit(None, pl.Float64)), tmp_path, "2025Q3")
    assert all(np.isnan(rows.population).all() for rows in read_quarter(path))


def test_an_empty_quarter_has_no_pieces(tmp_path):
    assert list(read_quarter(write_quarter(packed().clear(), tmp_path, "2025Q3"))) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"weight": pl.when(pl.int_range(pl.len()) == 4).then(0.0).otherwise(1.0)}, "dòng 5: trọng số phải"),
        ({"weight": pl.lit(float("nan"))}, "dòng 1: trọng số phải"),
        ({"population": pl.lit(0.5)}, "dòng 1: population phải từ 1"),
        ({"population": pl.int_range(pl.len()) + 9}, "đơn vị 100, tầng 0: population có hai số khác nhau"),
        ({"psu": pl.when(pl.int_range(pl.len()) == 2).then(None).otherwise(1)}, "dòng 3: cột psu trống"),
    ],
)
def test_a_form_that_cannot_be_kept_is_named(tmp_path, changes, message):
    with pytest.raises(BadSurvey, match=message):
        write_quarter(packed(**changes), tmp_path, "2025Q3")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(BadSurvey, match="không có cột stratum"):
        write_quarter(packed().drop("stratum"), tmp_path, "2025Q3")


@pytest.mark.parametrize("period", ["2025", "2025Q5", "2025q1", "x/2025Q1"])
def test_a_period_that_is_no_quarter_is_refused(tmp_path, period):
    with pytest.raises(BadSurvey, match="viết dạng 2025Q3"):
        write_quarter(packed(), tmp_path, period)


def test_the_period_is_read_off_the_name(tmp_path):
    assert period_of(tmp_path / "2025Q3.parquet") == (2025, 3)
    with pytest.raises(BadSurvey, match=r"old.parquet: tên không phải quý"):
        period_of(tmp_path / "old.parquet")


def test_a_file_with_other_columns_is_refused(tmp_path):
    path = tmp_path / "2025Q3.parquet"
    packed().drop("xm").write_parquet(path)
    with pytest.raises(BadSurvey, match=r"2025Q3.parquet: thiếu cột"):
        list(read_quarter(path))


@pytest.mark.parametrize("content", [None, b"", b"PAR1 not really"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path, content):
    path = tmp_path / "2025Q3.parquet"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadSurvey, match=r"2025Q3.parquet: không đọc được"):
        list(read_quarter(path))


@pytest.mark.parametrize("column", KEYS)
def test_a_row_out_of_order_is_named(column):
    table = packed().cast(dict(SCHEMA)).select(list(SCHEMA)).sort(KEYS)
    low = table[column].to_list()
    low[20] = -1
    with pytest.raises(BadSurvey, match=r"Tệp quý.parquet, dòng 21: không theo thứ tự"):
        runs.find(rows_of(table.with_columns(pl.Series(column, low, SCHEMA[column])), "quý.parquet"))


def found(path, batch):
    return [runs.find(rows) for rows in read_quarter(path, batch)]


def test_a_row_out_of_order_in_a_later_piece_is_named_by_its_place_in_the_file(tmp_path):
    table = packed().cast(dict(SCHEMA)).select(list(SCHEMA)).sort(KEYS)
    last = table.height - 1
    codes = table["psu"].to_list()
    codes[last] = -1
    path = tmp_path / "2025Q3.parquet"
    table.with_columns(psu=pl.Series(codes, dtype=pl.Int64)).write_parquet(path)
    with pytest.raises(BadSurvey, match=f"dòng {last + 1}: không theo thứ tự"):
        found(path, 16)


@pytest.mark.parametrize("batch", [16, 1000])
def test_a_unit_that_comes_back_is_refused(tmp_path, batch):
    table = packed().cast(dict(SCHEMA)).select(list(SCHEMA)).sort(KEYS)
    path = tmp_path / "2025Q3.parquet"
    pl.concat([table, table.head(20)]).write_parquet(path)
    with pytest.raises(BadSurvey, match=f"dòng {table.height + 1}: không theo thứ tự"):
        found(path, batch)
