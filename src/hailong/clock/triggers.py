"""Deadlines that wait: for something that happens (event), or for another document, authority or approval (depends)."""

import re
from functools import cache
from typing import Literal

from hailong.clock.deadlines import Deadline
from hailong.clock.wording import wording
from hailong.lexicon.text import fold, squeeze

_USUAL, _LONG = 16, 24
_LENGTH = "ngày|giờ|phút|tuần|tháng"
_INNER_STOP = re.compile(r"[.;:]\s")


def awaited(text: str) -> Deadline | None:
    """The event or dependency a phrase names, or None where it does not begin as one."""
    line = squeeze(text).strip(" .;,:-–(")
    if not _begins(line, "start"):
        return None
    kind: Literal["depends", "event"] = "depends" if _depends(fold(line)) else "event"
    confidence = 0.95 if len(line.split()) <= _USUAL else 0.75
    return Deadline(line, kind, confidence, event=line)


def awaited_score(text: str) -> float:
    """How surely a text is wholly such a phrase: high for "Khi có yêu cầu", low for a sentence that begins so."""
    line = squeeze(text).strip(" .;:-(")
    words = len(line.split())
    if not _begins(line, "start"):
        return 0.05 if words > 1 else 0.0
    if _with_marks("sentence").search(line.lower()) or _INNER_STOP.search(line) or words > _LONG:
        return 0.1
    if line.endswith(",") or line[:1].islower() or _with_marks("dangling", end=True).search(line.lower()):
        return 0.45
    if words == 1:
        return 0.4
    return 0.85 if words <= _USUAL and _begins(line, "usual") else 0.6


def _begins(line: str, name: str) -> bool:
    """Compared with diacritics, for "sáu" is not "sau", unless the text has none at all."""
    lower = line.lower()
    if lower.isascii():
        return bool(_opening(name, folded=True).match(lower))
    return bool(_opening(name, folded=False).match(lower))


@cache
def _opening(name: str, *, folded: bool) -> re.Pattern[str]:
    lead, start = (_either(part, folded=folded) for part in ("lead", name))
    watch = "doi" if folded else "dõi"
    length = fold(_LENGTH) if folded else _LENGTH
    return re.compile(rf"(?:(?:{lead})\s+)*(?:{start}|trong\s+\d+\s+(?:{length}))\b(?!\s+{watch})")


def _depends(folded: str) -> bool:
    if _after_lead("follows").match(folded):
        happens = _pattern("happens").search(folded)
        return not happens or bool(_pattern("authority").search(folded))
    return bool(_pattern("approval").search(folded) or _pattern("authority").search(folded))


@cache
def _after_lead(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_either('lead')})\s+)*(?:{_either(name)})\b")


@cache
def _either(name: str, *, folded: bool = True) -> str:
    words = {fold(word) if folded else word.lower() for word in wording()["triggers"][name]}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(name)})\b")


@cache
def _with_marks(name: str, *, end: bool = False) -> re.Pattern[str]:
    """Short words are compared with their diacritics: "để" is not the "Đề" of "Đề án"."""
    return re.compile(rf"\b(?:{_either(name, folded=False)})" + ("$" if end else r"\b"))
