"""Codes on slips: read as people type them, told from guesses and from those of other places."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.measure import codes

SECRET, OTHER = bytes(range(32)), bytes(32)
HERE, THERE = ("X0101", "Hộ tịch"), ("X0101", "Đất đai")
randoms = st.binary(min_size=10, max_size=10)


@given(randoms)
def test_a_code_opens_at_its_place_and_nowhere_else(random: bytes) -> None:
    """Not for another field, another unit, nor under the secret of another round."""
    code = codes.new_code(SECRET, *HERE, random)

    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert codes.opened(SECRET, code, [THERE, HERE]) == (random, *HERE)
    assert codes.opened(SECRET, code, [THERE, ("X0102", "Hộ tịch")]) is None
    assert codes.opened(OTHER, code, [HERE]) is None


@given(randoms)
def test_a_code_typed_by_hand_is_understood(random: bytes) -> None:
    """Small letters, spaces for dashes, I and L for one, O for nought."""
    code = codes.new_code(SECRET, *HERE, random)
    sloppy = code.lower().replace("-", " ").replace("1", "l", 1).replace("1", "i").replace("0", "o")

    assert codes.opened(SECRET, f" {sloppy}\n", [HERE]) == (random, *HERE)


@given(randoms, st.integers(0, 23), st.integers(1, 31))
def test_one_wrong_letter_makes_it_no_code(random: bytes, place: int, by: int) -> None:
    """Wherever it stands."""
    letters = list(codes.new_code(SECRET, *HERE, random).replace("-", ""))
    letters[place] = codes.ALPHABET[(codes.ALPHABET.index(letters[place]) + by) % 32]

    assert codes.opened(SECRET, "".join(letters), [HERE]) is None


@pytest.mark.parametrize("text", ["", "ABCD", "U" * 24, "đ" * 24, "0" * 25, "👍" * 24, "0" * 24])
def test_what_is_no_code_opens_nothing(text: str) -> None:
    """Whatever it is."""
    assert codes.opened(SECRET, text, [HERE]) is None


def test_a_name_in_either_unicode_form_is_the_same_field() -> None:
    """A list of dossiers may come decomposed."""
    code = codes.new_code(SECRET, "X0101", "Hô\u0323 tịch", bytes(10))

    assert codes.opened(SECRET, code, [HERE]) is not None


@given(randoms, randoms)
def test_keys_differ_with_the_code_the_secret_and_the_way(one: bytes, two: bytes) -> None:
    """And a receipt is eight letters that the key alone decides."""
    assert (codes.key_of(SECRET, one) == codes.key_of(SECRET, two)) == (one == two)
    keys = {codes.key_of(SECRET, one), codes.key_of(OTHER, one), codes.kiosk_key(SECRET, one.hex())}
    assert len(keys) == 3
    assert {len(key) for key in keys} == {32}
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", codes.receipt(codes.key_of(SECRET, one)))


def test_a_code_needs_ten_random_bytes() -> None:
    """Fewer could be guessed."""
    with pytest.raises(ValueError, match="10 random bytes"):
        codes.new_code(SECRET, *HERE, bytes(9))
