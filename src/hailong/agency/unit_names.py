"""Names of units as documents print them, and the unit each means.

By name, short name or alias, exactly; else without what only says whose room it is: "Phòng Kinh tế phường Sông Xanh",
"phòng Kinh tế thuộc phường". Other spellings of a plan are tried by whoever reads it.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property
from importlib import resources
from typing import Any, Final

from hailong.agency.models import Unit
from hailong.agency.models.units import COMMUNE, PROVINCE
from hailong.lexicon.text import fold

_WORD: Final = re.compile(r"[^\W_]+|&")


@cache
def _data() -> dict[str, Any]:
    source = resources.files("hailong.agency") / "data" / "unit_names.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def key(name: str) -> str:
    """A name as folded words, the abbreviations of every office spelled out: equal keys are one name.

    >>> key("VP HĐND&UBND phường")
    'vp hoi dong nhan dan va uy ban nhan dan phuong'
    """
    spelled = _data()["spelled"] | {"&": "va"}
    return " ".join(spelled.get(word, word) for word in _WORD.findall(fold(name)))


class Names:
    """What units are called, nearest first: `tiers` of units, the `line` of agencies from the own one to the top."""

    def __init__(self, tiers: Sequence[Sequence[Unit]], line: Sequence[Unit], on: date | None) -> None:
        """Units with their aliases fetched; a unit in two tiers counts in the first."""
        self._tiers, self._line, self._on = tiers, line, on

    def all(self) -> dict[str, Unit]:
        """Every name as written and its unit, nearest first."""
        found: dict[str, Unit] = {}
        for unit in (unit for tier in self._tiers for unit in sorted(tier, key=self._rank)):
            for name in _written(unit):
                found.setdefault(name, unit)
        return found

    def find(self, name: str) -> Unit | None:
        """The unit that a name means; None for nobody, or for several as near."""
        asked = key(name)
        exact = self._look(self._exact, asked)
        if exact is not None or not asked:
            return exact
        return self._owned(asked) or self._at_home(asked, len(self._line))

    def _at_home(self, asked: str, reach: int) -> Unit | None:
        """A room named with or without its agency: the own one's first, then those of the agencies above."""
        for tier, tails in list(zip(self._loose, self._tails, strict=False))[:reach]:
            if found := tier.get(_reduced(asked, tails)):
                return self._nearest(found)
        return None

    def _look(self, tiers: Sequence[dict[str, list[Unit]]], asked: str) -> Unit | None:
        for tier in tiers:
            if found := tier.get(asked):
                return self._nearest(found)
        return None

    def _nearest(self, found: Sequence[Unit]) -> Unit | None:
        best = min(map(self._rank, found))
        nearest = {unit.pk: unit for unit in found if self._rank(unit) == best}
        return next(iter(nearest.values())) if len(nearest) == 1 else None

    def _rank(self, unit: Unit) -> tuple[bool, int]:
        """Units that exist go first, then those higher up."""
        if self._on is None:
            gone = unit.valid_to is not None
        else:
            gone = not (unit.valid_from or date.min) <= self._on <= (unit.valid_to or date.max)
        return gone, unit.path.count("/")

    def _owned(self, asked: str) -> Unit | None:
        """The unit of "A thuộc B": A at home where B is the own agency, else A right below B."""
        for word in _data()["words"]["of"]:
            room, found, owner = asked.partition(f" {word} ")
            if not found:
                continue
            if owner in _calls_itself(self._line[0]):
                return self._look(self._exact[:1], room) or self._at_home(room, 1)
            over = self.find(owner)
            rooms = [unit for tier in self._tiers for unit in tier if over and unit.parent_id == over.pk]
            named = [unit for unit in rooms if room in self._keys(unit)]
            return self._nearest(named) if named else None
        return None

    @cached_property
    def _exact(self) -> list[dict[str, list[Unit]]]:
        return [_index((word, unit) for unit in tier for word in self._keys(unit)) for tier in self._tiers]

    @cached_property
    def _loose(self) -> list[dict[str, list[Unit]]]:
        return [
            _index((_reduced(word, tails), unit) for unit in tier for word in self._keys(unit))
            for tier, tails in zip(self._tiers, self._tails, strict=False)
        ]

    def _keys(self, unit: Unit) -> set[str]:
        """The keys a unit goes by; a commune or a province also by its committee and without it."""
        keys = {key(name) for name in _written(unit)}
        if unit.kind in (COMMUNE, PROVINCE):
            bare = set(map(_bare, keys))
            if unit in self._line:  # "UBND phường" in a paper of that very ward
                keys |= {_by_committee(word) for name in bare for word in _levels(name)}
            keys |= bare | set(map(_by_committee, bare))
        return keys

    @cached_property
    def _tails(self) -> list[list[str]]:
        """What may follow the name of a room of each agency of the line, the longest first."""
        return [sorted(_calls_itself(agency), key=len, reverse=True) for agency in self._line]


def _reduced(asked: str, tails: Sequence[str]) -> str:
    """A key without the tail that says whose room it is; what is left is still the name of something."""
    words = _data()["words"]
    for tail in tails:
        room = asked.removesuffix(f" {tail}")
        if room != asked and " " in room and room != words["committee"] and not room.endswith(tuple(words["joins"])):
            return room
    return asked


def _bare(key: str) -> str:
    """An agency's key without the committee that acts for it."""
    return key.removeprefix(f"{_data()['words']['committee']} ")


def _by_committee(key: str) -> str:
    return f"{_data()['words']['committee']} {key}"


def _levels(bare: str) -> list[str]:
    """The words for a level with which a key begins: "phuong" of "phuong song xanh"."""
    return [word for word in _data()["words"]["own"] if bare.startswith(f"{word} ")]


def _calls_itself(agency: Unit) -> set[str]:
    """What an agency's own papers write for it: its names, with the committee and without, its level, its place."""
    bare = {_bare(key(name)) for name in _written(agency)}
    levels = {word for name in bare for word in _levels(name)}
    places = {name.removeprefix(f"{word} ") for name in bare for word in levels}
    own = bare | levels | places | {_data()["words"]["any"]}
    return own | set(map(_by_committee, own))


def _written(unit: Unit) -> Iterator[str]:
    yield unit.name
    if unit.short:
        yield unit.short
    yield from (alias.text for alias in unit.aliases.all())


def _index(pairs: Iterable[tuple[str, Unit]]) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for word, unit in pairs:
        found[word].append(unit)
    return dict(found)
