"""The official list of units shipped with the program keeps its counts and its form."""

import csv
import io
import unicodedata
from collections import Counter
from datetime import date
from importlib import resources
from itertools import pairwise

import pytest

from hailong.agency.models.units import KINDS, Unit
from hailong.agency.units_check import UnitRow
from hailong.agency.units_file import official_units, unit_kinds

START = date(2025, 7, 1)
LATER = (date(2026, 4, 30), date(2026, 9, 1), date(2026, 9, 20))
"""Days from which later changes hold."""


@pytest.fixture(scope="module")
def text() -> str:
    return (resources.files("hailong.agency") / "data" / "units.csv").read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def units() -> tuple[UnitRow, ...]:
    found = official_units()
    assert found.faults == ()
    return found.rows


def on(units: tuple[UnitRow, ...], day: date) -> list[UnitRow]:
    """The rows in force on a day."""
    return [unit for unit in units if (unit.valid_from or day) <= day <= (unit.valid_to or day)]


def test_the_counts_of_the_first_day_are_those_of_the_decision(units: tuple[UnitRow, ...]) -> None:
    """34 provinces and 3,321 communes since 1/7/2025."""
    forms = Counter(unit.form for unit in on(units, START))
    assert forms == {"thành phố": 6, "tỉnh": 28, "xã": 2621, "phường": 687, "đặc khu": 13}


def test_later_changes_leave_the_number_of_units_as_it_was(units: tuple[UnitRow, ...]) -> None:
    """10 communes became wards on 30/4/2026, 12 on 20/9/2026; three provinces became cities."""
    forms = [Counter(unit.form for unit in on(units, day)) for day in LATER]
    assert [form["thành phố"] for form in forms] == [7, 8, 9]
    assert [form["phường"] for form in forms] == [697, 697, 709]
    assert [form.total() for form in forms] == [3355, 3355, 3355]


def test_a_code_stands_once_on_any_day(units: tuple[UnitRow, ...]) -> None:
    """On every day on which something begins or ends; each period begins the day after the one before."""
    for day in {START, *LATER, *(unit.valid_to for unit in units if unit.valid_to)}:
        codes = [unit.code for unit in on(units, day)]
        assert len(set(codes)) == len(codes) == 3355


def test_provinces_have_two_digits_and_communes_five_under_a_province(units: tuple[UnitRow, ...]) -> None:
    """And every parent is a province of the list."""
    provinces = {unit.code for unit in units if unit.kind == "province"}
    assert len(provinces) == 34
    for unit in units:
        assert unit.code.isascii()
        assert unit.code.isdigit()
        assert (len(unit.code), unit.parent in provinces) == ((2, False) if unit.kind == "province" else (5, True))
        assert unit.parent or unit.kind == "province"


def test_each_name_begins_with_the_form_of_its_kind(units: tuple[UnitRow, ...]) -> None:
    """Xã, Phường, Đặc khu, Tỉnh, Thành phố."""
    assert [unit.name for unit in units if not unit.name.startswith(unit.form.capitalize() + " ")] == []


def test_the_file_is_composed_has_no_stray_space_and_stands_in_order(text: str) -> None:
    """Provinces, then communes, by code and first day."""
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    assert head == ["code", "name", "kind", "parent", "valid_from", "valid_to", "resolution", "verified"]
    assert unicodedata.is_normalized("NFC", text)
    assert [cell for row in rows for cell in row if cell != " ".join(cell.split())] == []
    assert all(before < after for before, after in pairwise((len(row[0]), row[0], row[4]) for row in rows))
    assert text.endswith("\n")
    assert "\r" not in text


def test_every_row_names_its_act_and_only_the_changes_of_2026_are_not_verified(units: tuple[UnitRow, ...]) -> None:
    """3 provinces and 22 communes."""
    assert all(unit.resolution for unit in units)
    assert all(unit.verified == (unit.valid_from == START) for unit in units)
    assert Counter(unit.kind for unit in units if not unit.verified) == {"province": 3, "commune": 22}


@pytest.mark.parametrize(
    ("code", "name", "parent", "province"),
    [
        ("22333", "Phường Bắc Nha Trang", "56", "Tỉnh Khánh Hòa"),
        ("18073", "Phường Thành Sen", "42", "Tỉnh Hà Tĩnh"),
        ("02647", "Phường Lào Cai", "15", "Tỉnh Lào Cai"),
        ("06970", "Xã Ba Chẽ", "22", "Tỉnh Quảng Ninh"),
    ],
)
def test_known_units_stand_where_they_should(
    units: tuple[UnitRow, ...], code: str, name: str, parent: str, province: str
) -> None:
    """The last one was long listed as 06978 elsewhere; the signed decision says 06970."""
    first = {unit.code: unit for unit in on(units, START)}
    assert (first[code].name, first[code].parent, first[parent].name) == (name, parent, province)


def test_every_kind_and_form_of_a_list_can_be_kept() -> None:
    """What the files may say and what the database takes are the same kinds."""
    assert {kind.kind for kind in unit_kinds()} == set(KINDS)
    longest = Unit._meta.get_field("form").max_length
    assert longest is not None
    assert max(len(kind.form) for kind in unit_kinds()) <= longest
