"""What a file is, told by its bytes and not by its name."""

import re
from typing import Literal

from hailong.documents.anatomy import Unreadable
from hailong.lexicon.encodings import decode

Shape = Literal["docx", "zip-sheet", "ole-sheet", "pdf", "html", "csv", "text"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")  # the last two are words too
_OTHER = {
    b"Rar!": "tệp nén RAR",
    b"7z\xbc\xaf": "tệp nén 7z",
    b"\x1f\x8b\x08": "tệp nén gzip",
    b"MZ": "chương trình Windows",
    b"\x7fELF": "chương trình",
    b"SQLite format 3": "cơ sở dữ liệu",
    b"\0\0\x01\0": "biểu tượng",
}
_HTML = re.compile(rb"<\s*(!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_DELIMITERS = (b"\t", b";", b",")
_SHEET_NAMES = (".csv", ".tsv", ".xls", ".xlsx", ".ods", ".xlsm")

_SAMPLE = 1 << 16  # bytes looked at to tell text from other things; even, for the sake of UTF-16
_KINDS = "Hãy đưa tệp .docx, .pdf, .txt, .xlsx, .xls, .ods hoặc .csv."


def shape_of(data: bytes, name: str, entries: tuple[str, ...] = ()) -> Shape:
    """The shape of a file; entries are the names in its ZIP container, if it is one; Unreadable for the others."""
    head = data[:8192]
    if head.startswith(b"PK"):
        return _zip_shape(entries, head)
    if head.startswith(_OLE):
        return _ole_shape(data)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    _refuse_known(head)
    if _HTML.search(head.replace(b"\0", b"")[:4096]):
        return "html"
    _refuse_binary(data)
    return "csv" if _is_csv(data, name) else "text"


def _zip_shape(entries: tuple[str, ...], head: bytes) -> Shape:
    names = {entry.replace("\\", "/").casefold() for entry in entries}
    if any(entry.startswith("word/document") for entry in names):
        return "docx"
    if any(entry.startswith("xl/workbook") for entry in names) or b"opendocument.spreadsheet" in head[:200]:
        return "zip-sheet"
    if "content.xml" in names:
        raise Unreadable("Đây là tệp OpenDocument, không phải bảng tính", cure="Hãy lưu lại thành .docx hoặc .ods.")
    if any(entry.startswith("ppt/") for entry in names):
        raise Unreadable("Đây là bài trình chiếu PowerPoint", cure=_KINDS)
    raise Unreadable(
        "Đây là tệp nén, không phải văn bản hay bảng tính", cure="Hãy giải nén rồi đưa từng tệp bên trong."
    )


def _ole_shape(data: bytes) -> Shape:
    """Old Office containers keep their stream names as UTF-16 in a directory sector."""
    if _has_stream(data, "EncryptedPackage"):
        raise Unreadable("Tệp có mật khẩu nên không đọc được", cure="Hãy mở tệp, bỏ mật khẩu mở tệp rồi lưu lại.")
    if _has_stream(data, "WordDocument"):
        raise Unreadable(
            "Đây là tệp Word đời cũ (.doc)", cure="Hãy mở bằng Word hoặc LibreOffice và lưu lại thành .docx."
        )
    if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
        return "ole-sheet"
    raise Unreadable("Đây là tệp Office đời cũ không nhận ra loại, hoặc bị cắt cụt", cure=_KINDS)


def _has_stream(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") + b"\0\0" in data


def _refuse_known(head: bytes) -> None:
    binary = b"\0" in head[:64]
    if head.startswith(_PICTURES) and (binary or not head.startswith((b"BM", b"RIFF"))):
        raise Unreadable(
            "Tệp chỉ là ảnh; bản quét (scan) chưa đọc được",
            cure="Hãy xin tệp .docx hoặc PDF có chữ từ nơi ban hành.",
        )
    if head.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("Đây là tệp RTF", cure="Hãy mở bằng Word hoặc LibreOffice và lưu lại thành .docx.")
    for magic, what in _OTHER.items():
        if head.startswith(magic) and (binary or len(magic) > 2):
            raise Unreadable(f"Đây là {what}, không phải văn bản hay bảng tính", cure=_KINDS)


def _refuse_binary(data: bytes) -> None:
    """Text decodes into letters: hardly a control character, hardly a byte without meaning."""
    text = decode(data[:_SAMPLE]).text
    odd = sum(char == "\ufffd" or (char < " " and char not in "\t\n\v\f\r") for char in text)
    if odd > len(text) // 100:
        raise Unreadable("Tệp không phải văn bản: chứa mã nhị phân không nhận ra được", cure=_KINDS)


def _is_csv(data: bytes, name: str) -> bool:
    """Named so, or every line parted by the same number of the same delimiter (a text with one table is not)."""
    if name.casefold().endswith(_SHEET_NAMES):
        return True
    lines = [line for line in data[:_SAMPLE].replace(b"\0", b"").splitlines()[:200] if line.strip()]
    return len(lines) > 2 and any(_even(lines, delimiter) for delimiter in _DELIMITERS[:2])


def _even(lines: list[bytes], delimiter: bytes) -> bool:
    counts = [line.count(delimiter) for line in lines]
    return counts[0] > 0 and sum(count == counts[0] for count in counts) >= 0.9 * len(counts)
