"""How long a form is to read: parts over the lengths of data/reading.toml, abbreviations, and minutes for the whole."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import ceil
from typing import Final

from hailong.lexicon.syllables import is_syllable
from hailong.measure.questionnaires.form import TEXT, Form, Item

_DATA: Final = resources.files("hailong.measure.questionnaires") / "data" / "reading.toml"
_WORD: Final = re.compile(r"[^\W_]+")
_ABBREVIATION: Final = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Heavy:
    """A part that asks too much of a slow reader: where it stands (an item's code, or "intro"), and why."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Length:
    """A form's length: `syllables` to read at most, whole `minutes` for somebody slow, and its heavy parts."""

    syllables: int
    minutes: int
    heavy: tuple[Heavy, ...]


@cache
def limits() -> dict[str, int]:
    """The lengths; every caller gets the same table, so leave it as it is."""
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


def syllables(text: str) -> int:
    """Written syllables: letters or digits between spaces and signs."""
    return len(_WORD.findall(text))


def length(form: Form) -> Length:
    """How long the form is where every item is asked; advice, never a reason to refuse it."""
    count = syllables(form.intro) + syllables(form.consent) + sum(map(_read, form.items))
    told = limits()
    acting = sum(told["write_seconds" if item.kind == TEXT else "answer_seconds"] for item in form.items)
    minutes = ceil((count / told["per_minute"] * 60 + acting) / 60)
    heavy = list(_heavy(form))
    if minutes > told["minutes"]:
        heavy.append(Heavy("", f"Cả phiếu chừng {minutes} phút, nên dưới {told['minutes']}; bỏ bớt câu."))
    return Length(count, minutes, tuple(heavy))


def _read(item: Item) -> int:
    """A scale that comes again and again is read once, so only own options count."""
    return sum(map(syllables, (item.text, item.hint, *(option.label for option in item.options))))


def _heavy(form: Form) -> Iterator[Heavy]:
    yield from _too_long("intro", "intro", "Lời mở đầu", form.intro)
    for item in form.items:
        yield from _too_long(item.code, "item", f"Câu {item.code}", item.text)
        yield from _too_long(item.code, "hint", f"Lời nhắc của câu {item.code}", item.hint)
        for option in item.options:
            yield from _too_long(item.code, "label", f"Lựa chọn {option.code} của câu {item.code}", option.label)
        for word in dict.fromkeys(_ABBREVIATION.findall(item.text)):
            if word.isupper() and not is_syllable(word):
                yield Heavy(item.code, f"Câu {item.code} có chữ viết tắt “{word}”; viết đủ lời.")


def _too_long(place: str, limit: str, what: str, text: str) -> Iterator[Heavy]:
    count, most = syllables(text), limits()[limit]
    if count > most:
        yield Heavy(place, f"{what} dài {count} tiếng, nên từ {most} trở xuống; viết gọn lại.")
