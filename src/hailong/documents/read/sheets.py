"""Spreadsheets of every kind an office sends: .xlsx, .xls and .ods by calamine, CSV in old and new encodings."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from hailong.documents.anatomy import Block, Document, Note, Place, Unreadable
from hailong.documents.read.grid import Line, Slot, blocks_of, find_head
from hailong.documents.read.sheet_bounds import refuse_vast
from hailong.documents.read.values import formula_notes, in_unicode, value_text
from hailong.documents.read.workbook import Range, read_apart, read_here
from hailong.lexicon.encodings import decode

DELIMITERS = (";", "\t", ",", "|")
"""Vietnamese Windows writes CSV with semicolons, because the comma is the decimal sign."""
MAX_FIELD = 1 << 20
"""Characters in one CSV field (1 Mi); more means an unclosed quotation mark."""

_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*\r?\n', re.IGNORECASE)


def read_sheets(data: bytes, name: str, progress: Callable[[int, int], None] | None = None) -> Document:
    """Read a workbook; places are (sheet, row from 1); hidden sheets are left out with a note."""
    refuse_vast(data)
    blocks: list[Block] = []
    notes: list[Note] = []
    for sheet in read_here(data, progress) if data.startswith(b"PK") else read_apart(data):
        if not sheet.visible:
            message = f"Trang tính “{sheet.name}” bị ẩn nên không đọc; hãy bỏ ẩn nếu cần."
            notes.append(Note("sheet_hidden", message, Place(sheet=sheet.name)))
            continue
        lines = to_lines(in_unicode(sheet.rows), sheet.merged, sheet.name)
        blocks += sheet_blocks(lines)
        notes += formula_notes(lines)
    if not blocks:
        raise Unreadable("Bảng tính không có ô nào có chữ", cure="Hãy kiểm tra lại tệp.")
    return Document(name, "sheet", tuple(blocks), notes=tuple(notes))


def to_lines(rows: Sequence[Sequence[str]], merged: Sequence[Range] = (), sheet: str | None = None) -> list[Line]:
    """Rows of texts as grid lines, empty columns left out; merged ranges are ((row, column), (row, column)) from 0."""
    used = sorted({column for row in rows for column, text in enumerate(row) if text})
    spans = {first: (first, last) for first, last in merged}
    covered = {
        (row, column): first
        for first, last in merged
        for row in range(first[0], min(last[0], len(rows) - 1) + 1)
        for column in used
        if first[1] <= column <= last[1]
    }
    return [
        Line(tuple(_slots(row, number, used, spans, covered)), Place(sheet=sheet, line=number + 1))
        for number, row in enumerate(rows)
        if any(row)
    ]


def _slots(
    row: Sequence[str],
    number: int,
    used: Sequence[int],
    spans: dict[tuple[int, int], Range],
    covered: dict[tuple[int, int], tuple[int, int]],
) -> Iterator[Slot]:
    position = 0
    while position < len(used):
        column = used[position]
        text = row[column] if column < len(row) else ""
        first = covered.get((number, column))
        width = 1
        if first is not None:
            width = max(1, sum(column <= each <= spans[first][1][1] for each in used))
        yield Slot(text, width, covered=first is not None and first[0] < number)
        position += width


def sheet_blocks(lines: Sequence[Line]) -> list[Block]:
    """The blocks of one sheet: one table, or several where empty rows part it and each piece has its own head."""
    blocks: list[Block] = []
    for chunk in _chunks(lines):
        width = max((len(line.texts) for line in map(_trimmed, chunk)), default=0)
        blocks += blocks_of([_padded(_trimmed(line), width) for line in chunk], "sheet")
    return blocks


def _trimmed(line: Line) -> Line:
    """The line without the empty slots at its end."""
    filled = [at for at, slot in enumerate(line.slots) if slot.text or slot.covered]
    return replace(line, slots=line.slots[: max(filled, default=-1) + 1])


def _padded(line: Line, width: int) -> Line:
    return replace(line, slots=line.slots + (Slot(""),) * (width - len(line.texts)))


def _chunks(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines parted at empty rows where a head of its own follows; single texts before that head go with it."""
    groups: list[list[Line]] = [list(lines[:1])]
    for above, line in pairwise(lines):
        if (line.place.line or 0) - (above.place.line or 0) > 1:
            groups.append([])
        groups[-1].append(line)
    chunks: list[list[Line]] = [[]]
    titles: list[Line] = []
    for group in groups:
        if all(len(line.filled) == 1 for line in group):
            titles += group
            continue
        if chunks[-1] and find_head(group, sure=True):
            chunks.append([])
        chunks[-1] += titles + group
        titles = []
    chunks[-1] += titles
    return chunks


def read_csv(data: bytes, name: str) -> Document:
    """Read delimited text (; tab , |) in UTF-8, UTF-16, Windows-1258 or TCVN3; lines count records from 1."""
    rows = [[plain_field(field) for field in record] for record in csv_records(data)]
    lines = to_lines(in_unicode(rows))
    blocks = sheet_blocks(lines)
    if not blocks:
        raise Unreadable("Tệp CSV không có ô nào có chữ", cure="Hãy kiểm tra lại tệp.")
    return Document(name, "sheet", tuple(blocks), notes=tuple(formula_notes(lines)))


def csv_records(data: bytes) -> list[list[str]]:
    """The records of delimited text, fields as they stand; Unreadable where a quotation mark is never closed."""
    text = decode(data).text.lstrip("\ufeff")
    named = _SEPARATOR_LINE.match(text)
    delimiter = named[1] if named else _delimiter(text)
    body = text[named.end() :] if named else text
    usual = csv.field_size_limit(MAX_FIELD)
    try:
        return list(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Unreadable(
            "Tệp CSV hỏng: có dấu nháy mở mà không đóng", cure="Hãy lưu lại từ Excel bằng kiểu CSV UTF-8."
        ) from error
    finally:
        csv.field_size_limit(usual)  # the limit belongs to the whole process


def plain_field(field: str) -> str:
    """A field's text; the apostrophe that keeps a text from running as a formula is no part of it."""
    return value_text(field[1:] if re.match(r"'+[-=+@\t\r]", field) else field)


def _delimiter(text: str) -> str:
    """The sign that parts most records into the same number of fields; the earlier in the list where two do as well."""
    return max(DELIMITERS, key=lambda sign: _evenness(text[:65536], sign))


def _evenness(text: str, sign: str) -> float:
    records = islice(csv.reader(io.StringIO(text, newline=""), delimiter=sign), 100)  # a cell may hold several lines
    counts = [len(record) - 1 for record in records if any(record)]
    common = max(set(counts), key=counts.count, default=0)
    return sum(count == common for count in counts) / len(counts) if common else 0.0
