"""Vietnamese text: normal form, fold, order and Roman numerals."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.lexicon.text import fold, int_to_roman, nfc, roman_to_int, sort_key, squeeze

VOWELS = list("aăâeêioôơuưy")
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]  # level, huyền, hỏi, ngã, sắc, nặng
VIETNAMESE = st.text(
    st.sampled_from("aàảãáạăằắặâầấậbcdđeèéẹêềếệghiìíịklmnoòóọôồốộơờớợpqrstuùúụưừứựvxyỳýỵAĂÂĐÊÔƠƯĐ -.,1234567890"),
    max_size=12,
)

# In the order of a Vietnamese dictionary: letters first, then tones, then capitals.
IN_ORDER = [
    "",
    " ",
    "-",
    "–",
    ",",
    ";",
    ":",
    ".",
    "'",
    "‘",
    "’",
    "(",
    ")",
    "/",
    "%",
    "0",
    "9",
    "a",
    "A",
    "à",
    "À",
    "ả",
    "ã",
    "á",
    "ạ",
    "àn",
    "án",
    "an giang",
    "ang",
    "ăn",
    "ân",
    "ấn",
    "Ba Bể",
    "Bà Rịa",
    "Bắc Giang",
    "Bắc Nha Trang",
    "bến",
    "bo",
    "bò",
    "bỏ",
    "bõ",
    "bó",
    "bọ",
    "bô",
    "bơ",
    "cu",
    "dân",
    "đá",
    "đặc khu",
    "Đặc khu",
    "e",
    "ê",
    "hoa",
    "hoà",
    "hoạ",
    "hòa",
    "hóa",
    "i",
    "ơn",
    "u",
    "ư",
    "Vĩnh Hải",
    "y",
    "ý",
    "z",
    "Я",
]


def test_a_hand_written_alphabetical_list_is_in_order():
    shuffled = IN_ORDER[::-1]

    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_every_vowel_sorts_by_its_six_tones_before_the_next_vowel():
    letters = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
    shuffled = letters[::-1]

    assert sorted(shuffled, key=sort_key) == letters


def test_tones_count_only_where_all_letters_are_the_same():
    """Bà comes before Bac although à follows a, and Bá Rang before Ba Ria; a space comes before every letter."""
    assert sorted(["Bac", "Ba Ria", "Bá Rang", "Bà"], key=sort_key) == ["Bà", "Bá Rang", "Ba Ria", "Bac"]


def test_a_foreign_accent_sorts_beside_its_letter():
    assert sorted(["Zu", "Güs", "Gut", "Gus"], key=sort_key) == ["Gus", "Güs", "Gut", "Zu"]


def test_a_fraction_sign_sorts_as_its_figures():
    assert sorted(["2", "½", "1"], key=sort_key) == ["1", "½", "2"]


@given(VIETNAMESE, VIETNAMESE)
def test_the_order_is_total_and_the_key_tells_texts_apart(one, other):
    assert (sort_key(one) == sort_key(other)) == (nfc(one) == nfc(other))


@given(st.lists(VIETNAMESE, max_size=6))
def test_the_order_does_not_depend_on_the_normal_form(names):
    decomposed = [unicodedata.normalize("NFD", name) for name in names]

    assert sorted(map(sort_key, names)) == sorted(map(sort_key, decomposed))


@given(st.text(max_size=20))
def test_any_text_has_a_key(text):
    assert sort_key(text).count(b"\0") >= 3


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặc khu Phú Quốc", "dac khu phu quoc"),
        ("ĐƯỜNG", "duong"),
        ("Ðà Nẵng", "da nang"),
        ("Hoà", "hoa"),
        ("Hòa", "hoa"),
        ("ð", "d"),
        ("Straße", "strasse"),
        ("2.024, Quý I", "2.024, quy i"),
    ],
)
def test_fold_leaves_letters_without_marks(text, folded):
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@given(st.text(max_size=30))
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=30))
def test_nfc_and_squeeze_are_idempotent(text):
    assert nfc(nfc(text)) == nfc(text)
    assert squeeze(squeeze(text)) == squeeze(text)


def test_nfc_composes_and_puts_the_icelandic_eth_right():
    assert nfc("\u00d0i\u00ea\u0300u") == "Điều"
    assert nfc("\u00f0\u01b0\u01a1\u0300ng") == "đường"


def test_squeeze_puts_a_wrapped_text_on_one_line():
    assert squeeze("  Sở\u00a0 Nội\n\tvụ\u200b \ufeff") == "Sở Nội vụ"


@given(st.integers(1, 3999))
def test_roman_numerals_go_there_and_back(number):
    assert roman_to_int(int_to_roman(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("XL", 40), ("MCMXCIX", 1999), (" VII ", 7), ("Ⅳ", 4)],
)
def test_a_roman_numeral_is_read(text, value):
    assert roman_to_int(text) == value


@pytest.mark.parametrize("text", ["", " ", "IIII", "VX", "IC", "IIX", "VV", "MMMM", "vi", "Vi", "I.", "A", "1", "XIVI"])
def test_what_is_no_roman_numeral_is_none(text):
    assert roman_to_int(text) is None


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_numbers_without_a_roman_numeral_are_refused(number):
    with pytest.raises(ValueError, match="La Mã"):
        int_to_roman(number)
