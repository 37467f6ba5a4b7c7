"""Finding our sheet in a file that came back: its head row wherever it stands, its columns in whatever order."""

from collections.abc import Sequence
from dataclasses import dataclass

from hailong.agency.faults import Refused
from hailong.documents.anatomy import Unreadable
from hailong.documents.read.files import read_cells
from hailong.documents.read.workbook import Sheet
from hailong.lexicon.text import fold, nfc, squeeze
from hailong.plan.round_trip.entries import FIELDS, LOCKED
from hailong.plan.round_trip.writing import KEY_HEAD

_HEADS = (*LOCKED, *FIELDS.values(), KEY_HEAD)
_NAME = "bang-tien-do"
AGAIN = "Tải lại bảng từ hệ thống, chép phần đã điền sang rồi đưa lên."
"""What to do with a file that is not the sheet asked for."""


@dataclass(frozen=True, slots=True)
class Page:
    """Our sheet: its name, its rows of texts, the number of its head row from 0, and each head's column from 0."""

    name: str
    rows: Sequence[Sequence[str]]
    head: int
    columns: dict[str, int]

    def text(self, row: int, head: str) -> str:
        """The text of a row under a head; "" beyond the row's end."""
        cells, column = self.rows[row], self.columns[head]
        return nfc(cells[column]) if column < len(cells) else ""

    def letter(self, head: str) -> str:
        """The column of a head as Excel names it."""
        return _letter(self.columns[head])

    def above(self) -> list[str]:
        """Every text above the head."""
        return [text for row in self.rows[: self.head] for text in row if text]


def page_of(data: bytes) -> Page:
    """Our sheet in the file; Refused where the file cannot be read or holds no such sheet."""
    try:
        sheets = read_cells(data, _NAME)
    except Unreadable as error:
        raise Refused(f"{error.message}.", cure=error.cure, field="file") from error
    nearest: list[str] = []
    for sheet in sheets:
        for number, row in enumerate(sheet.rows):
            columns = _columns(row)
            missing = [head for head in _HEADS if head not in columns]
            if not missing:
                return Page(sheet.name, sheet.rows, number, columns)
            if len(missing) < len(_HEADS) // 2 and (not nearest or len(missing) < len(nearest)):
                nearest = missing
    if nearest:
        raise Refused(f"Bảng thiếu cột {', '.join(f'“{head}”' for head in nearest)}.", cure=AGAIN, field="file")
    raise Refused(_no_sheet(sheets), cure=AGAIN, field="file")


def _columns(row: Sequence[str]) -> dict[str, int]:
    wanted = {fold(head): head for head in _HEADS}
    return {wanted[key]: at for at, text in enumerate(row) if (key := fold(squeeze(text))) in wanted}


def _no_sheet(sheets: Sequence[Sheet]) -> str:
    if any(not sheet.visible for sheet in sheets):
        return "Tệp không có bảng tiến độ đang hiện; có trang tính bị ẩn."
    return "Tệp này không phải bảng tiến độ do hệ thống xuất ra."


def _letter(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
