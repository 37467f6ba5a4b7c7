"""Deadline phrases of plans, as officials write them, read into dates, spans, rhythms, events and steps.

"Quý I/2023" is a quarter, "Định kỳ thứ sáu hằng tuần" a rhythm, "Sau khi Đề án được phê duyệt" waits for approval.
A phrase that is not understood is kept as printed with kind None: it is offered to a person, never guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, takewhile

from hailong.clock.dating import Incomplete, dated
from hailong.clock.deadlines import Deadline, Milestone
from hailong.clock.steps import items
from hailong.clock.triggers import awaited, awaited_score
from hailong.clock.wording import Squashed, Token, key, squash, tokens, wording
from hailong.lexicon.text import squeeze

_SPANS = frozenset({"date", "day", "month", "quarter", "half", "year", "repeat"})
_ENDS = " .;,:-–—"
_SEVERAL = 2
_ANY_YEAR = 2000
_SCHOOL_YEAR = re.compile(r"(?<=hoc)20\d\d-?$")  # the second year of "năm học 2024 - 2025" is no deadline either
_SHORT, _STEP_WORDS = 8, 14
_LONGEST = 1200  # characters of a deadline cell that are read; what is longer is no single deadline
_LONGEST_RUN = 60  # tokens of one deadline inside a sentence
_BEHIND = 40  # characters looked at before a word for what forbids a deadline there


@dataclass(frozen=True, slots=True)
class Found:
    """A deadline phrase inside a longer text: where it stands in the text on one line, and what it says."""

    start: int
    end: int
    deadline: Deadline


def read_deadline(text: str, year: int | None) -> Deadline:
    """Read a whole deadline cell or phrase; `year` is the plan's, used where the phrase prints none.

    Never raises: an unread phrase is Deadline(kind=None). Without any year, day-bound kinds have due None.
    """
    printed = Deadline(squeeze(text))
    text = text if len(text) <= _LONGEST else printed.text[:_LONGEST]
    squashed = squash(_trimmed(text))
    if not squashed.key:
        return printed
    run = _run(squashed)
    if run and not _tells_steps(run):
        read = _whole(squashed, year)
    else:
        read = _steps(text, year) or awaited(squashed.text) or _embedded(squashed, year)
    return replace(read, text=printed.text) if read else printed


# What an awaited document or authority cannot end with: its name is still to come.
_DANGLES = re.compile(r"(?:^|\s)(?:của|bộ|sở|ban|ủy ban|và|các|về|theo|với|khi|sau|trước|được|có)\s*$", re.IGNORECASE)
_UNFINISHED = 0.5


def deadline_score(text: str) -> float:
    """How surely, from 0 to 1, the text is wholly one deadline phrase; beginnings of phrases get about a half."""
    if len(text) > _LONGEST:
        return 0.0
    squashed = squash(_trimmed(text))
    if not squashed.key:
        return 0.0
    run = _run(squashed)
    if run is not None:
        return _run_score(squashed, run)
    if _opens(squashed):
        return 0.5
    steps = items(text)
    if len(steps) >= _SEVERAL and all(len(step.split()) <= _STEP_WORDS and _step(step, None) for step in steps):
        return 0.85
    score = awaited_score(text)
    return min(score, _UNFINISHED) if _DANGLES.search(text) else score


def find_deadlines(text: str, year: int | None) -> tuple[Found, ...]:
    """The calendar phrases inside a sentence, in printed order; events are read only as whole phrases.

    Places count in the text brought on one line (lexicon.text.squeeze).
    """
    return tuple(_search(squash(text), year))


def _trimmed(text: str) -> str:
    line = text.strip().strip(_ENDS + "+•*").strip()
    if line.startswith("(") and line.endswith(")"):
        line = line[1:-1].strip()
    return line


def _run(squashed: Squashed) -> list[Token] | None:
    """The tokens of the text where they cover all of it and at least one is a span of the calendar or a rhythm."""
    run = list(tokens(squashed))
    covered = bool(run) and run[-1].end == len(squashed.key)
    return run if covered and any(token.kind in _SPANS for token in run) else None


def _tells_steps(run: list[Token]) -> bool:
    """Whether a verb stands between two dates: "Sơ kết: Tháng 6; tổng kết: Tháng 12"."""
    if any(token.kind in ("repeat", "year") for token in run):
        return False
    spans = [index for index, token in enumerate(run) if token.kind in _SPANS]
    return any(token.name == "verb" for token in run[spans[0] : spans[-1]])


def _whole(squashed: Squashed, year: int | None) -> Deadline | None:
    run = _run(squashed)
    if run is None:
        return None
    try:
        return dated(run, squashed, year)
    except Incomplete:
        return None


def _run_score(squashed: Squashed, run: list[Token]) -> float:
    try:
        dated(run, squashed, _ANY_YEAR)
    except Incomplete:
        return 0.2
    spans = [token for token in run if token.kind in _SPANS]
    if squashed.key.isdigit():
        return 0.4
    if any(squashed.key[token.start] == "." for token in run[:-1]):
        return 0.5
    if run[-1].kind == "word" and run[-1].name in ("plain", "before", "from", "to", "and", "early", "verb"):
        return 0.5
    if all(token.name == "bare" for token in spans):
        return 0.85
    return 1.0


def _opens(squashed: Squashed) -> bool:
    """Whether the text is the beginning of a usual phrase, cut between two words."""
    begun, length = squashed.key, len(squashed.key)
    if any(phrase.key == begun for phrase in _openings()):
        return False
    return any(phrase.key.startswith(begun) and phrase.parted(length) for phrase in _openings())


@cache
def _openings() -> tuple[Squashed, ...]:
    return tuple(squash(phrase) for phrase in wording()["openings"]["phrases"])


def _search(squashed: Squashed, year: int | None) -> Iterator[Found]:
    place = 0
    while place < len(squashed.key):
        found = _span_from(squashed, place, year) if _word_begins(squashed, place) else None
        if found is None:
            place += 1
            continue
        start, end, deadline = found
        yield Found(squashed.at[start], squashed.at[end - 1] + 1, deadline)
        place = end


def _word_begins(squashed: Squashed, place: int) -> bool:
    if place == 0 or squashed.at[place] > squashed.at[place - 1] + 1:
        before = squashed.key[max(0, place - _BEHIND) : place]
        return not _SCHOOL_YEAR.sub("", before).endswith(_spoilers())
    return not squashed.key[place - 1].isalnum() and squashed.key[place - 1] not in "/.-"


@cache
def _spoilers() -> tuple[str, ...]:
    return tuple(key(word) for word in wording()["lookalikes"]["before"])


def _span_from(squashed: Squashed, place: int, year: int | None) -> tuple[int, int, Deadline] | None:
    """The deadline whose first word, preposition included, stands at a place of the key: its ends and what it is."""
    run = _cut_at_and(list(islice(takewhile(_inside_a_sentence, tokens(squashed, place)), _LONGEST_RUN)))
    while run and run[-1].kind not in _SPANS:
        run.pop()
    if not run or not _sure_inside_a_sentence(squashed, run):
        return None
    try:
        return place, run[-1].end, dated(run, squashed, year)
    except Incomplete:
        return None


def _inside_a_sentence(token: Token) -> bool:
    return token.kind != "word" or token.name not in ("verb", "tail")


def _cut_at_and(run: list[Token]) -> list[Token]:
    """The tokens up to an "và" that joins a date to a rhythm: those are two deadlines. "Và" itself begins none."""
    for index, token in enumerate(run):
        if token.name == "and":
            before = {part.kind == "repeat" for part in run[:index] if part.kind in _SPANS}
            after = {part.kind == "repeat" for part in run[index:] if part.kind in _SPANS}
            if not before or before != after:
                return run[:index]
    return run


def _sure_inside_a_sentence(squashed: Squashed, run: list[Token]) -> bool:
    """Whether the run would be a date in the middle of a sentence: "1.2", "30/42", "thường xuyên theo dõi" are not."""
    first, end = run[0], run[-1].end
    if squashed.slice(first.start, first.end).split()[0].lower() in wording()["lookalikes"]["words"]:
        return False
    if first.kind == "date" and first.year is None:
        return squashed.key.startswith("ngay", first.start)
    if first.kind == "repeat" and first.name == "continuous" and len(run) == 1:
        return end == len(squashed.key) or not squashed.key[end].isalnum()
    return any(token.kind != "year" for token in run) or squashed.key.startswith("nam", first.start)


def _steps(text: str, year: int | None) -> Deadline | None:
    """Several steps in one cell, each with its date."""
    steps = [_step(item, year) for item in items(text)]
    read = tuple(step for step in steps if step)
    if len(read) < _SEVERAL:
        return None
    sure = 0.95 if len(read) == len(steps) else 0.6
    return _milestones(read, sure)


def _milestones(steps: tuple[Milestone, ...], sure: float) -> Deadline:
    return Deadline("", "milestones", sure * min(step.deadline.confidence for step in steps), milestones=steps)


def _step(item: str, year: int | None) -> Milestone | None:
    """One item "what: when", "when: what", "what (when)" or "what trước ngày ..."."""
    squashed = squash(_trimmed(item))
    head, _, rest = squashed.text.partition(":")
    for what, when in ((head, rest), (rest, head)):
        read = (_whole(squash(_trimmed(when)), year) or awaited(when)) if what.strip() and when.strip() else None
        if read:
            return Milestone(what.strip(_ENDS), replace(read, text=when.strip(_ENDS)))
    whole = _whole(squashed, year)
    return Milestone(_act(squashed), whole) if whole else _step_by_search(squashed, year)


def _act(squashed: Squashed) -> str | None:
    """The verb that opens a step and names it: "sơ kết năm 2028"; None where it only says that something is done."""
    acts = {key(word) for word in wording()["words"]["acts"]}
    for token in tokens(squashed):
        if token.kind in _SPANS:
            break
        if token.name == "verb" and squashed.key[token.start : token.end] in acts:
            return squashed.slice(token.start, token.end)
    return None


def _step_by_search(squashed: Squashed, year: int | None) -> Milestone | None:
    found = list(_search(squashed, year))
    if len(found) != 1:
        return None
    where = found[0]
    rest = squashed.text[: where.start].strip(_ENDS + "(") or squashed.text[where.end :].strip(_ENDS + ")")
    return Milestone(rest, where.deadline) if rest else None


def _embedded(squashed: Squashed, year: int | None) -> Deadline | None:
    """A cell that says more than its dates: they are read with less confidence, the less the more is said."""
    found = list(_search(squashed, year))
    if not found:
        return None
    if len(found) > 1:
        return _milestones(tuple(_named_by_neighbours(squashed.text, found)), 0.6)
    rest = squashed.text[: found[0].start] + squashed.text[found[0].end :]
    sure = 0.7 if len(rest.split()) <= _SHORT else 0.4
    return replace(found[0].deadline, confidence=min(sure, found[0].deadline.confidence))


def _named_by_neighbours(text: str, found: list[Found]) -> Iterator[Milestone]:
    """Name each date by the words before it, or by those behind it where the text begins with a date."""
    ends = [0, *(phrase.end for phrase in found)]
    starts = [*(phrase.start for phrase in found), len(text)]
    between = [
        text[end:start].strip(_ENDS).removesuffix(" và").strip(_ENDS + "()")
        for end, start in zip(ends, starts, strict=True)
    ]
    names = between[1:] if not between[0] else between[:-1]
    for name, phrase in zip(names, found, strict=True):
        yield Milestone(name or None, phrase.deadline)
