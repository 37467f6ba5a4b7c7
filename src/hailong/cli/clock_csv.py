"""A CSV file of starts and limits answered row by row: start,limit -> start,limit,due,error.

Files come from Excel as often as from programs: a byte order mark and semicolons are tolerated, further columns are
kept. The answer is always UTF-8 with commas.
"""

import csv
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO

import click

from hailong.cli.errors import BadInput
from hailong.clock.batch import answers
from hailong.clock.hours import Calendar

_ROWS = 20_000  # answered in one call: enough to be fast, small enough for any memory
_ASKED, _ANSWERED = ("start", "limit"), ("due", "error")


@dataclass
class _Tally:
    """How many rows could not be answered, and the first of them."""

    faults: int = 0
    first: str = ""

    def add(self, line: int, error: str) -> None:
        self.first = self.first or f"dòng {line}: {error}"
        self.faults += 1


def answer_file(calendar: Calendar, source: Path, out: Path) -> None:
    """Read `source`, write `out` (whole or not at all); raises BadInput, also where single rows had errors."""
    if not out.parent.is_dir():
        raise BadInput(f"--out: không có thư mục {out.parent}; tạo thư mục hoặc chọn nơi khác")
    if out.exists() and source.exists() and out.samefile(source):
        raise BadInput(f"--out: trùng với tệp --csv {source}; chọn tên khác")
    part = out.with_name(out.name + ".part")
    try:
        with (
            source.open(encoding="utf-8-sig", newline="") as text,
            part.open("w", encoding="utf-8", newline="") as target,
        ):
            tally = _answer(calendar, source, text, target)
        os.replace(part, out)
    except OSError as error:
        raise BadInput(f"{error.filename}: không đọc hoặc ghi được ({error.strerror}); kiểm tra đường dẫn") from error
    finally:
        part.unlink(missing_ok=True)
    if tally.faults:
        raise BadInput(f"{source}, {tally.first}; tất cả {tally.faults} dòng lỗi, xem cột error trong {out}")


def _answer(calendar: Calendar, source: Path, text: TextIO, target: TextIO) -> _Tally:
    reader: csv.DictReader[str] | None = None
    try:
        reader = _reader(text, source)
        return _copy(calendar, reader, target, _progress(text.buffer))
    except (UnicodeDecodeError, csv.Error) as error:
        line = reader.line_num + 1 if reader else 1
        raise BadInput(f"{source}, sau dòng {line}: không đọc được; lưu lại dạng CSV mã UTF-8") from error


def _reader(text: TextIO, source: Path) -> "csv.DictReader[str]":
    """Open a reader below the head row, which says the delimiter and must name the two columns."""
    head = text.readline()
    delimiter = max(",;\t", key=head.count)
    names = [_plain(name) for name in next(csv.reader([head], delimiter=delimiter), [])]
    for column in _ASKED:
        if column not in names:
            raise BadInput(
                f'{source}, dòng 1: giá trị "{head.strip()}" thiếu cột "{column}"; dòng đầu phải là start,limit'
            )
    return csv.DictReader(text, fieldnames=names, restkey="", restval="", delimiter=delimiter)


def _copy(calendar: Calendar, reader: "csv.DictReader[str]", target: TextIO, step: Callable[[], None]) -> _Tally:
    names = [name for name in reader.fieldnames or () if name not in _ANSWERED]
    writer = csv.DictWriter(target, [*names, *_ANSWERED], extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    tally = _Tally()
    rows = ((reader.line_num + 1, row) for row in reader)
    while chunk := list(islice(rows, _ROWS)):
        given = answers(calendar, [(row["start"], row["limit"]) for _, row in chunk])
        for (line, row), answer in zip(chunk, given, strict=True):
            if answer.error:
                tally.add(line, answer.error)
            writer.writerow({**row, "due": answer.due, "error": answer.error})
        step()
    return tally


def _plain(name: str) -> str:
    """Fold the case and spaces of the names we know; leave others as printed."""
    folded = name.strip().lower()
    return folded if folded in (*_ASKED, *_ANSWERED) else name


def _progress(raw: BinaryIO) -> Callable[[], None]:
    """Return what to call after each chunk: on a terminal it shows how much of the file was read."""
    if not sys.stderr.isatty():
        return lambda: None
    size = os.fstat(raw.fileno()).st_size or 1
    return lambda: click.echo(f"\rĐã đọc {raw.tell() * 100 // size} %", err=True, nl=raw.tell() >= size)
