"""Any bytes: told by content, read, or refused with a Vietnamese sentence that names the place and the cure."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.office_samples import HEAD, ROWS, docx_file, page_break, pdf_file, pdf_table, pdf_title, with_part

from hailong.documents.anatomy import Document, Recognisers, Unreadable
from hailong.documents.read import archive, files
from hailong.documents.read.archive import open_archive
from hailong.documents.read.files import read
from hailong.documents.read.sniff import shape_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
CSV = "STT;Nội dung công việc;Thời gian\n1;Rà soát;Quý I\n2;Tập huấn;Quý II\n".encode()


def stream(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\0\0"


@cache
def word() -> bytes:
    return docx_file("KẾ HOẠCH", [HEAD, *ROWS])


@cache
def pdf() -> bytes:
    return pdf_file(pdf_title("KẾ HOẠCH"), pdf_table(HEAD, ROWS))


@cache
def excel() -> bytes:
    book = openpyxl.Workbook()
    for row in (HEAD, *ROWS):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def old_excel() -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("a")
    for number, row in enumerate((HEAD, *ROWS)):
        for column, text in enumerate(row):
            page.write(number, column, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "kind"),
    [(word, "docx"), (pdf, "pdf"), (excel, "sheet"), (old_excel, "sheet"), (lambda: CSV, "sheet")],
)
def test_content_decides_and_not_the_name(make: Callable[[], bytes], kind: str) -> None:
    assert read(make(), "ảnh.jpg").kind == kind


@pytest.mark.parametrize(
    ("data", "shape"),
    [
        (b"  <HTML><table>", "html"),
        (b"\xff\xfe" + "<table><tr>".encode("utf-16-le"), "html"),
        ("KẾ HOẠCH\nNăm 2026\n".encode(), "text"),
        ("BM01: Phiếu khảo sát".encode(), "text"),
        ("KẾ HOẠCH\nNăm 2026\n".encode("utf-16"), "text"),
        ("KẾ HOẠCH\nNăm 2026\n".encode("utf-16-le"), "text"),
        ("Một dòng văn xuôi; có chấm phẩy\n\nI\tMục\nhai dòng\n".encode(), "text"),
        (b"\n%PDF-1.7", "pdf"),
        (OLE + stream("Workbook"), "ole-sheet"),
    ],
)
def test_shapes(data: bytes, shape: str) -> None:
    assert shape_of(data, "a") == shape


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "trống"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "chỉ là ảnh"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "chỉ là ảnh"),
        (b"BM6\x03\0\0", "chỉ là ảnh"),
        (b"{\\rtf1 abc}", "RTF"),
        (OLE + stream("WordDocument"), r"\.doc"),
        (OLE + stream("EncryptedPackage"), "mật khẩu"),
        (OLE, "đời cũ"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"MZ\x90\0", "chương trình"),
        (bytes(range(256)) * 9, "nhị phân"),
        (b"PK\x03\x04 no directory", "cắt cụt"),
        (word()[: len(word()) // 2], "cắt cụt"),
        (excel()[:-30], "cắt cụt"),
        (b"%PDF-1.7\nnothing", "cắt cụt"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as caught:
        read(data, "tệp")
    assert caught.value.cure


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("_", "/"), content)
    return out.getvalue()


def test_other_zip_files_are_named() -> None:
    for entry, said in (("ppt_slides", "PowerPoint"), ("a.txt", "tệp nén"), ("content.xml", "OpenDocument")):
        with pytest.raises(Unreadable, match=said):
            read(zipped(**{entry: b"<a/>"}), "a.zip")


def test_a_file_over_the_limit_is_refused_with_its_size_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 3 << 20)
    with pytest.raises(Unreadable, match="nặng 4 MB"):
        read(bytes(4 << 20), "to.pdf")


def test_a_part_that_inflates_beyond_all_ratio_is_refused() -> None:
    with pytest.raises(Unreadable, match="lớn bất thường"):
        read(zipped(word_document=b"a" * (40 << 20)), "bom.docx")


def test_a_part_that_declares_less_than_it_inflates_to_is_refused() -> None:
    honest = zipped(word_document=b"a" * 5000)
    lying = honest.replace(struct.pack("<I", 5000), struct.pack("<I", 50))
    with pytest.raises(Unreadable, match="hỏng"):
        open_archive(lying)


def test_all_parts_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_INFLATED", 5000)
    with pytest.raises(Unreadable, match="lớn bất thường"):
        open_archive(zipped(a=b"a" * 3000, b=b"b" * 3000))


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ENTRIES", 2)
    with pytest.raises(Unreadable, match="3 phần"):
        open_archive(zipped(a=b"1", b=b"2", c=b"3"))


def test_parts_that_share_their_bytes_are_refused() -> None:
    honest = bytearray(zipped(a=b"x" * 99, b=b"y" * 99))
    second = honest.rindex(b"PK\x01\x02")
    honest[second + 42 : second + 46] = struct.pack("<I", 1)
    with pytest.raises(Unreadable, match="lớn bất thường"):
        open_archive(bytes(honest))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_declared_in_a_part_are_refused(encoding: str) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>'.encode(encoding)
    with pytest.raises(Unreadable, match="không an toàn"):
        read(with_part(word(), "word/document.xml", laughs), "a.docx")


def test_stored_and_strange_compression() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.xml", "<a/>")
    assert open_archive(out.getvalue()).namelist() == ["a.xml"]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("a.xml", "<a/>")
    with pytest.raises(Unreadable, match="cách lạ"):
        open_archive(out.getvalue())


def test_an_encrypted_part_is_refused() -> None:
    locked = bytearray(zipped(a=b"1"))
    for magic, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        locked[locked.index(magic) + offset] |= 1
    with pytest.raises(Unreadable, match="mật khẩu"):
        open_archive(bytes(locked))


def attempt(data: bytes) -> Document | Unreadable:
    """What reading gives; any other exception is a failure of the test."""
    try:
        return read(data, "tệp")
    except Unreadable as refused:
        return refused


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", OLE[:8], b"<html>", b"{"]), st.binary(max_size=400))
def test_random_bytes_give_a_document_or_a_refusal(start: bytes, rest: bytes) -> None:
    found = attempt(start + rest)
    assert isinstance(found, Document) or found.cure


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([word, pdf, excel, old_excel]), st.integers(0, 2**32), st.floats(0, 1), st.integers(0, 12))
def test_damaged_files_give_a_document_or_a_refusal(
    make: Callable[[], bytes], seed: int, kept: float, flips: int
) -> None:
    data = bytearray(make())
    if seed % 3 == 0:
        del data[int(kept * len(data)) :]
    chance = random.Random(seed)
    for _ in range(flips if data else 0):
        data[chance.randrange(len(data))] = chance.randrange(256)
    found = attempt(bytes(data))
    assert isinstance(found, Document) or found.cure


def flipped_inside(data: bytes, entry: str, seed: int) -> bytes:
    """The container repacked with bytes of one part changed, so that checksums hold and the parser meets the damage."""
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        content = bytearray(held.read(entry))
    chance = random.Random(seed)
    for _ in range(chance.randrange(1, 6)):
        content[chance.randrange(len(content))] = chance.choice(b"<>/&\"' 0aw:")
    return with_part(data, entry, bytes(content))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_damaged_xml_gives_a_document_or_a_refusal(seed: int) -> None:
    data = (
        flipped_inside(word(), "word/document.xml", seed)
        if seed % 2
        else flipped_inside(excel(), "xl/worksheets/sheet1.xml", seed)
    )
    found = attempt(data)
    assert isinstance(found, Document) or found.cure


def test_an_error_of_any_kind_underneath_is_a_refusal() -> None:
    def fail(_text: str) -> float:
        raise ZeroDivisionError

    further = ("", "Việc khác", "Báo cáo", "Sở", "", "Quý I/2026")
    data = pdf_file(pdf_table(HEAD, ROWS[:1]), page_break(), pdf_table(HEAD, [further]))
    with pytest.raises(Unreadable, match="hỏng"):
        read(data, "a", Recognisers(deadline=fail))


def test_delimited_lines_are_a_sheet_whatever_the_name() -> None:
    assert shape_of(b"a\tb\n1\t2\n3\t4\n", "a.txt") == "csv"
    assert shape_of(b"a;b", "a.CSV") == "csv"
    assert shape_of(b"a;b", "a.txt") == "text"


def test_a_part_cut_short_is_refused() -> None:
    broken = bytearray(zipped(a=b"x" * 99))
    at = broken.index(b"PK\x01\x02")
    broken[at + 20 : at + 24] = struct.pack("<I", 10_000)
    with pytest.raises(Unreadable, match="cắt cụt"):
        open_archive(bytes(broken))


def test_an_error_of_a_foreign_parser_is_a_refusal() -> None:
    packed = zlib.compress(b"BT /F1 12 Tf (a) Tj ET")
    odd = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    odd += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 x]/Contents 4 0 R>>endobj\n4 0 obj<</Length %d" % len(packed)
    odd += b"/Filter/FlateDecode>>stream\n" + packed + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    with pytest.raises(Unreadable):
        read(odd, "a.pdf")
