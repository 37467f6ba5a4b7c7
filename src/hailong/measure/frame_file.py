"""Results returned, from a list of dossiers in any spreadsheet form: code, day, field, procedure, who came. Pure.

Columns are known by their heads (`data/frame_columns.toml`); titles may stand above the head, and every sheet that has
one is read. A dossier without a day has not been returned yet: it is counted and left out.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from hailong.agency.faults import CellFault
from hailong.agency.named_columns import HEAD_SEARCH, NamedTable, named_tables
from hailong.agency.units_check import Fault
from hailong.documents.anatomy import Unreadable
from hailong.lexicon.dates import format_date, parse_date
from hailong.lexicon.text import fold
from hailong.measure import rules

MOST_FAULTS: Final = 1000
"""Faults told one by one; of a file in which a whole column is wrong the rest are only counted."""

_NEEDED: Final = ("dossier", "day")
_LONGEST: Final = {"dossier": 60, "field": 120}  # characters, as the columns of the table
_PROCEDURE_MOST: Final = 60
_HOUR: Final = re.compile(r"[T ,]*(?<!\d)\d{1,2}[:hg]\d{2}(?::\d{2}(?:[.,]\d+)?)?(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class FrameRow:
    """One result returned, with its place; `unit` is a unit's code."""

    sheet: str
    row: int
    dossier: str
    procedure: str
    field: str
    respondent: str
    day: date
    unit: str


@dataclass(slots=True)
class FrameFile:
    """The rows without fault, how many dossiers wait for their result, the first faults and how many there are."""

    rows: list[FrameRow] = field(default_factory=list)
    waiting: int = 0
    faults: list[CellFault] = field(default_factory=list)
    faulty: int = 0


@cache
def _words(part: str) -> dict[str, str]:
    source = resources.files("hailong.measure") / "data" / "frame_columns.toml"
    table: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))[part]
    return {fold(word): name for name, words in table.items() for word in words}


def read_frame(data: bytes, name: str, *, today: date, home: str, units: Mapping[str, str] | None = None) -> FrameFile:
    """Read a list of dossiers of the unit whose code is `home`.

    `units` are folded names and codes of units that rows may name instead, and the code each stands for. Raises
    Unreadable where the file is no spreadsheet or has no head with the dossier's code and the day.
    """
    tables = named_tables(data, name, _words("columns"), _NEEDED)
    if not tables:
        raise Unreadable(
            "Không thấy hàng tiêu đề có cột “Mã hồ sơ” và “Ngày trả kết quả”",
            place=f"{HEAD_SEARCH} dòng đầu",
            cure="Hãy ghi hàng tiêu đề: Mã hồ sơ, Thủ tục, Lĩnh vực, Ngày trả kết quả, Loại khách.",
        )
    found = FrameFile()
    seen: dict[tuple[str, str], str] = {}
    for table in tables:
        for number in table.numbers():
            _take(found, table, number, _Reader(today, home, units or {}, seen))
    return found


def _take(found: FrameFile, table: NamedTable, number: int, reader: "_Reader") -> None:
    row = reader.row(table.cells.sheet, number, table.texts(number))
    if row is not None:
        found.rows.append(row)
    elif not reader.wrong:
        found.waiting += 1
    found.faulty += len(reader.wrong)
    room = MOST_FAULTS - len(found.faults)
    found.faults += (table.fault(number, fault) for fault in reader.wrong[: max(room, 0)])


@dataclass(slots=True)
class _Reader:
    """Reads one row; `seen` is where each dossier stood first."""

    today: date
    home: str
    units: Mapping[str, str]
    seen: dict[tuple[str, str], str]
    wrong: list[Fault] = field(default_factory=list)

    def row(self, sheet: str, number: int, texts: Mapping[str, str]) -> FrameRow | None:
        """The row, None where something is wrong with it or nothing has been returned."""
        dossier, unit = self._dossier(texts), self._unit(texts.get("unit", ""))
        respondent = self._respondent(texts.get("respondent", ""))
        self._once(sheet, number, unit, dossier)
        day = self._day(texts["day"]) if "day" in texts else None
        of = texts.get("field", "")
        if len(of) > _LONGEST["field"]:
            self._say("field", "Tên lĩnh vực quá dài", f"Hãy rút gọn, tối đa {_LONGEST['field']} ký tự.")
        if self.wrong or day is None:
            return None
        return FrameRow(sheet, number, dossier, _short(texts.get("procedure", "")), of, respondent, day, unit)

    def _say(self, column: str, message: str, cure: str) -> None:
        self.wrong.append(Fault(column, message, cure))

    def _dossier(self, texts: Mapping[str, str]) -> str:
        code = texts.get("dossier", "")
        if not code:
            self._say("dossier", "Thiếu mã hồ sơ", "Hãy ghi mã hồ sơ như trên giấy hẹn, hoặc xóa cả dòng.")
        elif len(code) > _LONGEST["dossier"]:
            self._say("dossier", "Mã hồ sơ quá dài", f"Hãy kiểm tra lại cột; mã tối đa {_LONGEST['dossier']} ký tự.")
        return code

    def _once(self, sheet: str, number: int, unit: str, dossier: str) -> None:
        here = f"trang tính “{sheet}”, dòng {number}" if sheet else f"dòng {number}"
        first = self.seen.setdefault((unit, dossier), here)
        if dossier and first != here:
            self._say("dossier", f"Mã hồ sơ đã có ở {first}", "Mỗi hồ sơ một dòng: hãy xóa dòng thừa hoặc sửa mã.")

    def _day(self, text: str) -> date | None:
        day = _day_of(text)
        if day is None:
            cure = "Hãy ghi ngày/tháng/năm, ví dụ 05/08/2025; ô là một con số thì đổi sang kiểu ngày."
            self._say("day", "Không phải ngày có trong lịch", cure)
        elif day > self.today:
            cure = f"Hôm nay là {format_date(self.today)}: hãy sửa ngày, hoặc để trống nếu chưa trả."
            self._say("day", "Ngày trả kết quả chưa tới", cure)
        return day

    def _respondent(self, text: str) -> str:
        found = _words("respondents").get(_folded(text)) if text else rules.INDIVIDUAL
        if found is None:
            self._say("respondent", "Không rõ là cá nhân hay tổ chức", "Hãy ghi “cá nhân” hoặc “tổ chức”.")
        return found or rules.INDIVIDUAL

    def _unit(self, text: str) -> str:
        found = self.units.get(_folded(text)) if text else self.home
        if found is None:
            cure = "Hãy ghi mã hoặc tên của một đơn vị thuộc đơn vị đang nạp, hoặc bỏ cột này."
            self._say("unit", "Không có đơn vị này", cure)
        return found or self.home


_folded = lru_cache(4096)(fold)


@lru_cache(4096)
def _day_of(text: str) -> date | None:
    """The day of a text that may hold an hour before or after it."""
    return parse_date(_HOUR.sub("", text).strip(" ,-T"))


def _short(procedure: str) -> str:
    """A procedure's code, or as much of its name as there is room for."""
    return procedure if len(procedure) <= _PROCEDURE_MOST else f"{procedure[: _PROCEDURE_MOST - 1]}…"
