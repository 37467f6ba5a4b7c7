"""Working calendars as they are written down: the TOML calendar FILE of contract 4.2, read and checked.

valid_from = 2025-07-01            # optional: an earlier start uses the default calendar
state_holidays = true              # optional: false leaves out the state's days
[[shifts]]                         # one per half-day; they replace the default shifts
days = [1, 2, 3, 4, 5]             # Monday 1 ... Sunday 7
from = "07:30"
to = "11:30"
[[closed]]                         # or [[worked]]: a notice added by hand
date = 2025-11-20
source = "Thông báo 12/TB-UBND"
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

from hailong.clock.errors import BadCalendar
from hailong.clock.holidays import SpecialDay, known_years

_LARGEST = 1_000_000  # bytes; a calendar is a page of text, anything larger is another file taken by mistake
_HEADER = re.compile(r"^\s*\[\[?\s*(\w+)\s*\]")
_KEY = re.compile(r"^\s*\"?([\w-]+)\"?\s*=")
_TOML_PLACE = re.compile(r"\(at line (\d+)")
_CLOCK_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")
_DEFAULT_NAMES = {"closed": "Nghỉ theo thông báo", "worked": "Làm việc theo thông báo"}
_KEYS = {
    "": ("valid_from", "state_holidays", "shifts", "closed", "worked"),
    "shifts": ("days", "from", "to"),
    "closed": ("date", "source", "name"),
    "worked": ("date", "source", "name"),
}


@dataclass(frozen=True, slots=True)
class Shift:
    """One half-day: the weekdays it is worked on (Monday 1 ... Sunday 7), from and to in minutes of the day."""

    days: frozenset[int]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Week:
    """What makes a calendar: the shifts of a plain week, the notices of the office, and from when it holds."""

    shifts: tuple[Shift, ...]
    notices: tuple[SpecialDay, ...] = ()
    valid_from: date | None = None
    state_holidays: bool = True


@cache
def office_week() -> Week:
    """Return the default: Monday to Friday, 7:30-11:30 and 13:30-17:30."""
    text = (files("hailong.clock") / "data" / "office.toml").read_text(encoding="utf-8")
    return parse_week(text, "office.toml")


def read_week(path: Path) -> Week:
    """Read a calendar file; raises BadCalendar naming file, line, field, value and cure."""
    try:
        with path.open("rb") as handle:
            data = handle.read(_LARGEST + 1)
    except OSError as error:
        raise BadCalendar(str(path), f"không mở được tệp lịch ({error.strerror}); kiểm tra đường dẫn") from error
    if len(data) > _LARGEST:
        raise BadCalendar(str(path), "tệp lớn hơn 1 MB, không phải tệp lịch; chọn đúng tệp TOML của lịch làm việc")
    try:
        return parse_week(data.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadCalendar(str(path), "tệp không phải UTF-8; lưu lại bằng mã UTF-8", line) from error


def parse_week(text: str, file: str) -> Week:
    """Read the text of a calendar file; `file` is named in errors."""
    table = _toml(text, file)
    sheet = _Sheet(file, table, _lines(text))
    sheet.check_keys("", 0, table)
    shifts = sheet.shifts()
    return Week(
        shifts=shifts or office_week().shifts,
        notices=sheet.notices(),
        valid_from=sheet.valid_from(),
        state_holidays=sheet.state_holidays(),
    )


def _toml(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _TOML_PLACE.search(str(error))
        line = int(found[1]) if found else None
        shown = f' tại "{text.splitlines()[line - 1].strip()}"' if line else ""
        cure = 'kiểm tra dấu nháy, dấu "=", ngoặc vuông và ngày dạng 2025-09-01'
        raise BadCalendar(file, f"không đọc được TOML{shown}; {cure}", line) from error


def _lines(text: str) -> dict[tuple[str, int, str], int]:
    """Find the line of each header (key "") and each key, by table and its place in the file, for error messages.

    tomllib keeps no lines. This follows plain headers and keys only; for anything cleverer the message has no line.
    """
    found: dict[tuple[str, int, str], int] = {}
    counts: dict[str, int] = {}
    table, index = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = header[1]
            index = counts.get(table, 0)
            counts[table] = index + 1
            found[table, index, ""] = number
        elif key := _KEY.match(line):
            found.setdefault((table, index, key[1]), number)
    return found


@dataclass(frozen=True)
class _Sheet:
    """A parsed file and where its keys stand: turns tables into values or raises with the place."""

    file: str
    table: dict[str, Any]
    lines: dict[tuple[str, int, str], int]

    def fault(self, table: str, index: int, key: str, message: str) -> BadCalendar:
        places = ((table, index, key), (table, index, ""), ("", 0, table), (key, 0, ""))
        line = next((self.lines[place] for place in places if place in self.lines), None)
        field = f"[[{table}]] thứ {index + 1}" if table else ""
        where = ", ".join(part for part in (field, f'trường "{key}"' if key else "") if part)
        return BadCalendar(self.file, f"{where}: {message}", line)

    def check_keys(self, table: str, index: int, entry: dict[str, Any]) -> None:
        for key in entry:
            if key not in _KEYS[table]:
                known = ", ".join(_KEYS[table])
                raise self.fault(table, index, key, f"tên không biết; các tên dùng được: {known}")

    def entries(self, table: str) -> list[dict[str, Any]]:
        found = self.table.get(table, [])
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            raise self.fault("", 0, table, f"phải là danh sách; viết [[{table}]] với hai ngoặc vuông")
        for index, entry in enumerate(found):
            self.check_keys(table, index, entry)
        return found

    def needed(self, table: str, index: int, entry: dict[str, Any], key: str) -> Any:
        if key not in entry:
            raise self.fault(table, index, key, f"thiếu; thêm dòng {key} = ...")
        return entry[key]

    def shifts(self) -> tuple[Shift, ...]:
        shifts = tuple(self._shift(index, entry) for index, entry in enumerate(self.entries("shifts")))
        for (one, first), (two, second) in combinations(enumerate(shifts), 2):
            shared = first.days & second.days
            if shared and first.start < second.end and second.start < first.end:
                message = (
                    f"ca {_clock(second.start)}-{_clock(second.end)} chồng lên ca thứ {one + 1} "
                    f"({_clock(first.start)}-{_clock(first.end)}) vào ngày {min(shared)}; tách giờ hai ca"
                )
                raise self.fault("shifts", two, "from", message)
        return shifts

    def _shift(self, index: int, entry: dict[str, Any]) -> Shift:
        days = self.needed("shifts", index, entry, "days")
        if not _is_weekdays(days):
            message = f"giá trị {days!r} không phải các thứ trong tuần; viết [1, 2, 3, 4, 5] (thứ Hai 1 ... Chủ nhật 7)"
            raise self.fault("shifts", index, "days", message)
        start, end = (self._minute(index, entry, key) for key in ("from", "to"))
        if start >= end:
            message = f'giờ bắt đầu "{_clock(start)}" không trước giờ kết thúc "{_clock(end)}"; đổi lại from và to'
            raise self.fault("shifts", index, "from", message)
        return Shift(frozenset(days), start, end)

    def _minute(self, index: int, entry: dict[str, Any], key: str) -> int:
        value = self.needed("shifts", index, entry, key)
        minute = _minute_of_day(value)
        if minute is None:
            raise self.fault("shifts", index, key, f'giá trị {_shown(value)} không phải giờ; viết dạng "07:30"')
        return minute

    def notices(self) -> tuple[SpecialDay, ...]:
        found: dict[date, SpecialDay] = {}
        for kind in ("closed", "worked"):
            for index, entry in enumerate(self.entries(kind)):
                day = self._notice(kind, index, entry)
                if day.date in found:
                    message = f"ngày {day.date:%d/%m/%Y} đã có trong [[{found[day.date].kind}]]; giữ một dòng"
                    raise self.fault(kind, index, "date", message)
                found[day.date] = day
        return tuple(sorted(found.values(), key=lambda day: day.date))

    def _notice(self, kind: Literal["closed", "worked"], index: int, entry: dict[str, Any]) -> SpecialDay:
        value = self.needed(kind, index, entry, "date")
        day = self._date(kind, index, "date", value)
        first, last = known_years()
        if not first <= day.year <= last:
            message = f"năm {day.year} ngoài các năm có lịch nghỉ ({first}-{last}); bỏ dòng này hoặc sửa năm"
            raise self.fault(kind, index, "date", message)
        for key in ("name", "source"):
            if not isinstance(entry.get(key, ""), str):
                raise self.fault(kind, index, key, f"giá trị {_shown(entry[key])} không phải chữ; đặt trong dấu nháy")
        return SpecialDay(day, kind, entry.get("name") or _DEFAULT_NAMES[kind], entry.get("source") or None)

    def _date(self, table: str, index: int, key: str, value: object) -> date:
        day = _day(value)
        if day is None:
            raise self.fault(table, index, key, f"giá trị {_shown(value)} không phải ngày; viết dạng 2025-09-01")
        return day

    def valid_from(self) -> date | None:
        value = self.table.get("valid_from")
        return None if value is None else self._date("", 0, "valid_from", value)

    def state_holidays(self) -> bool:
        value = self.table.get("state_holidays", True)
        if not isinstance(value, bool):
            raise self.fault("", 0, "state_holidays", f"giá trị {_shown(value)} không đúng; viết true hoặc false")
        return value


def _is_weekdays(value: object) -> bool:
    if not isinstance(value, list) or not value or len(set(map(str, value))) < len(value):
        return False
    return all(type(day) is int and 1 <= day <= 7 for day in value)


def _minute_of_day(value: object) -> int | None:
    """Read "07:30" (or TOML's own 07:30:00) as minutes of the day; "24:00" is the end of it."""
    text = value.isoformat("seconds") if isinstance(value, time) else value
    found = _CLOCK_TIME.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    minute = int(found[1]) * 60 + int(found[2])
    return minute if int(found[2]) < 60 and minute <= 24 * 60 else None


def _day(value: object) -> date | None:
    """Read TOML's own date or ISO text; a date with a time of day is none."""
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2025-09-01") else None
    except ValueError:
        return None


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _shown(value: object) -> str:
    return f'"{value}"'
