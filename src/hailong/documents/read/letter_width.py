"""How wide a text prints: the question behind "would one more word have fitted on this line?"."""

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _widths() -> tuple[Mapping[str, int], int, int]:
    data = tomllib.loads((files(__package__) / "data" / "letter_widths.toml").read_text("utf-8"))
    widths = {letter: int(width) for width, letters in data["widths"].items() for letter in letters}
    return widths, data["default"], data["space"]


@cache
def _letter(char: str) -> int:
    widths, default, space = _widths()
    if char.isspace():
        return space
    base = unicodedata.normalize("NFD", char)[0]
    return widths.get({"đ": "d", "Đ": "D"}.get(base, base), default)


def text_width(text: str) -> int:
    """The printed width of a text on one line, in thousandths of the type size."""
    return sum(map(_letter, text))


SPACE = 250  # the width of the blank between two words, as in the data


def first_chunk(text: str) -> str:
    """What a line break may not cut at a text's beginning: its first word, up to an inner hyphen."""
    word = text.split(" ", 1)[0]
    dash = word.find("-", 1)
    return word if dash < 0 else word[: dash + 1]
