"""People from a spreadsheet: login, name, the unit they work in, their job and roles. Pure: no database."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from hailong.agency.faults import CellFault
from hailong.agency.named_columns import HEAD_SEARCH, NamedTable, named_tables
from hailong.agency.permissions import ROLES
from hailong.agency.units_check import Fault
from hailong.documents.anatomy import Unreadable
from hailong.lexicon.text import fold

_NEEDED: Final = ("login", "name", "unit")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as a row says, with its place; `over` is the code of the unit the roles cover, "" for the own one."""

    sheet: str
    row: int
    login: str
    name: str
    unit: str
    title: str
    roles: tuple[str, ...]
    over: str
    email: str


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """The rows without fault, and the faults of the others, both in the order of the file."""

    rows: tuple[PersonRow, ...]
    faults: tuple[CellFault, ...]


@cache
def _column_words() -> dict[str, str]:
    source = resources.files("hailong.agency") / "data" / "people_columns.toml"
    columns: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))["columns"]
    return {fold(word): field for field, words in columns.items() for word in words}


@cache
def _role_words() -> dict[str, str]:
    """Folded codes and names of roles, and the names without what stands in brackets."""
    return {fold(name): role for role, label in ROLES.items() for name in (role, label, label.partition(" (")[0])}


def read_people(data: bytes, name: str) -> PeopleFile:
    """Read a list of people; Unreadable where the file is no spreadsheet or has no head with login, name and unit."""
    tables = named_tables(data, name, _column_words(), _NEEDED)
    if not tables:
        raise Unreadable(
            "Không thấy hàng tiêu đề có cột “Tên đăng nhập”, “Họ và tên” và “Mã đơn vị”",
            place=f"{HEAD_SEARCH} dòng đầu",
            cure="Hãy ghi hàng tiêu đề: Tên đăng nhập, Họ và tên, Mã đơn vị, Chức vụ, Vai trò, Phạm vi, Thư điện tử.",
        )
    rows: list[PersonRow] = []
    faults: list[CellFault] = []
    seen: dict[str, int] = {}
    for table in tables:
        for number in table.numbers():
            row, wrong = _person(table, number, seen)
            rows += [row] if not wrong else []
            faults += (table.fault(number, fault) for fault in wrong)
    return PeopleFile(tuple(rows), tuple(faults))


def _person(table: NamedTable, number: int, seen: dict[str, int]) -> tuple[PersonRow, list[Fault]]:
    texts = table.texts(number)
    login = texts.get("login", "").lower()
    wrong = [
        Fault(field, "Ô này không được để trống", "Hãy ghi đủ tên đăng nhập, họ tên và mã đơn vị.")
        for field in _NEEDED
        if field not in texts
    ]
    if login and seen.setdefault(login, number) != number:
        wrong.append(Fault("login", f"Tên đăng nhập đã có ở dòng {seen[login]}", "Mỗi người một dòng, một tên."))
    named = [word for part in texts.get("roles", "").split(";") if (word := part.strip())]
    roles = tuple(dict.fromkeys(_role_words().get(fold(word), "") for word in named))
    if "" in roles:
        cure = f"Hãy dùng: {'; '.join(ROLES.values())} (nhiều vai trò thì cách nhau bằng dấu chấm phẩy)."
        wrong.append(Fault("roles", "Có vai trò không nằm trong danh mục", cure))
    texts |= {"login": login}
    plain = {field: texts.get(field, "") for field in ("login", "name", "unit", "title", "over", "email")}
    return PersonRow(sheet=table.cells.sheet, row=number, roles=roles, **plain), wrong
