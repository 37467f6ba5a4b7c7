"""One row of a table of the satisfaction index: its unit, figures, year and whether its mean is what is printed."""

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hailong.documents.anatomy import Place
from hailong.lexicon.criteria import codes
from hailong.lexicon.text import fold, squeeze
from hailong.plan.intake.reading.score_words import mismatch, plain, wording

TOTAL, CHANGE = "SIPAS", "change"

Score = dict[str, Any]
Warnings = list[dict[str, Any]]
Line = tuple[str, Place]

_YEAR = re.compile(r"năm\s+(20\d\d)(?!\d)", re.IGNORECASE)
_AGAINST = re.compile(r"(?:so|lệch|tăng|giảm) với\s*(?:năm\s*)?(20\d\d)", re.IGNORECASE)
_CENT = Decimal("0.01")


def code_of(text: str) -> str | None:
    """The criterion's code or SIPAS where a head or word is nothing else ("TC", "SIPAS")."""
    word = squeeze(text).strip(".,;:()")
    return word if word in codes() or word == TOTAL else None


def has_words(text: str, name: str) -> bool:
    """Whether a head holds one of the words of that list."""
    folded = fold(squeeze(text))
    return any(re.search(rf"(?<!\w){re.escape(fold(word))}(?!\w)", folded) for word in wording()["table"][name])


def caption_year(texts: Sequence[str]) -> int | None:
    """The year of a table from the lines above it and its head: the last one named, else the one compared with + 1."""
    text = " ".join(squeeze(text) for text in texts)
    named = _YEAR.findall(_AGAINST.sub(" ", text))
    if named:
        return int(named[-1])
    against = _AGAINST.search(text)
    return int(against[1]) + 1 if against else None


def score_row(name: str, figures: dict[str, Decimal], year: int | None) -> Score | None:
    """The row as contract 4.1 writes it; None for a mean or total row and for one with fewer than two figures."""
    values = {code: plain(value) for code, value in figures.items() if code != CHANGE}
    summary = any(fold(name).startswith(fold(word)) for word in wording()["table"]["summary"])
    if not name or summary or len(values) < 2:
        return None
    change = figures.get(CHANGE)
    return {"unit": name, "year": year, "values": values, "change": None if change is None else plain(change)}


def warned(rows: Iterable[tuple[Score, Place]]) -> Warnings:
    """A warning for each row whose criteria do not have the printed index as their mean."""
    warnings = []
    for row, place in rows:
        parts = [Decimal(str(value)) for code, value in row["values"].items() if code != TOTAL]
        if TOTAL in row["values"] and parts:
            mean = (sum(parts, Decimal()) / len(parts)).quantize(_CENT, ROUND_HALF_UP)
            printed = Decimal(str(row["values"][TOTAL]))
            warnings.append(mismatch(f"Chỉ số của {row['unit']}", parts, mean, printed, _where(place)))
    return [warning for warning in warnings if warning]


def _where(place: Place) -> str:
    parts = (f"trang {place.page}" if place.page else "", f"dòng {place.line}" if place.line else "")
    return ", ".join(filter(None, parts)) or "bảng điểm"
