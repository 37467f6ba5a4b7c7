"""Answers packed into two whole numbers a form: which items were answered, and which of them to satisfaction.

Bit j (from 0) of `xm` says that item j was answered, bit j of `ym` that the answer counts as satisfied; a missing
answer has both bits clear. Thirty-two items at most. The items of a criterion stand together, in the order of the
criteria, so that a form of 22 items is 8 bytes beside its weight. Satisfied codes come from the caller (4 and 5 in the
ministry's scale); which rule makes an index of them is said in `hailong.stats.kernel`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from operator import or_
from typing import Final

import polars as pl

from hailong.stats.faults import BadSurvey

MOST: Final = 32
"""Items in one pair of masks."""


@dataclass(frozen=True, slots=True)
class Questions:
    """An index, its criteria in order and the items of each; raises BadSurvey where they cannot be packed."""

    index: str
    criteria: tuple[tuple[str, tuple[str, ...]], ...]

    def __post_init__(self) -> None:
        """Refuse what two masks cannot hold."""
        for code, items in self.criteria:
            if not items:
                raise BadSurvey(f"Chỉ số {self.index}, tiêu chí {code}: không có câu hỏi; thêm câu hoặc bỏ tiêu chí")
        if len(set(self.items)) < len(self.items):
            twice = next(item for item in self.items if self.items.count(item) > 1)
            raise BadSurvey(f"Chỉ số {self.index}: câu {twice} có hai lần; giữ ở một tiêu chí")
        if not 0 < len(self.items) <= MOST:
            raise BadSurvey(f"Chỉ số {self.index}: {len(self.items)} câu hỏi; cần từ 1 đến {MOST} câu")

    @property
    def items(self) -> tuple[str, ...]:
        """The items in the order of their bits."""
        return tuple(item for _, items in self.criteria for item in items)

    @property
    def starts(self) -> tuple[int, ...]:
        """The first bit of each criterion, and the bit after the last."""
        return tuple(accumulate((len(items) for _, items in self.criteria), initial=0))

    @property
    def statistics(self) -> tuple[str, ...]:
        """The names of what is estimated: items, then criteria, then the index."""
        return (*self.items, *(code for code, _ in self.criteria), self.index)


def pack(frame: pl.DataFrame, items: Sequence[str], satisfied: Collection[int | str]) -> pl.DataFrame:
    """Put the columns `ym`, `xm` (UInt32) in place of the item columns; empty cells and NaN are missing answers.

    `satisfied` are codes of the columns' own type. Raises BadSurvey naming a column that is not there.
    """
    lost = [item for item in items if item not in frame.columns]
    if lost:
        raise BadSurvey(f"Bảng trả lời: không có cột {lost[0]}; kiểm tra tên câu hỏi hoặc thêm cột")
    if len(items) > MOST:
        raise BadSurvey(f"Bảng trả lời: {len(items)} câu hỏi; mỗi lần gói nhiều nhất {MOST} câu")
    given = [_given(item, frame.schema[item]) for item in items]
    good = [
        here & pl.col(item).is_in(pl.Series(list(satisfied)).cast(frame.schema[item]).implode())
        for item, here in zip(items, given, strict=True)
    ]
    return frame.with_columns(ym=_mask(good), xm=_mask(given)).drop(items)


def unpack(frame: pl.DataFrame, items: Sequence[str]) -> pl.DataFrame:
    """Give the items back as columns: 1 satisfied, 0 not, null not answered (Int8)."""
    return frame.with_columns(
        pl.when(pl.col("xm") // 2**bit % 2 == 1).then(pl.col("ym") // 2**bit % 2).cast(pl.Int8).alias(item)
        for bit, item in enumerate(items)
    ).drop("ym", "xm")


def _given(item: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(item)
    return column.is_not_null() & column.is_not_nan() if kind.is_float() else column.is_not_null()


def _mask(bits: Sequence[pl.Expr]) -> pl.Expr:
    """Join conditions into one number, the first in the lowest bit."""
    shifted = (
        pl.when(bit.fill_null(value=False)).then(pl.lit(1 << place, pl.UInt32)).otherwise(pl.lit(0, pl.UInt32))
        for place, bit in enumerate(bits)
    )
    return reduce(or_, shifted)
