"""Score tables in flattened text: head, unit names and figures follow one another, broken over lines anyhow."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hailong.documents.anatomy import Place
from hailong.lexicon.numbers import parse_number
from hailong.plan.intake.reading.score_rows import (
    CHANGE,
    TOTAL,
    Line,
    Score,
    Warnings,
    caption_year,
    code_of,
    has_words,
    score_row,
    warned,
)

_FEWEST_CRITERIA, _CAPTION = 3, 3
_HEAD_LINES, _LONGEST_HEAD, _LONGEST_NAME, _LONGEST_TAIL = 6, 60, 16, 5
_FIGURE = re.compile(r"[+\-–−]?\d{1,3}(?:[.,]\d{1,4})?%?")
_DECIMAL = re.compile(r"\d[.,]\d")
_SIGNED = re.compile(r"[+\-–−]")
_AFTER_HEAD = re.compile(r"^.*?so với\s*(?:năm\s*)?20\d\d\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    place: Place

    @property
    def is_figure(self) -> bool:
        return bool(_FIGURE.fullmatch(self.text))

    @property
    def is_decimal(self) -> bool:
        return self.is_figure and bool(_DECIMAL.search(self.text))


@dataclass(frozen=True, slots=True)
class _Row:
    words: tuple[_Word, ...]
    figures: dict[str, Decimal]
    place: Place
    end: int


def scores_from_lines(lines: Sequence[Line], year: int | None) -> tuple[list[Score], Warnings]:
    """The score rows of tables laid flat in lines of text, and their sum_mismatch warnings.

    A table begins where three criterion codes stand in a few lines; `year` is used where the lines above name none.
    """
    rows: list[tuple[Score, Place]] = []
    heads = [index for index in range(len(lines)) if _opens_a_head(lines, index)]
    words, begins = _words(lines) if heads else ([], [])
    done = 0
    for index in heads:
        if begins[index] < done:
            continue
        above = [text for text, _ in lines[max(0, index - _CAPTION) : index + 1]]
        found, end = _table(words, begins[index], caption_year(above) or year)
        rows += found
        done = begins[bisect_right(begins, end) - 1]
    return [row for row, _ in rows], warned(rows)


def _words(lines: Sequence[Line]) -> tuple[list[_Word], list[int]]:
    """All words of the lines, and at which of them each line begins; last how many there are."""
    words: list[_Word] = []
    begins = []
    for text, place in lines:
        begins.append(len(words))
        words += [_Word(word, place) for word in text.split()]
    return words, [*begins, len(words)]


def _opens_a_head(lines: Sequence[Line], index: int) -> bool:
    """Whether a line begins with or holds the first codes of a head that is complete within a few lines."""
    if not set(_codes(lines[index][0].split())) - {TOTAL}:
        return False
    near = " ".join(text for text, _ in lines[index : index + _HEAD_LINES]).split()[:_LONGEST_HEAD]
    return len(set(_codes(near)) - {TOTAL}) >= _FEWEST_CRITERIA


def _codes(words: Sequence[str]) -> list[str]:
    return [code for word in words if (code := code_of(word))]


def _table(words: Sequence[_Word], begin: int, year: int | None) -> tuple[list[tuple[Score, Place]], int]:
    """The rows behind the head that begins at a word, and at which word they end."""
    head = words[begin : begin + _LONGEST_HEAD]
    first = next((place for place, word in enumerate(head) if word.is_decimal), None)
    columns = _columns([word.text for word in head[:first]]) if first is not None else []
    if len(columns) < _FEWEST_CRITERIA:
        return [], begin
    place = begin
    rows: list[_Row] = []
    names: list[str] = []
    while row := _next_row(words, place, columns, first=not rows):
        tail, name = _unit(row.words, len(names) + 1)
        if names and tail and len(tail) <= _LONGEST_TAIL:
            names[-1] += " " + " ".join(tail)
        names.append(" ".join(name))
        rows.append(row)
        place = row.end
    read = [(score_row(name, row.figures, year), row.place) for name, row in zip(names, rows, strict=True)]
    return [(row, where) for row, where in read if row], place


def _columns(head: Sequence[str]) -> list[str]:
    """The columns of figures in printed order; a "TT" before all other codes heads the ordinals."""
    codes = _codes(head)
    if codes.count("TT") > 1 or (codes[:1] == ["TT"] and "đơn vị" in " ".join(head[:5]).lower()):
        codes.remove("TT")
    codes = list(dict.fromkeys(codes))
    return [*codes, CHANGE] if has_words(" ".join(head), "change") else codes


def _next_row(words: Sequence[_Word], place: int, columns: Sequence[str], *, first: bool) -> _Row | None:
    """The next run of figures with the words before it; None where too many words stand between."""
    reach = place + (_LONGEST_HEAD if first else _LONGEST_NAME + _LONGEST_TAIL)
    start = next((at for at in range(place, min(reach, len(words))) if words[at].is_decimal), None)
    if start is None:
        return None
    run = []
    for word in words[start : start + len(columns)]:
        if not word.is_figure:
            break
        run.append(word.text)
    if len(run) == len(columns) and columns[-1] == CHANGE and not (_SIGNED.match(run[-1]) or _DECIMAL.search(run[-1])):
        run.pop()  # the ordinal of the next row, where this row's change is blank
    if len(run) < len(columns) - (columns[-1] == CHANGE):
        return None
    values = {
        column: value for column, text in zip(columns, run, strict=False) if (value := parse_number(text)) is not None
    }
    return _Row(tuple(words[place:start]), values, words[start].place, start + len(run))


def _unit(words: Sequence[_Word], ordinal: int) -> tuple[list[str], list[str]]:
    """The end of the unit before, where a cell's last line stands behind its figures, and this row's unit."""
    texts = [word.text for word in words]
    for place, text in enumerate(texts[:-1]):
        if text.strip(".").isdigit() and int(text.strip(".")) == ordinal:
            return texts[:place], texts[place + 1 :]
    if ordinal == 1:
        return [], _AFTER_HEAD.sub("", " ".join(texts)).split()
    return [], texts
