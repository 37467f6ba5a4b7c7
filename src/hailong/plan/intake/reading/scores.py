"""Tables of the satisfaction index: a row a unit, a column a criterion, the index itself and its change."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from hailong.documents.anatomy import Document, Paragraph, Table
from hailong.lexicon.criteria import find_criteria
from hailong.lexicon.numbers import parse_number
from hailong.lexicon.text import fold, squeeze
from hailong.plan.intake.reading.flat_scores import scores_from_lines
from hailong.plan.intake.reading.score_rows import (
    CHANGE,
    TOTAL,
    Line,
    Score,
    Warnings,
    caption_year,
    code_of,
    has_words,
    score_row,
    warned,
)
from hailong.plan.intake.reading.scorecards import scorecards

__all__ = ["scorecards", "scores", "scores_from_lines"]

_UNIT, _ORDINAL = "unit", "ordinal"
_ORDINAL_HEADS = frozenset({"tt", "stt", "so tt", "so thu tu"})
_FEWEST_CRITERIA, _CAPTION = 3, 3


def scores(document: Document) -> tuple[list[Score], Warnings]:
    """The score rows of contract 4.1 in printed order, and sum_mismatch where a row's mean is not its index."""
    found: list[Score] = []
    warnings: Warnings = []
    for lines, table in _candidates(document):
        rows, doubts = _from_table(table, lines) if table else scores_from_lines(lines, None)
        found += rows
        warnings += doubts
    return found, warnings


def _candidates(document: Document) -> Iterator[tuple[list[Line], Table | None]]:
    """Each table with the lines above it, and each run of paragraphs that may hold a table laid flat."""
    lines: list[Line] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append((block.text, block.place))
            continue
        yield lines, None
        yield lines[-_CAPTION:], block
        lines = []
    yield lines, None


def _from_table(table: Table, above: Sequence[Line]) -> tuple[list[Score], Warnings]:
    head, body = table.head, [(row.texts, row.place) for row in table.rows]
    if not head and body:
        head, body = body[0][0], body[1:]
    columns = _columns(head, [texts for texts, _ in body])
    if columns is None:
        return [], []
    year = caption_year([*(text for text, _ in above), *head])
    read = [(score_row(*_cells(texts, columns), year), place) for texts, place in body]
    rows = [(row, place) for row, place in read if row is not None]
    return [row for row, _ in rows], warned(rows)


def _cells(texts: Sequence[str], columns: dict[int, str]) -> tuple[str, dict[str, Decimal]]:
    """The unit of a row and its figures by column."""
    name = " ".join(squeeze(texts[place]) for place, role in columns.items() if role == _UNIT and place < len(texts))
    figures = {
        role: value
        for place, role in columns.items()
        if role not in (_UNIT, _ORDINAL) and place < len(texts) and (value := parse_number(texts[place])) is not None
    }
    return name, figures


def _columns(head: Sequence[str], body: Sequence[Sequence[str]]) -> dict[int, str] | None:
    """What each column holds, or None where this is no table of scores."""
    columns = {place: role for place, text in enumerate(head) if (role := _role(text))}
    first = next(iter(columns), None)
    if (
        first is not None
        and columns[first] == "TT"
        and all(row[first].strip(" .").isdigit() for row in _filled(body, first))
    ):
        columns[first] = _ORDINAL  # "TT" heads both the ordinals and the criterion on feedback
    codes = [role for role in columns.values() if role not in (_UNIT, _ORDINAL, CHANGE, TOTAL)]
    if len(set(codes)) < _FEWEST_CRITERIA or len(set(codes)) < len(codes):
        return None
    if _UNIT not in columns.values():
        named = max(
            (place for place in range(len(head)) if place not in columns), key=lambda p: _letters(body, p), default=None
        )
        if named is None:
            return None
        columns[named] = _UNIT
    return columns


def _filled(body: Sequence[Sequence[str]], place: int) -> list[Sequence[str]]:
    return [row for row in body if place < len(row) and row[place].strip()]


def _letters(body: Sequence[Sequence[str]], place: int) -> int:
    return sum(char.isalpha() for row in body if place < len(row) for char in row[place])


def _role(text: str) -> str | None:
    folded = fold(squeeze(text))
    if code := code_of(text):
        return code
    if folded in _ORDINAL_HEADS:
        return _ORDINAL
    if has_words(text, "change"):
        return CHANGE
    criteria = find_criteria(text)
    if len(criteria) == 1:
        return criteria[0]
    if has_words(text, "total"):
        return TOTAL
    return _UNIT if has_words(text, "unit") else None
