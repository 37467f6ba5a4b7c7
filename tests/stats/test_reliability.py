"""Coefficient alpha against published examples and R; odd forms by hand and by definition."""

import time
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.lexicon.law import rule
from hailong.stats.faults import BadSurvey
from hailong.stats.reliability import alpha_bounds, cronbach, doubts

# The thirty departments of Chatterjee & Price (1977), R's `attitude`: rows of seven items.
ATTITUDE = (
    "43 51 30 39 61 92 45; 63 64 51 54 63 73 47; 71 70 68 69 76 86 48; 61 63 45 47 54 84 35; 81 78 56 66 71 83 47; "
    "43 55 49 44 54 49 34; 58 67 42 56 66 68 35; 71 75 50 55 70 66 41; 72 82 72 67 71 83 31; 67 61 45 47 62 80 41; "
    "64 53 53 58 58 67 34; 67 60 47 39 59 74 41; 69 62 57 42 55 63 25; 68 83 83 45 59 77 35; 77 77 54 72 79 77 46; "
    "81 90 50 72 60 54 36; 74 85 64 69 79 79 63; 65 60 65 75 55 80 60; 65 70 46 57 75 85 46; 50 58 68 54 64 78 52; "
    "50 40 33 34 43 64 33; 64 61 52 62 66 80 41; 53 66 52 50 63 80 37; 40 37 42 58 50 57 49; 63 54 42 48 66 75 33; "
    "66 77 66 63 88 76 72; 78 75 58 74 80 78 49; 48 57 44 45 51 83 38; 85 85 71 71 77 74 55; 82 82 39 59 64 78 39; "
)
RATED = np.array([[float(mark) for mark in row.split()] for row in ATTITUDE.split(";") if row.strip()])
marks = st.one_of(st.integers(1, 5).map(float), st.just(float("nan")))
sheets = st.integers(1, 8).flatmap(lambda k: st.lists(st.lists(marks, min_size=k, max_size=k), min_size=1, max_size=9))


def test_alpha_its_bounds_and_alpha_without_each_item_are_those_of_r() -> None:
    # R 4.2.2 base: C <- cov(attitude); 7/6 * (1 - sum(diag(C)) / sum(C)); bounds by qf with 29 and 174
    got = cronbach(RATED)
    assert got.alpha == pytest.approx(0.84314276956475986, rel=1e-13)
    assert (got.low, got.high) == pytest.approx((0.73937568564310729, 0.91577307215998160), rel=1e-12)
    without = [0.80976020630892143, 0.79691745727413965, 0.82784776593865905, 0.80303097502257437]
    without += [0.79538657419820524, 0.86387231144643684, 0.84046486826545730]
    np.testing.assert_allclose(got.without, without, rtol=1e-12)
    assert (got.n, got.dropped) == (30, 0)


@pytest.mark.parametrize(
    ("alpha", "n", "k", "low", "high", "apart"),
    [
        (0.913, 873, 20, 0.9044024, 0.9211588, 6e-8),  # Evans, MRC Cognition and Brain Sciences Unit, statistics wiki
        (0.85, 89, 7, 0.7971254, 0.8931436, 7e-5),  # Bonett, R statpsych, ci.cronbach: takes n(k-1) for (n-1)(k-1)
    ],
)
def test_the_bounds_are_those_of_published_examples(
    alpha: float, n: int, k: int, low: float, high: float, apart: float
) -> None:
    assert alpha_bounds(alpha, n, k, 0.95) == pytest.approx((low, high), abs=apart)


def test_a_higher_level_gives_wider_bounds() -> None:
    narrow, wide = cronbach(RATED, 0.9), cronbach(RATED, 0.99)
    assert wide.low < narrow.low < narrow.alpha < narrow.high < wide.high


def test_forms_with_a_missing_item_are_dropped_and_counted() -> None:
    torn = np.vstack([RATED, [np.nan, 1, 1, 1, 1, 1, 1], [9, 9, 9, 9, 9, 9, np.nan]])
    got = cronbach(torn)
    assert (got.n, got.dropped) == (30, 2)
    assert got.alpha == cronbach(RATED).alpha


def test_items_that_are_one_item_written_twice_are_perfectly_reliable() -> None:
    got = cronbach(np.column_stack([RATED[:, 0]] * 3))
    assert got.alpha == pytest.approx(1)
    assert got.without == pytest.approx([1, 1, 1])


def test_two_items_leave_nothing_to_delete() -> None:
    got = cronbach(RATED[:, :2])
    correlation = np.corrcoef(RATED[:, 0], RATED[:, 1])[0, 1]
    spread = RATED[:, 0].std() / RATED[:, 1].std()
    assert got.alpha == pytest.approx(2 * 2 * correlation / (spread + 1 / spread + 2 * correlation))
    assert np.isnan(got.without).all()


def test_forms_that_all_agree_have_no_alpha() -> None:
    got = cronbach(np.full((5, 3), 4.0))
    assert np.isnan([got.alpha, got.low, got.high, *got.without]).all()


@given(st.floats(0.1, 10), st.floats(-100, 100), st.permutations(range(7)))
def test_alpha_does_not_depend_on_the_scale_or_the_order_of_items(
    factor: float, shift: float, order: list[int]
) -> None:
    assert cronbach(RATED[:, order] * factor + shift).alpha == pytest.approx(cronbach(RATED).alpha, rel=1e-9)


def test_the_interval_covers_in_a_small_trial_of_parallel_items() -> None:
    chance, trials, k = np.random.default_rng(8), 400, 5
    truth = k * 0.4 / (1 + (k - 1) * 0.4)  # five items that correlate by 0.4
    held = 0
    for _ in range(trials):
        seen = np.sqrt(0.4) * chance.standard_normal((60, 1)) + np.sqrt(0.6) * chance.standard_normal((60, k))
        got = cronbach(seen)
        held += got.low <= truth <= got.high
    assert 0.92 <= held / trials <= 0.98


def test_too_little_to_measure_is_refused() -> None:
    for bad in (RATED[:, :1], RATED[:1], np.full((9, 4), np.nan)):
        with pytest.raises(BadSurvey, match="cần ít nhất 2 câu hỏi và 2 phiếu"):
            cronbach(bad)
    with pytest.raises(BadSurvey, match="1 chiều"):
        cronbach(RATED[0])


NAN = np.nan
FORMS = np.array(
    [
        [4, 4, 4, 4, 4, 4],
        [4, 4, 4, 4, 5, 3],
        [4, NAN, 4, 4, NAN, 4],
        [1, 2, 3, 4, 5, 1],
        [1, 2, 3, 4, 5, 1],
        [NAN, NAN, NAN, NAN, 4, 4],
        [4, 4, 4, 4, 4, 4],
        [1, 2, 3, 4, 5, NAN],
        [1, 2, 3, 4, 5, 1],
    ]
)


def test_odd_forms_are_flagged() -> None:
    got = doubts(FORMS, long_run=4)
    assert got.longest.tolist() == [6, 4, 4, 1, 1, 2, 6, 1, 1]
    assert got.straight.tolist() == [True, False, True, False, False, False, True, False, False]
    assert got.long_run.tolist() == [True, True, True, False, False, False, True, False, False]
    assert got.twin.tolist() == [-1, -1, -1, -1, 3, -1, -1, -1, 3]
    assert not got.quick.any()


def test_a_form_is_quick_where_its_answers_need_more_time() -> None:
    least = rule("sipas.seconds_per_item", date(2026, 1, 1)).value
    assert least == 2
    got = doubts(FORMS, long_run=4, seconds=[11, 12, 7, 30, NAN, 3, 0, 9.9, 12], seconds_per_item=float(least))
    assert got.quick.tolist() == [True, False, True, False, False, True, True, True, False]


def test_an_empty_form_is_neither_quick_nor_straight() -> None:
    got = doubts(np.full((2, 3), NAN), long_run=2, seconds=[0, 0], seconds_per_item=2)
    assert not (got.quick | got.straight | got.long_run).any()
    assert got.twin.tolist() == [-1, -1]


@given(sheets, st.integers(1, 6))
def test_flags_are_those_of_the_definition(rows: list[list[float]], long_run: int) -> None:
    got = doubts(rows, long_run=long_run)
    seen: dict[tuple[float | None, ...], int] = {}
    for number, row in enumerate(rows):
        answered = [mark for mark in row if mark == mark]
        runs = [0]
        for place, mark in enumerate(answered):
            runs.append(runs[-1] + 1 if place and answered[place - 1] == mark else 1)
        assert got.longest[number] == max(runs)
        assert got.long_run[number] == (len(answered) >= long_run and max(runs) >= long_run)
        assert got.straight[number] == (len(answered) >= long_run and len(set(answered)) == 1)
        if len(answered) < long_run or len(set(answered)) == 1:
            assert got.twin[number] == -1
            continue
        key = tuple(None if mark != mark else mark for mark in row)
        assert got.twin[number] == seen.get(key, -1)
        seen.setdefault(key, number)


def test_a_hundred_thousand_forms_take_a_second_or_two() -> None:
    given_marks = np.random.default_rng(3).integers(3, 6, (100_000, 22)).astype(float)
    start = time.process_time()
    doubts(given_marks, long_run=15)
    cronbach(given_marks)
    assert time.process_time() - start < 10
