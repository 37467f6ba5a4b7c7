"""The issuing agency's name in ordinary letters, from the capitals of the letterhead or from the text itself."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from hailong.lexicon.text import squeeze
from hailong.plan.intake.reading.letterhead import Letterhead, Line, type_of, vocabulary
from hailong.plan.intake.reading.names import name_end, opens_name
from hailong.plan.intake.reading.spelling import UPPER

_LEVEL = r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)"
_PROPER = rf"[{UPPER}][\w'’]*(?: [{UPPER}][\w'’]*)*"
_DEPARTMENT = re.compile(
    r"^(?:SỞ|BAN|CỤC|CHI CỤC|PHÒNG|TRUNG TÂM|VĂN PHÒNG|THANH TRA|BỘ|BỆNH VIỆN|TRƯỜNG|VIỆN|TRẠM|CÔNG AN|ĐẢNG [ỦU][ỶY]|"
    r"HỘI(?! ĐỒNG)|BẢO HIỂM XÃ HỘI|KHO BẠC|THUẾ|[ỦU][ỶY] BAN MẶT TRẬN)\b"
)
_GOES_ON = re.compile(rf"(?:VÀ|{_LEVEL.upper()})\s")
_COMMITTEE = re.compile(r"^(?:HỘI ĐỒNG NHÂN DÂN\s*[-–,]?\s*(?:VÀ\s+)?)?[ỦU][ỶY] BAN NHÂN DÂN$|^UBND$")
_SMALL = frozenset(["VÀ", "CỦA", "VỀ", "CHO", "THUỘC"])
_OPENS_COMMITTEE = re.compile(r"(?:[ỦU][ỶY] BAN NHÂN DÂN|UBND)\s+")
_OF = re.compile(
    r"\bcủa\s+(?P<name>(?:UBND|[ỦU][ỷy] ban nhân dân|Sở|Ban|Cục|Chi cục|Phòng|Trung tâm)\s[^,;.()]*?)(?=\s+năm\b|$)"
)


def sentence_case(capitals: str, text: str) -> str:
    """A name printed in capitals, spelled as the text spells it; capitalised word by word where it never does."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in capitals.split()), re.IGNORECASE)
    spelled = Counter(squeeze(found[0]) for found in pattern.finditer(text) if not found[0].isupper())
    if spelled:
        return spelled.most_common(1)[0][0]
    return " ".join(_spelled(squeeze(capitals)))


def _spelled(capitals: str) -> Iterator[str]:
    """The pieces of a name in capitals in ordinary letters: known names whole, levels small, other words by word."""
    known = sorted(vocabulary()["agencies"]["spelled"], key=len, reverse=True)
    rest = capitals
    while rest:
        level = re.match(rf"{_LEVEL}(?!\S)", rest, re.IGNORECASE)
        name = next((each for each in known if re.match(rf"{re.escape(each)}(?!\w)", rest, re.IGNORECASE)), None)
        word = level[0].lower() if level else name or rest.split()[0]
        yield word if level or name else word.lower() if word in _SMALL else word.capitalize()
        rest = rest[len(word) :].lstrip()


def _with_province(name: str, text: str) -> str:
    """A department with its province behind it, where the text ever says so."""
    if re.search(rf"\b{_LEVEL}\b", name) or not name.startswith(("Sở", "Ban", "Chi cục")):
        return name
    found = Counter(squeeze(match[0]) for match in re.finditer(rf"{re.escape(name)} {_LEVEL} {_PROPER}", text))
    return found.most_common(1)[0][0] if found else name


def _from_capitals(lines: Sequence[str], text: str) -> str:
    place = next((i for i in range(len(lines) - 1, -1, -1) if _DEPARTMENT.match(lines[i])), None)
    if place is not None:
        below = takewhile(_GOES_ON.match, lines[place + 1 :])
        return _with_province(sentence_case(" ".join([lines[place], *below]), text), text)
    if _COMMITTEE.match(lines[0]):
        return squeeze("Ủy ban nhân dân " + " ".join(sentence_case(line, text) for line in lines[1:2]))
    whole = lines[-1]
    committee = _OPENS_COMMITTEE.match(whole)
    if committee:
        return "Ủy ban nhân dân " + sentence_case(whole[committee.end() :], text)
    return sentence_case(whole, text)


def _authority(found: Sequence[Line]) -> str | None:
    """The agency in a decision's line "GIÁM ĐỐC SỞ ...": a position in capitals before the agency's name."""
    positions = sorted(vocabulary()["signature"]["positions"], key=len, reverse=True)
    for line in found[:60]:
        for position in positions:
            rest = line.text[len(position) :].strip()
            if line.text.isupper() and line.text.lower().startswith(position) and _DEPARTMENT.match(rest):
                return rest
    return None


def _from_text(title: str, found: Sequence[Line]) -> str | None:
    of = _OF.search(title)
    if of:
        return squeeze(of["name"])
    for line in found[:20]:
        for clause in re.split(r"[,;]\s+", line.text):
            if re.match(r"(?:Sở|UBND|[ỦU][ỷy] ban nhân dân)\s", clause) and opens_name(clause) and not type_of(clause):
                return squeeze(clause[: name_end(clause)])
    return None


def agency_name(letterhead: Letterhead, title: str, found: Sequence[Line]) -> str | None:
    """The issuing agency as ordinary text spells it; None where the document never names it."""
    text = "\n".join(line.text for line in found)
    if letterhead.agency_lines:
        return _from_capitals(letterhead.agency_lines, text)
    authority = _authority(found)
    if authority:
        return _from_capitals((authority,), text)
    name = _from_text(title, found)
    if name and name.isupper():
        return _from_capitals((name,), text)
    return _with_province(name, text) if name else None
