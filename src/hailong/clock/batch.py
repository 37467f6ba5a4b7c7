"""Many limits at once, as text in and text out: one call of the tables for each unit, an error for each bad row."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from hailong.clock.errors import ClockError
from hailong.clock.hours import Array, Calendar
from hailong.clock.limits import Limit, Unit, check_start, due, iso, parse_limit, parse_moment


class Answer(NamedTuple):
    """The due moment in ISO form, or what is wrong; the other is empty."""

    due: str
    error: str


class _Asked(NamedTuple):
    at: int
    start: date
    limit: Limit


def answers(calendar: Calendar, questions: Sequence[tuple[str, str]]) -> list[Answer]:
    """Answer pairs of start and limit as text, in their order. Errors name the column."""
    found: dict[int, Answer] = {}
    groups: dict[Unit, list[_Asked]] = defaultdict(list)
    for at, (start, limit) in enumerate(questions):
        try:
            asked = _read(at, start, limit)
            groups[asked.limit.unit].append(asked)
        except ClockError as error:
            found[at] = Answer("", str(error))
    for group in groups.values():
        found.update(zip((asked.at for asked in group), _together(calendar, group), strict=True))
    return [found[at] for at in range(len(questions))]


def _read(at: int, start: str, limit: str) -> _Asked:
    column = "start"
    try:
        moment = parse_moment(start)
        column = "limit"
        length = parse_limit(limit)
        column = "start"
        check_start(moment, length)
    except ClockError as error:
        raise ClockError(f"{column}: {error}") from error
    return _Asked(at, moment, length)


def _together(calendar: Calendar, group: list[_Asked]) -> list[Answer]:
    """Answer rows of one unit in one call; where one of them cannot be answered, row by row."""
    try:
        return [Answer(text, "") for text in np.datetime_as_string(_due(calendar, group)).tolist()]
    except ClockError:
        return [_alone(calendar, asked) for asked in group]


def _due(calendar: Calendar, group: list[_Asked]) -> Array:
    limit = group[0].limit
    starts = np.array([asked.start for asked in group], dtype="datetime64[D]" if limit.in_days else "datetime64[m]")
    if not limit.in_days:
        return calendar.add_minutes(starts, np.array([asked.limit.minutes for asked in group], dtype=np.int64))
    days = np.array([asked.limit.value for asked in group], dtype=np.int64)
    add = calendar.add_working_days if limit.unit == "working_days" else calendar.add_calendar_days
    return add(starts, days)


def _alone(calendar: Calendar, asked: _Asked) -> Answer:
    try:
        return Answer(iso(due(calendar, asked.start, asked.limit).due), "")
    except ClockError as error:
        return Answer("", str(error))
