"""Design-based estimates of a survey table: from a request to rows with standard error, interval and design effect.

The order of work: columns understood, the design built from the whole table, weights calibrated, the domain cut into
groups, each statistic scored, its variance taken. The cost is that of passing over the rows once a statistic, however
many groups there are (calibrated designs apart, whose residuals reach every unit).
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from hailong.stats import scores
from hailong.stats.answer import KINDS, Answer, Request, Row, Statistic
from hailong.stats.calibrate import calibrate
from hailong.stats.columns import Columns, Floats, Ints, compact
from hailong.stats.design import Asked, Design, build
from hailong.stats.faults import BadSurvey
from hailong.stats.intervals import interval
from hailong.stats.scores import Named, Scored
from hailong.stats.sipas import index_scores
from hailong.stats.variance import Domain, check_lonely, covariance, variances
from hailong.stats.where import parse

_SHARES = ("proportion", "percent", "criterion", "index")
_ANY_SCALE = ("t", "normal")


def estimate(table: pl.DataFrame, request: Request) -> Answer:
    """Estimate what is requested; raises BadSurvey where the table, its design or the request does not allow it."""
    work = _Work(table, request)
    columns = [work.figures(named) for named in work.named()]
    return work.answer(columns)


def joint(table: pl.DataFrame, request: Request) -> tuple[Answer, Floats]:
    """Estimate what is requested, with the covariances of all rows of the answer, across groups too."""
    work = _Work(table, request)
    named = list(work.named())
    totals = np.stack([work.domain.weights * each.scored.score for each in named], axis=1)
    valid = np.stack([each.scored.valid for each in named], axis=1)
    found = covariance(work.domain, totals, valid)
    unknown = np.isnan(np.stack([each.scored.estimate for each in named], axis=1)).ravel()
    found[unknown, :] = np.nan
    found[:, unknown] = np.nan
    return work.answer([work.figures(each) for each in named]), found


class _Work:
    """One request on one table: its columns, design and domain."""

    def __init__(self, table: pl.DataFrame, request: Request) -> None:
        if not request.statistics:
            raise BadSurvey(
                "chưa yêu cầu số liệu nào; thêm --mean, --total, --proportions, --percent, --ratio, --index"
            )
        interval(request.interval or "t", 0.5, 0.1, 1, 2, request.level)  # refuses a kind or level that is none
        self.request = request
        self.columns = Columns(table, request.missing)
        self.design = _design(self.columns, request)
        self.domain, self.by = _domain(self.columns, self.design, request)
        check_lonely(self.domain)

    def named(self) -> Iterator[Named]:
        for statistic in self.request.statistics:
            yield from _scored(self.columns, self.domain, statistic)

    def figures(self, named: Named) -> list[Row]:
        """The rows of one statistic, a group after another."""
        domain, scored = self.domain, named.scored
        known = ~np.isnan(scored.estimate)
        spread = np.where(known, variances(domain, domain.weights * scored.score, scored.valid), np.nan)
        n = domain.sums(scored.valid)
        se = np.sqrt(spread)
        low, high = self._interval(named, se, n)
        with np.errstate(divide="ignore", invalid="ignore"):
            deff = spread / _simple(domain, scored, n)
        counts = zip(domain.df.tolist(), n.astype(np.int64).tolist(), strict=True)
        figures = zip(scored.estimate.tolist(), se.tolist(), low.tolist(), high.tolist(), strict=True)
        return [
            Row(by, named.statistic, named.name, named.level, *figure, *count, effect)
            for by, figure, count, effect in zip(self.by, figures, counts, deff.tolist(), strict=True)
        ]

    def answer(self, columns: list[list[Row]]) -> Answer:
        rows = [row for group in zip(*columns, strict=True) for row in group]
        return Answer(rows, _described(self.design, self.request), self.columns.warnings)

    def _interval(self, named: Named, se: Floats, n: Floats) -> tuple[Floats, Floats]:
        share = named.statistic in _SHARES
        kind = self.request.interval or ("wilson" if share else "t")
        if kind not in _ANY_SCALE and not share and not _within_unit(named.scored.estimate):
            self.columns.warn(
                "interval_replaced", f"khoảng {kind} chỉ dùng cho tỷ lệ từ 0 đến 1, đã dùng t", f"{named.name}"
            )
            kind = "t"
        scale = named.scale if kind not in _ANY_SCALE else 1.0
        level, df = self.request.level, self.domain.df
        low, high = interval(kind, named.scored.estimate / scale, se / scale, df, n, level)
        return low * scale, high * scale


def _within_unit(estimate: Floats) -> bool:
    known = estimate[~np.isnan(estimate)]
    return bool(((known >= 0) & (known <= 1)).all())


def _simple(domain: Domain, scored: Scored, n: Floats) -> Floats:
    """The variance that a simple random sample with replacement of as many answers would have."""
    weights = np.where(scored.valid, domain.weights, 0.0)
    whole = domain.sums(weights)
    centre = domain.sums(weights * scored.score) / whole
    squares = domain.sums(weights * np.square(scored.score - centre[domain.group]))
    return np.asarray(whole * squares / (n - 1))


def _design(columns: Columns, request: Request) -> Design:
    asked = Asked(request.weights, request.strata, request.clusters, request.fpc, request.nest, request.lonely)
    design = build(columns, asked)
    if request.poststrata is not None and request.rake:
        raise BadSurvey("--poststrata và --rake không dùng cùng lúc; đưa cột của --poststrata vào một --rake nữa")
    margins = request.rake or (() if request.poststrata is None else (request.poststrata,))
    if not margins:
        return design
    option = "--rake" if request.rake else "--poststrata"
    return design.calibrated(calibrate(columns, design.weights, design.order, margins, option))


def _domain(columns: Columns, design: Design, request: Request) -> tuple[Domain, list[dict[str, str]]]:
    """The groups of the domain and what each is called."""
    inside = np.ones(columns.table.height, np.bool_) if request.where is None else parse(request.where).mask(columns)
    if not inside.any():
        raise BadSurvey(f"--where {request.where!r}: không dòng nào thỏa; kiểm tra tên cột và giá trị")
    coded = [columns.codes(name, "--by") for name in request.by]
    for name, column in zip(request.by, coded, strict=True):
        gaps = int((inside & (column.of_row < 0)).sum())
        if gaps:
            columns.warn("by_missing", f"{gaps} dòng trống, không thuộc nhóm nào", f"cột {name}")
        inside = inside & (column.of_row >= 0)
    if not inside.any():
        raise BadSurvey(f"--by {','.join(request.by)}: cột trống ở mọi dòng, không có nhóm nào; chọn cột khác")
    rows = np.flatnonzero(inside)
    numbered, first = compact(np.zeros(len(rows), np.int64), *(column.of_row[rows] for column in coded))
    group: Ints = np.full(columns.table.height, -1, np.int64)
    group[rows] = numbered
    named = [
        {name: column.labels[column.of_row[row]] for name, column in zip(request.by, coded, strict=True)}
        for row in rows[first]
    ]
    return Domain(design, group[design.order], len(first)), named


def _scored(columns: Columns, domain: Domain, asked: Statistic) -> Iterator[Named]:
    name, option = asked.column, f"--{asked.kind}"
    match asked.kind:
        case "mean":
            yield Named("mean", name, scores.mean(domain, scores.amounts(columns, domain, name, option)))
        case "total":
            yield Named("total", name, scores.total(domain, scores.amounts(columns, domain, name, option)))
        case "ratio":
            above, below = (scores.amounts(columns, domain, each, option) for each in (name, asked.denominator))
            yield Named("ratio", f"{name}/{asked.denominator}", scores.quotient(domain, above, below))
        case "percent":
            among = scores.answers_among(columns, domain, name, asked.codes, option)
            yield Named("percent", f"{name}:{','.join(asked.codes)}", scores.mean(domain, among), scale=scores.PERCENT)
        case "proportion":
            yield from scores.proportions(columns, domain, name, "--proportions")
        case "index" if asked.index is not None:
            yield from index_scores(columns, domain, asked.index, asked.rule, asked.satisfied)
        case _:
            raise BadSurvey(f'số liệu "{asked.kind}": không có loại này; chọn một trong {", ".join(KINDS)}')


def _described(design: Design, request: Request) -> dict[str, Any]:
    first = design.stages[0]
    return {
        "rows": len(design.order),
        "strata": len(first.drawn),
        "units": [len(stage.stratum) for stage in design.stages],
        "df": len(first.stratum) - len(first.drawn),
        "weights": request.weights,
        "weight_sum": float(design.weights.sum()),
        "calibration": "rake" if request.rake else "poststrata" if request.poststrata else None,
        "lonely": request.lonely,
        "level": request.level,
    }
