"""The printed source beside the rows: the part of it from which the rows shown came, and the ways to the others."""

import bisect
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from hailong.web.desk import words
from hailong.web.desk.intake.review.cells import Piece, pieces
from hailong.web.desk.intake.review.paging import View

LINES_SHOWN: Final = 250
LINES_BEFORE: Final = 3

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source in pieces; raw is what the file held where lost letters were repaired."""

    id: str
    pieces: tuple[Piece, ...]
    raw: str | None


@dataclass(frozen=True, slots=True)
class Pane:
    """The lines shown, by printed page, and the addresses of what stands before and after them."""

    pages: tuple[tuple[str, tuple[Line, ...]], ...]
    before: str = ""
    after: str = ""

    @property
    def repaired(self) -> bool:
        """Whether letters were repaired in any of the lines."""
        return any(line.raw for _number, lines in self.pages for line in lines)


class Source:
    """The lines of the source, in reading order, and how to find the one a row came from."""

    def __init__(self, lines: list[Record]) -> None:
        """Keep the lines of a reading, with their places in order."""
        self.lines = lines
        self.order = sorted((_key(line), index) for index, line in enumerate(lines))

    def index(self, place: Record | None) -> int | None:
        """Which line is the last at or before a place; None where there is none."""
        if not place or place.get("line") is None or not self.order:
            return None
        found = bisect.bisect_right(self.order, (_key(place), len(self.lines))) - 1
        return self.order[max(found, 0)][1]

    def window(self, view: View, wanted: Iterable[int | None]) -> range:
        """The lines to show beside rows from the wanted lines, or from where the view asks."""
        count = len(self.lines)
        if count <= LINES_SHOWN:
            return range(count)
        first = min((index for index in wanted if index is not None), default=0)
        start = view.source if view.source is not None else first - LINES_BEFORE
        start = max(0, min(start, count - LINES_SHOWN))
        return range(start, start + LINES_SHOWN)

    def pane(self, window: range, view: View, base: str) -> Pane:
        """The lines of a window with the ways to its neighbours."""
        grouped = groupby(window, key=lambda index: self.lines[index].get("page"))
        shown = tuple((words.place({"page": page}), tuple(map(self._line, group))) for page, group in grouped)
        before = self.address(max(0, window.start - LINES_SHOWN), view, base, "source") if window.start > 0 else ""
        more = window.stop < len(self.lines)
        return Pane(shown, before, self.address(window.stop, view, base, "source") if more else "")

    @staticmethod
    def address(start: int, view: View, base: str, anchor: str) -> str:
        """The same rows with the source from that line on."""
        return replace(view, source=start).address(base, anchor)

    def _line(self, index: int) -> Line:
        line = self.lines[index]
        raw = line.get("raw")
        text = _by_lines(line["text"])
        held = _by_lines(raw) if raw and raw != line["text"] else None
        return Line(name(index), pieces(text, held or text), held)


def name(index: int) -> str:
    """What a line is called on the page."""
    return f"n-{index}"


def _by_lines(text: str) -> str:
    """The cells of a table's row one under the other; the empty ones say nothing."""
    return " \n".join(part for part in text.split(" | ") if part.strip()) if " | " in text else text


def _key(place: Record) -> tuple[int, int]:
    return place.get("page") or 0, place.get("line") or 0
