"""Who leads and who coordinates, from the sentence of a responsibility cell or of a duty.

Those who act lead; those after "phối hợp" coordinate, wherever they stand; "theo hướng dẫn của X" names nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from hailong.lexicon.text import fold
from hailong.plan.intake.reading.kinds import spelled_out
from hailong.plan.intake.reading.names import (
    LONGEST_LIST,
    is_title_of,
    name_end,
    opens_name,
    split_names,
    squeeze_lines,
    without_brackets,
    without_items,
)
from hailong.plan.intake.reading.spelling import UPPER

_CLAUSE = re.compile(rf"\n+|;\s*|(?<=[^\W\d])\.\s+(?=[-–+]?\s*[{UPPER}])")
_DASH = re.compile(rf"(?:^|(?<=\s))[-–+•]\s+(?=[{UPPER}])")
_OPENS_CLAUSE = re.compile(r"(?:chủ trì|phối hợp|triển khai|đề nghị|giao|theo|thực hiện)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:(?:các\s+)?(?:đơn vị|cơ quan|bộ phận|phòng)?(?:,\s*(?:đơn vị|cơ quan))?\s*)"
    r"(chủ trì|phối hợp|thực hiện|phụ trách|tham gia|đầu mối)"
    r"(?:\s+(?:thực hiện|chính|tham mưu))?(?:\s+(?:bao\s+)?gồm(?:\s+có)?)?\s*:\s*",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^(?:trên cơ sở|căn cứ|theo|thực hiện|định kỳ|hằng|hàng|trước|trong|vào|sau khi|khi)\b[^,]*,\s*", re.IGNORECASE
)
_TITLED = re.compile(r"^[^:,;.]{3,40}:\s+")
_ASSIGN = re.compile(r"^(?:đề nghị|giao(?:\s+cho)?|phân công|yêu cầu|do)\s+", re.IGNORECASE)
_CHARGES = re.compile(r"(?:giao(?:\s+cho)?|phân công)\s+", re.IGNORECASE)
_WITH = re.compile(r"\bphối\s+hợp(?:\s+chặt\s+chẽ)?\s*(?:,\s*)?(?:(với|cùng(?:\s+với)?)\s+)?", re.IGNORECASE)
_LEADS = re.compile(r"\bchủ\s+trì\b", re.IGNORECASE)
_LEAD_SIGN = re.compile(
    r"(?<!\s)\s*\((?:đơn vị\s+|cơ quan\s+)?(?:chủ\s+trì|đầu\s+mối|chịu\s+trách\s+nhiệm\s+chính)\)", re.IGNORECASE
)
_HELP_SIGN = re.compile(r"(?<!\s)\s*\((?:đơn vị\s+|cơ quan\s+)?(?:phối\s+hợp|tham\s+gia)\)", re.IGNORECASE)
_SIGN, _HELPING = "★", "☆"
_MOST_PARTS, _REACH = 60, 400  # parts of a clause that may begin with names; characters looked at behind a dash
_HELP_IN_BRACKETS = re.compile(r"(?<!\s)\s*\((?:đơn vị\s+)?phối\s+hợp\s*:\s*([^()]*)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Printed names of those who lead and those who coordinate, each once, in printed order."""

    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()


def _subjects(text: str) -> list[str]:
    """The names a clause begins with; none where it begins with a verb or a circumstance."""
    text = text.strip(" ,.-–")
    assigned = _ASSIGN.match(text)
    text = text[assigned.end() :] if assigned else text
    lead_in = _LEAD_IN.match(text)
    skipped = lead_in or (None if opens_name(text) else _TITLED.match(text))
    if skipped:
        text = text[skipped.end() :]
    if not opens_name(text):
        return []
    end = name_end(text)
    charges = _CHARGES.match(text, end)
    if charges and opens_name(text[charges.end() :]):
        return _objects(text[charges.end() :])  # "Giám đốc giao Văn phòng ...": the one who is charged leads
    return split_names(text[:end])


def _objects(text: str) -> list[str]:
    """The names that follow "phối hợp (với)"."""
    return split_names(text[: name_end(text)]) if opens_name(text) else []


def _with_others(clause: str, found: re.Match[str]) -> tuple[list[str], list[str]]:
    """Lead and coordinating names of a clause that holds "phối hợp"."""
    before, others = clause[: found.start()], _objects(clause[found.end() :])
    leads = _LEADS.search(before)
    if others or not leads:
        subjects = _subjects(before)
        return (subjects, others) if others or not subjects else ([], subjects)
    return _subjects(before[: leads.start()]), _helpers(before[leads.end() :])


def _helpers(text: str) -> list[str]:
    """The names before a closing "phối hợp", behind what the leader does: "chủ trì tham mưu, các phòng phối hợp"."""
    parts = islice(re.finditer(r"^|[,;]\s*", text), _MOST_PARTS)
    return next((names for part in parts if (names := _subjects(text[part.end() :]))), [])


def _clause(clause: str) -> tuple[list[str], list[str]]:
    found = _WITH.search(clause)
    if not found:
        return _subjects(clause), []
    lead, coordinating = _with_others(clause, found)
    again = _WITH.search(clause, found.end())
    return lead, coordinating + (_objects(clause[again.end() :]) if again else [])


def _labelled(clauses: list[str]) -> Assignment | None:
    """The form "Chủ trì: A, B; Phối hợp: C": a label holds until the next one; names before any label lead."""
    if not any(_LABEL.match(clause) for clause in clauses):
        return None
    lead: list[str] = []
    coordinating: list[str] = []
    open_side = lead
    for clause in clauses:
        label = _LABEL.match(clause)
        if label:
            open_side = coordinating if label[1].lower() in ("phối hợp", "tham gia") else lead
            open_side += _objects(clause[label.end() :])
        elif _WITH.search(clause):
            leading, helping = _clause(clause)
            lead += leading
            coordinating += helping
        else:
            open_side += _objects(clause)
    return Assignment(_once(lead), _once(coordinating, lead))


def _signed(text: str) -> Assignment | None:
    """The forms "A (chủ trì), B, C" and "A, B (phối hợp)": who is signed so does so, the others do the other."""
    names = split_names(_HELP_SIGN.sub(_HELPING, _LEAD_SIGN.sub(_SIGN, text)))
    signed = [name.removesuffix(_SIGN) for name in names if name.endswith(_SIGN)]
    helping = [name.removesuffix(_HELPING) for name in names if name.endswith(_HELPING)]
    if not signed and not helping:
        return None
    others = [name[: name_end(name)].strip() for name in names if not name.endswith((_SIGN, _HELPING))]
    lead = _once(signed or others)
    return Assignment(lead, _once(helping + (others if signed else []), list(lead)))


def _once(names: list[str], without: list[str] | None = None) -> tuple[str, ...]:
    taken = {fold(name) for name in without or []}
    kept: dict[str, str] = {}
    for name in names:
        if name and fold(name) not in taken:
            kept.setdefault(fold(name), name)
    return tuple(kept.values())


def _bulleted(clause: str) -> Iterator[str]:
    """Divide a clause at dashes that open a new actor or verb, not at those inside a name ("Văn hóa - Xã hội")."""
    start = 0
    for found in _DASH.finditer(clause):
        rest = clause[found.end() : found.end() + _REACH]
        titled = is_title_of(clause[start : found.start()].strip(), rest)
        if found.start() > start and not titled and (opens_name(rest) or _OPENS_CLAUSE.match(rest)):
            yield clause[start : found.start()]
            start = found.end()
    yield clause[start:]


def clauses_of(text: str) -> list[str]:
    """The clauses of a responsibility cell: its lines, bullets and sentences."""
    pieces = (piece for clause in _CLAUSE.split(squeeze_lines(text)) for piece in _bulleted(clause))
    return [clean for piece in pieces if (clean := piece.strip(" .-–+•"))]


def read_assignment(text: str) -> Assignment:
    """Who leads and who coordinates in the text of a responsibility cell (units printed as they stand)."""
    text = spelled_out(_HELP_IN_BRACKETS.sub(r"; Phối hợp: \1", text[:LONGEST_LIST]))
    clauses = clauses_of(without_brackets(without_items(text)))
    special = _signed(text) or _labelled(clauses)
    if special:
        return special
    lead: list[str] = []
    coordinating: list[str] = []
    known: set[str] = set()
    for clause in clauses:
        leading, helping = _clause(clause)
        if helping and known.issuperset(map(fold, helping)):
            leading, helping = [], leading  # "B, C phối hợp cùng A", where A leads already
        known.update(map(fold, leading))
        lead += leading
        coordinating += helping
    return Assignment(_once(lead), _once(coordinating, lead))
