"""The bytes of evidence in the evidence folder, each content once: written whole or not at all, read, looked after."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings

from hailong.agency.evidence.kinds import policy
from hailong.agency.faults import Refused
from hailong.agency.models import Evidence

_UNFINISHED: Final = ".part"
_AT_ONCE: Final = 500
"""Hashes asked for in one query; SQLite binds no more than some thousands."""


def _place(sha256: str) -> Path:
    """Where the bytes with that hash lie: two levels, so that no folder grows without end."""
    return Path(settings.EVIDENCE) / sha256[:2] / sha256[2:]


def keep(data: bytes, sha256: str) -> None:
    """Keep the bytes under their hash, surely on the disk when this returns; whole already, they are only touched.

    Refused where the disk does not take them; then nothing is left of them.
    """
    place = _place(sha256)
    try:
        if _digest(place) == sha256:
            os.utime(place)  # young again: the sweep leaves it to the row about to be written
        else:
            _write(data, place)
    except OSError as reason:
        cure = "Gửi lại sau; nếu vẫn vậy, báo người quản trị xem ổ đĩa và quyền ghi của thư mục minh chứng."
        raise Refused(f"Máy chủ không ghi được tệp ({reason.strerror}).", cure=cure) from reason


def _write(data: bytes, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    number, made = tempfile.mkstemp(suffix=_UNFINISHED, dir=place.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(made, place)
    except BaseException:
        with suppress(OSError):
            os.unlink(made)
        raise
    _sync_folders(place)


def _sync_folders(place: Path) -> None:
    """The names too are on the disk; Windows writes them with the file and opens no folder."""
    if os.name != "posix":
        return
    for folder in (place.parent, place.parent.parent):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _digest(place: Path) -> str | None:
    """The hash of the bytes that lie there; None where there are none."""
    try:
        with place.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def open_file(evidence: Evidence) -> BinaryIO:
    """The bytes, to be closed by the caller; Refused where they are gone."""
    try:
        return _place(evidence.sha256).open("rb")
    except OSError:
        cure = "Báo người quản trị: lấy lại thư mục minh chứng từ bản sao lưu."
        raise Refused(f"Tệp “{evidence.name}” không còn trên máy chủ.", cure=cure) from None


def problems() -> Iterator[str]:
    """Evidence whose bytes are gone or changed, one Vietnamese sentence each; reads every file."""
    rows = Evidence.objects.order_by("sha256").values_list("sha256", "name", "added")
    checked, found = "", None
    for sha256, name, added in rows.iterator():
        if sha256 != checked:
            checked, found = sha256, _digest(_place(sha256))
        if found != sha256:
            fault = "không còn tệp" if found is None else "nội dung tệp đã bị đổi"
            yield f"minh chứng “{name}” thêm ngày {added:%d/%m/%Y}: {fault}; lấy lại từ bản sao lưu"


def sweep(*, real: datetime) -> int:
    """Delete the files that no row names and that have lain for a day by the real clock; how many."""
    before = real.timestamp() - policy()["orphan_hours"] * 3600
    old = (file for file in Path(settings.EVIDENCE).glob("??/*") if _changed(file) < before)
    swept = 0
    while some := list(islice(old, _AT_ONCE)):
        hashes = {file.parent.name + file.name for file in some}
        named = set(Evidence.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
        for file in some:
            # Looked at once more: a verb may have taken it up meanwhile.
            if file.parent.name + file.name not in named and _changed(file) < before:
                swept += _deleted(file)
    return swept


def _changed(file: Path) -> float:
    """When it was last written or taken up, in seconds of the system's clock; endless where it is gone."""
    try:
        return file.stat().st_mtime
    except OSError:
        return float("inf")


def _deleted(file: Path) -> bool:
    """Whether it could be deleted; on Windows not while somebody reads it."""
    try:
        file.unlink()
    except OSError:
        return False
    return True
