"""ZIP containers opened safely: what an office file is allowed to weigh once inflated, measured before it is parsed."""

import re
import zipfile
import zlib
from io import BytesIO

from hailong.documents.anatomy import Unreadable

MAX_ENTRIES = 10_000
"""Parts in one container; a long Word file with pictures has a few hundred."""
MAX_INFLATED = 1 << 30
"""Bytes of all parts together once inflated (1 GiB): five times the largest file that is taken in."""
MAX_RATIO = 400
"""Inflated bytes per packed byte of one part; office XML stays under 100, a bomb is near 1000."""
RATIO_FROM = 16 << 20
"""The ratio is judged only above this many inflated bytes (16 MiB): small repetitive parts are harmless."""
MAX_XML = 256 << 20
"""Bytes of one XML part (256 MiB): its tree takes several times as much memory."""

_CHUNK = 1 << 20
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)")
_CUT = "Hãy tải hoặc chép lại tệp gốc rồi thử lại."
_UNPACK = "Hãy mở tệp bằng Word hoặc Excel, lưu lại thành tệp mới rồi thử lại."


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The container, every part checked by inflating it within the limits above; Unreadable where one is broken."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable("Tệp bị cắt cụt hoặc hỏng, không mở được phần nén", cure=_CUT) from error
    parts = archive.infolist()
    if len(parts) > MAX_ENTRIES:
        raise _bomb(f"{len(parts)} phần")
    _refuse_overlaps(parts)
    total = 0
    for part in parts:
        total += _weigh(data, part, MAX_INFLATED - total)
    return archive


def _bomb(place: str) -> Unreadable:
    return Unreadable("Tệp nén bung ra lớn bất thường nên không mở, để bảo vệ máy", place=place, cure=_UNPACK)


def _refuse_overlaps(parts: list[zipfile.ZipInfo]) -> None:
    """Parts that share the same packed bytes are the trick of the densest bombs; no honest program writes them."""
    end = 0
    for part in sorted(parts, key=lambda each: each.header_offset):
        if part.header_offset < end:
            raise _bomb(part.filename)
        end = part.header_offset + 30 + part.compress_size


def _weigh(data: bytes, part: zipfile.ZipInfo, budget: int) -> int:
    """Bytes the part really inflates to, whatever its header declares."""
    if part.flag_bits & 0x1:
        raise Unreadable("Tệp nén có mật khẩu", place=part.filename, cure="Hãy bỏ mật khẩu rồi lưu lại.")
    if part.file_size > budget:
        raise _bomb(part.filename)
    packed = _packed(data, part)
    if part.compress_type == _STORED:
        _refuse_declarations(part, packed[:_CHUNK])
        return len(packed)
    if part.compress_type != _DEFLATED:
        raise Unreadable("Tệp nén theo cách lạ", place=part.filename, cure=_UNPACK)
    return _inflate(part, packed, budget)


def _packed(data: bytes, part: zipfile.ZipInfo) -> bytes:
    head = data[part.header_offset : part.header_offset + 30]
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise Unreadable("Tệp bị hỏng ở giữa", place=part.filename, cure=_CUT)
    start = part.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    packed = data[start : start + part.compress_size]
    if len(packed) < part.compress_size:
        raise Unreadable("Tệp bị cắt cụt", place=part.filename, cure=_CUT)
    return packed


def _inflate(part: zipfile.ZipInfo, packed: bytes, budget: int) -> int:
    unpacker, size, rest = zlib.decompressobj(-15), 0, packed
    limit = min(budget, max(RATIO_FROM, MAX_RATIO * max(1, len(packed))), MAX_XML if _is_xml(part) else budget)
    try:
        while not unpacker.eof:
            chunk = unpacker.decompress(rest, _CHUNK)
            if not size:
                _refuse_declarations(part, chunk)
            size, rest = size + len(chunk), unpacker.unconsumed_tail
            if size > limit:
                raise _bomb(part.filename)
            if not chunk and not rest:
                break
    except zlib.error as error:
        raise Unreadable("Tệp bị hỏng ở giữa", place=part.filename, cure=_CUT) from error
    if size != part.file_size or not unpacker.eof:
        raise Unreadable("Tệp bị hỏng: độ dài không khớp", place=part.filename, cure=_CUT)
    return size


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.casefold().endswith((".xml", ".rels", ".vml"))


def _refuse_declarations(part: zipfile.ZipInfo, start: bytes) -> None:
    """Office formats never declare a document type; who does wants entities to be expanded or fetched."""
    if _is_xml(part) and _DECLARATION.search(start.replace(b"\0", b"")):
        raise Unreadable("Tệp chứa khai báo XML không an toàn nên không mở", place=part.filename, cure=_UNPACK)
