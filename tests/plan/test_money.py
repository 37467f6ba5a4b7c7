"""Amounts of money as people type them, to the đồng."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.plan.money import NotMoney, format_dong, parse_dong

AMOUNTS = [
    ("1.250.000 đồng", 1_250_000),
    ("1.250.000đ", 1_250_000),
    ("1.250.000 VNĐ", 1_250_000),
    ("1 250 000 đồng", 1_250_000),
    ("1250000", 1_250_000),
    ("1,2 tỷ đồng", 1_200_000_000),
    ("1,2 tỉ", 1_200_000_000),
    ("1.5 tỷ", 1_500_000_000),
    ("350 triệu", 350_000_000),
    ("350 triệu đồng.", 350_000_000),
    ("350tr", 350_000_000),
    ("1.250 triệu đồng", 1_250_000_000),
    ("12,345678 triệu đồng", 12_345_678),
    ("1 tỷ 200 triệu đồng", 1_200_000_000),
    ("1 tỷ 200 triệu 500 nghìn đồng", 1_200_500_000),
    ("1 tỷ 250.000 đồng", 1_000_250_000),
    ("2 nghìn tỷ đồng", 2_000_000_000_000),
    ("500 ngàn đồng", 500_000),
    ("một tỷ hai trăm triệu đồng", 1_200_000_000),
    ("80.000.000 đồng (Bằng chữ: tám mươi triệu đồng)", 80_000_000),
    ("80.000.000 đồng (tám mươi triệu đồng chẵn)", 80_000_000),
]
NONE = ["", "đồng", "khoảng vài triệu", "12 chai", "1,2,3 tỷ", "200 triệu 1 tỷ", "1 tỷ 200", "-5 triệu", "5 triệu/năm"]


@pytest.mark.parametrize(("text", "amount"), AMOUNTS)
def test_an_amount_is_read_to_the_dong(text: str, amount: int) -> None:
    """Points, commas, scales, currency and words."""
    assert parse_dong(text) == amount


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_amount_is_refused_with_the_way_to_write_one(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(NotMoney, match=r"Cách viết: 1\.250\.000 đồng"):
        parse_dong(text)


@pytest.mark.parametrize(("text", "said"), [("1,5 đồng", "phần lẻ"), ("0 đồng", "lớn hơn 0"), ("9 nghìn tỷ", None)])
def test_parts_of_a_dong_and_nothing_are_no_amounts(text: str, said: str | None) -> None:
    """Nine thousand billion is a lot of money, and still an amount."""
    if said is None:
        assert parse_dong(text) == 9 * 10**12
        return
    with pytest.raises(NotMoney, match=said):
        parse_dong(text)


def test_more_than_any_plan_has_is_a_slip_of_the_finger() -> None:
    """The column would hold it; the budget would not."""
    with pytest.raises(NotMoney, match="số chữ số 0"):
        parse_dong("2.000.000.000.000.000 đồng")


def test_words_that_say_another_sum_than_the_figure_are_told() -> None:
    """Somebody has to say which holds."""
    with pytest.raises(NotMoney, match=r"bằng chữ là 8\.000\.000 đồng, bằng số là 80\.000\.000 đồng"):
        parse_dong("80.000.000 đồng (tám triệu đồng)")


@given(st.integers(1, 10**15))
def test_what_is_printed_is_read_back_the_same(amount: int) -> None:
    """Every whole đồng."""
    assert parse_dong(format_dong(amount)) == amount


@given(st.text(max_size=400))
def test_no_text_does_anything_but_give_an_amount_or_a_refusal(text: str) -> None:
    """Also long ones."""
    read = None
    with suppress(NotMoney):
        read = parse_dong(text)
    assert read is None or read > 0
