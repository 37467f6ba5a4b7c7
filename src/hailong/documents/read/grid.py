"""From a printed grid of cells to a Table: where the head stands, what is a section row, what a page break cut.

Word, PDF, HTML and spreadsheets all come down to the same grid: rows of slots, some spanning columns, some covered by
the cell above. What is decided here is decided once for all of them.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from hailong.documents.anatomy import NOWHERE, Block, Cell, Paragraph, Place, Row, Table, TableKind
from hailong.documents.read.join import is_bullet, is_lower, join_pieces
from hailong.documents.read.tables import (
    head_roles,
    is_counter_row,
    is_cut,
    is_repeat,
    mark_sections,
    section_of,
    split_numeral,
)
from hailong.lexicon.text import fold, squeeze

HEAD_SEARCH = 25
"""Rows from the top of a grid among which a head is looked for: title, agency and unit lines come before it."""
SURE_HEAD = 0.5
"""The score of `tables.head_roles` from which a row is the head of a plan table without further thought."""

SURE_DEADLINE = 0.8
"""The score from which a cell's text is a whole deadline phrase."""

_NUMERIC = re.compile(r"[\d\s.,/:%+()-]*\d[\d\s.,/:%+()-]*")
_HEAD_CELL_WORDS = 14


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell as printed: how many columns it spans, and whether it is the lower part of a cell merged downwards."""

    text: str
    columns: int = 1
    covered: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One printed row of a grid; head where the file itself says that the row repeats at the top of each page."""

    slots: tuple[Slot, ...]
    place: Place = NOWHERE
    head: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """One text a column: a spanning cell's in its first column, nothing for what is covered."""
        return tuple(text for slot in self.slots for text in _spread(slot, ""))

    @property
    def covers(self) -> tuple[bool, ...]:
        """For each column whether a cell merged downwards reaches into it from above."""
        return tuple(slot.covered for slot in self.slots for _ in range(slot.columns))

    @property
    def filled(self) -> list[str]:
        """The texts that are not empty."""
        return [slot.text for slot in self.slots if slot.text and not slot.covered]


@dataclass(frozen=True, slots=True)
class Head:
    """The head found in a grid: lines start to stop, and one text a column."""

    start: int
    stop: int
    texts: tuple[str, ...]


def blocks_of(lines: Sequence[Line], kind: TableKind = "ruled", before: Block | None = None) -> list[Block]:
    """The paragraphs printed above the head inside the grid, then the table; no head: a table with an empty one.

    Right after a table (before) of as many columns, only a row that surely names columns opens a new head.
    """
    lines = [line for line in lines if line.filled]
    if not lines:
        return []
    follows = isinstance(before, Table) and len(before.head) == len(lines[0].texts)
    head = find_head(lines, sure=follows)
    if head is None:
        width = max(len(line.texts) for line in lines)
        return [Table((), tuple(_row(line, width) for line in lines), lines[0].place, kind)]
    above: list[Block] = [Paragraph("\n".join(line.filled), line.place) for line in lines[: head.start]]
    width = len(head.texts)
    rows = [_row(line, width) for line in _without_repeats(lines, head)]
    return [*above, Table(head.texts, mark_sections(rows), lines[head.start].place, kind)]


def find_head(lines: Sequence[Line], *, sure: bool = False) -> Head | None:
    """The head of a grid: rows so marked by the file, else the row that names plan columns best, else the first
    complete row of short labels; merged two-row heads become one ("Trách nhiệm - Chủ trì").

    sure leaves the last guess out."""
    start = _head_start(lines, sure)
    if start is None:
        return None
    while start and any(slot.covered for slot in lines[start].slots):
        start -= 1
    stop = start + 1
    while stop < len(lines) and (_continues_head(lines[stop - 1], lines[stop]) or _is_marked(lines, start, stop)):
        stop += 1
    texts = _flatten(lines[start:stop])
    if stop < len(lines) and is_counter_row(lines[stop].texts):
        stop += 1
    return Head(start, stop, texts)


def _head_start(lines: Sequence[Line], sure: bool) -> int | None:
    search = range(min(len(lines), HEAD_SEARCH))
    marked = next((each for each in search if lines[each].head and len(lines[each].filled) > 1), None)
    if marked is not None and _is_label_like(lines[marked]):
        return marked
    scores = [(head_roles(list(lines[each].texts)), -each) for each in search if len(lines[each].filled) > 1]
    best = max(scores, default=(0.0, 0))
    if best[0] >= SURE_HEAD:
        return -best[1]
    if sure:
        return None
    width = max(len(line.filled) for line in lines)
    return next((each for each in search if each + 1 < len(lines) and _is_plain_head(lines, each, width)), None)


def _is_plain_head(lines: Sequence[Line], index: int, width: int) -> bool:
    """A complete row of different short labels, with something unlike labels below: figures, or longer text."""
    line = lines[index]
    if len(line.filled) < max(2, round(0.75 * width)) or not _is_label_like(line):
        return False
    below = [text for each in lines[index + 1 : index + 6] for text in each.filled]
    return any(_NUMERIC.fullmatch(text) or len(text.split()) > _HEAD_CELL_WORDS for text in below) or all(
        slot.bold for slot in line.slots if slot.text
    )


def _is_label_like(line: Line) -> bool:
    labels = [squeeze(text) for text in line.filled]
    different = len({fold(label) for label in labels})  # "TT" may name both the ordinal and a criterion
    return different >= max(2, len(labels) - 1) and not any(
        _NUMERIC.fullmatch(label) or len(label.split()) > _HEAD_CELL_WORDS for label in labels
    )


def _is_marked(lines: Sequence[Line], start: int, index: int) -> bool:
    return lines[start].head and lines[index].head and not is_counter_row(lines[index].texts)


def _continues_head(above: Line, line: Line) -> bool:
    """A second head row: beneath a spanning label stand several labels, and beneath the others nothing."""
    texts, column, split = line.texts, 0, False
    for slot in above.slots:
        beneath = [text for text in texts[column : column + slot.columns] if text]
        column += slot.columns
        if slot.columns > 1 and slot.text and len(beneath) > 1:
            split = True
        elif beneath and slot.text:
            return False
    return split and _is_label_like(line)


def _flatten(lines: Sequence[Line]) -> tuple[str, ...]:
    columns: list[list[str]] = []
    for line in lines:
        spread = [_label(text) for slot in line.slots for text in _spread(slot, slot.text)]
        columns += [[] for _ in range(len(spread) - len(columns))]
        for parts, text in zip(columns, spread, strict=False):
            if text and text not in parts:
                parts.append(text)
    return tuple(" - ".join(parts) for parts in columns)


def _label(text: str) -> str:
    """A head cell on one line; a short word that the narrow column itself broke ("ST" over "T") is whole again."""
    whole = re.sub(r"\s", "", text)
    return whole if len(whole) < 5 and whole.isalpha() and whole.isupper() else squeeze(text)


def _spread(slot: Slot, rest: str) -> list[str]:
    return [slot.text if not slot.covered else "", *([rest] * (slot.columns - 1))]


def _without_repeats(lines: Sequence[Line], head: Head) -> Iterable[Line]:
    printed = [line.texts for line in lines[head.start : head.stop] if not is_counter_row(line.texts)]
    for line in lines[head.stop :]:
        if not line.head and not any(is_repeat(texts, line.texts) for texts in printed):
            yield line


def _row(line: Line, width: int) -> Row:
    """The line as a row of as many cells as the head has; a row that only names a section is a heading."""
    texts = list(line.texts)
    texts += [""] * (width - len(texts))
    texts[width - 1 :] = ["\n".join(filter(None, texts[width - 1 :]))]
    title = _spanning_title(line) if width > 1 else ""
    if title:
        texts = [*(section_of([title]) or split_numeral(title) or ("", title)), *[""] * (width - 2)]
    covers = (*line.covers, *[False] * width)
    cells = tuple(Cell(text, covered=covers[column] and not text) for column, text in enumerate(texts))
    return Row(cells, (line.place,), heading=bool(title))


def _spanning_title(line: Line) -> str:
    """The only text of a row where it spans most columns: a section's title, with or without its numeral."""
    shown = [slot for slot in line.slots if slot.text and not slot.covered]
    if len(shown) != 1 or any(slot.covered for slot in line.slots):
        return ""
    return shown[0].text if shown[0].columns > max(1, len(line.texts) // 2) else ""


def join_tables(blocks: Sequence[Block], deadline: Callable[[str], float]) -> list[Block]:
    """Tables that a page break parted put together again: the second repeats the head, or has none and fits.

    At the seam a piece without ordinal continues the row above (a cut row); deadline tells it from a further product.
    """
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Table) and isinstance(last, Table) and _fits(last, block):
            rows = _join_seam(last.rows, block.rows, deadline)
            joined[-1] = Table(last.head, rows, last.place, last.kind)
        else:
            joined.append(block)
    return joined


def _fits(first: Table, second: Table) -> bool:
    if not first.head:
        return False
    if second.head:
        return len(first.head) == len(second.head) and is_repeat(first.head, second.head)
    return bool(second.rows) and len(second.rows[0].cells) == len(first.head)


def _join_seam(above: tuple[Row, ...], below: tuple[Row, ...], deadline: Callable[[str], float]) -> tuple[Row, ...]:
    if above and below and (is_cut(above[-1], below[0]) or _is_piece(above[-1], below[0], deadline)):
        below = (_glue(above[-1], below[0]), *below[1:])
        above = above[:-1]
    return mark_sections(above + below)


def _is_piece(above: Row, row: Row, deadline: Callable[[str], float]) -> bool:
    """Whether the first row of a new page goes on with the row above: no ordinal, and no deadline of its own.

    Between pages far more rows are cut than begin as a further product of the same measure; only what states a
    second whole deadline is taken for one.
    """
    pages = above.places[-1].page, row.place.page
    if None in pages or pages[0] == pages[1] or row.heading or above.heading or row.cells[0].text:
        return False
    both = zip(above.texts, row.texts, strict=True)
    return not any(deadline(first) > SURE_DEADLINE and deadline(second) > SURE_DEADLINE for first, second in both)


def _glue(above: Row, row: Row) -> Row:
    cells = tuple(
        Cell(join_texts(first.text, second.text), confidence=min(first.confidence, second.confidence))
        for first, second in zip(above.cells, row.cells, strict=True)
    )
    return Row(cells, above.places + row.places, above.heading, min(above.confidence, row.confidence))


def join_texts(first: str, second: str) -> str:
    """Two pieces of one cell: on the same line unless the first ends a sentence or the second opens a new item."""
    if first and second and (is_bullet(second) or (first[-1] in ".;:" and not is_lower(second))):
        return f"{first}\n{second}"
    return join_pieces(first, second)
