"""A table of answers as files of statistics programs, and its codebook: CSV, Parquet, SPSS, Stata."""

import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl
import pyreadstat

from hailong.documents.write.csv import table_csv


@dataclass(frozen=True, slots=True)
class Variable:
    """A column: its name, what it holds in words, and what its codes say."""

    name: str
    label: str
    codes: Mapping[int | float, str]


def codebook(variables: Sequence[Variable]) -> bytes:
    """The codebook as CSV, a row a code."""
    rows = [
        (one.name, one.label, str(code), text) for one in variables for code, text in (one.codes.items() or [("", "")])
    ]
    return table_csv(("Cột", "Nội dung", "Mã", "Nghĩa của mã"), rows)


def as_csv(frame: pl.DataFrame, variables: Sequence[Variable]) -> bytes:
    """The answers as CSV that a spreadsheet opens and `hailong survey estimate` reads."""
    del variables
    rows = (["" if value is None else str(value) for value in row] for row in frame.iter_rows())
    return table_csv(frame.columns, rows)


def as_parquet(frame: pl.DataFrame, variables: Sequence[Variable]) -> bytes:
    """The answers as Parquet."""
    del variables
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


def as_sav(frame: pl.DataFrame, variables: Sequence[Variable]) -> bytes:
    """The answers as SPSS's own file, with labels of columns and codes."""
    heads, values = _heads(variables), _values(variables)
    return _written(
        lambda path: pyreadstat.write_sav(frame, path, column_labels=heads, variable_value_labels=values), ".sav"
    )


def as_dta(frame: pl.DataFrame, variables: Sequence[Variable]) -> bytes:
    """The answers as Stata's own file, with labels of columns and codes."""
    heads, values = _heads(variables), _values(variables)
    return _written(
        lambda path: pyreadstat.write_dta(frame, path, column_labels=heads, variable_value_labels=values), ".dta"
    )


_STATA_LABEL: Final = 80
"""Characters of a column's label that Stata holds; the codebook has it whole."""


def _heads(variables: Sequence[Variable]) -> dict[str, str | None]:
    return {one.name: one.label[:_STATA_LABEL] for one in variables}


def _values(variables: Sequence[Variable]) -> dict[str, dict[int | float, str]]:
    return {one.name: dict(one.codes) for one in variables if one.codes}


def _written(write: Callable[[str], object], ending: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"answers{ending}"
        write(str(path))
        return path.read_bytes()


WRITERS: Final[Mapping[str, Callable[[pl.DataFrame, Sequence[Variable]], bytes]]] = {
    "csv": as_csv,
    "parquet": as_parquet,
    "sav": as_sav,
    "dta": as_dta,
}
