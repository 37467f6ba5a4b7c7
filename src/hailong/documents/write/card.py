"""A short text as a picture, to be sent in a chat: a title, lines broken at words, and a foot that says whence."""

import io
from functools import cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from hailong.lexicon import fonts
from hailong.lexicon.text import squeeze

WIDTH: Final = 1080
"""Pixels across: what a phone shows without scaling."""
MARGIN: Final = 64
LINES_MOST: Final = 60
"""Lines of text at most; what is longer ends in an ellipsis."""
FAMILY: Final = "Arimo"
TITLE, BODY, FOOT = (52, True), (38, False), (28, False)
"""Size in pixels and weight of each part."""
PAPER, INK, FAINT, BAND = "#ffffff", "#1a1a1a", "#5a5a5a", "#b3261e"
_BAND_HEIGHT: Final = 16
_LEADING: Final = 1.4
"""Height of a line by its letters: Vietnamese stacks two marks on one letter."""


def card(title: str, text: str, *, foot: str) -> bytes:
    """A PNG picture 1080 pixels wide and as high as the text needs; the text's own line breaks are kept.

    FontMissing where the fonts are not installed.
    """
    room = WIDTH - 2 * MARGIN
    head = wrapped(title, TITLE, room)
    body = [line for paragraph in text.splitlines() for line in wrapped(paragraph, BODY, room) or [""]]
    if len(body) > LINES_MOST:
        body = [*body[: LINES_MOST - 1], "…"]
    blocks = ((head, TITLE, INK), (body, BODY, INK), (wrapped(foot, FOOT, room), FOOT, FAINT))
    shown = [block for block in blocks if block[0]]
    height = _BAND_HEIGHT + MARGIN + sum(len(lines) * _height(face) + MARGIN // 2 for lines, face, _ in shown)
    picture = Image.new("RGB", (WIDTH, height + MARGIN // 2), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH, _BAND_HEIGHT - 1), fill=BAND)
    top = _BAND_HEIGHT + MARGIN
    for lines, face, colour in shown:
        for line in lines:
            pen.text((MARGIN, top), line, font=_font(face), fill=colour)
            top += _height(face)
        top += MARGIN // 2
    kept = io.BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def wrapped(text: str, face: tuple[int, bool], room: int) -> list[str]:
    """The text in lines no wider than `room` pixels: broken between words, and within a word wider than a line."""
    lines: list[str] = []
    line = ""
    for word in squeeze(text).split(" "):
        longer = f"{line} {word}" if line else word
        if _width(longer, face) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, face, room)
        lines += full
    return [*lines, line] if line else lines


def _pieces(word: str, face: tuple[int, bool], room: int) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and _width(pieces[-1] + letter, face) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _width(text: str, face: tuple[int, bool]) -> float:
    return _font(face).getlength(text)


def _height(face: tuple[int, bool]) -> int:
    return round(face[0] * _LEADING)


@cache
def _font(face: tuple[int, bool]) -> ImageFont.FreeTypeFont:
    size, bold = face
    font = ImageFont.truetype(fonts.font_path(FAMILY, bold), size)
    if bold:
        font.set_variation_by_axes([700])
    return font
