"""Which letters each font of a document lost, estimated from the readings themselves.

A font that lost a letter lost it (nearly) everywhere, so the share of a letter that is missing is close to 0 or to 1.
Regular, bold and italic text are different fonts with different losses; a plain text does not say which line is set in
which, so lines whose losses do not fit the main font are gathered into further ones.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import lgamma, log

_WEIGHT = 0.8  # how many sightings the prior belief about a letter is worth
_MISFIT = 2.0  # how much worse than a font of its own a line must fit to leave the main font (natural logarithm)
_NEW = 2.0  # reluctance to open a further font
_DEAREST = 7.5  # no letter costs more: fonts change within lines, too
_DOUBT = 0.3  # a letter mostly there was hardly lost elsewhere: such readings count for less
_SHARE = 0.2  # share of letters taken as lost from a font of which nothing is known yet

_LIKELIEST, _UNLIKELIEST = 0.5, 0.05  # bounds of that first belief
FLAT = 2.1  # cost of any lost letter before anything is known


@dataclass(slots=True)
class Tally:
    """How often each letter (capitals apart) was lost and how often it is there."""

    lost: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Count the other's letters as well."""
        self.lost.update(other.lost)
        self.kept.update(other.kept)

    def share(self) -> float:
        """Share of the font's letters that are mostly lost."""
        letters = self.lost.keys() | self.kept.keys()
        gone = sum(self.lost[letter] > self.kept[letter] for letter in letters)
        return min(0.5, (gone + 2 * _SHARE) / (len(letters) + 2))


@dataclass(frozen=True, slots=True)
class Font:
    """Costs of each lost letter in one font; rare is that of a letter never met in it."""

    fees: Mapping[str, float]
    rare: float
    lost: frozenset[str] = frozenset()


UNKNOWN_FONT = Font({}, FLAT)


def font(tally: Tally) -> Font:
    """What a font costs whose letters were counted."""
    share = tally.share()
    fees = {}
    for letter in tally.lost.keys() | tally.kept.keys():
        lost, kept = tally.lost[letter], tally.kept[letter]
        chance = (lost + _WEIGHT * share) / (lost + kept + _WEIGHT)
        fees[letter] = min(_DEAREST, -log(chance if lost >= kept else chance * _DOUBT))
    gone = frozenset(letter for letter, count in tally.lost.items() if count > tally.kept[letter])
    return Font(fees, -log(share), gone)


def first_guess(kept: Counter[str], usual: Counter[str]) -> Font:
    """A font judged only by which letters are scarcer in the text than usual."""
    size, usual_size = kept.total(), usual.total()
    fees = {}
    for letter, count in usual.items():
        there = (kept[letter] + 1) / (count * size / usual_size + 2)
        fees[letter] = -log(min(_LIKELIEST, max(_UNLIKELIEST, 1 - there)))
    return Font(fees, FLAT)


def _fit(line: Tally, group: Tally, share: float) -> float:
    """Log probability of the line's losses given those of the group (Beta-Bernoulli, letter by letter)."""
    total = 0.0
    above, below = _WEIGHT * share, _WEIGHT * (1 - share)
    for letter in line.lost.keys() | line.kept.keys():
        lost, kept = line.lost[letter], line.kept[letter]
        before, after = group.lost[letter] + above, group.kept[letter] + below
        total += lgamma(before + lost) + lgamma(after + kept) + lgamma(before + after)
        total -= lgamma(before + lost + after + kept) + lgamma(before) + lgamma(after)
    return total


def _strays(lines: Sequence[Tally], main: Tally) -> list[int]:
    """Lines whose losses fit a font of their own better than the main one."""
    nobody, share = Tally(), main.share()
    return [
        number
        for number, line in enumerate(lines)
        if line.lost and _fit(line, nobody, _SHARE) > _fit(line, main, share) + _MISFIT
    ]


def _runs(numbers: Sequence[int], kinds: Sequence[bool]) -> list[list[int]]:
    """Consecutive line numbers of one kind, together."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1 and kinds[number] == kinds[number - 1]:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def fonts(lines: Sequence[Tally], shouted: Sequence[bool]) -> list[Font]:
    """The font of each line; lines are the printed ones in order, shouted tells those in capitals."""
    main = Tally()
    for line in lines:
        main.add(line)
    runs = _runs(_strays(lines, main), shouted)
    for number in (number for run in runs for number in run):
        main.lost.subtract(lines[number].lost)
        main.kept.subtract(lines[number].kept)
    groups = [main]
    chosen = [0] * len(lines)
    for run in runs:
        whole = Tally()
        for number in run:
            whole.add(lines[number])
        best = _place(whole, groups)
        for number in run:
            chosen[number] = best
    made = [font(group) for group in groups]
    return [made[number] for number in chosen]


def _place(run: Tally, groups: list[Tally]) -> int:
    """Number of the group the run joins; a new one is added where none fits."""
    fits = [_fit(run, group, group.share()) for group in groups]
    best = max(range(len(groups)), key=fits.__getitem__)
    if _fit(run, Tally(), _SHARE) - _NEW > fits[best]:
        groups.append(Tally())
        best = len(groups) - 1
    groups[best].add(run)
    return best
