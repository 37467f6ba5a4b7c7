"""Invented tables laid out as a PDF tool flattens them: cell by cell, each cell's lines wrapped to its column.

Widths are those of Times in pdfminer's metrics, not the reader's own: lines break where a real page breaks them.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from pdfminer.fontmetrics import FONT_METRICS

_TIMES = FONT_METRICS["Times-Roman"][1]

Section = tuple[str, str]
Cells = Sequence[str]


def width(text: str) -> int:
    """The printed width of a text in thousandths of the type size."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D").replace("“", '"').replace("”", '"'))
    return sum(_TIMES.get(char, 500) for char in plain if not unicodedata.combining(char))


def wrap(text: str, limit: int) -> list[str]:
    """A cell's lines: its paragraphs (set apart by line feeds) broken where the next word would not fit."""
    lines: list[str] = []
    for paragraph in text.split("\n") if text else []:
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and width(longer) > limit:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


@dataclass
class Page:
    """How a tool prints: empty lines between lines, lines on a page, whether the head is printed again on each page."""

    gap: int = 1
    height: int = 10_000
    again: bool = False
    feed: str = " "
    out: list[str] = field(default_factory=list)
    used: int = 0

    def put(self, lines: Sequence[str]) -> None:
        """Print lines."""
        for line in lines:
            self.out += [line, *[""] * self.gap]

    def turn(self, head: Sequence[str]) -> None:
        """Begin a page: what is printed next stands right below, set off by a blank or a form feed."""
        while self.out and not self.out[-1]:
            self.out.pop()
        self.used = 0
        mark = len(self.out)
        self.put(head if self.again else [])
        self._mark = mark

    def finish(self) -> str:
        """The text, with every page's first line marked."""
        return "\n".join(self.out)


def flatten(
    head: Sequence[str], rows: Sequence[Section | Cells], widths: Sequence[int], page: Page | None = None
) -> str:
    """A table as flattened text; a row of two is a section (numeral, title), any other has one cell a column."""
    page = page or Page()
    names = [line for name, limit in zip(head, widths, strict=True) for line in wrap(name, limit)]
    page.put(names)
    turned: list[int] = []
    for row in rows:
        if len(row) == 2:
            page.put([" ".join(row)])
            page.used += 1
            continue
        cells = [wrap(cell, limit) for cell, limit in zip(row, widths, strict=True)]
        room = page.height - page.used
        if max(map(len, cells)) <= room:
            page.put([line for cell in cells for line in cell])
            page.used += max(map(len, cells))
            continue
        page.put([line for cell in cells for line in cell[:room]])
        page.turn(names)
        turned.append(page._mark)
        page.put([line for cell in cells for line in cell[room:]])
        page.used = max(map(len, cells)) - room
    for index in turned:
        page.out[index] = page.feed + page.out[index]
    return page.finish()
