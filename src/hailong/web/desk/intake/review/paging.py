"""Which rows of a reading stand on which page: a long plan is shown fifty rows at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

from hailong.plan.queries import Reviewed
from hailong.web.desk import words

PER_PAGE: Final = 50
GROUPS: Final = ("tasks", "duties", "targets", "quotas", "time_limits", "scores", "scorecards")

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """What of a draft is looked at: all rows or the doubtful ones, which page of them, where its source begins."""

    number: int = 1
    doubtful: bool = False
    source: int | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "View":
        """The view an address asks for; what makes no sense in it counts as not asked."""
        number, source = _number(query.get("trang")), _number(query.get("nguon"))
        return cls(max(1, number or 1), query.get("xem") == "can-xem", source)

    @property
    def words(self) -> str:
        """The view as the words of an address, empty for the first page of all rows."""
        asked = {
            "xem": "can-xem" if self.doubtful else None,
            "trang": self.number if self.number > 1 else None,
            "nguon": self.source,
        }
        return urlencode({key: value for key, value in asked.items() if value is not None})

    def address(self, base: str, anchor: str = "") -> str:
        """The address of the view, at a place of the page where one is named."""
        return base + (f"?{self.words}" if self.words else "") + (f"#{anchor}" if anchor else "")

    def at(self, number: int) -> "View":
        """The same rows, another page of them."""
        return replace(self, number=number, source=None)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


@dataclass(frozen=True, slots=True)
class Heading:
    """What rows that belong together stand under: their group, and the plan's own number and title."""

    group: str
    number: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One row to come: its path in the reading, its record, its heading."""

    path: str
    record: Record
    heading: Heading


def anchor(path: str) -> str:
    """The name on the page of the row a path belongs to."""
    return "h-" + row_path(path).replace(".", "-")


def row_path(path: str) -> str:
    """The path of the row that a place belongs to; a scorecard's parts are rows of their own."""
    steps = path.split(".")
    return ".".join(steps[: 4 if steps[0] == "scorecards" and steps[2:3] == ["parts"] else 2])


class Book:
    """The rows of a reviewed draft in their order, and the pages they fall on."""

    def __init__(self, reviewed: Reviewed) -> None:
        """Line up every row, without making any."""
        self.reviewed = reviewed
        self.slots = tuple(slot for group in GROUPS for slot in _slots(reviewed.reading, group))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {slot.path: index for index, slot in enumerate(self.slots)}

    @cached_property
    def doubtful(self) -> tuple[Slot, ...]:
        """The rows of which the reader is not sure and that nobody has seen yet."""
        seen = self.reviewed.seen
        return tuple(slot for slot in self.slots if slot.path not in seen and words.doubtful(slot.record))

    def _chosen(self, view: View) -> tuple[Slot, ...]:
        return self.doubtful if view.doubtful else self.slots

    def pages(self, view: View) -> int:
        """How many pages the rows looked at fill; at least one."""
        return max(1, -(-len(self._chosen(view)) // PER_PAGE))

    def within(self, view: View) -> View:
        """The view, at the last page where it asks for one beyond."""
        return replace(view, number=min(view.number, self.pages(view)))

    def shown(self, view: View) -> tuple[Slot, ...]:
        """The rows of the page looked at."""
        start = (view.number - 1) * PER_PAGE
        return self._chosen(view)[start : start + PER_PAGE]

    def view_of(self, path: str) -> View:
        """The page of all rows on which a place stands; the first for what is no row."""
        return View(self._places.get(row_path(path), 0) // PER_PAGE + 1)

    def contents(self) -> tuple[tuple[Heading, tuple[Slot, ...]], ...]:
        """Every heading with its rows, in order."""
        return tuple((heading, tuple(group)) for heading, group in groupby(self.slots, key=lambda slot: slot.heading))


def _slots(reading: Record, group: str) -> list[Slot]:
    found, parts = [], []
    for index, record in enumerate(reading.get(group) or []):
        path = f"{group}.{index}"
        found.append(Slot(path, record, _heading(group, record)))
        if group == "scorecards":
            under = Heading("parts", "", " · ".join(filter(None, (record.get("unit"), record.get("index")))))
            parts += [Slot(f"{path}.parts.{i}", part, under) for i, part in enumerate(record.get("parts") or [])]
    return found + parts


def _heading(group: str, record: Record) -> Heading:
    if group != "tasks":
        return Heading(group)
    return Heading(group, str(record.get("section") or ""), str(record.get("section_title") or ""))
