"""What a sheet that came back would change, and what is wrong in it."""

from dataclasses import dataclass
from datetime import date

from hailong.agency.faults import CellFault
from hailong.agency.models import Unit
from hailong.plan.models import Occurrence, Plan
from hailong.plan.round_trip.entries import Entry


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that says something new: `field` is the head of its column, `was` what is on record."""

    occurrence: Occurrence
    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What a row says as the verbs want it: the whole report, the whole explanation; None where it says none anew."""

    entry: Entry
    report: dict[str, str] | None
    explanation: dict[str, str] | None
    by_when: date | None


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference between a sheet and the records: `rows` to look at, `faults` to mend, `filled` to be applied."""

    plan: Plan
    unit: Unit
    rows: tuple[Change, ...]
    faults: tuple[CellFault, ...]
    filled: tuple[Filled, ...]
