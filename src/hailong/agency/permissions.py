"""The permission table: role x verb x part of the tree, read from data; no database.

A reach is "here" (the unit for which the role was given, alone) or "below" (that unit and everything under it).
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

HERE: Final = "here"
BELOW: Final = "below"


@cache
def _table() -> dict[str, Any]:
    source = resources.files("hailong.agency") / "data" / "permissions.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


ROLES: Final[Mapping[str, str]] = dict(_table()["roles"])
"""Every role's code and Vietnamese name, in the order of the table."""
VERBS: Final[Mapping[str, str]] = {verb: row["label"] for verb, row in _table()["verbs"].items()}
"""Every verb's code and Vietnamese label, in the order of the table."""


def reach(role: str, verb: str) -> str | None:
    """How far a role carries a verb: HERE, BELOW, or None for not at all; KeyError for a verb that is not there."""
    allowed: str | None = _table()["verbs"][verb].get(role)
    return allowed


def problems() -> list[str]:
    """What is wrong with the table, one Vietnamese sentence each."""
    known = {*ROLES, "label"}
    return [
        f"permissions.toml: quyền {verb} có “{name} = {value}” không hiểu được."
        for verb, row in _table()["verbs"].items()
        for name, value in row.items()
        if name not in known or (name != "label" and value not in (HERE, BELOW))
    ]
