"""Fonts with every Vietnamese letter, found by path: a family's name alone may find a version without them."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, Final

from hailong.lexicon.tables import table

_FILE: Final = "fonts.toml"


class FontMissing(LookupError):
    """A font that is not on this machine: the Vietnamese message says which and what to do."""


def families() -> tuple[str, ...]:
    """The families that may be asked for."""
    return tuple(font["family"] for font in table(_FILE)["font"])


def font_path(family: str, bold: bool = False) -> Path:
    """The file of a family's regular or bold face; a variable font answers one file for both weights.

    FontMissing where the family is unknown or not installed.
    """
    font = _font(family)
    face: str = font.get("bold", font["regular"]) if bold else font["regular"]
    for folder in _folders(font):
        if (path := folder / face).is_file():
            return path
    raise FontMissing(f"Không tìm thấy phông chữ {family} ({face}). {font['cure']}")


def _font(family: str) -> dict[str, Any]:
    for font in table(_FILE)["font"]:
        if font["family"].casefold() == family.casefold():
            return dict(font)
    raise FontMissing(f"Không có phông chữ {family}; chọn một trong: {', '.join(families())}.")


def _folders(font: dict[str, Any]) -> Iterator[Path]:
    """Where the font may lie: under its package if it has one and that is installed, else in the system's folders."""
    root = Path()
    if package := font.get("package"):
        try:
            root = Path(str(resources.files(package)))
        except ModuleNotFoundError:
            return
    for folder in font["folders"]:
        yield root / folder


def problems() -> list[str]:
    """One Vietnamese sentence for every font of a package that is not there; the system's own fonts may be missing."""
    found = []
    for font in table(_FILE)["font"]:
        try:
            font_path(font["family"])
        except FontMissing as missing:
            if "package" in font:
                found.append(str(missing))
    return found
