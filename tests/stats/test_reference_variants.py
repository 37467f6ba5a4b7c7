"""The same survey written otherwise answers the same figures as R: Parquet, other separators, order, names, marks."""

import csv
import random
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from tests.stats.reference import compare

FORMS = ("sessions, t2b_itemmean: quarters", "sessions: units and quarters, t2b_pooled", "sessions: raked, mean01")
SCHOOLS = ("two stages with fpc: all statistics", "post-stratified strata by groups", "where acs.k3 != 20")
NAMES = {
    "unit": "đơn vị",
    "quarter": "quý",
    "weight": "trọng số",
    "sessions": "số buổi",
    "q01": "câu 1",
    "mode": "hình thức",
}
Table = list[list[str]]


def parquet(table: Table, file: Path) -> Path:
    """Typed columns, as a program writes them: numbers as numbers, nothing as null."""
    head, *rows = table
    text = pl.DataFrame(rows, schema=head, orient="row", infer_schema_length=None)
    frame = text.with_columns(pl.when(pl.all() == "").then(None).otherwise(pl.all()).name.keep())
    frame = frame.with_columns(pl.all().replace("NA", None))
    typed = [
        column.cast(kind)
        for name in head
        for column in [frame[name]]
        for kind in [next(kind for kind in (pl.Int64, pl.Float64, pl.String) if castable(column, kind))]
    ]
    pl.DataFrame(typed).write_parquet(file.with_suffix(".parquet"))
    return file.with_suffix(".parquet")


def castable(column: pl.Series, kind: type[pl.DataType]) -> bool:
    """Whether a column of text holds values of this kind."""
    return bool(column.cast(kind, strict=False).null_count() == column.null_count())


def shuffled(table: Table, file: Path) -> Path:
    """Rows and columns in another order."""
    head, *rows = table
    dice = random.Random(3)
    order = list(range(len(head)))
    dice.shuffle(order)
    dice.shuffle(rows)
    return written([[row[at] for at in order] for row in (head, *rows)], file, ",")


def semicolons(table: Table, file: Path) -> Path:
    """As a Vietnamese Excel saves it: a byte order mark, semicolons, decimal commas."""
    head, *rows = table
    return written([head, *([cell.replace(".", ",") for cell in row] for row in rows)], file, ";", "utf-8-sig")


def tabs(table: Table, file: Path) -> Path:
    """Tabs between the columns, lines ended as Windows does."""
    return written(table, file, "\t", end="\r\n")


def marked(table: Table, file: Path) -> Path:
    """What is missing written in three ways."""
    head, *rows = table
    marks = [["", "NA", "NaN"][at % 3] for at in range(len(rows))]
    rows = [[cell or mark for cell in row] for row, mark in zip(rows, marks, strict=True)]
    return written([head, *rows], file, ",")


def written(table: Table, file: Path, separator: str, encoding: str = "utf-8", end: str = "\n") -> Path:
    """The table as a file of text."""
    with file.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=separator, lineterminator=end).writerows(table)
    return file


def named(names: tuple[str, ...]) -> list[compare.Case]:
    """The cases of these names."""
    found = {case["name"]: case for case in compare.cases()}
    return [found[name] for name in names]


def table_of(case: compare.Case) -> Table:
    """The case's file as rows of text."""
    with (compare.DATA / case["file"]).open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


@pytest.mark.parametrize("variant", [parquet, shuffled, semicolons, tabs, marked], ids=lambda made: made.__name__)
@pytest.mark.parametrize("case", named(FORMS + SCHOOLS), ids=lambda case: case["name"])
def test_another_writing_of_the_file_answers_the_same(
    case: compare.Case, variant: Callable[[Table, Path], Path], tmp_path: Path
) -> None:
    file = variant(table_of(case), tmp_path / "khảo sát.csv")
    assert compare.differences(case, compare.answer(case, file)) == []


def test_columns_with_vietnamese_names_answer_the_same(tmp_path: Path) -> None:
    (case,) = named(FORMS[1:2])
    head, *rows = table_of(case)
    file = written([[NAMES.get(name, name) for name in head], *rows], tmp_path / "phiếu.csv", ",")
    renamed = {**case, "options": [renaming(option) for option in case["options"]]}
    answers = [
        {**row, "by": {old: row["by"][NAMES[old]] for old in ("unit", "quarter")}}
        for row in compare.answer(renamed, file)
    ]
    for row in answers:
        row["name"] = row["name"].replace(NAMES["q01"], "q01")
    assert compare.differences(case, answers) == []


def renaming(option: str) -> str:
    """An option with the Vietnamese names."""
    for old, new in sorted(NAMES.items(), reverse=True):
        option = option if option.startswith("--") else option.replace(old, new)
    return option
