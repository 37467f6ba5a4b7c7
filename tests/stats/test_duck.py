"""estimate() against the second implementation in SQL (duck.py) on generated surveys: all figures to 1e-11."""

from math import isnan
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.stats import duck

from hailong.stats.answer import Request, Row, Statistic
from hailong.stats.estimate import estimate
from hailong.stats.faults import BadSurvey
from hailong.stats.reading import read_survey
from hailong.stats.sipas import RULES, IndexDefinition

TOLERANCE = 1e-11
CRITERIA = {"TC": ("q1", "q2"), "HC": ("q3",), "PV": ("q4", "q5", "q6")}
ITEMS = tuple(item for own in CRITERIA.values() for item in own)


def written(path: Path, seed: int, strata: int, forms: int, missing: float) -> Path:
    """An invented survey: sessions of few forms in strata, answers that lean on the session."""
    draw = np.random.default_rng(seed)
    sessions = draw.integers(2, 7, strata)
    stratum = np.repeat(np.arange(strata), sessions)
    session = np.repeat(np.arange(stratum.size), draw.integers(1, forms + 1, stratum.size))
    lean = draw.normal(size=stratum.size)[session]
    data = {
        "stratum": stratum[session],
        "psu": [f"s{code}" for code in session],
        "sessions": (sessions + draw.integers(0, 30, strata))[stratum[session]],
        "weight": draw.uniform(0.3, 9, session.size),
        "unit": draw.choice(["A", "B", "C"], session.size),
        "field": draw.choice(["10", "9"], session.size),
    }
    for item in ITEMS:
        answer = np.clip(np.round(3.7 + lean + draw.normal(size=session.size)), 1, 5).astype(int).astype(str)
        data[item] = np.where(draw.random(session.size) < missing, "", answer)
    file = path / f"{seed}-{strata}-{forms}.csv"
    pl.DataFrame(data).write_csv(file)
    return file


def asked(rule: str, by: tuple[str, ...], where: str | None, *, fpc: bool) -> Request:
    """The same question as duck.Asked puts."""
    index = IndexDefinition("SIPAS", tuple(CRITERIA.items()))
    percents = tuple(Statistic(kind="percent", column=item, codes=("4", "5")) for item in ITEMS)
    return Request(
        weights="weight",
        strata=("stratum",),
        clusters=("psu",),
        fpc=("sessions",) if fpc else (),
        by=by,
        where=where,
        statistics=(Statistic(kind="index", index=index, rule=rule), *percents),
    )


def close(found: float, wanted: float | None, scale: float) -> bool:
    """Whether two figures agree; unknown agrees with unknown."""
    if wanted is None:
        return isnan(found)
    return abs(found - wanted) <= TOLERANCE * max(abs(wanted), scale)


def faults(rows: list[Row], wanted: dict[duck.Key, duck.Found], rule: str) -> list[tuple[duck.Key, Row, duck.Found]]:
    """Rows that differ. A percent of an item is asked by both only where the rule counts satisfied answers."""
    wrong = []
    for row in rows:
        key = (tuple(row.by.values()), row.statistic, row.name.split(":")[0])
        if key not in wanted:
            assert isnan(row.estimate), key
            continue
        if row.statistic == "percent" and not rule.startswith("t2b"):
            continue
        other = wanted[key]
        known = other.estimate is not None
        agree = (
            row.n == other.n
            and row.df == other.df
            and close(row.estimate, other.estimate, 0)
            # an error of nought is a rounding of it on either side
            and (not known or close(row.se, other.se, 1e-2))
            and (not known or other.se < 1e-9 or close(row.deff, other.deff, 0))
        )
        if not agree:
            wrong.append((key, row, other))
    return wrong


def compared(file: Path, rule: str, by: tuple[str, ...], where: str | None, *, fpc: bool) -> int:
    """Ask both, hold them together; how many rows there were."""
    wanted = duck.estimate(file, duck.Asked(CRITERIA, rule, by, where or "true", "sessions" if fpc else None))
    try:
        answer = estimate(read_survey(file), asked(rule, by, where, fpc=fpc))
    except BadSurvey:  # a domain without a form is refused
        assert wanted == {}
        return 0
    assert faults(answer.rows, wanted, rule) == []
    kinds = {key for key in wanted if key[1] != "percent" or rule.startswith("t2b")}
    assert kinds <= {(tuple(row.by.values()), row.statistic, row.name.split(":")[0]) for row in answer.rows}
    return len(answer.rows)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("by", [(), ("unit",), ("field", "unit")], ids=["all", "units", "crossed"])
@pytest.mark.parametrize("fpc", [True, False], ids=["fpc", "no fpc"])
def test_a_survey_of_two_thousand_forms_agrees(tmp_path: Path, rule: str, by: tuple[str, ...], fpc: bool) -> None:
    groups = {(): 1, ("unit",): 3, ("field", "unit"): 6}[by]
    assert compared(written(tmp_path, 7, 60, 15, 0.05), rule, by, None, fpc=fpc) == 10 * groups


@pytest.mark.parametrize(
    "where", ["unit = 'B'", "unit in ('A', 'C') and field = '9'", "q1 in ('4', '5') or unit = 'A'"]
)
def test_a_domain_agrees(tmp_path: Path, where: str) -> None:
    assert compared(written(tmp_path, 11, 25, 8, 0.1), "t2b_itemmean", ("field",), where, fpc=True) > 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10**6),
    strata=st.integers(1, 8),
    forms=st.integers(1, 6),
    missing=st.sampled_from([0.0, 0.1, 0.6, 0.95]),
    rule=st.sampled_from(RULES),
    by=st.sampled_from([(), ("unit",), ("unit", "field")]),
    where=st.sampled_from([None, "unit != 'A'"]),
    fpc=st.booleans(),
)
def test_any_small_survey_agrees(
    tmp_path: Path,
    seed: int,
    strata: int,
    forms: int,
    missing: float,
    rule: str,
    by: tuple[str, ...],
    where: str | None,
    fpc: bool,
) -> None:
    """Few sessions, few answers, whole sessions and items without any: what fixed examples do not think of."""
    compared(written(tmp_path, seed, strata, forms, missing), rule, by, where, fpc=fpc)


def test_a_wrong_figure_is_seen(tmp_path: Path) -> None:
    file = written(tmp_path, 3, 5, 5, 0.1)
    rows = estimate(read_survey(file), asked("t2b_pooled", (), None, fpc=True)).rows
    wanted = duck.estimate(file, duck.Asked(CRITERIA, "t2b_itemmean", population="sessions"))
    assert {key[2] for key, *_ in faults(rows, wanted, "t2b_pooled")} == {"TC", "PV", "SIPAS"}
