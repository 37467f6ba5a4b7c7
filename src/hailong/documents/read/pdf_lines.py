"""Words of a PDF page put into printed lines, side-by-side blocks told apart, and lines into paragraphs.

Lengths are PDF points (1/72 inch) from the left and top edge of the page.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from hailong.documents.anatomy import Paragraph, Place
from hailong.documents.read.join import is_bullet, is_lower, join_pieces

GUTTER = 16.0
"""Points of white between two blocks side by side; a justified line rarely stretches a space so far."""


LOST_LETTER = 0.33
"""Width of a narrow letter as a share of the height of its line."""
MAX_PADDING = 10.0
"""Points between a cell's edge and its text at the most; Word's own is 5.4."""
NEARLY = 4.0
"""Points within which the white left and right of a centred line are the same."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word and its box; bold by the name of its font."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    bold: bool = False

    @property
    def middle(self) -> float:
        """Half way between left and right."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words on one line, left to right; page and number (both from 1) say where, width and height are the page's.

    beside is set where the line is part of one of two blocks side by side.
    """

    words: tuple[Word, ...]
    page: int = 1
    number: int = 1
    width: float = 595.0
    height: float = 842.0
    beside: bool = False

    @property
    def text(self) -> str:
        """The words, spelt by `spell`."""
        return spell(self.words)

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right edge."""
        return self.words[-1].x1

    @property
    def top(self) -> float:
        """The upper edge of its highest word."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The lower edge of its lowest word."""
        return max(word.bottom for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether all words are bold."""
        return all(word.bold for word in self.words)


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words grouped by the line they stand on, lines from the top, words from the left."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda each: ((each.top + each.bottom) / 2, each.x0)):
        last = lines[-1][-1] if lines else None
        if last and abs((word.top + word.bottom) - (last.top + last.bottom)) < 0.8 * min(_tall(word), _tall(last)):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda each: each.x0) for line in lines]


def _tall(word: Word) -> float:
    return max(word.bottom - word.top, 1.0)


def spell(words: Sequence[Word]) -> str:
    """Words of one line with a space between them, and two where the white between them has room for a lost letter.

    That is the shape in which `lexicon.repair` looks for letters that a PDF lost; others squeeze the spaces.
    """
    gaps = [right.x0 - left.x1 for left, right in pairwise(words)]
    if not gaps:
        return words[0].text if words else ""
    usual = median(gaps) if len(gaps) > 2 else min(gaps)
    pieces = [words[0].text]
    for gap, word in zip(gaps, words[1:], strict=True):
        wide = usual + LOST_LETTER * _tall(word) < gap < 2 * GUTTER
        pieces.append(f"  {word.text}" if wide else f" {word.text}")
    return "".join(pieces)


def segments(line: Sequence[Word], gap: float = GUTTER) -> list[list[Word]]:
    """The pieces of a line that white space of at least gap points parts."""
    pieces: list[list[Word]] = []
    for word in line:
        if pieces and word.x0 - pieces[-1][-1].x1 < gap:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return pieces


def in_reading_order(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines with side-by-side blocks (letterhead, signature) unfolded: the left block wholly before the right one."""
    ordered: list[TextLine] = []
    index = 0
    while index < len(lines):
        stop, gutter = _side_by_side(lines, index)
        if stop == index:
            ordered.append(lines[index])
            index += 1
            continue
        for left in (True, False):
            for line in lines[index:stop]:
                words = tuple(word for word in line.words if (word.middle < gutter) == left)
                if words:
                    ordered.append(replace(line, words=words, beside=True))
        index = stop
    return ordered


def _side_by_side(lines: Sequence[TextLine], start: int) -> tuple[int, float]:
    """How far a region of two blocks with one gutter goes from here, and where the gutter is; start if none does."""
    pieces = segments(lines[start].words)
    if len(pieces) != 2:
        return start, 0.0
    low, high = pieces[0][-1].x1, pieces[1][0].x0
    stop = last = start + 1
    parted = 1
    while stop < len(lines) and lines[stop].page == lines[start].page:
        found = _free(lines[stop].words, low, high)
        if found is None:
            break
        low, high = found
        both = lines[stop].x0 < low and lines[stop].x1 > high
        parted += both
        stop += 1
        last = stop if both or _is_beside(lines[stop - 1], low, high) else last
    return (last, (low + high) / 2) if parted > 1 or last > start + 2 else (start, 0.0)


def _free(words: Sequence[Word], low: float, high: float) -> tuple[float, float] | None:
    """The gutter narrowed to what these words leave free; None where a word or a plain space stands in it."""
    left = [word.x1 for word in words if word.middle < (low + high) / 2]
    right = [word.x0 for word in words if word.middle >= (low + high) / 2]
    low, high = max([low, *left]), min([high, *right])
    return (low, high) if high - low >= GUTTER / 2 else None


def _is_beside(line: TextLine, low: float, high: float) -> bool:
    """Whether a line of one block stands wholly on one side, centred there and not at the left margin of the text."""
    return line.x0 >= high or (line.x1 <= low and line.x0 > 0.1 * line.width)


def without_running_lines(lines: Sequence[TextLine]) -> list[TextLine]:
    """Page numbers and running heads and feet taken out."""
    keys = [_running_key(line) for line in lines]
    pages = {line.page for line in lines}
    often = {key for key in set(keys) if key and len(pages) > 2 and keys.count(key) > len(pages) / 2}
    offsets = [number - line.page for line in lines if (number := _page_number(line)) is not None]
    return [
        line for line, key in zip(lines, keys, strict=True) if key not in often and not _is_page_number(line, offsets)
    ]


def _running_key(line: TextLine) -> str:
    if not _is_at_edge(line):
        return ""
    return f"{line.top > line.height / 2}{re.sub(r'[0-9]+', '#', line.text)}"


def _is_at_edge(line: TextLine) -> bool:
    return line.bottom < 0.09 * line.height or line.top > 0.91 * line.height


def _page_number(line: TextLine) -> int | None:
    found = (
        re.fullmatch(r"(?:Trang\s*)?[-–]?\s*(\d{1,4})\s*(?:[-–]|/\s*\d+)?", line.text) if _is_at_edge(line) else None
    )
    return int(found[1]) if found else None


def _is_page_number(line: TextLine, offsets: Sequence[int]) -> bool:
    """A number at the edge of the page that counts pages, or stands where the decree puts it: top, in the middle.

    A lone ordinal of a row at the foot of a page does neither.
    """
    number = _page_number(line)
    if number is None:
        return False
    counts = offsets.count(number - line.page) > 1 or number == line.page
    return counts or (line.top < line.height / 2 and is_centred(line))


def paragraphs(lines: Sequence[TextLine], rights: Mapping[float, float]) -> Iterator[Paragraph]:
    """The paragraphs that the lines wrap: a line goes on where its first word had no room on the line above.

    rights tells where full lines end on pages of a given width.
    """
    steps = [b.top - a.top for a, b in pairwise(lines) if b.top > a.top + 1]
    pitch = median(steps) if steps else 18.0
    held: list[TextLine] = []
    for line in lines:
        if held and not _goes_on(held, line, rights[line.width], pitch):
            yield _paragraph(held)
            held = []
        held.append(line)
    if held:
        yield _paragraph(held)


def _goes_on(held: Sequence[TextLine], line: TextLine, right: float, pitch: float) -> bool:
    above = held[-1]
    if line.beside or above.beside:
        return line.beside and above.beside and is_lower(line.text)
    if is_centred(line) or is_centred(above):
        return is_centred(line) and line.bold == above.bold and is_lower(line.text) and not above.text.isupper()
    if is_bullet(line.text) and not is_lower(line.text):
        return False
    if line.page == above.page and not 0 < line.top - above.top < 1.6 * pitch:
        return False
    room = right - above.x1 - 4
    indented = line.x0 > min(each.x0 for each in held) + 8 and len(held) > 1
    return not indented and room < line.words[0].x1 - line.words[0].x0 and line.x0 < above.x0 + 8


def is_centred(line: TextLine) -> bool:
    """Whether a line stands in the middle of the page with clear white on both sides."""
    left, right = line.x0, line.width - line.x1
    return min(left, right) > 0.19 * line.width and abs(left - right) < 0.12 * line.width


def _paragraph(lines: Sequence[TextLine]) -> Paragraph:
    text = ""
    for line in lines:
        text = join_pieces(text, line.text)
    first = lines[0]
    bold = all(line.bold for line in lines)
    return Paragraph(text, Place(first.page, first.number), bold=bold, centred=is_centred(first))


def wrap_cell(lines: Sequence[Sequence[Word]], left: float, right: float) -> str:
    """The text of a cell between these edges: wrapped lines joined; a line that had room for more ends a paragraph."""
    pad = min(max(min((line[0].x0 for line in lines), default=left) - left, 1.0), MAX_PADDING)
    text = ""
    above: Sequence[Word] = ()
    for line in lines:
        piece = spell(line)
        short = bool(above) and not is_lower(piece) and _room(above, left + pad, right - pad) > _width(line[0])
        new = short or (bool(text) and is_bullet(piece) and not is_lower(piece))
        text = f"{text}\n{piece}" if text and new else join_pieces(text, piece)
        above = line
    return text


def _room(line: Sequence[Word], left: float, right: float) -> float:
    """Points free on a line: at its right end, and at its left too where it is centred."""
    before, after = line[0].x0 - left, right - line[-1].x1
    return after + before if abs(after - before) < NEARLY else after


def _width(word: Word) -> float:
    """Points that a word takes at the end of a line, the space before it included."""
    return word.x1 - word.x0 + 0.3 * _tall(word)
