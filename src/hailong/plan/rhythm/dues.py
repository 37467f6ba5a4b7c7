"""What must be answered: one Due for each time a task is to be reported on, and the days in which the plan runs."""

from dataclasses import dataclass, replace
from datetime import date

from hailong.clock.errors import BadMoment
from hailong.lexicon.dates import format_date

ONCE = "once"  # the key of a task that is answered a single time
UNCLEAR = "thời hạn chưa rõ"  # waits for a person to say when
OUTSIDE = "thời hạn ngoài thời gian của kế hoạch"  # a rhythm with no day left: a person must decide, not the program

# What a row of the database holds of a name and of a trigger, in characters.
_LABEL, _TRIGGER = 300, 500


@dataclass(frozen=True, slots=True)
class Span:
    """The days in which a plan runs, both included: from its date (or 1 January) to the end of its last year."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to be answered.

    `key` is unique within the task and stays the same as long as the deadline does; `label` is for people.
    `starts` is the first day on which it can be worked on (None: not known), `due` the last day, inclusive. While
    `waits_for` names an event or a trigger, both are None and nothing is overdue. `before` tells that the plan prints
    "Trước ngày" of the day after `due`.
    """

    key: str
    label: str
    starts: date | None
    due: date | None
    waits_for: str | None
    before: bool = False


def waiting(label: str, trigger: str) -> Due:
    """A Due that waits for something; it has no day yet."""
    return Due(ONCE, clipped(label, _LABEL), None, None, clipped(trigger, _TRIGGER))


def triggered(due: Due, *, on: date, until: date) -> Due:
    """A waiting one whose trigger was set: it can be worked on from `on` and is due on `until`.

    Raises BadMoment where `until` comes before `on`.
    """
    if until < on:
        raise BadMoment(f"Hạn {format_date(until)} trước ngày bắt đầu {format_date(on)}; chọn hạn từ ngày đó trở đi")
    return replace(due, starts=on, due=until, waits_for=None)


def within(due: Due, key: str, name: str) -> Due:
    """The same Due as a piece of a larger task: under another key, its name behind the piece's name."""
    return replace(due, key=key, label=clipped(f"{name}{due.label}", _LABEL))


def named(due: Due, name: str) -> Due:
    """The same Due with what it is about behind its label, where that is known."""
    return replace(due, label=clipped(f"{due.label}: {name}", _LABEL)) if name else due


def clipped(text: str, most: int) -> str:
    """The text on at most so many characters, with a mark where something was left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
