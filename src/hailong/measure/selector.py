"""Which visitors are asked: random, by a seed, and the same whoever asks again. Pure.

Every decision is a function of the seed, the place (a half-day at a counter) and the visitor's number alone: nothing is
remembered, so a restart or a second computer changes nothing, and anybody who has the seed can check what was drawn.

| kind | who is asked, one in `every` |
|---|---|
| systematic | the visitor at the random start of the half-day and every `every`-th after |
| bernoulli | each visitor with chance 1/every, whatever happened to others |
| stratified | systematic within each field of procedures, with a start of its own |

Chances are 64 bits of BLAKE2b keyed by the seed (Saarinen and Aumasson, RFC 7693); systematic sampling with a random
start after Cochran (1977), Sampling Techniques, chapter 8.
"""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from hailong.lexicon.text import fold
from hailong.measure import rules

_BITS: Final = 64


@dataclass(frozen=True, slots=True)
class Selector:
    """How visitors are drawn in one half-day: one in `every` (at least 1); `place` names counter, day and half."""

    kind: str
    seed: int
    every: int
    place: str

    @property
    def start(self) -> int:
        """The random start of the half-day, from 0 to every - 1: so many visitors pass before the first is asked."""
        return self._below("start", "")

    def picks(self, number: int, field: str = "", in_field: int = 0) -> bool:
        """Whether the `number`-th visitor is asked, who is the `in_field`-th of that field (both from 1)."""
        if self.kind == rules.BERNOULLI:
            return chance(self.seed, self.place, "visit", str(number)) * self.every < 1 << _BITS
        if self.kind == rules.STRATIFIED:
            return (in_field - 1) % self.every == self._below("field", fold(field))
        return (number - 1) % self.every == self.start

    def _below(self, what: str, name: str) -> int:
        return chance(self.seed, self.place, what, name) * self.every >> _BITS


def chance(seed: int, *about: str) -> int:
    """A whole number from 0 to 2**64 - 1, each as likely, that belongs to the seed and to what it is about."""
    said = b"".join(len(raw).to_bytes(4, "big") + raw for raw in map(str.encode, about))
    return int.from_bytes(blake2b(said, digest_size=_BITS // 8, key=str(seed).encode()).digest(), "big")


def place(unit: str, day: str, half: str) -> str:
    """The name of a half-day at a counter: the unit's code, the day in ISO form, the half."""
    return f"{unit} {day} {half}"
