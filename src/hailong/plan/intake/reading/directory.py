"""The units a document names, each under one canonical name: abbreviations, short forms and misprints resolved."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from hailong.lexicon.text import fold
from hailong.plan.intake.reading.alike import FILLER, Alike
from hailong.plan.intake.reading.counting import count_runs
from hailong.plan.intake.reading.names import words

_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"\w+|\s|[^\w\s]")
_TAIL_WORDS = 3
_LONGEST_OPENING, _LONGEST_FULL = 60, 200  # words of a name that opens a sentence; characters of a name
_OWN_LEVEL = r"(?:(?:HĐND và )?UBND (?:xã|phường|đặc khu|tỉnh|thành phố|huyện)|Sở|Cục|Chi cục|Ban)"
_MANY = frozenset(["cac", "nhung", "moi", "toan", "tat", "can", "cong", "vien", "lanh", "thu"])


def name_key(name: str) -> tuple[str, ...]:
    """A name as folded words, abbreviations of common words spelled out: equal keys are one unit."""
    spelled: list[str] = []
    for word in _WORD.findall(name.lower()):
        spelled += fold(words().abbreviations.get(word, word)).split()
    return tuple(spelled)


def _initials_match(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether every word of the short key is the same word or the initials of the next words of the long one."""
    if not short or not long:
        return not short and not long
    if short[0] == long[0]:
        return _initials_match(short[1:], long[1:])
    if long[0] in FILLER:
        return _initials_match(short, long[1:])
    rest = [word for word in long if word not in FILLER]
    taken = rest[: len(short[0])]
    if len(short[0]) < 2 or "".join(word[0] for word in taken) != short[0]:
        return False
    return _initials_match(short[1:], tuple(rest[len(short[0]) :]))


def _is_abbreviation(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return len(short) < len(long) and short[:1] == long[:1] and _initials_match(short, long)


def _one_letter_off(one: str, other: str) -> bool:
    """Whether two different words are one insertion, deletion or exchange apart."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    head = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[head + 1 :] == other[head + 1 :] or one[head:] == other[head + 1 :] or one[head + 1 :] == other[head:]


def _is_misprint(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two long keys differ in one word by one letter."""
    if len(one) != len(other) or len(one) < 4:
        return False
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(pairs) == 1 and _one_letter_off(*pairs[0]) and not any(word.isdigit() for word in pairs[0])


def _is_short_form(short: tuple[str, ...], long: tuple[str, ...], agency: tuple[str, ...]) -> bool:
    """Whether the long name is the short one and the issuing agency's own level behind it ("Văn phòng" + "Sở")."""
    tail = long[len(short) :]
    if long[: len(short)] != short or not tail or not agency:
        return False
    own = agency[0] in ("so", "cuc", "chi", "ban") and tail[:1] == agency[:1]
    return (own and tail == agency[: len(tail)]) or tail in _council_tails(agency)


def _is_person(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the long name is the same person's with a title behind it ("Ông A" and "Ông A - Trưởng phòng B")."""
    if not _TAIL_WORDS < len(short) < len(long) or long[: len(short)] != short:
        return False
    return any(short[: len(person)] == person for person in map(name_key, words().persons))


def _council_tails(agency: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The tails of a committee's own units: its level, the committee, the council and committee, its full name."""
    committee = ("uy", "ban", "nhan", "dan")
    level = agency[len(committee) : len(committee) + 1]
    if agency[: len(committee)] != committee or not level:
        return ()
    council = ("hoi", "dong", "nhan", "dan", "va")
    return (level, committee + level, council + committee + level, agency[len(committee) :])


@dataclass
class Directory:
    """Canonical names by key, learnt from every name that the document prints."""

    agency: str = ""
    text: str = ""
    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    spellings: dict[tuple[str, ...], Counter[str]] = field(default_factory=dict)
    aliases: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def learn(self, names: Iterable[str]) -> None:
        """Count printed names, and how often the whole text spells each: misprints are rarer than the right name."""
        printed = list(names)
        for name in (*printed, *self._full_names(set(printed))):
            key = name_key(name)
            if key:
                self.counts[key] += 1
                self.spellings.setdefault(key, Counter())[name] += 1
        self._count()
        self.aliases = dict(self._resolve())
        for name in (name for spellings in self.spellings.values() for name in spellings):
            self.names.setdefault(name.lower(), name)

    @cached_property
    def _spoken(self) -> tuple[str, ...]:
        """The whole text as one key."""
        return name_key(self.text)

    @cached_property
    def _printed(self) -> list[str]:
        """The whole text in small letters, cut into words, signs and spaces."""
        return _TOKEN.findall(self.text.lower())

    def _count(self) -> None:
        """Count every key in the text, and every spelling of those that have several."""
        said = count_runs(self._spoken, self.spellings, apart=1)  # two that share a space are one
        several = {
            name: tuple(_TOKEN.findall(name.lower()))
            for names in self.spellings.values()
            if len(names) > 1
            for name in names
        }
        printed = count_runs(self._printed, several.values())
        for key, spellings in self.spellings.items():
            self.counts[key] = max(self.counts[key], said[key])
            for name in spellings if len(spellings) > 1 else ():
                spellings[name] = max(spellings[name], printed[several[name]])

    def _full_names(self, names: set[str]) -> Iterator[str]:
        """Names that the text somewhere spells with the agency's own level behind them: "Văn phòng" + "Sở"."""
        agency = name_key(self.agency)
        for level in re.finditer(rf"\s+{_OWN_LEVEL}(?!\s+[A-ZĐÀ-Ỹ])", self.text):
            before = self.text[max(0, level.start() - _LONGEST_FULL) : level.start()]
            for word in re.finditer(r"\b(?=\w)", before):
                name = before[word.start() :]
                if name in names and _is_short_form(name_key(name), name_key(name + level[0]), agency):
                    yield name + level[0]

    def _resolve(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """Each key that stands for another, with that one."""
        agency = name_key(self.agency)
        alike = Alike(self.counts, (*_council_tails(agency), *(agency[:size] for size in range(1, len(agency) + 1))))
        resolved: dict[tuple[str, ...], tuple[str, ...]] = {}
        for key in self.counts:
            longer = [other for other in alike.near(key) if self._stands_for(key, other, agency)]
            if longer:
                resolved[key] = max(longer, key=lambda other: (self.counts[other], len(other)))
        return resolved

    def _stands_for(self, key: tuple[str, ...], other: tuple[str, ...], agency: tuple[str, ...]) -> bool:
        if _is_abbreviation(key, other) or _is_short_form(key, other, agency) or _is_person(key, other):
            return True
        if _is_misprint(key, other):
            return (self.counts[other], other) > (self.counts[key], key)
        tail = key[1:]
        if key[0] in _MANY:
            return False
        return len(tail) >= _TAIL_WORDS and len(other) > len(key) and key[0] == other[0] and self._ends(other, tail)

    @staticmethod
    def _ends(name: tuple[str, ...], tail: tuple[str, ...]) -> bool:
        end = name[-len(tail) :]
        return end == tail or _is_misprint(("x", *end), ("x", *tail))

    def canonical(self, name: str) -> str:
        """The document's fullest and commonest spelling of a unit; the name itself where it was never learnt."""
        key = name_key(name)
        seen = {key}
        while key in self.aliases and self.aliases[key] not in seen:
            key = self.aliases[key]
            seen.add(key)
        spellings = self.spellings.get(key)
        if not spellings:
            return name
        best = max(spellings.values())
        return max((s for s, n in spellings.items() if n == best), key=lambda s: (s[:1].isupper(), len(s)))

    def opening(self, text: str) -> str | None:
        """The longest learnt name that a sentence begins with; None where it begins with none."""
        spaces = islice(re.finditer(" ", text), _LONGEST_OPENING)
        names = (self.names.get(text[: space.start()].lower()) for space in spaces)
        return max(filter(None, names), key=len, default=None)

    def canonical_all(self, names: Iterable[str]) -> list[str]:
        """Canonical names in printed order, each once."""
        return list(dict.fromkeys(self.canonical(name) for name in names))
