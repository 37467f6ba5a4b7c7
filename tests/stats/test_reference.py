"""The estimator against R's survey package: every number of every case (tests/stats/reference), by the real command."""

import pytest
from tests.stats.reference import compare


@pytest.mark.parametrize("case", compare.cases(), ids=lambda case: case["name"])
def test_the_command_answers_what_r_answers(case: compare.Case) -> None:
    if case["fails"]:
        compare.refused(case)
    else:
        assert compare.differences(case, compare.answer(case)) == []


def test_a_wrong_digit_is_seen() -> None:
    """The comparison itself catches a figure that is off by 1e-11, a missing row and a row too many."""
    case = compare.cases()[0]
    rows = [dict(row) for row in case["rows"]]
    assert compare.differences(case, rows) == []
    rows[0]["se"] *= 1 + 1e-11
    assert len(compare.differences(case, rows)) == 1
    assert any("missing" in line for line in compare.differences(case, rows[1:]))
    assert any("not expected" in line for line in compare.differences(case, [*rows, {**rows[0], "name": "planted"}]))
