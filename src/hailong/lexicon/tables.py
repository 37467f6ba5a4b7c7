"""The data files of the lexicon: TOML read once, and the checks every dated table must pass."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, Protocol


class Dated(Protocol):
    """A row that holds for a code from a day to a day, both included; None means open on that side."""

    @property
    def code(self) -> str:
        """The code the row is asked for by."""
        ...

    @property
    def valid_from(self) -> date | None:
        """First day."""
        ...

    @property
    def valid_to(self) -> date | None:
        """Last day."""
        ...

    @property
    def source(self) -> str:
        """The instrument or the paper the row was taken from."""
        ...


@cache
def table(name: str) -> dict[str, Any]:
    """The data file of that name, fractions as Decimal; every caller gets the same one, so leave it as it is."""
    source = resources.files("hailong.lexicon") / "data" / name
    return tomllib.loads(source.read_text(encoding="utf-8"), parse_float=Decimal)


def holds(row: Dated, day: date) -> bool:
    """Whether the row is in force on the day."""
    return (row.valid_from or date.min) <= day <= (row.valid_to or date.max)


def dated_problems(file: str, rows: Iterable[Dated]) -> Iterator[str]:
    """What is wrong with dated rows, one Vietnamese sentence each: no source, dates turned round, two rows at once."""
    by_code: dict[str, list[Dated]] = defaultdict(list)
    for row in rows:
        if not row.source.strip():
            yield f"{file}: mã {row.code} không ghi nguồn."
        if row.valid_from and row.valid_to and row.valid_from > row.valid_to:
            yield f"{file}: mã {row.code} có ngày hết hiệu lực trước ngày có hiệu lực."
        by_code[row.code].append(row)
    for code, same in by_code.items():
        same.sort(key=lambda row: row.valid_from or date.min)
        for earlier, later in pairwise(same):
            if (later.valid_from or date.min) <= (earlier.valid_to or date.max):
                yield f"{file}: mã {code} có hai dòng cùng hiệu lực từ ngày {later.valid_from or 'đầu'}."


def repeated_problems(file: str, keys: Iterable[str]) -> Iterator[str]:
    """One sentence for every key that stands twice where each may stand once."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield f"{file}: “{key}” được khai hai lần."
        seen.add(key)
