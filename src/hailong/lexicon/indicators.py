"""Indicators by code (SIPAS, PAR_INDEX, THANH_TOAN, ...), and finding the ones a target sentence speaks of."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from hailong.lexicon.aliases import Words, alias_problems
from hailong.lexicon.tables import repeated_problems, table

_FILE: Final = "indicators.toml"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a target may measure: its unit, whether more (up) or less (down) is better, and how sentences name it."""

    code: str
    name: str
    unit: str
    direction: Literal["up", "down"]
    aliases: tuple[str, ...]
    unless: tuple[str, ...]
    source: str
    verified: bool


@cache
def indicators() -> tuple[Indicator, ...]:
    """Every indicator, in the order of the data file."""
    return tuple(
        Indicator(
            row["code"],
            row["name"],
            row["unit"],
            row["direction"],
            tuple(row["aliases"]),
            tuple(row["unless"]),
            row["source"],
            row["verified"],
        )
        for row in table(_FILE)["indicator"]
    )


def indicator(code: str) -> Indicator:
    """The indicator of that code; LookupError for an unknown one."""
    for one in indicators():
        if one.code == code:
            return one
    raise LookupError(f"Không có chỉ tiêu mã “{code}”.")


@lru_cache(maxsize=256)
def find_indicators(text: str) -> tuple[str, ...]:
    """The codes of the indicators a sentence or a clause names, in the order their names are complete, each once.

    Made for the sentence of a target; the clause around one figure answers more surely than a long sentence with
    several.
    """
    words = Words(text)
    ends = [(end, one.code) for one in indicators() if (end := _named_until(words, one)) is not None]
    return tuple(code for _, code in sorted(ends, key=lambda found: found[0]))


def _named_until(words: Words, one: Indicator) -> int | None:
    """The word count at which a text has first named the indicator, or None where it does not."""
    ends = [span.last for alias in one.aliases for span in words.find(alias)]
    if not ends or any(any(words.find(alias)) for alias in one.unless):
        return None
    return min(ends)


def problems() -> list[str]:
    """What is wrong with the indicators file, one Vietnamese sentence each; empty when all is well."""
    found = list(repeated_problems(_FILE, (one.code for one in indicators())))
    for one in indicators():
        found += alias_problems(_FILE, one.code, (*one.aliases, *one.unless))
        if not one.source.strip():
            found.append(f"{_FILE}: mã {one.code} không ghi nguồn.")
        if one.direction not in ("up", "down"):
            found.append(f"{_FILE}: mã {one.code} có chiều “{one.direction}” lạ.")
        if not one.aliases:
            found.append(f"{_FILE}: mã {one.code} không có cách gọi nào.")
    return found
