"""Where rows begin in a flattened table: the longest believable chain of ordinals and section numerals.

A line that is only a number is a strong candidate, a number glued to text ("4 Tổ chức ...") a weak one; wrapped
text gives false ones ("02 bản. Khi ...", "17 Thông tư ..."). Each candidate alone proves nothing: the chain does,
because ordinals count up (a gap is possible but dear) and start again only after a section.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from hailong.documents.read.lines import Line
from hailong.lexicon.text import roman_to_int

_ALONE = re.compile(r"\(?(\d{1,4}(?:\.\d{1,2}){0,3})[.)]?")
_GLUED = re.compile(r"(\d{1,4}(?:\.\d{1,2}){0,3})[.)/]?\s+(\S.*)")
_SECTION = re.compile(r"(?:Mục\s+|Phần\s+)?([IVXL]{1,6}|[A-HĐ])(?:[.):]?|[.):\s]\s*[-–]?\s*(\S.*))")
_LETTERS = "ABCDĐEGHIK"
_NEAR = 4  # lines: the first row of a section stands this near to its title
_GAP = (0.0, 2.5, 6.0)  # cost of missing no, one or two ordinals

_TRUSTED = 2.0  # what a glued ordinal counts where they are all glued
_AGAIN = 5.0  # cost of counting from 1 again without a section

Ordinal = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A line that begins a row or a section: its index, the label as printed, and how many words the label takes."""

    index: int
    kind: Literal["row", "section"]
    label: str
    words: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    anchor: Anchor
    score: float
    ordinal: Ordinal = ()
    letter: int = 0
    roman: int = 0


@dataclass(frozen=True, slots=True)
class _State:
    """The best chain that ends so: letter and Roman section, last ordinal, whether a section has just begun."""

    score: float
    letter: int = 0
    roman: int = 0
    ordinal: Ordinal = ()
    fresh: int | None = 0
    last: _Candidate | None = None
    before: "_State | None" = None


def _row_candidate(index: int, lines: Sequence[Line], wide: float) -> _Candidate | None:
    line = lines[index]
    alone = _ALONE.fullmatch(line.text)
    if alone:
        return _Candidate(Anchor(index, "row", alone[1], len(line.words)), 3.0, _value(alone[1]))
    glued = _GLUED.fullmatch(line.text)
    if not glued or not (glued[2][0].isupper() or glued[2][0] in '-–+“"('):
        return None
    page_ends = index + 1 < len(lines) and lines[index + 1].opens_page
    sentence_ended = index == 0 or lines[index - 1].end in ("final", "semicolon")
    score = -0.5 + (1.5 if line.width > wide else 0.0) + (1.0 if page_ends else 0.0) + (1.0 if sentence_ended else 0.0)
    return _Candidate(Anchor(index, "row", glued[1], 1), score, _value(glued[1]))


def _value(label: str) -> Ordinal:
    return tuple(int(part) for part in label.split("."))


def _section_candidates(index: int, line: Line) -> Iterator[_Candidate]:
    match = _SECTION.fullmatch(line.text)
    if not match or (match[2] and not (match[2][0].isupper() or match[2][0] in '“"')):
        return
    score = 2.5 if match[2] and match[2].isupper() else 1.5
    words = len(line.text[: match.end(1)].split())
    anchor = Anchor(index, "section", match[1], words)
    number = roman_to_int(match[1])
    if number:
        yield _Candidate(anchor, score, roman=number)
    if match[1] in _LETTERS:
        yield _Candidate(anchor, score, letter=_LETTERS.index(match[1]) + 1)


def _candidates(lines: Sequence[Line], numbered: bool) -> list[_Candidate]:
    widths = sorted(line.width for line in lines)
    wide = 1.25 * widths[int(0.95 * (len(widths) - 1))] if widths else 0.0
    found: list[_Candidate] = []
    for index, line in enumerate(lines):
        if numbered and line.text[0] in "(0123456789":
            row = _row_candidate(index, lines, wide)
            found += [row] if row else []
        else:
            found += _section_candidates(index, line)
    return found


@dataclass(slots=True)
class _Group:
    """The best chains within one section: by last ordinal, by the beginning of it, any, and just after the title."""

    exact: dict[Ordinal, _State] = field(default_factory=dict)
    prefix: dict[Ordinal, _State] = field(default_factory=dict)
    best: _State | None = None
    fresh: _State | None = None


def _better(new: _State, old: _State | None) -> _State:
    return new if old is None or new.score > old.score else old


class _Chains:
    """The best chain for every way it may end, kept by what can follow it."""

    def __init__(self) -> None:
        """Begin with the empty chain, right after the head."""
        self.groups: dict[tuple[int, int], _Group] = {}
        self.keep(_State(0.0))

    def keep(self, state: _State) -> None:
        """Remember a chain where it beats what was known."""
        group = self.groups.setdefault((state.letter, state.roman), _Group())
        group.best = _better(state, group.best)
        if state.fresh is not None:
            group.fresh = _better(state, group.fresh)
        else:
            group.exact[state.ordinal] = _better(state, group.exact.get(state.ordinal))
        for size in range(1, len(state.ordinal) + 1):
            part = state.ordinal[:size]
            group.prefix[part] = _better(state, group.prefix.get(part))

    def best(self) -> _State:
        """The best chain of all."""
        return max((group.best for group in self.groups.values() if group.best), key=lambda state: state.score)

    def before_row(self, ordinal: Ordinal, index: int) -> _State | None:
        """The best chain that a row with this ordinal may follow, its score already charged for the step."""
        options = [option for group in self.groups.values() for option in _row_steps(group, ordinal, index)]
        return _charged(options)

    def before_section(self, letter: int, roman: int) -> _State | None:
        """The best chain that a section may follow: the numeral before it, or none for the first."""
        options = []
        for (known_letter, known_roman), group in self.groups.items():
            step = letter - known_letter - 1 if letter else roman - known_roman - 1
            if group.best and 0 <= step < len(_GAP):
                options.append((group.best.score - _GAP[step], group.best))
        return _charged(options)


def _charged(options: Sequence[tuple[float, _State]]) -> _State | None:
    if not options:
        return None
    score, state = max(options, key=lambda option: option[0])
    return replace(state, score=score)


def _row_steps(group: _Group, ordinal: Ordinal, index: int) -> Iterator[tuple[float, _State]]:
    """How a row with this ordinal may follow a chain of the group: counting up, as a first part, or starting again."""
    for missing, cost in enumerate(_GAP):
        state = group.prefix.get((*ordinal[:-1], ordinal[-1] - 1 - missing))
        if state:
            yield state.score - cost, state
    parent = group.exact.get(ordinal[:-1]) if ordinal[-1] == 1 else None
    if parent:
        yield parent.score, parent
    first = all(part == 1 for part in ordinal)
    if group.fresh and group.fresh.fresh is not None and (first or ordinal == (2,)):
        near = group.fresh.last is None or index - group.fresh.fresh <= _NEAR
        yield group.fresh.score - (0.0 if near else 2.0) - (0.0 if first else _GAP[1]), group.fresh
    if group.best and ordinal == (1,):
        yield group.best.score - _AGAIN, group.best


def find_anchors(lines: Sequence[Line], numbered: bool = True) -> tuple[Anchor, ...]:
    """The lines that begin rows and sections, in order; sections only where the table has no column of ordinals.

    Where far more rows are found by trusting ordinals glued to text, the tool has glued them all.
    """
    candidates = _candidates(lines, numbered)
    alone = _chain(candidates)
    glued = _chain([replace(candidate, score=max(candidate.score, _TRUSTED)) for candidate in candidates])
    few, many = (sum(anchor.kind == "row" for anchor in anchors) for anchors in (alone, glued))
    return glued if many > few + max(1, few // 2) else alone


def _chain(candidates: Sequence[_Candidate]) -> tuple[Anchor, ...]:
    chains = _Chains()
    for candidate in candidates:
        before = (
            chains.before_row(candidate.ordinal, candidate.anchor.index)
            if candidate.ordinal
            else chains.before_section(candidate.letter, candidate.roman)
        )
        if before is None:
            continue
        letter = candidate.letter or before.letter
        roman = 0 if candidate.letter else candidate.roman or before.roman
        ordinal = candidate.ordinal or before.ordinal
        fresh = None if candidate.ordinal else candidate.anchor.index
        chains.keep(_State(before.score + candidate.score, letter, roman, ordinal, fresh, candidate, before))
    return _unwound(chains.best())


def _unwound(state: _State) -> tuple[Anchor, ...]:
    found: list[Anchor] = []
    step: _State | None = state
    while step is not None:
        if step.last is not None and (not found or found[-1] != step.last.anchor):
            found.append(step.last.anchor)
        step = step.before
    return tuple(reversed(found))
