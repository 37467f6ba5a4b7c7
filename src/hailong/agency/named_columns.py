"""Tables of a spreadsheet whose columns are known by their heads; titles may stand above the head. No database."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from hailong.agency.faults import CellFault
from hailong.agency.units_check import Fault
from hailong.documents.read.cells import Cells, read_cells
from hailong.lexicon.text import fold

HEAD_SEARCH: Final = 25
"""Rows from the top of a sheet among which its head is looked for."""


@dataclass(frozen=True, slots=True)
class NamedTable:
    """One sheet below its head: where each field stands and how its column is called there."""

    cells: Cells
    head: int
    columns: dict[str, int]

    def numbers(self) -> Iterator[int]:
        """The rows that hold anything, counted from 1."""
        rows = self.cells.rows
        return (number for number in range(self.head + 1, len(rows) + 1) if any(rows[number - 1]))

    def texts(self, number: int) -> dict[str, str]:
        """The cells of a row by field, each on one line; those that are empty or missing are left out."""
        row = self.cells.rows[number - 1]
        width = len(row)
        return {field: " ".join(row[at].split("\n")) for field, at in self.columns.items() if at < width and row[at]}

    def fault(self, number: int, fault: Fault) -> CellFault:
        """A fault with its place; only cells of columns that are there can be at fault."""
        at = self.columns[fault.field]
        column = self.cells.rows[self.head - 1][at].replace("\n", " ")
        value = self.texts(number).get(fault.field, "")
        return CellFault(self.cells.sheet, number, column, value, fault.message, fault.cure)


def named_tables(data: bytes, name: str, words: Mapping[str, str], least: Collection[str]) -> list[NamedTable]:
    """The sheets with a head in which at least those fields are found; `words` are folded heads and their fields.

    Raises Unreadable where the file is no spreadsheet.
    """
    return [table for cells in read_cells(data, name) if (table := _table(cells, words, least)) is not None]


def _table(cells: Cells, words: Mapping[str, str], least: Collection[str]) -> NamedTable | None:
    for number, row in enumerate(cells.rows[:HEAD_SEARCH], start=1):
        columns: dict[str, int] = {}
        for at, text in enumerate(row):
            field = words.get(fold(text.replace("\n", " ")).strip(" *:"))
            if field is not None:
                columns.setdefault(field, at)
        if set(least) <= columns.keys():
            return NamedTable(cells, number, columns)
    return None
