"""Published rows: an index is the plain mean of its five published criteria, rounded half up once.

Rows of invented figures here; the six printed ones of the ward's plan are read from HAILONG_DOCUMENTS.
"""

import os
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from hailong.plan.intake.reading.assemble import read_plan
from hailong.stats.answer import Request, Statistic
from hailong.stats.estimate import estimate
from hailong.stats.rounding import mean_of_published, round_half_up
from hailong.stats.sipas import IndexDefinition

FOLDER = os.environ.get("HAILONG_DOCUMENTS", "")
CRITERIA = ("TC", "HC", "PV", "KQ", "TT")
FORMS = 10_000
# invented: the mean of five by hand, and what is published of it; three of them are ties or end just below one
INVENTED = {
    "A": (("61.03", "72.14", "83.25", "94.36", "55.47"), "73.25"),
    "B": (("61.03", "72.14", "83.25", "94.36", "55.445"), "73.25"),
    "C": (("70.01", "70.01", "70.01", "70.01", "70.035"), "70.02"),
    "D": (("70.01", "70.01", "70.01", "70.01", "70.03"), "70.01"),
    "E": (("100", "100", "100", "100", "99.9"), "99.98"),
    "F": (("0", "0", "0", "0", "0.025"), "0.01"),
}

Rows = Mapping[str, tuple[tuple[str, ...], str]]


def recomputed(values: tuple[str, ...]) -> Decimal:
    """The index from its published criteria, in decimals."""
    return mean_of_published([Decimal(value) for value in values])


def forms_of(unit: str, values: tuple[str, ...]) -> pl.DataFrame:
    """10,000 forms, an item a criterion, whose shares of satisfied answers are exactly the published figures."""
    satisfied = {code: int(Decimal(value) * FORMS / 100) for code, value in zip(CRITERIA, values, strict=True)}
    answers = {code: ["4"] * count + ["3"] * (FORMS - count) for code, count in satisfied.items()}
    return pl.DataFrame({"unit": [unit] * FORMS, **answers})


def estimated(rows: Rows) -> dict[str, Decimal]:
    """The published index of every unit from its forms."""
    table = pl.concat([forms_of(unit, values) for unit, (values, _) in rows.items()])
    index = IndexDefinition("SIPAS", tuple((code, (code,)) for code in CRITERIA))
    answer = estimate(table, Request(by=("unit",), statistics=(Statistic(kind="index", index=index),)))
    return {row.by["unit"]: round_half_up(row.estimate) for row in answer.rows if row.statistic == "index"}


def printed() -> Rows:
    """The criteria and the index of every unit that the documents print, units by letter."""
    scores = [
        score["values"]
        for path in sorted(Path(FOLDER).iterdir())
        for score in read_plan(path.read_bytes(), path.name)["scores"]
        if set(score["values"]) == {*CRITERIA, "SIPAS"}
    ]
    named = zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", scores, strict=False)
    return {unit: (tuple(str(values[code]) for code in CRITERIA), str(values["SIPAS"])) for unit, values in named}


@pytest.mark.parametrize("unit", INVENTED)
def test_an_index_is_the_mean_of_five_rounded_half_up(unit: str) -> None:
    values, published = INVENTED[unit]
    assert recomputed(values) == Decimal(published)


def test_the_forms_behind_published_criteria_give_the_same_index() -> None:
    whole = {unit: row for unit, row in INVENTED.items() if all(len(value.partition(".")[2]) < 3 for value in row[0])}
    assert estimated(whole) == {unit: Decimal(published) for unit, (_, published) in whole.items()}
    assert set(whole) == {"A", "D", "E"}


@pytest.mark.documents
@pytest.mark.skipif(not FOLDER, reason="HAILONG_DOCUMENTS names no folder with the five documents")
def test_the_six_published_rows_come_out_again() -> None:
    rows = printed()
    assert len(rows) == 6
    wanted = {unit: Decimal(published) for unit, (_, published) in rows.items()}
    assert {unit: recomputed(values) for unit, (values, _) in rows.items()} == wanted
    assert estimated(rows) == wanted
