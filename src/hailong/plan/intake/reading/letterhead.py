"""The head of an official document: agency, number, place and date (Decree 30/2020/NĐ-CP, Appendix I, boxes 1-4)."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import Any

from hailong.documents.anatomy import Document, Paragraph, Place, Row
from hailong.lexicon.dates import parse_date
from hailong.lexicon.text import fold, squeeze
from hailong.plan.intake.reading.outline import is_annex_title
from hailong.plan.intake.reading.spelling import UPPER

_MOTTO = re.compile(
    r"cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|độc\s+lập\s*[-–—]\s*tự\s+do\s*[-–—]\s*hạnh\s+phúc|"
    r"đảng\s+cộng\s+sản\s+việt\s+nam",
    re.I,
)
_STATE = ("cong", "hoa", "xa", "hoi", "chu", "nghia", "viet", "nam")
_NUMBER = re.compile(r"\bSố\s*:?\s*(\d*)\s*[.…_]*\s*/\s*([A-ZĐ][A-Za-zĐđ]*(?:\s?-\s?[A-ZĐ][\wĐđ&-]*)+)")
_PARTY_NUMBER = re.compile(r"\bSố\s*:?\s*(\d*)\s*[.…_]*\s*-\s*([A-ZĐ][A-Za-zĐđ]{0,3}/[A-ZĐ][\wĐđ-]*)")
_ABOUT = re.compile(r"^V/v\s*:?\s+", re.IGNORECASE)
_DATED = re.compile(
    rf"(?:(?P<place>[{UPPER}][^,;:()]{{1,40}}),\s*|^)[Nn]gày\s*(?P<day>[\d.…]*)\s*tháng\s*(?P<month>[\d.…]*)\s*năm\s*(?P<year>[\d.…]*)"
)
_BESIDE_DATE = re.compile(rf"(?:[{UPPER}]{{2,}}\s+)+(?=[{UPPER}][^\W\d_{UPPER}])")  # "XÃ A  A, ngày ..." of one line
_ATTACHED = re.compile(
    r"\(\s*(?:Ban hành\s+)?kèm\s+theo\s+(?P<type>[^\d]{4,40}?)\s+số\s*:?\s*(?P<number>\d+\s*/\s*[\wĐđ&/-]+)\s*"
    r"(?:,?\s*ngày\s+(?P<date>[^)]{6,30}?)(?=\s+của|\s*\)|,))?",
    re.I,
)
_HEAD_LINES = 40
_LONGEST_LINE, _LONGEST_TYPE = 2000, 200  # characters of a line that are looked at; of one that only names a type
_ABOUT_LINES = 6


@cache
def vocabulary() -> dict[str, Any]:
    """The fixed words of heads and feet, read once from data/head.toml."""
    return tomllib.loads(files(__package__).joinpath("data/head.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of the document's head or foot, with its place."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above a document's type and title; None and "" where nothing is printed."""

    agency_lines: tuple[str, ...] = ()
    number: str | None = None
    symbol: str | None = None
    day: date | None = None
    dated_place: str = ""
    has_number_line: bool = False
    has_date_line: bool = False


def _row_lines(row: Row) -> list[Line]:
    return [Line(text, row.place) for cell in row.cells for text in cell.text.splitlines()]


def lines(document: Document) -> list[Line]:
    """Every paragraph, and every line of tables that only lay out a head or foot (no recognised head row)."""
    found: list[Line] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found += [Line(text, block.place) for text in block.text.splitlines()]
        elif not block.head or _lays_out(block.head):
            found += [Line(text, block.place) for cell in block.head for text in cell.splitlines()]
            found += [line for row in block.rows for line in _row_lines(row)]
    clean = ((squeeze(line.text[:_LONGEST_LINE]), line.place) for line in found)
    return _with_type_apart([Line(text, place) for text, place in clean if text])


def _with_type_apart(found: list[Line]) -> list[Line]:
    """The lines, with a type printed on one line with the title ("KẾ HOẠCH CẢI CÁCH ...") on a line of its own."""
    if title_index(found[:_HEAD_LINES]) is not None:
        return found
    names = sorted(map(str.upper, vocabulary()["types"].values()), key=len, reverse=True)
    for i, line in enumerate(found[:_HEAD_LINES]):
        name = next((each for each in names if line.text.startswith(f"{each} ")), None)
        rest = line.text[len(name) :].strip(" :") if name else ""
        if name and rest[:1].isupper() and not rest.startswith("SỐ "):
            return [*found[:i], Line(name, line.place), Line(rest, line.place), *found[i + 1 :]]
    return found


def _lays_out(head: tuple[str, ...]) -> bool:
    text = " ".join(head)
    return bool(_MOTTO.search(text) or "nơi nhận" in text.lower())


def without_motto(text: str) -> str:
    """The line without the national title and motto, which a PDF prints beside the agency's name."""
    return squeeze(_MOTTO.sub(" ", text)).strip(" _-–*")


def without_mottos(texts: Sequence[str]) -> list[str]:
    """The lines without title and motto, also where a narrow page parts the title's words over several lines."""
    kept: list[str] = []
    left: tuple[str, ...] = _STATE
    for text in map(without_motto, texts):
        words = text.split()
        run = next((n for n in range(len(left), 0, -1) if tuple(map(fold, words[-n:])) == left[:n]), 0)
        if run > 1 or (run and len(left) < len(_STATE)):
            words, left = words[:-run], left[run:]
        kept.append(" ".join(words))
    return kept


def type_of(text: str) -> str | None:
    """The document type that a whole line names ("KẾ HOẠCH"), spelled as a word; None for any other line."""
    return _types().get(fold(text).strip(" :.*")) if len(text) <= _LONGEST_TYPE else None


@cache
def _types() -> dict[str, str]:
    """The types by their folded names; of two that fold alike the first."""
    types: dict[str, str] = {name: name for name in vocabulary()["types"].values()} | vocabulary()["longer"]
    return {fold(words): name for words, name in reversed(types.items())}


def about(found: Sequence[Line]) -> str | None:
    """What an official letter, which names no type, is about: its lines "V/v ..."; None for any other document."""
    head = without_mottos([line.text for line in found[:_HEAD_LINES]])
    start = next((i for i, text in enumerate(head) if _ABOUT.match(text)), None)
    if start is None or title_index(found[:_HEAD_LINES]) is not None:
        return None
    below = [text for text in head[start + 1 :] if text and not _DATED.search(text)]
    addressed = next((i for i, text in enumerate(below[:_ABOUT_LINES]) if fold(text).startswith("kinh gui")), None)
    goes_on = below[:addressed] if addressed is not None else takewhile(lambda text: not text[0].isupper(), below)
    title = squeeze(" ".join([_ABOUT.sub("", head[start]), *goes_on])).rstrip(" .")
    return title[:1].upper() + title[1:]


def title_index(found: Sequence[Line]) -> int | None:
    """Where the first line stands that names a document type; None where none does."""
    return next((i for i, line in enumerate(found) if type_of(line.text)), None)


def read_number(text: str) -> tuple[str | None, str] | None:
    """(number or None, symbol) of a line "Số: 17/KH-UBND"; None where the line holds no number box."""
    found = _NUMBER.search(text)
    party = _PARTY_NUMBER.search(text)
    if party and not found:
        return (f"{party[1]}-{party[2]}" if party[1] else None), party[2]
    if not found:
        return None
    symbol = re.sub(r"\s", "", found[2])
    return (f"{found[1]}/{symbol}" if found[1] else None), symbol


def _read_date(text: str) -> tuple[date | None, str] | None:
    found = _DATED.search(text)
    if not found:
        return None
    printed = f"ngày {found['day']} tháng {found['month']} năm {found['year']}"
    return parse_date(printed), without_motto(found["place"] or "")


def _agency_lines(found: Sequence[Line]) -> tuple[str, ...]:
    kept: list[str] = []
    for text in without_mottos([line.text for line in found]):
        if _NUMBER.search(text) or text.lower().startswith("số"):
            break
        beside = _BESIDE_DATE.match(text) if _DATED.search(text) else None
        text = beside[0].strip() if beside else text
        if text and text == text.upper() and any(c.isalpha() for c in text) and not _DATED.search(text):
            kept.append(text)
    return tuple(kept[:3])


def read_letterhead(found: Sequence[Line]) -> Letterhead:
    """Agency, number and date above the first line that names a document type (or in the first lines without one)."""
    end = title_index(found)
    head = found[: end if end is not None else min(_HEAD_LINES, len(found))]
    numbers = [number for line in head if (number := read_number(line.text))]
    dates = [dated for line in head if (dated := _read_date(line.text))]
    printed, symbol = numbers[0] if numbers else (None, None)
    day, place = dates[0] if dates else (None, "")
    agency = _agency_lines(head) if end is not None or about(found) else ()
    return Letterhead(agency, printed, symbol, day, place, bool(numbers), bool(dates))


def attached_to(found: Sequence[Line]) -> tuple[str, str, date | None] | None:
    """(type, number, date) that an annex's "(Kèm theo Kế hoạch số ... ngày ...)" names; None where none does."""
    for line in found:
        match = _ATTACHED.search(line.text)
        if match:
            return match["type"].strip(), re.sub(r"\s", "", match["number"]), parse_date(match["date"] or "")
    return None


def body_end(found: Sequence[Line]) -> int:
    """Where the body ends: at the first annex title, or at the end."""
    return next((i for i, line in enumerate(found) if is_annex_title(line.text)), len(found))
