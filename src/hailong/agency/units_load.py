"""A whole list of units loaded at once: compared with what is there, only what differs written, one journal line.

A list holds one row for each period of a unit. A unit is kept as it is on the day of loading, from its first day to its
last; the names of its other periods find it too. An empty cell says nothing: it takes nothing away. A list with a fault
is not loaded at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import localdate

from hailong.agency import journal, tree
from hailong.agency.faults import Refused
from hailong.agency.models import Alias, Move, Unit
from hailong.agency.people.rights import Forbidden, Viewer, actor
from hailong.agency.units_check import UnitRow
from hailong.lexicon.text import fold

MANAGE: Final = "unit.manage"
_SAID: Final = ("name", "kind", "form", "valid_from", "valid_to", "resolution", "verified")
FIELDS: Final = {
    "name": "tên",
    "kind": "loại",
    "form": "hình thức",
    "parent": "cấp trên",
    "valid_from": "hiệu lực từ",
    "valid_to": "hiệu lực đến",
    "resolution": "căn cứ",
    "verified": "đã kiểm chứng",
    "aliases": "tên gọi khác",
}
"""What a list may change, and how people call it."""
_BATCH: Final = 100  # rows a statement; psycopg takes longer over each row of longer ones
_WRITTEN: Final = (*_SAID, "parent", "path", "sort_key", "search")


@dataclass(frozen=True, slots=True)
class Change:
    """What a list does to a unit: `made` new, or each field with its value before and after; aliases in either case."""

    code: str
    name: str
    made: bool
    fields: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LoadFault:
    """A row that cannot be loaded: its place in the file, its unit's code, what is wrong, the cure."""

    sheet: str
    row: int
    code: str
    message: str
    cure: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many units of the list were, or in a trial would be, created, changed and left; with faults nothing is."""

    created: int
    changed: int
    unchanged: int
    faults: tuple[LoadFault, ...]
    changes: tuple[Change, ...]


def load(
    rows: Iterable[UnitRow], *, by: Viewer, now: datetime, dry_run: bool = False, source: str = "", sha256: str = ""
) -> Loaded:
    """Make the units as the list says; the second time nothing changes. `source` and `sha256` name the file."""
    with transaction.atomic():
        tree.lock()
        work = _Work(localdate(now))
        work.take(rows)
        if not work.faults:
            work.place()
        if work.faults:
            return Loaded(0, 0, 0, tuple(work.faults), ())
        loaded = work.result()
        if not dry_run and loaded.changes:
            acting = _acting(by, work.touched())
            work.write()
            _note(work, loaded, acting, now, source, sha256)
    return loaded


def _acting(by: Viewer, paths: Sequence[str]) -> journal.Actor:
    """Whoever loads must manage every place that is touched."""
    reach = by.reach(MANAGE)
    if not all(map(reach.covers, paths)):
        raise Forbidden(MANAGE)
    return actor(by, MANAGE, paths[0])


@dataclass
class _Work:
    """The list laid over the units that are there."""

    on: date
    units: dict[str, Unit] = field(default_factory=dict)
    listed: list[Unit] = field(default_factory=list)
    rows: dict[str, UnitRow] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    was_at: dict[str, str] = field(default_factory=dict)
    fields: dict[str, dict[str, tuple[Any, Any]]] = field(default_factory=lambda: defaultdict(dict))
    aliases: list[Alias] = field(default_factory=list)
    faults: list[LoadFault] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Fetch every unit; parents become the same objects, so that a path follows from the one above."""
        found = list(Unit.objects.all())
        by_id = {unit.pk: unit for unit in found}
        for unit in found:
            unit.parent = by_id[unit.parent_id] if unit.parent_id else None
            self.units[unit.code] = unit
            self.was_at[unit.code] = unit.path

    def take(self, rows: Iterable[UnitRow]) -> None:
        """Lay each unit of the list over the one that is there, or make it; then find the parents."""
        spans: dict[str, list[UnitRow]] = defaultdict(list)
        for row in rows:
            spans[row.code].append(row)
        for code, periods in spans.items():
            periods.sort(key=lambda row: row.valid_from or date.min)
            self.rows[code] = _today(periods, self.on)
        self._find_clashes(spans)
        if self.faults:
            return
        known = self._known_names()
        for code, periods in spans.items():
            self._lay(self._unit(code), self.rows[code], periods, known)
        for code, row in self.rows.items():
            self._put_under(self.units[code], row.parent)

    def _find_clashes(self, spans: Mapping[str, Sequence[UnitRow]]) -> None:
        """Codes that differ by capitals only would be one branch to some eyes and two to others."""
        known = {code.casefold(): code for code in self.units}
        for code in spans:
            other = known.setdefault(code.casefold(), code)
            if other != code:
                self._fault(code, f"Mã {code} chỉ khác mã {other} ở chữ hoa, chữ thường.", "Dùng một mã khác hẳn.")

    def _fault(self, code: str, message: str, cure: str) -> None:
        row = self.rows.get(code)
        self.faults.append(LoadFault(row.sheet if row else "", row.row if row else 0, code, message, cure))

    def _known_names(self) -> dict[str, set[str]]:
        known: dict[str, set[str]] = defaultdict(set)
        for code, folded in Alias.objects.values_list("unit__code", "folded"):
            known[code].add(folded)
        return known

    def _unit(self, code: str) -> Unit:
        if code not in self.units:
            self.units[code] = Unit(code=code)
            self.made.add(code)
        self.listed.append(self.units[code])
        return self.units[code]

    def _lay(self, unit: Unit, row: UnitRow, periods: Sequence[UnitRow], known: Mapping[str, set[str]]) -> None:
        said = {name: getattr(row, name) for name in _SAID}
        said |= {"valid_from": periods[0].valid_from, "valid_to": periods[-1].valid_to}
        names = [unit.name, *(other.name for other in periods), *(text for other in periods for text in other.aliases)]
        for name, value in said.items():
            self._set(unit, name, value)
        aliases = tree.new_aliases(unit, names, {fold(unit.name), fold(unit.short), *known.get(unit.code, ())})
        if aliases:
            self.aliases += aliases
            self.fields[unit.code]["aliases"] = ("", "; ".join(alias.text for alias in aliases))
        if unit.code in self.made or "name" in self.fields[unit.code]:
            tree.derive(unit)

    def _set(self, unit: Unit, name: str, value: Any) -> None:
        old = getattr(unit, name)
        if value in (None, "") or value == old:
            return
        setattr(unit, name, value)
        if unit.code not in self.made:
            self.fields[unit.code][name] = (old, value)

    def _put_under(self, unit: Unit, code: str) -> None:
        if not code:
            return
        parent = self.units.get(code)
        if parent is None:
            self._fault(unit.code, f"Không có đơn vị cấp trên mang mã {code}.", "Sửa mã, hoặc nạp đơn vị ấy trước.")
        elif unit.parent is not parent:
            self.fields[unit.code]["parent"] = (unit.parent.code if unit.parent else "", code)
            unit.parent = parent

    def place(self) -> None:
        """Write every path from the top down; what is never reached from there stands above itself."""
        below: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units.values():
            below[unit.parent.code if unit.parent else ""].append(unit)
        level, placed = below[""], 0
        while level:
            placed += len(level)
            for unit in level:
                unit.path = tree.path_of(unit.code, unit.parent)
                self._check_depth(unit)
            level = [child for unit in level for child in below[unit.code]]
        if placed < len(self.units):
            self._find_loop()

    def _check_depth(self, unit: Unit) -> None:
        try:
            tree.check_depth(len(unit.path), "parent")
        except Refused as refused:
            self._fault(unit.code, refused.message, refused.cure)

    def _find_loop(self) -> None:
        for unit in self.listed:
            above, seen = unit.parent, {unit.code}
            while above is not None and above.code not in seen:
                seen.add(above.code)
                above = above.parent
            if above is unit:
                said = "Đơn vị thành cấp trên của chính mình (vòng lặp)."
                self._fault(unit.code, said, "Sửa mã cấp trên của một đơn vị trong vòng.")

    def result(self) -> Loaded:
        """Count, and tell what happens to each unit of the list."""
        changes = tuple(
            Change(unit.code, unit.name, unit.code in self.made, _shown(self.fields[unit.code]))
            for unit in self.listed
            if unit.code in self.made or self.fields.get(unit.code)
        )
        changed = len(changes) - len(self.made)
        return Loaded(len(self.made), changed, len(self.listed) - len(changes), (), changes)

    def touched(self) -> list[str]:
        """The places that change: of the units that differ, and those they come from; parents of new ones."""
        paths = []
        for unit in self.listed:
            if unit.code in self.made:
                paths.append(unit.parent.path if unit.parent else tree.ROOT)
            elif self.fields.get(unit.code):
                paths += [unit.path, self.was_at[unit.code]]
                paths += [tree.ROOT if unit.parent is None else unit.parent.path] if self._moved(unit) else []
        return paths

    def _moved(self, unit: Unit) -> bool:
        return unit.code not in self.made and "parent" in self.fields.get(unit.code, ())

    def write(self) -> None:
        """Two statements' worth of units, whatever their number; those below a unit that moved go with it."""
        new = [unit for unit in self.units.values() if unit.code in self.made]
        Unit.objects.bulk_create(sorted(new, key=lambda unit: unit.path.count("/")), batch_size=_BATCH)
        old = [unit for unit in self.units.values() if unit.code not in self.made and self._differs(unit)]
        Unit.objects.bulk_create(
            old, batch_size=_BATCH, update_conflicts=True, unique_fields=["id"], update_fields=_WRITTEN
        )
        Alias.objects.bulk_create(self.aliases, batch_size=_BATCH)
        Move.objects.bulk_create(
            Move(unit=unit, was=self.was_at[unit.code], now=unit.path, day=self.on, resolution=unit.resolution)
            for unit in self.listed
            if self._moved(unit)
        )

    def _differs(self, unit: Unit) -> bool:
        return unit.path != self.was_at[unit.code] or bool(self.fields.get(unit.code))


def _today(periods: Sequence[UnitRow], on: date) -> UnitRow:
    """The row of that day: the last that has begun, or the first where none has."""
    begun = [row for row in periods if row.valid_from is None or row.valid_from <= on]
    return begun[-1] if begun else periods[0]


def _shown(fields: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[str, str]]:
    return {name: (_text(old), _text(new)) for name, (old, new) in fields.items()}


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "có" if value else "không"
        case date():
            return f"{value:%d/%m/%Y}"
    return str(value)


def _note(work: _Work, loaded: Loaded, acting: journal.Actor, now: datetime, source: str, sha256: str) -> None:
    """One line for the whole list, at the nearest unit above all that changed."""
    changed = [change for change in loaded.changes if not change.made]
    before = {change.code: {name: old for name, (old, _new) in change.fields.items()} for change in changed}
    after = {
        "created": loaded.created,
        "changed": {change.code: {name: new for name, (_old, new) in change.fields.items()} for change in changed},
        "unchanged": loaded.unchanged,
        "sha256": sha256,
    }
    journal.write(
        by=acting,
        at=now,
        unit=_above_all(work.touched()),
        verb="unit.load",
        kind="unit",
        thing=sha256[:36] or "load",
        label=f"Nạp danh sách đơn vị {source}".strip(),
        before=before,
        after=after,
    )


def _above_all(paths: Sequence[str]) -> Unit:
    shared: list[str] = []
    for codes in zip(*(tree.codes_of(path) for path in paths), strict=False):
        if len(set(codes)) > 1 or not codes[0]:
            break
        shared.append(codes[0])
    return Unit(code=shared[-1], path=f"/{'/'.join(shared)}/") if shared else tree.EVERYWHERE
