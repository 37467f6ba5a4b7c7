"""Duties: what the body of a plan charges somebody with, outside its table of tasks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hailong.clock.deadlines import Deadline
from hailong.clock.phrases import Found, find_deadlines, read_deadline
from hailong.lexicon.criteria import criterion_score, find_criteria
from hailong.lexicon.text import fold, squeeze
from hailong.plan.intake.reading.assignment import Assignment, read_assignment
from hailong.plan.intake.reading.details import Details, details_behind, details_of
from hailong.plan.intake.reading.directory import Directory
from hailong.plan.intake.reading.letterhead import type_of
from hailong.plan.intake.reading.names import unit_score
from hailong.plan.intake.reading.outline import Passage

# Chapters that say why and how much, not who does what.
_NOT_DUTIES = (
    "muc dich", "muc tieu", "yeu cau", "quan diem", "pham vi", "doi tuong", "kinh phi", "can cu", "thuc trang",
    "danh gia", "su can thiet", "ket qua dat duoc", "chi tieu", "nguyen tac",
)  # fmt: skip
_DUTIES = ("nhiem vu", "giai phap", "bien phap", "phan cong", "to chuc thuc hien", "trach nhiem")  # within any chapter
_CLOSING = re.compile(
    r"^(?:trên đây là|nơi nhận|yêu cầu các .* nghiêm túc|đề nghị các .* nghiêm túc|trong quá trình .*thực hiện,? nếu|"
    r"ban hành kèm theo|(?:quyết định|kế hoạch|chỉ thị|nghị quyết|quy chế) này (?:có hiệu lực|thay thế)|bãi bỏ\b|"
    r".*chịu trách nhiệm thi hành (?:quyết định|kế hoạch|chỉ thị|nghị quyết) này)",
    re.I,
)
_CHARGED = re.compile(
    r"^(?:trách nhiệm(?:\s+thực hiện)?\s+của|giao(?:\s+cho)?|phân công|đề nghị|yêu cầu)\s+", re.IGNORECASE
)
_POINTER = re.compile(
    r"^.*\bnhư sau\s*:$|^\(?(?:chi tiết |có |theo |kèm theo ).*(?:phụ lục|biểu|kèm theo|đính kèm)[^.]*\)?\.?$",
    re.IGNORECASE,
)
_CITED = re.compile(r"(?:\bsố\s*:?\s*\S+\s*|\bLuật\b[^,;.]*|\bkết luận\b[^,;.]*)$", re.IGNORECASE)
_AIMED = re.compile(r"^(?:trong|trước|chậm nhất|đến|xong|hoàn thành|định kỳ|từ)\b", re.IGNORECASE)


_IN = re.compile(r"^(?:trong|vào|đến)\s+(?!năm)", re.IGNORECASE)
_REPORTS = re.compile(r"\bđạt\s+\d+(?:[.,]\d+)?\s+điểm\b.*\bxếp\s+(?:thứ|hạng)\b", re.IGNORECASE)  # last year's score
_WHOLLY = 0.9
_OPENING, _CITING, _LONGEST_POINTER = 80, 300, 2000  # characters looked at where a passage begins, before a date, ...


class _Chapter:
    """What the chapter and headings above a passage say: whether it holds duties, and whom they charge."""

    def __init__(self) -> None:
        self.open = True
        self.whole_open = True
        self.charged: dict[str, Assignment] = {}
        self.named: dict[str, tuple[str, ...]] = {}

    def enter(self, passage: Passage) -> None:
        title = fold(passage.text[:_OPENING])
        if "." not in passage.where:
            self.open = self.whole_open = not title.startswith(_NOT_DUTIES)
            self.charged.clear()
            self.named.clear()
        elif title.startswith(_NOT_DUTIES) and passage.level == "heading":
            self.open = False
        elif passage.where.count(".") == 1:
            self.open = self.whole_open or title.startswith(_DUTIES)
        self.named.pop(passage.where, None)
        if criterion_score(passage.text.rstrip(" :")) >= _WHOLLY:
            self.named[passage.where] = find_criteria(passage.text)
        text = _CHARGED.sub("", passage.text).rstrip(" :")
        names_criterion = criterion_score(text) >= _WHOLLY
        self.charged[passage.where] = Assignment() if names_criterion else read_assignment(text)

    def lead(self, where: str) -> Assignment:
        """Whom the nearest heading above charges."""
        while where:
            if where in self.charged and self.charged[where].lead:
                return self.charged[where]
            where = where.rpartition(".")[0]
        return Assignment()

    def criteria(self, where: str) -> tuple[str, ...]:
        """The criteria that a heading above names, where a heading is a criterion's name."""
        while where:
            if where in self.named:
                return self.named[where]
            where = where.rpartition(".")[0]
        return ()


def _is_duty(passage: Passage) -> bool:
    text = passage.text
    if _REPORTS.search(text):
        return False
    title = text.isupper() and not text.endswith((".", ";"))
    points = len(text) <= _LONGEST_POINTER and _POINTER.match(text)
    return len(text) > 25 and not title and not _CLOSING.match(text) and not points


def _in_body(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Passages from the first number or article to the recipients; again in the document that a decision attaches."""
    started, ended = False, False
    for passage in passages:
        if fold(passage.text[:_OPENING]).startswith("noi nhan"):
            started, ended = False, True
        elif type_of(passage.text):
            started, ended = False, False
        started = started or (bool(passage.where) and passage.level != "bullet" and bool(passage.marker) and not ended)
        if started and not passage.where.startswith("PL"):
            yield passage


def _is_meant(found: Found, text: str) -> bool:
    """Whether a date in a sentence says when to act: not the day of a cited document, nor the year in a title."""
    deadline = found.deadline
    if _CITED.search(text[max(0, found.start - _CITING) : found.start]) or deadline.kind is None:
        return False
    if deadline.freq == "continuous":
        return found.start == 0
    bare = deadline.kind in ("date", "year", "half_year") and not deadline.before
    return not bare or bool(_AIMED.match(text[found.start : found.start + _OPENING]))


def _deadline(text: str, year: int | None) -> Deadline | None:
    """The first time in a sentence by which something is to be done."""
    line = squeeze(text)
    deadline = next((found.deadline for found in find_deadlines(line, year) if _is_meant(found, line)), None)
    return replace(deadline, text=_IN.sub("", deadline.text)) if deadline else None


def _inherits(passage: Passage, own: Assignment, above: Assignment) -> Assignment:
    lead = own.lead or above.lead
    helping = (*own.coordinating, *(above.coordinating if not own.lead else ()))
    return Assignment(lead, tuple(name for name in helping if name not in lead))


@dataclass
class _Duty:
    """A duty as found: its passage, whom it charges, the criteria above it, and what lines below it say of it."""

    passage: Passage
    assignment: Assignment
    criteria: tuple[str, ...]
    details: Details | None = None
    verbless: bool = False

    @property
    def said(self) -> Details | None:
        """What the lines below it say, else the brackets that close it."""
        return self.details or details_behind(self.passage.text)

    @property
    def charges(self) -> Assignment:
        """Whom the lines below or brackets behind charge, else the sentence itself."""
        return self.said.assignment if self.said and self.said.assignment.lead else self.assignment


@dataclass(frozen=True)
class _Actor:
    """Whom a list item charges that stands above items with another sign: "- Văn phòng:" above "+ Lập sổ"."""

    marker: str = ""
    assignment: Assignment = field(default_factory=Assignment)

    def over(self, item: Passage) -> bool:
        """Whether a list item stands below this one."""
        return bool(self.assignment.lead) and item.level == "bullet" and item.marker != self.marker

    @staticmethod
    def introduced_by(passage: Passage) -> bool:
        """Whether a list item is nothing but names with a colon behind them."""
        names = passage.text.rstrip(" :")
        return passage.level == "bullet" and passage.text.rstrip().endswith(":") and unit_score(names) >= _WHOLLY


class _Walk:
    """One walk through the body: the chapter open now, the duties met so far, and the heading met last."""

    def __init__(self) -> None:
        self.chapter = _Chapter()
        self.found: list[_Duty] = []
        self.waiting: dict[str, list[_Duty]] = {}
        self.told: dict[str, list[_Duty]] = {}
        self.heading: Passage | None = None
        self.actor = _Actor()

    def meet(self, passage: Passage) -> None:
        """Take in one passage: a title, a duty, or details of the duties above it."""
        details = details_of(passage.text) if self.chapter.open else None
        if details:
            self._tell(passage, details)
            return
        if passage.level != "bullet" and passage.marker:
            self.chapter.enter(passage)
            self.actor = _Actor()
        if self.actor.introduced_by(passage):
            self.actor = _Actor(passage.marker, read_assignment(passage.text.rstrip(" :")))
            return
        titles = passage.level == "heading" and not passage.text.endswith((";", "."))
        self.heading = passage if titles else self.heading
        if self.chapter.open and _is_duty(passage) and not titles:
            self._add(self._duty(passage))

    def _add(self, duty: _Duty) -> None:
        """Keep a duty, which waits for details under its number."""
        self.found.append(duty)
        self.waiting.setdefault(duty.passage.where, []).append(duty)

    def _duty(self, passage: Passage) -> _Duty:
        text = _CHARGED.sub("", passage.text)
        own = read_assignment(text)
        verbless = len("".join(own.lead)) >= _WHOLLY * len(text.rstrip(" .;:"))
        own = Assignment() if verbless else own
        opens = passage.level == "text" and passage.marker
        above = self.chapter.lead(passage.where.rpartition(".")[0] if opens else passage.where)
        if passage.level == "bullet":
            above = self.actor.assignment if self.actor.over(passage) else above
            self.actor = self.actor if self.actor.over(passage) else _Actor(passage.marker, own)
        criteria = self.chapter.criteria(passage.where)
        return _Duty(passage, _inherits(passage, own, above), criteria, verbless=verbless)

    def _tell(self, passage: Passage, details: Details) -> None:
        """Give details to the duties under the same number that have none yet, else to the one told last; a heading
        with nothing but details under it is the duty itself."""
        number = self._number(passage)
        if number not in self.waiting and self.heading and self.heading.where == number:
            self._add(self._duty(self.heading))
        waiting, told = self.waiting.get(number, []), self.told.get(number, [])
        for duty in waiting or told:
            duty.details = details.after(duty.details)
        if waiting or told:
            self.told[number], self.waiting[number] = waiting or told[-1:], []

    def _number(self, passage: Passage) -> str:
        """The number that a passage stands under: a marker of its own ("a) Chủ trì: ...") is left out."""
        return passage.where.rpartition(".")[0] if passage.marker and passage.level != "bullet" else passage.where


def read_duties(passages: Sequence[Passage], year: int | None, directory: Directory) -> list[dict[str, Any]]:
    """The duties of the body in printed order, with their places and whom they charge (canonical names)."""
    walk = _Walk()
    for passage in _in_body(passages):
        walk.meet(passage)
    charged = [duty.charges for duty in walk.found]
    directory.learn(name for assignment in charged for name in (*assignment.lead, *assignment.coordinating))
    for duty in walk.found:
        known = directory.opening(duty.passage.text) if duty.verbless and not duty.assignment.lead else None
        duty.assignment = Assignment((known,)) if known else duty.assignment
    return [_json(duty, year, directory) for duty in walk.found]


def _when(duty: _Duty, year: int | None) -> Deadline | None:
    """The time that the details give, else the first one in the sentence."""
    printed = duty.said.deadline if duty.said else ""
    return read_deadline(printed, year) if printed else _deadline(duty.passage.text, year)


def _json(duty: _Duty, year: int | None, directory: Directory) -> dict[str, Any]:
    passage, assignment, criteria = duty.passage, duty.charges, duty.criteria
    deadline = _when(duty, year)
    lead = directory.canonical_all(assignment.lead)
    return {
        "where": passage.where, "content": passage.text, "lead": lead,
        "coordinating": [name for name in directory.canonical_all(assignment.coordinating) if name not in lead],
        "deadline": deadline.as_json() if deadline else None, "criteria": list(criteria),
        "source": {"page": passage.place.page, "line": passage.place.line},
        "confidence": 0.9 if lead else 0.6,
    }  # fmt: skip
