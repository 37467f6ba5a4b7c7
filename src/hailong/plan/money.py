"""Amounts of money as people write them, in whole đồng: "1.250.000 đồng", "1,2 tỷ đồng", "350 triệu"; pure."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Final

from hailong.lexicon.numbers import format_number, number_word, parse_number
from hailong.lexicon.text import squeeze

_BRACKET: Final = re.compile(r"\((?:(?:viết )?bằng chữ\s*:?)?(?P<words>[^()]*)\)$")
_LONGEST: Final = 300  # characters of a text that can be an amount


class NotMoney(ValueError):
    """A text that is no amount of money: a Vietnamese message that says what is wanted."""


@dataclass(frozen=True, slots=True)
class _Words:
    currency: re.Pattern[str]
    term: re.Pattern[str]
    scales: dict[str, int]
    most: int


@cache
def _words() -> _Words:
    table = tomllib.loads((resources.files("hailong.plan") / "data" / "money.toml").read_text(encoding="utf-8"))
    scales = "|".join(sorted(table["scales"], key=len, reverse=True))
    return _Words(
        currency=re.compile(rf"(?:(?<=\d)|\s|^)(?:{'|'.join(table['currency'])})[.;]?$"),
        term=re.compile(rf"\s*(?P<number>\d[\d.,]*(?: \d{{3}}(?!\d))*)\s*(?P<scale>{scales})?(?!\w)"),
        scales=table["scales"],
        most=table["most"],
    )


def parse_dong(text: str) -> int:
    """The amount in whole đồng, more than 0; NotMoney where the text is none, or no whole number of đồng.

    Scales may follow each other, the larger first ("1 tỷ 200 triệu"); a number behind a scale needs its own scale or
    the word "đồng", for "1 tỷ 2" is said of 1,2 tỷ. Words are understood too, and must agree where they stand in
    brackets behind the figure.
    """
    typed = squeeze(text[:_LONGEST])
    clean = typed.casefold()
    bracket = _BRACKET.search(clean)
    amount = _amount(clean[: bracket.start()].strip() if bracket else clean)
    if amount is None:
        raise NotMoney(f"“{typed}” không phải là số tiền. Cách viết: 1.250.000 đồng; 1,2 tỷ đồng; 350 triệu.")
    if bracket and (spoken := number_word(_bare(bracket["words"].strip()))) not in (None, amount):
        raise NotMoney(
            f"Số tiền bằng chữ là {format_dong(spoken or 0)}, bằng số là {_shown(amount)}. Sửa một trong hai."
        )
    if amount != amount.to_integral_value():
        raise NotMoney(f"“{typed}” có phần lẻ của đồng. Ghi số nguyên đồng.")
    if not 0 < amount <= _words().most:
        raise NotMoney(f"“{typed}” phải lớn hơn 0 và không quá {format_dong(_words().most)}. Kiểm tra lại số chữ số 0.")
    return int(amount)


def format_dong(amount: int) -> str:
    """The amount as printed: 1.250.000 đồng."""
    return f"{format_number(amount)} đồng"


def _shown(amount: Decimal) -> str:
    return f"{format_number(amount)} đồng"


def _bare(text: str) -> str:
    """Without the name of the currency at the end."""
    return _words().currency.sub("", text).strip()


def _amount(text: str) -> Decimal | None:
    plain = _bare(text)
    spoken = number_word(plain)
    if spoken is not None:
        return Decimal(spoken)
    terms = list(_terms(plain))
    if not terms or None in terms:
        return None
    found = [term for term in terms if term is not None]
    scales = [scale for _, scale in found]
    falling = all(later < earlier for earlier, later in pairwise(scales))
    named = scales[-1] > 1 or len(scales) == 1 or plain != text
    return sum((number * scale for number, scale in found), Decimal(0)) if falling and named else None


def _terms(text: str) -> Iterator[tuple[Decimal, int] | None]:
    """Number and scale of each piece in turn; None for a piece that is none, and then no more."""
    at = 0
    while at < len(text):
        found = _words().term.match(text, at)
        number = parse_number(found["number"]) if found else None
        if found is None or number is None:
            yield None
            return
        yield number, _words().scales.get(found["scale"] or "", 1)
        at = found.end()
