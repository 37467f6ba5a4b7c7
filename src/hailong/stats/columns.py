"""Columns of a survey table as numbers or codes, with what had to be understood on the way said as warnings.

Missing is an empty cell, NA or NaN, and every code named as missing. Outer spaces are off; "4.0" and "4" are one code;
a column written with decimal commas is read as such. What a design needs may not be missing: the row is named, counted
from 1 with the head.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from hailong.lexicon.text import nfc, sort_key
from hailong.stats.faults import BadSurvey

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Warning_ = dict[str, str]

_MISSING = ("", "NA", "NaN", "nan")
_VIETNAMESE = r"^-?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$"
_GROUPED = r"^-?\d{1,3}(?:\.\d{3})+$"
_GROUPED_DECIMAL = r"^-?\d{1,3}(?:\.\d{3})+,\d+$"
_HEAD = 2  # the first row of data is line 2


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of codes: `of_row` numbers into `labels` (in order), -1 where missing."""

    of_row: Ints
    labels: tuple[str, ...]


@dataclass
class Columns:
    """The columns of one table, each looked at once. `missing` are the codes that mean no answer."""

    table: pl.DataFrame
    missing: tuple[str, ...] = ()
    warnings: list[Warning_] = field(default_factory=list)
    _names: dict[str, str] = field(init=False)
    _texts: dict[str, pl.Series] = field(default_factory=dict)
    _coded: dict[str, Coded] = field(default_factory=dict)
    _numbers: dict[str, Floats] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Know the columns by their composed names."""
        self._names = {nfc(name): name for name in self.table.columns}

    def has(self, name: str) -> bool:
        """Whether the table has a column of this name."""
        return nfc(name) in self._names

    def warn(self, code: str, message: str, where: str) -> None:
        """Say what had to be understood."""
        self.warnings.append({"code": code, "message": message, "where": where})

    def codes(self, name: str, option: str, *, required: bool = False) -> Coded:
        """Give a column as codes; raises BadSurvey if `option` names no column, or a required value is missing."""
        text = self._text(name, option)
        if name not in self._coded:
            self._coded[name] = _coded(text)
        coded = self._coded[name]
        if required and (coded.of_row < 0).any():
            raise _missing(name, option, int(np.argmax(coded.of_row < 0)))
        return coded

    def numbers(self, name: str, option: str, *, required: bool = False) -> Floats:
        """Give a column as numbers, nan where missing; raises BadSurvey where a value is no number."""
        self._text(name, option)
        if name not in self._numbers:
            self._numbers[name] = self._as_numbers(name, option)
        values = self._numbers[name]
        if required and np.isnan(values).any():
            raise _missing(name, option, int(np.argmax(np.isnan(values))))
        return values

    def answers(self, name: str, option: str) -> Coded:
        """Give a column of answers as codes; those that mean no answer are missing."""
        coded = self.codes(name, option)
        dropped = [place for place, label in enumerate(coded.labels) if plain(label) in self.missing]
        return Coded(np.where(np.isin(coded.of_row, dropped), -1, coded.of_row), coded.labels) if dropped else coded

    def amounts(self, name: str, option: str) -> Floats:
        """Give a column of answers as numbers; those that mean no answer are nan."""
        values = self.numbers(name, option)
        dropped = [float(code) for code in self.missing if is_number(code)]
        return np.where(np.isin(values, dropped), np.nan, values) if dropped else values

    def is_numeric(self, name: str, option: str) -> bool:
        """Whether every value of a column is a number."""
        text = self._text(name, option)
        return text.dtype.is_numeric() or text.drop_nulls().cast(pl.Float64, strict=False).null_count() == 0

    def _text(self, name: str, option: str) -> pl.Series:
        """The trimmed column, null where missing; typed numbers as they are."""
        if name not in self._texts:
            if not self.has(name):
                raise BadSurvey(f'{option}: tệp không có cột "{name}"; các cột là {_listed(self.table.columns)}')
            try:
                column = _readable(self.table[self._names[nfc(name)]])
            except pl.exceptions.PolarsError as error:
                raise BadSurvey(f'{option}: cột "{name}" không phải số hay văn bản; chọn cột khác') from error
            self._texts[name] = self._trimmed(name, column)
        return self._texts[name]

    def _trimmed(self, name: str, column: pl.Series) -> pl.Series:
        if column.dtype.is_numeric():
            return column
        text = column.str.strip_chars()
        spaced = int((text != column).sum())
        if spaced:
            self.warn("spaces_trimmed", f"{spaced} ô có dấu cách thừa ở đầu hoặc cuối, đã bỏ", f"cột {name}")
        else:
            text = column  # the same letters once in memory
        missing = text.is_in(_MISSING)
        return text.set(missing, None) if missing.any() else text

    def _as_numbers(self, name: str, option: str) -> Floats:
        text = self._texts[name]
        if self.table[self._names[nfc(name)]].dtype == pl.Boolean:
            number = (text == "true").cast(pl.Float64)
        elif not text.dtype.is_numeric():
            number = text.cast(pl.Float64, strict=False)
            if number.null_count() > text.null_count():
                number = self._with_commas(name, option, text, number)
        else:
            number = text.cast(pl.Float64)
        values = number.to_numpy().astype(np.float64)
        values = np.where(number.is_null().to_numpy(), np.nan, values)
        if np.isinf(values).any():
            raise _no_number(name, option, int(np.argmax(np.isinf(values))), "vô hạn")
        return values

    def _with_commas(self, name: str, option: str, text: pl.Series, number: pl.Series) -> pl.Series:
        """Read Vietnamese decimals; refuse what is neither those nor plain numbers, naming the first such row."""
        fits = text.str.contains(_VIETNAMESE).fill_null(True)
        unread = number.is_null() & text.is_not_null()
        stranger = unread & ~fits
        if stranger.any():
            row = int(stranger.arg_max() or 0)
            raise _no_number(name, option, row, str(text[row]))
        points = text.str.contains(_GROUPED).fill_null(False)
        mixed = ~fits if text.str.contains(_GROUPED_DECIMAL).any() else ~fits | points
        if mixed.any():
            row = int(mixed.arg_max() or 0)
            raise BadSurvey(
                f'{option}: cột "{name}", dòng {row + _HEAD}: giá trị "{text[row]}" viết dấu chấm trong khi dòng khác '
                "viết dấu phẩy thập phân; thống nhất một kiểu viết số trong cột"
            )
        self.warn("decimal_comma", f"{int(unread.sum())} số viết dấu phẩy thập phân, đã đọc là số", f"cột {name}")
        plain_text = text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
        return plain_text.cast(pl.Float64)


def plain(code: str) -> str:
    """The one way of writing a code: outer spaces off, letters composed, "4.0" as "4"."""
    code = code.strip()
    if not code.isascii():
        return nfc(code)
    head, point, tail = code.partition(".")
    return head if point and tail and not tail.strip("0") and head.removeprefix("-").isdigit() else code


def is_number(code: str) -> bool:
    """Whether a code is a finite number."""
    try:
        return bool(np.isfinite(float(code)))
    except ValueError:
        return False


def ordered(labels: list[str]) -> list[str]:
    """Labels in order: as numbers if all are, else as text, in Vietnamese order where there are such letters."""
    if all(is_number(label) for label in labels):
        return sorted(labels, key=lambda label: (float(label), label))
    return sorted(labels, key=None if all(label.isascii() for label in labels) else sort_key)


def row_named(row: int) -> str:
    """How a row is named to people: counted from 1 with the head."""
    return f"dòng {row + _HEAD}"


def _readable(column: pl.Series) -> pl.Series:
    """A column as numbers or text; whole numbers kept as floating point (for their gaps) become whole again."""
    if column.dtype.is_float():
        column = column.fill_nan(None)
        whole = column.drop_nulls()
        fits = bool((whole.is_finite() & (whole.abs() < 2.0**53) & (whole == whole.round())).all())
        return column.cast(pl.Int64) if fits else column
    return column if column.dtype.is_numeric() else column.cast(pl.String)


def _coded(column: pl.Series) -> Coded:
    if column.dtype.is_integer():
        return _whole(column)
    raw = column.cast(pl.String)
    seen = [str(value) for value in raw.drop_nulls().unique().to_list()]
    shown: dict[str, str] = {}
    for value in sorted(seen, key=lambda value: (len(value), value)):
        shown.setdefault(plain(value), value)
    labels = ordered(list(shown.values()))
    place = {plain(label): number for number, label in enumerate(labels)}
    coded = raw.cast(pl.Enum(seen)).to_physical().cast(pl.Int64).fill_null(-1).to_numpy()
    target = np.array([*(place[plain(value)] for value in seen), -1], np.int64)
    return Coded(target[coded], tuple(labels))


def _whole(column: pl.Series) -> Coded:
    """Code a column of whole numbers without writing them out row by row."""
    known = column.is_not_null().to_numpy()
    seen, place = np.unique(column.drop_nulls().to_numpy(), return_inverse=True)
    of_row = np.full(len(column), -1, np.int64)
    of_row[known] = place
    return Coded(of_row, tuple(map(str, seen.tolist())))


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:12])
    return f"{shown}, ..." if len(names) > 12 else shown


def _missing(name: str, option: str, row: int) -> BadSurvey:
    return BadSurvey(f'{option}: cột "{name}", {row_named(row)}: trống; điền giá trị hoặc bỏ dòng này khỏi tệp')


def _no_number(name: str, option: str, row: int, value: str) -> BadSurvey:
    return BadSurvey(f'{option}: cột "{name}", {row_named(row)}: "{value}" không phải số; sửa giá trị hoặc để trống')


def compact(*keys: NDArray[Any]) -> tuple[Ints, Ints]:
    """Number the rows by their keys in order: the number of each row, and for each number its first row."""
    joined = np.asarray(keys[0], np.int64)
    for key in keys[1:]:
        joined = joined * (int(key.max(initial=0)) + 1) + key
        _, joined = np.unique(joined, return_inverse=True)
    _, first, numbered = np.unique(joined, return_index=True, return_inverse=True)
    return numbered.astype(np.int64), first.astype(np.int64)
