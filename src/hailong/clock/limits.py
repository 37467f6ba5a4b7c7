"""A limit as written on the command line and in CSV ("8h", "5d", "30m", "15cd"), and the moment it runs out."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from hailong.clock.errors import BadLimit, BadMoment
from hailong.clock.holidays import SpecialDay
from hailong.clock.hours import Calendar

Unit = Literal["working_hours", "working_minutes", "working_days", "calendar_days"]
_UNITS: dict[str, Unit] = {"h": "working_hours", "m": "working_minutes", "d": "working_days", "cd": "calendar_days"}
_LIMIT = re.compile(r"(\d{1,9})(h|m|d|cd)", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?)?", re.ASCII)
_ZONED = re.compile(r".+(Z|[+-]\d\d:?\d\d)", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time: `value` (> 0) of `unit`; `text` as it was written."""

    value: int
    unit: Unit
    text: str

    @property
    def in_days(self) -> bool:
        """Whether it runs in whole days, so that its end is a date."""
        return self.unit in ("working_days", "calendar_days")

    @property
    def minutes(self) -> int:
        """The working minutes of a limit in hours or minutes."""
        return self.value * 60 if self.unit == "working_hours" else self.value


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit runs out: a datetime for hours and minutes, a date for days; `basis`: special days on the way."""

    start: date
    limit: Limit
    due: date
    basis: tuple[SpecialDay, ...]

    def as_json(self) -> dict[str, object]:
        """Give the answer of contract 4.2."""
        return {
            "start": iso(self.start),
            "limit": self.limit.text,
            "due": iso(self.due),
            "basis": [day.as_json() for day in self.basis],
        }


def parse_limit(text: str) -> Limit:
    """Read "8h", "30m" (working), "5d" (working days) or "15cd" (calendar days); raises BadLimit."""
    found = _LIMIT.fullmatch(text.strip().lower())
    if found is None:
        raise BadLimit(
            f'giá trị "{text}" không phải hạn; viết số nguyên kèm đơn vị: 8h (giờ làm việc), 30m (phút làm việc), '
            f"5d (ngày làm việc), 15cd (ngày lịch)"
        )
    if int(found[1]) == 0:
        raise BadLimit(f'giá trị "{text}" không lớn hơn 0; nhập số nguyên từ 1 trở lên')
    return Limit(int(found[1]), _UNITS[found[2]], text.strip())


def parse_moment(text: str) -> datetime | date:
    """Read a local moment "2025-08-29T16:00" or a bare day "2025-08-29"; raises BadMoment."""
    shown = text.strip()
    if not _MOMENT.fullmatch(shown):
        zoned = _ZONED.fullmatch(shown) and _MOMENT.match(shown)
        cure = "bỏ múi giờ (giờ địa phương +07)" if zoned else "viết dạng 2025-08-29T16:00"
        raise BadMoment(f'giá trị "{text}" không phải thời điểm; {cure}')
    try:
        return date.fromisoformat(shown) if len(shown) == len("2025-08-29") else datetime.fromisoformat(shown)
    except ValueError as error:
        raise BadMoment(f'giá trị "{text}" không có trên lịch; kiểm tra ngày, tháng, giờ') from error


def check_start(start: date, limit: Limit) -> None:
    """Refuse a bare day as the start of a limit in hours or minutes; raises BadMoment."""
    if not limit.in_days and not isinstance(start, datetime):
        raise BadMoment(f'giá trị "{iso(start)}" thiếu giờ mà hạn {limit.text} tính theo giờ; thêm giờ, ví dụ T07:30')


def due(calendar: Calendar, start: date, limit: Limit) -> Due:
    """Run a limit from a start (a datetime; for limits in days a date will do); raises ClockError."""
    check_start(start, limit)
    if isinstance(start, datetime) and not limit.in_days:
        end: date = calendar.add_minutes(start, limit.minutes)
    elif limit.unit == "working_days":
        end = calendar.add_working_days(start, limit.value)
    else:
        end = calendar.add_calendar_days(start, limit.value)
    return Due(start, limit, end, calendar.met(_day(start), _day(end)))


def iso(moment: date) -> str:
    """Write a moment to the minute, or a bare day, in ISO form."""
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
