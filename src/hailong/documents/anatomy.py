"""What a document is made of once read: paragraphs and tables in reading order, each with its place.

Every reader answers with these values and every consumer works on them, so that a plan read from Word, from PDF
or from flattened text looks the same from above.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "docx", "pdf", "sheet"]
TableKind = Literal["ruled", "tabbed", "flattened", "sheet"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stood: page and line count from 1; line is the paragraph or row where a file has no lines."""

    page: int | None = None
    line: int | None = None
    sheet: str | None = None


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: wrapped lines already joined by single spaces; raw is the text before letters were repaired."""

    text: str
    place: Place = NOWHERE
    raw: str | None = None
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its paragraphs joined by a line feed; confidence from 0 to 1 that the text belongs here.

    covered is set where a cell merged over several rows reaches down from a row above; its text is empty then.
    """

    text: str
    raw: str | None = None
    confidence: float = 1.0
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row, one cell a head column; places lists every piece a page break cut it into, first one first.

    A cell merged over several columns keeps its text in the first of them and leaves the others empty; a cell merged
    over several rows keeps it in the first row.
    """

    cells: tuple[Cell, ...]
    places: tuple[Place, ...] = (NOWHERE,)
    heading: bool = False
    confidence: float = 1.0

    @property
    def place(self) -> Place:
        """Where the row begins."""
        return self.places[0]

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells' texts, in column order."""
        return tuple(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table without its head rows (repeated ones removed); head is empty where no head row was recognised."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    place: Place = NOWHERE
    kind: TableKind = "ruled"


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader wants said: a warning code of contract 4.1, a Vietnamese sentence and a place."""

    code: str
    message: str
    place: Place = NOWHERE


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A document read: its blocks in reading order, its number of pages where known, and the reader's notes."""

    name: str
    kind: Kind
    blocks: tuple[Block, ...]
    pages: int | None = None
    notes: tuple[Note, ...] = ()


def _never(_text: str) -> float:
    return 0.0


@dataclass(frozen=True, slots=True)
class Recognisers:
    """What a reader asks of rooms it may not know: how surely (0 to 1) a text is a whole deadline, or names units."""

    deadline: Callable[[str], float] = _never
    unit: Callable[[str], float] = _never


class Unreadable(ValueError):
    """A file that cannot be read: a Vietnamese message, the place in the file, and what the reader can do about it."""

    def __init__(self, message: str, *, cure: str, place: str = "") -> None:
        """Keep the three parts apart and say them as one sentence."""
        self.message, self.cure, self.place = message, cure, place
        where = f" ({place})" if place else ""
        super().__init__(f"{message}{where}. {cure}")
