"""Rules with a number, by code and date: limits, counts and cut-offs, each with its decree, article and evidence.

A number of the law never stands in code. The rule in force on the day an event happened is the one that counts, and
what was not read in the instrument itself says so (`verified` is False, `evidence` tells why).
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Final, Literal, get_args

from hailong.lexicon.tables import dated_problems, holds, repeated_problems, table
from hailong.lexicon.text import fold, squeeze

_RULES: Final = "law_rules.toml"
_SUPERSEDED: Final = "superseded.toml"

Evidence = Literal["text", "quoted", "reported", "recalled", "design"]
Unit = Literal[
    "working_minutes",
    "working_hours",
    "working_days",
    "calendar_days",
    "hours",
    "times",
    "percent",
    "clock_time",
    "points",
    "years",
    "months",
    "forms",
    "people",
    "seconds",
    "degrees",
]
Operator = Literal["<", "<=", "=", ">=", ">"]

_EVIDENCE: Final = frozenset(get_args(Evidence))
_UNITS: Final = frozenset(get_args(Unit))
_OPERATORS: Final = frozenset(get_args(Operator))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in one period: `value` in `unit` compared by `operator`, running from `start` (an event, in words).

    `value` is a time of day where the unit is clock_time. `closed_day` says which working day stands in for a closed
    calendar day, where the rule cares.
    """

    code: str
    title: str
    value: int | Decimal | time
    unit: Unit
    operator: Operator
    start: str
    scope: str
    source: str
    article: str
    evidence: Evidence
    verified: bool
    valid_from: date
    valid_to: date | None
    closed_day: Literal["previous", "next"] | None
    note: str


@dataclass(frozen=True, slots=True)
class Succession:
    """What replaced or amended a document (or a term) since a day; `new` holds numbers as printed."""

    old: str
    new: tuple[str, ...]
    kind: Literal["replaced", "amended", "term"]
    since: date
    evidence: Evidence
    verified: bool
    source: str
    note: str


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of every time, in the order of the data file."""
    return tuple(Rule(**{"valid_to": None, "closed_day": None} | row) for row in table(_RULES)["rule"])


def rules_on(day: date) -> tuple[Rule, ...]:
    """The rules in force on the day, in the order of the data file."""
    return tuple(one for one in rules() if holds(one, day))


def rule(code: str, day: date) -> Rule:
    """The rule of that code on the day; LookupError where there is none or the code is unknown."""
    for one in rules_on(day):
        if one.code == code:
            return one
    raise LookupError(f"Không có quy định mã “{code}” vào ngày {day:%d/%m/%Y}.")


@cache
def successions() -> tuple[Succession, ...]:
    """Everything known to have been replaced, amended or renamed."""
    return tuple(Succession(**row | {"new": tuple(row["new"])}) for row in table(_SUPERSEDED)["succession"])


def replaced(number: str, day: date) -> tuple[Succession, ...]:
    """The chain of replacements of a document number (or term) up to the day, oldest first; empty while it applies.

    >>> [one.new for one in replaced("1383/QĐ-BNV", date(2024, 1, 1))]
    [('2640/QĐ-BNV',), ('1001/QĐ-BNV',)]
    """
    chain: list[Succession] = []
    wanted = {_key(number)}
    while step := next((one for one in successions() if _replaces(one, wanted, day) and one not in chain), None):
        chain.append(step)
        wanted = set(map(_key, step.new))
    return tuple(chain)


def _replaces(one: Succession, wanted: set[str], day: date) -> bool:
    return one.kind != "amended" and one.since <= day and _key(one.old) in wanted


def _key(number: str) -> str:
    return fold(squeeze(number))


def problems() -> list[str]:
    """What is wrong with the law files, one Vietnamese sentence each; empty when all is well."""
    found = list(dated_problems(_RULES, rules()))
    for one in rules():
        found += [f"{_RULES}: mã {one.code} {fault}." for fault in _faults(one)]
    found += repeated_problems(_SUPERSEDED, (f"{one.old} ({one.kind})" for one in successions()))
    for step in successions():
        if not step.source.strip():
            found.append(f"{_SUPERSEDED}: {step.old} không ghi nguồn.")
        if step.verified != (step.evidence == "text"):
            found.append(f"{_SUPERSEDED}: {step.old} ghi verified trái với evidence.")
    return found


def _faults(one: Rule) -> list[str]:
    checks = (
        (one.unit not in _UNITS, f"có đơn vị “{one.unit}” lạ"),
        (one.operator not in _OPERATORS, f"có phép so sánh “{one.operator}” lạ"),
        (one.evidence not in _EVIDENCE, f"có mức chứng cứ “{one.evidence}” lạ"),
        (one.verified != (one.evidence == "text"), "ghi verified trái với evidence"),
        (not one.article.strip(), "không ghi điều, khoản"),
        (isinstance(one.value, time) != (one.unit == "clock_time"), "có giá trị không hợp với đơn vị"),
    )
    return [fault for wrong, fault in checks if wrong]
