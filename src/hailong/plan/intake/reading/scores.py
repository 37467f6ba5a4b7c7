"""Tables of the satisfaction index: a row a unit, a column a criterion, the index itself and its change.

Read both from real tables and from text in which the table lies flat, its cells broken over lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from hailong.documents.anatomy import Document, Paragraph, Place, Row, Table
from hailong.lexicon.criteria import codes, find_criteria
from hailong.lexicon.numbers import parse_number
from hailong.lexicon.text import fold, squeeze
from hailong.plan.intake.reading.score_words import mismatch, plain, wording
from hailong.plan.intake.reading.scorecards import scorecards

__all__ = ["scorecards", "scores", "scores_from_lines"]

_TOTAL, _CHANGE, _UNIT, _ORDINAL = "SIPAS", "change", "unit", "ordinal"
_FEWEST_CRITERIA = 3
_CAPTION, _LONGEST_TABLE, _LONGEST_NAME = 3, 400, 16
_NUMBER = re.compile(r"[+\-–−]?\s?\d{1,3}(?:[.,]\d{1,4})?%?")
_YEAR = re.compile(r"năm\s+(20\d\d)(?!\d)", re.IGNORECASE)
_AGAINST = re.compile(r"so với\s*(?:năm\s*)?(20\d\d)", re.IGNORECASE)

Score = dict[str, Any]
Warnings = list[dict[str, Any]]
Line = tuple[str, Place]


def scores(document: Document) -> tuple[list[Score], Warnings]:
    """The score rows of contract 4.1 in printed order, and sum_mismatch where a row's mean is not its index."""
    found: list[Score] = []
    warnings: Warnings = []
    for lines, table in _candidates(document):
        caption = " ".join(text for text, _ in lines[:_CAPTION])
        rows, doubts = _from_table(table, caption) if table else scores_from_lines(lines, None)
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
