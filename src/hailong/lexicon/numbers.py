"""Numbers as Vietnamese offices write and read them: 1.234,5 - and small numbers in words.

The point parts thousands and the comma parts decimals (TCVN and common practice). Papers made by foreign software
print "47.19" all the same; such a figure is read by its shape, as `parse_number` says.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import Final

from hailong.lexicon.tables import table
from hailong.lexicon.text import squeeze

_SPACE: Final = "[ \u00a0\u2009\u202f]"
_SIGN: Final = "(?P<sign>[+-])?"
_SHAPES: Final = tuple(
    re.compile(_SIGN + body, re.ASCII)
    for body in (
        r"(?P<whole>\d+)",
        r"(?P<whole>[1-9]\d{0,2}(?:\.\d{3})+)(?:,(?P<part>\d+))?",  # 1.234.567,89
        rf"(?P<whole>[1-9]\d{{0,2}}(?:{_SPACE}\d{{3}})+)(?:,(?P<part>\d+))?",  # 1 234 567,89
        r"(?P<whole>\d+),(?P<part>\d+)",  # 71,36
        r"(?P<whole>\d+)\.(?P<part>\d+)",  # 47.19, 0.123: no groups of three
        r"(?P<whole>[1-9]\d{0,2}(?:,\d{3})+)\.(?P<part>\d+)",  # 1,234.5, English
        r"(?P<whole>[1-9]\d{0,2}(?:,\d{3}){2,})",  # 1,234,567, English
    )
)
_SIGNS: Final = str.maketrans({"−": "-", "–": "-"})
_NOT_DIGIT: Final = re.compile(r"\D")
_ANY_FLOAT: Final = Context(prec=999)


def parse_number(text: str) -> Decimal | None:
    """The number a whole text is, or None; a sign before it and a percent sign after it are allowed.

    "1.234,5" is 1234.5 and "71,36" is 82.58. A point is read by its shape: groups of three digits are thousands
    ("1.234" is 1234), anything else is a decimal point ("47.19" is 47.19, "0.123" and "1234.567" too). A single
    comma is always decimal ("1,234" is 1.234); only two commas, or a comma before a point, are English grouping.
    """
    number = squeeze(text).translate(_SIGNS).removesuffix("%").strip()
    for shape in _SHAPES:
        if found := shape.fullmatch(number):
            fields = found.groupdict()
            whole = _NOT_DIGIT.sub("", fields["whole"])
            return Decimal(f"{fields['sign'] or ''}{whole}.{fields.get('part') or ''}".rstrip("."))
    return None


def format_number(number: Decimal | float | int, places: int | None = None) -> str:
    """The number as printed, 1.234,5: rounded half up to `places`, or every digit it holds when that is None.

    A float is taken by its shortest decimal form, so 0.1 prints as 0,1. ValueError for what is not finite. Years and
    serial numbers are names, not numbers: do not send them here.
    """
    exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    if not exact.is_finite():
        raise ValueError(f"Không viết được giá trị {number} thành số.")
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_ANY_FLOAT)
    whole, _, part = f"{exact.copy_abs():f}".partition(".")
    sign = "-" if exact < 0 else ""
    return sign + f"{int(whole):,}".replace(",", ".") + ("," + part if part else "")


@dataclass(frozen=True, slots=True)
class _Words:
    """Number words: units by word, scales by word, and the words that only join others."""

    first: dict[str, int]
    after_ten: dict[str, int]
    scales: dict[str, int]
    joins: frozenset[str]


@cache
def _words() -> _Words:
    data = table("number_words.toml")
    first = dict(data["digits"])
    return _Words(first, first | data["after_ten"], data["scales"], frozenset(data["joins"]))


def number_word(text: str) -> int | None:
    """The value of a whole number in words ("tám" 8, "mười hai" 12, "hai mươi mốt" 21), or None.

    Diacritics count, since "tạm" and "năm nay" are no numbers; goes up to billions ("một tỷ hai trăm triệu").
    """
    words = squeeze(text).casefold().split(" ")
    total, rest, largest = 0, words, None
    while rest:
        group, scale, rest = _group(rest)
        value = _below_thousand(group)
        if value is None or (largest is not None and scale >= largest):
            return None
        total, largest = total + value * scale, scale
    return total


def _group(words: list[str]) -> tuple[list[str], int, list[str]]:
    """Words up to the next scale of a thousand or more, that scale (1 at the end), and the words after it."""
    scales = _words().scales
    for place, word in enumerate(words):
        if word in scales:
            return words[:place], scales[word], words[place + 1 :]
    return words, 1, []


def _below_thousand(words: list[str]) -> int | None:
    """The value of the words of one group, 0 to 999, or None where they are no number."""
    hundreds = 0
    if "trăm" in words:
        place = words.index("trăm")
        digit = _digit(words[:place])
        if digit is None:
            return None
        hundreds, words = digit * 100, words[place + 1 :]
        if not words:
            return hundreds
        if words[0] in _words().joins:
            digit = _digit(words[1:])
            return None if digit is None else hundreds + digit
    tens = _below_hundred(words)
    return None if tens is None else hundreds + tens


def _digit(words: list[str]) -> int | None:
    return _words().first.get(words[0]) if len(words) == 1 else None


def _below_hundred(words: list[str]) -> int | None:
    """The value of "tám", "mười lăm", "hai mươi", "hai mươi mốt" or "hai mốt"."""
    match words:
        case [one]:
            return 10 if one == "mười" else _words().first.get(one)
        case ["mười", unit]:
            return _tens(1, unit)
        case [ten, "mươi" | "chục"]:
            return _tens(_words().first.get(ten), "không")
        case [ten, "mươi", unit]:
            return _tens(_words().first.get(ten), unit)
        case [ten, "mốt" | "tư" | "lăm" | "nhăm" as unit]:
            return _tens(_words().first.get(ten), unit)
    return None


def _tens(ten: int | None, unit: str) -> int | None:
    after = _words().after_ten.get(unit)
    return None if not ten or after is None else ten * 10 + after
