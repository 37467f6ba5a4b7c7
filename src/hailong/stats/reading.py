"""A survey file in: CSV as text columns, Parquet as typed. What the columns mean is decided where they are used.

A CSV file is UTF-8 (with or without a mark at its head), its cells parted by comma, semicolon or tab, whichever its
first line holds most of. Lines without any answer are left out. 500,000 rows of 30 columns take seconds.
"""

import codecs
import csv
import io
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import polars as pl

from hailong.stats.faults import BadSurvey

_SEPARATORS = ",;\t"


def read_survey(path: str | Path, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """Read a survey file, all its columns or those of `columns` that it has.

    Raises BadSurvey for what is no table: not UTF-8, empty, columns named twice, lines of uneven width. A file that
    cannot be opened raises OSError.
    """
    file = Path(path)
    table = _parquet(file, columns) if file.suffix.lower() == ".parquet" else _csv(file, columns)
    if table.height == 0:
        raise BadSurvey("tệp không có dòng số liệu nào dưới dòng tiêu đề; kiểm tra lại tệp xuất ra")
    return table


def _parquet(file: Path, columns: Sequence[str] | None) -> pl.DataFrame:
    with file.open("rb") as opened:  # a file that is not there is no fault of Parquet
        if opened.read(4) != b"PAR1":
            raise BadSurvey("tệp không phải Parquet; xuất lại tệp, hoặc lưu dạng CSV UTF-8")
    try:
        kept = [name for name in pl.read_parquet_schema(file) if columns is None or name in columns]
        return pl.read_parquet(file, columns=kept)
    except pl.exceptions.PolarsError as error:
        raise BadSurvey("tệp Parquet hỏng, không đọc được; xuất lại tệp") from error


def _csv(file: Path, columns: Sequence[str] | None) -> pl.DataFrame:
    data = file.read_bytes().removeprefix(codecs.BOM_UTF8)
    _decodable(data)
    data = data.lstrip(b"\r\n")
    if not data.strip():
        raise BadSurvey("tệp rỗng; kiểm tra lại tệp xuất ra")
    separator, names = _head(data)
    try:
        table = pl.read_csv(io.BytesIO(data), infer_schema=False, separator=separator, new_columns=names)
    except pl.exceptions.PolarsError as error:
        raise BadSurvey(_uneven(data, separator, len(names))) from error
    if len(names) > 1:
        table = table.filter(~pl.all_horizontal(pl.all().is_null()))
    return table if columns is None else table.select([name for name in names if name in columns])


def _decodable(data: bytes) -> None:
    try:
        codecs.lookup("utf-8").decode(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadSurvey(
            f"dòng {line}: tệp không phải UTF-8 (byte 0x{data[error.start]:02X}); lưu lại dạng CSV UTF-8"
        ) from error
    if b"\0" in data:
        raise BadSurvey("tệp không phải văn bản CSV (có byte 0); lưu lại dạng CSV UTF-8")


def _head(data: bytes) -> tuple[str, list[str]]:
    """The separator and the column names, outer spaces off."""
    first = data.split(b"\n", 1)[0].decode("utf-8")
    separator = max(_SEPARATORS, key=first.count)
    lines = io.TextIOWrapper(io.BytesIO(data), "utf-8", newline="")
    try:
        names = [name.strip() for name in next(csv.reader(lines, delimiter=separator))]
    except csv.Error as error:
        raise BadSurvey("dòng 1: không phải dòng tiêu đề CSV; lưu lại dạng CSV UTF-8") from error
    for place, name in enumerate(names, start=1):
        if name in names[: place - 1]:
            raise BadSurvey(
                f'dòng 1: cột "{name}" có hai lần (cột {names.index(name) + 1} và {place}); đổi tên một cột'
            )
        if not name:
            raise BadSurvey(f"dòng 1: cột thứ {place} không có tên; đặt tên cho cột")
    return separator, names


def _uneven(data: bytes, separator: str, width: int) -> str:
    """Why a table could not be read: the first line with more cells than the head, or an open quotation mark."""
    rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=separator)
    with suppress(csv.Error):
        for row in rows:
            if len(row) > width:
                return f"dòng {rows.line_num}: có {len(row)} ô, dòng tiêu đề chỉ có {width} cột; bỏ ô thừa"
    return "dấu ngoặc kép mở mà không đóng; kiểm tra lại tệp xuất ra"
