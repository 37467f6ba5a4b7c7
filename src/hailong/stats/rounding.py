"""Rounding of published figures: half up, once, at the last step.

What is rounded, and why so:
- a Decimal, an integer or a Fraction is exact and rounds exactly: the mean of the published 88.33 and 88.34 is 88.335
  and becomes 88.34;
- a float is read by its shortest decimal form, the one a person sees (88.335 is 88.335, though the nearest binary
  number lies below it), and a computed float that falls short of a tie by at most 1e-9 counts as the tie:
  sums of weights lose digits at 1e-13 and must not decide the second decimal;
- a tie moves away from nought, so that a fall of 0.005 is published as large as a rise of 0.005.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import floor, isfinite
from typing import Final

from hailong.stats.faults import BadSurvey

Figure = Decimal | Fraction | float
DIGITS: Final = 2
"""Decimals of a published satisfaction index."""
_FORGIVEN: Final = Fraction(1, 10**9)


def round_half_up(value: Figure, digits: int = DIGITS) -> Decimal:
    """Round to `digits` decimals (at least 0), ties away from nought; BadSurvey where the value is not a number.

    >>> round_half_up(88.335), round_half_up(88.3349999999999), round_half_up(Decimal("88.334999999999"))
    (Decimal('88.34'), Decimal('88.34'), Decimal('88.33'))
    """
    if not isinstance(value, Fraction) and not isfinite(value):
        raise BadSurvey(f"Làm tròn: {value} không phải một số; kiểm tra ô có đủ câu trả lời hay không")
    size = abs(_exact(value))
    if isinstance(value, float):
        size += _FORGIVEN
    whole = floor(size * 10**digits + Fraction(1, 2))
    return Decimal((int(value < 0 and whole > 0), tuple(map(int, str(whole))), -digits))


def mean_of_published(figures: Iterable[Decimal | int], digits: int = DIGITS) -> Decimal:
    """Give the simple mean of figures already published, exact until its own rounding; BadSurvey where there is none.

    So the overall index comes from its five criteria: 81.03, 92.14, 83.25, 94.36 and 85.47 make 87.25.
    """
    exact = [_exact(figure) for figure in figures]
    if not exact:
        raise BadSurvey("Trung bình các tiêu chí: không có điểm nào; cần ít nhất một tiêu chí")
    return round_half_up(sum(exact) / len(exact), digits)


def _exact(value: Figure) -> Fraction:
    return Fraction(repr(float(value))) if isinstance(value, float) else Fraction(value)
