"""Evidence: told by its bytes, kept once and whole, refused with a reason, looked after."""

import hashlib
import io
import os
import zipfile
from datetime import timedelta

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trial
from hypothesis import strategies as st
from PIL import Image
from tests.agency.cast import NOW, person, unit, viewer

from hailong.agency import evidence
from hailong.agency.evidence import kinds
from hailong.agency.faults import Refused
from hailong.agency.models import Evidence, Line
from hailong.agency.people.rights import PASSER_BY, Forbidden

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 300 + b"PE\x00\x00" + b"\x00" * 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def _saved(save) -> bytes:
    kept = io.BytesIO()
    save(kept)
    return kept.getvalue()


def _picture(kind: str) -> bytes:
    return _saved(lambda kept: Image.new("RGB", (8, 8), "red").save(kept, kind))


def _zip(**parts: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


DOCX = _saved(docx.Document().save)
XLSX = _saved(openpyxl.Workbook().save)
TYPES = b'<?xml version="1.0"?><Types>%s</Types>'
ODT = _zip(**{"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"})
WORD = {"word/document.xml": b"<a/>", "[Content_Types].xml": TYPES % b""}
OFFICE = "application/vnd.openxmlformats-officedocument."


@pytest.fixture
def ward(settings, tmp_path):
    settings.EVIDENCE = tmp_path / "evidence"
    return unit("90001", name="Phường Sông Xanh", kind="commune")


@pytest.fixture
def officer(ward):
    return viewer(person(), officer=ward)


@pytest.fixture
def add(ward, officer):
    def one(data: bytes, name: str, **values):
        return evidence.add(**({"data": data, "name": name, "unit": ward, "by": officer, "now": NOW} | values))

    return one


def _files(folder):
    return [file for file in folder.rglob("*") if file.is_file()]


@pytest.mark.parametrize(
    ("data", "name", "mime"),
    [
        (PDF, "Biên bản.pdf", "application/pdf"),
        (DOCX, "Báo cáo.DOCX", f"{OFFICE}wordprocessingml.document"),
        (XLSX, "Bảng.xlsx", f"{OFFICE}spreadsheetml.sheet"),
        (_zip(**{"ppt/presentation.xml": b"<a/>"}), "Tóm tắt.pptx", f"{OFFICE}presentationml.presentation"),
        (ODT, "Báo cáo.odt", "application/vnd.oasis.opendocument.text"),
        (_picture("jpeg"), "anh.jpg", "image/jpeg"),
        (_picture("png"), "anh.png", "image/png"),
        (_picture("webp"), "anh.webp", "image/webp"),
        ("Đã niêm yết tại sảnh.\n".encode(), "ghi chú.txt", "text/plain"),
        ("MZ: mã của khu phố, BM: mã bưu điện\n".encode(), "mã.txt", "text/plain"),
        ("Đã niêm yết\n".encode("utf-16"), "ghi chú.txt", "text/plain"),
        (b"a;b\n1;2\n3;4\n5;6\n", "so.csv", "text/csv"),
    ],
    ids=lambda value: value if isinstance(value, str) and "/" not in value else "",
)
def test_a_file_is_kept_with_its_kind_told_by_its_bytes(add, data, name, mime):
    """Read back, it is the same to the byte."""
    made = add(data, name)

    kept = Evidence.objects.get(pk=made.pk)
    assert (kept.kind, kept.name, kept.size, kept.added) == (mime, name, len(data), NOW)
    with evidence.open_file(kept) as file:
        assert file.read() == data
    assert list(evidence.problems()) == []


def test_adding_is_told_in_the_journal(add, ward):
    """Who, where, and the hash of what."""
    made = add(PDF, "bien-ban.pdf")

    line = Line.objects.get()
    assert (line.verb, line.thing, line.path, line.role) == ("evidence.add", str(made.pk), "/90001/", "officer")
    assert line.after["sha256"] == hashlib.sha256(PDF).hexdigest()


REFUSED = {
    "a program named PDF": (EXE, "bien-ban.pdf", r"“bien-ban\.pdf” thật ra là chương trình Windows"),
    "a program with a PDF inside": (EXE + PDF, "bien-ban.pdf", "chương trình Windows"),
    "a Linux program": (b"\x7fELF\x02\x01\x01" + b"\0" * 600, "bien-ban.pdf", "chương trình"),
    "a ZIP": (_zip(**{"a.txt": b"a"}), "tai-lieu.docx", "tệp nén ZIP"),
    "a RAR": (b"Rar!\x1a\x07\x00" + b"\0" * 300, "tai-lieu.docx", "tệp nén RAR"),
    "an old Word file": (OLE + "WordDocument".encode("utf-16-le") + b"\0\0", "cu.doc", r"Word đời cũ"),
    "an old Excel file": (OLE + "Workbook".encode("utf-16-le") + b"\0\0", "cu.xls", r"Excel đời cũ"),
    "a locked file": (OLE + "EncryptedPackage".encode("utf-16-le") + b"\0\0", "kin.docx", "mật khẩu"),
    "a page": (b"<html><script>alert(1)</script></html>", "trang.txt", "trang web"),
    "an animation": (_picture("gif"), "anh.jpg", "ảnh GIF"),
    "a film": (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 300, "phim.mp4", "phim"),
    "noise": (bytes(range(256)) * 4, "la.bin", "mã nhị phân"),
    "a macro": (_zip(**WORD, **{"word/vbaProject.bin": b"x"}), "mau.docx", "macro"),
    "a macro by its type": (
        _zip(**{"xl/workbook.xml": b"<a/>", "[Content_Types].xml": TYPES % b"sheet.macroEnabled.main+xml"}),
        "mau.xlsx", "macro",
    ),
    "an OpenDocument macro": (
        _zip(**{"mimetype": b"application/vnd.oasis.opendocument.text", "Basic/Standard/M.xml": b"<a/>"}),
        "mau.odt", "macro",
    ),
    "a cut file": (DOCX[:900], "cut.docx", "cắt cụt"),
    "nothing": (b"", "rong.pdf", "trống"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_taken_in_is_refused_naming_what_it_is_and_the_cure(add, ward, settings, case):
    """Neither row nor bytes are kept."""
    data, name, said = REFUSED[case]

    with pytest.raises(Refused, match=said) as refused:
        add(data, name)

    assert refused.value.cure
    assert not Evidence.objects.exists()
    assert _files(settings.EVIDENCE) == []


def test_a_file_too_large_is_refused_with_the_most_allowed(add):
    """From memory or from a file, of which no more than that is read."""
    large = PDF + b"\0" * (20 << 20)

    with pytest.raises(Refused, match="tối đa 20 MB"):
        add(large, "lon.pdf")
    with io.BytesIO(large) as file, pytest.raises(Refused, match="tối đa 20 MB"):
        add(file, "lon.pdf")


def test_a_document_that_was_read_into_a_plan_may_be_larger_and_of_more_kinds(add):
    """A page or an old workbook was read already; what runs is refused even so."""
    page = add(b"<html><table><tr><td>1</td></tr></table></html>", "ke-hoach.htm", source=True)
    large = add(PDF + b"\0" * (20 << 20), "ke-hoach.pdf", source=True)

    assert (page.kind, large.size) == ("text/html", len(PDF) + (20 << 20))
    with pytest.raises(Refused, match="macro"):
        add(_zip(**WORD, **{"word/vbaProject.bin": b"x"}), "mau.docm", source=True)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("C:\\Van ban\\Ke\u0302\u0301 hoa\u0323ch.pdf", "Kế hoạch.pdf"),
        ("../../etc/bao cao.pdf", "bao cao.pdf"),
        ("a\x00b\u202egpj.pdf", "a b gpj.pdf"),
        ("bao:cao?.pdf", "bao_cao_.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("bao-cao.docx", "bao-cao.pdf"),
        ("chay.bat", "chay.bat.pdf"),
        ("Kế hoạch 01.2025", "Kế hoạch 01.2025.pdf"),
        ("\x00\n", "minh-chung.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_a_name_is_cleaned_and_ends_as_its_kind_does(add, given_name, kept):
    """No path, nothing unseen, nothing that a system refuses, nothing that runs at a click."""
    assert add(PDF, given_name).name == kept


def test_the_same_content_is_kept_once(add, settings):
    """Under two names, by two rows."""
    first, second = add(PDF, "mot.pdf"), add(PDF, "hai.pdf")

    assert (first.sha256, first.name, second.name) == (second.sha256, "mot.pdf", "hai.pdf")
    assert len(_files(settings.EVIDENCE)) == 1


def test_who_may_do_nothing_in_the_unit_adds_nothing(add, ward):
    """A passer-by, an auditor, an officer of another unit."""
    other = viewer(person("minh"), officer=unit("90002"))
    auditor = viewer(person("hoa"), auditor=ward)

    for by in (PASSER_BY, other, auditor):
        with pytest.raises(Forbidden):
            add(PDF, "bien-ban.pdf", by=by)
    assert not Evidence.objects.exists()


def test_gone_and_changed_bytes_are_found_and_mended_by_adding_again(add, settings):
    """Each row that shows them is named."""
    gone, changed = add(PDF, "mat.pdf"), add(DOCX, "doi.docx")
    (settings.EVIDENCE / gone.sha256[:2] / gone.sha256[2:]).unlink()
    (settings.EVIDENCE / changed.sha256[:2] / changed.sha256[2:]).write_bytes(b"khac")

    said = sorted(evidence.problems())
    assert len(said) == 2
    assert "“doi.docx” thêm ngày 03/10/2025: nội dung tệp đã bị đổi" in said[0]
    assert "“mat.pdf” thêm ngày 03/10/2025: không còn tệp" in said[1]
    with pytest.raises(Refused, match="không còn trên máy chủ"):
        evidence.open_file(gone)

    add(PDF, "lai.pdf")
    add(DOCX, "lai.docx")
    assert list(evidence.problems()) == []


def test_files_without_a_row_are_swept_after_a_day(add, settings):
    """Those that a row names and those of today stay; a second sweep finds nothing."""
    kept, lost, young = add(PDF, "giu.pdf"), add(DOCX, "bo.docx"), add(XLSX, "moi.xlsx")
    Evidence.objects.filter(pk__in=[lost.pk, young.pk]).delete()
    yesterday = NOW.timestamp() - 25 * 3600
    places = {one.pk: settings.EVIDENCE / one.sha256[:2] / one.sha256[2:] for one in (kept, lost, young)}
    (unfinished := places[lost.pk].with_name("x.part")).write_bytes(b"nua")
    for place in (places[kept.pk], places[lost.pk], unfinished):
        os.utime(place, (yesterday, yesterday))
    os.utime(places[young.pk], (NOW.timestamp(), NOW.timestamp()))

    assert (evidence.sweep(real=NOW), evidence.sweep(real=NOW)) == (2, 0)
    assert sorted(_files(settings.EVIDENCE)) == sorted([places[kept.pk], places[young.pk]])
    assert evidence.sweep(real=NOW + timedelta(days=2)) == 1


def test_what_the_disk_does_not_take_is_refused_and_leaves_nothing(add, settings):
    """Here a folder stands where the file should."""
    sha256 = hashlib.sha256(PDF).hexdigest()
    (settings.EVIDENCE / sha256[:2] / sha256[2:]).mkdir(parents=True)

    with pytest.raises(Refused, match="không ghi được tệp") as refused:
        add(PDF, "bien-ban.pdf")

    assert "người quản trị" in refused.value.cure
    assert _files(settings.EVIDENCE) == []
    assert not Evidence.objects.exists()


def test_an_orphan_taken_up_again_is_young_again(add, settings):
    """So that the sweep does not take it from under a verb."""
    made = add(PDF, "mot.pdf")
    Evidence.objects.all().delete()
    place = settings.EVIDENCE / made.sha256[:2] / made.sha256[2:]
    os.utime(place, (0, 0))

    add(PDF, "hai.pdf")

    assert place.stat().st_mtime > 0


@trial(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(min_size=1, max_size=600) | st.text(min_size=1).map(str.encode), name=st.text(max_size=300))
def test_any_bytes_under_any_name_are_a_kind_or_refused_with_a_cure(data, name):
    """Never a fault; a kept name fits its column and ends as its kind does."""
    kind = _kind_or_cure(data, name)
    if isinstance(kind, str):
        assert kind
        return
    kept = kinds.named(name, kind)
    assert kept.casefold().endswith(tuple(kind["suffixes"]))
    assert len(kept) <= 150
    assert not set(kept) & set('<>:"/\\|?*\0')
    assert kinds.named(kept, kind) == kept


def _kind_or_cure(data, name):
    try:
        return kinds.kind_of(data, name)
    except Refused as refused:
        return refused.cure
