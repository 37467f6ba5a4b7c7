"""Scorecards told in prose: an index of a unit, its points, parts, rank and change against the year before."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from hailong.lexicon.indicators import find_indicators
from hailong.lexicon.numbers import parse_number
from hailong.lexicon.text import squeeze
from hailong.plan.intake.reading.figures import DIGITS, either
from hailong.plan.intake.reading.outline import Passage
from hailong.plan.intake.reading.score_words import mismatch, plain, wording

_YEAR = re.compile(r"(?<!\d)năm\s+(20\d\d)(?!\d)", re.IGNORECASE)
_AGAINST = re.compile(r"so với\s+(?:cùng kỳ\s+)?(?:năm\s+)?(20\d\d)", re.IGNORECASE)
_SEPARATOR = re.compile(r";|:|\(|\.\s|,\s")
_LONGEST_OPENING, _LONGEST_CARD = 400, 4000  # characters of what stands before the points, and of all that is told

Card = dict[str, Any]
Warnings = list[dict[str, Any]]


def scorecards(passages: Iterable[Passage], agency: str | None = None) -> tuple[list[Card], Warnings]:
    """The scorecards of contract 4.1 in printed order, and sum_mismatch where printed parts do not make the total.

    One paragraph may tell of several units; a year said once holds for those behind it. `change` is in points and
    `rank_change` in places, both positive for the better. `agency` is meant where the text says only "của Sở".
    """
    cards: list[Card] = []
    warnings: Warnings = []
    for passage in passages:
        for read in _cards(squeeze(passage.text)):
            card = read | {"unit": _whose(read["unit"], agency)}
            cards.append(card)
            warning = _check(card, passage.where)
            warnings += [warning] if warning else []
    return cards, warnings


def _whose(unit: str | None, agency: str | None) -> str | None:
    bare = not unit or unit.lower() in wording()["prose"]["kinds"]
    return agency or unit if bare else unit


def _check(card: Card, where: str) -> dict[str, Any] | None:
    scores = [Decimal(str(part["score"])) for part in card["parts"]]
    what = f"Điểm {card['index']} của {card['unit'] or 'đơn vị'}"
    return mismatch(what, scores, sum(scores, Decimal()), Decimal(str(card["total"])), where)


@cache
def _points() -> re.Pattern[str]:
    """ "... đạt 88,50[/100] điểm"."""
    reached = either(wording()["prose"]["reached"])
    return re.compile(
        rf"\s+(?:đã\s+)?(?:{reached})\s+(?P<total>{DIGITS})(?:\s*/\s*100)?\s*điểm(?!\s*phần)", re.IGNORECASE
    )


@cache
def _opening() -> re.Pattern[str]:
    """ "Chỉ số ... của X [năm 2024] đạt 88,50[/100] điểm"."""
    return re.compile(
        r"(?P<index>(?:chỉ số|điểm chỉ số|par\s?index)[^;.:]*?)(?:\s+của\s+(?P<unit>[^;.:]+?))?(?:\s+năm\s+20\d\d)?"
        + _points().pattern,
        re.IGNORECASE,
    )


def _openings(text: str) -> Iterator[re.Match[str]]:
    """The openings in printed order. Points are looked for first, then what opens their clause: the other way round
    every "chỉ số" of a long text without points would be followed to the end of it."""
    since = 0
    for points in _points().finditer(text):
        clause = text[max(0, points.start() - _LONGEST_OPENING) : points.start()]
        begins = points.start() - len(clause) + max(map(clause.rfind, ";.:")) + 1
        opening = _opening().search(text, max(since, begins), points.end())
        if opening:
            since = opening.end()
            yield opening


def _cards(text: str) -> Iterator[Card]:
    openings = list(_openings(text))
    for index, opening in enumerate(openings):
        end = openings[index + 1].start() if index + 1 < len(openings) else len(text)
        rest = text[opening.end() : min(end, opening.end() + _LONGEST_CARD)]
        card = _card(opening, rest, text[max(0, opening.end() - _LONGEST_CARD) : opening.end()])
        if card:
            yield card


def _card(opening: re.Match[str], rest: str, before: str) -> Card | None:
    codes, total = find_indicators(opening["index"]), parse_number(opening["total"])
    rank = _rank().search(rest)
    parts = list(_parts(rest[: rank.start()] if rank else rest))
    change, rank_change = _difference(rest, r"điểm(?!\s*phần)"), _difference(rest, either(wording()["prose"]["steps"]))
    if not codes or total is None or not (parts or rank or change is not None):
        return None
    card: Card = {
        "unit": opening["unit"].strip(" ,") if opening["unit"] else None,
        "index": codes[0],
        "year": _year(before, rest),
        "total": plain(total),
        "parts": parts,
        "rank": int(rank["rank"]) if rank else None,
        "of": int(rank["of"]) if rank and rank["of"] else None,
    }
    told = {"change": change, "rank_change": rank_change}
    return card | {name: value for name, value in told.items() if value is not None}


def _year(before: str, rest: str) -> int | None:
    """The year last named before the points, comparisons apart; else the one after the year compared with."""
    named = _YEAR.findall(_AGAINST.sub(" ", before))
    if named:
        return int(named[-1])
    against = _AGAINST.search(rest)
    return int(against[1]) + 1 if against else None


@cache
def _part() -> re.Pattern[str]:
    reached = either(wording()["prose"]["reached"])
    return re.compile(
        rf"(?P<name>[^\d;]{{0,200}}?)\s*(?:(?<!\w)(?:{reached})|:)?\s*(?<![\d/])(?P<score>{DIGITS})\s*/\s*(?P<max>{DIGITS})"
        r"(?!\s*[/\d])(?!-)",
        re.IGNORECASE,
    )


def _parts(text: str) -> Iterator[Card]:
    for piece in re.split(r";|\.\s|,\s(?=[^\d])", text):
        found = _part().search(piece)
        score, most = (parse_number(found[name]) for name in ("score", "max")) if found else (None, None)
        if found and score is not None and most is not None and score <= most:
            yield {"name": _name(found["name"]), "score": plain(score), "max": plain(most)}


def _name(text: str) -> str:
    name = _SEPARATOR.split(text.strip(" ,;:("))[-1].strip(" ,;:(")
    return re.sub(rf"^(?:(?:{either(wording()['prose']['lead'])})[\s,:]+)+", "", name, flags=re.IGNORECASE)


@cache
def _rank() -> re.Pattern[str]:
    words = either(wording()["prose"]["rank"])
    return re.compile(
        rf"(?<!\w)(?:{words})\s*:?\s*(?P<rank>\d{{1,3}})(?:\s*(?:/|trên|trong(?:\s+(?:tổng\s+)?số)?)\s*(?P<of>\d{{1,3}}))?"
        r"(?![\d,.]\d)",
        re.IGNORECASE,
    )


def _difference(text: str, unit: str) -> int | float | None:
    """The signed figure of "tăng 5,99 điểm" or "giảm 02 bậc"."""
    found = re.search(rf"(?<!\w)(?P<way>tăng|giảm)\s+(?P<size>{DIGITS})\s*(?:{unit})(?!\w)", text, re.IGNORECASE)
    size = parse_number(found["size"]) if found else None
    if not found or size is None:
        return None
    return plain(size if found["way"].lower() == "tăng" else -size)
