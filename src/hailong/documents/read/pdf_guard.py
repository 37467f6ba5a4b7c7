"""PDF files looked over before they are parsed: cut short, encrypted, or packed to burst."""

import re
import zlib

from hailong.documents.anatomy import Unreadable

MAX_STREAM = 256 << 20
"""Bytes of one stream once inflated (256 MiB): a page of text has some kilobytes, a full-page picture 100 MB."""
MAX_STREAMS = 1 << 30
"""Bytes of all deflated streams together (1 GiB)."""

_STREAM = re.compile(rb"stream\r?\n")
_TWICE = re.compile(rb"/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl|LZWDecode|RunLengthDecode)\b")
_CHUNK = 1 << 20
_CURE = "Hãy in lại ra PDF từ tệp gốc rồi thử lại."


def refuse_bursting(data: bytes) -> None:
    """Unreadable where a stream inflates beyond MAX_STREAM, all beyond MAX_STREAMS, or is deflated twice."""
    if _TWICE.search(data):
        raise Unreadable("PDF nén nhiều lớp nên không mở, để bảo vệ máy", cure=_CURE)
    total = 0
    for found in _STREAM.finditer(data):
        if data[found.end() : found.end() + 1] in (b"\x78", b"\x58", b"\x68", b"\x48"):
            total += _inflated(data, found.end())
            if total > MAX_STREAMS:
                raise Unreadable("PDF bung ra lớn bất thường nên không mở, để bảo vệ máy", cure=_CURE)


def _inflated(data: bytes, start: int) -> int:
    unpacker, size, at = zlib.decompressobj(), 0, start
    rest = b""
    try:
        while not unpacker.eof and (rest or at < len(data)):
            if not rest:
                rest, at = data[at : at + _CHUNK], at + _CHUNK
            size += len(unpacker.decompress(rest, _CHUNK))
            rest = unpacker.unconsumed_tail
            if size > MAX_STREAM:
                raise Unreadable("PDF bung ra lớn bất thường nên không mở, để bảo vệ máy", cure=_CURE)
    except zlib.error:
        return size  # not a deflated stream, or a damaged one: the parser will say so
    return size
