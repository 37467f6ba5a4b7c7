"""One page of pdfplumber, made to tell of each letter only what reading needs: a third of the time and room."""

from functools import cache
from typing import Any

from pdfminer.layout import LTChar, LTItem
from pdfplumber.page import Page

from hailong.lexicon.encodings import Legacy, from_legacy, legacy_font


def lighten(page: Page) -> None:
    """Make the page describe its letters briefly; lines, boxes and pictures stay as pdfplumber gives them."""
    whole = page.process_object
    left, above = float(page.mediabox[0]), float(page.height) + float(page.mediabox[1])
    before = float(page.initial_doctop)

    def brief(item: LTItem) -> dict[str, Any]:
        if not isinstance(item, LTChar):
            return whole(item)
        x0, y0, x1, y1 = item.bbox
        return {
            "object_type": "char",
            "text": item.get_text(),
            "fontname": item.fontname,
            "size": item.size,
            "upright": item.upright,
            "x0": x0 + left,
            "x1": x1 + left,
            "top": above - y1,
            "bottom": above - y0,
            "doctop": before + above - y1,
        }

    seam: Any = page  # pages are made inside pdfplumber, so their method is replaced and not overridden
    seam.process_object = brief


@cache
def is_bold(font: object) -> bool:
    """Whether a font's name says that it is bold; damaged files name fonts in bytes."""
    name = str(font).casefold()
    return "bold" in name or "black" in name or "heavy" in name


def in_unicode(text: str, font: object) -> str:
    """A word's letters turned into Unicode where its font is one of the time before (.VnTime, VNI-Times)."""
    kind = _encoding(font)
    return text if kind is None else from_legacy(text, kind)


@cache
def _encoding(font: object) -> Legacy | None:
    return legacy_font(str(font))
