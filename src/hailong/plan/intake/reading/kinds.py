"""Lists that print the kind of unit once, spelled out: "các sở: Nội vụ, Tài chính" is "Sở Nội vụ, Sở Tài chính"."""

import re
from functools import cache

from hailong.plan.intake.reading.letterhead import vocabulary
from hailong.plan.intake.reading.spelling import LOWER, UPPER

_KINDS = "sở|phòng|ban|bộ|chi cục|trung tâm|hội|ban quản lý"
_COMMITTEES = r"(?:UBND|[Ủủ]y ban nhân dân) (?:các )?(?:xã|phường|huyện|thị xã|thành phố|quận|thị trấn)"
_LISTED = re.compile(rf"(?:[Cc]ác\s+)?(?P<kind>{_KINDS}|{_KINDS.title()}|{_COMMITTEES})\s*:\s*(?=[{UPPER}])")


def spelled_out(text: str) -> str:
    """The text with each list of names behind a kind and a colon written as whole names."""
    done: list[str] = []
    while found := _LISTED.search(text):
        kind = re.sub(r"\bcác\s+", "", found["kind"])
        names, rest = _names(text[found.end() :])
        if len(names) < 2:
            done.append(text[: found.end()])
            text = text[found.end() :]
            continue
        whole = ", ".join(f"{kind[:1].upper()}{kind[1:]} {name}" for name in names)
        done.append(text[: found.start()] + whole)
        text = rest
    return "".join((*done, text))


def _names(text: str) -> tuple[list[str], str]:
    """The names at the head of a text, each known to hold "và" or a comma kept whole, and what follows them."""
    names: list[str] = []
    rest = text
    while found := _name().match(rest):
        names.append(found["name"])
        rest = rest[found.end("name") :]
        joint = re.match(rf"(?:\s*,\s*|\s+và\s+)(?=[{UPPER}])", rest)
        if not joint:
            break
        rest_after = rest[joint.end() :]
        if re.match(rf"(?:{_KINDS.title()}|UBND|Văn phòng|Công an)\b", rest_after):
            break
        rest = rest_after
    return names, rest


@cache
def _name() -> re.Pattern[str]:
    """One name: one that is known, else capitalised words with the small ones of a field ("Nội vụ", "Hòa An")."""
    known = sorted(vocabulary()["agencies"]["spelled"], key=len, reverse=True)
    word = rf"[{UPPER}][\w'’&-]*(?:\s-\s[{UPPER}]\w*)*"
    small = rf"(?:\s(?!và\b|phối\b|chủ\b|thực\b|tham\b|triển\b|theo\b|có\b|thuộc\b)[{LOWER}]+){{0,2}}"
    return re.compile(rf"(?P<name>{'|'.join(map(re.escape, known))}|{word}(?:\s{word})*{small})(?!\w)")
