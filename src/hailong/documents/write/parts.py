"""A small model of an official document: what the writers lay out, whatever the format.

The parts follow Decree 30/2020/NĐ-CP, Appendix I (boxes 1 to 9); lengths and type sizes are the writers' business.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Agency:
    """Who issues: the superior body (empty where there is none), the body itself, and its place name."""

    name: str
    superior: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature block: lines of authority and position in capitals ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), a name."""

    positions: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph of the body: plain text, a heading ("I. MỤC TIÊU") or a base ("Căn cứ ...", in italics)."""

    text: str
    style: Literal["text", "heading", "base"] = "text"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the body: one text a cell, relative column widths, and the indexes of rows that head a section.

    A section row holds its numeral in the first cell and its title in the second; the others are empty. Cells may
    hold several paragraphs parted by line feeds.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    sections: frozenset[int] = frozenset()
    centred: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Annex:
    """What is attached, on pages of its own: a label ("PHỤ LỤC", "KẾ HOẠCH"), a title, what it belongs to ("(Kèm theo
    Kế hoạch số ...)"), and the body; title and note may be empty."""

    label: str
    body: tuple[Text | Grid, ...]
    title: str = ""
    note: str = ""
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Official:
    """A whole document; number is "05" or empty where it is not given yet, symbol "KH-UBND", day None where blank."""

    agency: Agency
    kind: str
    title: str
    body: tuple[Text | Grid, ...]
    number: str = ""
    symbol: str = ""
    day: date | None = None
    signature: Signature | None = None
    recipients: tuple[str, ...] = ()
    landscape: bool = False
    annex: Annex | None = None


def date_line(place: str, day: date | None) -> str:
    """Place and date as the decree writes them: day under 10 and months 1 and 2 with a zero, blanks to be filled in."""
    if day is None:
        written = "ngày      tháng      năm"
    else:
        month = f"{day.month:02d}" if day.month < 3 else str(day.month)
        written = f"ngày {day.day:02d} tháng {month} năm {day.year}"
    return f"{place}, {written}" if place else written


def number_line(number: str, symbol: str) -> str:
    """The number and symbol: "Số: 07/KH-UBND", the number under 10 with a zero, or white space where it is blank."""
    written = number.zfill(2) if number.isdigit() else number or " " * 6
    return f"Số: {written}/{symbol}" if symbol else f"Số: {written}"


def column_shares(grid: Grid) -> list[float]:
    """The share of the width that each column takes, 1 in all: as given, else by the length of what it holds."""
    weights = list(grid.widths) or [_weight(grid, column) for column in range(len(grid.head))]
    return [weight / sum(weights) for weight in weights]


def _weight(grid: Grid, column: int) -> float:
    rows = (row for index, row in enumerate(grid.rows) if index not in grid.sections)
    texts: Sequence[str] = [grid.head[column], *(row[column] for row in rows)]
    lengths = sorted(len(text) for text in texts)
    longest_word = max((len(word) for text in texts for word in text.split()), default=1)
    usual = lengths[int(0.9 * (len(lengths) - 1))]
    return max(math.pow(usual, 0.6), min(usual, 9.0), 1.1 * longest_word, 5.5)
