"""The tasks of a plan under headings, read a page at a time: a long plan costs its page what a short one does."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import QueryDict
from django.utils.translation import gettext as _

from hailong.plan.models import Plan, Task
from hailong.plan.queries import headings, progress
from hailong.web.skin.pager import Page, paged
from hailong.web.skin.progress import shape


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, the ids of its tasks in printed order, and the bar of them all, None where none is shown."""

    title: str
    tasks: Sequence[uuid.UUID]
    bar: shape.Bar | None = None


def by_section(plan: Plan, shares: Iterable[progress.SectionShare] = ()) -> list[Heading]:
    """In printed order, a heading a section."""
    bars = {(one.section, one.title): shape.bar(one.progress) for one in shares}
    found = headings.by_section(plan).items()
    return [Heading(f"{key[0]}. {key[1]}".strip(". ") or _("Nhiệm vụ"), ids, bars.get(key)) for key, ids in found]


def by_unit(plan: Plan, shares: Iterable[progress.UnitShare]) -> list[Heading]:
    """A heading a unit that is accountable, what nobody is accountable for first, then those most behind."""
    found = headings.by_unit(plan)
    known = {one.unit.pk if one.unit else None: one.progress for one in shares}
    late = {key: known[key].overdue if key in known else 0 for key in found}
    order = sorted(found, key=lambda key: (key is not None, -late[key], found[key].name))
    return [
        Heading(
            found[key].name or _("Chưa có đơn vị chịu trách nhiệm"),
            found[key].tasks,
            shape.bar(known[key]) if key in known else None,
        )
        for key in order
    ]


def by_criterion(plan: Plan, shares: Iterable[progress.CriterionShare]) -> list[Heading]:
    """A heading a criterion; a task that is to raise two stands under both."""
    bars = {one.code: shape.bar(one.progress) for one in shares}
    found = headings.by_criterion(plan)
    order = sorted(found, key=lambda code: (not code, code))
    return [Heading(shape.criterion_name(code), found[code], bars.get(code)) for code in order]


def in_order(plan: Plan) -> list[Heading]:
    """All of them in printed order under one heading."""
    return [Heading("", [pk for ids in headings.by_section(plan).values() for pk in ids])]


Load = Callable[[Sequence[uuid.UUID]], Iterable[Task]]
"""The tasks of these ids, with units, criteria and occurrences."""


def page_of(found: Sequence[Heading], asked: QueryDict, load: Load, on: date) -> tuple[Page, list[shape.Group]]:
    """The page that the address asks for, and the headings that stand on it with the rows of their tasks."""
    places = [(number, pk) for number, heading in enumerate(found) for pk in heading.tasks]
    page = paged(places, asked)
    wanted = dict.fromkeys(pk for _number, pk in page.rows)
    rows = {task.pk: shape.row(task, on) for task in load(list(wanted))}
    return page, [
        shape.Group(found[number].title, _rows(held, rows), found[number].bar)
        for number, held in groupby(page.rows, key=lambda place: place[0])
    ]


def _rows(held: Iterable[tuple[int, uuid.UUID]], rows: Mapping[uuid.UUID, shape.Row]) -> tuple[shape.Row, ...]:
    return tuple(rows[pk] for _number, pk in held if pk in rows)
