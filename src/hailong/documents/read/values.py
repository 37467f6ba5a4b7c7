"""Values of spreadsheet cells as Vietnamese offices write them, and formulas that were left as text."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hailong.documents.anatomy import Note
from hailong.documents.read.grid import Line
from hailong.lexicon.encodings import from_legacy, legacy_kind
from hailong.lexicon.text import squeeze

_FORMULA = re.compile(r"=\s*[-+(]*\s*(\$?[A-Z]{1,3}\$?\d+\b|[A-Z][A-Z.]+\s*\(|\d+\s*[-+*/])")


def value_text(value: object) -> str:
    """A cell's value as text: 1.0 is 1, 71.46 is 71,46 (never grouped: it may be a code), dates dd/mm/yyyy."""
    if isinstance(value, str):
        return "\n".join(filter(None, (" ".join(line.split()) for line in value.splitlines())))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float):
        return _number_text(value)
    return _time_text(value)


def _number_text(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    text = f"{Decimal(repr(round(value, 10))):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _time_text(value: object) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return ""


def in_unicode(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The texts of a sheet squeezed, letters of the fonts before Unicode changed if that is what the sheet is made of.

    Soft hyphens are kept until then: one of those fonts draws them as the letter ư.
    """
    kind = legacy_kind("\n".join(text for row in rows for text in row if text))
    if kind is not None:
        rows = [[from_legacy(text, kind) for text in row] for row in rows]
    return [["\n".join(map(squeeze, text.split("\n"))) for text in row] for row in rows]


def formula_notes(lines: Sequence[Line]) -> list[Note]:
    """A note at each row where a formula stands as text instead of its result: the figure itself is not in the file."""
    found = []
    for line in lines:
        text = next((slot.text for slot in line.slots if _FORMULA.match(slot.text)), "")
        if text:
            message = f"Ô chứa công thức {text[:40]} ở dạng chữ, không có kết quả; hãy mở tệp gốc và lưu lại giá trị."
            found.append(Note("formula_text", message, line.place))
    return found
