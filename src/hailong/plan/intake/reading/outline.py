"""The outline of a plan's body: every paragraph with the number it stands under ("III.1", "II.2.a", "Điều 1")."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from hailong.documents.anatomy import Document, Paragraph, Place, Table
from hailong.lexicon.text import fold, int_to_roman, roman_to_int
from hailong.plan.intake.reading.spelling import UPPER

Level = Literal["heading", "text", "bullet", "cell"]

_ARTICLE = re.compile(r"^(Điều\s+\d+)\s*[.:]\s*", re.IGNORECASE)
_ROMAN = re.compile(r"^([IVXLC]+)\s*[.)]?\s+(?=\S)")
_ROMAN_DOTTED = re.compile(r"^([IVXLC]+)\s*[.)]\s*(?=\S)")
_LETTER_HEAD = re.compile(rf"^([A-H])\s*[.)]\s+(?=[{UPPER}]{{2}})")
_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,8})\s*[.)]\s*(?=\D)|^(\d{1,2}(?:\.\d{1,2}){1,8})\s+(?=\D)")
_LETTER = re.compile(r"^([a-zđ])\s*[.)]\s+")
_BRACKET = re.compile(r"^\((\d{1,2})\)\s*")
_BULLET = re.compile(r"^[-–—+•*▪●]\s*")
_ANNEX = re.compile(r"^phu luc(\s+([ivx]+|\d+|[a-z]))?\s*[.:]?$")
_SHORT_HEADING = 90
_SHORTEST_TITLE, _LONGEST_ANNEX = 4, 80
_LOST_NUMERAL = re.compile(rf"^\.\s*(?=[{UPPER}]{{2}})")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph without its marker; `where` is the outline path above it, `marker` what was printed before it."""

    where: str
    text: str
    place: Place
    level: Level = "text"
    marker: str = ""


@dataclass
class _Path:
    """The numbers open at a point of the text, from the outermost inwards: rank -> printed number."""

    open: dict[int, str] = field(default_factory=dict)

    def enter(self, rank: int, number: str) -> str:
        self.open = {r: n for r, n in self.open.items() if r < rank} | {rank: number}
        return self.where()

    def where(self) -> str:
        return ".".join(self.open[rank] for rank in sorted(self.open))


def is_annex_title(text: str) -> bool:
    """Whether a line is the title "Phụ lục", "PHỤ LỤC II": what follows belongs to an annex."""
    text = text.strip()
    return len(text) <= _LONGEST_ANNEX and bool(_ANNEX.match(fold(text)))


def _is_capital(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > 0.7 * len(letters)


def _roman_heading(text: str) -> tuple[str, str] | None:
    """The Roman numeral and the title behind it, where a paragraph opens a chapter."""
    for pattern, sure in ((_ROMAN_DOTTED, True), (_ROMAN, False)):
        found = pattern.match(text)
        title = text[found.end() :] if found else ""
        if found and roman_to_int(found[1]) and len(title) >= _SHORTEST_TITLE and (sure or _is_capital(title)):
            return found[1], title
    found = _LETTER_HEAD.match(text)
    return (found[1], text[found.end() :]) if found and _is_capital(text[found.end() :]) else None


def _unnumbered_heading(text: str, path: _Path) -> tuple[str, str] | None:
    """A chapter whose numeral the file lost (". TỔ CHỨC THỰC HIỆN"): the one after the chapter before it."""
    lost = _LOST_NUMERAL.match(text)
    before = roman_to_int(path.open.get(1, ""))
    return (int_to_roman(before + 1), text[lost.end() :]) if lost and before and _is_capital(text) else None


def _numbered(text: str) -> tuple[int, str, str] | None:
    """(rank, number, rest) of a paragraph that opens a numbered part below a chapter."""
    found = _NUMBER.match(text)
    if found:
        return 2, found[1] or found[2], text[found.end() :]
    found = _LETTER.match(text)
    if found:
        return 3, found[1], text[found.end() :]
    found = _BRACKET.match(text)
    return (4, f"({found[1]})", text[found.end() :]) if found else None


def _numbered_passage(paragraph: Paragraph, path: _Path) -> Passage | None:
    found = _numbered(paragraph.text)
    if not found:
        return None
    rank, number, rest = found
    path.enter(rank, number)
    short = len(rest) <= _SHORT_HEADING and not rest.rstrip().endswith((".", ";", ","))
    marker = paragraph.text[: len(paragraph.text) - len(rest)].strip()
    return Passage(path.where(), rest.strip(), paragraph.place, "heading" if short else "text", marker)


def _passage(paragraph: Paragraph, path: _Path) -> Passage:
    text = paragraph.text.strip()
    roman = _roman_heading(text) or _unnumbered_heading(text, path)
    if roman:
        return Passage(path.enter(1, roman[0]), roman[1].strip(), paragraph.place, "heading", roman[0])
    article = _ARTICLE.match(text)
    if article:
        return Passage(path.enter(1, article[1]), text[article.end() :], paragraph.place, "text", article[1])
    numbered = _numbered_passage(paragraph, path)
    if numbered:
        return numbered
    bullet = _BULLET.match(text)
    if bullet:
        return Passage(path.where(), text[bullet.end() :].strip(), paragraph.place, "bullet", text[: bullet.end()])
    return Passage(path.where(), text, paragraph.place)


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """The document's paragraphs in reading order, tables left out."""
    return tuple(block for block in document.blocks if isinstance(block, Paragraph))


def tables(document: Document) -> tuple[Table, ...]:
    """The document's tables in reading order."""
    return tuple(block for block in document.blocks if isinstance(block, Table))


def placed_tables(document: Document) -> Iterator[tuple[Passage | None, Table]]:
    """The document's tables in reading order, each with the paragraph before it; None before the first paragraph."""
    outline = iter(passages(document))
    before: Passage | None = None
    for block in document.blocks:
        if isinstance(block, Table):
            yield before, block
        elif block.text.strip():
            before = next(outline)


def passages(document: Document) -> tuple[Passage, ...]:
    """The body as passages; a title "Phụ lục" closes every open number and starts the path again with "PL"."""
    return tuple(_walk(paragraphs(document)))


def _walk(body: Sequence[Paragraph]) -> Iterator[Passage]:
    path = _Path()
    for paragraph in body:
        if not paragraph.text.strip():
            continue
        if is_annex_title(paragraph.text):
            path = _Path({0: "PL"})
            yield Passage("PL", paragraph.text.strip(), paragraph.place, "heading")
            continue
        yield _passage(paragraph, path)
