"""The few expressions of the standard that a form needs: a condition on one earlier item, a range, a length."""

import re
from typing import Final

from hailong.measure.questionnaires.form import TEXT, Code, Condition

_OR: Final = re.compile(r"\s+or\s+")
_SELECTED: Final = re.compile(r"selected\(\s*\$\{\s*(?P<item>\w+)\s*\}\s*,\s*(['\"])(?P<code>\w+)\2\s*\)", re.ASCII)
_EQUAL: Final = re.compile(r"\$\{\s*(?P<item>\w+)\s*\}\s*=\s*(['\"]?)(?P<code>\w+)\2", re.ASCII)
_AND: Final = re.compile(r"\s+and\s+")
_BOUND: Final = re.compile(r"\.\s*(>=|<=)\s*(-?\d{1,10})", re.ASCII)
_LENGTH: Final = re.compile(r"string-length\(\s*\.\s*\)\s*<=\s*(\d{1,10})", re.ASCII)
_DIGITS: Final = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)


def condition_text(condition: Condition | None) -> str:
    """The `relevant` cell; "" for an item that is always asked."""
    if condition is None:
        return ""
    return " or ".join(f"selected(${{{condition.item}}}, '{code}')" for code in condition.codes)


def condition_of(text: str) -> Condition | None:
    """The condition of a `relevant` cell; None where it is empty, ValueError where it says more than we can ask."""
    if not text:
        return None
    found = [_SELECTED.fullmatch(part) or _EQUAL.fullmatch(part) for part in _OR.split(text)]
    items = {part["item"] for part in found if part}
    if None in found or len(items) != 1:
        raise ValueError(text)
    return Condition(items.pop(), tuple(code_of(part["code"]) for part in found if part))


def code_of(text: str) -> Code:
    """A choice's name as a code: a whole number where it is written like one."""
    return int(text) if _DIGITS.fullmatch(text) else text


def bounds_text(kind: str, low: int | None, high: int | None) -> str:
    """The `constraint` cell; "" where anything goes."""
    if kind == TEXT:
        return "" if high is None else f"string-length(.) <= {high}"
    parts = ["" if low is None else f". >= {low}", "" if high is None else f". <= {high}"]
    return " and ".join(filter(None, parts))


def bounds_of(kind: str, text: str) -> tuple[int | None, int | None]:
    """Lowest and highest of a `constraint` cell; ValueError where it says more than that."""
    if not text:
        return None, None
    if kind == TEXT:
        length = _LENGTH.fullmatch(text)
        if not length:
            raise ValueError(text)
        return None, int(length[1])
    found: dict[str, int] = {}
    for part in _AND.split(text):
        bound = _BOUND.fullmatch(part)
        if not bound or bound[1] in found:
            raise ValueError(text)
        found[bound[1]] = int(bound[2])
    return found.get(">="), found.get("<=")
