"""Duties: what the body of a plan charges somebody with, outside its table of tasks."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from hailong.clock.deadlines import Deadline
from hailong.clock.phrases import read_deadline
from hailong.lexicon.criteria import criterion_score, find_criteria
from hailong.lexicon.text import fold, squeeze
from hailong.plan.intake.reading.assignment import Assignment, read_assignment
from hailong.plan.intake.reading.directory import Directory
from hailong.plan.intake.reading.outline import Passage

# Chapters that say why and how much, not who does what.
_NOT_DUTIES = (
    "muc dich", "muc tieu", "yeu cau", "quan diem", "pham vi", "doi tuong", "kinh phi", "can cu", "thuc trang",
    "danh gia", "su can thiet", "ket qua dat duoc", "chi tieu", "nguyen tac",
)  # fmt: skip
_CLOSING = re.compile(
    r"^(?:trên đây là|nơi nhận|yêu cầu các .* nghiêm túc|đề nghị các .* nghiêm túc|trong quá trình .*thực hiện,? nếu)",
    re.I,
)
_CHARGED = re.compile(
    r"^(?:trách nhiệm(?:\s+thực hiện)?\s+của|giao(?:\s+cho)?|phân công|đề nghị|yêu cầu)\s+", re.IGNORECASE
)
_POINTER = re.compile(
    r"^\(?(?:chi tiết |có |theo |kèm theo ).*(?:phụ lục|biểu|kèm theo|đính kèm)[^.]*\)?\.?$", re.IGNORECASE
)
_WHEN = re.compile(
    r"(?:chậm nhất|hoàn thành|xong)?\s*(?:trong|trước|đến)?\s*(?:ngày\s+)?\b(?:"
    r"\d{1,2}[/.]\d{1,2}[/.]\d{4}|quý\s+(?:[IV]+|\d)(?:\s*[,-]\s*(?:[IV]+|\d))*\s*(?:/|\s+năm\s+)\d{4}|tháng\s+\d{1,2}\s*(?:/|\s+năm\s+)\d{4}"
    r"|(?:định kỳ\s+)?(?:thứ\s+\w+\s+)?(?:hằng|hàng)\s+(?:ngày|tuần|tháng|quý|năm))\b",
    re.IGNORECASE,
)
_LAW_DATE = re.compile(r"(?:số\s*:?\s*\S+\s+|của[^,;.]{1,40})$", re.IGNORECASE)


class _Chapter:
    """What the chapter and headings above a passage say: whether it holds duties, and whom they charge."""

    def __init__(self) -> None:
        self.open = True
        self.started = False
        self.charged: dict[str, Assignment] = {}
        self.titles: dict[str, str] = {}

    def enter(self, passage: Passage) -> None:
        top = "." not in passage.where.removeprefix("PL.")
        self.started = self.started or bool(passage.where)
        title = fold(passage.text)
        if top:
            self.open = not title.startswith(_NOT_DUTIES)
            self.charged.clear()
            self.titles.clear()
        elif title.startswith(_NOT_DUTIES):
            self.open = False
        elif self.started and _depth(passage) == 1:
            self.open = self.open or not title.startswith(_NOT_DUTIES)
        self.titles[passage.where] = passage.text
        text = _CHARGED.sub("", passage.text).rstrip(" :")
        self.charged[passage.where] = read_assignment(text)

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
            title = self.titles.get(where, "")
            if title and criterion_score(title.rstrip(" :")) >= 0.9:
                return find_criteria(title)
            where = where.rpartition(".")[0]
        return ()


def _depth(passage: Passage) -> int:
    return passage.where.count(".")


def _is_duty(passage: Passage) -> bool:
    text = passage.text
    return len(text) > 25 and not _CLOSING.match(text) and not _POINTER.match(text) and not text.isupper()


def _in_body(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Passages from the first chapter to the recipients or the first annex."""
    started = False
    for passage in passages:
        if passage.where.startswith("PL") or fold(passage.text).startswith("noi nhan"):
            if started:
                return
            continue
        started = started or (passage.where[:1] in "IVXLCA" and passage.level == "heading" and bool(passage.where))
        if started:
            yield passage


def find_when(text: str) -> str | None:
    """The first phrase of a sentence that says when; dates of cited documents are not meant."""
    for found in _WHEN.finditer(text):
        if not _LAW_DATE.search(text[: found.start()]):
            return squeeze(found[0])
    return None


def _deadline(text: str, year: int | None) -> Deadline | None:
    phrase = find_when(text)
    return read_deadline(phrase, year) if phrase else None


def _inherits(passage: Passage, own: Assignment, above: Assignment) -> Assignment:
    lead = own.lead or above.lead
    helping = (*own.coordinating, *(above.coordinating if not own.lead else ()))
    return Assignment(lead, tuple(name for name in helping if name not in lead))


def read_duties(passages: Sequence[Passage], year: int | None, directory: Directory) -> list[dict[str, Any]]:
    """The duties of the body in printed order, with their places and whom they charge (canonical names)."""
    chapter = _Chapter()
    found: list[tuple[Passage, Assignment, tuple[str, ...]]] = []
    for passage in _in_body(passages):
        if passage.level != "bullet" and passage.marker:
            chapter.enter(passage)
        if chapter.open and _is_duty(passage) and (passage.level != "heading" or passage.text.endswith((";", "."))):
            text = _CHARGED.sub("", passage.text)
            own = read_assignment(text)
            above = chapter.lead(passage.where if passage.level != "text" else passage.where.rpartition(".")[0])
            found.append((passage, _inherits(passage, own, above), chapter.criteria(passage.where)))
    directory.learn(name for _, assignment, _ in found for name in (*assignment.lead, *assignment.coordinating))
    return [_duty(passage, assignment, criteria, year, directory) for passage, assignment, criteria in found]


def _duty(
    passage: Passage, assignment: Assignment, criteria: tuple[str, ...], year: int | None, directory: Directory
) -> dict[str, Any]:
    deadline = _deadline(passage.text, year)
    lead = directory.canonical_all(assignment.lead)
    return {
        "where": passage.where, "content": passage.text, "lead": lead,
        "coordinating": [name for name in directory.canonical_all(assignment.coordinating) if name not in lead],
        "deadline": deadline.as_json() if deadline else None, "criteria": list(criteria),
        "source": {"page": passage.place.page, "line": passage.place.line},
        "confidence": 0.9 if lead else 0.6,
    }  # fmt: skip
