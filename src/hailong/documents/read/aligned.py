"""Tables whose columns stand under one another by blanks, as a PDF tool prints them that keeps the page's layout.

Where the columns run is told by where pieces begin, after two blanks or more, on many lines. A tool places every row
anew, so each row's borders are looked for once more near those of the table; there one blank may be all that is left.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hailong.documents.anatomy import Block, Place
from hailong.documents.read.flattened import closes_table
from hailong.documents.read.grid import Line as GridLine
from hailong.documents.read.grid import Slot, blocks_of
from hailong.documents.read.heads import is_plan_head, opens_head, parse_head
from hailong.documents.read.join import is_bullet, is_lower, join_pieces
from hailong.documents.read.lines import Line
from hailong.documents.read.tables import is_counter_row, is_repeat, split_numeral

_WORD = re.compile(r"\S+")
_CHUNK = re.compile(r"\S+(?: \S+)*")
_ORDINAL = re.compile(r"\(?\d{1,3}(?:\.\d{1,2})*[.)]?")
_HEAD_LINES = 8
_KNOWN = 0.5  # cost per word of a column's name: lines of the first row make it dearer
_APART = 2  # characters: beginnings farther apart than this are of different columns
_SUPPORT = 0.08  # share of the lines that must begin a piece where a column begins
_DRIFT = 6  # characters by which one row's borders may differ from the table's
_TOP = 1.5  # how much a row's ordinal speaks for the row beginning on its own line


def _printed(line: Line) -> str:
    return line.printed.expandtabs(8).rstrip()


def _begins(line: Line) -> list[int]:
    """Where pieces of a line begin that two blanks or more set apart."""
    return [match.start() for match in _CHUNK.finditer(_printed(line))]


def _opens_row(line: Line) -> bool:
    first = line.words[0]
    numeral = split_numeral(first)
    return _ORDINAL.fullmatch(first) is not None or is_counter_row(line.words) or numeral is not None


def _head_length(lines: Sequence[Line], start: int) -> int:
    """How many lines the head takes that begins at `start`; 0 where no head in columns begins there."""
    if not opens_head(lines[start].text) or len(_begins(lines[start])) < _APART + 1:
        return 0
    for length in range(1, min(_HEAD_LINES, len(lines) - start - 1) + 1):
        if _opens_row(lines[start + length]):
            return length
        if closes_table(lines[start + length].text):
            return 0
    return 0


def _column_starts(lines: Sequence[Line]) -> list[int]:
    """Where the columns of a table begin: runs of places at which many lines begin a piece."""
    counted = Counter(start for line in lines for start in _begins(line))
    groups: list[list[int]] = []
    for place in sorted(counted):
        if groups and place - groups[-1][-1] <= _APART:
            groups[-1].append(place)
        else:
            groups.append([place])
    least = max(2.0, _SUPPORT * len(lines))
    return [
        min(group, key=lambda place: (-counted[place], place))
        for group in groups
        if sum(counted[place] for place in group) >= least
    ]


def _split(line: Line, starts: Sequence[int]) -> list[str]:
    """A line's words put into the columns that begin at `starts`."""
    cells = [""] * len(starts)
    for word in _WORD.finditer(_printed(line)):
        column = max(0, sum(word.start() >= start - 1 for start in starts) - 1)
        cells[column] = f"{cells[column]} {word[0]}".strip()
    return cells


@dataclass(frozen=True, slots=True)
class _Table:
    """A table in columns: its names, where they begin, how many lines its head takes and where its lines end."""

    names: tuple[str, ...]
    starts: tuple[int, ...]
    length: int
    stop: int


def _crosses(line: Line, starts: Sequence[int]) -> bool:
    """Whether a line runs on over several columns, as no line of a table does except a section's."""
    begins = _begins(line)
    end = len(_printed(line))
    return len(begins) == 1 and sum(begins[0] < start < end for start in starts) > 1 and not split_numeral(line.text)


def _find(lines: Sequence[Line], start: int) -> _Table | None:
    length = _head_length(lines, start)
    if not length:
        return None
    page = [line for line in lines[start : _stop(lines, start + length, ())] if line.page == lines[start].page]
    starts = _column_starts(page)
    stop = _stop(lines, start + length, starts)
    if stop < start + len(page):
        starts = _column_starts(lines[start:stop])
    for size in range(length, 0, -1):
        names = _names(lines[start : start + size], starts)
        if is_plan_head(names) and all(map(_is_one_name, names)):
            return _Table(names, tuple(starts), size, stop)
    return None


def _is_one_name(text: str) -> bool:
    cost, names = parse_head([text])
    return len(names) == 1 and cost <= _KNOWN


def _stop(lines: Sequence[Line], index: int, starts: Sequence[int]) -> int:
    """The index of the first line from `index` on that the table cannot hold."""
    while index < len(lines) and not closes_table(lines[index].text) and not _crosses(lines[index], starts):
        index += 1
    return index


def _on_page(lines: Sequence[Line], starts: Sequence[int]) -> list[int]:
    """Where the table's columns begin on one page: tools place every page anew."""
    found = _column_starts(lines)
    if len(found) == len(starts):
        return found
    return [min((place for place in found if abs(place - start) <= _DRIFT), default=start) for start in starts]


def _names(lines: Sequence[Line], starts: Sequence[int]) -> tuple[str, ...]:
    cells = [_split(line, starts) for line in lines] if starts else []
    return tuple(" ".join(filter(None, column)) for column in zip(*cells, strict=True))


def _shifted(lines: Sequence[Line], starts: Sequence[int]) -> list[int]:
    """The table's borders moved to where one row's words leave room, and where most of its pieces begin."""
    texts = [f" {_printed(line)}" for line in lines]
    moved: list[int] = []
    for index, start in enumerate(starts):
        expected = start + (moved[-1] - starts[index - 1] if moved else 0)
        lowest = moved[-1] + 1 if moved else 0
        highest = (starts[index + 1] if index + 1 < len(starts) else start + _DRIFT + 1) - 1
        places = range(max(lowest, start - _DRIFT), max(lowest, min(highest, start + _DRIFT)) + 1)
        moved.append(_roomiest(texts, places, expected))
    return moved


def _roomiest(texts: Sequence[str], places: range, expected: int) -> int:
    return max(places, key=lambda place: (_room(texts, place), -abs(place - expected)))


def _room(texts: Sequence[str], place: int) -> float:
    """How well a column may begin at a place: no word runs over it, and pieces begin there, one surely."""
    total, surely = 0.0, False
    for text in texts:
        before, here = text[place : place + 1], text[place + 1 : place + 2]
        if not here.strip():
            continue
        if before.strip():
            return -3.0 * len(texts)
        set_apart = text[place - 1 : place].isspace()
        surely = surely or set_apart
        total += 2.0 if set_apart else 1.0
    return total if surely else 0.0


@dataclass(frozen=True, slots=True)
class _Row:
    """One printed row: its lines and their cells."""

    lines: tuple[Line, ...]
    cells: tuple[tuple[str, ...], ...]


def _is_start(cells: Sequence[str]) -> bool:
    first = cells[0]
    return bool(first) and (_ORDINAL.fullmatch(first) is not None or split_numeral(first) is not None)


def _boundary(lines: Sequence[Line], cells: Sequence[list[str]], above: int, ordinal: int) -> int:
    """The line where the row begins whose ordinal stands at `ordinal`; an ordinal in the middle begins it earlier."""

    def score(index: int) -> float:
        total = (_TOP if index == ordinal else 0.0) + (1.5 if lines[index].gap else 0.0)
        for cell, over in zip(cells[index][1:], cells[index - 1][1:], strict=True):
            if cell:
                total += -1.0 if is_lower(cell) else 0.5 + (0.5 if over.endswith((".", ";")) else 0.0)
        return total

    return max(range(above + 1, ordinal + 1), key=score)


def _rows(lines: Sequence[Line], table: _Table) -> Iterator[_Row]:
    pages = {page: [line for line in lines if line.page == page] for page in {line.page for line in lines}}
    places = {page: _on_page(here, table.starts) for page, here in pages.items()}
    cells = [_split(line, places[line.page]) for line in lines]
    ordinals = [index for index, line in enumerate(lines) if _is_start(cells[index])]
    edges = [0, *(_boundary(lines, cells, above, below) for above, below in pairwise(ordinals)), len(lines)]
    for start, stop in pairwise(edges):
        here = lines[start:stop]
        own = {page: _shifted([line for line in here if line.page == page], at) for page, at in places.items()}
        yield _Row(tuple(here), tuple(tuple(_split(line, own[line.page])) for line in here))


def _joined(texts: Sequence[str]) -> str:
    text = ""
    for piece in filter(None, texts):
        text = f"{text}\n{piece}" if text and is_bullet(piece) else join_pieces(text, piece)
    return text


def _slots(row: _Row) -> tuple[Slot, ...]:
    texts = [_joined([cells[column] for cells in row.cells]) for column in range(len(row.cells[0]))]
    numeral = split_numeral(row.lines[0].text)
    if numeral and numeral[1] and split_numeral(row.lines[0].words[0]):
        title = _joined([numeral[1], *(line.text for line in row.lines[1:])])
        texts = [numeral[0], title, *("" for _ in texts[2:])]
    return tuple(map(Slot, texts))


def _body(lines: Sequence[Line], table: _Table) -> list[Line]:
    """The table's lines below its head, without the head's repeats and without counters of columns."""
    kept: list[Line] = []
    index = table.length
    while index < len(lines):
        again = [line.text for line in lines[index : index + table.length]]
        if opens_head(again[0]) and is_repeat([line.text for line in lines[: table.length]], again):
            index += table.length
            continue
        if not is_counter_row(lines[index].words):
            kept.append(lines[index])
        index += 1
    return kept


def read_aligned(lines: Sequence[Line], start: int) -> tuple[list[Block], int]:
    """The aligned table whose head begins at a line, and the index after its last line; no blocks where none does."""
    table = _find(lines, start)
    if table is None:
        return [], start
    here = lines[start : table.stop]
    grid = [GridLine(tuple(map(Slot, table.names)), Place(here[0].page, here[0].number), head=True)]
    body = _body(here, table)
    for row in _rows(body, table) if body else ():
        grid.append(GridLine(_slots(row), Place(row.lines[0].page, row.lines[0].number)))
    return blocks_of(grid, "flattened"), table.stop
