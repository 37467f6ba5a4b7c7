"""From the options of a reference case to the table and request that estimate() and joint() take."""

from itertools import pairwise
from typing import Any

import polars as pl
from tests.stats.reference.compare import DATA

from hailong.stats.answer import Request, Statistic
from hailong.stats.reading import read_survey
from hailong.stats.sipas import parse_index

Case = dict[str, Any]


def _values(options: list[str], name: str) -> list[str]:
    """What follows each --name."""
    return [value for option, value in pairwise(options) if option == f"--{name}"]


def _columns(options: list[str], name: str) -> tuple[str, ...]:
    """The columns of an option that takes several."""
    return tuple(column for value in _values(options, name) for column in value.split(","))


def _statistics(options: list[str]) -> tuple[Statistic, ...]:
    """Indices, percents and means: the statistics of which differences are taken."""
    rules, satisfied = _values(options, "rule"), _columns(options, "satisfied")
    indices = [
        Statistic(kind="index", index=parse_index(text), rule=rules[0], satisfied=satisfied)
        for text in _values(options, "index")
    ]
    parts = [text.partition(":") for text in _values(options, "percent")]
    percents = [Statistic(kind="percent", column=name, codes=tuple(codes.split(","))) for name, _, codes in parts]
    means = [Statistic(kind="mean", column=column) for column in _columns(options, "mean")]
    return (*indices, *percents, *means)


def asked(case: Case) -> tuple[pl.DataFrame, Request]:
    """The table and the request of a case without calibration, domain or interval."""
    options: list[str] = case["options"]
    return read_survey(DATA / case["file"]), Request(
        weights=next(iter(_values(options, "weights")), None),
        strata=_columns(options, "strata"),
        clusters=_columns(options, "cluster"),
        fpc=_columns(options, "fpc"),
        by=_columns(options, "by"),
        statistics=_statistics(options),
    )
