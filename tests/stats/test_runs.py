"""Sampling units, strata and units of sorted rows, and strata that cannot tell their own variance."""

import polars as pl
import pytest

from hailong.stats.quarter import KEYS, SCHEMA, rows_of
from hailong.stats.runs import find


def made(*strata):
    """One unit a list; a stratum is (sampling units, population)."""
    rows = [
        {"province": 1, "unit": unit, "stratum": number, "psu": psu, "population": population}
        for unit, listed in enumerate(strata)
        for number, (drawn, population) in enumerate(listed)
        for psu in range(drawn)
    ]
    frame = pl.DataFrame(rows, schema_overrides={"population": pl.Float64})
    frame = frame.with_columns(weight=1.0, ym=pl.lit(1), xm=pl.lit(1)).cast(dict(SCHEMA))
    return find(rows_of(frame.select(list(SCHEMA)).sort(KEYS)))


def test_a_stratum_of_several_counts_as_it_is():
    runs = made([(3, 12), (2, None)])
    assert runs.forms.stratum.tolist() == [0, 3, 5]
    assert runs.forms.scale.tolist() == pytest.approx([0.75 * 3 / 2, 2])
    assert (runs.psus.tolist(), runs.strata.tolist()) == ([5], [2])
    assert (runs.joined.tolist(), runs.alone.tolist(), runs.overdrawn.tolist()) == ([0], [0], [0])


@pytest.mark.parametrize(
    ("strata", "ends", "joined"),
    [
        ([(1, 9), (3, 9), (2, 9)], [0, 4, 6], 1),
        ([(2, 9), (1, 9), (3, 9)], [0, 2, 6], 1),
        ([(2, 9), (3, 9), (1, 9)], [0, 2, 6], 1),
        ([(1, 9), (1, 9), (2, 9)], [0, 2, 4], 2),
        ([(1, 9), (1, 9), (1, 9)], [0, 3], 3),
    ],
)
def test_a_lonely_stratum_joins_the_next_and_the_last_the_one_before(strata, ends, joined):
    runs = made(strata)
    assert runs.forms.stratum.tolist() == ends
    assert (runs.joined.tolist(), runs.alone.tolist()) == ([joined], [0])
    assert runs.psus[0] - runs.strata[0] == ends[-1] - (len(ends) - 1)


def test_joined_strata_share_one_correction():
    runs = made([(1, 4), (2, 8)])
    assert runs.forms.scale.tolist() == pytest.approx([(1 - 3 / 12) * 3 / 2])


def test_a_lonely_stratum_never_joins_that_of_another_unit():
    runs = made([(1, 9)], [(1, 9)], [(3, 9)])
    assert runs.forms.stratum.tolist() == [0, 1, 2, 5]
    assert (runs.joined.tolist(), runs.alone.tolist()) == ([0, 0, 0], [1, 1, 0])
    assert (runs.psus - runs.strata).tolist() == [0, 0, 2]


def test_a_stratum_wholly_drawn_varies_not_and_joins_nobody():
    runs = made([(1, 1), (1, 9)])
    assert runs.forms.stratum.tolist() == [0, 1, 2]
    assert runs.forms.scale.tolist() == pytest.approx([0, 1 - 1 / 9])
    assert (runs.joined.tolist(), runs.alone.tolist()) == ([0], [1])


def test_more_drawn_than_there_are_is_told_and_corrected_to_nought():
    runs = made([(5, 4), (2, 9)])
    assert runs.overdrawn.tolist() == [1]
    assert runs.forms.scale.tolist() == pytest.approx([0, 2 * (1 - 2 / 9)])
