"""Spreadsheets that claim a vast area refused before they are laid out: a few bytes can name a far cell."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from hailong.documents.anatomy import Unreadable

MAX_CELLS = 20_000_000
"""Cells of the rectangle around all used cells of one sheet: about a gigabyte once laid out."""

_CHUNK = 1 << 20
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_REPEATED_CELL = re.compile(rb"<table:table-cell\b([^>]*)>")
_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_COLUMNS = re.compile(rb'number-columns-repeated="([0-9]+)"')
_ROWS = re.compile(rb'number-rows-repeated="([0-9]+)"')
_CURE = "Hãy xóa các hàng, cột thừa ngoài bảng rồi lưu lại."


def refuse_vast(data: bytes) -> None:
    """Unreadable where a sheet of an .xlsx or .ods spans more than MAX_CELLS; other formats are bounded themselves."""
    if not data.startswith(b"PK"):
        return
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for entry in archive.namelist():
            if entry.startswith("xl/worksheets/") and entry.endswith(".xml"):
                _refuse(entry, _xlsx_cells(archive, entry))
            elif entry == "content.xml":
                _refuse(entry, _ods_cells(archive.read(entry)))


def _refuse(entry: str, cells: int) -> None:
    if cells > MAX_CELLS:
        raise Unreadable(f"Trang tính trải trên {cells} ô, quá lớn để đọc", place=entry, cure=_CURE)


def _xlsx_cells(archive: zipfile.ZipFile, entry: str) -> int:
    columns = rows = 0
    for piece in _pieces(archive, entry):
        for name, row in _CELL.findall(piece):
            columns, rows = max(columns, _column(name)), max(rows, int(row))
    return columns * rows


def _pieces(archive: zipfile.ZipFile, entry: str) -> Iterator[bytes]:
    """The part in pieces that overlap a little, so that no tag is missed at a seam."""
    rest = b""
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            yield rest + chunk
            rest = chunk[-200:]


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


def _ods_cells(content: bytes) -> int:
    """Cells written out once repetitions are unfolded; empty repeated ones cost nothing and do not count."""
    cells = 0
    for attributes, body in _ROW.findall(content):
        if b"office:value-type" not in body:
            continue
        width = sum(
            int(found[1]) if (found := _COLUMNS.search(cell)) else 1
            for cell in _REPEATED_CELL.findall(body)
            if b"value-type" in cell
        )
        repeated = _ROWS.search(attributes)
        cells += width * (int(repeated[1]) if repeated else 1)
    return cells
