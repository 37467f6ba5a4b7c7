"""Surveys drawn form by form, and their design-based figures by the textbook, for trials of what the engine claims."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Survey:
    """A truth and a design: sessions of equal size, spread over strata as evenly as may be."""

    p: float
    sessions: int
    forms_per_session: int
    correlation: float
    strata: int = 2

    @property
    def forms(self) -> int:
        return self.sessions * self.forms_per_session

    @property
    def df(self) -> int:
        return self.sessions - self.strata


@dataclass(frozen=True)
class Found:
    """What each trial found."""

    share: Floats
    se: Floats


def surveys(survey: Survey, trials: int, seed: int, *, copied: bool = False) -> Found:
    """Draw answers one by one. The answers of a session correlate in one of two ways.

    Either each session has its own chance, a beta variable around p; or an answer is, with probability
    sqrt(correlation), copied from the session's common one.
    """
    chance = np.random.default_rng(seed)
    shape = (trials, survey.sessions, survey.forms_per_session)
    if copied:
        common = chance.random((trials, survey.sessions, 1)) < survey.p
        own = chance.random(shape) < survey.p
        answers = np.where(chance.random(shape) < np.sqrt(survey.correlation), common, own)
    elif survey.correlation:
        spread = 1 / survey.correlation - 1
        own_chance = chance.beta(survey.p * spread, (1 - survey.p) * spread, shape[:2])
        answers = chance.random(shape) < own_chance[:, :, None]
    else:
        answers = chance.random(shape) < survey.p
    share = answers.mean((1, 2))
    residuals = (answers.sum(2) - survey.forms_per_session * share[:, None]) / survey.forms
    variance = np.zeros(trials)
    for stratum in range(survey.strata):
        part = residuals[:, stratum :: survey.strata]
        variance += part.shape[1] * part.var(1, ddof=1)
    return Found(share, np.sqrt(variance))
