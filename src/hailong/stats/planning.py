"""How many forms: sizes by formula, and the precision of a plan of sessions (what it can settle: see `settling`).

A session (buổi) is the sampling unit of a counter survey: its forms resemble each other by an intra-session
correlation, and the design effect is 1 + (forms per session - 1) * correlation (Kish 1965) unless a measured one is
given. Shares are between 0 and 1. Wrong arguments raise BadSurvey.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

import numpy as np
from scipy.special import ndtri

from hailong.lexicon.numbers import format_number
from hailong.stats.faults import BadSurvey
from hailong.stats.intervals import interval


@dataclass(frozen=True, slots=True)
class Plan:
    """A proposed sample: sessions of equal size in strata (at least two sessions in each, or no error is known).

    `correlation` is that of answers of one session; a measured `deff`, where given, counts instead.
    """

    sessions: int
    forms_per_session: int
    strata: int = 1
    correlation: float = 0.0
    deff: float | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn or estimated."""
        if self.strata < 1 or self.forms_per_session < 1:
            raise BadSurvey(f"Phương án: {self.strata} tầng, {self.forms_per_session} phiếu một buổi; cần ít nhất 1")
        if self.sessions < 2 * self.strata:
            few = f"Phương án: {self.sessions} buổi cho {self.strata} tầng"
            raise BadSurvey(f"{few}; mỗi tầng cần ít nhất 2 buổi, tức {2 * self.strata} buổi")
        if not 0 <= self.correlation < 1 or self.effect <= 0:
            raise BadSurvey(
                f"Phương án: tương quan {self.correlation}, deff {self.deff}; cần 0 ≤ tương quan < 1, deff > 0"
            )

    @property
    def forms(self) -> int:
        """Forms of all sessions."""
        return self.sessions * self.forms_per_session

    @property
    def df(self) -> int:
        """Degrees of freedom: sessions less strata."""
        return self.sessions - self.strata

    @property
    def effect(self) -> float:
        """The design effect, measured or by the correlation."""
        return self.deff if self.deff is not None else 1 + (self.forms_per_session - 1) * self.correlation


def yamane(population: int, error: Decimal | float) -> int:
    """Give N / (1 + N e²) rounded up: Yamane (1967), the formula of the ministry's guidance; e is 0.05 for 5 %.

    It holds for a simple random sample and p = 0.5; multiply by the design effect.
    """
    if population < 1 or not 0 < error < 1:
        raise BadSurvey(f"Cỡ mẫu: tổng thể {population}, sai số {error}; cần tổng thể ≥ 1 và sai số giữa 0 và 1")
    return ceil(population / (1 + population * Fraction(str(error)) ** 2))


def sample_size(
    p: float, half_width: float, *, level: float = 0.95, deff: float = 1.0, population: int | None = None
) -> int:
    """Give the forms after which the normal interval of share p reaches `half_width` to each side.

    With a population the finite correction (Cochran 1977, 4.2) counts: never more forms than people.
    """
    check_share(p, "tỷ lệ dự kiến")
    if not 0 < half_width < 1 or not 0 < level < 1 or deff <= 0:
        raise BadSurvey(f"Cỡ mẫu: nửa khoảng {half_width}, mức {level}, deff {deff}; cần giữa 0 và 1, deff > 0")
    if population is not None and population < 1:
        raise BadSurvey(f"Cỡ mẫu: tổng thể {population}; cần ít nhất 1 người")
    wanted = deff * p * (1 - p) * (float(ndtri((1 - level) / 2)) / half_width) ** 2
    if population is not None:
        wanted *= population / max(population - 1 + wanted, 1)
    return min(ceil(wanted - 1e-9), population or ceil(wanted - 1e-9))


def precision(p: float, plan: Plan, level: float = 0.95) -> tuple[float, float]:
    """Give the Wilson bounds that the plan may expect where it finds the share p."""
    se = np.sqrt(p * (1 - p) * plan.effect / plan.forms)
    low, high = interval("wilson", p, se, plan.df, plan.forms, level)
    return float(low), float(high)


def check_share(value: float, name: str) -> None:
    """Refuse a share that is not strictly between 0 and 1, by the name it has for the reader."""
    if not 0 < value < 1:
        raise BadSurvey(f"Lập kế hoạch mẫu, {name} {value}: phải lớn hơn 0 và nhỏ hơn 1; ví dụ 0.84 cho 84 %")


def percent(share: float, places: int = 1) -> str:
    """Write a share as a percentage, 84,5 %."""
    return f"{format_number(100 * share, places).removesuffix(',0')} %"
