"""Tables that set targets: a row an indicator, a column its unit of measure, and one or more what is to be reached."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hailong.documents.anatomy import Document, Row, Table
from hailong.lexicon.text import fold, squeeze
from hailong.plan.intake.reading.columns import is_scored, role_of
from hailong.plan.intake.reading.figures import wording
from hailong.plan.intake.reading.outline import placed_tables
from hailong.plan.intake.reading.targets import targets_of, unknown

_YEAR = re.compile(r"20\d\d")
_YEAR_ALONE = re.compile(r"(?:nam )?20\d\d")
_FIGURE = re.compile(r"[^\d]{0,40}\d{1,3}(?:[.,]\d+)?[^\d]{0,40}|[^\d]{0,20}[\d.,]+\s*%?\s*[-–]\s*[\d.,]+\s*%?")
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the name, the unit of measure (None without one) and the aims stand; each aim with its year."""

    name: int
    measure: int | None
    aims: tuple[tuple[int, int | None], ...]


def table_targets(document: Document, year: int | None) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The targets of contract 4.1 that tables set, and a warning for each whose indicator has no code.

    A column of a year before the plan's, of results, or of those who follow an indicator sets none. The text is the
    row's name, its aim and its unit as printed, joined.
    """
    found = [
        target | {"where": before.where if before else ""}
        for before, table in placed_tables(document)
        if (columns := _columns(table, year))
        for row in table.rows
        if not row.heading
        for target in _of_row(row, columns, year)
    ]
    return found, [unknown(target["text"], target["where"]) for target in found if target["indicator"] is None]


def only_sets_targets(table: Table) -> bool:
    """Whether a table sets targets and says no time to act: those it names follow an indicator, they have no task."""
    timed = any(role_of(head) in ("deadline", "coordinating") for head in table.head)
    return not timed and _columns(table, None) is not None


def _columns(table: Table, year: int | None) -> _Columns | None:
    """The columns of a table of targets; None for any other table."""
    heads = [fold(squeeze(head)).strip(" .:*()") for head in table.head]
    if is_scored(table) or not heads:
        return None
    aims = tuple((i, _year_of(head)) for i, head in enumerate(heads) if _sets_aims(table, i, head, year))
    free = [i for i, head in enumerate(heads) if _says(head, "name") and i not in {place for place, _ in aims}]
    measure = next((i for i, head in enumerate(heads) if _says(head, "measure")), None)
    return _Columns(free[0], measure, aims) if aims and free else None


def _says(head: str, name: str) -> bool:
    """Whether a folded head cell holds one of the words of data/amounts.toml [target_tables]."""
    return any(re.search(rf"\b{word}\b", head) for word in wording()["target_tables"][name])


def _year_of(head: str) -> int | None:
    years = _YEAR.findall(head)
    return int(years[-1]) if years else None


def _sets_aims(table: Table, column: int, head: str, year: int | None) -> bool:
    """Whether a column's head says that it sets aims for the plan's time, and most of its cells are figures."""
    said = _year_of(head)
    aim = _YEAR_ALONE.fullmatch(head) or _says(head, "aim")
    if not aim or _says(head, "other") or (said and year and said < year):
        return False
    cells = [squeeze(row.cells[column].text) for row in table.rows if not row.heading and column < len(row.cells)]
    texts = [text for text in cells if text]
    return bool(texts) and sum(bool(_FIGURE.fullmatch(text)) for text in texts) > _MOSTLY * len(texts)


def _of_row(row: Row, columns: _Columns, year: int | None) -> Iterator[dict[str, Any]]:
    texts = [squeeze(text) for text in row.texts]
    measure = texts[columns.measure] if columns.measure is not None else ""
    for place, said in columns.aims:
        aim = texts[place] if place < len(texts) else ""
        if aim and texts[columns.name]:
            unit = "" if re.search(r"%|điểm|phần trăm", aim) else _with_unit(aim, measure)
            yield from targets_of(f"{texts[columns.name]}: {unit or aim}", said or year, aimed=True)


def _with_unit(aim: str, measure: str) -> str:
    """The aim with its unit of measure right behind its last figure: "từ 90 trở lên" in "%" is "từ 90% trở lên"."""
    small = measure.lower()
    return re.sub(r"(\d)(?!.*\d)", lambda found: f"{found[1]}{'' if small == '%' else ' '}{small}", aim, count=1)
