"""Which letter strings can be written Vietnamese syllables: onset, rime and tone, and which of them combine.

A syllable the word list has never met is still told from a fragment by this grammar; a fragment such as "ph" or "iệ"
is what a lost letter leaves behind. Old and new placement of the tone mark (hoà, hòa) are both accepted.
"""

import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

_DATA = resources.files("hailong.lexicon") / "data" / "repair" / "syllables.toml"


@cache
def _grammar() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


@cache
def _tones() -> dict[str, str]:
    return {chr(point) if point else "": name for name, point in _grammar()["tones"].items()}


@cache
def bare_syllables() -> frozenset[str]:
    """Every syllable the grammar allows, lower case, without its tone mark (about 3,000 strings)."""
    grammar = _grammar()
    starts, alone = grammar["starts"], set(grammar["alone"])
    bare: set[str] = set()
    for onset in grammar["onsets"]:
        allowed = starts.get(onset, "aăâeêioôơuư")
        bare.update(
            onset + rime for rime in grammar["rimes"] if rime[0] in allowed and (rime not in alone or not onset)
        )
        bare.update(onset + rime for rime in grammar["extra"].get(onset, ()))
    return frozenset(bare)


def parts(word: str) -> tuple[str, str] | None:
    """Split off the tone: (letters without tone mark, name of the tone); None with two marks or a letter that is none.

    >>> parts("hoà")
    ('hoa', 'huyền')
    """
    marks: list[str] = []
    letters: list[str] = []
    for char in unicodedata.normalize("NFD", word.lower()):
        (marks if char in _tones() else letters).append(char)
    if len(marks) > 1:
        return None
    return unicodedata.normalize("NFC", "".join(letters)), _tones()["".join(marks)]


@cache
def is_syllable(word: str) -> bool:
    """Whether the letters (any case) can be one written Vietnamese syllable.

    >>> is_syllable("nghiêng"), is_syllable("iệ"), is_syllable("ngiêng")
    (True, False, False)
    """
    split = parts(word)
    if split is None or split[0] not in bare_syllables():
        return False
    bare, tone = split
    return not bare.endswith(tuple(_grammar()["stopped"])) or tone in _grammar()["stopped_tones"]
