"""Putting the lines of one flattened row into its columns: the likeliest reading, found by a beam search.

Lines come cell by cell from left to right; a page break starts again at the left with the cells' remaining pieces,
and a cell of a single line may share its printed line with the first of the next cell ("năm 2026. Phòng Vật tư -").
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from hailong.documents.read.column_model import ColumnModel, Placed
from hailong.documents.read.join import join_lines
from hailong.documents.read.lines import Line

_GLUE, _GLUE_OFTEN = 4.0, 3.0  # cost of two cells sharing a printed line; where the tool sets no line apart
_GLUE_SURE = 0.5  # the same where what begins so is surely a whole deadline
_WHOLE = 2.5  # cost of going on below a page break with a deadline that was whole above it
_LATE = 3.0  # cost of a cell that begins only after a page break, left of others that began before
_HEIGHT = 0.4  # cost per line by which the pieces of cells cut by one page break differ in height
_NEW_ROW = 1.0  # cost of beginning a row where no ordinal says so
_MOST_CUTS, _FEW_CUTS = 10, 4
_LONGEST_KEY = 8  # lines; cells longer than this are no longer told apart by where they began

_PATIENCE, _PATIENCE_CUT = 14.0, 45.0  # readings this much worse than the best are dropped
ONE_ROW = 400  # lines; what is longer is no single row, and its pages are not followed
_LONGEST_TEXT = 200  # characters

BEGIN, RUN, ITEM = "begin", "run", "item"

Banned = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Step:
    """One line, or piece of a line, put into a column; how: it begins the cell, runs on, or begins an item in it."""

    column: int
    line: Line
    how: str


@dataclass(slots=True)
class _Path:
    column: int
    line: Line
    how: str
    before: "_Path | None"


@dataclass(slots=True)
class _Closed:
    """A cell left behind: its last line, its text so far, the lines of its latest piece and of all, and its list."""

    line: Line
    text: str
    open: int
    height: int
    total: int
    listed: bool


@dataclass(slots=True)
class _Hypothesis:
    """A reading of the lines so far; frontier is the last column that is paid for, filled or empty.

    text is the beginning of the open cell, open its unclosed brackets, height the lines of its piece on this page,
    total all its lines; listed says that it stands in an item of a list; tallest is the greatest height of a piece on
    the page before.
    """

    score: float
    path: _Path
    line: Line
    column: int
    frontier: int
    text: str
    open: int
    height: int
    total: int
    listed: bool
    closed: tuple[_Closed | None, ...]
    tallest: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """The steps of the best reading of a row, and its score (a log likelihood, up to a constant)."""

    steps: tuple[Step, ...]
    score: float


class RowReader:
    """Reads rows with one model; `beam` is how many readings are carried from line to line.

    glued: cells that share a printed line are looked for on every line, not only on those that look so.
    """

    def __init__(self, model: ColumnModel, beam: int, glued: bool = False, patience: float = _PATIENCE_CUT) -> None:
        """Keep the model; patience is by how much a reading of a row cut by a page may fall behind and be kept."""
        self.model, self.beam, self.glued, self.patience = model, beam, glued, patience
        self.glue = _GLUE if model.gap else _GLUE_OFTEN
        self.columns = len(model.roles)
        self.skips = [model.skip(column) for column in range(self.columns)]
        self.fills = [model.fill(column) for column in range(self.columns)]
        self.broken = False
        self.banned: Banned = frozenset()
        self._entered: dict[tuple[int, int], float] = {}
        self._leaves: dict[tuple[int, int], float] = {}
        self._stays: dict[tuple[int, int, int, bool], tuple[float, bool]] = {}

    def read(self, lines: Sequence[Line], banned: Banned = frozenset()) -> Reading:
        """The likeliest reading; no cell may begin in a column at a line that is banned (column, line number)."""
        self.broken = not self.model.free and len(lines) <= ONE_ROW and any(line.opens_page for line in lines[1:])
        self.banned = banned
        self._forget()
        hypotheses = self._begin(lines[0])
        cut_off = False
        for line in lines[1:]:
            self._forget()
            kept: dict[object, _Hypothesis] = {}
            cut_off = cut_off or (self.broken and line.opens_page)
            cuts = self._cuts(line, first=False, cut_off=cut_off)
            for hypothesis in hypotheses:
                for new in self._extend(hypothesis, line, cuts):
                    key = self._key(new)
                    if key not in kept or kept[key].score < new.score:
                        kept[key] = new
            hypotheses = self._likeliest(kept.values())
        best = max(map(self._finish, hypotheses), key=_score)
        return Reading(_unwound(best.path), best.score)

    def _forget(self) -> None:
        """Drop what is remembered of lines by identity: a piece of a line that no reading keeps gives its own away."""
        self._entered, self._leaves, self._stays = {}, {}, {}

    def _key(self, hypothesis: _Hypothesis) -> object:
        """Readings with one key have the same future: only the best of them is carried on."""
        special = self.model.roles[hypothesis.column] not in ("content", "product")
        height = min(hypothesis.height, _LONGEST_KEY) if special or self.broken else 0
        simple = (hypothesis.column, hypothesis.line.width, height, hypothesis.listed)
        if not self.broken:
            return simple
        return simple, tuple((c.line.number, c.line.width) if c else None for c in hypothesis.closed)

    def _begin(self, line: Line) -> list[_Hypothesis]:
        found: list[_Hypothesis] = []
        empty = (None,) * self.columns
        for parts in self._cuts(line, first=True, cut_off=False):
            here = []
            for column, part in ((column, parts[0]) for column in range(self.columns)):
                score = sum(self.skips[:column]) + self.fills[column] + self._enter(column, part)
                path = _Path(column, part, BEGIN, None)
                listed = part.start == "bullet"
                here.append(_Hypothesis(score, path, part, column, column, part.text, part.open, 1, 1, listed, empty))
            found += self._glue_on(here, parts[1:])
        return self._likeliest(found)

    def _likeliest(self, hypotheses: Iterable[_Hypothesis]) -> list[_Hypothesis]:
        ranked = sorted(hypotheses, key=_score, reverse=True)[: self.beam]
        hopeless = ranked[0].score - (self.patience if self.broken else _PATIENCE)
        return [hypothesis for hypothesis in ranked if hypothesis.score > hopeless]

    def _enter(self, column: int, line: Line) -> float:
        key = (column, id(line))
        if key not in self._entered:
            self._entered[key] = self.model.enter(column, line)
        return self._entered[key]

    def _opened(self, before: _Hypothesis, column: int, line: Line) -> _Hypothesis | None:
        """A reading in which a line begins a column's cell, or takes it up again; what was open is closed already."""
        if (column, line.number) in self.banned:
            return None
        known = before.closed[column]
        if known is not None:
            return self._reopened(before, column, known, line)
        score = before.score + self._enter(column, line) + self.fills[column]
        frontier = before.frontier
        if column > frontier:
            score += sum(self.skips[frontier + 1 : column])
            frontier = column
        else:
            score -= self.skips[column] + _LATE
        path = _Path(column, line, BEGIN, before.path)
        listed = line.start == "bullet"
        return _Hypothesis(
            score, path, line, column, frontier, line.text, line.open, 1, 1, listed, before.closed, before.tallest
        )

    def _reopened(self, before: _Hypothesis, column: int, known: _Closed, line: Line) -> _Hypothesis:
        more, item = self.model.reopen(column, known.line, line, known.listed)
        more -= _WHOLE if self.model.is_whole(column, known.text) else 0.0
        uneven = max(0, abs(before.tallest - known.height) - 1)
        score = before.score + more - self.model.cell(column, known.text, known.total, known.open) - _HEIGHT * uneven
        path = _Path(column, line, ITEM if item else RUN, before.path)
        listed = line.start == "bullet" if item else known.listed
        text, brackets, total = _grown(known.text, line), known.open + line.open, known.total + 1
        return _Hypothesis(
            score, path, line, column, before.frontier, text, brackets, 1, total, listed, before.closed, before.tallest
        )

    def _left(self, h: _Hypothesis) -> _Hypothesis:
        """The reading with its open cell left behind."""
        key = (h.column, id(h.line))
        if key not in self._leaves:
            self._leaves[key] = self.model.leave(h.column, h.line)
        score = h.score + self._leaves[key] + self.model.cell(h.column, h.text, h.total, h.open)
        closed = h.closed
        if self.broken:
            kept = list(closed)
            kept[h.column] = _Closed(h.line, h.text, h.open, h.height, h.total, h.listed)
            closed = tuple(kept)
        return _Hypothesis(
            score, h.path, h.line, h.column, h.frontier, h.text, h.open, h.height, h.total, h.listed, closed, h.tallest
        )

    def _extend(self, h: _Hypothesis, line: Line, cuts: Sequence[tuple[Line, ...]]) -> Iterator[_Hypothesis]:
        """Every reading of one more printed line."""
        left = self._left(h)
        columns = range(h.column + 1, self.columns)
        opens_page = self.broken and line.opens_page
        if opens_page:
            left.tallest = max(closed.height for closed in left.closed if closed)
            columns = range(self.columns)
        for parts in cuts:
            found = [new for column in columns if (new := self._opened(left, column, parts[0]))]
            if not opens_page and (len(parts) == 1 or parts[1].start != "lower"):
                found.append(self._stayed(h, parts[0], self._tail_cost(parts[1:])))
            if self.model.free:
                found.append(self._new_row(left, parts[0]))
            yield from self._glue_on(found, parts[1:]) if len(parts) > 1 else found

    def _tail_cost(self, parts: Sequence[Line]) -> float:
        """What it costs that the last line of a cell, and not its only one, shares a printed line with the next."""
        if not parts or any(self.model.is_whole(column, parts[0].text) for column in range(self.columns)):
            return 0.0
        return self.glue / 2

    def _new_row(self, left: _Hypothesis, line: Line) -> _Hypothesis:
        """A reading in which a line begins the first cell of the next row."""
        score = left.score + sum(self.skips[left.frontier + 1 :]) + self.fills[0] + self._enter(0, line) - _NEW_ROW
        path = _Path(0, line, BEGIN, left.path)
        return _Hypothesis(score, path, line, 0, 0, line.text, line.open, 1, 1, line.start == "bullet", left.closed)

    def _stayed(self, h: _Hypothesis, line: Line, cost: float) -> _Hypothesis:
        key = (h.column, id(h.line), id(line), h.listed)
        if key not in self._stays:
            self._stays[key] = self.model.stay(h.column, h.line, line, h.listed)
        more, item = self._stays[key]
        path = _Path(h.column, line, ITEM if item else RUN, h.path)
        listed = line.start == "bullet" if item else h.listed
        return _Hypothesis(
            h.score + more - cost,
            path,
            line,
            h.column,
            h.frontier,
            _grown(h.text, line),
            h.open + line.open,
            h.height + 1,
            h.total + 1,
            listed,
            h.closed,
            h.tallest,
        )

    def _glue_on(self, hypotheses: list[_Hypothesis], parts: Sequence[Line]) -> list[_Hypothesis]:
        """The readings in which the rest of a printed line begins further columns."""
        for part in parts:
            following = []
            for hypothesis in hypotheses:
                left = self._left(hypothesis)
                for column in range(hypothesis.column + 1, self.columns):
                    new = self._opened(left, column, part)
                    if new:
                        new.score -= _GLUE_SURE if self.model.is_whole(column, part.text) else self.glue
                        following.append(new)
            hypotheses = following
        return hypotheses

    def _finish(self, hypothesis: _Hypothesis) -> _Hypothesis:
        left = self._left(hypothesis)
        left.score += sum(self.skips[left.frontier + 1 :])
        return left

    def _cuts(self, line: Line, first: bool, cut_off: bool) -> list[tuple[Line, ...]]:
        """The ways to cut a printed line between cells: not at all, and where it looks glued also at its words.

        Below a page break (cut_off) a cell may go on in the middle of a sentence, so that any word may begin it.
        """
        whole: list[tuple[Line, ...]] = [(line,)]
        words = line.words
        if not self.model.learned or len(words) < 2:
            return whole
        wide = line.width > 1.02 * max(self.model.widths)
        likely = [at for at in range(1, len(words)) if not words[at][0].islower()][:_MOST_CUTS]
        if not (wide or first or cut_off):
            if not (self.glued or self.broken):
                return whole
            likely = [at for at in likely if _may_part(words[at - 1], words[at])]
        places = range(1, len(words)) if cut_off and not wide else likely
        cuts: list[tuple[int, ...]] = [(at,) for at in places]
        most = self.columns if wide else 3 if self.glued and len(likely) <= _FEW_CUTS else 0
        for count in range(2, min(most, len(likely) + 1)):
            cuts += combinations(likely, count)
        return whole + [_parts(line, cut) for cut in cuts]


def _score(hypothesis: _Hypothesis) -> float:
    return hypothesis.score


def _parts(line: Line, cut: tuple[int, ...]) -> tuple[Line, ...]:
    return tuple(line.cut(start, end) for start, end in pairwise((0, *cut, len(line.words))))


def _may_part(before: str, word: str) -> bool:
    """Whether two cells may meet between two words of a line that nothing else makes suspicious."""
    return word[0].isdigit() or not (before[0].isupper() or before[-1] in ",-–/(" or word[0] in '(-–“"')


def _grown(text: str, line: Line) -> str:
    """The beginning of a cell with a line more; long cells are not asked about and need not be carried along."""
    return f"{text} {line.text}" if len(text) <= _LONGEST_TEXT else text


def _unwound(path: _Path) -> tuple[Step, ...]:
    steps = []
    at: _Path | None = path
    while at is not None:
        steps.append(Step(at.column, at.line, at.how))
        at = at.before
    return tuple(reversed(steps))


def split_rows(steps: Sequence[Step]) -> list[tuple[Step, ...]]:
    """The steps row by row: one begins wherever a cell begins that is not to the right of the one before."""
    rows: list[list[Step]] = []
    for step in steps:
        if not rows or (step.how == BEGIN and step.column <= rows[-1][-1].column):
            rows.append([])
        rows[-1].append(step)
    return [tuple(row) for row in rows]


def placed(steps: Sequence[Step]) -> list[Placed]:
    """What the model learns from a reading: each line with the width of the word that did not fit on it."""
    found: list[Placed] = []
    following: dict[int, Step] = {}
    for step in reversed(steps):
        after = following.get(step.column)
        wraps = after.line.first if after and after.how == RUN else None
        found.append(Placed(step.column, step.line, step.how == BEGIN, wraps))
        following[step.column] = step
    return found[::-1]


def cell_text(steps: Sequence[Step], column: int, raw: bool = False) -> str:
    """The text of one column's cell: lines that run on joined by spaces, items by line feeds."""
    items: list[list[str]] = []
    for step in steps:
        if step.column == column:
            piece = step.line.raw if raw else step.line.text
            if not items or step.how == ITEM:
                items.append([])
            items[-1].append(piece)
    return "\n".join(map(join_lines, items))
