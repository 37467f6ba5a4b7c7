"""Year on year against R: joint estimates, their covariance and the difference of two quarters (differences.json)."""

import json
import math
from typing import Any

import pytest
from tests.stats.reference.compare import HERE, key, off
from tests.stats.reference.requests import Case, asked

from hailong.stats.answer import Row
from hailong.stats.compare import Compared, difference
from hailong.stats.estimate import joint

CASES: list[Case] = json.loads((HERE / "differences.json").read_text(encoding="utf-8"))
TOLERANCE = 1e-12


def told(row: Row) -> dict[str, Any]:
    """A row as the reference tells it."""
    return {"by": dict(row.by), "statistic": row.statistic, "name": row.name, "level": row.level}


def of_quarter(wanted: dict[str, Any], quarter: str) -> tuple[Any, ...]:
    """The key of the figure of one quarter that a difference is made of."""
    return key({**wanted, "by": {**wanted["by"], "quarter": quarter}, "level": None})


def gap(case: Case, wanted: dict[str, Any], first: Row, second: Row, covariance: float) -> Compared:
    """2025Q3 less 2024Q3: of fresh samples without a covariance, of a panel with it and the df of both quarters."""
    if case["independent"]:
        return difference(second, first)
    return difference(second, first, covariance=covariance, df=wanted["df"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_differences_of_two_quarters_are_those_of_r(case: Case) -> None:
    answer, matrix = joint(*asked(case))
    places = {key(told(row)): at for at, row in enumerate(answer.rows)}
    faults = []
    for wanted in case["rows"]:
        old, new = (places[of_quarter(wanted, quarter)] for quarter in ("2024Q3", "2025Q3"))
        found = gap(case, wanted, answer.rows[old], answer.rows[new], matrix[old, new])
        shown = {name: float(getattr(found, name)) for name in ("estimate", "se", "df", "low", "high", "p")}
        shown |= {"first": answer.rows[old].estimate, "second": answer.rows[new].estimate}
        scale = max(abs(wanted["first"]), abs(wanted["second"]))
        for name, value in shown.items():
            # a difference is only as exact as what it is taken from
            near = name in ("estimate", "low", "high") and abs(value - wanted[name]) <= TOLERANCE * scale
            steep = max(1.0, abs(wanted["estimate"] / wanted["se"])) * scale / abs(wanted["estimate"])
            bound = TOLERANCE * (steep if name == "p" else 1)
            if not near and off(wanted[name], value) > bound:
                faults.append((key({**wanted, "level": None}), name, wanted[name], value))
        bound = TOLERANCE * answer.rows[old].se * answer.rows[new].se
        if not math.isclose(matrix[old, new], wanted["covariance"], rel_tol=TOLERANCE, abs_tol=bound):
            faults.append((key({**wanted, "level": None}), "covariance", wanted["covariance"], matrix[old, new]))
    assert faults == []


@pytest.mark.parametrize("case", [case for case in CASES if case["heads"]], ids=lambda case: case["name"])
def test_the_whole_covariance_matrix_is_that_of_r(case: Case) -> None:
    answer, matrix = joint(*asked(case))
    places = {key(told(row)): at for at, row in enumerate(answer.rows)}
    order = [places[key({"level": None, **head})] for head in case["heads"]]
    assert sorted(order) == list(range(len(answer.rows)))
    for at, wanted in zip(order, case["covariance"], strict=True):
        for other, value in zip(order, wanted, strict=True):
            scale = answer.rows[at].se * answer.rows[other].se
            assert matrix[at, other] == pytest.approx(value, rel=TOLERANCE, abs=TOLERANCE * scale)
