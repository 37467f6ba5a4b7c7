"""Confidence intervals of design-based estimates, for whole columns of them at once.

| kind | what it is | undefined (nan) where |
|---|---|---|
| `t` | estimate ± t(df)·SE; R `confint(x, df=)` | df ≤ 0 |
| `normal` | estimate ± z·SE; R `confint(x)` | never |
| `logit` | expit(logit p ± t·SE/(p(1-p))); R `svyciprop(method="xlogit")` | df ≤ 0; p = 0 or 1 |
| `wilson` | score interval of n_eff = p(1-p)/V answers with t(df) (Dean & Pagano 2015) | df ≤ 0 |
| `beta` | Clopper-Pearson of n* = n_eff·(t(n-1)/t(df))²; R `svyciprop(method="beta")` | df ≤ 0; SE = 0; n < 2 |
| `korn-graubard` | the same with n* capped at n, which R does not do (Korn & Graubard 1998) | df ≤ 0; n < 2 |

Dean & Pagano, Journal of Survey Statistics and Methodology 3, 484-503; Korn & Graubard, Survey Methodology 24, 193-201.
A standard error of nought says that the answers seen agree, not that the truth is known: `wilson` and `korn-graubard`
take n_eff = n there. `t` and `normal` hold on any scale; the other four want estimate and SE between 0 and 1.
Of one yes-or-no question Wilson's covers at every p, even with sixty forms in six sessions. An index of many questions
varies less than that, and near 100 % a small sample may hold none of the few who are dissatisfied with much: for an
index of 95 % and more from some sixty forms ask for `korn-graubard`, which never counts more answers than forms.
Missing values stay missing: a nan in any argument that a kind uses gives nan for that interval.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv, expit, ndtri, stdtrit

from hailong.stats.faults import BadSurvey

Floats = NDArray[np.float64]
Pair = tuple[Floats, Floats]
_Kind = Callable[[Floats, Floats, Floats, Floats, float], Pair]

_NOUGHT: Final = 1e-12
"""A standard error below this, on the 0..1 scale, is a rounding of nought."""


def interval(
    kind: str, estimate: ArrayLike, se: ArrayLike, df: ArrayLike, n: ArrayLike, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Give the lower and upper bounds, in the shape to which the four arrays broadcast.

    `df` are the design's degrees of freedom (may be infinite), `n` the unweighted answers (respondents, for an index).
    Raises BadSurvey for an unknown kind or a level not between 0 and 1.
    """
    if kind not in _BY_KIND:
        raise BadSurvey(f"Khoảng tin cậy '{kind}': không có loại này; chọn một trong {', '.join(KINDS)}")
    if not 0 < level < 1:
        raise BadSurvey(f"Mức tin cậy {level}: phải lớn hơn 0 và nhỏ hơn 1; ví dụ 0.95")
    point, error, wide, size = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in (estimate, se, df, n)))
    freedom = np.asarray(df, dtype=np.float64) if wide.ndim > 1 else wide  # a column of them stays a column
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return _BY_KIND[kind](point, error, freedom, size, (1 - level) / 2)


def t_quantile(df: ArrayLike, tail: float) -> Floats:
    """Give the point that Student's t exceeds with probability `tail`; nan where df is not above nought.

    Degrees of freedom are counts that repeat, so each different one is worked out once.
    """
    counts = np.asarray(df, dtype=np.float64)
    if counts.size < 2:
        return np.asarray(-stdtrit(counts, tail))
    different, where = np.unique(counts, return_inverse=True)
    return np.asarray(-stdtrit(different, tail)[where].reshape(counts.shape))


def effective_n(p: Floats, se: Floats, n: Floats) -> Floats:
    """Give p(1-p)/V, the answers of a simple random sample that would say as much; n where V or p(1-p) is nought."""
    known = (se > _NOUGHT) & (p > 0) & (p < 1)
    return np.where(known, p * (1 - p) / np.square(np.where(known, se, 1)), n + 0 * se)


def _t(estimate: Floats, se: Floats, df: Floats, n: Floats, tail: float) -> Pair:
    half = t_quantile(df, tail) * se
    return estimate - half, estimate + half


def _normal(estimate: Floats, se: Floats, df: Floats, n: Floats, tail: float) -> Pair:
    half = -float(ndtri(tail)) * se
    return estimate - half, estimate + half


def _logit(p: Floats, se: Floats, df: Floats, n: Floats, tail: float) -> Pair:
    inside = np.where((p > 0) & (p < 1), p, np.nan)
    middle, half = np.log(inside / (1 - inside)), t_quantile(df, tail) * se / (inside * (1 - inside))
    return expit(middle - half), expit(middle + half)


def _wilson(p: Floats, se: Floats, df: Floats, n: Floats, tail: float) -> Pair:
    p = _proportion(p)
    size, square = effective_n(p, se, n), np.square(t_quantile(df, tail))
    middle = (size * p + square / 2) / (size + square)
    half = np.sqrt(square * (size * p * (1 - p) + square / 4)) / (size + square)
    low, high = np.maximum(middle - half, 0), np.minimum(middle + half, 1)
    return np.where(p == 0, 0 * low, low), np.where(p == 1, 1 + 0 * high, high)


def _beta(p: Floats, se: Floats, df: Floats, n: Floats, tail: float) -> Pair:
    p = np.where(se > _NOUGHT, _proportion(p), np.nan)
    return _exact(p, _adjusted(p, se, df, n, tail), tail)


def _korn_graubard(p: Floats, se: Floats, df: Floats, n: Floats, tail: float) -> Pair:
    p = _proportion(p)
    return _exact(p, np.minimum(n, _adjusted(p, se, df, n, tail)), tail)


def _adjusted(p: Floats, se: Floats, df: Floats, n: Floats, tail: float) -> Floats:
    """Shrink the effective answers for the few degrees of freedom of the design."""
    return effective_n(p, se, n) * np.square(t_quantile(n - 1, tail) / t_quantile(df, tail))


def _exact(p: Floats, size: Floats, tail: float) -> Pair:
    """Clopper & Pearson (1934) for p·size successes among size, neither of them whole."""
    yes, no, undefined = size * p, size * (1 - p), size * np.nan
    low = np.where(p == 0, 0 * size, betaincinv(np.where(yes > 0, yes, undefined), no + 1, tail))
    high = np.where(p == 1, 1 + 0 * size, betaincinv(yes + 1, np.where(no > 0, no, undefined), 1 - tail))
    return low, high


def _proportion(p: Floats) -> Floats:
    """Forgive the last digits of sums of weights; a figure truly outside 0..1 has no such interval."""
    return np.where((p > -1e-9) & (p < 1 + 1e-9), np.clip(p, 0, 1), np.nan)


_BY_KIND: Final[Mapping[str, _Kind]] = MappingProxyType(
    {
        "t": _t,
        "normal": _normal,
        "logit": _logit,
        "wilson": _wilson,
        "beta": _beta,
        "korn-graubard": _korn_graubard,
    }
)
KINDS: Final = tuple(_BY_KIND)
