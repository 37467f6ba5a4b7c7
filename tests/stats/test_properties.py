"""What holds of any survey: invented designs of one and two stages, against plain loops and against themselves."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stats import slow

from hailong.stats.answer import Request, Statistic
from hailong.stats.estimate import estimate, joint
from hailong.stats.reading import read_survey
from hailong.stats.sipas import parse_index

ITEMS = ("q1", "q2", "q3")
INDEX = Statistic("index", index=parse_index("I=A:q1,q2;B:q3"))
STATISTICS = (Statistic("mean", "y"), Statistic("total", "y"), Statistic("ratio", "y", denominator="x"), INDEX)
DESIGNS: dict[str, Any] = {
    "rows": {},
    "weights": {"weights": "w"},
    "strata of units": {"weights": "w", "strata": ("h",), "clusters": ("c",), "nest": True},
    "two stages": {"weights": "w", "strata": ("h",), "clusters": ("c", "id"), "fpc": ("N", "M"), "nest": True},
}
STAGES: dict[str, slow.Stages] = {
    "rows": [(None, "id", None)],
    "weights": [(None, "id", None)],
    "strata of units": [("h", "c", None)],
    "two stages": [("h", "c", "N"), (None, "id", "M")],
}


@st.composite
def samples(draw: st.DrawFn) -> slow.Rows:
    """A sample of two or three strata of two to four units of two to five forms."""
    answer = st.sampled_from([None, "1", "2", "3", "4", "5"])
    rows: slow.Rows = []
    for stratum in range(draw(st.integers(2, 3))):
        units = draw(st.integers(2, 4))
        for unit in range(units):
            forms = draw(st.integers(2, 5))
            for _ in range(forms):
                row = {"h": stratum, "c": unit, "N": 10 + stratum, "M": 20 + unit, "id": len(rows)}
                row |= {"y": draw(st.integers(-50, 50)), "x": draw(st.integers(1, 9)), "w": draw(st.integers(1, 9)) / 4}
                row |= {"g": draw(st.sampled_from("abc")), **{item: draw(answer) for item in ITEMS}}
                rows.append(row)
    return rows


def _numbers(table: pl.DataFrame, request: Request) -> list[tuple[object, ...]]:
    return [
        (row.by, row.name, row.n, row.df, row.estimate, row.se, row.low, row.high, row.deff)
        for row in estimate(table, request).rows
    ]


def _same(found: list[tuple[Any, ...]], expected: list[tuple[Any, ...]]) -> None:
    assert [row[:4] for row in found] == [row[:4] for row in expected]
    left, right = (np.array([row[4:] for row in rows], float) for rows in (found, expected))
    scale = np.maximum(1, np.nan_to_num(np.abs(right[:, :1])))
    np.testing.assert_allclose(left[:, :4] / scale, right[:, :4] / scale, rtol=1e-9, atol=1e-9)
    exact = left[:, 1] > 1e-7 * scale[:, 0]  # where there is an error to speak of
    np.testing.assert_allclose(left[exact], right[exact], rtol=1e-9, atol=1e-9 * float(scale.max()))


@pytest.mark.parametrize("design", DESIGNS)
@given(rows=samples())
@settings(max_examples=20, deadline=None)
def test_ratios_of_any_domain_are_what_plain_loops_give(design: str, rows: slow.Rows) -> None:
    weighted = [row | {"w": row["w"] if "weights" in DESIGNS[design] else 1} for row in rows]
    request = Request(**DESIGNS[design], by=("g",), statistics=(Statistic("ratio", "y", denominator="x"),))
    for row in estimate(pl.DataFrame(rows), request).rows:
        inside = [each | {name: each[name] * (each["g"] == row.by["g"]) for name in ("y", "x")} for each in weighted]
        expected, scored = slow.ratio(inside, "y", "x")
        assert row.estimate == pytest.approx(expected, rel=1e-12, abs=1e-12)
        assert row.se**2 == pytest.approx(slow.variance(scored, STAGES[design], "z"), rel=1e-9, abs=1e-20)


@pytest.mark.parametrize("design", DESIGNS)
@given(rows=samples(), order=st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_rows_changes_nothing(design: str, rows: slow.Rows, order: Any) -> None:
    request = Request(**DESIGNS[design], by=("g",), statistics=STATISTICS)
    mixed = order.sample(rows, len(rows))
    _same(
        _numbers(pl.DataFrame(mixed, infer_schema_length=None), request),
        _numbers(pl.DataFrame(rows, infer_schema_length=None), request),
    )


@given(rows=samples())
@settings(max_examples=15, deadline=None)
def test_a_group_of_its_own_is_the_domain_of_where(rows: slow.Rows) -> None:
    table = pl.DataFrame(rows, infer_schema_length=None)
    asked = DESIGNS["two stages"] | {"statistics": STATISTICS}
    by = _numbers(table, Request(**asked, by=("g",)))
    for group in sorted({row["g"] for row in rows}):
        where = _numbers(table, Request(**asked, where=f"g = {group}"))
        _same([({}, *row[1:]) for row in by if row[0] == {"g": group}], where)


@given(rows=samples())
@settings(max_examples=15, deadline=None)
def test_units_outside_every_domain_add_their_place_in_the_stratum_and_nothing_else(rows: slow.Rows) -> None:
    """Forms of a category that is never asked about leave figures of the others as if they had answered nothing."""
    outside = [row | {"g": "z", "id": 1000 + row["id"]} for row in rows]
    silent = [row | {"g": "", "id": 1000 + row["id"]} for row in rows]
    asked = Request(**DESIGNS["strata of units"], by=("g",), statistics=STATISTICS)
    with_empty = _numbers(pl.DataFrame(rows + outside, infer_schema_length=None), asked)
    without = _numbers(pl.DataFrame(rows + silent, infer_schema_length=None), asked)
    _same([row for row in with_empty if row[0] != {"g": "z"}], without)


@given(rows=samples())
@settings(max_examples=15, deadline=None)
def test_a_domain_without_rows_changes_nothing(rows: slow.Rows) -> None:
    table = pl.DataFrame(rows, infer_schema_length=None)
    asked = Request(**DESIGNS["strata of units"], by=("g",), statistics=STATISTICS)
    with_nobody = Request(**DESIGNS["strata of units"], by=("g",), statistics=STATISTICS, where="g != nobody")
    _same(_numbers(table, with_nobody), _numbers(table, asked))


@given(rows=samples(), factor=st.sampled_from([0.01, 2.0, 1e6]))
@settings(max_examples=15, deadline=None)
def test_weights_on_another_scale_move_totals_only(rows: slow.Rows, factor: float) -> None:
    asked = Request(**DESIGNS["strata of units"], statistics=STATISTICS)
    table = pl.DataFrame(rows, infer_schema_length=None)
    scaled = table.with_columns(pl.col("w") * factor)
    plain, moved = _numbers(table, asked), _numbers(scaled, asked)
    _same([row for row in moved if row[1] != "y"], [row for row in plain if row[1] != "y"])
    assert moved[1][4] == pytest.approx(plain[1][4] * factor, rel=1e-9, abs=1e-9)  # type: ignore[operator]


@pytest.mark.parametrize("calibrated", [False, True])
@given(rows=samples())
@settings(max_examples=15, deadline=None)
def test_covariances_have_the_variances_on_their_diagonal(calibrated: bool, rows: slow.Rows) -> None:
    table = pl.DataFrame(rows, infer_schema_length=None)
    counts = {str(c): 10.0 + c for c in {row["c"] for row in rows}}
    margins = {"poststrata": ("c", counts)} if calibrated else {}
    request = Request(**DESIGNS["two stages"], **margins, by=("g",), statistics=STATISTICS)  # type: ignore[arg-type]
    answer, found = joint(table, request)
    known = [place for place, row in enumerate(answer.rows) if not math.isnan(row.estimate)]
    diagonal = np.diag(found)[known]
    errors = np.square([answer.rows[place].se for place in known])
    np.testing.assert_allclose(diagonal, errors, rtol=1e-9, atol=1e-9)
    assert np.linalg.eigvalsh(found[np.ix_(known, known)]).min() > -1e-6 * max(1, diagonal.max())


def test_a_file_cut_into_pieces_and_put_together_again_says_the_same(tmp_path: Path) -> None:
    """Pieces put together in another order, with other separators, as Parquet by hand: one survey."""
    lines = [f"{u:02d},{u % 3},{1 + (u * 7 + f) % 5},{1 + f / 10},{'abc'[f % 3]}" for u in range(12) for f in range(6)]
    head = "c,h,q1,w,g"
    asked = Request(weights="w", strata=("h",), clusters=("c",), by=("g",), statistics=(Statistic("mean", "q1"),))
    whole, mixed, other = (tmp_path / name for name in ("whole.csv", "mixed.csv", "other.parquet"))
    whole.write_text("\n".join([head, *lines]), encoding="utf-8")
    pieces = [lines[start : start + 10] for start in range(0, len(lines), 10)]
    shuffled = [line for piece in reversed(pieces) for line in piece]
    mixed.write_text("\r\n".join([head, *shuffled]).replace(",", ";").replace(".", ","), encoding="utf-8-sig")
    typed = read_survey(whole).with_columns(pl.col("q1").cast(pl.Int8), pl.col("w").cast(pl.Float64)).sort("g", "w")
    typed.write_parquet(other)
    expected = _numbers(read_survey(whole), asked)
    assert len(expected) == 3
    for file in (mixed, other):
        _same(_numbers(read_survey(file), asked), expected)


def test_three_stages_are_what_plain_loops_give() -> None:
    rows: slow.Rows = []
    for place in range(48):
        h, c, b = place // 24, place // 8 % 3, place // 4 % 2
        row = {"h": h, "c": c, "b": b, "id": place, "N": 9 + h, "M": 5 + c, "K": 11 + b}
        rows.append(row | {"w": 1.0 + h, "y": place * 7 % 11, "x": 1 + place * 5 % 3})
    asked = {"weights": "w", "strata": ("h",), "clusters": ("c", "b", "id"), "fpc": ("N", "M", "K"), "nest": True}
    (row,) = estimate(pl.DataFrame(rows), Request(**asked, statistics=(Statistic("ratio", "y", denominator="x"),))).rows  # type: ignore[arg-type]
    expected, scored = slow.ratio(rows, "y", "x")
    variance = slow.variance(scored, [("h", "c", "N"), (None, "b", "M"), (None, "id", "K")], "z")
    assert (row.estimate, row.se) == (pytest.approx(expected, rel=1e-13), pytest.approx(math.sqrt(variance), rel=1e-12))
