"""Finding the columns of a flattened table: reading, learning widths from the reading, and reading again.

The search is started in several ways and the likeliest result wins, because a first reading that puts lines of a
wide column into a narrow one keeps itself alive.
"""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from math import exp

from hailong.documents.anatomy import Recognisers
from hailong.documents.read.column_model import ColumnModel, Placed
from hailong.documents.read.decode import BEGIN, ONE_ROW, Reading, RowReader, Step, placed, split_rows
from hailong.documents.read.lines import Line, usual_gap, usual_tail

_COOLING = (0.04, 0.015)  # how tightly lines are held to widths, from reading to reading
_FINAL = 0.008
_STRETCH = (0.87, 1.15)
_MOST_SHIFTS = 3
_LEARNED = 2  # of the shifts that look best at once, so many are followed up
_TRIAL_BEAM, _LAST_BEAM, _QUICK_BEAM = 12, 60, 6
_FEW_ROWS, _LONG_ROW = 4, 80  # rows, lines
_TRIAL_ROWS, _TRIAL_LINES = 10, 400  # what the columns are learned from
_PATIENCE = 16.0  # of the second opinion
_CUT_ROW = 4.0  # a row cut by a page break is so many times less sure than its reading makes it look
_MUCH = 5_000  # lines; above this a table is read with a narrow beam and without a second opinion

Roles = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """One row as read: what was put where, and how sure (0 to 1) the cell of each column is."""

    steps: tuple[Step, ...]
    sure: tuple[float, ...]


def _read_all(model: ColumnModel, rows: Sequence[Sequence[Line]], beam: int, glued: bool = False) -> list[Reading]:
    reader = RowReader(model, beam, glued or model.gap == 0)  # where no line is set apart, cells often share one
    quick = RowReader(model, _QUICK_BEAM)
    return [(reader if len(row) <= ONE_ROW else quick).read(row) for row in rows]


def _placed(model: ColumnModel, readings: Sequence[Reading]) -> list[list[Placed]]:
    """What was put where, row by row."""
    rows = [split_rows(reading.steps) if model.free else [reading.steps] for reading in readings]
    return [placed(steps) for parts in rows for steps in parts]


def _learned(model: ColumnModel, rows: Sequence[Sequence[Line]], cooling: Sequence[float]) -> float:
    """Read and learn for a few rounds; how likely the model then finds the rows."""
    readings = _read_all(model, rows, _TRIAL_BEAM)
    for slackness in cooling:
        model.learn(_placed(model, readings), slackness)
        readings = _read_all(model, rows, _TRIAL_BEAM)
    return sum(reading.score for reading in readings)


def _trial_rows(rows: Sequence[Sequence[Line]]) -> list[Sequence[Line]]:
    """Rows to learn from: those that no page break cuts, the shorter ones first."""
    chosen: list[Sequence[Line]] = []
    lines = 0
    whole = [row for row in rows if not any(line.opens_page for line in row[1:])]
    for row in sorted(whole if len(whole) >= _FEW_ROWS else rows, key=lambda row: len(row) > _LONG_ROW):
        if len(chosen) >= _TRIAL_ROWS or lines > _TRIAL_LINES:
            break
        chosen.append(row[:_LONG_ROW])
        lines += len(chosen[-1])
    return chosen


def _starts(new: Callable[[], ColumnModel]) -> list[ColumnModel]:
    """Models to start from: knowing no widths, and expecting what is usual for each role, or narrower."""
    models = [new()]
    for factor in (1.0, 0.75):
        model = new()
        model.learned = True
        model.widths = [width * (factor if width < 10_000 else 1.0) for width in model.widths]
        models.append(model)
    return models


def _moves(roles: Roles) -> list[dict[int, float]]:
    """Changes of widths worth trying: one column narrower or wider, or a border between two columns shifted.

    Columns of long text show their width in every line; the narrow ones are those mistaken for each other.
    """
    narrow = [column for column, role in enumerate(roles) if role not in ("content", "product")]
    singles = [{column: factor} for column in narrow for factor in _STRETCH]
    beside = [column for column in narrow if column + 1 in narrow]
    pairs = [{column: a, column + 1: b} for column in beside for a, b in (_STRETCH, _STRETCH[::-1])]
    return singles + pairs


def _shifted(model: ColumnModel, move: dict[int, float]) -> ColumnModel:
    shifted = copy(model)
    shifted.widths = [width * move.get(column, 1.0) for column, width in enumerate(model.widths)]
    return shifted


def _improved(model: ColumnModel, rows: Sequence[Sequence[Line]], score: float) -> ColumnModel:
    """The model with its widths shifted wherever that makes the rows likelier, learning after each shift."""
    for _ in range(_MOST_SHIFTS):
        tried = [_shifted(model, move) for move in _moves(model.roles)]
        tried.sort(key=lambda shifted: -sum(r.score for r in _read_all(shifted, rows, _TRIAL_BEAM)))
        best = max(((_learned(shifted, rows, _COOLING[-1:] * 2), at) for at, shifted in enumerate(tried[:_LEARNED])))
        if best[0] <= score + 0.5:
            break
        score, model = best[0], tried[best[1]]
    return model


def _settled(rows: Sequence[Sequence[Line]], roles: Roles, recognise: Recognisers, free: bool) -> ColumnModel:
    """The likeliest columns found from any start, learned from the rows as far as they are not too many."""
    lines = [line for row in rows for line in row]

    def new() -> ColumnModel:
        return ColumnModel(roles, recognise, usual_gap(lines), usual_tail(lines), free)

    trial = _trial_rows(rows)
    begun = _starts(new)
    score, at = max((_learned(model, trial, _COOLING), at) for at, model in enumerate(begun))
    model = _improved(begun[at], trial, score)
    model.learn(_placed(model, _read_all(model, trial if _is_much(rows) else rows, _TRIAL_BEAM)), _FINAL)
    return model


def _is_much(rows: Sequence[Sequence[Line]]) -> bool:
    return sum(map(len, rows)) > _MUCH


def fit(rows: Sequence[Sequence[Line]], roles: Roles, recognise: Recognisers) -> list[Fitted]:
    """Find the columns and read every row; a row is its lines without the ordinal, at least one."""
    model = _settled(rows, roles, recognise, free=False)
    much = _is_much(rows)
    readings = _read_all(model, rows, _QUICK_BEAM if much else _LAST_BEAM, not much)
    return [_fitted(model, row, reading, much) for row, reading in zip(rows, readings, strict=True)]


def fit_free(parts: Sequence[Sequence[Line]], roles: Roles, recognise: Recognisers) -> list[list[Fitted]]:
    """The same for a table without ordinals: each part of it (up to the next section) is read into its rows."""
    model = _settled(parts, roles, recognise, free=True)
    much = _is_much(parts)
    readings = _read_all(model, parts, _QUICK_BEAM if much else _TRIAL_BEAM, not much)
    model.free = False
    return [
        [
            _fitted(model, [step.line for step in steps], Reading(steps, 0.0), much)
            for steps in split_rows(reading.steps)
        ]
        for reading in readings
    ]


def _fitted(model: ColumnModel, row: Sequence[Line], reading: Reading, much: bool) -> Fitted:
    return Fitted(reading.steps, _confidence(model, row, reading, much))


def _confidence(model: ColumnModel, row: Sequence[Line], reading: Reading, much: bool) -> tuple[float, ...]:
    """How sure each column's cell is: by how much the reading beats the best one that begins the cell elsewhere."""
    begins = {step.column: step.line for step in reading.steps if step.how == BEGIN and step.line is not row[0]}
    columns = range(len(model.roles))
    if much or len(row) > ONE_ROW:
        return tuple(0.5 for _ in columns)
    reader = RowReader(model, _TRIAL_BEAM, patience=_PATIENCE)
    own = max(reader.read(row).score, reading.score or float("-inf"))
    cut = _CUT_ROW if any(line.opens_page for line in row[1:]) else 1.0
    edges = {
        column: _chance((own - reader.read(row, frozenset({(column, line.number)})).score) / cut)
        for column, line in begins.items()
    }
    return tuple(_cell_chance(column, edges, len(model.roles)) for column in columns)


def _chance(margin: float) -> float:
    return 1.0 / (1.0 + exp(-max(-20.0, min(20.0, margin / 2))))


def _cell_chance(column: int, edges: dict[int, float], columns: int) -> float:
    """A cell is as sure as the less sure of its two edges: where it begins and where the next cell does."""
    mine = [edges[column]] if column in edges else []
    after = next((edges[later] for later in range(column + 1, columns) if later in edges), None)
    return round(min([*mine, *([after] if after is not None else [])], default=1.0), 3)
