"""Satisfaction indices: criteria made of items, and the index that is the plain mean of its criteria, in percent.

| rule | an item | a criterion |
|---|---|---|
| `t2b_itemmean` | percent of answers that are satisfied | mean of its items |
| `t2b_pooled` | | satisfied answers to all its items in percent of all answers to them |
| `mean5` | mean / 5 x 100 | mean of its items |
| `mean01` | (mean - 1) / 4 x 100 | mean of its items |

Every item counts whoever answered it. An item that nobody in a group answered is left out of its criterion there, with
a warning; a criterion without any answer leaves the index unknown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hailong.stats.columns import Columns, Floats, is_number, row_named
from hailong.stats.faults import BadSurvey
from hailong.stats.scores import PERCENT, Named, Scored, amounts, answers_among, mean, mean_of, ratio
from hailong.stats.variance import Domain

RULES: Final = ("t2b_itemmean", "t2b_pooled", "mean5", "mean01")
SATISFIED: Final = ("4", "5")
_LOWEST, _HIGHEST = 1, 5
_FORM = "SIPAS=TC:q01,q02;HC:q05,q06"


@dataclass(frozen=True, slots=True)
class IndexDefinition:
    """An index: its name, and its criteria as (code, columns of its items)."""

    name: str
    criteria: tuple[tuple[str, tuple[str, ...]], ...]


def parse_index(text: str) -> IndexDefinition:
    """Read `SIPAS=TC:q01,q02;HC:q05`; raises BadSurvey naming the part that is not of this form."""
    name, equals, body = text.partition("=")
    if not equals or not name.strip():
        raise BadSurvey(f'--index "{text}": thiếu tên chỉ số và dấu =; viết dạng {_FORM}')
    criteria = tuple(_criterion(part) for part in body.split(";") if part.strip())
    if not criteria:
        raise BadSurvey(f'--index "{text}": không có tiêu chí nào; viết dạng {_FORM}')
    _once([code for code, _ in criteria], "tiêu chí")
    _once([item for _, items in criteria for item in items], "câu hỏi")
    return IndexDefinition(name.strip(), criteria)


def _criterion(part: str) -> tuple[str, tuple[str, ...]]:
    code, _, items = part.partition(":")
    names = tuple(item.strip() for item in items.split(","))
    if not code.strip() or not all(names):
        raise BadSurvey(f'--index: phần "{part.strip()}" phải là MÃ:CỘT,CỘT; viết dạng {_FORM}')
    return code.strip(), names


def _once(codes: Sequence[str], what: str) -> None:
    for place, code in enumerate(codes):
        if code in codes[:place]:
            raise BadSurvey(f'--index: {what} "{code}" có hai lần; bỏ một')


def index_scores(
    columns: Columns, domain: Domain, index: IndexDefinition, rule: str, satisfied: Sequence[str]
) -> Iterator[Named]:
    """Score every criterion, then the index."""
    if rule not in RULES:
        raise BadSurvey(f'--rule "{rule}": không có quy tắc này; chọn một trong {", ".join(RULES)}')
    criteria = []
    for code, items in index.criteria:
        worth = (_worth(columns, domain, item, rule, satisfied) for item in items)
        if rule == "t2b_pooled":
            scored = _pooled(domain, worth)
        else:
            scored = mean_of(domain, _items(columns, domain, items, worth), skipping=True)
        criteria.append(scored)
        yield Named("criterion", code, scored, scale=PERCENT)
    yield Named("index", index.name, mean_of(domain, criteria, skipping=False), scale=PERCENT)


def _items(columns: Columns, domain: Domain, items: Sequence[str], worth: Iterator[Floats]) -> list[Scored]:
    scored = [mean(domain, values) for values in worth]
    for item, part in zip(items, scored, strict=True):
        empty = int(np.isnan(part.estimate).sum())
        if empty:
            columns.warn(
                "item_unanswered",
                f"{empty} nhóm không có câu trả lời nào; ở đó tiêu chí tính trên các câu hỏi còn lại",
                f"cột {item}",
            )
    return scored


def _pooled(domain: Domain, worth: Iterator[Floats]) -> Scored:
    above, below = np.zeros(len(domain.rows)), np.zeros(len(domain.rows))
    for values in worth:
        valid = ~np.isnan(values)
        above += np.where(valid, values, 0.0)
        below += valid
    return ratio(domain, above, below, below > 0)


def _worth(columns: Columns, domain: Domain, item: str, rule: str, satisfied: Sequence[str]) -> Floats:
    """What an answer to an item is worth in percent, nan where missing."""
    if rule.startswith("t2b"):
        _above_the_scale(columns, item, satisfied)
        return answers_among(columns, domain, item, satisfied, "--index")
    values = amounts(columns, domain, item, "--index")
    outside = (values < _LOWEST) | (values > _HIGHEST)
    if outside.any():
        here = int(np.argmax(outside))
        row = int(domain.design.order[domain.rows[here]])
        raise BadSurvey(
            f'--index: cột "{item}", {row_named(row)}: {values[here]:g} ngoài thang 1-5; sửa giá trị, hoặc khai mã '
            f"không trả lời: --missing {values[here]:g}"
        )
    return values * PERCENT / _HIGHEST if rule == "mean5" else (values - _LOWEST) * PERCENT / (_HIGHEST - _LOWEST)


def _above_the_scale(columns: Columns, item: str, satisfied: Sequence[str]) -> None:
    """Say so where answers stand above the highest satisfied code: 9 is often how "no opinion" is written."""
    top = max((float(code) for code in satisfied if is_number(code)), default=np.inf)
    coded = columns.answers(item, "--index")
    above = [place for place, label in enumerate(coded.labels) if is_number(label) and float(label) > top]
    count = int(np.isin(coded.of_row, above).sum())
    if count:
        named = ",".join(coded.labels[place] for place in above)
        columns.warn(
            "answer_above_scale",
            f"{count} câu trả lời mang mã {named} tính là chưa hài lòng; nếu là không trả lời, thêm --missing {named}",
            f"cột {item}",
        )
