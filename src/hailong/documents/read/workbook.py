"""The cells of a workbook as text, by calamine; run as a module it reads a file from standard input.

Old .xls files are read in a process of their own: a damaged one can make the reader ask for any amount of memory,
which ends the process it runs in. `python -m hailong.documents.read.workbook` takes the file's bytes and answers JSON.
"""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass

import python_calamine

from hailong.documents.anatomy import Unreadable
from hailong.documents.read.values import value_text

TIME_LIMIT = 120.0
"""Seconds for reading one old workbook; the largest (65,536 rows) takes a few."""

Range = tuple[tuple[int, int], tuple[int, int]]

_CURE = "Hãy mở bằng Excel hoặc LibreOffice, lưu lại thành .xlsx rồi thử lại."


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of texts from its first row, merged ranges ((row, column), (row, column)) from 0."""

    name: str
    visible: bool
    rows: list[list[str]]
    merged: list[Range]


def read_here(data: bytes, progress: Callable[[int, int], None] | None = None) -> list[Sheet]:
    """The sheets of a workbook, read in this process; hidden ones have no rows; Unreadable where it is broken."""
    sheets = []
    try:
        with python_calamine.load_workbook(io.BytesIO(data)) as book:
            metas = book.sheets_metadata
            for done, meta in enumerate(metas, start=1):
                sheets.append(_sheet(book, meta))
                if progress:
                    progress(done, len(metas))
    except python_calamine.PasswordError as error:
        raise Unreadable("Bảng tính có mật khẩu nên không đọc được", cure="Hãy bỏ mật khẩu rồi lưu lại.") from error
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the Rust reader is no Exception
        raise _broken() from error
    return sheets


def _sheet(book: python_calamine.CalamineWorkbook, meta: python_calamine.SheetMetadata) -> Sheet:
    visible = meta.visible == python_calamine.SheetVisibleEnum.Visible
    if not visible or meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
        return Sheet(meta.name, visible, [], [])
    sheet = book.get_sheet_by_name(meta.name)
    rows = [[value_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    return Sheet(meta.name, visible, rows, list(sheet.merged_cell_ranges or []))


def _broken() -> Unreadable:
    return Unreadable("Bảng tính hỏng hoặc bị cắt cụt", cure=_CURE)


def read_apart(data: bytes) -> list[Sheet]:
    """As `read_here`, in a process of its own whose end does no harm."""
    command = [sys.executable, "-m", __name__]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=TIME_LIMIT, check=False)
    except subprocess.TimeoutExpired as error:
        raise Unreadable("Bảng tính đọc quá lâu", cure=_CURE) from error
    if done.returncode:
        raise _broken()
    answer = json.loads(done.stdout)
    if "message" in answer:
        raise Unreadable(answer["message"], cure=answer["cure"])
    return [Sheet(each["name"], each["visible"], each["rows"], _ranges(each["merged"])) for each in answer["sheets"]]


def _ranges(merged: list[list[list[int]]]) -> list[Range]:
    return [((first[0], first[1]), (last[0], last[1])) for first, last in merged]


def answer(data: bytes) -> bytes:
    """What the process of its own prints: the sheets, or why there are none."""
    try:
        found: dict[str, object] = {"sheets": [asdict(sheet) for sheet in read_here(data)]}
    except Unreadable as refused:
        found = {"message": refused.message, "cure": refused.cure}
    return json.dumps(found).encode()


if __name__ == "__main__":
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
