"""Real documents: sound ones come back untouched, damaged ones lose most of their broken words."""

import os
import re
import unicodedata
from pathlib import Path

import pytest

from hailong.lexicon.repair import repair

FOLDER = os.environ.get("HAILONG_DOCUMENTS")
pytestmark = [
    pytest.mark.documents,
    pytest.mark.skipif(not FOLDER, reason="HAILONG_DOCUMENTS names no folder of documents"),
]

VOWELS = set("aeiouy")


def texts() -> list[Path]:
    return sorted(Path(FOLDER or "").glob("*.txt"))


def broken_share(lines: list[str]) -> float:
    """Share of the small-lettered words, tags of markup aside, that have no vowel: what lost letters leave behind."""
    words = [word for line in lines for word in re.findall(r"(?<![</\w])[^\W\d_]+", line) if word.islower()]
    broken = [word for word in words if not VOWELS & set(unicodedata.normalize("NFD", word))]
    return len(broken) / max(1, len(words))


def test_sound_documents_come_back_untouched() -> None:
    sound = 0
    for path in texts():
        lines = path.read_text(encoding="utf-8").split("\n")
        if broken_share(lines) < 0.01:
            sound += 1
            changed = [number for number, line in enumerate(repair(lines), 1) if line.text != line.raw]
            assert changed == [], path.name
    assert sound


def test_damaged_documents_lose_nine_tenths_of_their_broken_words() -> None:
    for path in texts():
        lines = path.read_text(encoding="utf-8").split("\n")
        before = broken_share(lines)
        if before >= 0.01:
            suggested = repair(lines)
            assert [line.raw for line in suggested] == lines
            assert broken_share([line.text for line in suggested]) <= before / 10, path.name
