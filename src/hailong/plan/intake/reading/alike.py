"""Which names may stand for which others, found by what they share: comparing all pairs would take minutes.

A name is its key: folded words. What `near` gives is more than enough, never less; the caller looks at each closely.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

Key = tuple[str, ...]

FILLER = frozenset(["va", "cua", "thuoc"])
_LONGEST = 20  # words; what is longer is a sentence and not compared
_MOST_MISPRINTED = 2000  # names; misprints are not looked for among more
_MOST_ALIKE = 50  # names that share one thing; a list that shares it by the hundred stays as printed
_INITIALS, _MOST_INITIALS = range(2, 9), 3  # letters of an abbreviation, and how many of them one name may hold
_SHORT = 10  # words; a longer name holds one abbreviation
_TAIL, _MISPRINTED = 3, 4  # words of a dropped beginning's rest, and of a name that may be misprinted


class Alike:
    """The names of a document, each under everything by which a shorter or misprinted form of it is found."""

    def __init__(self, keys: Iterable[Key], tails: Iterable[Key] = ()) -> None:
        """Keys are in the order in which `near` gives them; tails may stand behind a name without changing it."""
        self._order = {key: place for place, key in enumerate(keys)}
        self._tails = tuple(tails)
        self._misprints = len(self._order) <= _MOST_MISPRINTED
        self._found: dict[object, list[Key]] = defaultdict(list)
        for key in self._order:
            for mark in self._marks(key) if 0 < len(key) <= _LONGEST else ():
                if len(self._found[mark]) < _MOST_ALIKE:
                    self._found[mark].append(key)

    def near(self, key: Key) -> list[Key]:
        """The other names that this one may stand for, in order."""
        if not 0 < len(key) <= _LONGEST:
            return []
        found = {other for mark in self._asked(key) for other in self._found.get(mark, ())}
        found.update(other for tail in self._tails if (other := key + tail) in self._order)
        return sorted(found - {key}, key=self._order.__getitem__)

    def _marks(self, key: Key) -> Iterator[object]:
        """What a name is found by as the longer or the right one."""
        yield key[0], _initials(key[1:])
        for size in range(_MISPRINTED, len(key)):
            yield key[:size]  # a person whose title is left out
        for size in range(_TAIL, len(key) - 1):
            yield "tail", key[0], key[-size:]
        yield from self._misprinted(key)

    def _asked(self, key: Key) -> Iterator[object]:
        """What a name asks for as the shorter or misprinted one."""
        yield from ((key[0], letters) for letters in _expanded(key[1:]))
        yield key
        yield "tail", key[0], key[1:]
        if self._misprints:
            yield from _one_off((), key)
            yield from _one_off(key[:1], key[1:])

    def _misprinted(self, key: Key) -> Iterator[object]:
        if self._misprints:
            yield from _one_off((), key)
            for size in range(_TAIL, len(key) - 1):
                yield from _one_off(key[:1], key[-size:])


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words if word not in FILLER)


def _expanded(words: Sequence[str]) -> Iterator[str]:
    """The initials that a name may have whose words may themselves be initials: "QLĐĐ" is q or qldd."""
    said = [word for word in words if word not in FILLER]
    short = [place for place, word in enumerate(said) if len(word) in _INITIALS]
    for count in range((_MOST_INITIALS if len(said) <= _SHORT else 1) + 1):
        for chosen in combinations(short, count):
            yield "".join(word if place in chosen else word[0] for place, word in enumerate(said))


def _one_off(head: Key, words: Key) -> Iterator[object]:
    """Marks that two names share if they differ in one word by one letter: a word, or it without a letter, left out."""
    if len(words) + bool(head) < _MISPRINTED:
        return
    for place, word in enumerate(words):
        if not word.isdigit():
            rest = (head, words[:place], words[place + 1 :])
            yield from ((rest, left) for left in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})
