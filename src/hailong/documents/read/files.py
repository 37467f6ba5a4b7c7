"""Any file an office sends, told by its content and read; or refused with the place and the cure."""

from collections.abc import Callable

from hailong.documents.anatomy import Document, Recognisers, Unreadable
from hailong.documents.read.archive import open_archive
from hailong.documents.read.docx import read_docx
from hailong.documents.read.html import read_html
from hailong.documents.read.pdf import read_pdf
from hailong.documents.read.sheet_bounds import refuse_vast
from hailong.documents.read.sheets import read_csv, read_sheets
from hailong.documents.read.sniff import shape_of
from hailong.documents.read.text import read_text
from hailong.documents.read.workbook import Sheet, read_apart, read_here

MAX_BYTES = 100 << 20
"""The largest file that is taken in (100 MiB); a plan of 300 pages with pictures stays under 30."""

_NOBODY = Recognisers()


def read(
    data: bytes, name: str, recognise: Recognisers = _NOBODY, progress: Callable[[int, int], None] | None = None
) -> Document:
    """Read a file whose content is data; name only labels it. Raises Unreadable, and nothing else, on any bytes."""
    refuse_size(len(data))
    try:
        return _read(data, name, recognise, progress)
    except Unreadable:
        raise
    except Exception as error:  # parsers of others meet damaged files with whatever error comes first
        message = "Tệp hỏng hoặc không đúng định dạng nên không đọc được"
        raise Unreadable(message, cure="Hãy mở tệp bằng phần mềm gốc, lưu lại thành tệp mới rồi thử lại.") from error


def read_cells(data: bytes, name: str) -> list[Sheet]:
    """The sheets of a workbook as rows of texts, for one that we gave out ourselves; raises Unreadable only."""
    refuse_size(len(data))
    try:
        entries: tuple[str, ...] = ()
        if data.startswith(b"PK"):
            with open_archive(data) as archive:
                entries = tuple(archive.namelist())
        if shape_of(data, name, entries) not in ("zip-sheet", "ole-sheet"):
            raise Unreadable("Đây không phải tệp Excel", cure="Hãy đưa lại tệp .xlsx đã tải về và điền.")
        refuse_vast(data)
        return read_here(data) if data.startswith(b"PK") else read_apart(data)
    except Unreadable:
        raise
    except Exception as error:  # as above
        raise Unreadable("Bảng tính hỏng nên không đọc được", cure="Hãy mở, lưu lại rồi đưa lên lần nữa.") from error


def refuse_size(size: int) -> None:
    """Unreadable where a file of so many bytes is empty or over MAX_BYTES; doors ask before they load it."""
    if size == 0:
        raise Unreadable("Tệp trống (0 byte)", cure="Hãy tải hoặc chép lại tệp gốc.")
    if size > MAX_BYTES:
        megabytes = f"{size / (1 << 20):.0f} MB"
        raise Unreadable(
            f"Tệp nặng {megabytes}, quá lớn", cure=f"Mỗi tệp tối đa {MAX_BYTES >> 20} MB; hãy tách hoặc bỏ bớt ảnh."
        )


def _read(data: bytes, name: str, recognise: Recognisers, progress: Callable[[int, int], None] | None) -> Document:
    entries: tuple[str, ...] = ()
    if data.startswith(b"PK"):
        with open_archive(data) as archive:
            entries = tuple(archive.namelist())
    match shape_of(data, name, entries):
        case "docx":
            return read_docx(data, name, recognise, progress)
        case "zip-sheet" | "ole-sheet":
            return read_sheets(data, name, progress)
        case "pdf":
            return read_pdf(data, name, recognise, progress)
        case "html":
            return read_html(data, name)
        case "csv":
            return read_csv(data, name)
        case "text":
            return read_text(data, name, recognise, progress)
