"""A text file as lines: repaired, squeezed, each with its page, what stood before it and how wide it prints."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from hailong.documents.read.cues import end_class, opener_kinds, start_class
from hailong.documents.read.letter_width import first_chunk, text_width
from hailong.lexicon.repair import repair
from hailong.lexicon.text import squeeze

_NEWLINES = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
_LEAST_ON_A_PAGE = 8  # lines; a blank at a line's beginning sooner than this is no new page


@dataclass(frozen=True)
class Line:
    """One printed line: text and raw are squeezed, raw is from before repair; number and page count from 1.

    gap and spaces count the empty lines and the lines of blanks before it, tail the blanks at its end; opens_page
    says that a page begins with it; printed is the line as it stands in the file, tabs and blanks kept.
    """

    number: int
    page: int
    text: str
    raw: str
    gap: int = 0
    spaces: int = 0
    tail: int = 0
    opens_page: bool = False
    printed: str = ""
    confidence: float = 1.0

    @cached_property
    def width(self) -> int:
        """Printed width in thousandths of the type size."""
        return text_width(self.text)

    @cached_property
    def first(self) -> int:
        """Width of what must have fitted on the line before, had there been room."""
        return text_width(first_chunk(self.text))

    @cached_property
    def start(self) -> str:
        """How the line begins (`cues.start_class`)."""
        return start_class(self.text)

    @cached_property
    def end(self) -> str:
        """How the line ends (`cues.end_class`)."""
        return end_class(self.text)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Which kinds of cell the line begins like (`cues.opener_kinds`)."""
        return opener_kinds(self.text)

    @cached_property
    def open(self) -> int:
        """Brackets opened less brackets closed."""
        return self.text.count("(") - self.text.count(")")

    @cached_property
    def words(self) -> list[str]:
        """The words of the line."""
        return self.text.split(" ")

    def cut(self, start: int, end: int) -> "Line":
        """The words from start to end as a line of their own; raw is kept whole with the first piece only."""
        words = self.words
        text = " ".join(words[start:end])
        raw_words = self.raw.split(" ")
        raw = " ".join(raw_words[start:end]) if len(raw_words) == len(words) else (self.raw if start == 0 else text)
        first = start == 0
        return replace(
            self,
            text=text,
            raw=raw,
            gap=self.gap if first else 0,
            spaces=self.spaces if first else 0,
            opens_page=self.opens_page and first,
            tail=self.tail if end >= len(words) else 0,
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """All printed lines of a text, the number of its pages (None where pages are not marked) and of its lines."""

    lines: tuple[Line, ...]
    pages: int | None
    count: int


@dataclass(frozen=True, slots=True)
class _Physical:
    text: str
    feed: bool


def _physical(text: str) -> list[_Physical]:
    found = []
    for at, part in enumerate(text.split("\f")):
        for index, line in enumerate(_NEWLINES.split(part)):
            found.append(_Physical(line, at > 0 and index == 0))
    return found


def _is_page_edge(physical: _Physical, after_blank: bool, since: int, has_feeds: bool) -> bool:
    """A page begins at a form feed; where a tool left none, at a line that a blank sets off from the one above."""
    if has_feeds:
        return physical.feed
    starts = physical.text[:1] == " " and physical.text[1:2] not in ("", " ")
    return starts and not after_blank and since >= _LEAST_ON_A_PAGE


def read_lines(text: str) -> Sheet:
    """Split, repair and squeeze a text; blank lines are only counted.

    Letters are repaired on the lines as they stand, so that a gap left by a lost first letter is no page edge.
    """
    physical = _physical(text)
    repaired = repair([line.text for line in physical])
    has_feeds = any(line.feed for line in physical)
    lines: list[Line] = []
    page, gap, spaces, since, feed = 1, 0, 0, 0, False
    for number, (line, mended) in enumerate(zip(physical, repaired, strict=True), 1):
        feed = feed or line.feed
        squeezed = squeeze(mended.text)
        if not squeezed:
            gap, spaces = gap + (line.text == ""), spaces + (line.text != "")
            continue
        edge = _is_page_edge(_Physical(mended.text, feed), gap + spaces > 0, since, has_feeds)
        page, since = (page + 1, 0) if edge else (page, since + 1)
        tail = len(line.text) - len(line.text.rstrip())
        raw = squeeze(line.text)
        lines.append(Line(number, page, squeezed, raw, gap, spaces, tail, edge, mended.text, mended.confidence))
        gap, spaces, feed = 0, 0, False
    return Sheet(tuple(lines), page if page > 1 else None, len(physical))


def usual_gap(lines: Sequence[Line]) -> int:
    """How many empty lines mostly stand between two lines: 0, or 1 where a tool set every line apart."""
    counted = Counter(line.gap for line in lines)
    return counted.most_common(1)[0][0] if counted else 0


def usual_tail(lines: Sequence[Line]) -> int:
    """How many blanks mostly end a line."""
    counted = Counter(line.tail for line in lines)
    return counted.most_common(1)[0][0] if counted else 0


def without_page_numbers(sheet: Sheet) -> Sheet:
    """The text without the numbers that most of its pages print alone on their first line."""
    firsts = [line for line in sheet.lines if line.opens_page]
    numbers = {line.number for line in firsts if line.text.strip("-– ") == str(line.page)}
    if len(numbers) < 2 or 2 * len(numbers) < len(firsts):
        return sheet
    kept: list[Line] = []
    opens = False
    for line in sheet.lines:
        if line.number in numbers:
            opens = True
            continue
        kept.append(replace(line, opens_page=True) if opens else line)
        opens = False
    return replace(sheet, lines=tuple(kept))
