"""The indices a questionnaire can make (SIPAS, the policy part), their criteria, and the scale of five; no database."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any, Final

from hailong.lexicon import criteria as lexicon

SIPAS: Final = "SIPAS"
_DATA: Final = resources.files("hailong.measure.questionnaires") / "data" / "indexes.toml"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


@cache
def names() -> tuple[str, ...]:
    """Every index there is, SIPAS first."""
    return tuple(one["name"] for one in _table()["index"])


@cache
def criteria_of(index: str) -> tuple[str, ...]:
    """The codes of an index's criteria in printed order; LookupError for an index nobody knows."""
    for one in _table()["index"]:
        if one["name"] == index:
            return tuple(one["criteria"]) if "criteria" in one else lexicon.codes()
    raise LookupError(f"Không có chỉ số “{index}”.")


@cache
def known() -> frozenset[str]:
    """Every criterion an item can be bound to."""
    return frozenset(code for one in _table()["index"] for code in criteria_of(one["name"]))


def name_of(code: str) -> str:
    """A criterion's name in its newest wording; LookupError for an unknown code."""
    for one in _table()["index"]:
        if code in one.get("criteria", {}):
            return str(one["criteria"][code])
    return lexicon.criterion(code).name


@cache
def scale() -> tuple[str, ...]:
    """What the codes 1 to 5 mean, the worst first."""
    return tuple(_table()["scale"]["labels"])


@cache
def no_opinion() -> str:
    """What code 0 means; such an answer counts nowhere."""
    return str(_table()["scale"]["none"])
