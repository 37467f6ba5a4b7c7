"""Tables printed as running lines, the cells of each row one after the other: what PDF tools leave of a plan's table.

The head is found by its words, the rows by their ordinals, the cells by how lines break (`decode`, `fitting`).
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from hailong.documents.anatomy import Cell, Place, Recognisers, Row, Table
from hailong.documents.read.anchors import Anchor, find_anchors
from hailong.documents.read.decode import Reading, Step, cell_text
from hailong.documents.read.fitting import fit
from hailong.documents.read.heads import MOST_LINES, Head, find_head, opens_head
from hailong.documents.read.join import join_lines
from hailong.documents.read.lines import Line
from hailong.documents.read.tables import is_counter_row, is_repeat, split_numeral
from hailong.lexicon.text import fold

_PROSE_LINES = 10  # so many lines of running text before a table tell how wide such text prints
_PROSE_SHARE = 0.85  # of that width: lines wider than this are running text again
_HEADING_LINES = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A table found in lines: the table, and the index of the first line after it."""

    table: Table
    stop: int


@cache
def _closers() -> tuple[tuple[str, ...], frozenset[str]]:
    data = tomllib.loads((files(__package__) / "data" / "layout_words.toml").read_text("utf-8"))
    return tuple(fold(text) for text in data["starts"]), frozenset(fold(text) for text in data["alone"])


def closes_table(text: str) -> bool:
    """Whether a line belongs to no table: recipients, signature, the heading of another document or annex."""
    starts, alone = _closers()
    folded = fold(text)
    return folded.startswith(starts) or (text.isupper() and folded in alone)


def head_at(lines: Sequence[Line], start: int) -> Head | None:
    """The head that begins at line `start` and is followed by a first row or section, if there is one."""
    if not opens_head(lines[start].text):
        return None
    window = lines[start : start + MOST_LINES + 1]
    for stop in range(1, len(window)):
        if closes_table(window[stop].text):
            return None
        if _opens_rows(window[stop]):
            head = find_head(window, stop)
            if head is not None and head.numbered:
                return head
    return None


def _opens_rows(line: Line) -> bool:
    """Whether a line can be the first below a head: ordinal 1, or section I or A."""
    anchors = find_anchors([line])
    return (
        bool(anchors) and anchors[0].label.lstrip("0")[:1] in ("1", "I", "A") and anchors[0].label not in ("II", "III")
    )


def _prose_width(lines: Sequence[Line]) -> int:
    """How wide running text prints in a document, by the lines before a table; 0 where that cannot be told."""
    widths = sorted(line.width for line in lines)
    return widths[int(0.9 * len(widths))] if len(widths) >= _PROSE_LINES else 0


def _is_heading(line: Line) -> bool:
    numeral = split_numeral(line.text)
    return (numeral is not None and "." in line.text[:6]) or line.text.isupper()


def _stop(lines: Sequence[Line], start: int, prose: int) -> int:
    """The index of the first line after a table whose rows begin at `start`."""
    wide = 0
    for index in range(start, len(lines)):
        if closes_table(lines[index].text):
            return index
        wide = wide + 1 if prose and lines[index].width > _PROSE_SHARE * prose else 0
        if wide == 2:
            stop = index - 1
            while stop > start and index - stop <= _HEADING_LINES and _is_heading(lines[stop - 1]):
                stop -= 1
            return stop
    return len(lines)


def _without_repeats(lines: Sequence[Line], head: Sequence[Line]) -> list[Line]:
    """The lines of a table without the head's repeats; the line after one opens the page in its place."""
    names, size = [line.text for line in head], len(head)
    kept: list[Line] = []
    index, opens = 0, False
    while index < len(lines):
        again = [line.text for line in lines[index : index + size]]
        if again[0][:2].casefold() == names[0][:2].casefold() and is_repeat(names, again):
            opens, index = True, index + size
            continue
        line = lines[index]
        kept.append(replace(line, opens_page=True) if opens else line)
        index, opens = index + 1, False
    return kept


@dataclass(frozen=True, slots=True)
class _Block:
    """What an anchor begins: its label, its line, and the lines below it up to the next anchor."""

    anchor: Anchor
    first: Line
    lines: tuple[Line, ...]


def _blocks(lines: Sequence[Line], anchors: Sequence[Anchor]) -> list[_Block]:
    found = []
    for anchor, after in zip(anchors, [*anchors[1:], None], strict=True):
        first = lines[anchor.index]
        rest = list(lines[anchor.index + 1 : after.index if after else len(lines)])
        if anchor.words < len(first.words):
            rest.insert(0, replace(first.cut(anchor.words, len(first.words)), opens_page=False))
        found.append(_Block(anchor, first, tuple(rest)))
    return found


def _place(line: Line) -> Place:
    return Place(line.page, line.number)


def _heading(block: _Block, columns: int) -> Row:
    title = join_lines([line.text for line in block.lines])
    raw = join_lines([line.raw for line in block.lines])
    rest = tuple(Cell("") for _ in range(columns - 2))
    cell = Cell(title, raw if raw != title else None)
    return Row((Cell(block.anchor.label), cell, *rest), (_place(block.first),), heading=True)


def _cell(steps: Sequence[Step], column: int, sure: float) -> Cell:
    text, raw = cell_text(steps, column), cell_text(steps, column, raw=True)
    mended = min((step.line.confidence for step in steps if step.column == column), default=1.0)
    return Cell(text, raw if raw != text else None, min(sure, mended))


def _row(block: _Block, reading: Reading | None, sure: Sequence[float]) -> Row:
    steps = reading.steps if reading else ()
    cells = tuple(_cell(steps, column, chance) for column, chance in enumerate(sure))
    pages = [line for line in block.lines if line.opens_page and line is not block.lines[0]]
    return Row((Cell(block.anchor.label), *cells), (_place(block.first), *map(_place, pages)), confidence=min(sure))


def read_flattened(lines: Sequence[Line], start: int, head: Head, recognise: Recognisers) -> Found | None:
    """The table whose head begins at line `start`; None where no row follows it."""
    begin = start + head.length
    while begin < len(lines) and is_counter_row(lines[begin].text.split()):
        begin += 1
    stop = _stop(lines, begin, _prose_width(lines[:start]))
    body = _without_repeats(lines[begin:stop], lines[start : start + head.length])
    anchors = find_anchors(body)
    if not any(anchor.kind == "row" for anchor in anchors) or anchors[0].index > 0:
        return None
    blocks = _blocks(body, anchors)
    rows = _rows(blocks, head, recognise)
    return Found(Table(head.names, tuple(rows), _place(lines[start]), "flattened"), stop)


def _rows(blocks: Sequence[_Block], head: Head, recognise: Recognisers) -> list[Row]:
    filled = [block for block in blocks if block.anchor.kind == "row" and block.lines]
    fitted = fit([block.lines for block in filled], head.roles[1:], recognise) if filled else None
    readings = iter(zip(fitted.readings, fitted.confidences, strict=True)) if fitted else iter(())
    rows = []
    for block in blocks:
        if block.anchor.kind == "section":
            rows.append(_heading(block, len(head.names)))
        elif block.lines:
            rows.append(_row(block, *next(readings)))
        else:
            rows.append(_row(block, None, [1.0] * (len(head.names) - 1)))
    return rows
