"""The likeliest reading of a stretch with gaps: which blanks are spaces, and which letters the others hide.

A path through the lattice costs what its words cost after one another, what each lost letter costs in the font, and
what odd spaces cost; the cheapest wins, and its probability is its share among all paths. Costs are natural logarithms
of probabilities, negated.
"""

from collections.abc import Mapping
from math import exp, log
from typing import NamedTuple

from hailong.lexicon.gaps import Edge, Lattice, Stretch, is_gap, is_mark
from hailong.lexicon.wording import NUMBER, OPEN, PAUSE, START, UNKNOWN, Wording

_EXTRA_SPACE = 2.5  # a second real space in a row
_INDENT = 2.0  # a real space that opens a line
_TRAILING = 0.4  # a further space that closes a line
_AFTER_BRACKET = 4.0  # a real space after an opening bracket
_HIDDEN = 2.0  # to believe in a word of which nothing is left
_BROKEN = 9.0  # to leave a mark that stands for a letter
_CAPITAL = (0.05, 0.95)  # bounds of the chance of a capital
_WITHIN = "([{“‘/-–_"  # marks that a word may follow without a space

# What a path has just passed. After a word there can be no word; after a closing mark or a number none that hides its
# first letter.
_WORD, _SPACE, _OPENING, _CLOSING = "w", "s", "o", "c"


class Solution(NamedTuple):
    """The best reading of a stretch: as printed when mended, letters put back, probability, cost below leaving it."""

    text: str
    lost: str
    sureness: float
    gain: float


class _Path(NamedTuple):
    """The cheapest way to a state, and the weight of all ways there relative to it."""

    cost: float
    weight: float
    back: tuple[int, "_State"] | None
    shown: str
    lost: str


_State = tuple[str, str]  # what was passed last, and the last word or its class


class Reader:
    """Reads lattices by one body of wording."""

    def __init__(self, known: Wording) -> None:
        """Known must have been indexed."""
        self.known = known

    def solve(self, lattice: Lattice, stretch: Stretch, fees: Mapping[str, float], rare: float) -> Solution:
        """The best reading; fees are the costs of losing each letter in this font, rare that of any other letter."""
        return _Walk(self.known, lattice, stretch, fees, rare).solution()


class _Walk:
    """One walk through one lattice."""

    def __init__(
        self, known: Wording, lattice: Lattice, stretch: Stretch, fees: Mapping[str, float], rare: float
    ) -> None:
        self.known = known
        self.lattice = lattice
        self.text = lattice.text
        self.stretch = stretch
        self.fees = fees
        self.rare = rare
        self.first = len(self.text) - len(self.text.lstrip())
        self.last = len(self.text.rstrip())
        self.states: list[dict[_State, _Path]] = [{} for _ in range(len(self.text) + 1)]

    def solution(self) -> Solution:
        self.states[0][_SPACE, self.stretch.before] = _Path(0.0, 1.0, None, "", "")
        for at, here in enumerate(self.states[:-1]):
            for state, path in here.items():
                self._pass_space(at, state, path)
                self._pass_edges(at, state, path)
        ends = {state: path.cost + self._last(state[1]) for state, path in self.states[-1].items()}
        best = min(ends, key=ends.__getitem__)
        weight = sum(path.weight * exp(ends[best] - ends[state]) for state, path in self.states[-1].items())
        text, lost = self._walk_back(best)
        return Solution(text, lost, min(1.0, 1.0 / weight), self._unmended() - ends[best])

    def _reach(self, at: int, state: _State, path: _Path, back: tuple[int, _State], fee: float, edge: Edge) -> None:
        cost = path.cost + fee
        old = self.states[at].get(state)
        if old is None:
            self.states[at][state] = _Path(cost, path.weight, back, edge.shown, edge.lost)
        elif cost < old.cost:
            weight = path.weight + old.weight * exp(cost - old.cost)
            self.states[at][state] = _Path(cost, weight, back, edge.shown, edge.lost)
        else:
            self.states[at][state] = old._replace(weight=old.weight + path.weight * exp(old.cost - cost))

    def _pass_space(self, at: int, state: _State, path: _Path) -> None:
        char = self.text[at]
        if is_gap(char):
            fee = self._space(at, state[0])
            self._reach(at + 1, (_SPACE, state[1]), path, (at, state), fee, Edge(at + 1, state[1], char))

    def _pass_edges(self, at: int, state: _State, path: _Path) -> None:
        kind, before = state
        char = self.text[at]
        if (kind == _WORD and (char.isalpha() or is_gap(char))) or (kind == _CLOSING and is_gap(char)):
            return
        opens = self.stretch.opens and at <= self.first
        for edge in self.lattice.edges[at]:
            if edge.is_word():
                fee = self._word(edge, before, opens)
                self._reach(edge.end, (_WORD, edge.word), path, (at, state), fee, edge)
            else:
                passed = _OPENING if edge.shown in _WITHIN else _CLOSING
                self._reach(edge.end, (passed, edge.word), path, (at, state), 0.0, edge)
        for length in self.lattice.hidden[at]:
            self._pass_hidden(at, length, state, path)

    def _pass_hidden(self, at: int, length: int, state: _State, path: _Path) -> None:
        """Words of which nothing is left: those of the length seen at least twice after the word before."""
        before = state[1]
        if before in (START, NUMBER, UNKNOWN, PAUSE, OPEN):
            return
        for word, count in self.known.pairs.get(before, {}).items():
            if len(word) == length and count > 1 and word[0].isalpha():
                shown = word.upper() if self.stretch.shouted else word
                edge = Edge(at + length, word, shown, shown, _HIDDEN)
                self._reach(edge.end, (_WORD, word), path, (at, state), self._word(edge, before, False), edge)

    def _space(self, at: int, kind: str) -> float:
        if is_mark(self.text[at]):
            return _BROKEN
        if kind != _SPACE:
            return _AFTER_BRACKET if at and self.text[at - 1] in "([{“‘" else 0.0
        if at == 0 and self.stretch.opens:
            return _INDENT
        return _TRAILING if self.stretch.closes and at >= self.last else _EXTRA_SPACE

    def _word(self, edge: Edge, before: str, opens: bool) -> float:
        if edge.word == UNKNOWN:
            return self.known.plain_cost(edge.shown.lower(), edge.shown)
        cost = self.known.cost(before, edge.word) + edge.fee
        for letter in edge.lost:
            cost += self.fees.get(letter, self.rare)
        if edge.lost[:1] == edge.shown[0] and not edge.shown[1:].isupper():
            cost += self._capital(edge, before, opens)
        return cost

    def _capital(self, edge: Edge, before: str, opens: bool) -> float:
        """Cost of the first letter, which is lost, having been a capital or not; a line often opens with one."""
        chance = self.known.capital_chance(edge.word, before)
        chance = min(_CAPITAL[1], max(_CAPITAL[0], (chance + 1) / 2 if opens else chance))
        return -log(chance if edge.shown[0].isupper() else 1 - chance)

    def _last(self, word: str) -> float:
        return self.known.cost(word, self.stretch.after) if self.stretch.after is not None else 0.0

    def _unmended(self) -> float:
        """Cost of the stretch if it were right as printed."""
        cost, before, at, kind = 0.0, self.stretch.before, 0, _SPACE
        while at < len(self.text):
            if is_gap(self.text[at]):
                cost += self._space(at, kind)
                at, kind = at + 1, _SPACE
                continue
            edge = next(edge for edge in self.lattice.edges[at] if not edge.lost)
            cost += self._word(edge, before, False) if edge.is_word() else 0.0
            at, before, kind = edge.end, edge.word, _WORD
        return cost + self._last(before)

    def _walk_back(self, last: _State) -> tuple[str, str]:
        shown: list[str] = []
        lost: list[str] = []
        at, path = len(self.text), self.states[-1][last]
        while path.back is not None:
            shown.append(path.shown)
            lost.append(path.lost)
            at, state = path.back
            path = self.states[at][state]
        return "".join(reversed(shown)), "".join(reversed(lost))
