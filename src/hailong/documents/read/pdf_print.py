"""A PDF's printed lines as plain text, for tables that neither rules nor white columns show: one cell below the other.

The text is what a converter would have flattened it to: a form feed between pages, a blank line where the lines stand
further apart, and blocks side by side kept in place by spaces.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from hailong.documents.anatomy import Block, Recognisers, Table
from hailong.documents.read.pdf_lines import TextLine, segments, spell
from hailong.documents.read.text import read_text

LETTER = 5.5
"""Points one letter takes on average: by it, places on the page become columns of text."""
APART = 1.35
"""Times the usual distance of lines from which there is a blank line between them."""


def read_as_text(lines: Sequence[TextLine], recognise: Recognisers) -> list[Block]:
    """The blocks that reading the printed lines as flattened text gives, if a table with a head is among them."""
    blocks = list(read_text(printed(lines).encode(), "", recognise, None).blocks)
    return blocks if any(isinstance(block, Table) and block.head and block.rows for block in blocks) else []


def printed(lines: Sequence[TextLine]) -> str:
    """The lines as text."""
    steps = [below.top - above.top for above, below in pairwise(lines) if below.top > above.top + 1]
    usual = median(steps) if steps else 0.0
    pieces = [_spaced(lines[0])]
    for above, line in pairwise(lines):
        apart = line.top - above.top > APART * usual
        pieces.append("\n\f" if line.page != above.page else "\n\n" if apart else "\n")
        pieces.append(_spaced(line))
    return "".join(pieces)


def _spaced(line: TextLine) -> str:
    parts = segments(line.words)
    if len(parts) == 1:
        return line.text
    text = ""
    for part in parts:
        text = f"{text:<{max(len(text) + 3, round(part[0].x0 / LETTER))}}{spell(part)}" if text else spell(part)
    return text
