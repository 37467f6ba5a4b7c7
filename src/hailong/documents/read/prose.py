"""Running text: wrapped lines joined into paragraphs, letterhead and signature lines each left alone."""

import re
from collections.abc import Sequence

from hailong.documents.anatomy import Paragraph, Place
from hailong.documents.read.heads import opens_head
from hailong.documents.read.join import is_bullet, is_cut_number, is_lower, join_lines
from hailong.documents.read.letter_width import SPACE
from hailong.documents.read.lines import Line
from hailong.documents.read.tables import split_numeral

_LONGEST = 60_000  # thousandths of the type size; a wider line is a whole paragraph that no tool has wrapped
_FULL = 0.975  # of the text's width: with its first word a line as wide as this would have been wrapped too
_FEW = 8  # lines; fewer tell no width
_CLOSE, _MANY = 0.88, 0.15  # many: this share of all lines is this close to the text's width
_UNWRAPPED = 1.15  # times the text's width: a wider line was not wrapped by this width
_NEARLY, _HANGING = 0.85, 0.6  # of it: a line as wide as this goes on if no sentence ends, or nothing can end so
_INDENT = 2300  # thousandths of the type size: how far a paragraph's first line may be set in
_LONG_HEADING = 16_000  # thousandths of the type size: a shorter heading is not wrapped
_HEAD_LINE = 60  # characters
_NUMBERS = re.compile(r"[\d\s.,:%/+–-]*\d[\d\s.,:%/+–-]*")
_MARKS = re.compile(r"^#{1,6}\s+|\*\*|__|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_NUMBERED = re.compile(r"\((\d{1,2})\)")
_ARTICLE = re.compile(r"(?:Điều|Chương|Mục|Phần)\s+[\dIVX]+\b")
_LABEL = re.compile(r"(?:Số|Nơi nhận|Kính gửi|V/v|Ghi chú)\s*:")
_FINAL = (".", ";", ":", "!", "?", "./.", "…")


def text_width_of(lines: Sequence[Line]) -> int:
    """How wide the running text of a document prints: the width that many lines come near to and few go beyond.

    0 where no tool has wrapped the text, or where it is too short to tell: there a line is a paragraph.
    """
    widths = sorted(line.width for line in lines if line.width <= _LONGEST)
    if len(widths) < _FEW:
        return 0
    width = widths[int(0.97 * (len(widths) - 1))]
    near = sum(_CLOSE * width <= line.width <= _UNWRAPPED * width for line in lines)
    return width if near >= _MANY * len(lines) else 0


def _plain(text: str) -> str:
    """A text without marks of Markdown."""
    return _MARKS.sub("", text).strip() if "*" in text or "#" in text or "__" in text else text


def _opens_item(above: str, text: str) -> bool:
    """Whether a line begins an item, heading or article, and not in the middle of a sentence that counts (1), (2)."""
    numbered = _NUMBERED.match(text)
    if numbered and not above.endswith((".", ":")):
        return f"({int(numbered[1]) - 1})" not in above[1:]
    return is_bullet(text) or _LABEL.match(text) is not None or _ARTICLE.match(text) is not None or _is_heading(text)


def _is_heading(text: str) -> bool:
    numeral = split_numeral(text)
    return numeral is not None and text[len(numeral[0]) : len(numeral[0]) + 1] in ".)" and bool(numeral[1])


def _is_full(above: Line, line: Line, opening: Line, width: int) -> bool:
    """Whether the first word of a line would not have fitted on the one above, which may be indented."""
    if above.width > _UNWRAPPED * width:
        return False
    indent = _INDENT if above is opening else 0
    return above.width + SPACE + line.first + indent >= _FULL * width


def _goes_on(above: Line, line: Line, opening: Line, width: int) -> bool:
    """Whether a line goes on with the paragraph that `opening` began and `above` is the last line of so far."""
    text, before = _plain(line.text), _plain(above.text)
    if is_cut_number(before, text):
        return True
    if _opens_item(before, text) or line.text.startswith("#") or _NUMBERS.fullmatch(text) or _NUMBERS.fullmatch(before):
        return False
    if before.isupper():
        cut = above is opening and above.width >= _LONG_HEADING and _is_heading(before)
        return text.isupper() and (cut or before.endswith((",", "-", " VÀ")))
    if above is opening and opens_head(before) and len(before) < _HEAD_LINE:
        return False
    full = bool(width) and _is_full(above, line, opening, width)
    ended = before.endswith(_FINAL)
    if is_lower(text):
        return full or not ended
    if not ended and width and above.width <= _UNWRAPPED * width:
        hanging = above.end in ("open", "name", "hyphen", "comma") or text.startswith("(")
        if above.width >= (_HANGING if hanging else _NEARLY) * width:
            return True
    return full and not (ended and line.gap > above.gap and not line.opens_page)


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    text = join_lines([line.text for line in lines])
    raw = join_lines([line.raw for line in lines])
    plain = _plain(text)
    bold = text.startswith("#") or (text.startswith("**") and text.endswith("**") and text.count("**") == 2)
    return Paragraph(plain or text, Place(lines[0].page, lines[0].number), raw if raw != plain else None, bold)


def paragraphs(lines: Sequence[Line], width: int) -> list[Paragraph]:
    """The paragraphs that lines make up, in a document whose running text prints `width` wide."""
    found: list[Paragraph] = []
    open_lines: list[Line] = []
    for line in lines:
        if open_lines and not _goes_on(open_lines[-1], line, open_lines[0], width):
            found.append(_paragraph(open_lines))
            open_lines = []
        open_lines.append(line)
    if open_lines:
        found.append(_paragraph(open_lines))
    return found
