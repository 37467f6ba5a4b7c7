"""Time limits of a plan: how long a step may take, in working or calendar time, and from when it counts."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from hailong.plan.intake.reading.figures import Figure, either, figures, wording
from hailong.plan.intake.reading.names import opens_name
from hailong.plan.intake.reading.outline import Passage
from hailong.plan.intake.reading.sentences import sentences

_UNITS = r"(?:(?:ngày|giờ|phút|tiếng)(?:\s+làm\s+việc)?|tuần)(?!\w)"
_HOURS_OF_A_DAY, _DAYS_OF_A_WEEK = 24, 7
_LONGEST_ORIGIN = 160


def time_limits(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    """The time limits of contract 4.1 in printed order: text, value, unit, from (None if unsaid), operator, where.

    A length of time is a limit where a comparing word stands before it. "giờ" and "phút" are working time even where
    "làm việc" is left out, except whole days of 24 hours, which are calendar days like "ngày" and "tuần". A limit
    counted back from a day ("chậm nhất 02 ngày trước ngày hẹn") has `from` "trước ngày hẹn". The same limit
    printed in two places is two entries.
    """
    return [
        _limit(sentence, figure) | {"where": passage.where}
        for passage in passages
        for sentence in sentences(passage.text)
        for figure in figures(sentence, _UNITS, time=True)
        if figure.compared
        and figure.operator in ("<=", "<")
        and not _is_clock_time(sentence, figure)
        and not _is_state(sentence, figure)
    ]


def _limit(sentence: str, figure: Figure) -> dict[str, Any]:
    value, unit = _measure(figure)
    return {
        "text": sentence,
        "value": int(value) if value == value.to_integral_value() else float(value),
        "unit": unit,
        "from": _origin(sentence, figure),
        "operator": figure.operator,
    }


def _measure(figure: Figure) -> tuple[Decimal, str]:
    """The value and the unit of the contract."""
    word = figure.unit.split()[0]
    working = "làm" in figure.unit
    if word == "ngày":
        return figure.value, "working_days" if working else "calendar_days"
    if word == "tuần":
        return figure.value * _DAYS_OF_A_WEEK, "calendar_days"
    if word == "phút":
        return figure.value, "working_minutes"
    if not working and figure.value % _HOURS_OF_A_DAY == 0:
        return figure.value / _HOURS_OF_A_DAY, "calendar_days"
    return figure.value, "working_hours"


def _is_clock_time(sentence: str, figure: Figure) -> bool:
    """Whether "16 giờ" is an hour of the day: "chậm nhất 16 giờ thứ sáu", "trước 17 giờ 00"."""
    if not figure.unit.startswith("giờ") or "làm" in figure.unit:
        return False
    lead = sentence[figure.start : figure.number_start].strip().lower()
    behind = sentence[figure.end :].strip().lower()
    counted = re.match(rf",?\s*(?:{either(wording()['limits']['from'])})(?!\w)", behind)
    return bool(re.match(r"\d|ngày|thứ|hằng|hàng|chiều|sáng", behind)) or (
        lead.startswith(tuple(wording()["limits"]["clock"])) and not counted
    )


def _is_state(sentence: str, figure: Figure) -> bool:
    """Whether it tells how long something has been or has left: "còn dưới 02 ngày đến hạn", "trễ không quá 3 ngày"."""
    before = sentence[: figure.start].split()
    return bool(before) and before[-1].lower() in wording()["limits"]["states"]


def _up_to_clause(origin: str) -> str:
    """The origin without the clause behind a comma that begins with who acts: "ngày ký, các đơn vị báo cáo"."""
    acts = (comma.start() for comma in re.finditer(r",\s+", origin) if opens_name(origin[comma.end() :]))
    return origin[: next(acts, len(origin))]


@cache
def _origins() -> re.Pattern[str]:
    words, firsts = (either(wording()["limits"][name]) for name in ("from", "origin"))
    return re.compile(rf"(?<!\w)(?:(?:{words})\s+(?=(?:{firsts})(?!\w))|kể từ\s+)(?P<origin>[^.;()]+)", re.IGNORECASE)


def _origin(sentence: str, figure: Figure) -> str | None:
    """What the limit counts from: behind it, else opening the sentence before it."""
    back = re.match(r"\s*(?P<origin>trước\s+(?:ngày|khi|thời)[^.;()]*)", sentence[figure.end :], re.IGNORECASE)
    behind = back or _origins().search(sentence, figure.end)
    if behind:
        return _up_to_clause(behind["origin"]).strip(" ,")[:_LONGEST_ORIGIN]
    before = _origins().match(sentence, 0, figure.start)
    return before["origin"].strip(" ,")[:_LONGEST_ORIGIN] if before else None
