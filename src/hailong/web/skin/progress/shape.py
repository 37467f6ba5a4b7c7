"""What the plan pages show, made of what the queries found: bars, rows, groups."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hailong.lexicon.criteria import criterion
from hailong.plan.models import Occurrence, Plan, Task, TaskUnit
from hailong.plan.queries import progress, states
from hailong.plan.standing import standing_of
from hailong.web.skin.progress import words

WIDTH = 1000
"""The width of a bar in its own units."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a bar: its kind for the style, what it says, how many, and where it lies."""

    kind: str
    label: str
    count: int
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Progress as one stacked bar with its figures; `percent` is the share of what fell due that was kept, or None."""

    pieces: tuple[Piece, ...]
    total: int
    percent: int | None


def bar(found: progress.Progress) -> Bar:
    """The bar of a progress; its pieces add up to the total."""
    total = found.total - found.cancelled
    pieces, done = [], 0
    for kind, label in words.STANDING.items():
        count = getattr(found, kind)
        x = WIDTH * done // total if total else 0
        done += count
        width = (WIDTH * done // total if total else 0) - x
        pieces.append(Piece(kind, str(label), count, str(x), str(width)))
    percent = None if found.rate is None else round(found.rate)
    return Bar(tuple(piece for piece in pieces if piece.count), total, percent)


@dataclass(frozen=True, slots=True)
class Row:
    """A task in a list."""

    task: Task
    badge: words.Word
    leads: tuple[TaskUnit, ...]
    coordinating: tuple[TaskUnit, ...]
    criteria: tuple[str, ...]
    deadline: str
    next: Occurrence | None
    overdue: int


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks under one heading, those of the page, with the bar of all that stand under it."""

    title: str
    rows: tuple[Row, ...]
    bar: Bar | None = None


def row(task: Task, on: date) -> Row:
    """The task as the list shows it; its units, criteria and occurrences must be prefetched."""
    units = list(task.units.all())
    owed = [one for one in task.occurrences.all() if one.state in states.UNFINISHED]
    return Row(
        task=task,
        badge=words.TASK[progress.task_state(task, on)],
        leads=tuple(unit for unit in units if unit.leads),
        coordinating=tuple(unit for unit in units if not unit.leads),
        criteria=tuple(one.code for one in task.criteria.all()),
        deadline=str((task.deadline or {}).get("text") or ""),
        next=min(owed, key=lambda one: one.due or date.max, default=None),
        overdue=sum(standing_of(one, on) == "overdue" for one in owed),
    )


def criterion_name(code: str) -> str:
    """A criterion's code and name; a word of its own where no criterion is named."""
    return f"{code} · {criterion(code).name}" if code else _("Không nêu tiêu chí")


def days(left: int | None) -> str:
    """How many days are left, or since when it is late."""
    if left is None:
        return ""
    if left < 0:
        return ngettext("quá hạn %(n)s ngày", "quá hạn %(n)s ngày", -left) % {"n": -left}
    return ngettext("còn %(n)s ngày", "còn %(n)s ngày", left) % {"n": left} if left else _("hạn hôm nay")


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan in the list."""

    plan: Plan
    badge: words.Word
    bar: Bar
