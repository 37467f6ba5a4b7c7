"""What a file is, by its bytes; what it may be called; and whether it is taken in at all. No database."""

import re
import tomllib
from functools import cache
from importlib import resources
from pathlib import PurePosixPath
from typing import Any, Final, NoReturn
from zipfile import ZipFile

import filetype

from hailong.agency.faults import Refused
from hailong.documents.anatomy import Unreadable
from hailong.documents.read.archive import open_archive
from hailong.documents.read.sniff import shape_of
from hailong.lexicon.text import squeeze

NAMELESS: Final = "minh-chung"
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*]')
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
"""Names that Windows keeps for devices, whatever follows the dot."""
_RENAMED: Final = re.compile(r"\.[A-Za-z0-9]{1,5}")
"""What counts as a suffix: of "Kế hoạch 01.2025 bản cuối" nothing does."""


@cache
def policy() -> dict[str, Any]:
    """The whole table."""
    source = resources.files("hailong.agency") / "data" / "evidence.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def cleaned(name: str) -> str:
    """The last part of a path as a name that every system can keep; "" where nothing is left."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = squeeze("".join(letter if letter.isprintable() else " " for letter in last))
    shown = _FORBIDDEN.sub("_", shown).strip(" .")
    return f"_{shown}" if _RESERVED.match(shown) else shown


def named(name: str, kind: dict[str, Any]) -> str:
    """A clean name with a suffix of its kind, so that a click opens what the file is and runs nothing."""
    shown = cleaned(name) or NAMELESS
    stem, suffix = shown, PurePosixPath(shown).suffix
    if suffix.casefold() in kind["suffixes"]:
        stem, end = shown[: -len(suffix)], suffix
    else:
        if suffix.casefold() in _known_suffixes():
            stem = shown[: -len(suffix)]
        end = kind["suffixes"][0]
    return stem[: policy()["name_most"] - len(end)] + end


@cache
def _known_suffixes() -> frozenset[str]:
    return frozenset(suffix for kind in policy()["kind"] for suffix in kind["suffixes"])


def kind_of(data: bytes, name: str, *, source: bool = False) -> dict[str, Any]:
    """The row of the table that the bytes belong to; Refused, naming what was found, for all others.

    `source` allows the further kinds that this program's readers read.
    """
    shown = cleaned(name) or NAMELESS
    try:
        kind = _kind(data, shown)
    except Unreadable as reason:
        raise Refused(f"Không nhận tệp “{shown}”. {reason.message}.", cure=_cure(reason.cure)) from None
    if kind.get("source") and not source:
        _refuse(shown, kind["label"])
    return kind


def _kind(data: bytes, name: str) -> dict[str, Any]:
    if data.startswith(b"PK"):
        with open_archive(data) as archive:
            return _container(archive, name)
    guess = filetype.guess(data)
    if guess is not None:
        if kind := _row(picture=guess.extension):
            return kind
        # Letters alone may look like a magic number; a file that is no text holds a zero byte soon.
        if b"\0" in data[:512] and (what := policy()["found"].get(guess.extension)):
            _refuse(name, what)
    return _row(shape=shape_of(data, name)) or _refuse(name, "loại chưa nhận ra")


def _row(**wanted: str) -> dict[str, Any] | None:
    return next((kind for kind in policy()["kind"] if wanted.items() <= kind.items()), None)


def _container(archive: ZipFile, name: str) -> dict[str, Any]:
    parts = [part.replace("\\", "/").casefold() for part in archive.namelist()]
    kind = next((kind for kind in policy()["kind"] if _holds(parts, kind)), None) or _opendocument(archive)
    if kind is None:
        _refuse(name, policy()["found"]["zip"])
    if _runs(archive, parts):
        message = f"Tệp “{name}” có chứa macro (lệnh tự chạy), không nhận làm minh chứng."
        raise Refused(message, cure="Mở tệp, lưu lại thành loại không có macro (.docx, .xlsx, .pdf) rồi gửi lại.")
    return kind


def _holds(parts: list[str], kind: dict[str, Any]) -> bool:
    return "part" in kind and any(part.startswith(kind["part"]) for part in parts)


def _opendocument(archive: ZipFile) -> dict[str, Any] | None:
    if "mimetype" not in archive.namelist():
        return None
    return _row(mime=archive.read("mimetype")[:100].decode("ascii", "replace").strip())


def _runs(archive: ZipFile, parts: list[str]) -> bool:
    running = policy()["running"]
    if any(part.endswith(tuple(running["ends"])) or part.startswith(tuple(running["starts"])) for part in parts):
        return True
    types = next((part for part in archive.namelist() if part.casefold() == "[content_types].xml"), None)
    return types is not None and b"macroenabled" in archive.read(types).lower()


def _refuse(name: str, what: str) -> NoReturn:
    raise Refused(f"Tệp “{name}” thật ra là {what}, không nhận làm minh chứng.", cure=_cure(""))


def _cure(other: str) -> str:
    """What may be sent, unless the reader's own cure says more than that."""
    kinds = dict.fromkeys(kind["label"] for kind in policy()["kind"] if not kind.get("source"))
    allowed = f"Chỉ nhận {', '.join(kinds)}."
    return f"{other} {allowed}" if other and ".txt" not in other else allowed
