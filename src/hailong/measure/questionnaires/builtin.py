"""The instruments that come with the program, from data/*.toml: KS-DV, KS-QG and PDG; no database."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any, Final, NamedTuple

from hailong.measure.questionnaires.form import Condition, Form, Item, Option, Section, tidy

UNIT: Final = "KS-DV"
NATIONAL: Final = "KS-QG"
SLIP: Final = "PDG"
CODES: Final = (UNIT, NATIONAL, SLIP)
_DATA: Final = resources.files("hailong.measure.questionnaires") / "data"


class Builtin(NamedTuple):
    """An instrument: its code, what it is (`rules.INSTRUMENTS`), and its form."""

    code: str
    instrument: str
    form: Form


@cache
def load() -> list[Builtin]:
    """All of them, the unit instrument first; every caller gets the same list, so leave it as it is."""
    return [Builtin(code, _table(code)["instrument"], form(code)) for code in CODES]


@cache
def form(code: str) -> Form:
    """The form of one instrument; KeyError for a code that is none."""
    if code not in CODES:
        raise KeyError(code)
    table = _table(code)
    sections = tuple(_section(row, table.get("service_if", {})) for row in table["section"])
    return Form(table["title"], tidy(table["intro"]), tidy(table["consent"]), sections)


@cache
def _table(code: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / f"{code.lower()}.toml").read_text(encoding="utf-8"))


def _section(row: Mapping[str, Any], service_if: Mapping[str, Any]) -> Section:
    if "same" not in row:
        return Section(row["code"], row["title"], tuple(map(_item, row["items"])))
    asked = next(section for section in form(UNIT).sections if section.code == row["same"])
    under = Condition(service_if["item"], tuple(service_if["codes"]))
    return Section(asked.code, asked.title, tuple(replace(item, show_if=under) for item in asked.items))


def _item(row: Mapping[str, Any]) -> Item:
    options = tuple(Option(code, label) for code, label in row.get("options", ()))
    return Item(**{**row, "options": options})
