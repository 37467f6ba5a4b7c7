"""Answers packed into two masks."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.stats.faults import BadSurvey
from hailong.stats.packed import MOST, Questions, pack, unpack

ITEMS = ["a", "b", "c"]
answers = st.lists(st.tuples(*[st.sampled_from([1, 2, 3, 4, 5, None])] * 3), min_size=1, max_size=20)


@given(answers)
def test_what_is_packed_comes_out_as_satisfied_or_not_or_missing(rows):
    frame = pl.DataFrame(rows, schema=dict.fromkeys(ITEMS, pl.Int8), orient="row")
    back = unpack(pack(frame, ITEMS, [4, 5]), ITEMS)
    assert back.rows() == [tuple(None if answer is None else int(answer >= 4) for answer in row) for row in rows]


def test_bit_j_is_item_j():
    packed = pack(pl.DataFrame({"a": [5], "b": [1], "c": [4], "weight": [2.0]}), ITEMS, [4, 5])
    assert packed.row(0, named=True) == {"weight": 2.0, "ym": 0b101, "xm": 0b111}


def test_codes_may_be_text():
    packed = pack(pl.DataFrame({"a": ["4", "x", None]}), ["a"], ["4", "5"])
    assert packed.rows() == [(1, 1), (0, 1), (0, 0)]


def test_nan_is_a_missing_answer():
    packed = pack(pl.DataFrame({"a": [4.0, float("nan"), 3.0]}), ["a"], [4, 5])
    assert packed["xm"].to_list() == [1, 0, 1]


def test_thirty_two_items_fit():
    items = [f"q{number}" for number in range(MOST)]
    packed = pack(pl.DataFrame({item: [5] for item in items}), items, [5])
    assert packed.row(0) == (2**32 - 1, 2**32 - 1)
    assert unpack(packed, items).row(0) == (1,) * 32


def test_a_thirty_third_item_is_refused():
    items = [f"q{number}" for number in range(MOST + 1)]
    with pytest.raises(BadSurvey, match="33 câu hỏi"):
        pack(pl.DataFrame({item: [5] for item in items}), items, [5])
    with pytest.raises(BadSurvey, match="33 câu hỏi"):
        Questions("S", (("A", tuple(items)),))


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(BadSurvey, match="không có cột b;"):
        pack(pl.DataFrame({"a": [1]}), ["a", "b"], [4])


@pytest.mark.parametrize(
    ("criteria", "message"),
    [
        ((("A", ()),), "tiêu chí A: không có câu hỏi"),
        ((("A", ("q1",)), ("B", ("q1",))), "câu q1 có hai lần"),
        ((), "0 câu hỏi"),
    ],
)
def test_questions_that_cannot_be_an_index_are_refused(criteria, message):
    with pytest.raises(BadSurvey, match=message):
        Questions("S", criteria)


def test_questions_know_their_bits_and_statistics():
    questions = Questions("S", (("A", ("q1", "q2")), ("B", ("q3",))))
    assert questions.items == ("q1", "q2", "q3")
    assert questions.starts == (0, 2, 3)
    assert questions.statistics == ("q1", "q2", "q3", "A", "B", "S")
