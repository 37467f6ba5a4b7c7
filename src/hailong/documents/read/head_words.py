"""The words that table heads are made of, and what they say a column holds.

The lists are data (`data/head_words.toml`); this module folds them once and answers questions about single names.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hailong.lexicon.text import fold

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """What a column holds: phrases its name may start with, and marks that decide the role wherever they stand."""

    name: str
    starts: tuple[Words, ...]
    marks: tuple[Words, ...]
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadWords:
    """All roles in deciding order, the phrases that continue or join a column's name (folded), and whole names."""

    roles: tuple[Role, ...]
    extends: frozenset[Words]
    joins: frozenset[str]
    starts: frozenset[Words]
    names: tuple[str, ...]


def words_of(text: str) -> Words:
    """The folded words of a text, punctuation taken as space ("Nội dung/Nhiệm vụ" -> noi dung nhiem vu)."""
    return tuple("".join(char if char.isalnum() or char in "&%" else " " for char in fold(text)).split())


def _phrases(texts: Sequence[str]) -> tuple[Words, ...]:
    return tuple(words_of(text) for text in texts)


@cache
def head_words() -> HeadWords:
    """Load and fold the word lists once."""
    data = tomllib.loads((files(__package__) / "data" / "head_words.toml").read_text("utf-8"))
    roles = tuple(
        Role(role["name"], _phrases(role["starts"]), _phrases(role["marks"]), tuple(role["starts"]))
        for role in data["roles"]
    )
    starts = frozenset(start for role in roles for start in role.starts)
    return HeadWords(
        roles, frozenset(_phrases(data["extends"])), frozenset(data["joins"]), starts, tuple(data["names"])
    )


def _holds(words: Words, mark: Words) -> bool:
    size = len(mark)
    return any(words[at : at + size] == mark for at in range(len(words) - size + 1))


def role_of(name: str) -> str | None:
    """Which role a column's name has, None where no word of it is known.

    "Đơn vị phối hợp" is coordinating, "Cơ quan chủ trì, phối hợp" names both and is responsibility.
    """
    words = words_of(name)
    found = [role.name for role in head_words().roles if any(_holds(words, mark) for mark in role.marks)]
    if "lead" in found and "coordinating" in found:
        return "responsibility"
    if found:
        return found[0]
    return next((role.name for role in head_words().roles if any(words[: len(s)] == s for s in role.starts)), None)
