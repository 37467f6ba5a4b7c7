"""Long trials of intervals and ranks: does 95 % hold? Run by `make drill` only (`-s` shows the tables)."""

import numpy as np
import pytest
from tests.stats.trials import Survey, surveys

from hailong.stats.intervals import interval
from hailong.stats.ranks import rank

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
