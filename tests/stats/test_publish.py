"""Cells hidden, warned and shown by dated rules; doubts of a careful office."""

from datetime import date

import numpy as np
import pytest

from hailong.lexicon.law import rule
from hailong.stats.publish import Cell, cell, hide_below, presentation

DAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("answers", "state"),
    [(0, "empty"), (1, "hidden"), (4, "hidden"), (5, "warned"), (29, "warned"), (30, "shown"), (600, "shown")],
)
def test_a_cell_is_hidden_below_five_and_warned_below_thirty(answers: int, state: str) -> None:
    assert cell(answers, DAY) == Cell(state)


def test_the_threshold_is_the_rule_of_the_day() -> None:
    assert hide_below(DAY) == rule("sipas.min_cell", DAY).value == 5
    with pytest.raises(LookupError, match=r"sipas\.min_cell"):
        cell(3, date(2000, 1, 1))


def flags(p: float, se: float, df: float, n: float) -> set[str]:
    return {code for code, doubt in presentation(p, se, df, n, DAY).items() if doubt}


def test_a_large_sample_raises_no_doubt() -> None:
    assert flags(0.84, np.sqrt(0.84 * 0.16 / 400), 38, 400) == set()


def test_sixty_forms_in_six_sessions_have_too_few_degrees_of_freedom_and_a_wide_interval() -> None:
    # SE 0.06: n_eff = 37.3; t(59)/t(4) = 0.7207; n* = 19.4; the exact interval is about 0.60 to 0.97
    assert flags(0.84, 0.06, 4, 60) == {"few_freedom", "wide"}


def test_a_small_sample_is_a_doubt_whatever_its_error() -> None:
    assert flags(0.5, 0.01, 20, 29) == {"few_answers", "few_effective", "wide"}


def test_an_effective_sample_below_thirty_is_a_doubt() -> None:
    assert "few_effective" in flags(0.5, 0.1, 50, 600)  # n_eff = 25
    assert "few_answers" not in flags(0.5, 0.1, 50, 600)


def test_a_rare_answer_is_wide_against_itself_unless_its_interval_is_fine() -> None:
    assert flags(0.03, np.sqrt(0.03 * 0.97 / 200), 199, 200) == {"relatively_wide"}  # width 0.054, 1.8 times p
    assert flags(0.003, np.sqrt(0.003 * 0.997 / 2000), 1999, 2000) == set()  # width 0.006 is fine


def test_all_alike_is_a_doubt_though_the_error_is_nought() -> None:
    assert flags(1.0, 0.0, 40, 60) == {"all_alike"}
    assert flags(0.0, 0.0, 40, 60) == {"all_alike", "relatively_wide"}


def test_without_an_interval_everything_that_needs_one_is_a_doubt() -> None:
    assert flags(np.nan, np.nan, 0, 0) == {"few_answers", "few_effective", "wide", "relatively_wide", "few_freedom"}


def test_columns_are_flagged_at_once() -> None:
    got = presentation([0.84, 0.5], [0.02, 0.1], [[40], [4]], 400, DAY)
    assert got["few_freedom"].tolist() == [[False, False], [True, True]]
    assert got["wide"].tolist() == [[False, True], [False, True]]
