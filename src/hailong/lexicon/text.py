"""Vietnamese text: one normal form, a fold for searching, a sort key in Vietnamese order, and Roman numerals.

The order of `sort_key` is the one of the Unicode collation for `vi` (CLDR): first the letters of the alphabet
(a ă â b c d đ e ê ... o ô ơ ... u ư), then the tones from left to right (level, huyền, hỏi, ngã, sắc, nặng), then
small letters before capitals. It is our own because neither SQLite nor every PostgreSQL has that collation.
"""

import re
import unicodedata
from functools import cache
from typing import Final

_MISTAKEN_D: Final = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ"})
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
_UNKEPT: Final = re.compile("[\x00\ud800-\udfff]+")
_SPACES: Final = re.compile(r"\s+")

_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SIGNS: Final = "_-‐–—,;:!¡?¿.·'‘’\"“”«»()[]{}§¶@*/\\&#%‰†‡•′″`´^¯¨¸°©®+±÷×<=>¬|¦~−⁄¤¢$£¥₫€0123456789"
_TONES: Final = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_OTHER_MARK: Final = 8
_LEVEL: Final = 1
_UNKNOWN: Final = 0xF0
_SEPARATOR: Final = b"\0"

_ROMAN: Final = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES: Final = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_ROMAN_MAX: Final = 3999


def nfc(text: str) -> str:
    """The text composed (NFC), with the Icelandic and African letters that look like Đ and đ put right."""
    return unicodedata.normalize("NFC", text.translate(_MISTAKEN_D))


def fold(text: str) -> str:
    """The text for comparing and searching: small letters without diacritics, đ as d; spaces are left alone.

    >>> fold("Đặc khu Phú Quốc")
    'dac khu phu quoc'
    """
    return text.casefold() if text.isascii() else text.translate(_FOLDED)


class _Folded(dict[int, str]):
    """A table for str.translate, filled as characters are met: each folds by itself, whatever stands around it."""

    def __missing__(self, code: int) -> str:
        # Twice: some letters show a mark, or a capital, only after the other step.
        self[code] = folded = _bare(_bare(nfc(chr(code))))
        return folded


_FOLDED: Final = _Folded()


def _bare(text: str) -> str:
    plain = "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))
    return plain.casefold().replace("đ", "d")


def storable(text: str) -> str:
    """The text without NUL and halves of characters (lone surrogates), which no database keeps."""
    return _UNKEPT.sub("", text)


def squeeze(text: str) -> str:
    """The text in NFC on one line: runs of white space are one space, invisible characters and the ends are gone."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", nfc(storable(text)))).strip()


@cache
def _primary(letter: str) -> bytes:
    """The place of a small letter or sign in the alphabet; unknown ones stand after z by code point."""
    if letter in _LETTERS:
        return bytes((_LETTERS.index(letter) + 0x80,))
    if letter in _SIGNS:
        return bytes((_SIGNS.index(letter) + 3,))
    if letter.isspace():
        return b"\2"
    return bytes((_UNKNOWN,)) + ord(letter).to_bytes(3, "big")


def _tone(mark: str) -> int:
    return _TONES.index(mark) + 2 if mark in _TONES else _OTHER_MARK + ord(mark) % 240


@cache
def _weights(char: str) -> tuple[bytes, bytes, bytes]:
    """Primary, tone and case weights of one composed character; a bare combining mark has a tone weight only."""
    letters = bytearray()
    tones = bytearray()
    cases = bytearray()
    for base in _letters_of(char):
        small = base.casefold()
        for one in small:
            letters += _primary(one)
            tones.append(_LEVEL)
            cases.append(1 + (small != base))
    for mark in unicodedata.normalize("NFD", char):
        if unicodedata.combining(mark) and mark not in _shape_of(char):
            tones.append(_tone(mark))
    return bytes(letters), bytes(tones), bytes(cases)


@cache
def _shape_of(char: str) -> str:
    """The marks of a character that make another letter of the alphabet, as in ă â ê ô ơ ư: no tone and no accent."""
    parts = unicodedata.normalize("NFD", char)
    base = parts[0].casefold()
    return "".join(mark for mark in parts[1:] if unicodedata.normalize("NFC", base + mark) in _LETTERS)


def _letters_of(char: str) -> str:
    """The letters of a character without tones and foreign accents, ligatures and other shapes spelt out."""
    kept = "".join(
        c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c) or c in _shape_of(char)
    )
    composed = unicodedata.normalize("NFC", kept)
    known = composed in _SIGNS or composed.casefold() in _LETTERS
    return composed if known else unicodedata.normalize("NFKC", composed)


def sort_key(text: str) -> bytes:
    """Bytes that sort as a Vietnamese reader expects; equal only for texts that are the same in NFC."""
    normal = nfc(text)
    letters, tones, cases = bytearray(), bytearray(), bytearray()
    for char in normal:
        letter, tone, case = _weights(char)
        letters += letter
        tones += tone
        cases += case
    return b"".join(
        (letters, _SEPARATOR, tones, _SEPARATOR, cases, _SEPARATOR, normal.encode("utf-8", "surrogatepass"))
    )


def roman_to_int(text: str) -> int | None:
    """The value of a capital Roman numeral, 1 to 3999, or None: IIII, VX, IC and small letters are no numerals.

    Small letters are left out on purpose: "vi", "di" and "mi" are Vietnamese words.
    """
    numeral = unicodedata.normalize("NFKC", text).strip()
    if not numeral or not _ROMAN.fullmatch(numeral):
        return None
    total = 0
    for value, sign in _ROMAN_VALUES:
        while numeral.startswith(sign):
            total += value
            numeral = numeral[len(sign) :]
    return total


def int_to_roman(number: int) -> str:
    """The Roman numeral of 1 to 3999; ValueError outside."""
    if not 1 <= number <= _ROMAN_MAX:
        raise ValueError(f"Số La Mã chỉ viết được từ 1 đến {_ROMAN_MAX}, không viết được {number}.")
    numeral = ""
    for value, sign in _ROMAN_VALUES:
        times, number = divmod(number, value)
        numeral += sign * times
    return numeral
