"""What a list of units must keep as a whole: periods that do not overlap, parents that exist, no loop. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit for one period, both days included and None where open; kind and form as a unit keeps them.

    sheet ("" in a CSV file) and row (from 1) tell where it stood. `parent` is the code of the unit above, "" at the
    top. `verified` is False where nobody has read the source.
    """

    sheet: str
    row: int
    code: str
    name: str
    kind: str
    form: str
    parent: str
    valid_from: date | None
    valid_to: date | None
    aliases: tuple[str, ...]
    resolution: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field of a row and what can be done about it, in Vietnamese."""

    field: str
    message: str
    cure: str


Found = tuple[int, Fault]


def check(units: Sequence[UnitRow | None], codes: Collection[str]) -> Iterator[Found]:
    """The faults of rows against each other, with the row's place in the list; None stands for a row told already.

    `codes` are all that may be parents beside those of the rows.
    """
    rows = [(at, unit) for at, unit in enumerate(units) if unit is not None]
    known = {*codes, *(unit.code for _, unit in rows)}
    for at, unit in rows:
        if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
            yield at, Fault("valid_to", "Ngày hết hiệu lực trước ngày có hiệu lực", "Hãy sửa một trong hai ngày.")
        if unit.parent and unit.parent not in known:
            yield (
                at,
                Fault(
                    "parent",
                    "Không có đơn vị cấp trên mang mã này",
                    "Hãy sửa mã (chú ý số 0 ở đầu) hoặc thêm dòng của đơn vị cấp trên.",
                ),
            )
    yield from _overlaps(rows)
    yield from _loops(rows)


def _first(unit: UnitRow) -> date:
    return unit.valid_from or date.min


def _last(unit: UnitRow) -> date:
    return unit.valid_to or date.max


def _overlaps(rows: Sequence[tuple[int, UnitRow]]) -> Iterator[Found]:
    by_code: dict[str, list[tuple[int, UnitRow]]] = defaultdict(list)
    for at, unit in rows:
        by_code[unit.code].append((at, unit))
    for same in by_code.values():
        same.sort(key=lambda one: (_first(one[1]), one[0]))
        reached: date | None = None
        for at, unit in same:
            if reached is not None and _first(unit) <= reached:
                yield (
                    at,
                    Fault(
                        "code",
                        "Mã này đã có ở dòng khác trong cùng thời gian hiệu lực",
                        "Hãy bỏ dòng trùng, đổi mã, hoặc ghi ngày hết hiệu lực cho dòng trước.",
                    ),
                )
            reached = max(reached or date.min, _last(unit))


def _loops(rows: Sequence[tuple[int, UnitRow]]) -> Iterator[Found]:
    """Rows that on some day stand above themselves."""
    tangled = _tangled(rows)
    told: set[int] = set()
    for day in sorted({_first(unit) for _, unit in tangled}):
        above = {unit.code: (at, unit.parent) for at, unit in tangled if _first(unit) <= day <= _last(unit)}
        for at in _circling(above) - told:
            told.add(at)
            yield (
                at,
                Fault(
                    "parent",
                    "Đơn vị thành cấp trên của chính mình (vòng lặp)",
                    "Hãy sửa mã cấp trên của một đơn vị trong vòng.",
                ),
            )


def _tangled(rows: Sequence[tuple[int, UnitRow]]) -> list[tuple[int, UnitRow]]:
    """The rows of units that cannot be reached from the top: those in a loop on some day, and those below."""
    codes = {unit.code for _, unit in rows}
    waiting: dict[str, set[str]] = defaultdict(set)
    children: dict[str, set[str]] = defaultdict(set)
    for _, unit in rows:
        if unit.parent in codes:
            waiting[unit.code].add(unit.parent)
            children[unit.parent].add(unit.code)
    free = [code for code in codes if code not in waiting]
    for code in free:  # grows while it is worked off
        for child in children[code]:
            waiting[child].discard(code)
            if not waiting[child]:
                free.append(child)
    tied = codes.difference(free)
    return [(at, unit) for at, unit in rows if unit.code in tied]


def _circling(above: dict[str, tuple[int, str]]) -> set[int]:
    """The rows on a loop, where each code has one parent."""
    circling: set[int] = set()
    seen: set[str] = set()
    for start in above:
        trail: dict[str, None] = {}
        code = start
        while code in above and code not in seen:
            seen.add(code)
            trail[code] = None
            code = above[code][1]
        if code in trail:
            path = list(trail)
            circling |= {above[each][0] for each in path[path.index(code) :]}
    return circling
