"""How our offices word things: counts of syllables and of their neighbours in our own administrative text.

The text (data/repair/*.txt) was written for this program; the counts are made once, on first use (a few hundredths of
a second). Costs are natural logarithms of probabilities, negated: the lower, the more usual.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from math import log

from hailong.lexicon.syllables import is_syllable

START = "<s>"
PAUSE = ","
OPEN = "("
NUMBER = "0"
UNKNOWN = "?"
ROMAN = re.compile(r"[ivx]+")
TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")

_CLASSES = frozenset({START, PAUSE, OPEN, NUMBER})
_SEEN = 0.97  # share of running text that is made of listed syllables
_SPREAD = 9000  # syllables the grammar allows beside the listed ones
_TRUST = 2.5  # weight of a word's plain chance against the sightings of its neighbours
_VARIETY = 0.6  # and how much of it each different neighbour adds
_FOREIGN = 17.0  # cost of letters that are no syllable: a code, a foreign word, or a fragment
_INITIALS = 13.0  # the same in capitals, as abbreviations are
_NONE: set[str] = set()
_VOWELS = frozenset("yýỷàềôởởớơừứưệế")


@dataclass(slots=True)
class Wording:
    """Counts of one body of text. Words are lower case; capitals counts how often a word stood capitalised midway."""

    words: Counter[str] = field(default_factory=Counter)
    pairs: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    capitals: Counter[str] = field(default_factory=Counter)
    midway: Counter[str] = field(default_factory=Counter)
    initials: set[str] = field(default_factory=set)
    letters: Counter[str] = field(default_factory=Counter)
    total: int = 0
    shapes: dict[tuple[int, int, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    sizes: dict[str, tuple[int, float]] = field(default_factory=dict)
    costs: dict[tuple[str, str], float] = field(default_factory=dict)
    fitting: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def learn(self, lines: Iterable[str]) -> None:
        """Count the words and neighbours of the lines; each line is a passage of its own."""
        for line in lines:
            before = START
            self.letters.update(char for char in line if char.isalpha())
            for shown, word in _passage(line):
                if word not in _CLASSES:
                    self._count(shown, word, before)
                self.pairs[before][word] += 1
                before = word
        self.total = sum(self.words.values())
        self.sizes.clear()
        self.costs.clear()

    def index(self) -> None:
        """Make words findable by length and letters; no word may be new after this."""
        for word in self.words:
            if not ROMAN.fullmatch(word):
                for place, char in enumerate(word):
                    self.shapes[len(word), place, char].add(word)

    def fits(self, pattern: str) -> tuple[str, ...]:
        """Listed words as long as the pattern that have its letters where it has letters (blanks fit all)."""
        found = self.fitting.get(pattern)
        if found is None:
            sets = [self.shapes.get((len(pattern), i, c), _NONE) for i, c in enumerate(pattern) if c != " "]
            found = self.fitting[pattern] = tuple(sorted(set.intersection(*sets)))
        return found

    def _count(self, shown: str, word: str, before: str) -> None:
        self.words[word] += 1
        if shown.isupper() and len(shown) > 1:
            if not is_syllable(word):
                self.initials.add(word)
        elif before != START:
            self.midway[word] += 1
            self.capitals[word] += shown[0].isupper()

    def cost(self, before: str, word: str) -> float:
        """Cost of the word after the word before it (or its class)."""
        pair = before, word
        cost = self.costs.get(pair)
        if cost is None:
            cost = self.costs[pair] = self._cost(before, word)
        return cost

    def _cost(self, before: str, word: str) -> float:
        followers = self.pairs.get(before)
        plain = self.chance(word)
        if followers is None or not plain:
            return self.plain_cost(word)
        if before not in self.sizes:
            self.sizes[before] = followers.total(), _TRUST + _VARIETY * len(followers)
        seen, weight = self.sizes[before]
        return -log((followers.get(word, 0) + weight * plain) / (seen + weight))

    def chance(self, word: str) -> float:
        """Probability of the word in running text; 0 for what is no syllable and not listed."""
        count = self.words.get(word, 0)
        if count:
            return _SEEN * count / self.total
        return (1 - _SEEN) / _SPREAD if is_syllable(word) else 0.0

    def plain_cost(self, word: str, shown: str = "") -> float:
        """Cost of the word wherever it stands; shown is its printed form."""
        chance = self.chance(word)
        if chance:
            return -log(chance)
        return _INITIALS if len(shown) > 1 and shown.isupper() else _FOREIGN

    def capital_chance(self, word: str, before: str) -> float:
        """Probability that the word is printed with a capital, given what stands before it."""
        if before == START:
            return 0.9
        return (self.capitals[word] + 0.1) / (self.midway[word] + 0.8)

    def sound(self, shown: str) -> bool:
        """Whether the printed letters are a listed word and not merely a letter left alone."""
        word = shown.lower()
        if word not in self.words or (word in self.initials and not shown.isupper()):
            return False
        return len(word) > 1 or word in _VOWELS

    def copy(self) -> "Wording":
        """The same counts, free to learn more of the same words."""
        twin = Wording(
            Counter(self.words),
            defaultdict(Counter),
            Counter(self.capitals),
            Counter(self.midway),
            set(self.initials),
            Counter(self.letters),
            shapes=self.shapes,
            fitting=self.fitting,
        )
        for before, after in self.pairs.items():
            twin.pairs[before] = Counter(after)
        return twin


def _passage(line: str) -> Iterator[tuple[str, str]]:
    """(printed form, class or lower-case word) of each token; sentence ends become START."""
    for shown in TOKEN.findall(line):
        yield shown, classify(shown)


def classify(shown: str) -> str:
    """The word in lower case, or the class of a number or mark.

    >>> [classify(x) for x in ("Sở", "2023", ";", ".")]
    ['sở', '0', ',', '<s>']
    """
    first = shown[0]
    if first.isalpha():
        return shown.lower()
    if first.isdigit():
        return NUMBER
    return START if first in '.?!-–•+*“"' else PAUSE


@cache
def wording() -> Wording:
    """The counts of our own text."""
    folder = resources.files("hailong.lexicon") / "data" / "repair"
    known = Wording()
    for name in ("plans.txt", "procedures.txt", "reports.txt", "daily.txt", "terms.txt"):
        text = unicodedata.normalize("NFC", (folder / name).read_text(encoding="utf-8"))
        lines = (line for line in text.splitlines() if not line.startswith("#"))
        known.learn(piece for line in lines for piece in line.split(";"))
    known.index()
    return known
