"""An event task answered: when it is due once somebody has recorded that the event happened."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from math import ceil
from typing import Any

from hailong.clock.hours import Calendar
from hailong.lexicon.text import nfc
from hailong.plan.rhythm.dues import Due, named
from hailong.plan.rhythm.policy import policy
from hailong.plan.rhythm.spans import in_month, spoken
from hailong.plan.rhythm.told import told
from hailong.plan.rhythm.workdays import after, on_or_after

_UNITS = "ngày làm việc|ngày|tuần|tháng|giờ làm việc|giờ|phút"
_WEEK_DAYS, _DAY_HOURS, _HOUR_MINUTES, _YEAR_MONTHS = 7, 24, 60, 12


def event_occurrence(deadline: Mapping[str, Any] | None, *, happened: date, number: int, calendar: Calendar) -> Due:
    """The `number`-th (from 1) Due of an event task, for an event on the day `happened`.

    Due after the length of time that the phrase prints, else by our own convention (data/rhythm.toml): at once, on the
    same day, or within some working days. The day of the event does not count (Civil Code 2015, Article 147).
    """
    read = told(deadline)
    text = nfc(read.event or read.text)
    label = f"Lần {number} ({spoken(happened)})"
    due = _by_print(text.lower(), happened, calendar) or after(happened, _days(text.lower()), calendar)
    return named(Due(f"e{number}", label, happened, due, None), text)


def _days(text: str) -> int:
    """The working days that the convention gives a phrase which prints no length of time."""
    told_by = policy()
    if any(word in text for word in told_by.at_once_words):
        return told_by.at_once
    return told_by.same_day if any(word in text for word in told_by.same_day_words) else told_by.days


def _by_print(text: str, happened: date, calendar: Calendar) -> date | None:
    """The last day of a length of time printed in the phrase; None where it prints none."""
    found = _printed().search(text)
    if found is None:
        return None
    count, unit = int(found["count"]), found["unit"]
    if unit == "giờ" and count % _DAY_HOURS == 0:
        count, unit = count // _DAY_HOURS, "ngày"
    if unit in ("ngày", "tuần"):
        days = count * _WEEK_DAYS if unit == "tuần" else count
        return on_or_after(happened + timedelta(days=days), calendar)
    if unit == "tháng":
        return on_or_after(_months_later(happened, count), calendar)
    return after(happened, _working_days(count, unit), calendar)


def _working_days(count: int, unit: str) -> int:
    """Working days, hours or minutes as whole working days, rounded up: the hour of the event is not known."""
    if unit == "ngày làm việc":
        return count
    return ceil((count / _HOUR_MINUTES if unit == "phút" else count) / policy().hours)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, _YEAR_MONTHS)
    return in_month(day.year + years, month + 1, day.day)


@cache
def _printed() -> re.Pattern[str]:
    """ "Trong vòng 05 ngày làm việc", "chậm nhất 02 (hai) ngày": with their marks, for "ngay" is another word."""
    words = "|".join(re.escape(word) for word in sorted(policy().within_words, key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\s+(?P<count>\d{{1,3}})(?:\s*\([^()]*\))?\s+(?P<unit>{_UNITS})\b")
