"""How often a rhythm is answered and how soon an event is: our own conventions, from data/rhythm.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from hailong.clock.deadlines import Frequency
from hailong.clock.period import Kind


@dataclass(frozen=True, slots=True)
class Policy:
    """The conventions as numbers and words.

    `periods`: in which period of the calendar one answer of a rhythm is due. `weekday` (ISO) is the day of the weekly
    answer where none is printed. `days`, `at_once` and `same_day` are working days after an event; the words tell
    which holds. `hours` are the working hours that count as one working day.
    """

    periods: dict[Frequency, Kind]
    weekday: int
    days: int
    at_once: int
    at_once_words: tuple[str, ...]
    same_day: int
    same_day_words: tuple[str, ...]
    within_words: tuple[str, ...]
    hours: int


@cache
def policy() -> Policy:
    """The conventions in force."""
    source = resources.files("hailong.plan.rhythm") / "data" / "rhythm.toml"
    table: dict[str, Any] = tomllib.loads(source.read_text("utf-8"))
    event = table["event"]
    return Policy(
        periods={freq: entry["period"] for freq, entry in table["rhythm"].items()},
        weekday=table["week"]["weekday"],
        days=event["days"],
        at_once=event["at_once"]["days"],
        at_once_words=tuple(event["at_once"]["words"]),
        same_day=event["same_day"]["days"],
        same_day_words=tuple(event["same_day"]["words"]),
        within_words=tuple(event["within"]["words"]),
        hours=event["within"]["hours"],
    )
