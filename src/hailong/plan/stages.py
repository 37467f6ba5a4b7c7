"""When people are told of what falls due: our own policy from data/reminders.toml; no database."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Stages:
    """`before`: working days left at which to remind. `first` and `every`: calendar days after the last one.

    `ahead`: how many calendar days a day's list looks ahead; `answered`: so long an answer is told.
    """

    before: tuple[int, ...]
    first: int
    every: int
    ahead: int
    answered: int

    def stage(self, due: date, *, left: int, on: date) -> str:
        """The stage reached on a day with `left` working days to go: "5", "1", "+0", "+1" ...; "" for none."""
        if on <= due:
            return str(min((days for days in self.before if left <= days), default=""))
        past = (on - due).days - self.first
        return f"+{past // self.every}" if past >= 0 else ""


@cache
def stages() -> Stages:
    """The policy in force."""
    source = resources.files("hailong.plan") / "data" / "reminders.toml"
    table: dict[str, Any] = tomllib.loads(source.read_text("utf-8"))
    overdue = table["overdue"]
    return Stages(
        before=tuple(table["before"]["days"]),
        first=overdue["first"],
        every=overdue["every"],
        ahead=table["today"]["ahead"],
        answered=table["answered"]["days"],
    )
