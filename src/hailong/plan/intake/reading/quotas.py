"""Quotas of a plan: counts of forms, meetings, news items and the like, in a period or as such."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from hailong.plan.intake.reading.figures import Figure, either, figures, wording
from hailong.plan.intake.reading.outline import Passage
from hailong.plan.intake.reading.sentences import sentences

_NEAR, _REACH = 30, 60


def quotas(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    """The quotas of contract 4.1 in printed order: text, value, unit as printed, per, operator, where.

    `per` is week, month, quarter, half_year, year or None. A count is a quota where a period or a comparing word
    stands by it ("mỗi quý 60 phiếu", "không quá 01 lần"); a bare count ("05 xã") is not.
    """
    return [
        {
            "text": sentence,
            "value": figure.plain,
            "unit": figure.unit,
            "per": per,
            "operator": figure.operator,
            "where": passage.where,
        }
        for passage in passages
        for sentence in sentences(passage.text)
        for figure, per in _counts(sentence)
    ]


def _counts(sentence: str) -> list[tuple[Figure, str | None]]:
    found = [figure for figure in figures(sentence, _units()) if figure.value == figure.value.to_integral_value()]
    counts = []
    for index, figure in enumerate(found):
        since = found[index - 1].end if index else 0
        until = found[index + 1].start if index + 1 < len(found) else len(sentence)
        lead = sentence[figure.start : figure.number_start].lower()
        strong = re.match(either(wording()["quotas"]["strong"]), lead.strip()) or _of_each(sentence, figure, since)
        per = _sure_period(sentence, figure, since) or (_period(sentence, figure, since, until) if strong else None)
        if strong or per:
            counts.append((figure, per))
    return counts


def _of_each(sentence: str, figure: Figure, since: int) -> bool:
    """Whether a count is what each of several has: "mỗi huyện khảo sát 400 phiếu"."""
    each, nouns = (either(wording()["quotas"][name]) for name in ("each", "each_of"))
    before = sentence[max(since, figure.start - _REACH) : figure.start]
    return bool(re.search(rf"(?<!\w)(?:{each})\s+(?:{nouns})(?!\w)", before, re.IGNORECASE))


@cache
def _units() -> str:
    return rf"(?:{either(wording()['quotas']['units'])})(?!\w)"


@cache
def _periods() -> dict[str, str]:
    return {word: name for name, words in wording()["quotas"]["periods"].items() for word in words}


@cache
def _pattern(*kinds: str) -> re.Pattern[str]:
    """A period named by one of the kinds of words before it ("mỗi quý") or by a stroke ("/quý")."""
    words = either(word for kind in kinds for word in wording()["quotas"][kind])
    return re.compile(rf"(?:/\s*(?:0?1\s+)?|(?<!\w)(?:{words})\s+)(?P<word>{either(_periods())})(?!\w)", re.IGNORECASE)


def _sure_period(sentence: str, figure: Figure, since: int) -> str | None:
    """A period that makes any count a quota: "60 phiếu/quý", "60 phiếu mỗi quý", "mỗi quý 60 phiếu"."""
    gap = re.compile(r"\s*\)?\s*").match(sentence, figure.end)
    behind = _pattern("every", "within").match(sentence, gap.end() if gap else figure.end)
    before = list(_pattern("every").finditer(sentence, max(since, figure.start - _NEAR), figure.start))
    found = behind or (before[-1] if before else None)
    return _name(found)


def _period(sentence: str, figure: Figure, since: int, until: int) -> str | None:
    """The period nearest before a count, else behind it, in the same clause."""
    before = list(_pattern("every", "within").finditer(sentence, max(since, figure.start - _REACH), figure.start))
    behind = _pattern("every", "within").search(sentence, figure.end, min(until, figure.end + _REACH))
    return _name(before[-1] if before else behind)


def _name(found: re.Match[str] | None) -> str | None:
    return _periods()[found["word"].lower()] if found else None
