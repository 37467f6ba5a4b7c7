"""Tables whose cells are set apart by tabs or bars, as they come out of a clipboard or a Markdown file."""

import re
from collections.abc import Sequence
from html import unescape

from hailong.documents.anatomy import Block, Place
from hailong.documents.read.grid import Line as GridLine
from hailong.documents.read.grid import Slot, blocks_of
from hailong.documents.read.lines import Line
from hailong.lexicon.text import squeeze

_BREAK = re.compile(r"<\s*(?:br|/p|/li|/div)\s*/?\s*>\s*(?=.)", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_BOLD = re.compile(r"<\s*(?:b|strong)\s*>|\*\*", re.IGNORECASE)
_RULE = re.compile(r"[\s|:+-]+")
_LEAST_CELLS = 3


def cells_of(line: Line) -> list[str] | None:
    """The cells of a line that tabs or bars cut into three or more; None for any other line."""
    printed = line.printed
    if printed.count("\t") >= _LEAST_CELLS - 1:
        return printed.split("\t")
    stripped = printed.strip()
    if stripped.count("|") >= _LEAST_CELLS and stripped.startswith("|"):
        return stripped.strip("|").split("|")
    return None


def plain(text: str) -> str:
    """A cell's text without remnants of HTML and marks of Markdown; its breaks kept as line feeds."""
    text = _TAG.sub("", _BREAK.sub("\n", text)).replace("**", "")
    return "\n".join(part for part in (squeeze(unescape(part)) for part in text.split("\n")) if part)


def _slot(text: str) -> Slot:
    return Slot(plain(text), bold=_BOLD.search(text) is not None)


def region(lines: Sequence[Line], start: int) -> int:
    """The index after the last line of the tabbed table that begins at `start` (start itself where none does).

    One line of cells is no table; a single line without tabs between two of cells is the rest of a cell.
    """
    stop, rows = start, 0
    index = start
    while index < len(lines):
        if cells_of(lines[index]) is not None:
            rows, stop = rows + 1, index + 1
        elif index > stop or not rows:
            break
        index += 1
    return stop if rows >= 2 else start


def read_tabbed(lines: Sequence[Line]) -> list[Block]:
    """The table that lines of cells make up, and what is printed above its head inside it."""
    rows: list[list[str]] = []
    places: list[Place] = []
    for line in lines:
        cells = cells_of(line)
        if cells is None:
            rows[-1][-1] = f"{rows[-1][-1]} {line.printed}"
        elif not _RULE.fullmatch(line.text):
            rows.append(cells)
            places.append(Place(line.page, line.number))
    width = max(map(len, rows))
    grid = [
        GridLine((*map(_slot, cells), *(Slot("") for _ in range(width - len(cells)))), place)
        for cells, place in zip(rows, places, strict=True)
    ]
    return blocks_of(grid, "tabbed")
