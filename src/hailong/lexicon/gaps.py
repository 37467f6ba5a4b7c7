"""A stretch of text with gaps, and every word of ours that could stand at each place of it.

A lost letter leaves one blank where it stood, so a filled stretch is as long as the printed one: each blank is either
a real space or one hidden letter. Only a text whose blanks were squeezed may hide a letter without a trace.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from hailong.lexicon.syllables import is_syllable
from hailong.lexicon.wording import START, UNKNOWN, Wording, classify

MOST_LOST = 4  # letters lost from one word, beyond which nothing is guessed
LONGEST = 8  # letters of the longest word
TRACELESS = 1.0  # cost of a letter lost beside a space that was squeezed away

_MARKS = re.compile(r"[\ufffd\u25a1\u0000-\u0008\u000e-\u001f\ue000-\uf8ff]")


class Stretch(NamedTuple):
    """Part of a line, with what stands before and after it (word classes), whether it opens or closes its line."""

    text: str
    before: str = START
    after: str | None = None
    opens: bool = False
    closes: bool = False
    shouted: bool = False


class Edge(NamedTuple):
    """One way to read text[start:end]: the word, how it is then printed, and the letters that were lost from it."""

    end: int
    word: str
    shown: str
    lost: str = ""
    fee: float = 0.0

    def is_word(self) -> bool:
        """Whether it is a word, known or not, rather than a number or mark."""
        return self.word == UNKNOWN or self.word[0].isalpha()


def is_mark(char: str) -> bool:
    """Whether the character is what some fonts leave where a letter has no code; it is never real text."""
    return bool(_MARKS.match(char))


def is_gap(char: str) -> bool:
    """Whether the character may hide a letter: a space, or such a mark."""
    return char in " \u00a0" or is_mark(char)


def _spans(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Where a word that starts here may end, and its pattern: small letters, and blanks where letters may be lost."""
    pattern, lost = "", 0
    for at in range(start, min(start + LONGEST, len(text))):
        char = text[at]
        if char.isalpha():
            pattern += char.lower()
        elif is_gap(char) and lost < MOST_LOST:
            pattern, lost = pattern + " ", lost + 1
        else:
            return
        if len(pattern) > lost and not text[at + 1 : at + 2].isalpha():
            yield at + 1, pattern


def _printed(raw: str, word: str, shouted: bool, initials: bool) -> Iterator[str]:
    """The ways of printing the word over what is left of it: capitals as its neighbours have them."""
    left = [char for char in raw if char.isalpha()]
    upper = sum(char.isupper() for char in left)
    capital_first = raw[:1].isupper()
    if upper == len(left) and (initials or upper > capital_first or shouted):
        yield word.upper()
    elif upper <= capital_first and not initials:
        mended = "".join(word[place] if is_gap(char) else char for place, char in enumerate(raw))
        yield mended
        if is_gap(raw[0]):
            yield mended[0].upper() + mended[1:]


def _run(text: str, start: int) -> int:
    """End of the run of letters or of digits that starts here; a mark stands alone."""
    like = str.isalpha if text[start].isalpha() else str.isdigit
    end = start + 1
    while like(text[start]) and end < len(text) and like(text[end]):
        end += 1
    return end


class Lattice:
    """All edges of one stretch; what losing a letter costs is applied later, so that it is built only once."""

    def __init__(self, text: str, shouted: bool, squeezed: bool, known: Wording) -> None:
        """Squeezed says that the text lost its doubled blanks, and letters with them."""
        self.text = text
        self.shouted = shouted
        self.squeezed = squeezed
        self._known = known
        self.edges = [self._edges(at) for at in range(len(text))]
        self.hidden = [self._hidden(at) for at in range(len(text))]

    def _edges(self, start: int) -> list[Edge]:
        char = self.text[start]
        if char.isalpha() and start and self.text[start - 1].isalpha():
            return []
        if not (char.isalpha() or is_gap(char)):
            end = _run(self.text, start)
            return [Edge(end, classify(char), self.text[start:end])]
        edges = [edge for end, pattern in _spans(self.text, start) for edge in self._over(start, end, pattern)]
        if char.isalpha() and all(edge.lost for edge in edges):
            end = _run(self.text, start)
            edges.append(Edge(end, UNKNOWN, self.text[start:end]))
        return edges

    def _over(self, start: int, end: int, pattern: str) -> Iterator[Edge]:
        """The edges from start to end; in a squeezed text a letter may be lost at either end without a trace."""
        raw = self.text[start:end]
        yield from self._fit(end, raw, pattern, 0.0)
        name = raw[:1].isupper() and is_syllable(raw)  # a rare name is no damage
        if self.squeezed and not name and not self._known.sound(raw):
            if pattern[0] != " ":
                yield from self._fit(end, " " + raw, " " + pattern, TRACELESS)
            if pattern[-1] != " ":
                yield from self._fit(end, raw + " ", pattern + " ", TRACELESS)

    def _fit(self, end: int, raw: str, pattern: str, fee: float) -> Iterator[Edge]:
        for word in self._known.fits(pattern):
            for shown in _printed(raw, word, self.shouted, word in self._known.initials):
                lost = "".join(letter for letter, old in zip(shown, pattern, strict=True) if old == " ")
                yield Edge(end, word, shown, lost, fee)

    def _hidden(self, start: int) -> range:
        """Lengths a wholly hidden word may have here: it needs a visible neighbour; a wide gap is layout."""
        end = start
        while end < len(self.text) and end - start <= MOST_LOST + 1 and is_gap(self.text[end]):
            end += 1
        wide = end - start > MOST_LOST + 1
        return range(2, 0 if wide or end == len(self.text) else end - start)
