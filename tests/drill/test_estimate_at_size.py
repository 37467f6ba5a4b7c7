"""A million forms: estimate() and the second implementation in SQL agree to 1e-9. Run by `make drill` only."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.stats import duck

from hailong.stats.answer import Request, Statistic
from hailong.stats.estimate import estimate
from hailong.stats.reading import read_survey
from hailong.stats.sipas import IndexDefinition

pytestmark = pytest.mark.drill

FORMS, STRATA = 1_000_000, 20_000
CRITERIA = {"TC": ("q1", "q2"), "HC": ("q3",), "PV": ("q4", "q5")}


def written(file: Path) -> Path:
    """Ten forms a session, five sessions a stratum, a hundred strata a unit; nearly everybody is satisfied."""
    draw = np.random.default_rng(20250701)
    session = np.arange(FORMS) // 10
    stratum = session % STRATA
    lean = draw.normal(scale=0.3, size=FORMS // 10)[session]
    data = {
        "stratum": stratum,
        "psu": session,
        "sessions": 5 + stratum % 40,
        "weight": np.round(draw.uniform(0.5, 40, FORMS), 3),
        "unit": stratum // 100,
    }
    for item in [item for own in CRITERIA.values() for item in own]:
        answer = np.clip(np.round(4.9 + lean + draw.normal(scale=0.6, size=FORMS)), 1, 5).astype(int).astype(str)
        data[item] = np.where(draw.random(FORMS) < 0.05, "", answer)
    pl.DataFrame(data).sample(fraction=1, shuffle=True, seed=1).write_csv(file)
    return file


@pytest.mark.parametrize("rule", ["t2b_itemmean", "t2b_pooled"])
@pytest.mark.parametrize("by", [(), ("unit",)], ids=["all", "200 units"])
def test_a_million_forms_agree(tmp_path: Path, rule: str, by: tuple[str, ...]) -> None:
    file = written(tmp_path / "forms.csv")
    index = Statistic(kind="index", index=IndexDefinition("SIPAS", tuple(CRITERIA.items())), rule=rule)
    question = {"weights": "weight", "strata": ("stratum",), "clusters": ("psu",), "fpc": ("sessions",)}
    rows = estimate(read_survey(file), Request(**question, by=by, statistics=(index,))).rows
    wanted = duck.estimate(file, duck.Asked(CRITERIA, rule, by, population="sessions"))
    worst = 0.0
    for row in rows:
        other = wanted[tuple(row.by.values()), row.statistic, row.name]
        assert (row.n, row.df) == (other.n, other.df)
        pairs = ((row.estimate, other.estimate), (row.se, other.se), (row.deff, other.deff))
        worst = max(worst, *(abs(found - known) / abs(known) for found, known in pairs))
    print(f"\n{rule}, {len(rows)} rows: worst relative difference {worst:.1e}")
    assert worst <= 1e-9
