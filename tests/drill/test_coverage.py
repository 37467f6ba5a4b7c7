"""Long trials of intervals and ranks: does 95 % hold? Run by `make drill` only (`-s` shows the tables)."""

import numpy as np
import polars as pl
import pytest
from tests.stats.trials import Survey, surveys

from hailong.stats.answer import Request, Statistic
from hailong.stats.estimate import estimate
from hailong.stats.intervals import interval
from hailong.stats.ranks import rank
from hailong.stats.sipas import IndexDefinition

pytestmark = pytest.mark.drill

TRIALS = 40_000
SESSIONS = [(6, 10), (60, 1)]
SHARES = [0.5, 0.6, 0.7, 0.8, 0.84, 0.9, 0.95, 0.97, 0.99]


@pytest.mark.parametrize("copied", [False, True], ids=["beta", "copied"])
@pytest.mark.parametrize("correlation", [0.0, 0.05])
@pytest.mark.parametrize("sessions", SESSIONS, ids=["6 sessions", "60 sessions"])
@pytest.mark.parametrize("p", SHARES)
def test_the_default_interval_of_sixty_forms_covers_93_to_99_and_a_half(
    p: float, sessions: tuple[int, int], correlation: float, copied: bool
) -> None:
    survey = Survey(p, *sessions, correlation)
    found = surveys(survey, TRIALS, seed=7, copied=copied)
    low, high = interval("wilson", found.share, found.se, survey.df, survey.forms)
    covered = np.mean((low <= p) & (p <= high))
    print(f"\n| {p} | {sessions[0]} | {correlation} | {covered:.4f} | {np.mean(high - low):.3f} |", end="")
    assert not np.isnan(low + high).any()
    assert 0.93 <= covered <= 0.995


ITEMS = [f"q{number:02}" for number in range(22)]
BOUNDS = {"TC": (0, 4), "HC": (4, 9), "PV": (9, 15), "KQ": (15, 19), "TT": (19, 22)}
WHOLE = 2000


def ward_quarters(p: float, sessions: int, seed: int) -> pl.DataFrame:
    """Many wards of sixty forms with 22 items, 5 % missing: an answer may follow its form's mood, a mood its session's.

    Every item of every ward is satisfied with chance p, so p is the truth of each criterion and of the index.
    """
    chance = np.random.default_rng(seed)
    forms = 60 // sessions
    session_mood = chance.random((WHOLE, sessions, 1)) < p
    moods = np.where(
        chance.random((WHOLE, sessions, forms)) < 0.25, session_mood, chance.random((WHOLE, sessions, forms)) < p
    )
    moods = moods.reshape(WHOLE * 60, 1)
    answers = np.where(chance.random((WHOLE * 60, 22)) < 0.5, moods, chance.random((WHOLE * 60, 22)) < p)
    codes = np.where(answers, "4", "2").astype(object)
    codes[chance.random(codes.shape) < 0.05] = None
    place = np.arange(WHOLE * 60)
    ward, session = place // 60, place % 60 // forms
    table = pl.DataFrame(
        {name: codes[:, at].tolist() for at, name in enumerate(ITEMS)}, schema=dict.fromkeys(ITEMS, pl.String)
    )
    return table.with_columns(
        ward=pl.Series([str(one) for one in ward]),
        stratum=pl.Series([f"{one}-{two % 2}" for one, two in zip(ward, session, strict=True)]),
        session=pl.Series([f"{one}-{two}" for one, two in zip(ward, session, strict=True)]),
    )


def index_coverage(p: float, sessions: int, kind: str | None) -> dict[str, float]:
    """How often the engine's intervals of the criteria and of the index hold the truth."""
    criteria = tuple((code, tuple(ITEMS[first:last])) for code, (first, last) in BOUNDS.items())
    index = Statistic("index", index=IndexDefinition("SIPAS", criteria))
    request = Request(strata=("stratum",), clusters=("session",), by=("ward",), statistics=(index,), interval=kind)
    rows = estimate(ward_quarters(p, sessions, seed=int(1000 * p)), request).rows
    covered = {}
    for name in [*BOUNDS, "SIPAS"]:
        bounds = np.array([(row.low, row.high) for row in rows if row.name == name])
        assert len(bounds) == WHOLE
        assert not np.isnan(bounds).any()
        covered[name] = float(np.mean((bounds[:, 0] <= 100 * p) & (100 * p <= bounds[:, 1])))
    print(f"\n| {kind} | {p} | {sessions} | {covered}", end="")
    return covered


@pytest.mark.parametrize("sessions", [6, 60])
@pytest.mark.parametrize("p", [0.7, 0.84, 0.9])
def test_criteria_and_the_index_of_a_ward_are_covered_by_the_whole_engine(p: float, sessions: int) -> None:
    covered = index_coverage(p, sessions, None)
    assert min(covered.values()) >= 0.93
    assert max(covered.values()) <= 0.995


@pytest.mark.parametrize("sessions", [6, 60])
@pytest.mark.parametrize("p", [0.95, 0.99])
def test_an_index_near_certainty_needs_the_interval_that_counts_forms(p: float, sessions: int) -> None:
    """Sixty forms may hold nobody in a bad mood, and then the figures vary too little: Wilson says too much."""
    assert index_coverage(p, sessions, "wilson")["SIPAS"] < 0.93
    assert min(index_coverage(p, sessions, "korn-graubard").values()) >= 0.93


TRUTHS = {
    "one truth": np.full(10, 0.84),
    "spread": np.linspace(0.7, 0.98, 10),
    "near certainty": np.repeat([0.95, 0.99], 10),
    "clear": np.array([0.2, 0.5, 0.5, 0.8, 0.99]),
}


@pytest.mark.parametrize("sessions", [(6, 10), (60, 1), (60, 10)], ids=["6", "60", "60 of 10"])
@pytest.mark.parametrize("truth", TRUTHS.values(), ids=TRUTHS.keys())
def test_all_ranks_hold_together_in_at_least_95_of_a_hundred_surveys(
    truth: np.ndarray, sessions: tuple[int, int]
) -> None:
    trials = 2000
    found = [surveys(Survey(p, *sessions, 0.05), trials, seed=100 + unit) for unit, p in enumerate(truth)]
    better = 1 + (truth[None] > truth[:, None]).sum(1)
    worse = len(truth) - (truth[None] < truth[:, None]).sum(1)
    held = 0
    for trial in range(trials):
        share, se = (np.array([getattr(one, field)[trial] for one in found]) for field in ("share", "se"))
        got = rank("wilson", share, se, sessions[0] - 2, sessions[0] * sessions[1])
        held += bool(((got.best <= better) & (got.worst >= worse)).all())
    assert held / trials >= 0.95
