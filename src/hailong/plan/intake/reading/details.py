"""What lines below a duty, or brackets behind it, say of it: "Đơn vị chủ trì: ...", "Thời gian hoàn thành: ..."."""

import re
from dataclasses import dataclass

from hailong.clock.phrases import deadline_score
from hailong.lexicon.text import squeeze
from hailong.plan.intake.reading.assignment import Assignment, read_assignment
from hailong.plan.intake.reading.names import listed

_ACTOR = r"(?:các\s+)?(?:đơn vị|cơ quan|phòng|bộ phận|địa phương|cá nhân|người|cán bộ|công chức|lãnh đạo)"
_DOING = r"(?:thực hiện|hoàn thành|triển khai|chính|tham mưu|báo cáo|dự kiến|đạt được|đầu ra)"
_LABEL = re.compile(
    rf"(?<![\w“\"])(?:(?:{_ACTOR}(?:,\s*(?:và\s+)?|\s+và\s+|/|\s+)?){{0,9}}"
    rf"(?P<who>chủ trì|phối hợp|phụ trách|chịu trách nhiệm|thực hiện|đầu mối|tham mưu)"
    rf"|(?P<when>thời gian|thời hạn|tiến độ|hạn|thời điểm)|(?P<other>(?:dự kiến\s+)?(?:sản phẩm|kết quả)|kinh phí))"
    rf"(?:\s*(?:,|và)?\s*{_DOING}){{0,9}}\s*:\s*",
    re.IGNORECASE,
)
_CLOSING_BRACKET = re.compile(r"\(([^()]*)\)\s*[.;]?$")
_SURE = 0.85
_ENDS = " .;,()-–+*"
_LONGEST = 4000  # characters in brackets that say who acts and when
_MOST = 1000  # names that lines below one duty add up to


@dataclass(frozen=True, slots=True)
class Details:
    """Who leads and who helps, and the printed time; empty where nothing is said of it."""

    assignment: Assignment
    deadline: str = ""

    def after(self, told: "Details | None") -> "Details":
        """These details with those of the lines before."""
        if told is None:
            return self
        lead = (*told.assignment.lead, *self.assignment.lead)
        helping = (*told.assignment.coordinating, *self.assignment.coordinating)
        return Details(Assignment(lead[:_MOST], helping[:_MOST]), told.deadline or self.deadline)


def details_of(text: str) -> Details | None:
    """The details that a whole paragraph gives: it begins with a label; None for any other paragraph."""
    line = squeeze(text).lstrip(_ENDS)
    return _read(line, list(_LABEL.finditer(line))) if _LABEL.match(line) else None


def details_behind(text: str) -> Details | None:
    """The details in the brackets that close a duty, with labels ("(Chủ trì: A)") or without ("(A chủ trì)")."""
    bracket = _CLOSING_BRACKET.search(squeeze(text))
    if not bracket or len(bracket[1]) > _LONGEST:
        return None
    inside = bracket[1].strip()
    labelled = details_of(inside)
    if labelled:
        return labelled
    said = read_assignment(inside) if re.search(r"\b(?:chủ trì|phối hợp|thực hiện)\b", inside, re.I) else Assignment()
    when = next((clause for clause in re.split(r"[;,]\s*", inside) if deadline_score(clause) >= _SURE), "")
    return Details(said, when) if said.lead else None


def _read(line: str, labels: list[re.Match[str]]) -> Details:
    lead: list[str] = []
    coordinating: list[str] = []
    deadline = ""
    ends = [*(label.start() for label in labels[1:]), len(line)]
    for label, end in zip(labels, ends, strict=True):
        value = line[label.end() : end].strip(_ENDS)
        if label["when"]:
            deadline = deadline or value
        elif label["who"]:
            (coordinating if label["who"].lower() == "phối hợp" else lead).extend(listed(value))
    return Details(Assignment(tuple(lead), tuple(name for name in coordinating if name not in lead)), deadline)
