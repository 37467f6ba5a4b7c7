"""The confirm page as its template wants it: what will be made, what is unclear, and what was chosen so far."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from hailong.agency.faults import Refused
from hailong.agency.people.rights import Viewer
from hailong.lexicon.dates import format_date
from hailong.plan.intake import importing
from hailong.plan.intake.importing.head import fields_of
from hailong.plan.intake.matching import Match, Matches
from hailong.plan.models import Plan
from hailong.plan.queries import Reviewed
from hailong.web.desk.intake.confirming import offered
from hailong.web.desk.intake.confirming.filled import ACCOUNTABLE, UNIT, Filled, Reading, version
from hailong.web.desk.intake.confirming.offered import Group
from hailong.web.desk.intake.review import labels
from hailong.web.desk.intake.review.cells import about, base_of
from hailong.web.desk.intake.review.paging import Book, anchor

FACTS: Final = ("type", "number", "date", "agency", "title", "year")
BLANK: Final = frozenset({"number", "date", "agency"})
"""Facts without which a plan may be made: some plans are confirmed before they are numbered."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the head; `state` is "" where it is read, "blank" where it may stay empty, "missing" where not."""

    label: str
    text: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class Name:
    """A printed name: what it is chosen to mean, and how much hangs on it; `key` is where a refusal points."""

    key: str
    field: str
    name: str
    chosen: str
    known: bool
    tasks: int
    duties: int
    leads: bool
    url: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A task with several leads: its place in words, and the leads with their places to choose from."""

    key: str
    field: str
    said: str
    content: str
    chosen: int
    leads: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of the body that may become a task."""

    number: int
    where: str
    content: str
    leads: str
    ticked: bool
    shared: Shared | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the page shows; `fault` is what keeps the plan from being made at all."""

    base: str
    title: str
    version: str
    digest: str
    tasks: int
    targets: int
    others: int
    doubtful: int
    filled: Filled
    facts: tuple[Fact, ...]
    runs: tuple[date, date] | None
    fault: Refused | None
    fault_url: str
    names: tuple[Name, ...]
    groups: list[Group]
    shared: tuple[Shared, ...]
    duties: tuple[Duty, ...]
    parents: list[Group]
    twins: list[tuple[Plan, bool]]

    @property
    def unknown(self) -> int:
        """How many of the printed names nobody is known by."""
        return sum(not name.known for name in self.names)


def sheet(reviewed: Reviewed, matches: Matches, filled: Filled, *, viewer: Viewer, on: date) -> Sheet:
    """The page of a reviewed draft with what is filled in so far; asks the database only for what may be chosen."""
    reading, unit = reviewed.reading, reviewed.draft.unit
    base, head = base_of(reviewed.draft.id), reviewed.reading["document"]
    fields, fault = _fields(head)
    book = Book(reviewed)
    return Sheet(
        base=base,
        title=(head.get("attached") or {}).get("title") or head.get("title") or reviewed.draft.name,
        version=version(reviewed),
        digest=importing.digest_of(reading),
        tasks=len(reading["tasks"]),
        targets=len(reading["targets"]),
        others=sum(len(reading[key]) for key in ("quotas", "time_limits", "scores", "scorecards")),
        doubtful=len(book.doubtful),
        filled=filled,
        facts=tuple(_facts(head, base)),
        runs=(fields["first"], fields["last"]) if fields else None,
        fault=fault,
        fault_url=_edit(base, fault.field) if fault else "",
        names=tuple(_names(book, matches, filled, base)),
        groups=offered.units(unit, (match.unit for match in matches.all), on),
        shared=tuple(_shared(reading, number, filled) for number in _several(reading["tasks"])),
        duties=tuple(_duties(reading, filled)),
        parents=offered.parents(viewer, unit, on),
        twins=offered.seen_twins(viewer, importing.twins(reading, unit=unit)),
    )


def _fields(head: Reading) -> tuple[dict[str, Any] | None, Refused | None]:
    """The fields of the plan to be, or why it cannot be made."""
    try:
        return fields_of(head), None
    except Refused as reason:
        return None, reason


def _edit(base: str, path: str) -> str:
    """The form of one place of the draft, which comes back to the draft."""
    return f"{base}sua/?o={path}"


def _facts(head: Reading, base: str) -> Iterator[Fact]:
    for key in FACTS:
        attached = key == "title" and (head.get("attached") or {}).get("title")
        path = "document.attached.title" if attached else f"document.{key}"
        text = str(attached or head.get(key) or "")
        if key == "number" and not text:
            text = head.get("symbol") or ""
        if key == "date" and text:
            text = format_date(date.fromisoformat(text))
        held = head.get(key) or attached
        state = "" if held or key == "type" else "blank" if key in BLANK else "missing"
        yield Fact(labels.label(f"document.{key}"), text, state, _edit(base, path))


def _names(book: Book, matches: Matches, filled: Filled, base: str) -> Iterator[Name]:
    """Every printed name: the unknown ones first, those that lead before those that do not."""
    numbered = list(enumerate(matches.all))
    for number, match in sorted(numbered, key=lambda one: (one[1].unit is not None, not one[1].leads, one[0])):
        yield _name(book, match, f"{UNIT}{number}", filled.units.get(match.name, ""), base)


def _name(book: Book, match: Match, field: str, chosen: str, base: str) -> Name:
    tasks = sum(row.startswith("tasks.") for row in match.rows)
    first = match.rows[0]
    return Name(
        key=f"units.{match.name}",
        field=field,
        name=match.name,
        chosen=chosen,
        known=match.unit is not None,
        tasks=tasks,
        duties=len(match.rows) - tasks,
        leads=match.leads,
        url=book.view_of(first).address(base, anchor(first)),
    )


def _several(rows: list[Reading]) -> list[int]:
    return [number for number, row in enumerate(rows) if len(row["lead"]) > 1]


def _shared(reading: Reading, number: int, filled: Filled) -> Shared:
    """The question for a task or, counted on after the tasks, a duty with several leads."""
    rows, of_tasks = [*reading["tasks"], *reading["duties"]], len(reading["tasks"])
    path = f"tasks.{number}" if number < of_tasks else f"duties.{number - of_tasks}"
    return Shared(
        key=f"accountable.{number}",
        field=f"{ACCOUNTABLE}{number}",
        said=about(reading, path),
        content=rows[number]["content"],
        chosen=filled.accountable.get(number, 0),
        leads=tuple(enumerate(rows[number]["lead"])),
    )


def _duties(reading: Reading, filled: Filled) -> Iterator[Duty]:
    several = set(_several(reading["duties"]))
    for number, duty in enumerate(reading["duties"]):
        asked = _shared(reading, len(reading["tasks"]) + number, filled) if number in several else None
        where = _("mục %s") % duty["where"] if duty.get("where") else ""
        yield Duty(number, where, duty["content"], ", ".join(duty["lead"]), number in filled.duties, asked)
