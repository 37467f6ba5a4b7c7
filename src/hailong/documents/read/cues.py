"""What the beginnings and ends of lines tell about cells, as logarithms of how often each is seen.

The figures and word lists are data (`data/cell_words.toml`); nothing here knows a table or a column's width.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log

from hailong.documents.read.head_words import Words, words_of
from hailong.documents.read.join import is_bullet

Logs = Mapping[str, Mapping[str, float]]

STAY, ITEM, LIST, INTRO, CELL = "stay", "item", "list", "intro", "cell"
_LONGEST_OPENER = 4
_ENDS = {".": "final", "…": "final", ";": "semicolon", ":": "colon", ",": "comma"} | dict.fromkeys("-/–", "hyphen")


@dataclass(frozen=True, slots=True)
class Cues:
    """The tables of `cell_words.toml` (shares in logarithms), openers by kind, and the words that leave a line open."""

    start: Logs
    end: Logs
    gap: Logs
    tail: Logs
    absent: Mapping[str, float]
    width: Mapping[str, float]
    openers: Mapping[Words, frozenset[str]]
    wanted: Mapping[str, Mapping[str, float]]
    within: Mapping[str, Mapping[str, float]]
    open_words: frozenset[str]
    open_names: frozenset[str]
    tails: frozenset[str]


def _logs(tables: Mapping[str, Mapping[str, float]]) -> Logs:
    return {kind: {name: log(value) for name, value in shares.items()} for kind, shares in tables.items()}


def _openers(lists: Mapping[str, Sequence[str]]) -> Mapping[Words, frozenset[str]]:
    found: dict[Words, frozenset[str]] = {}
    for kind, phrases in lists.items():
        for phrase in phrases:
            words = words_of(phrase)
            found[words] = found.get(words, frozenset()) | {kind}
    return found


@cache
def cues() -> Cues:
    """Load the data once."""
    data = tomllib.loads((files(__package__) / "data" / "cell_words.toml").read_text("utf-8"))
    return Cues(
        _logs(data["start"]),
        _logs(data["end"]),
        _logs(data["gap"]),
        _logs(data["tail"]),
        data["absent"],
        data["width"],
        _openers(data["openers"]),
        data["roles"],
        data["within"],
        frozenset(data["open"]),
        frozenset(data["open_names"]),
        frozenset(data["tails"]),
    )


def end_class(text: str) -> str:
    """How a line ends: final, semicolon, colon, comma, hyphen, plain, or with a word that nothing ends with.

    Such a word is "open" ("của", "và"), or a "name" where it begins the name of an office ("Phòng", "Trung").
    """
    last = text[-1:]
    if last in _ENDS:
        return _ENDS[last]
    if last in "”\"')" and text[-2:-1] == ".":
        return "final"
    word = text.rsplit(" ", 1)[-1]
    if word in cues().open_names:
        return "name"
    return "open" if word.lower() in cues().open_words else "plain"


def start_class(text: str) -> str:
    """How a line begins: bullet, lower, upper, shout (an abbreviation), digit, bracket or other."""
    if is_bullet(text):
        return "bullet"
    if text in cues().tails:
        return "lower"
    first = text[:1]
    if first.isalpha():
        word = text.split(" ", 1)[0]
        return "lower" if first.islower() else "shout" if len(word) > 1 and word.isupper() else "upper"
    return "digit" if first.isdigit() else "bracket" if first == "(" else "other"


def opener_kinds(text: str) -> frozenset[str]:
    """Which kinds of cell a text begins like: unit, task, product, indicator."""
    if text in cues().tails:
        return frozenset()
    words = words_of(" ".join(text.lstrip("-–+ ").split(" ", _LONGEST_OPENER)[:_LONGEST_OPENER]))
    kinds: frozenset[str] = frozenset()
    for size in range(1, len(words) + 1):
        kinds |= cues().openers.get(words[:size], frozenset())
    return kinds


def opener_score(role: str | None, kinds: frozenset[str]) -> float:
    """How much the beginning of a cell speaks for a column of a role (0 neither way)."""
    return _kind_score(cues().wanted.get(role or "", {}), kinds)


def within_score(role: str | None, kinds: frozenset[str]) -> float:
    """The same for a line that goes on inside a cell."""
    return _kind_score(cues().within.get(role or "", {}), kinds)


def _kind_score(wanted: Mapping[str, float], kinds: frozenset[str]) -> float:
    return max((wanted.get(kind, 0.0) for kind in kinds), default=wanted.get("none", 0.0))
