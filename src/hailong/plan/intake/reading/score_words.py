"""What the readers of score tables and scorecards share: their words, figures as JSON writes them, warnings."""

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from hailong.lexicon.numbers import format_number

# Parts are printed to two decimals: a sum or mean of rounded parts may be off by one in the last place.
TOLERANCE = Decimal("0.011")


@cache
def wording() -> dict[str, Any]:
    """The words of data/scores.toml."""
    source = resources.files("hailong.plan.intake.reading") / "data" / "scores.toml"
    return tomllib.loads(source.read_text("utf-8"))


def plain(value: Decimal) -> int | float:
    """The value as JSON writes it."""
    return int(value) if value == value.to_integral_value() else float(value)


def mismatch(
    what: str, parts: Sequence[Decimal], total: Decimal, printed: Decimal, where: str
) -> dict[str, Any] | None:
    """A sum_mismatch warning where the total reckoned from the parts is not the printed one, else None."""
    if len(parts) < 2 or abs(total - printed) <= TOLERANCE:
        return None
    reckoned, shown = format_number(total, 2), format_number(printed, 2)
    message = f"{what}: tính từ các phần được {reckoned}, văn bản in {shown}; giữ nguyên số in, đề nghị kiểm tra."
    return {"code": "sum_mismatch", "message": message, "where": where}
