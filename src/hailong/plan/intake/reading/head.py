"""The document's own facts: type, number, date, agency, title, bases, recipients, signer and the plan attached."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from hailong.documents.anatomy import Document
from hailong.lexicon.text import fold, squeeze
from hailong.plan.intake.reading.agency import agency_name
from hailong.plan.intake.reading.letterhead import (
    Letterhead,
    Line,
    about,
    attached_to,
    body_end,
    lines,
    read_letterhead,
    title_index,
    type_of,
    vocabulary,
)
from hailong.plan.intake.reading.spelling import LOWER, UPPER

_TITLE_ENDS = re.compile(
    r"^(?:căn cứ|thực hiện (?:nghị|quyết|kế hoạch|công văn|chỉ thị|chương trình|văn bản|thông báo|đề án|luật)|nhằm|"
    r"để |trên cơ sở|\(.*kèm theo|(?:phó )?giám đốc|chủ tịch|[uủ][yỷ] ban nhân dân|điều \d|[ivx]+\.|theo đề nghị|"
    r"xét |phần |chương |số:|---)",
    re.IGNORECASE,
)
_BASIS = re.compile(r"^[-–+\s]*(?:căn cứ|thực hiện|trên cơ sở|theo|tiếp tục thực hiện|xét)\b", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\bsố\s*:?\s*(\d{1,5}\s*[-/]\s*(?:\d{4}\s*/\s*)?[A-ZĐ][\wĐđ]*(?:\s?[-/]\s?[A-ZĐ][\wĐđ]*)*)", re.IGNORECASE
)
_CHAPTER = re.compile(r"^(?:I\.|I\s+[A-ZĐ]{2}|1\.|Điều\s+1\b|PHẦN|A\.)")
_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b", re.IGNORECASE)
_GIVEN = rf"[{UPPER}](?:['’]\s?[{UPPER}]?)?[{LOWER}]*"  # "Y Moan", "H'Bia", "K’ Brêu" too
_GOES_ON = re.compile(rf"[^\W\d{UPPER}]|\(|\d{{1,2}}\s+[^\W\d{UPPER}]")  # small letters, brackets, "6 tháng ..."
_PERSON = re.compile(rf"({_GIVEN}(?:\s+{_GIVEN}){{1,4}})\s*\.?$")
_DEGREE = re.compile(r"^(?:(?:PGS|GS|TS|ThS|Ths|CN|KS|LS|DS|CKI+|BSCK\s?I*|BS)\s*\.\s*(?:CK\s?I+\.?\s*)?)+")
_FORM = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\.\s*", re.IGNORECASE)
# The signature that a flattened page prints on the same line as a recipient.
_BESIDE = re.compile(rf"(?<=[;.])\s+(?:[{UPPER}.\s]+|{_GIVEN}(?:\s+{_GIVEN}){{1,4}})$")
_LONGEST_TITLE = 400
_TAIL = 200  # characters at the end of a line, where a signature stands


def _title(found: Sequence[Line], start: int) -> str:
    """The title below a type line: its first line, and what goes on in lower case or within brackets."""
    kept: list[str] = []
    for line in found[start + 1 :]:
        text = line.text.strip(" *_-–")
        if not text or type_of(text):
            continue
        ends = _TITLE_ENDS.match(text) and not (not kept and text.lower().startswith("thực hiện"))
        capitals = bool(kept) and kept[-1].isupper() and text.isupper()
        goes_on = not kept or capitals or _GOES_ON.match(text) or kept[-1].endswith((",", "-"))
        if ends or not goes_on or sum(map(len, kept)) > _LONGEST_TITLE:
            break
        kept.append(text)
    return squeeze(" ".join(kept)).rstrip(" .")


def _second_type(found: Sequence[Line], first: int) -> int | None:
    """Where the attached document's type stands below a covering decision; None without one."""
    own = type_of(found[first].text)
    return next((i for i in range(first + 1, len(found)) if type_of(found[i].text) not in (None, own)), None)


def _bases(found: Sequence[Line], start: int) -> list[str]:
    """Numbers of the documents that the preamble stands on, as printed."""
    codes: list[str] = []
    for line in found[start + 1 :]:
        if _CHAPTER.match(line.text):
            break
        if _BASIS.match(line.text):
            codes += [re.sub(r"\s", "", code) for code in _NUMBERED.findall(line.text)]
    return list(dict.fromkeys(codes))


def _recipients(found: Sequence[Line]) -> list[str]:
    start = next((i for i, line in enumerate(found) if fold(line.text).startswith("noi nhan")), None)
    if start is None:
        return []
    kept: list[str] = []
    for line in found[start + 1 :]:
        if not re.match(r"[-–+]\s*\S", line.text):
            if kept and (line.text.isupper() or _PERSON.fullmatch(line.text)):
                break
            continue
        text = line.text.lstrip("-–+ ")
        kept.append(squeeze(text[:-_TAIL] + _BESIDE.sub("", text[-_TAIL:])).rstrip(" ;.,"))
    return kept


def _position(text: str) -> str | None:
    """The signing position that a line in capitals ends with, longest first."""
    capitals = re.search(rf"[{UPPER}.\s]+$", text[-_TAIL:])
    tail = _FORM.sub("", squeeze(capitals[0])) if capitals else ""
    positions = sorted(vocabulary()["signature"]["positions"], key=len, reverse=True)
    return next((name for name in positions if tail.lower().endswith(name) and tail.isupper()), None)


def _signer(found: Sequence[Line]) -> dict[str, str | None] | None:
    """The last position in capitals before the annex and the last personal name that follows it."""
    position, name = None, None
    start = next((i for i, line in enumerate(found) if fold(line.text).startswith("noi nhan")), len(found) // 2)
    for line in found[max(0, start - 8) :]:
        said = _position(line.text)
        if said and name is None:
            position = said
        elif position and type_of(line.text):
            break
        elif position and not line.text.isupper():
            text = _DEGREE.sub("", line.text)
            person = _PERSON.search(text)
            name = person[1] if person and (text == person[0] or text[0] in "-–*") else name
    return {"name": name, "position": position.capitalize() if position else None} if name or position else None


def _year(titles: Sequence[str], day: date | None, found: Sequence[Line]) -> int | None:
    for title in titles:
        years = _YEAR.findall(title)
        if years:
            return int(years[-1])
    if day:
        return day.year
    counted = Counter(year for line in found for year in _YEAR.findall(line.text))
    return int(counted.most_common(1)[0][0]) if counted else None


def _own_number(head: Letterhead, found: Sequence[Line], type_name: str | None) -> tuple[str | None, date | None]:
    """Number and date of the document itself: its own head, else what its annex says it is attached to."""
    attached = attached_to(found)
    if not attached or (type_name and fold(attached[0]) != fold(type_name)):
        return head.number, head.day
    return head.number or attached[1], head.day or attached[2]


def read_head(document: Document) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """The `document` object of contract 4.1, and the warnings number_blank and date_blank."""
    found = lines(document)
    start = title_index(found)
    type_name = type_of(found[start].text) if start is not None else None
    head = read_letterhead(found)
    number, day = _own_number(head, found, type_name)
    symbol = head.symbol or (number.split("/", 1)[1] if number else None)
    letter = about(found)
    type_name = "Công văn" if letter else type_name
    title = letter or (_title(found, start) if start is not None else "")
    second = _second_type(found[: body_end(found)], start) if start is not None and type_name == "Quyết định" else None
    attached = {"type": type_of(found[second].text), "title": _title(found, second)} if second is not None else None
    body = found[: second or body_end(found)]
    facts = {
        "type": type_name, "number": number, "symbol": symbol, "date": day.isoformat() if day else None,
        "agency": agency_name(head, title, found), "title": title or None,
        "year": _year([attached["title"] or "" if attached else "", title], day, found),
        "signer": _signer(body) or _signer(found), "bases": _bases(found, start if start is not None else -1),
        "recipients": _recipients(body) or _recipients(found), "attached": attached,
    }  # fmt: skip
    return facts, _blanks(head, number, day)


def _blanks(head: Letterhead, number: str | None, day: date | None) -> list[dict[str, str]]:
    warnings = []
    if head.has_number_line and not number:
        message = f"Số văn bản để trống (ký hiệu {head.symbol}); điền số khi văn bản đã được cấp số."
        warnings.append({"code": "number_blank", "message": message, "where": "Số"})
    if head.has_date_line and not day:
        message = "Ngày ban hành để trống; điền ngày khi văn bản đã được ký."
        warnings.append({"code": "date_blank", "message": message, "where": "Ngày"})
    return warnings
