"""Printed names of units and the units they mean here: what a reading calls "Văn phòng Sở" and whose room that is."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from hailong.agency import queries as agency
from hailong.agency.models import Unit
from hailong.agency.unit_names import Names
from hailong.lexicon.text import squeeze
from hailong.plan.intake.corrections import Reading


@dataclass(frozen=True, slots=True)
class Match:
    """A printed name, the unit it means (None: nobody known here), and the rows that print it ("tasks.3")."""

    name: str
    unit: Unit | None
    rows: tuple[str, ...]
    leads: bool


@dataclass(frozen=True, slots=True)
class Matches:
    """Every printed name of a reading's tasks and duties, in printed order."""

    all: tuple[Match, ...]

    def unit(self, name: str) -> Unit | None:
        """The unit that a printed name means; None where nobody is known or nothing prints it."""
        return next((match.unit for match in self.all if match.name == name), None)

    @property
    def unknown(self) -> tuple[Match, ...]:
        """The names of which no unit is known, those that lead first."""
        return tuple(sorted((match for match in self.all if match.unit is None), key=lambda match: not match.leads))


def match(reading: Reading, *, within: Unit, on: date | None = None) -> Matches:
    """The unit of every printed name, sought in the tree of `within` first and then above and beside it.

    Of units that have ended by that day (today's state without one) none is meant.
    """
    names = agency.names(within, on=on)
    return Matches(
        tuple(
            Match(name, _find(name, names, on), tuple(rows), leads) for name, (rows, leads) in printed(reading).items()
        )
    )


def printed(reading: Reading) -> dict[str, tuple[list[str], bool]]:
    """Every name printed, in order, with the rows that print it and whether it leads any."""
    found: dict[str, tuple[list[str], bool]] = {}
    for row, item in _rows(reading):
        for role in ("lead", "coordinating"):
            for name in item[role]:
                rows, leads = found.get(name, ([], False))
                found[name] = ([*rows, row] if row not in rows else rows, leads or role == "lead")
    return found


def _rows(reading: Reading) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in ("tasks", "duties"):
        for number, item in enumerate(reading[kind]):
            yield f"{kind}.{number}", item


def _find(name: str, names: Names, on: date | None) -> Unit | None:
    found = next((unit for spelling in spellings(name) if (unit := names.find(spelling))), None)
    ended = found is not None and found.valid_to is not None and (on is None or found.valid_to < on)
    return None if ended else found


def spellings(name: str) -> Iterator[str]:
    """The name as printed, then with its first word put otherwise, as offices do.

    >>> list(spellings("P. Kinh tế"))
    ['P. Kinh tế', 'Phòng Kinh tế']
    """
    plain = squeeze(name)
    yield plain
    for group in _same():
        for form in group:
            if plain.casefold().startswith(f"{form.casefold()} "):
                yield from (other + plain[len(form) :] for other in group if other != form)


@cache
def _same() -> list[list[str]]:
    """Groups of first words that mean the same."""
    source = resources.files("hailong.plan.intake") / "data" / "matching.toml"
    groups: list[list[str]] = tomllib.loads(source.read_text(encoding="utf-8"))["same"]
    return groups
