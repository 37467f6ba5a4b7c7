"""Tables printed without rules: columns found by the white space between them, rows by their ordinals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from hailong.documents.anatomy import Place
from hailong.documents.read.grid import Line, Slot
from hailong.documents.read.pdf_lines import TextLine, Word, segments, wrap_cell
from hailong.documents.read.tables import head_roles, is_counter_row, section_of

HEAD_LINES = 5
"""Printed lines that one head row may wrap over."""
SURE = 0.6
"""The score of `head_roles` from which lines without rules are taken for a head: body text must not become a table."""
SPACE = 4.0
"""Points between two columns at the least: a word space is narrower."""

_FIRST_ROW = re.compile(r"\d+(\.\d+)*[.)]?|[IVX]+[.)]?|[A-H][.)]?|[-+•–]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of an unruled table are parted: the x of each border between two of them."""

    borders: tuple[float, ...]
    right: float

    def of(self, words: Sequence[Word]) -> list[list[Word]]:
        """The words of each column."""
        cells: list[list[Word]] = [[] for _ in range(len(self.borders) + 1)]
        for word in words:
            cells[sum(word.middle > border for border in self.borders)].append(word)
        return cells

    def crossed(self, words: Sequence[Word]) -> int:
        """How many borders a word or a mere word space runs across."""
        pieces = segments(words, SPACE + 1.5)
        return sum(piece[0].x0 < border < piece[-1].x1 for piece in pieces for border in self.borders)


@dataclass(frozen=True, slots=True)
class Unruled:
    """An unruled table found among the lines start to stop of a page."""

    start: int
    stop: int
    columns: Columns
    lines: tuple[Line, ...]


def find_unruled(lines: Sequence[TextLine], before: Columns | None = None) -> Unruled | None:
    """The first unruled table among a page's lines; before are the columns of one that may go on from last page."""
    for start in range(len(lines)):
        size, columns = _head(lines, start)
        if columns is not None:
            return _body(lines, start, size, _fitted(lines[start + size :], columns))
        if before is not None and start == 0 and _fits(lines[0], before):
            return _body(lines, 0, 0, before)
    return None


def _fits(line: TextLine, columns: Columns) -> bool:
    cells = columns.of(line.words)
    return not columns.crossed(line.words) and sum(map(bool, cells)) > 1


def _head(lines: Sequence[TextLine], start: int) -> tuple[int, Columns | None]:
    """How many lines the head takes here and its columns; the most lines among the best scores."""
    best = (0.0, 0)
    found: Columns | None = None
    if len(segments(lines[start].words, SPACE + 3)) < 2:
        return 0, None
    for size in range(1, min(HEAD_LINES, len(lines) - start) + 1):
        window = lines[start : start + size]
        if _FIRST_ROW.fullmatch(window[-1].words[0].text):
            break
        columns = _clusters([word for line in window for word in line.words])
        names = [_name(window, columns, each) for each in range(len(columns.borders) + 1)]
        score = head_roles(names) if len(names) > 2 else 0.0
        if score >= SURE and (score, size) > best:
            best, found = (score, size), columns
    return best[1], found


def _clusters(words: Sequence[Word]) -> Columns:
    """Columns as words stand above each other: a border in each gap that no word of these lines covers."""
    borders: list[float] = []
    reach = None
    for word in sorted(words, key=lambda each: each.x0):
        if reach is not None and word.x0 - reach > SPACE + 1:
            borders.append((reach + word.x0) / 2)
        reach = word.x1 if reach is None else max(reach, word.x1)
    return Columns(tuple(borders), reach or 0.0)


def _name(window: Sequence[TextLine], columns: Columns, column: int) -> str:
    return " ".join(word.text for line in window for word in columns.of(line.words)[column])


def _fitted(body: Sequence[TextLine], head: Columns) -> Columns:
    """The borders moved to where the fewest words of the body cross: heads are centred, contents are wider."""
    end = next((at for at, line in enumerate(body) if is_running(line) and not section_of([line.text])), len(body))
    body = [line for line in body[:end] if not is_running(line)]
    edges = (0.0, *head.borders, head.right + 400)
    borders = []
    for left, border, right in zip(edges, edges[1:], edges[2:], strict=False):
        low, high = (left + border) / 2, min((border + right) / 2, border + 150)
        steps = [low + step * (high - low) / 40 for step in range(41)]
        borders.append(min(steps, key=lambda x: (_crossings(body, x), abs(x - border))))
    right = max([head.right, *(line.x1 for line in body)])
    return Columns(tuple(sorted(borders)), right)


def _crossings(body: Sequence[TextLine], x: float) -> int:
    """Table lines with a word across x."""
    return sum(any(word.x0 - 1 < x < word.x1 + 1 for word in line.words) for line in body)


def is_running(line: TextLine) -> bool:
    """Whether a line is running text: many words, all spaces between them about the same."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(line.words)]
    return len(gaps) > 5 and max(gaps) < 2.5 * max(median(gaps), 2.0)


def _body(lines: Sequence[TextLine], start: int, size: int, columns: Columns) -> Unruled:
    stop = start + size
    while stop < len(lines) and _belongs(lines[stop], columns):
        stop += 1
    while start + size < stop < len(lines) and columns.crossed(lines[stop - 1].words):
        stop -= 1  # a section without rows, with text below it, heads that text
    rows: list[list[TextLine]] = [list(lines[start : start + size])] if size else []
    for above, line in pairwise([lines[max(start + size - 1, 0)], *lines[start + size : stop]]):
        if not rows or len(rows) <= (size > 0) or _opens(above, line, columns):
            rows.append([])
        rows[-1].append(line)
    return Unruled(start, stop, columns, tuple(_line(row, columns) for row in rows if row))


def _belongs(line: TextLine, columns: Columns) -> bool:
    return columns.crossed(line.words) == 0 or section_of([line.text]) is not None


def _opens(above: TextLine, line: TextLine, columns: Columns) -> bool:
    """A new row: something in the first column, a section, or clearly more white above than between wrapped lines."""
    first = bool(columns.of(line.words)[0])
    section = any(columns.crossed(each.words) for each in (above, line))
    return first or section or is_counter_row([line.text])


def _line(row: Sequence[TextLine], columns: Columns) -> Line:
    place = Place(row[0].page, row[0].number)
    if len(row) == 1 and columns.crossed(row[0].words):
        return Line((Slot(row[0].text, len(columns.borders) + 1, bold=row[0].bold),), place)
    cells: list[list[list[Word]]] = [[] for _ in range(len(columns.borders) + 1)]
    for line in row:
        for cell, words in zip(cells, columns.of(line.words), strict=True):
            if words:
                cell.append(words)
    edges = pairwise((0.0, *columns.borders, columns.right))
    slots = (Slot(wrap_cell(cell, *edge)) for cell, edge in zip(cells, edges, strict=True))
    return Line(tuple(slots), place)
