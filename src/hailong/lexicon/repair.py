"""Vietnamese text whose letters a PDF lost, mended as a suggestion: the reader sees the mended line beside the raw one.

A PDF whose fonts lack some letters yields text with blanks in their place ("Chỉ s " for "Chỉ số", " iên tập" for
"Biên tập"). `repair` first decides whether a text is damaged at all; if not, every line comes back as it was. Lines are
taken to be NFC; one with loose marks is left alone. A mended line is as long as the raw one, for only blanks have
become letters - unless the text came with its blanks squeezed, so that letters beside a space vanished with it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from hailong.lexicon.gaps import Lattice, Stretch
from hailong.lexicon.loss import Font, Tally, first_guess, fonts
from hailong.lexicon.oddities import Odd, odd_stretches
from hailong.lexicon.readings import Reader, Solution
from hailong.lexicon.wording import Wording, wording

_SURE = 0.3  # below this probability a stretch is left as printed
_STRAY = 0.01  # share of lines with doubled or outer blanks up to which a text counts as squeezed
_WORTH = 3.0  # how much cheaper a reading with letters put back must be to count as mended
_SCARCE = 0.6  # share of its usual frequency below which a letter is missed
_MARKED = 0.1  # share of marked letters from which a text is Vietnamese (usual is a quarter)
_WHOLE = 0.25  # and share of its words that must be whole and known
_LEAST = 4  # stretches that must be mendable before a text counts as damaged
_OFTEN = 0.002  # and how many of them there must be to a word
_MOSTLY = 0.35  # and which share of the odd stretches they must be

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Repaired:
    """One line: the text suggested, the raw text, confidence from 0 to 1 in the suggestion, letters put back.

    Text equals raw, and confidence is 1, where nothing was mended.
    """

    text: str
    raw: str
    confidence: float = 1.0
    lost: str = ""


@dataclass(slots=True)
class _Line:
    raw: str
    odd: list[Odd]
    font: Font


class _Patient:
    """A text under repair: its odd stretches, and the wording it is read with."""

    def __init__(self, lines: Sequence[str], known: Wording) -> None:
        """Known is our own wording."""
        self.known = known
        self.kept = Counter(char for line in lines for char in line if char.isalpha())
        guess = first_guess(self.kept, known.letters)
        self.lines = [_Line(raw, odd, guess) for raw, odd in zip(lines, odd_stretches(lines, known), strict=True)]
        blanks = sum("  " in line or line != line.strip() for line in lines)
        self.squeezed = blanks <= _STRAY * len(lines)
        self.reader = Reader(known)
        self.lattice = lru_cache(maxsize=None)(self._lattice)
        self.solutions: dict[tuple[Stretch, int], Solution] = {}

    def _lattice(self, text: str, shouted: bool) -> Lattice:
        return Lattice(text, shouted, self.squeezed, self.known)

    def learn(self) -> None:
        """Take the wording of the text's own sound lines into account."""
        own = self.known.copy()
        own.learn(line.raw for line in self.lines if not line.odd)
        self.known, self.reader = own, Reader(own)

    def solve(self, odd: Odd, font: Font) -> Solution:
        """The best reading of one odd stretch in the font; equal stretches are read once."""
        s = odd.stretch
        key = (s, id(font))
        if key not in self.solutions:
            self.solutions[key] = self.reader.solve(self.lattice(s.text, s.shouted), s, font.fees, font.rare)
        return self.solutions[key]

    def tallies(self) -> list[Tally]:
        """Letters lost and kept, line by line, as read now."""
        counted = []
        for line in self.lines:
            lost = Counter[str]()
            for odd in line.odd:
                solution = self.solve(odd, line.font)
                lost.update(solution.lost)
            counted.append(Tally(lost, Counter(char for char in line.raw if char.isalpha())))
        return counted

    def refont(self) -> None:
        """Estimate the fonts anew from the present readings."""
        shown = [line for line in self.lines if line.raw.strip()]
        counted = [tally for tally, line in zip(self.tallies(), self.lines, strict=True) if line.raw.strip()]
        for line, font in zip(shown, fonts(counted, [line.raw.isupper() for line in shown]), strict=True):
            line.font = font
        self.solutions.clear()

    def damaged(self) -> bool:
        """Whether enough odd stretches become our words once letters are put back."""
        read = [self.solve(odd, line.font) for line in self.lines for odd in line.odd]
        mended = [solution for solution in read if solution.lost and solution.gain > _WORTH]
        words = sum(len(line.raw.split()) for line in self.lines)
        if len(mended) < max(_LEAST, _OFTEN * words, _MOSTLY * len(read)):
            return False
        missed = not self.squeezed or self._missed([letter for solution in mended for letter in solution.lost])
        return missed and self._vietnamese()

    def _vietnamese(self) -> bool:
        """Whether the text has marked letters and whole words enough to be judged by our words."""
        marked = sum(count for letter, count in self.kept.items() if letter > "~")
        words = [word for line in self.lines for word in _LETTERS.findall(line.raw)]
        whole = sum(len(word) > 1 and self.known.sound(word) for word in words)
        return marked >= _MARKED * self.kept.total() and whole >= _WHOLE * len(words)

    def _missed(self, lost: Sequence[str]) -> bool:
        """Whether most of the letters put back are scarcer in the text than they should be."""
        size = self.kept.total() / self.known.letters.total()
        scarce = sum(self.kept[letter] + 1 < _SCARCE * (size * self.known.letters[letter] + 1) for letter in lost)
        return scarce > len(lost) / 2

    def mend(self, line: _Line) -> Repaired:
        """The line with its sure enough stretches mended."""
        text, sureness, lost = line.raw, 1.0, ""
        for odd in reversed(line.odd):
            solution = self.solve(odd, line.font)
            if solution.lost and solution.sureness >= _SURE:
                text = text[: odd.start] + solution.text + text[odd.start + len(odd.stretch.text) :]
                sureness *= solution.sureness
                lost = solution.lost + lost
        return Repaired(text, line.raw, sureness, lost)


def repair(lines: Sequence[str]) -> list[Repaired]:
    """Suggest the text of each line, in order; a text that is not damaged comes back unchanged."""
    patient = _Patient(lines, wording())
    if not patient.damaged():
        return [Repaired(line, line) for line in lines]
    patient.learn()
    patient.refont()
    return [patient.mend(line) for line in patient.lines]


def lost_letters(lines: Sequence[str]) -> frozenset[str]:
    """Letters (capitals apart) that `repair` would put back; empty where the text is not damaged."""
    return frozenset(letter for line in repair(lines) for letter in line.lost)
