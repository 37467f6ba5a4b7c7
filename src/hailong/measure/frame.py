"""The frame: results returned, loaded from lists of dossiers; the same list twice changes nothing.

Nobody is named in it, and no answer refers to it: its counts by unit, field and day weigh the answers.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import localdate

from hailong.agency import journal
from hailong.agency.faults import CellFault
from hailong.agency.models import Alias, Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.agency.queries import branch
from hailong.lexicon.text import fold
from hailong.measure.frame_file import FrameRow, read_frame
from hailong.measure.locking import lock
from hailong.measure.models import Returned

MANAGE: Final = "survey.manage"
_AT_ONCE: Final = 500  # rows of one question: SQLite takes no more than 999 values
_CHANGING: Final = ("procedure", "field", "respondent", "day")


@dataclass(frozen=True, slots=True)
class Report:
    """How many results were, or in a trial would be, added, changed and left; with faults nothing is.

    `waiting` dossiers have no result yet. `faulty` counts all faults, `faults` holds the first thousand.
    """

    added: int = 0
    changed: int = 0
    known: int = 0
    waiting: int = 0
    faults: tuple[CellFault, ...] = ()
    faulty: int = 0


def load(data: bytes, name: str, *, unit: Unit, by: Viewer, now: datetime, dry_run: bool = False) -> Report:
    """Put the results of a list into the frame of a unit and, where a column says so, of units below it.

    A dossier that is there with other values takes those of the list. Raises Unreadable as `read_frame`.
    """
    acting = rights.actor(by, MANAGE, unit.path)
    read = read_frame(data, name, today=localdate(now), home=unit.code, units=_names(unit))
    if read.faulty:
        return Report(waiting=read.waiting, faults=tuple(read.faults), faulty=read.faulty)
    with transaction.atomic():
        lock(unit.path)
        told = _merge(read.rows, unit)
        report = Report(told["added"], told["changed"], len(read.rows) - sum(told.values()), read.waiting)
        if report.added or report.changed:
            after = {"file": name, "sha256": hashlib.sha256(data).hexdigest(), **told}
            journal.write(
                by=acting, at=now, unit=unit, verb="survey.frame", kind="unit", thing=unit.pk, label=name, after=after
            )
        if dry_run:
            transaction.set_rollback(True)
    return report


def _names(unit: Unit) -> dict[str, str]:
    """What the units of a branch are called in lists, folded, and their codes; a name of two units is none's."""
    units = list(branch(unit))
    named = [(one.pk, text) for one in units for text in (one.name, one.short) if text]
    named += Alias.objects.filter(unit__in=units).values_list("unit_id", "text")
    codes = {one.pk: one.code for one in units}
    found: dict[str, set[str]] = {}
    for pk, text in named:
        found.setdefault(fold(text), set()).add(codes[pk])
    alone = {text: next(iter(of)) for text, of in found.items() if len(of) == 1}
    return alone | {fold(code): code for code in codes.values()}


def _merge(rows: Iterable[FrameRow], unit: Unit) -> dict[str, int]:
    units = {one.code: one for one in branch(unit)}
    spelt = _spellings(unit)
    told = {"added": 0, "changed": 0}
    for some in _chunks(rows):
        held = _held(some, units)
        new, other = [], []
        for row in some:
            values = _values(row, spelt)
            there = held.get((units[row.unit].pk, row.dossier))
            if there is None:
                new.append(_made(units[row.unit], row.dossier, values))
            elif _renewed(there, values):
                other.append(there)
        Returned.objects.bulk_create(new)
        Returned.objects.bulk_update(other, _CHANGING, batch_size=100)
        told["added"] += len(new)
        told["changed"] += len(other)
    return told


def _chunks(rows: Iterable[FrameRow]) -> Iterator[list[FrameRow]]:
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _spellings(unit: Unit) -> dict[str, str]:
    """How each field of procedures is written already, by its folded form: one field is one cell, however written."""
    known = Returned.objects.filter(province=journal.province_of(unit.path), unit__path__below=unit.path)
    return {fold(text): text for text in known.order_by("field").values_list("field", flat=True).distinct()}


def _held(rows: list[FrameRow], units: dict[str, Unit]) -> dict[tuple[Any, str], Returned]:
    """Which of these dossiers are there already."""
    of = {units[row.unit].pk for row in rows}
    there = Returned.objects.filter(unit__in=of, dossier__in=[row.dossier for row in rows])
    return {(one.unit_id, one.dossier): one for one in there}


def _values(row: FrameRow, spelt: dict[str, str]) -> dict[str, Any]:
    of = spelt.setdefault(fold(row.field), row.field)
    return {"procedure": row.procedure, "field": of, "respondent": row.respondent, "day": row.day}


def _made(unit: Unit, dossier: str, values: dict[str, Any]) -> Returned:
    return Returned(province=journal.province_of(unit.path), unit=unit, dossier=dossier, **values)


def _renewed(there: Returned, values: dict[str, Any]) -> bool:
    """Whether anything in it changed; the new values are in it."""
    different = [name for name in _CHANGING if getattr(there, name) != values[name]]
    for name in different:
        setattr(there, name, values[name])
    return bool(different)
