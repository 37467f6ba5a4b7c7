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
from hailong.documents.read.decode import Step, cell_text
from hailong.documents.read.fitting import Fitted, fit, fit_free
from hailong.documents.read.heads import MOST_LINES, Head, find_free_head, find_head, opens_head
from hailong.documents.read.join import join_lines
from hailong.documents.read.lines import Line
from hailong.documents.read.tables import is_repeat, join_cut_rows, split_numeral
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
            return find_free_head([line.text for line in window[:stop]])
        if _opens_rows(window[stop]):
            head = find_head(window, stop)
            if head is not None and head.numbered:
                return head
    return find_free_head([line.text for line in window[:-1]])


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


def _cells(fitted: Fitted) -> tuple[Cell, ...]:
    return tuple(_cell(fitted.steps, column, sure) for column, sure in enumerate(fitted.sure))


def _numbered_row(block: _Block, fitted: Fitted | None, columns: int) -> Row:
    pages = [line for line in block.lines[1:] if line.opens_page]
    cells = _cells(fitted) if fitted else tuple(Cell("") for _ in range(columns - 1))
    places = (_place(block.first), *map(_place, pages))
    return Row((Cell(block.anchor.label), *cells), places, confidence=min(cell.confidence for cell in cells))


def _free_row(fitted: Fitted) -> Row:
    first, *rest = [step.line for step in fitted.steps]
    places = (_place(first), *(_place(line) for line in rest if line.opens_page))
    return Row(_cells(fitted), places, confidence=min(fitted.sure))


def read_flattened(lines: Sequence[Line], start: int, head: Head, recognise: Recognisers) -> Found | None:
    """The table whose head begins at line `start`; None where no row follows it."""
    begin = start + head.length
    stop = _stop(lines, begin, _prose_width(lines[:start]))
    body = _without_repeats(lines[begin:stop], lines[start : start + head.length])
    rows = _numbered_rows(body, head, recognise) if head.numbered else _free_rows(body, head, recognise)
    if not rows:
        return None
    return Found(Table(head.names, tuple(rows), _place(lines[start]), "flattened"), stop)


def _numbered_rows(body: Sequence[Line], head: Head, recognise: Recognisers) -> list[Row]:
    anchors = find_anchors(body)
    if not any(anchor.kind == "row" for anchor in anchors) or anchors[0].index > 0:
        return []
    blocks = _blocks(body, anchors)
    filled = [block.lines for block in blocks if block.anchor.kind == "row" and block.lines]
    fitted = iter(fit(filled, head.roles[1:], recognise) if filled else ())
    columns = len(head.names)
    return [
        _heading(block, columns)
        if block.anchor.kind == "section"
        else _numbered_row(block, next(fitted) if block.lines else None, columns)
        for block in blocks
    ]


def _free_rows(body: Sequence[Line], head: Head, recognise: Recognisers) -> list[Row]:
    """The rows of a table without ordinals; those cut by a page break are put together again."""
    anchors = find_anchors(body, numbered=False)
    titles = [_title(body, anchor) for anchor in anchors]
    begins = [0, *(anchor.index + used for anchor, (_, used) in zip(anchors, titles, strict=True))]
    ends = [*(anchor.index for anchor in anchors), len(body)]
    parts = [body[start:stop] for start, stop in zip(begins, ends, strict=True)]
    filled = [part for part in parts if part]
    fitted = iter(fit_free(filled, head.roles, recognise) if filled else ())
    rows: list[Row] = []
    for index, part in enumerate(parts):
        rows += [_heading(titles[index - 1][0], len(head.names))] if index else []
        rows += join_cut_rows([_free_row(row) for row in next(fitted)]) if part else []
    return rows


def _title(body: Sequence[Line], anchor: Anchor) -> tuple[_Block, int]:
    """A section's title in a table without ordinals - beside its numeral, or the line below it - and its lines."""
    first = body[anchor.index]
    if anchor.words < len(first.words):
        return _Block(anchor, first, (first.cut(anchor.words, len(first.words)),)), 1
    return _Block(anchor, first, tuple(body[anchor.index + 1 : anchor.index + 2])), 2
