"""What is known of a flattened table's columns while it is being read: widths, heights, beginnings, how often empty.

Widths decide most. A line of running text breaks where the next word would not have fitted, so a line goes on in
its cell only if it and the first word of the next are together wider than the column; a line with room to spare ends
its paragraph. The widths are not printed anywhere: they are estimated from the lines a first reading gives each
column, and the reading is repeated (`learn`).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import exp, log

from hailong.documents.anatomy import Recognisers
from hailong.documents.read.cues import CELL, INTRO, ITEM, LIST, STAY, Cues, cues, opener_score, within_score
from hailong.documents.read.letter_width import SPACE
from hailong.documents.read.lines import Line
from hailong.lexicon.criteria import criterion_score

_OVER = 6.0  # the most that a line too wide for its column may cost: letters may be lost, fonts may change
_UNDER = 3.5  # the most that a line broken too early may cost: people break lines by hand
_BRACKET = 3.0  # cost of leaving a cell inside a bracket
_UNIT = 4000.0  # widths are measured in this when densities are compared, so that one more line costs about nothing
_LETTER = 60.0  # how far a measured width may be off however narrow the column, in thousandths of the type size
_WORDS_ASKED = 14  # a cell longer than this is no deadline phrase and needs no recogniser
_WHOLLY = 0.85  # from this score a text is nothing but what was asked for
_SURELY = 0.8
_PULL = 6.0  # how many cells' worth the data weighs against what the table itself shows
_UNKNOWN_FIRST = 40.0
_ITEM_OPENER = 0.5  # what the beginning of an item says about the column, against the beginning of its cell
_EDGE = 30  # thousandths of the type size: a column is a little wider than its fullest line
_ALIKE = 2.0  # widths whose likelihoods differ by less are all possible; the middle is taken
_TRIED = 80  # the widest lines of a column, one of which just fills it
_OFTEN_EMPTY = ("note", "budget", "other")  # in other columns a cell is not left empty by habit
_SPREAD = 0.8  # the least that logarithms of heights of one column's cells may vary


@dataclass(frozen=True, slots=True)
class Placed:
    """One line that a reading has put into a column: whether it begins the cell, and which word did not fit on it."""

    column: int
    line: Line
    begins: bool
    wraps_into: int | None


def _overflow(by: float, width: float) -> float:
    """What a line costs that is far wider than its column: it holds more than one cell."""
    return 40.0 * max(0.0, by / width - 0.1)


def _list_kind(above: Line, listed: bool) -> str:
    return INTRO if above.end == "colon" else LIST if listed else ITEM


@dataclass(slots=True)
class ColumnModel:
    """Columns after the ordinal, by role; widths in thousandths of the type size, used once learned.

    free: what is read at once may hold many rows, each beginning with the first column (no ordinals tell them apart).
    """

    roles: tuple[str | None, ...]
    recognise: Recognisers
    gap: int
    tail: int
    free: bool = False
    slackness: float = 0.05
    learned: bool = False
    widths: list[float] = field(default_factory=list)
    heights: list[tuple[float, float]] = field(default_factory=list)
    starts: list[dict[str, float]] = field(default_factory=list)
    stays: list[dict[str, float]] = field(default_factory=list)
    firsts: list[dict[str, float]] = field(default_factory=list)
    absent: list[float] = field(default_factory=list)
    _asked: dict[tuple[Callable[[str], float], str], float] = field(default_factory=dict)
    _cues: Cues = field(default_factory=cues)

    def __post_init__(self) -> None:
        """Begin with what the data says of each role."""
        given = self._cues
        self.starts = [dict(self._given_start(role)) for role in self.roles]
        self.stays = [dict(given.start[STAY]) for _ in self.roles]
        self.firsts = [{} for _ in self.roles]
        self.absent = [self._given_absent(role) for role in self.roles]
        self.widths = self._usual_widths()

    def _given_start(self, role: str | None) -> Mapping[str, float]:
        return self._cues.start[role if role == "deadline" else CELL]

    def _given_absent(self, role: str | None) -> float:
        return self._cues.absent.get(role or "other", self._cues.absent["other"])

    def _usual_widths(self) -> list[float]:
        given = self._cues.width
        return [float(given.get(role or "other", given["other"])) for role in self.roles]

    def wraps(self, column: int, line: Line, following: int) -> float:
        """Log density of a line that goes on although a word of width `following` comes next."""
        if not self.learned:
            return 0.0
        width = self.widths[column]
        return self._wrap_density(width, line.width, following) - _overflow(line.width - width, width)

    def _wrap_density(self, width: float, printed: int, following: int) -> float:
        room = following + SPACE
        over = self._misfit(printed - width, width, _OVER)
        return -log(room / _UNIT) - over - self._misfit(width - printed - room, width, _UNDER)

    def ends(self, column: int, line: Line) -> float:
        """Log density of a line that ends its paragraph."""
        if not self.learned:
            return 0.0
        width = self.widths[column]
        return self._end_density(width, line.width) - _overflow(line.width - width, width)

    def _end_density(self, width: float, printed: int) -> float:
        return -log(width / _UNIT) - self._misfit(printed - width, width, _OVER)

    def _misfit(self, by: float, width: float, most: float) -> float:
        if by <= 0.0:
            return 0.0
        off = by / (_LETTER + self.slackness * width)
        return min(most, off * off / 2)

    def _gap(self, line: Line) -> str:
        if line.spaces:
            return "blanks"
        return "usual" if line.gap == self.gap else "less" if line.gap < self.gap else "more"

    def _between(self, action: str, above: Line, line: Line) -> float:
        score = self._cues.end[action][above.end] + self._cues.tail[action][self._tail(above)]
        return score + self._cues.gap[action][self._gap(line)]

    def _tail(self, line: Line) -> str:
        return "longer" if line.tail > self.tail else "usual"

    def stay(self, column: int, above: Line, line: Line, listed: bool) -> tuple[float, bool]:
        """The score of a line that follows in the same cell, and whether it begins a paragraph there.

        listed says that the paragraph above is an item of a list.
        """
        runs = self._between(STAY, above, line) + self.stays[column][line.start]
        runs += self.wraps(column, above, line.first) + within_score(self.roles[column], line.kinds)
        item = self._between(ITEM, above, line) + self._cues.start[_list_kind(above, listed)][line.start]
        item += self.ends(column, above) + _ITEM_OPENER * opener_score(self.roles[column], line.kinds)
        return (runs, False) if runs >= item else (item, True)

    def leave(self, column: int, line: Line) -> float:
        """The score of a line that is the last of its cell, as far as the line itself goes."""
        return self.ends(column, line) + self._cues.end[CELL][line.end] + self._cues.tail[CELL][self._tail(line)]

    def enter(self, column: int, line: Line) -> float:
        """The score of a line that begins a cell."""
        gap = 0.0 if line.opens_page else self._cues.gap[CELL][self._gap(line)]
        first = self.firsts[column].get(line.words[0].lower(), -0.3 if self.learned else 0.0)
        return gap + self.starts[column][line.start] + opener_score(self.roles[column], line.kinds) + first

    def reopen(self, column: int, above: Line, line: Line, listed: bool) -> tuple[float, bool]:
        """The score of a line that takes a cell up again after a page break, against having left it for good."""
        end = self._cues.end
        left = end[CELL][above.end]
        runs = self.wraps(column, above, line.first) - self.ends(column, above) + end[STAY][above.end] - left
        runs += self.stays[column][line.start]
        item = end[ITEM][above.end] - left + self._cues.start[_list_kind(above, listed)][line.start]
        item += _ITEM_OPENER * opener_score(self.roles[column], line.kinds)
        return (runs, False) if runs >= item else (item, True)

    def is_whole(self, column: int, text: str) -> bool:
        """Whether a column holds deadlines and a text is surely a whole one."""
        if self.roles[column] != "deadline" or text.count(" ") >= _WORDS_ASKED:
            return False
        return self._ask(self.recognise.deadline, text) >= _SURELY

    def skip(self, column: int) -> float:
        """The score of an empty cell."""
        return log(self.absent[column])

    def fill(self, column: int) -> float:
        """The score of a cell that is not empty."""
        return log(1.0 - self.absent[column])

    def _ask(self, recogniser: Callable[[str], float], text: str) -> float:
        key = (recogniser, text)
        if key not in self._asked:
            self._asked[key] = recogniser(text)
        return self._asked[key]

    def cell(self, column: int, text: str, height: int, open_brackets: int) -> float:
        """What the whole text of a cell, its height in lines and its brackets say about its column."""
        score = self._height(column, height) - (_BRACKET if open_brackets > 0 else 0.0)
        if text.count(" ") < _WORDS_ASKED:
            score += self._named(column, text)
        return score

    def _named(self, column: int, text: str) -> float:
        """What deadlines, units and criteria recognised in a short cell say about its column."""
        role = self.roles[column]
        deadline = self._ask(self.recognise.deadline, text)
        if role == "deadline":
            return 7.0 * deadline - 4.0
        criterion = self._ask(criterion_score, text)
        if role == "indicator":
            return 3.5 * criterion - 1.5
        score = -4.0 * deadline if text.count(" ") < _WORDS_ASKED // 2 else 0.0
        score -= 2.0 if criterion > _WHOLLY else 0.0
        unit = self._ask(self.recognise.unit, text)
        if role in ("lead", "coordinating"):
            return score + 2.0 * (unit - 0.6)
        if role in ("content", "product", "note"):
            return score - (2.0 if unit > _WHOLLY else 0.0)
        return score

    def _height(self, column: int, height: int) -> float:
        if not self.heights:
            return 0.0
        mean, spread = self.heights[column]
        off = (log(height) - mean) / spread
        return -off * off / 2 - log(spread / _SPREAD)

    def learn(self, rows: Sequence[Sequence[Placed]], slackness: float) -> None:
        """Take widths, beginnings and emptiness over from a reading of the rows; hold lines to widths more tightly."""
        self.slackness, self.learned = slackness, True
        lines = [placed for row in rows for placed in row]
        background = Counter(placed.line.words[0].lower() for placed in lines)
        self.widths = [self._best_width(column, lines) for column in range(len(self.roles))]
        self.heights = [self._usual_height(column, rows) for column in range(len(self.roles))]
        mine = [[placed for placed in lines if placed.column == column] for column in range(len(self.roles))]
        begun = [[placed.line for placed in each if placed.begins] for each in mine]
        runs = [[later.line for above, later in pairwise(each) if above.wraps_into is not None] for each in mine]
        given = [self._given_start(role) for role in self.roles]
        self.starts = [self._shares(shares, each, 2 * _PULL) for shares, each in zip(given, begun, strict=True)]
        self.stays = [self._shares(self._cues.start[STAY], each, 10 * _PULL) for each in runs]
        self.firsts = [self._learned_firsts(each, background) for each in begun]
        self.absent = [self._learned_absent(column, rows) for column in range(len(self.roles))]

    def _learned_absent(self, column: int, rows: Sequence[Sequence[Placed]]) -> float:
        given = self._given_absent(self.roles[column])
        if self.roles[column] not in _OFTEN_EMPTY:
            return given
        filled = sum(any(placed.column == column for placed in row) for row in rows)
        return (len(rows) - filled + _PULL * given) / (len(rows) + _PULL)

    @staticmethod
    def _shares(given: Mapping[str, float], lines: Sequence[Line], pull: float) -> dict[str, float]:
        counted = Counter(line.start for line in lines)
        others = {name: max(counted[name] - 1, 0) for name in given}  # a line is no witness for itself
        return {name: log((others[name] + pull * exp(share)) / (len(lines) + pull)) for name, share in given.items()}

    @staticmethod
    def _learned_firsts(begun: Sequence[Line], background: Counter[str]) -> dict[str, float]:
        counted = Counter(line.words[0].lower() for line in begun)
        every = sum(background.values())
        learned = {}
        for word, times in background.items():
            usual = (times + 0.5) / (every + _UNKNOWN_FIRST)
            others = max(counted[word] - 1, 0)  # a cell is no witness for itself
            here = (others + _PULL * usual) / (len(begun) + _PULL)
            learned[word] = max(-0.6, min(2.0, log(here / usual)))
        return learned

    def _usual_height(self, column: int, rows: Sequence[Sequence[Placed]]) -> tuple[float, float]:
        """Mean and spread of the logarithm of how many lines a column's cells have."""
        logs = [log(height) for row in rows if (height := sum(placed.column == column for placed in row))]
        if not logs:
            return 1.0, 2.0
        mean = sum(logs) / len(logs)
        spread = (sum((value - mean) ** 2 for value in logs) / len(logs)) ** 0.5
        return mean, max(spread, _SPREAD)

    def _best_width(self, column: int, lines: Sequence[Placed]) -> float:
        """The width under which the lines given to a column are likeliest; unchanged where there are none."""
        mine = [placed for placed in lines if placed.column == column]
        if not mine:
            return self.widths[column]
        usual = self._usual_widths()[column]
        fills = sorted({placed.line.width for placed in mine}, reverse=True)[:_TRIED]
        rooms = {placed.line.width + SPACE + placed.wraps_into for placed in mine if placed.wraps_into is not None}
        tried = sorted(
            {float(width + _EDGE) for width in fills} | {float(room - _EDGE) for room in rooms if room < 2 * fills[0]}
        )

        def likelihood(width: float) -> float:
            return sum(self._density(width, placed) for placed in mine) - 2.0 * log(width / usual) ** 2

        scores = [likelihood(width) for width in tried]
        best = max(range(len(tried)), key=scores.__getitem__)
        low = high = best
        while low and scores[low - 1] > scores[best] - _ALIKE:
            low -= 1
        while high + 1 < len(tried) and scores[high + 1] > scores[best] - _ALIKE:
            high += 1
        return (tried[low] + tried[high]) / 2

    def _density(self, width: float, placed: Placed) -> float:
        if placed.wraps_into is None:
            return self._end_density(width, placed.line.width)
        return self._wrap_density(width, placed.line.width, placed.wraps_into)
