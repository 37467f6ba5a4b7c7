"""Sampling designs: units, strata and weights as the columns say, and what is refused."""

import numpy as np
import polars as pl
import pytest

from hailong.stats.columns import Columns
from hailong.stats.design import Asked, Design, build
from hailong.stats.faults import BadSurvey

TABLE = pl.DataFrame(
    {
        "h": ["B", "A", "A", "B", "A", "B"],
        "c": ["4", "2", "1", "4", "2", "3"],
        "again": ["1", "2", "1", "1", "2", "2"],
        "s": ["x", "x", "y", "y", "y", "x"],
        "w": ["2", "1", "1", "2", "1", "2"],
        "N": ["10", "4", "4", "10", "4", "10"],
        "f": ["0.2", "0.5", "0.5", "0.2", "0.5", "0.2"],
        "M": ["2", "4", "1", "2", "4", "3"],
    }
)


def _built(table: pl.DataFrame = TABLE, **asked: object) -> Design:
    return build(Columns(table), Asked(**asked))  # type: ignore[arg-type]


def _refused(**asked: object) -> str:
    with pytest.raises(BadSurvey) as refused:
        _built(**asked)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_without_a_design_every_row_is_a_unit_of_weight_one() -> None:
    design = _built()
    assert design.weights.tolist() == [1] * 6
    assert design.stages[0].drawn.tolist() == [6]


def test_units_are_counted_within_their_strata() -> None:
    design = _built(strata=("h",), clusters=("c",), weights="w")
    stage = design.stages[0]
    assert stage.drawn.tolist() == [2, 2]
    assert stage.stratum.tolist() == [0, 0, 1, 1]
    assert design.order.tolist() == [2, 1, 4, 5, 0, 3]
    assert design.weights.tolist() == [1, 1, 1, 2, 2, 2]


def test_weights_come_from_the_population_counts_of_every_stage() -> None:
    one = _built(strata=("h",), clusters=("c",), fpc=("N",))
    assert one.weights.tolist() == [2, 2, 2, 5, 5, 5]
    two = _built(strata=("h",), clusters=("c", "s"), fpc=("N", "M"))
    assert two.weights.tolist() == [2, 4, 4, 15, 5, 5]
    assert two.stages[1].share.tolist() == [0.5, 0.5, 0.2, 0.2]


def test_fractions_say_the_same_as_counts() -> None:
    counts, fractions = (_built(strata=("h",), clusters=("c",), fpc=(name,)) for name in ("N", "f"))
    np.testing.assert_array_equal(counts.weights, fractions.weights)
    np.testing.assert_array_equal(counts.stages[0].population, fractions.stages[0].population)


def test_codes_reused_between_strata_are_refused_with_the_cure() -> None:
    said = _refused(strata=("h",), clusters=("again",))
    assert 'again = "1" có ở cả tầng h = A (dòng 4) và tầng h = B (dòng 2)' in said
    assert "--nest" in said
    assert _built(strata=("h",), clusters=("again",), nest=True).stages[0].drawn.tolist() == [2, 2]


def test_strata_of_several_columns_can_be_crossed() -> None:
    design = _built(strata=("h*s",), clusters=("c",), nest=True)
    assert [design.stages[0].names[place] for place in range(4)] == [
        "tầng h = A, s = x", "tầng h = A, s = y", "tầng h = B, s = x", "tầng h = B, s = y",
    ]  # fmt: skip
    assert len(design.stages[0].names) == 4


def test_strata_beyond_the_stages_are_refused_with_the_cure() -> None:
    assert "--strata 'h*s'" in _refused(strata=("h", "s"))
    assert "bỏ cột thừa" in _refused(fpc=("N", "M"))


def test_stages_without_counts_are_left_out_and_said() -> None:
    columns = Columns(TABLE)
    design = build(columns, Asked(strata=("h",), clusters=("c", "s"), fpc=("N",)))
    assert len(design.stages) == 1
    assert [warning["code"] for warning in columns.warnings] == ["stages_unused"]


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("w", ["1", "0", "1", "1", "1", "1"], "dòng 3: trọng số 0 không lớn hơn 0"),
        ("w", ["1", "1", "-2", "1", "1", "1"], "dòng 4: trọng số -2 không lớn hơn 0"),
        ("w", ["1", "1", "1", "NA", "1", "1"], "dòng 5: trống"),
        ("h", ["A", "", "A", "A", "A", "A"], "dòng 3: trống"),
        ("c", ["1", "1", "1", "1", "2", None], "dòng 7: trống"),
        ("N", ["10", "", "4", "10", "4", "10"], "dòng 3: trống"),
        ("N", ["10", "4", "5", "10", "4", "10"], "dòng 4: 5 khác 4 của cùng tầng h = A"),
        ("N", ["10", "1", "1", "10", "1", "10"], "tầng h = A: tổng thể 1 ít hơn 2 đơn vị"),
        ("N", ["10", "0.5", "0.5", "10", "0.5", "10"], "dòng 3: 0.5 là tỷ lệ trong khi dòng khác là số đếm"),
        ("N", ["10", "0", "0", "10", "0", "10"], "dòng 3: 0 phải lớn hơn 0"),
    ],
)
def test_a_design_that_cannot_be_is_refused_with_its_place(column: str, values: list[str], said: str) -> None:
    table = TABLE.with_columns(pl.Series(column, values))
    with pytest.raises(BadSurvey) as refused:
        build(Columns(table), Asked("w", ("h",), ("c",), ("N",)))
    assert f'cột "{column}"' in str(refused.value)
    assert said in str(refused.value)


def test_an_unknown_way_with_lonely_units_is_refused() -> None:
    assert "chọn một trong fail" in _refused(lonely="skip")


def test_a_sample_of_one_unit_is_called_by_its_name() -> None:
    assert _built(clusters=("one",), table=TABLE.with_columns(one=pl.lit("1"))).stages[0].names[0] == "toàn mẫu"


def test_a_stratum_of_a_later_stage_is_called_with_the_unit_above() -> None:
    design = _built(strata=("h",), clusters=("c", "s"), fpc=("N", "M"))
    assert design.stages[1].names[3] == "tầng h = B, cụm c = 4"
