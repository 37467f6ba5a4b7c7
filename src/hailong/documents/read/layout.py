"""Tables that only lay out the page: the letterhead and the signature block of an official document.

Their cells are read one below the other, left column first, as the flattened text of the same page gives them.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from hailong.documents.anatomy import Paragraph
from hailong.documents.read.grid import Line
from hailong.lexicon.text import fold

MAX_COLUMNS, MAX_ROWS = 3, 6
"""A letterhead has two columns and one to four rows; a spare column is sometimes kept as a gap."""


@cache
def _words() -> tuple[str, ...]:
    text = files("hailong.documents").joinpath("data", "layout.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return (*data["letterhead"], *data["recipients"])


def is_layout_text(text: str) -> bool:
    """Whether a text holds the words of a letterhead or of a list of recipients."""
    plain = re.sub(r"\W+", " ", fold(text))
    return any(words in plain for words in _words())


def is_layout(lines: Sequence[Line]) -> bool:
    """Whether a grid only lays out the page: a frame of one cell, or a letterhead or signature block."""
    columns = max((len(line.slots) for line in lines), default=0)
    if columns <= 1 and len(lines) <= 1:
        return True
    if columns > MAX_COLUMNS or len(lines) > MAX_ROWS:
        return False
    return any(is_layout_text(slot.text) for line in lines for slot in line.slots)


def as_paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The grid's texts as paragraphs, column by column, each printed line a paragraph of its own."""
    columns = max((len(line.slots) for line in lines), default=0)
    return [
        Paragraph(text, line.place, bold=line.slots[column].bold)
        for column in range(columns)
        for line in lines
        if column < len(line.slots)
        for text in line.slots[column].text.split("\n")
        if text
    ]
