"""Which letter strings can be Vietnamese syllables."""

import unicodedata

import pytest

from hailong.lexicon.syllables import bare_syllables, is_syllable, parts

GOOD = [
    *("nghiêng", "quốc", "thuở", "khuỷu", "ngoằn", "nguyễn", "gì", "giếng", "giữa", "quyết", "yêu", "yến", "ý", "ở"),
    *("à", "oanh", "uyển", "rượu", "người", "hòa", "hoà", "thuỷ", "thủy", "quý", "xoong", "huynh", "khuya", "khúc"),
    *("tuýt", "kiện", "ghế", "nghề", "cửa", "kỷ", "trường", "Đường", "HUYỆN"),
]
BAD = [
    *("iệ", "ph", "th", "ngiêng", "gê", "ceo", "kà", "qa", "xyz", "hợpp", "ng", "nh", "bcd", "website", "ngh"),
    *("oê", "zalo", "tac", "tich", "hop", "nhat", "tất\u0300"),
]


@pytest.mark.parametrize("word", GOOD)
def test_a_written_syllable_is_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", BAD)
def test_a_fragment_or_a_foreign_word_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_a_stopped_rime_bears_only_the_sharp_and_the_heavy_tone() -> None:
    assert [is_syllable(word) for word in ("các", "cạc", "càc", "cảc", "cãc", "cac")] == [True, True] + [False] * 4


def test_tone_and_letters_come_apart() -> None:
    assert parts("Nghiệp") == ("nghiêp", "nặng")
    assert parts("sau") == ("sau", "ngang")
    assert parts("hòa") == parts("hoà") == ("hoa", "huyền")


def test_two_tone_marks_are_no_syllable() -> None:
    assert parts(unicodedata.normalize("NFC", "a\u0300\u0301")) is None


def test_the_grammar_is_neither_empty_nor_boundless() -> None:
    assert 2_000 < len(bare_syllables()) < 6_000
    assert all(letter.isalpha() for word in bare_syllables() for letter in word)
