"""Targets of a plan: the shares and points it sets out to reach, each with its operator and indicator."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from hailong.lexicon.indicators import find_indicators
from hailong.plan.intake.reading.figures import DIGITS, Figure, either, figures, wording
from hailong.plan.intake.reading.outline import Passage
from hailong.plan.intake.reading.sentences import sentences

_UNITS = r"%|phần\s+trăm(?!\w)|điểm\s*%|điểm\s+phần\s+trăm|điểm(?!\w)"
_YEAR = re.compile(r"(?<![\d/])(20\d\d)(?![\d/])(?!\s*/)")
_REFERENCE = re.compile(
    r"(?<!\d)\d+/[\w/.-]{0,60}[A-ZĐ]{2}[\w-]*(?:\s+ngày\s+[\d/.-]+)?|\d{1,2}/\d{1,2}/\d{4}|so với[^,;()]*"
)
_RANGE = re.compile(rf"(?P<low>{DIGITS})\s*(?:%|phần trăm|điểm)?\s*(?:đến|tới|-|–)\s*$")
_BOUNDS = re.compile(r"[,;:(]|(?<!\w)(?:trong đó|đối với|và)(?!\w)")
_NEAR, _REACH = 25, 60  # characters

Warnings = list[dict[str, Any]]


def targets(passages: Iterable[Passage], year: int | None) -> tuple[list[dict[str, Any]], Warnings]:
    """The targets of contract 4.1 in printed order, and a warning for each whose indicator has no code.

    `year` is the plan's: a figure of an earlier year, a difference ("tăng 5% so với ...") and a share of something
    else (costs, weights, error) is no target. "từ 80% đến 85%" is two targets, one for each end.
    """
    found: list[dict[str, Any]] = []
    for passage in passages:
        past, last = False, None
        for sentence in sentences(passage.text):
            said = _said_year(sentence, year)
            past = _is_past(sentence, said, year, told=past)
            if past:
                continue
            for target in targets_of(sentence, said):
                if target["indicator"] is None and _words("goes_on").match(sentence.lower()):
                    target["indicator"] = last
                last = target["indicator"] or last
                found.append(target | {"where": passage.where})
    return found, [unknown(target["text"], target["where"]) for target in found if target["indicator"] is None]


def unknown(sentence: str, where: str) -> dict[str, Any]:
    """The warning for a target whose indicator has no code."""
    message = f"Chưa rõ chỉ tiêu này đo chỉ số nào, đề nghị chọn: “{sentence}”"
    return {"code": "indicator_unknown", "message": message, "where": where}


def targets_of(sentence: str, year: int | None, *, aimed: bool = False) -> Iterator[dict[str, Any]]:
    """The targets of one sentence, without their place; `aimed`: it is known to set aims, so points count too."""
    printed = [figure for figure in figures(sentence, _UNITS) if _is_share(sentence, figure)]
    used: set[str] = set()
    for index, figure in enumerate(printed):
        clause = _clause(sentence, printed, index)
        if _is_other(sentence, figure, clause):
            continue
        code = _indicator(sentence, figure, clause, used)
        if figure.unit == "điểm" and not aimed and not _is_aim_in_points(sentence, figure, code):
            continue
        used.add(code or "")
        for operator, value in _ends(sentence, figure):
            yield {
                "text": sentence,
                "indicator": code,
                "operator": operator,
                "value": value,
                "unit": "điểm" if figure.unit == "điểm" else "%",
                "year": year,
            }


def _is_share(sentence: str, figure: Figure) -> bool:
    """Not the points of a part ("62/65 điểm"), nor the low end of a range, which its high end brings along."""
    before, behind = sentence[: figure.number_start].rstrip(), sentence[figure.end :].lstrip()
    if before.endswith("/") or re.match(r"(?:đến|tới|-|–)\s*\d", behind) or re.match(r"lên\s+\d", behind):
        return False
    return not re.search(r"(?:cộng|trừ|tối đa|thang)\s*$", before, re.IGNORECASE) or "điểm" not in figure.unit


def _said_year(sentence: str, year: int | None) -> int | None:
    """The year of a sentence's target: the last one it names that is no date, reference or comparison."""
    plain = _REFERENCE.sub(" ", sentence)
    years = [int(found) for found in _YEAR.findall(plain)]
    ahead = [found for found in years if year is None or found >= year]
    if ahead:
        return ahead[-1]
    return years[-1] if years and not _aims().search(plain.lower()) else year


def _is_past(sentence: str, said: int | None, year: int | None, *, told: bool) -> bool:
    """Whether a sentence tells results; `told`: the one before it in the passage does, and this names no other year."""
    if said is not None and year is not None and said < year:
        return True
    if _aims().search(sentence.lower()):
        return False
    return bool(_words("past").search(sentence.lower())) or (told and not _YEAR.search(_REFERENCE.sub(" ", sentence)))


def _is_aim_in_points(sentence: str, figure: Figure, code: str | None) -> bool:
    """Points are a target only of an index, and only where they are compared or aimed at; else they are a result."""
    aimed = figure.compared or bool(_aims().search(sentence.lower()))
    return aimed and code in wording()["targets"]["point_indicators"]


def _clause(sentence: str, printed: Sequence[Figure], index: int) -> tuple[int, int]:
    """Where the words about one figure begin and end, between its neighbours."""
    start, end = 0, len(sentence)
    if index:
        start = _parting(sentence, printed[index - 1].end, printed[index].start)
    if index + 1 < len(printed):
        end = _parting(sentence, printed[index].end, printed[index + 1].start)
    return start, end


def _parting(sentence: str, since: int, until: int) -> int:
    """Where the words of one figure give way to those of the next: at the last comma or "đối với" between them."""
    marks = [mark.start() for mark in _BOUNDS.finditer(sentence, since, until)]
    return marks[-1] if marks else until


def _is_other(sentence: str, figure: Figure, clause: tuple[int, int]) -> bool:
    words = sentence[clause[0] : clause[1]].lower()
    if _words("other").search(words):
        return True
    near = sentence[max(clause[0], figure.start - _NEAR) : figure.number_start].lower()
    behind = sentence[figure.end : clause[1]].lower()
    return bool(_difference().search(near)) and "so với" in behind + sentence[clause[1] :].lower()[:_NEAR]


def _indicator(sentence: str, figure: Figure, clause: tuple[int, int], used: set[str]) -> str | None:
    """The indicator named nearest the figure: in its part between commas, its clause, then the sentence."""
    left = max((m.end() for m in _BOUNDS.finditer(sentence, clause[0], figure.start)), default=clause[0])
    right = min((m.start() for m in _BOUNDS.finditer(sentence, figure.end, clause[1])), default=clause[1])
    for start, end in ((left, right), clause):
        codes = find_indicators(sentence[start:end])
        if codes:
            return codes[0]
    codes = find_indicators(sentence)
    return next((code for code in codes if code not in used), codes[0] if codes else None)


def _ends(sentence: str, figure: Figure) -> Iterator[tuple[str, int | float]]:
    low = _RANGE.search(sentence[max(0, figure.number_start - _REACH) : figure.number_start])
    if not low:
        yield figure.operator, figure.plain
        return
    first = next(figures(f"{low['low']} %", "%"), None)
    if first:
        yield ">=", first.plain
    yield "<=", figure.plain


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{either(wording()['targets'][name])})(?!\w)")


def _aims() -> re.Pattern[str]:
    return _words("aims")


@cache
def _difference() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{either(wording()['targets']['difference'])})(?!\w)\D*$")
