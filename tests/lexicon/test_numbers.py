"""Numbers as offices write and read them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.lexicon.numbers import format_number, number_word, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("30", "30"),
        ("01", "1"),
        ("0", "0"),
        ("71,36", "71.36"),
        ("1.234,5", "1234.5"),
        ("1.234.567,89", "1234567.89"),
        ("1.234", "1234"),
        ("47.19", "47.19"),
        ("0.123", "0.123"),
        ("1234.567", "1234.567"),
        ("1,234", "1.234"),
        ("1,234,567", "1234567"),
        ("1,234.5", "1234.5"),
        ("1 234 567", "1234567"),
        ("1\u00a0234,5", "1234.5"),
        ("+4,17", "4.17"),
        ("-5", "-5"),
        ("−5,5", "-5.5"),
        ("–0,4", "-0.4"),
        ("84%", "84"),
        ("84,5 %", "84.5"),
        ("  7 ", "7"),
    ],
)
def test_a_number_is_read_by_its_shape(text, number):
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "%", "a", "05/19", "1.23.4", "12.34.567", "1.234,", ",5", "1 23", "1..2", "5 phiếu", "٣", "²", "1e5"]
)
def test_what_is_no_number_is_none(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("number", "places", "printed"),
    [
        (0, None, "0"),
        (1234.5, None, "1.234,5"),
        (Decimal("82.50"), None, "82,50"),
        (86.45, 2, "86,45"),
        (1234567, None, "1.234.567"),
        (-1234567.891, 2, "-1.234.567,89"),
        (Decimal("0.125"), 2, "0,13"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-0.004"), 2, "0,00"),
        (0.1, None, "0,1"),
        (1e-7, None, "0,0000001"),
        (1e30, 1, "1.000.000.000.000.000.000.000.000.000.000,0"),
    ],
)
def test_a_number_is_printed_with_points_and_a_comma(number, places, printed):
    assert format_number(number, places) == printed


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("-Infinity")])
def test_what_is_not_finite_is_not_printed(number):
    with pytest.raises(ValueError, match="Không viết được"):
        format_number(number)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_a_printed_number_is_read_back(number):
    assert parse_number(format_number(number)) == number


@given(st.integers(-(10**15), 10**15))
def test_a_printed_whole_number_is_read_back(number):
    assert parse_number(format_number(number)) == number


@given(st.text("0123456789.,-+% ", max_size=10))
def test_reading_any_row_of_signs_never_fails(text):
    number = parse_number(text)

    assert number is None or number.is_finite()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("không", 0),
        ("một", 1),
        ("tám", 8),
        ("TÁM", 8),
        ("mười", 10),
        ("mười một", 11),
        ("mười hai", 12),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("hai chục", 20),
        ("hai mươi mốt", 21),
        ("hai mốt", 21),
        ("ba mươi tư", 34),
        ("năm mươi lăm", 55),
        ("chín mươi chín", 99),
        ("một trăm", 100),
        ("một trăm linh năm", 105),
        ("một trăm lẻ năm", 105),
        ("một trăm hai mươi ba", 123),
        ("một trăm mười", 110),
        ("hai nghìn không trăm hai mươi lăm", 2025),
        ("hai nghìn hai mươi lăm", 2025),
        ("ba trăm nghìn", 300_000),
        ("một tỷ hai trăm triệu", 1_200_000_000),
        ("hai triệu không trăm linh một nghìn", 2_001_000),
    ],
)
def test_number_words_have_their_value(words, value):
    assert number_word(words) == value


@pytest.mark.parametrize(
    "words",
    [
        "",
        "tạm",
        "tam",
        "năm nay",
        "mốt",
        "nghìn",
        "trăm",
        "mươi",
        "hai ba",
        "không mươi",
        "hai trăm linh",
        "một triệu hai tỷ",
        "mười mươi",
        "một trăm linh mười",
        "bốn bốn bốn bốn",
    ],
)
def test_what_is_no_number_word_is_none(words):
    assert number_word(words) is None
