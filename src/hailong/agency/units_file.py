"""Units from a spreadsheet: the official list shipped with the program, or an agency's own. Pure: no database.

Columns are known by their heads and kinds by their names (`data/unit_kinds.toml`); titles may stand above the head.

The official list, `data/units.csv`, has one row for each period of a unit: name, kind and parent as they were from its
first to its last day, and the acts they rest on. `verified` speaks of what began on the first day: "yes" where two
independent lists say it code by code, "no" where only reports of the act do (the changes of 2026).
"""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from hailong.agency.faults import CellFault
from hailong.agency.named_columns import HEAD_SEARCH, NamedTable, named_tables
from hailong.agency.units_check import Fault, UnitRow, check
from hailong.documents.anatomy import Unreadable
from hailong.lexicon.dates import parse_date
from hailong.lexicon.text import fold

_CODE: Final = re.compile(r"[\w.-]{1,20}")
_LONGEST: Final = 200  # characters of a name, an alias or a legal basis
_DIGITS: Final = {"province": 2, "commune": 5}  # of the official codes (Quyết định 19/2025/QĐ-TTg)
_REQUIRED: Final = ("code", "name", "kind")


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of unit; form is what the State calls a province or a commune of this kind, "" elsewhere."""

    code: str
    kind: str
    form: str
    label: str


@dataclass(frozen=True, slots=True)
class UnitsFile:
    """The rows without fault, and the faults of the others, both in the order of the file."""

    rows: tuple[UnitRow, ...]
    faults: tuple[CellFault, ...]


@cache
def _data() -> dict[str, Any]:
    source = resources.files("hailong.agency") / "data" / "unit_kinds.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def unit_kinds() -> tuple[UnitKind, ...]:
    """Every kind, in the order of the data."""
    return tuple(UnitKind(row["code"], row["kind"], row["form"], row["label"]) for row in _data()["kind"])


@cache
def _kind_words() -> dict[str, UnitKind]:
    """Folded words of a kind: its code, its form, its label and what else is written for it."""
    return {
        fold(word): kind
        for kind, row in zip(unit_kinds(), _data()["kind"], strict=True)
        for word in (kind.code, kind.form, kind.label, *row["words"])
        if word
    }


@cache
def _column_words() -> dict[str, str]:
    return {fold(word): field for field, words in _data()["columns"].items() for word in words}


@cache
def _verified_words() -> dict[str, bool]:
    return {fold(word): answer == "yes" for answer, words in _data()["verified"].items() for word in words}


_kind_of = lru_cache(4096)(lambda text: _kind_words().get(fold(text)))
_day_of = lru_cache(4096)(parse_date)


def official_units() -> UnitsFile:
    """The 34 provinces and 3,321 communes since 1/7/2025, every period of each."""
    source = resources.files("hailong.agency") / "data" / "units.csv"
    return read_units(source.read_bytes(), "units.csv")


def read_units(data: bytes, name: str, known: Collection[str] = ()) -> UnitsFile:
    """Read a list of units; `known` are codes that may be parents without standing in the file.

    Raises Unreadable where the file is no spreadsheet or has no head with code, name and kind.
    """
    tables = [_complete(table) for table in named_tables(data, name, _column_words(), {"code", "name"})]
    if not tables:
        raise Unreadable(
            "Không thấy hàng tiêu đề có cột “Mã” và cột “Tên”",
            place=f"{HEAD_SEARCH} dòng đầu",
            cure="Hãy ghi hàng tiêu đề: Mã, Tên, Loại, Mã cấp trên, Hiệu lực từ, Đến, Tên gọi khác, Căn cứ.",
        )
    places = [(table, number) for table in tables for number in table.numbers()]
    units: list[UnitRow | None] = []
    found: list[tuple[int, Fault]] = []
    codes = set(known)
    for at, (table, number) in enumerate(places):
        texts = table.texts(number)
        codes.add(texts.get("code", ""))
        unit, faults = _unit(table.cells.sheet, number, texts)
        units.append(unit)
        found += ((at, fault) for fault in faults)
    found += check(units, codes)
    found.sort(key=lambda one: one[0])
    faulty = {at for at, _ in found}
    rows = tuple(unit for at, unit in enumerate(units) if unit is not None and at not in faulty)
    return UnitsFile(rows, tuple(places[at][0].fault(places[at][1], fault) for at, fault in found))


def _complete(table: NamedTable) -> NamedTable:
    for field in _REQUIRED:
        if field not in table.columns:
            sheet = f"trang tính “{table.cells.sheet}”, " if table.cells.sheet else ""
            raise Unreadable(
                f"Thiếu cột “{_data()['columns'][field][0]}”",
                place=f"{sheet}dòng {table.head}",
                cure=f"Hãy thêm cột đó; các loại dùng được: {_labels()}.",
            )
    return table


def _labels() -> str:
    return ", ".join(kind.label for kind in unit_kinds())


def _unit(sheet: str, number: int, texts: Mapping[str, str]) -> tuple[UnitRow | None, list[Fault]]:
    """The unit of a row, None where a cell cannot be understood."""
    code, name, parent = texts.get("code", ""), texts.get("name", ""), texts.get("parent", "")
    resolution = texts.get("resolution", "")
    kind = _kind_of(texts.get("kind", ""))
    aliases = _aliases(texts.get("aliases", ""))
    faults = _code_faults(code) + _name_faults(name, aliases, resolution)
    if kind is None:
        faults.append(Fault("kind", "Loại đơn vị không có trong danh mục", f"Hãy dùng một trong: {_labels()}."))
    since, until = _day("valid_from", texts, faults), _day("valid_to", texts, faults)
    verified = _verified(texts.get("verified", ""), faults)
    if faults or kind is None:
        return None, faults
    code = _padded(code, kind.kind)
    parent = _padded(parent, "province") if kind.kind == "commune" else parent
    return UnitRow(
        sheet, number, code, name, kind.kind, kind.form, parent, since, until, aliases, resolution, verified
    ), faults


def _code_faults(code: str) -> list[Fault]:
    if _CODE.fullmatch(code):
        return []
    if not code:
        return [Fault("code", "Thiếu mã đơn vị", "Hãy ghi mã; mỗi đơn vị một mã, không trùng đơn vị khác.")]
    cure = "Mã tối đa 20 ký tự, chỉ gồm chữ, số, dấu chấm, gạch nối, gạch dưới; không có dấu cách."
    return [Fault("code", "Mã đơn vị không dùng được", cure)]


def _name_faults(name: str, aliases: Sequence[str], resolution: str) -> list[Fault]:
    faults = []
    if not name:
        faults.append(Fault("name", "Thiếu tên đơn vị", "Hãy ghi tên đầy đủ như trong văn bản."))
    longest = max(map(len, aliases), default=0)
    for field, length in (("name", len(name)), ("aliases", longest), ("resolution", len(resolution))):
        if length > _LONGEST:
            faults.append(Fault(field, "Nội dung quá dài", f"Hãy rút gọn, tối đa {_LONGEST} ký tự."))
    return faults


def _aliases(text: str) -> tuple[str, ...]:
    """The other names of a unit, each once."""
    return tuple(dict.fromkeys(part for part in map(str.strip, text.split(";")) if part)) if text else ()


def _day(field: str, texts: Mapping[str, str], faults: list[Fault]) -> date | None:
    text = texts.get(field)
    if text is None:
        return None
    day = _day_of(text)
    if day is None:
        faults.append(Fault(field, "Không phải ngày có trong lịch", "Hãy ghi ngày/tháng/năm, ví dụ 01/07/2025."))
    return day


def _verified(text: str, faults: list[Fault]) -> bool:
    answer = _verified_words().get(fold(text)) if text else True
    if answer is None:
        faults.append(Fault("verified", "Không rõ đã kiểm chứng hay chưa", "Hãy ghi “có” hoặc “không”."))
    return answer is not False


def _padded(code: str, kind: str) -> str:
    """An official code with the noughts Excel takes off the front of numbers."""
    return code.zfill(_DIGITS.get(kind, 0)) if code.isascii() and code.isdigit() else code
