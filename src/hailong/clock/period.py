"""Periods of reports and plans by code: 2025Q3, 2025H1, 2025M9, 2025W40 (ISO weeks), 2025."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from hailong.clock.errors import BadPeriod
from hailong.lexicon.text import int_to_roman

Kind = Literal["year", "half", "quarter", "month", "week"]

_CODE = re.compile(r"(\d{4})(?:([HQMW])(\d{1,2}))?", re.ASCII)
_LETTERS: dict[Kind, str] = {"half": "H", "quarter": "Q", "month": "M", "week": "W"}
_KINDS: dict[str, Kind] = {letter: kind for kind, letter in _LETTERS.items()}
_MONTHS: dict[Kind, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1}  # in one period of the kind


@dataclass(frozen=True, slots=True)
class Period:
    """One year, half-year, quarter, month or ISO week; `number` counts within the year (1 for a year itself).

    Raises BadPeriod where there is no such period (a quarter 5, a week 53 of a year with 52).
    """

    kind: Kind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        """Refuse what is not on the calendar."""
        if not date.min.year < self.year < date.max.year:
            raise BadPeriod(f"Năm {self.year} ngoài lịch; dùng năm từ 2 đến 9998")
        last = _last_week(self.year) if self.kind == "week" else 12 // _MONTHS[self.kind]
        if not 1 <= self.number <= last:
            raise BadPeriod(f'Kỳ "{self.code}" không có; số thứ tự trong năm từ 1 đến {last}')

    @property
    def code(self) -> str:
        """The code that `parse` reads: "2025Q3"."""
        return f"{self.year:04d}" + (f"{_LETTERS[self.kind]}{self.number}" if self.kind != "year" else "")

    @property
    def start(self) -> date:
        """The first day."""
        if self.kind == "week":
            return date.fromisocalendar(self.year, self.number, 1)
        return date(self.year, (self.number - 1) * _MONTHS[self.kind] + 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        if self.kind == "week":
            return self.start + timedelta(days=6)
        month = self.number * _MONTHS[self.kind]
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def next(self) -> "Period":
        """The period of the same kind that follows."""
        return containing(self.kind, self.end + timedelta(days=1))

    @property
    def previous(self) -> "Period":
        """The period of the same kind before it."""
        return containing(self.kind, self.start - timedelta(days=1))

    @property
    def label(self) -> str:
        """The Vietnamese name as plans and reports print it."""
        if self.kind == "half":
            return f"6 tháng {'đầu' if self.number == 1 else 'cuối'} năm {self.year}"
        if self.kind == "quarter":
            return f"Quý {int_to_roman(self.number)}/{self.year}"
        if self.kind == "year":
            return f"Năm {self.year}"
        return f"{'Tháng' if self.kind == 'month' else 'Tuần'} {self.number}/{self.year}"

    def __contains__(self, day: date) -> bool:
        """Whether the day (or the day of a datetime) lies in the period."""
        return containing(self.kind, day) == self

    def __str__(self) -> str:
        """Give the code."""
        return self.code


def parse(code: str) -> Period:
    """Read a period code, in either case; raises BadPeriod naming the value and the forms."""
    found = _CODE.fullmatch(code.strip().upper())
    if found is None:
        raise BadPeriod(f'Kỳ "{code}" không đọc được; viết 2025Q3, 2025H1, 2025M9, 2025W40 hoặc 2025')
    return Period(_KINDS[found[2]], int(found[1]), int(found[3])) if found[2] else Period("year", int(found[1]))


def containing(kind: Kind, day: date) -> Period:
    """Return the period of a kind that holds the day. A week belongs to its ISO year, not always the day's."""
    if kind == "week":
        year, week, _ = day.isocalendar()
        return Period(kind, year, week)
    return Period(kind, day.year, (day.month - 1) // _MONTHS[kind] + 1)


def _last_week(year: int) -> int:
    """The number of ISO weeks: 28 December is always in the last one."""
    return date(year, 12, 28).isocalendar().week
