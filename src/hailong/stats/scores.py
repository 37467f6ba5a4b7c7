"""Estimates and their linearised scores: what each row would move the estimate by, for each unit of its weight.

For a ratio R = Y/X of weighted sums over a group, the score of a row is z = (y - R x)/X (Woodruff 1971; Binder 1983);
means, proportions and percents are ratios whose x says that there is an answer. A total's score is its value. Scores of
a mean of estimates are the mean of their scores, which carries the covariances. Every array of scores is in the order
of its domain's rows, nought where there is no answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hailong.stats.columns import Bools, Columns, Floats, plain
from hailong.stats.faults import BadSurvey
from hailong.stats.variance import Domain

PERCENT: Final = 100.0
_LEVELS: Final = 1000
"""More different values than this are no classes: a table of them would help nobody."""


@dataclass(frozen=True, slots=True)
class Scored:
    """An estimate per group (nan without answers), the score per row, and which rows hold an answer."""

    estimate: Floats
    score: Floats
    valid: Bools


@dataclass(frozen=True, slots=True)
class Named:
    """A scored statistic with what it is called; `scale` is what 1 is on its own scale (100 for percents)."""

    statistic: str
    name: str
    scored: Scored
    level: str | None = None
    scale: float = 1.0


def ratio(domain: Domain, above: Floats, below: Floats, valid: Bools) -> Scored:
    """Score Y/X; both are nought where not valid. A second pass takes off what rounding left in the first."""
    bottom = domain.sums(domain.weights * below)
    known = (domain.sums(valid) > 0) & (bottom != 0)
    safe = np.where(known, bottom, 1.0)
    estimate = np.where(known, domain.sums(domain.weights * above) / safe, 0.0)
    residual = above - estimate[domain.group] * below
    estimate = estimate + np.where(known, domain.sums(domain.weights * residual) / safe, 0.0)
    score = (above - estimate[domain.group] * below) / safe[domain.group]
    return Scored(np.where(known, estimate, np.nan), np.where(known[domain.group], score, 0.0), valid)


def mean(domain: Domain, values: Floats) -> Scored:
    """Score the mean of values, nan where missing."""
    valid = ~np.isnan(values)
    return ratio(domain, np.where(valid, values, 0.0), valid.astype(np.float64), valid)


def total(domain: Domain, values: Floats) -> Scored:
    """Score the weighted sum of values, nan where missing."""
    valid = ~np.isnan(values)
    score = np.where(valid, values, 0.0)
    sums = domain.sums(domain.weights * score)
    return Scored(np.where(domain.sums(valid) > 0, sums, np.nan), score, valid)


def quotient(domain: Domain, above: Floats, below: Floats) -> Scored:
    """Score the ratio of two columns over the rows that have both."""
    valid = ~(np.isnan(above) | np.isnan(below))
    return ratio(domain, np.where(valid, above, 0.0), np.where(valid, below, 0.0), valid)


def answers_among(columns: Columns, domain: Domain, name: str, codes: Sequence[str], option: str) -> Floats:
    """100 where the answer is one of the codes, 0 where it is another, nan where missing."""
    coded = columns.answers(name, option)
    wanted = {plain(code) for code in codes}
    among = [plain(label) in wanted for label in coded.labels]
    if coded.labels and not any(among):
        columns.warn("code_unseen", f"cả tệp không có câu trả lời nào mang mã {', '.join(codes)}", f"cột {name}")
    worth = np.array([PERCENT * one for one in among] + [np.nan])
    return np.asarray(worth[coded.of_row[domain.design.order[domain.rows]]], np.float64)


def amounts(columns: Columns, domain: Domain, name: str, option: str) -> Floats:
    """The numbers of a column for the rows of a domain, nan where missing."""
    return columns.amounts(name, option)[domain.design.order[domain.rows]]


def proportions(columns: Columns, domain: Domain, name: str, option: str) -> Iterator[Named]:
    """Score the share of each value of a column among those answered, every value of the file in every group."""
    coded = columns.answers(name, option)
    of_row = coded.of_row[domain.design.order[domain.rows]]
    valid = of_row >= 0
    seen = np.unique(coded.of_row[coded.of_row >= 0])
    if len(seen) > _LEVELS:
        raise BadSurvey(
            f'{option}: cột "{name}" có {len(seen)} giá trị khác nhau, nhiều hơn {_LEVELS}; chọn cột phân loại, '
            "hoặc dùng --mean cho cột số"
        )
    for level in seen:
        scored = ratio(domain, (of_row == level).astype(np.float64), valid.astype(np.float64), valid)
        yield Named("proportion", name, scored, level=coded.labels[level])


def mean_of(domain: Domain, parts: Sequence[Scored], *, skipping: bool) -> Scored:
    """Score the plain mean of estimates; those without answers in a group are left out there, or leave it unknown."""
    estimate, score = np.zeros(domain.count), np.zeros(len(domain.rows))
    counted, valid = np.zeros(domain.count), np.zeros(len(domain.rows), np.bool_)
    for part in parts:
        known = ~np.isnan(part.estimate)
        counted += known if skipping else 1
        estimate += np.where(known | (not skipping), part.estimate, 0.0)
        score += part.score
        valid |= part.valid
    with np.errstate(invalid="ignore"):
        return Scored(estimate / counted, score / np.maximum(counted, 1)[domain.group], valid)
