"""What a deadline of a plan can be: a date, a span of the calendar, a rhythm, an event, or several steps.

The shapes are those of contract 4.1, "Deadline kinds". Days are local; `due` is always the last calendar day of the
span and is never moved to a working day: whether it moves is a rule of the agency, not of the printed phrase.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["date", "month", "quarter", "half_year", "year", "recurring", "event", "depends", "milestones"]
Frequency = Literal["continuous", "daily", "weekly", "monthly", "quarterly", "yearly"]

_ALWAYS: dict[str, tuple[str, ...]] = {
    "date": ("due", "before"),
    "month": ("year", "month", "due"),
    "quarter": ("year", "quarter", "due"),
    "half_year": ("year", "half", "due"),
    "year": ("year", "due"),
    "recurring": ("freq",),
    "event": ("event",),
    "depends": ("event",),
}
_WHERE_GIVEN: dict[str, tuple[str, ...]] = {
    "month": ("until_month",),
    "quarter": ("until_quarter",),
    "recurring": ("weekday", "year", "due"),
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline phrase as read.

    `kind` is None where the phrase was not understood; `text` is always the phrase as printed, on one line.
    `until` is the last day of a printed span ("15-20/12/2025"), else None; `day` is the day of the month of a rhythm
    ("ngày 15 hằng tháng"). `confidence` runs from 0 to 1.
    """

    text: str
    kind: Kind | None = None
    confidence: float = 0.0
    due: date | None = None
    before: bool = False
    year: int | None = None
    month: int | None = None
    until_month: int | None = None
    quarter: int | None = None
    until_quarter: int | None = None
    half: int | None = None
    freq: Frequency | None = None
    weekday: int | None = None
    day: int | None = None
    event: str | None = None
    until: date | None = None
    milestones: tuple["Milestone", ...] = field(default=())

    def as_json(self) -> dict[str, object]:
        """The object of contract 4.1: `text`, `kind`, and the fields of that kind; dates as ISO text."""
        shape: dict[str, object] = {"text": self.text, "kind": self.kind}
        if self.kind is None:
            return shape
        if self.kind == "milestones":
            return {**shape, "milestones": [step.as_json() for step in self.milestones]}
        for name in _ALWAYS[self.kind]:
            shape[name] = _plain(getattr(self, name))
        for name in _WHERE_GIVEN.get(self.kind, ()):
            if getattr(self, name) is not None:
                shape[name] = _plain(getattr(self, name))
        return shape


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step of a deadline cell that holds several: what is due (None where only dates are printed) and when."""

    what: str | None
    deadline: Deadline

    def as_json(self) -> dict[str, object]:
        """The step's deadline with `what` before it, and `until` where a span is printed."""
        shape: dict[str, object] = {"what": self.what, **self.deadline.as_json()}
        if self.deadline.until is not None:
            shape["until"] = self.deadline.until.isoformat()
        return shape


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
