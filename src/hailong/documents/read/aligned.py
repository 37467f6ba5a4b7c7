"""Tables whose columns stand under one another by blanks, as a PDF tool prints them that keeps the page's layout."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hailong.documents.anatomy import Block, Place
from hailong.documents.read.flattened import closes_table
from hailong.documents.read.grid import Line as GridLine
from hailong.documents.read.grid import Slot, blocks_of
from hailong.documents.read.heads import is_plan_head
from hailong.documents.read.join import is_bullet, is_lower, join_lines, join_pieces
from hailong.documents.read.lines import Line
from hailong.documents.read.tables import head_roles, is_counter_row, is_repeat, split_numeral

_CHUNK = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_ORDINAL = re.compile(r"\(?\d{1,3}(?:\.\d{1,2})*[.)]?")
_HEAD_LINES = 7
_SURE_HEAD = 0.5
_TOP = 1.5  # how much a row's ordinal speaks for the row beginning on its own line


@dataclass(frozen=True, slots=True)
class _Span:
    """A piece of a printed line: its text, and the columns of characters it takes."""

    text: str
    start: int
    end: int

    @property
    def middle(self) -> float:
        """The middle of the piece."""
        return (self.start + self.end) / 2


def _chunks(line: Line) -> list[_Span]:
    """The pieces of a line that two or more blanks set apart."""
    return [_Span(m[0], m.start(), m.end()) for m in _CHUNK.finditer(line.printed.expandtabs(8))]


def _columns(lines: Sequence[Line]) -> list[tuple[int, int, list[str]]]:
    """The columns that head lines print: pieces that stand over one another belong together."""
    columns: list[tuple[int, int, list[str]]] = []
    for span in (span for line in lines for span in _chunks(line)):
        over = [column for column in columns if column[0] < span.end and span.start < column[1]]
        texts = [text for column in over for text in column[2]]
        start, end = min([span.start, *(c[0] for c in over)]), max([span.end, *(c[1] for c in over)])
        columns = [column for column in columns if column not in over] + [(start, end, [*texts, span.text])]
    return sorted(columns, key=lambda column: column[0])


@dataclass(frozen=True, slots=True)
class _Head:
    names: tuple[str, ...]
    middles: tuple[float, ...]
    length: int


def _head(lines: Sequence[Line], start: int) -> _Head | None:
    """The head that begins at a line, if its pieces in columns name a plan's columns and a first row follows."""
    if len(_chunks(lines[start])) < 2 or any(char.isdigit() for char in lines[start].text[:2]):
        return None
    for length in range(1, min(_HEAD_LINES, len(lines) - start - 1) + 1):
        if not _opens_row(lines[start + length]):
            continue
        columns = _columns(lines[start : start + length])
        names = tuple(join_lines(column[2]) for column in columns)
        if is_plan_head(names) and head_roles(names) >= _SURE_HEAD:
            return _Head(names, tuple((column[0] + column[1]) / 2 for column in columns), length)
        return None
    return None


def _opens_row(line: Line) -> bool:
    first = _chunks(line)[0].text
    numeral = split_numeral(first)
    return _ORDINAL.fullmatch(first) is not None or is_counter_row(line.words) or numeral is not None


def _fits(line: Line, edges: Sequence[float]) -> bool:
    """Whether a line can belong to a table: no piece of it runs on over more than one border of columns."""
    spans = _chunks(line)
    if len(spans) > 1 or split_numeral(line.text):
        return True
    return sum(spans[0].start < edge < spans[0].end for edge in edges) < 2


def aligned_region(lines: Sequence[Line], start: int) -> int:
    """The index after the last line of the aligned table that begins at `start` (start itself where none does)."""
    head = _head(lines, start)
    if head is None:
        return start
    edges = [(left + right) / 2 for left, right in pairwise(head.middles)]
    stop = start + head.length
    while stop < len(lines) and not closes_table(lines[stop].text) and _fits(lines[stop], edges):
        stop += 1
    return stop


def _edges(lines: Sequence[Line], middles: Sequence[float]) -> list[float]:
    """Where the borders between columns run on a page: between two names, where the fewest lines print anything."""
    printed = [line.printed.expandtabs(8) for line in lines if len(_chunks(line)) > 1]
    edges = []
    for left, right in pairwise(middles):
        places = range(int(left) + 1, int(right) + 1)
        cover = {x: sum(len(text) > x and text[x] != " " for text in printed) for x in places}
        least = min(cover.values(), default=0)
        runs = [x for x in places if cover[x] == least]
        edges.append((runs[0] + runs[-1]) / 2 if runs else (left + right) / 2)
    return edges


def _cells(line: Line, edges: Sequence[float]) -> list[str]:
    """A line's words put into columns by where they stand; the title of a section is kept in one piece."""
    text = line.printed.expandtabs(8)
    numeral = split_numeral(line.text)
    spans = _chunks(line)
    if numeral and numeral[1] and len(spans) <= 2:
        return [numeral[0], numeral[1], *("" for _ in edges[1:])]
    cells = [""] * (len(edges) + 1)
    for word in _WORD.finditer(text):
        column = sum((word.start() + word.end()) / 2 > edge for edge in edges)
        cells[column] = f"{cells[column]} {word[0]}".strip()
    return cells


@dataclass(frozen=True, slots=True)
class _Printed:
    """One line of a table in columns."""

    line: Line
    cells: list[str]


def _is_start(printed: _Printed) -> bool:
    first = printed.cells[0]
    return bool(first) and (_ORDINAL.fullmatch(first) is not None or split_numeral(first) is not None)


def _boundary(lines: Sequence[_Printed], above: int, ordinal: int) -> int:
    """The line where the row begins whose ordinal stands at `ordinal`; an ordinal in the middle begins it earlier."""

    def score(index: int) -> float:
        printed, before = lines[index], lines[index - 1]
        total = _TOP if index == ordinal else 0.0
        total += 1.5 if printed.line.gap else 0.0
        for cell, over in zip(printed.cells[1:], before.cells[1:], strict=True):
            if cell:
                total += -1.0 if is_lower(cell) else 0.5 + (0.5 if over.endswith((".", ";")) else 0.0)
        return total

    return max(range(above + 1, ordinal + 1), key=score)


def _row_starts(lines: Sequence[_Printed]) -> Iterator[int]:
    ordinals = [index for index, printed in enumerate(lines) if _is_start(printed)]
    yield 0
    for above, ordinal in pairwise(ordinals):
        yield _boundary(lines, above, ordinal)


def _joined(texts: Sequence[str]) -> str:
    text = ""
    for piece in filter(None, texts):
        text = f"{text}\n{piece}" if text and is_bullet(piece) else join_pieces(text, piece)
    return text


def _in_columns(lines: Sequence[Line], head: _Head) -> list[_Printed]:
    """The table's lines in columns, page by page, without the head's repeats and without counters of columns."""
    printed: list[_Printed] = []
    names = list(head.names)
    pages = sorted({line.page for line in lines})
    for page in pages:
        here = [line for line in lines if line.page == page]
        repeated = page != pages[0] and is_repeat(names, [line.text for line in here[: head.length]])
        here = here[head.length :] if repeated else here
        edges = _edges(here, head.middles)
        printed += [_Printed(line, _cells(line, edges)) for line in here if not is_counter_row(line.words)]
    return printed


def read_aligned(lines: Sequence[Line]) -> list[Block]:
    """The table that aligned lines make up; the first of them begins its head."""
    head = _head(lines, 0)
    if head is None:
        return []
    printed = _in_columns(lines[head.length :], head)
    starts = sorted({*_row_starts(printed)}) if printed else []
    grid = [GridLine(tuple(map(Slot, head.names)), Place(lines[0].page, lines[0].number), head=True)]
    for start, stop in zip(starts, [*starts[1:], len(printed)], strict=True):
        row = printed[start:stop]
        slots = tuple(Slot(_joined([each.cells[column] for each in row])) for column in range(len(head.names)))
        grid.append(GridLine(slots, Place(row[0].line.page, row[0].line.number)))
    return blocks_of(grid, "flattened")
