"""Questions about sheets of paper: where each is, whether the counts close, what still waits; they change nothing.

The counts come from two sources that the verbs write apart: how many ever reached a step, from the moves; how many lie
where today, from the sheets. A step closes where the two agree.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from hailong.agency import tree
from hailong.agency.models import Person, RoleAssignment, Unit
from hailong.agency.people.rights import Viewer
from hailong.agency.permissions import BELOW, HERE, ROLES, reach
from hailong.measure import custody, rules
from hailong.measure.models import Entry, HandOver, Round, Sheet, SheetMove

SEE: Final = "survey.see"
STATES: Final = rules.SHEET_STATES
WORDS: Final = custody.WORDS

_PATH: Final = (rules.PRINTED, rules.ISSUED, rules.HANDED, rules.RETURNED, rules.RECEIVED)
_FALLEN: Final = (rules.SPOILED, rules.MISSING)
_ON_THE_WAY: Final = (rules.ISSUED, rules.HANDED, rules.RETURNED, rules.RECEIVED, rules.ENTERED)


@dataclass(frozen=True, slots=True)
class Step:
    """How many sheets reached a step, and where they are now by state; `closes` where nobody is unaccounted for."""

    state: str
    reached: int
    now: dict[str, int]

    @property
    def closes(self) -> bool:
        """Whether those that reached it are those found."""
        return self.reached == sum(self.now.values())


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """From the printed sheets to the entered ones: each step holds the next one's `reached` among its `now`.

    `sent` and `taken` are what the two offices wrote of the parcel (None: nothing yet). `open` are the states in which
    sheets still have to move before all is settled.
    """

    steps: tuple[Step, ...]
    sent: int | None
    taken: int | None
    absent: int
    open: dict[str, int]

    @property
    def closes(self) -> bool:
        """Whether every step closes and the offices wrote the same count, but for what was noted as absent."""
        return all(step.closes for step in self.steps) and (self.taken is None or self.taken + self.absent == self.sent)

    @property
    def settled(self) -> bool:
        """Whether it closes and nothing is still on its way."""
        return self.closes and not self.open


@dataclass(frozen=True, slots=True)
class Clock:
    """A hand-over by the clock: due, sent and received (None: not yet), and whether it is or was late."""

    unit: Unit
    due: date
    record: HandOver | None
    late: bool


def sheets(viewer: Viewer, round: Round, *, unit: Unit | None = None, state: str = "") -> QuerySet[Sheet]:
    """The sheets this viewer sees: those of units within reach, and the shelf where the round's unit is."""
    there = viewer.reach(SEE)
    seen = there.q("unit__path")
    if there.covers(round.unit.path):
        seen |= Q(unit=None)
    found = Sheet.objects.filter(seen, round=round).select_related("unit", "holder")
    if unit is not None:
        found = found.filter(unit=unit)
    return found.filter(state=state) if state else found


def sheet_seen(viewer: Viewer, round: Round, serial: str) -> Sheet | None:
    """One sheet by its number; None where there is none for this viewer."""
    found: Sheet | None = sheets(viewer, round).filter(serial=serial).first()
    return found


def counts(held: QuerySet[Sheet]) -> dict[str, int]:
    """How many are in each state, in the order of the states; all of them, also where there are none."""
    found = dict(held.order_by().values_list("state").annotate(Count("pk")))
    return {state: found.get(state, 0) for state in STATES}


def by_holder(held: QuerySet[Sheet]) -> list[tuple[str, str, str]]:
    """Who holds which sheets to be given out: name, unit, serials."""
    rows: dict[tuple[str, str], list[str]] = {}
    for one in held.filter(state=rules.ISSUED, holder__isnull=False).order_by("holder__sort_key", "serial"):
        rows.setdefault((str(one.holder), one.unit.name if one.unit else ""), []).append(one.serial)
    return [(name, unit, custody.spans(some)) for (name, unit), some in rows.items()]


def clerks(round: Round, on: date) -> QuerySet[Person]:
    """Who may give out forms at some unit of the round on that day, by name."""
    below, here = ({role for role in ROLES if reach(role, custody.COUNTER) == far} for far in (BELOW, HERE))
    near, codes = Q(unit__path__below=round.unit.path), tree.codes_of(round.unit.path)
    given = (Q(role__in=below | here) & near) | Q(role__in=below, unit__code__in=codes)
    held = RoleAssignment.objects.filter(given, Q(until=None) | Q(until__gte=on), since__lte=on)
    return Person.objects.filter(pk__in=held.values("person"), is_active=True)


@dataclass(frozen=True, slots=True)
class Day:
    """How many sheets a clerk gave out and took back on a day."""

    day: date
    clerk: str
    given: int
    returned: int


def by_day(round: Round, unit: Unit | None = None) -> list[Day]:
    """How many were given and returned on each day by each clerk, in order."""
    of = {"sheet__unit": unit} if unit else {}
    moves = SheetMove.objects.filter(sheet__round=round, state__in=(rules.HANDED, rules.RETURNED), **of)
    rows = moves.order_by().values_list("day", "by__name", "state").annotate(Count("pk"))
    found: dict[tuple[date, str], Counter[str]] = {}
    for day, clerk, state, count in rows:
        found.setdefault((day, clerk), Counter())[state] = count
    return [Day(*key, tally[rules.HANDED], tally[rules.RETURNED]) for key, tally in sorted(found.items())]


def reconcile(round: Round, unit: Unit | None = None) -> Reconciliation:
    """The counts of the round, or of one unit in it from its issued sheets on."""
    of = {"unit": unit} if unit else {}
    held = Sheet.objects.filter(round=round, **of)
    states = dict(held.values_list("pk", "state"))
    steps = _steps(states, _trails(held))
    sent, taken = _parcels(HandOver.objects.filter(round=round, **of))
    absent = SheetMove.objects.filter(sheet__in=held, reason=custody.ABSENT, state=rules.MISSING).count()
    tally = Counter(states.values())
    still = {state: tally[state] for state in _ON_THE_WAY if tally[state]}
    return Reconciliation(steps if unit is None else steps[1:], sent, taken, absent, still)


def _parcels(parcels: QuerySet[HandOver]) -> tuple[int | None, int | None]:
    """How many sheets were sent and taken in the parcels that were taken; sent alone while none was."""
    rows = list(parcels.values_list("count", "received_count"))
    taken = [(count, there) for count, there in rows if there is not None]
    if taken:
        return sum(count for count, _there in taken), sum(there for _count, there in taken)
    return (sum(count for count, _none in rows) if rows else None), None


@dataclass(frozen=True, slots=True)
class _Trail:
    """What the moves of a sheet say: the furthest step, and where it fell out of the way ("" where it did not)."""

    step: int
    fallen: str = ""

    def after(self, state: str) -> "_Trail":
        """With one more move."""
        if state == rules.PRINTED:
            return _Trail(0)  # back on the shelf, as if it had never left
        if state in _PATH:
            return _Trail(max(self.step, _PATH.index(state)))
        return replace(self, fallen=state) if state in _FALLEN else self


def _trails(held: QuerySet[Sheet]) -> dict[Any, _Trail]:
    """The trail of every sheet by its id; of one without moves, none."""
    found: dict[Any, _Trail] = {}
    for sheet, state in SheetMove.objects.filter(sheet__in=held).order_by("id").values_list("sheet", "state"):
        found[sheet] = found.get(sheet, _Trail(0)).after(state)
    return found


def _steps(states: Mapping[Any, str], trails: Mapping[Any, _Trail]) -> tuple[Step, ...]:
    reached = [sum(trail.step >= number for trail in trails.values()) for number in range(len(_PATH))]
    lying: list[Counter[str]] = [Counter() for _name in _PATH]
    for sheet, state in states.items():
        number, word = _lies(state, trails.get(sheet, _Trail(0)))
        lying[number][word] += 1
    for number, further in enumerate(reached[1:]):
        if further:
            lying[number][_PATH[number + 1]] = further
    return tuple(Step(name, reached[number], dict(lying[number])) for number, name in enumerate(_PATH))


def _lies(state: str, trail: _Trail) -> tuple[int, str]:
    """At which step a sheet lies and under which state it is counted; a destroyed one as what it was before."""
    if state in _PATH:
        return _PATH.index(state), state
    if state in _FALLEN or trail.fallen:
        return trail.step, trail.fallen if state == rules.DESTROYED else state
    return len(_PATH) - 1, rules.VERIFIED if state == rules.DESTROYED else state


def clocks(viewer: Viewer, round: Round, on: date) -> list[Clock]:
    """The hand-overs of the units to which sheets were issued, by the clock of that day."""
    issued = Sheet.objects.filter(round=round, unit__isnull=False).values("unit")
    records = {
        one.unit_id: one for one in HandOver.objects.filter(round=round).select_related("sent_by", "received_by")
    }
    units = Unit.objects.filter(viewer.reach(SEE).q(), pk__in=issued).order_by("path")
    return [_clock(round, unit, records.get(unit.pk), on) for unit in units]


def _clock(round: Round, unit: Unit, record: HandOver | None, on: date) -> Clock:
    due = record.due if record else custody.due(round, unit)
    return Clock(unit, due, record, ((record.sent if record else None) or on) > due)


def to_enter(viewer: Viewer, round: Round) -> QuerySet[Sheet]:
    """The received sheets this viewer may enter and has not yet, those that somebody else entered first."""
    there = viewer.reach(custody.ENTER)
    mine = Entry.objects.filter(typist__in=[viewer.person_id] if viewer.person_id else [])
    waiting = Sheet.objects.filter(there.q("unit__path"), round=round, state=rules.RECEIVED)
    waiting = waiting.exclude(pk__in=mine.values("sheet")).annotate(passes=Count("entries"))
    return waiting.order_by("-passes", "serial")


def differing(viewer: Viewer, round: Round) -> QuerySet[Sheet]:
    """The sheets entered twice that this viewer may settle: the two entries differ."""
    there = viewer.reach(custody.ENTER)
    held = Sheet.objects.filter(there.q("unit__path"), round=round, state=rules.ENTERED)
    return held.select_related("round__version").order_by("serial")


def unfinished(round: Round) -> int:
    """How many sheets are with visitors, on their way or not verified: answers that closing the round would lose."""
    return Sheet.objects.filter(round=round, state__in=_ON_THE_WAY[1:]).count()
