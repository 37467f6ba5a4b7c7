"""The sheets of an XLSForm workbook by their columns, each cell exactly as it stands there, and faults with places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from hailong.agency.faults import CellFault, Refused
from hailong.documents.anatomy import Unreadable
from hailong.documents.read.archive import open_archive
from hailong.documents.read.files import refuse_size
from hailong.documents.read.sheet_bounds import refuse_vast
from hailong.documents.read.workbook import Sheet, read_here
from hailong.lexicon.text import fold
from hailong.measure.questionnaires.form import tidy
from hailong.measure.questionnaires.xlsform.words import SHEETS, words

_QUOTED: Final = 60
_VIETNAMESE: Final = ("(vi)", "viet")
_MOST_ROWS: Final = 20_000
_CURE: Final = "Hãy lưu phiếu thành tệp .xlsx rồi thử lại."


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its name, its heads as printed, in which column each word of the standard stands, and its rows."""

    name: str
    heads: tuple[str, ...]
    columns: dict[str, int]
    rows: tuple[tuple[int, Mapping[str, str]], ...]

    def fault(self, number: int, column: str, message: str, cure: str, *, value: str | None = None) -> CellFault:
        """A fault at a cell, or in the row where the column is missing; rows count from 1."""
        at = self.columns.get(column)
        head = column if at is None else self.heads[at]
        found = dict(self.rows).get(number, {}).get(column, "") if value is None else value
        told = " ".join(found.split())
        short = told if len(told) <= _QUOTED else f"{told[:_QUOTED]}…"
        return CellFault(self.name, number, head, short, _sentence(message), f"{_sentence(cure)}.")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def pages(data: bytes) -> tuple[dict[str, Page], list[CellFault]]:
    """The three sheets by name, and columns that say more than a form here can; settings may be missing.

    Unreadable where it is no workbook; Refused where it is one, but no XLSForm.
    """
    found = {sheet.name.strip().casefold(): sheet for sheet in _sheets(data) if sheet.visible}
    for name in SHEETS[:2]:
        if name not in found:
            raise Refused(f"Tệp không có trang tính “{name}”.", cure="Đưa tệp theo mẫu XLSForm.", field="file")
    made = {name: _page(name, found.get(name)) for name in SHEETS}
    faults = [fault for name in SHEETS[:2] for fault in _strange(made[name], found[name])]
    faults += [fault for page in made.values() for fault in _missing(page)]
    return made, faults


def _sheets(data: bytes) -> list[Sheet]:
    try:
        refuse_size(len(data))
        if not data.startswith(b"PK"):
            raise Unreadable("Đây không phải tệp .xlsx", cure=_CURE)
        open_archive(data).close()
        refuse_vast(data)
        return read_here(data)
    except Unreadable:
        raise
    except Exception as error:  # parsers of others meet damaged files with whatever error comes first
        raise Unreadable("Tệp hỏng nên không đọc được", cure=_CURE) from error


def _page(name: str, sheet: Sheet | None) -> Page:
    rows = sheet.rows if sheet else []
    if len(rows) > _MOST_ROWS:
        message = f"Trang tính “{name}” có {len(rows)} dòng, nhiều nhất {_MOST_ROWS}."
        raise Refused(message, cure="Bỏ các dòng thừa.", field="file")
    heads = tuple(map(tidy, rows[0])) if rows else ()
    columns = _columns(name, heads)
    kept = ((number, _texts(row, columns)) for number, row in enumerate(rows[1:], start=2))
    return Page(name, heads, columns, tuple((number, texts) for number, texts in kept if texts))


def _columns(name: str, heads: tuple[str, ...]) -> dict[str, int]:
    wanted, also = words()["columns"][name], words()["also"]
    found: dict[str, int] = {}
    for at, head in enumerate(heads):
        plain = head.casefold()
        column = also.get(plain, plain)
        if column in wanted:
            found.setdefault(column, at)
    for column in ("label", "hint"):
        if column in wanted and column not in found:
            found.update(_translated(column, heads))
    return found


def _translated(column: str, heads: tuple[str, ...]) -> dict[str, int]:
    """The column in Vietnamese where a workbook has one for each language, else the first."""
    several = [at for at, head in enumerate(heads) if head.casefold().startswith(f"{column}::")]
    ours = [at for at in several if any(mark in fold(heads[at]) for mark in _VIETNAMESE)]
    return {column: (ours or several)[0]} if several else {}


def _texts(row: list[str], columns: Mapping[str, int]) -> dict[str, str]:
    found = {column: tidy(row[at]) for column, at in columns.items() if at < len(row)}
    return {column: text for column, text in found.items() if text}


def _strange(page: Page, sheet: Sheet) -> Iterator[CellFault]:
    """Columns with something in them that we would lose without a word."""
    harmless = words()["harmless"]
    for at, head in enumerate(page.heads):
        plain = head.casefold()
        if at in page.columns.values() or plain in harmless["heads"] or plain.startswith(tuple(harmless["starts"])):
            continue
        filled = ((number, row[at]) for number, row in enumerate(sheet.rows[1:], start=2) if at < len(row))
        for number, text in filled:
            if tidy(text):
                yield page.fault(number, head, "cột này phiếu không dùng", "xoá cột hoặc để trống", value=text)
                break


def _missing(page: Page) -> Iterator[CellFault]:
    for column in words()["needed"][page.name]:
        if column not in page.columns:
            cure = f"thêm cột “{column}” ở dòng 1 và ghi vào"
            yield page.fault(1, column, f"trang tính thiếu cột “{column}”", cure, value="")
