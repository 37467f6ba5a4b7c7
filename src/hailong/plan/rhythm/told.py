"""The JSON of a deadline (contract 4.1) back as a Deadline. What says nothing usable comes back with kind None."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final, get_args

from hailong.clock.deadlines import Deadline, Frequency, Kind, Milestone
from hailong.clock.phrases import read_deadline
from hailong.lexicon.text import squeeze

_NEEDED: Final[dict[str, str]] = {
    "date": "due",
    "month": "month",
    "quarter": "quarter",
    "half_year": "half",
    "recurring": "freq",
    "event": "event",
    "depends": "event",
    "milestones": "milestones",
}
_YEARS: Final = (2, 9998)  # the years of which every day has a day before and behind it
_NUMBERS: Final[dict[str, tuple[int, int]]] = {
    "year": _YEARS,
    "month": (1, 12),
    "until_month": (1, 12),
    "quarter": (1, 4),
    "until_quarter": (1, 4),
    "half": (1, 2),
    "weekday": (1, 7),
    "day": (1, 31),
}


def told(shape: Mapping[str, Any] | None) -> Deadline:
    """The deadline of a task or part; kind None where it is absent, unread or damaged: a person must set it."""
    if shape is None:
        return Deadline("")
    text = squeeze(str(shape.get("text") or ""))
    try:
        found = Deadline(text, **_fields(shape))
    except (TypeError, ValueError):
        return Deadline(text)
    return _completed(found) if found.freq else found


def _completed(rhythm: Deadline) -> Deadline:
    """With the day that the phrase prints and the contract has no place for ("ngày 15 hằng tháng")."""
    printed = read_deadline(rhythm.text, rhythm.year)
    return replace(rhythm, day=printed.day) if rhythm.day is None and printed.freq == rhythm.freq else rhythm


def _fields(shape: Mapping[str, Any]) -> dict[str, Any]:
    kind, freq = shape.get("kind"), shape.get("freq")
    found: dict[str, Any] = {
        "kind": _one_of(kind, get_args(Kind)),
        "freq": _one_of(freq, get_args(Frequency)),
        "before": shape.get("before") is True,
        "event": squeeze(str(shape.get("event") or "")),
        "due": _day(shape.get("due")),
        "milestones": tuple(map(_step, shape.get("milestones") or ())),
    }
    found |= {name: _number(shape.get(name), *ends) for name, ends in _NUMBERS.items()}
    if kind in _NEEDED and not found[_NEEDED[kind]]:
        raise ValueError(kind)
    return found


def _step(shape: Any) -> Milestone:
    if not isinstance(shape, Mapping):
        raise TypeError
    what = squeeze(str(shape.get("what") or ""))
    return Milestone(what or None, told(shape))


def _one_of(value: Any, known: tuple[str, ...]) -> Any:
    if value is not None and value not in known:
        raise ValueError(value)
    return value


def _number(value: Any, low: int, high: int) -> int | None:
    if value is None:
        return None
    if type(value) is not int or not low <= value <= high:
        raise ValueError(value)
    return value


def _day(value: Any) -> date | None:
    if value is None:
        return None
    day = date.fromisoformat(value)
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise ValueError(value)
    return day
