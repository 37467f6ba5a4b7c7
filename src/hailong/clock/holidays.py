"""State days off and swapped working days of Viet Nam, year by year, from `data/holidays_<year>.toml`.

Article 112 of the Labour Code 2019 gives the days; the Prime Minister's yearly decision places Tet and the second day
of National Day, and swaps working days. A year file holds what was published, or our reckoning from the law, marked
"dự kiến".
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal["closed", "worked"]
Status = Literal["announced", "dự kiến"]


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """One day that breaks the plain week: `closed` (nobody works) or `worked` (a rest day that is worked).

    `source` is the law or notice in words, None when a hand-added notice named none.
    """

    date: date
    kind: Kind
    name: str
    source: str | None
    status: Status = "announced"

    def as_json(self) -> dict[str, str | None]:
        """Give the day as the `basis` of a due moment shows it."""
        return {"date": self.date.isoformat(), "kind": self.kind, "name": self.name, "source": self.source}


@cache
def state_days() -> tuple[SpecialDay, ...]:
    """Return every state day off and swapped day known, in order of date."""
    return tuple(sorted((day for days in _years().values() for day in days), key=lambda day: day.date))


@cache
def known_years() -> tuple[int, int]:
    """Return the first and the last year with a file; between them no year is missing."""
    return min(_years()), max(_years())


@cache
def _years() -> dict[int, tuple[SpecialDay, ...]]:
    folder = files("hailong.clock") / "data"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.startswith("holidays_"))
    tables = [tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in names]
    return {table["year"]: tuple(SpecialDay(**day) for day in table["day"]) for table in tables}
