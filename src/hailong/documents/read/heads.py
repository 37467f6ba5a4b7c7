"""The head of a table printed as running lines: which words name which column, and where the head ends.

A flattened head runs its cells together ("Số TT Việc phải làm Ai chịu", "trách nhiệm Hạn xong"); the words
that names of columns are made of, capitals and line ends tell where one name stops and the next starts. Where
letters were lost even after repair, whole names are matched by the letters that are left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from hailong.documents.read.head_words import HeadWords, Words, head_words, role_of, words_of
from hailong.documents.read.join import join_lines
from hailong.documents.read.lines import Line
from hailong.documents.read.tables import is_counter_row

MOST_LINES = 24
_MOST_WORDS = 70
_LONGEST_NAME = 14
_PHRASE = 4  # words in the longest phrase of the lists
_WORST = 1.1  # cost per word above which a run of words is no head
_FREE = 0.2  # the same where no ordinal below confirms the head
_JOINERS = (",", "/", "&", "-")


@dataclass(frozen=True, slots=True)
class Head:
    """The columns' names as printed, what each holds, and how many lines the head takes."""

    names: tuple[str, ...]
    roles: tuple[str | None, ...]
    length: int

    @property
    def numbered(self) -> bool:
        """Whether the first column holds ordinals."""
        return self.roles[0] == "ordinal"


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a head: folded parts, whether a line or a capital begins with it, whether it ties to what follows."""

    text: str
    parts: Words
    opens_line: bool
    capital: bool
    ties: bool


def _tokens(lines: Sequence[str]) -> list[_Token]:
    found = []
    for line in lines:
        for at, word in enumerate(line.split()):
            parts = words_of(word)
            found.append(_Token(word, parts, at == 0, word[:1].isupper(), word.endswith(_JOINERS)))
    return found


def _matches(tokens: Sequence[_Token], at: int, phrases: frozenset[Words]) -> int:
    """How many tokens from `at` the longest phrase of a list takes, 0 where none begins there."""
    parts: list[str] = []
    best = 0
    for index in range(at, min(at + _PHRASE, len(tokens))):
        parts += tokens[index].parts
        if tuple(parts) in phrases:
            best = index + 1 - at
    return best


def _name_costs(tokens: Sequence[_Token], start: int, shouted: bool, words: HeadWords) -> list[tuple[int, float]]:
    """Every end that a column's name beginning at `start` may have, with its cost."""
    token = tokens[start]
    at, cost, ends = start, 1.0, []
    cost += 0.0 if shouted or token.capital else 1.5
    cost += 2.0 if start and (tokens[start - 1].ties or tokens[start - 1].text in words.joins) else 0.0
    cost += 0.2 if start and not token.opens_line else 0.0
    taken = _matches(tokens, start, words.starts)
    if not taken:
        taken, cost = 1, cost + 1.0
    at += taken
    ends.append((at, cost))
    role = role_of(" ".join(token.text for token in tokens[start:at]))
    while role != "ordinal" and at < min(len(tokens), start + _LONGEST_NAME):
        step, more = _extension(tokens, at, shouted, words)
        if shouted and _turns(tokens[at : at + step], role):
            more += 1.5
        at, cost = at + step, cost + more
        ends.append((at, cost))
    return ends


def _turns(extension: Sequence[_Token], role: str | None) -> bool:
    """Whether words that might go on a name rather begin one of another kind (asked where capitals tell nothing)."""
    other = role_of(" ".join(token.text for token in extension))
    who = {"responsibility", "lead", "coordinating"}
    return other not in (None, role) and not (role == "responsibility" and other in who)


def _extension(tokens: Sequence[_Token], at: int, shouted: bool, words: HeadWords) -> tuple[int, float]:
    """How many words go on a name at `at`, and what that costs."""
    token, tied = tokens[at], tokens[at - 1].ties or tokens[at - 1].text in words.joins
    if token.text in words.joins or not token.parts or token.text.startswith("("):
        return 1, 0.1
    taken = max(_matches(tokens, at, words.extends), _matches(tokens, at, words.starts) if tied else 0)
    cost = 0.1 if taken else 0.9
    if token.capital and not shouted and not tied:
        cost += 1.5
    return max(taken, 1), cost + (0.3 if token.opens_line and not tied else 0.0)


def _segment(tokens: Sequence[_Token]) -> tuple[float, list[tuple[int, int]]]:
    """The cheapest way to cut words into names of columns."""
    words = head_words()
    letters = "".join(token.text for token in tokens[1:])
    shouted = letters.upper() == letters
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * len(tokens)
    for start in range(len(tokens)):
        base = best[start][0]
        if base == float("inf"):
            continue
        for end, cost in _name_costs(tokens, start, shouted, words):
            if base + cost < best[end][0]:
                best[end] = (base + cost, start)
    spans, end = [], len(tokens)
    while end:
        spans.append((best[end][1], end))
        end = best[end][1]
    return best[-1][0], spans[::-1]


def parse_head(lines: Sequence[str]) -> tuple[float, tuple[str, ...]]:
    """The names of columns that some lines print, and the cost per word of reading them so (0 good, over 1 bad)."""
    tokens = _tokens(lines)
    if not tokens or len(tokens) > _MOST_WORDS:
        return float("inf"), ()
    cost, spans = _segment(tokens)
    names = tuple(join_lines([token.text for token in tokens[start:end]]) for start, end in spans)
    return (cost - len(names)) / len(tokens), names


def without_groups(names: Sequence[str]) -> tuple[str, ...]:
    """The names without those printed over several columns ("Phân công" over "Chủ trì" and "Phối hợp")."""
    roles = [role_of(name) for name in names]
    if not {"lead", "coordinating"} <= set(roles):
        return tuple(names)
    group = next((at for at, role in enumerate(roles) if role == "responsibility"), None)
    if group is None:
        return tuple(names)
    lead = roles.index("lead")
    kept = [name for at, name in enumerate(names) if at not in (group, lead, roles.index("coordinating"))]
    place = sum(1 for at in range(group) if at not in (lead, roles.index("coordinating")))
    return (*kept[:place], names[lead], names[roles.index("coordinating")], *kept[place:])


def is_plan_head(names: Sequence[str]) -> bool:
    """Whether names of columns are those of a plan: something to do, and by whom, until when or with what result."""
    roles = [role_of(name) for name in names]
    kinds = {role for role in roles if role}
    ask = kinds & {"lead", "coordinating", "responsibility", "deadline", "product", "indicator"}
    unknown = sum(role is None for role in roles)
    return "content" in kinds and bool(ask) and len(names) >= 3 and unknown * 2 <= len(names)


def _as_head(names: Sequence[str], length: int) -> Head | None:
    names = without_groups(names)
    if not is_plan_head(names):
        return None
    return Head(tuple(names), tuple(role_of(name) for name in names), length)


@cache
def _openings() -> dict[str, tuple[Words, ...]]:
    """The names a head may open with, by their first word."""
    found: dict[str, tuple[Words, ...]] = {}
    for role in head_words().roles:
        if role.name in ("ordinal", "content", "indicator", "other"):
            for start in role.starts:
                found[start[0]] = (*found.get(start[0], ()), start)
    return found


def opens_head(line: str) -> bool:
    """Whether a line may be the first of a head: it begins with the name of a column that may come first."""
    printed = line.split(maxsplit=_PHRASE)[:_PHRASE]
    first = words_of(printed[0]) if printed else ()
    if not first or first[0] not in _openings():
        return False
    words = words_of(" ".join(printed))
    return any(words[: len(start)] == start for start in _openings()[first[0]])


def find_head(lines: Sequence[Line], stop: int) -> Head | None:
    """The head that takes `lines` up to line `stop` (where rows begin); None where they are no head."""
    texts = [line.text for line in lines[:stop]]
    while texts and is_counter_row(" ".join(texts[-1:]).split()):
        texts.pop()
    return _exact(texts, stop) or _damaged(texts, stop)


def find_free_head(texts: Sequence[str]) -> Head | None:
    """The head of a table without ordinals: as many lines as read well as names of columns; None where none do."""
    best: Head | None = None
    for stop in range(1, len(texts) + 1):
        cost, names = parse_head(texts[:stop])
        if cost > _WORST / 2:
            break
        head = _as_head(names, stop) if cost <= _FREE else None
        best = head if head and not head.numbered and None not in head.roles else best
    return best


def _exact(texts: Sequence[str], stop: int) -> Head | None:
    cost, names = parse_head(texts)
    return _as_head(names, stop) if cost <= _WORST / 2 else None


@cache
def _known_names() -> tuple[tuple[str, str], ...]:
    """Whole names to match damaged ones with: (letters only, as printed)."""
    names = [*(name for role in head_words().roles for name in role.printed), *head_words().names]
    return tuple((_letters(name), name) for name in names)


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum() or char == "/")


def _left_over(damaged: str, whole: str) -> float | None:
    """The share of a whole name's letters that a damaged one still shows, in order; None where one does not fit."""
    rest = iter(whole)
    return len(damaged) / len(whole) if all(char in rest for char in damaged) else None


def _damaged(texts: Sequence[str], stop: int) -> Head | None:
    """A head read by the letters that are left: every run of words must be a known name with letters lost."""
    words = [word for text in texts for word in text.split()]
    if not 3 <= len(words) <= _MOST_WORDS:
        return None
    best: list[tuple[float, int, str]] = [(0.0, 0, "")] + [(float("inf"), 0, "")] * len(words)
    for start in range(len(words)):
        for end in range(start + 1, min(start + 8, len(words)) + 1):
            cost, name = _best_name("".join(map(_letters, words[start:end])))
            total = best[start][0] + cost
            if total < best[end][0]:
                best[end] = (total, start, name)
    names, end = [], len(words)
    if best[end][0] == float("inf"):
        return None
    while end:
        names.append(best[end][2])
        end = best[end][1]
    return _as_head(names[::-1], stop)


def _best_name(letters: str) -> tuple[float, str]:
    """The known name that explains damaged letters best, and its cost; infinite where too few letters are left."""
    found = [(share, name) for whole, name in _known_names() if letters and (share := _left_over(letters, whole))]
    share, name = max(found, default=(0.0, ""))
    return (0.5 + 2.0 * (1.0 - share), name) if share >= 0.4 else (float("inf"), "")
