"""A small trial of the default interval (Wilson, effective n, t of the sessions); the long one is in tests/drill."""

import numpy as np
import pytest
from tests.stats.trials import Survey, surveys

from hailong.stats.intervals import interval

SESSIONS = [(6, 10), (60, 1)]
SHARES = [0.5, 0.6, 0.7, 0.8, 0.84, 0.9, 0.95, 0.97, 0.99]


@pytest.mark.parametrize("correlation", [0.0, 0.05])
@pytest.mark.parametrize("sessions", SESSIONS, ids=["6 sessions", "60 sessions"])
def test_the_default_interval_of_sixty_forms_covers_and_is_never_undefined(
    sessions: tuple[int, int], correlation: float
) -> None:
    for p in SHARES:
        survey = Survey(p, *sessions, correlation)
        found = surveys(survey, 4000, seed=20_260)
        low, high = interval("wilson", found.share, found.se, survey.df, survey.forms)
        assert not np.isnan(low + high).any()
        assert 0.93 <= np.mean((low <= p) & (p <= high)) <= 0.995
