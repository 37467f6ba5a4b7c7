"""The plain cells of a spreadsheet, row by row, for tables whose columns we name ourselves.

`files.read` looks for the table of a plan among titles and sections; here nothing is guessed and nothing is left out,
so that a fault can be told by its sheet, row and column.
"""

import re
from dataclasses import dataclass
from functools import cache

from hailong.documents.anatomy import Unreadable
from hailong.documents.read.archive import open_archive
from hailong.documents.read.files import refuse_size
from hailong.documents.read.sheet_bounds import refuse_vast
from hailong.documents.read.sheets import csv_records, plain_field
from hailong.documents.read.sniff import shape_of
from hailong.documents.read.values import in_unicode
from hailong.documents.read.workbook import read_apart, read_here
from hailong.lexicon.text import squeeze

_WORD = r"(?:[^\W\u00d0\u0189\u00f0\u0256]|[-.,;:/()])+"
_CLEAN = re.compile(f"{_WORD}(?: {_WORD})*")
"""What squeezing would leave as it is, in a text that is in NFC already; most cells of most files."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One visible sheet ("" for a text file): its rows from row 1, texts squeezed, lines inside a cell kept apart."""

    sheet: str
    rows: list[list[str]]


def read_cells(data: bytes, name: str) -> list[Cells]:
    """The sheets of an .xlsx, .xls, .ods or CSV file; dates are dd/mm/yyyy. Raises Unreadable, and nothing else."""
    refuse_size(len(data))
    try:
        return _read(data, name)
    except Unreadable:
        raise
    except Exception as error:  # parsers of others meet damaged files with whatever error comes first
        raise Unreadable(
            "Bảng tính hỏng hoặc không đúng định dạng nên không đọc được",
            cure="Hãy mở tệp bằng Excel hoặc LibreOffice, lưu lại thành tệp mới rồi thử lại.",
        ) from error


def _read(data: bytes, name: str) -> list[Cells]:
    entries: tuple[str, ...] = ()
    if data.startswith(b"PK"):
        with open_archive(data) as archive:
            entries = tuple(archive.namelist())
    match shape_of(data, name, entries):
        case "zip-sheet":
            refuse_vast(data)
            sheets = read_here(data)
        case "ole-sheet":
            sheets = read_apart(data)
        case "csv" | "text":
            return [Cells("", _records(data))]
        case _:
            raise Unreadable("Đây không phải bảng tính", cure="Hãy đưa tệp .xlsx, .xls, .ods hoặc .csv.")
    return [Cells(sheet.name, in_unicode(sheet.rows)) for sheet in sheets if sheet.visible]


def _records(data: bytes) -> list[list[str]]:
    """Codes, dates and parents come again and again in a long file, so each different text is squeezed once."""
    squeezed = cache(_squeezed)
    return [[squeezed(field) for field in record] for record in csv_records(data)]


def _squeezed(field: str) -> str:
    if _CLEAN.fullmatch(field):
        return field
    return "\n".join(map(squeeze, plain_field(field).split("\n")))
