"""Ruled tables of a PDF page: the cells that lines draw, filled with the words inside them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from hailong.documents.anatomy import Place
from hailong.documents.read.grid import Line, Slot
from hailong.documents.read.pdf_lines import Word, lines_of, wrap_cell

MAX_EDGES = 6_000
"""Drawn lines on one page above which it is a drawing and not a table; finding tables takes their square."""
NEAR = 3.0
"""Points within which two edges are the same line."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on a page: its box, the edges of its columns and its rows."""

    box: Box
    columns: tuple[float, ...]
    lines: tuple[Line, ...]


def read_grid(cells: Sequence[Box], words: Sequence[Word], page: int, tops: Sequence[float]) -> Grid | None:
    """The table of these cells (x0, top, x1, bottom); None for a frame of one cell or column.

    tops are the upper edges of the page's text lines, by which rows get their line number.
    """
    columns = _edges([edge for cell in cells for edge in (cell[0], cell[2])])
    bands = _edges([edge for cell in cells for edge in (cell[1], cell[3])])
    if len(columns) < 3 or len(bands) < 2:
        return None
    filled = _fill(cells, words)
    lines = []
    for number, top in enumerate(bands[:-1]):
        slots = _slots(cells, filled, columns, bands, number)
        place = Place(page, max(1, bisect_right(tops, top - 1) + 1))
        lines.append(Line(tuple(slots), place))
    box = (columns[0], bands[0], columns[-1], bands[-1])
    return Grid(box, tuple(columns), tuple(lines))


def _edges(values: Sequence[float]) -> list[float]:
    """The distinct edges: those nearer than NEAR are one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > NEAR:
            edges.append(value)
    return edges


def _index(value: float, edges: Sequence[float]) -> int:
    return min(range(len(edges)), key=lambda each: abs(edges[each] - value))


def _fill(cells: Sequence[Box], words: Sequence[Word]) -> dict[Box, list[Word]]:
    """The words whose middle lies in each cell."""
    filled: dict[Box, list[Word]] = {cell: [] for cell in cells}
    for word in words:
        x, y = word.middle, (word.top + word.bottom) / 2
        for cell in cells:
            if cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]:
                filled[cell].append(word)
                break
    return filled


def _slots(
    cells: Sequence[Box],
    filled: dict[Box, list[Word]],
    columns: Sequence[float],
    bands: Sequence[float],
    number: int,
) -> list[Slot]:
    """One band of the grid; a cell that began in a band above covers its columns here."""
    middle = (bands[number] + bands[number + 1]) / 2
    here = {_index(cell[0], columns): cell for cell in cells if cell[1] < middle < cell[3]}
    slots: list[Slot] = []
    column = 0
    while column < len(columns) - 1:
        cell = here.get(column)
        if cell is None:
            slots.append(Slot(""))
            column += 1
            continue
        span = max(1, _index(cell[2], columns) - column)
        words = filled[cell]
        covered = cell[1] < bands[number] - NEAR
        text = "" if covered else wrap_cell(lines_of(words), cell[0], cell[2])
        slots.append(Slot(text, span, covered, bold=bool(words) and all(word.bold for word in words)))
        column += span
    return slots
