"""Everything of a task that must be answered, from its deadline and the days of its plan.

Keys: "once" (also a task that waits), "2025Q3", "2025M09", "2025W40", "2025" for rhythms, "m2" and "m2.2025Q3" for the
second step of a cell that holds several, "p1.…" for the first printed row of a task that has several; "e1" for events
(module events). Nothing is ever lost: a task always has at least one Due, if only one that waits for a person.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from hailong.clock.deadlines import Deadline, Milestone
from hailong.clock.hours import Calendar
from hailong.lexicon.text import squeeze
from hailong.plan.rhythm.dues import ONCE, OUTSIDE, UNCLEAR, Due, Span, clipped, waiting, within
from hailong.plan.rhythm.rhythms import rhythm
from hailong.plan.rhythm.spans import stretch
from hailong.plan.rhythm.told import told

_NAME = 160  # characters of a product or step in a label, which also has to hold the day


def occurrences(
    deadline: Mapping[str, Any] | None, *, span: Span, calendar: Calendar, parts: Sequence[Mapping[str, Any]] = ()
) -> tuple[Due, ...]:
    """The Dues of a task by due day; those that wait come last.

    `deadline` and `parts` are JSON of contract 4.1. A part without a deadline of its own has the task's. Rhythms give
    only what is due within the span; what comes once is kept even if it was due before the plan was signed.
    """
    found = list(_of_parts(deadline, parts, span, calendar)) if parts else _of(told(deadline), span, calendar)
    return tuple(sorted(found, key=lambda due: due.due or date.max))


def _of_parts(
    deadline: Mapping[str, Any] | None, parts: Sequence[Mapping[str, Any]], span: Span, calendar: Calendar
) -> Iterator[Due]:
    for number, part in enumerate(parts, start=1):
        product = squeeze(str(part.get("product") or ""))
        own = part.get("deadline") or deadline
        for due in _of(told(own), span, calendar):
            yield within(due, f"p{number}.{due.key}", _name("Phần", number, product))


def _of(deadline: Deadline, span: Span, calendar: Calendar) -> list[Due]:
    """The Dues of one deadline, whatever its kind."""
    if deadline.kind is None:
        return [waiting(deadline.text or UNCLEAR.capitalize(), UNCLEAR)]
    if deadline.kind in ("event", "depends"):
        trigger = deadline.event or deadline.text
        return [waiting(trigger, trigger)]
    if deadline.kind == "recurring":
        return list(rhythm(deadline, span, calendar)) or [waiting(deadline.text or OUTSIDE.capitalize(), OUTSIDE)]
    if deadline.kind == "milestones":
        steps = enumerate(deadline.milestones, start=1)
        return [due for number, step in steps for due in _of_step(number, step, span, calendar)]
    days = stretch(deadline, span)
    return [Due(ONCE, days.label, days.first, days.due, None, days.before)]


def _of_step(number: int, step: Milestone, span: Span, calendar: Calendar) -> Iterator[Due]:
    for due in _of(step.deadline, span, calendar):
        key = f"m{number}" if due.key == ONCE else f"m{number}.{due.key}"
        yield within(due, key, _name("Bước", number, step.what or ""))


def _name(word: str, number: int, name: str) -> str:
    """What stands before the day in a label: "Bước 2: ", "Phần 1: tờ rơi - "."""
    return f"{word} {number}: {clipped(name, _NAME)} - " if name else f"{word} {number}: "
