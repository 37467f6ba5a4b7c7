"""A domain in words: `stype = E and api.stu >= 300`, parsed and never evaluated.

    EXPR := TERM (or TERM)*    TERM := PART (and PART)*    PART := ( EXPR ) | COL OP VALUE | COL in ( VALUE, ... )

OP is = != < <= > >=. A value that is a number is compared as one with a column of numbers; text in quotes, or other
words, is compared as text. Where the column is missing no comparison holds, != neither.
"""

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from hailong.stats.columns import Bools, Columns, is_number, plain
from hailong.stats.faults import BadSurvey

_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<quoted>"[^"]*"|'[^']*')|(?P<sign><=|>=|!=|==|<>|[=<>(),])|(?P<word>[^\s()<>=!,"']+))"""
)
_COMPARE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_SAME: Final = {"==": "=", "<>": "!="}
_DEEPEST: Final = 100
_EXAMPLE: Final = "ví dụ: vung = 'Hà Nội' and tuoi >= 18"


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    place: int


@dataclass(frozen=True, slots=True)
class _Value:
    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison of a column with values (several for `in`)."""

    column: str
    sign: str
    values: tuple[_Value, ...]

    def mask(self, columns: Columns) -> Bools:
        """The rows for which it holds."""
        if self.sign == "in":
            return _any([_compared(columns, self.column, "=", value) for value in self.values])
        return _compared(columns, self.column, self.sign, self.values[0])


@dataclass(frozen=True, slots=True)
class Joined:
    """Expressions of which all hold (`and`) or one does (`or`)."""

    word: str
    parts: tuple["Expression", ...]

    def mask(self, columns: Columns) -> Bools:
        """The rows for which it holds."""
        found = [part.mask(columns) for part in self.parts]
        if self.word == "or":
            return _any(found)
        everywhere: Bools = np.logical_and.reduce(found)
        return everywhere


Expression = Comparison | Joined


def parse(text: str) -> Expression:
    """Read an expression; raises BadSurvey naming the place (counted from 1) where it is none."""
    if text.count("(") > _DEEPEST:
        raise BadSurvey(f"--where: quá {_DEEPEST} dấu ngoặc mở; viết gọn lại, dùng in (...)")
    reader = _Reader(text)
    found = reader.either()
    if reader.now.kind != "end":
        raise reader.wrong("cần and, or hoặc hết biểu thức")
    return found


class _Reader:
    """The tokens of an expression, read from the left."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.now = next(self.tokens)

    def wrong(self, wanted: str) -> BadSurvey:
        found = f'"{self.now.text}"' if self.now.text else "hết biểu thức"
        return BadSurvey(f"--where {self.text!r}, ký tự {self.now.place}: gặp {found}, {wanted}; {_EXAMPLE}")

    def take(self) -> _Token:
        taken = self.now
        self.now = next(self.tokens, taken)
        return taken

    def says(self, word: str) -> bool:
        """Take the next token if it is this word or sign."""
        if self.now.kind != "quoted" and self.now.text.lower() == word:
            self.take()
            return True
        return False

    def either(self) -> Expression:
        return self._joined("or", self.both)

    def both(self) -> Expression:
        return self._joined("and", self.part)

    def _joined(self, word: str, read: Callable[[], Expression]) -> Expression:
        parts = [read()]
        while self.says(word):
            parts.append(read())
        return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))

    def part(self) -> Expression:
        if self.says("("):
            inner = self.either()
            self.close()
            return inner
        if self.now.kind not in ("word", "quoted"):
            raise self.wrong("cần tên cột")
        column = self.take().text
        if self.says("in"):
            return Comparison(column, "in", self.listed())
        sign = _SAME.get(self.now.text, self.now.text)
        if self.now.kind != "sign" or sign not in _COMPARE:
            raise self.wrong("cần một trong = != < <= > >= in")
        self.take()
        return Comparison(column, sign, (self.value(),))

    def listed(self) -> tuple[_Value, ...]:
        if not self.says("("):
            raise self.wrong("cần ( sau in")
        values = [self.value()]
        while self.says(","):
            values.append(self.value())
        self.close()
        return tuple(values)

    def close(self) -> None:
        if not self.says(")"):
            raise self.wrong("cần dấu )")

    def value(self) -> _Value:
        if self.now.kind not in ("word", "quoted"):
            raise self.wrong("cần một giá trị")
        token = self.take()
        return _Value(token.text, token.kind == "quoted")


def _any(found: list[Bools]) -> Bools:
    found_any: Bools = np.logical_or.reduce(found)
    return found_any


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    end = len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            start = place + len(text[place:]) - len(text[place:].lstrip())
            raise BadSurvey(f"--where {text!r}, ký tự {start + 1}: không hiểu {text[start]!r}; {_EXAMPLE}")
        found = match.group(match.lastgroup)
        start = match.start(match.lastgroup) + 1
        yield _Token(match.lastgroup, found[1:-1] if match.lastgroup == "quoted" else found, start)
        place = match.end()
    yield _Token("end", "", len(text) + 1)


def _compared(columns: Columns, name: str, sign: str, value: _Value) -> Bools:
    compare = _COMPARE[sign]
    number = is_number(value.text) and not value.quoted
    if number and (sign not in ("=", "!=") or columns.is_numeric(name, "--where")):
        values = columns.numbers(name, "--where")
        return np.asarray(compare(values, float(value.text)) & ~np.isnan(values), np.bool_)
    coded = columns.codes(name, "--where")
    holds = [bool(compare(plain(label), plain(value.text))) for label in coded.labels]
    return np.array([*holds, False], np.bool_)[coded.of_row]
