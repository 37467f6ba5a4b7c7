"""Joining what line and page breaks cut apart."""

import re
from collections.abc import Sequence

_OPEN_DASH = re.compile(r"[^\W_]-")
_BULLET = re.compile(r"[-–+•*]\s|\(?[\da-zđ]{1,2}\)\s?\S|\d{1,2}\.\s+\S")


def is_bullet(text: str) -> bool:
    """Whether a line begins an item of a list: "- ...", "+ ...", "(1) ...", "a) ...", "1. ..."."""
    return _BULLET.match(text) is not None


def is_lower(text: str) -> bool:
    """Whether the first letter of a text is small: the mark of a line that goes on."""
    return bool(text) and text[0].islower()


def is_cut_number(left: str, right: str) -> bool:
    """Whether a line end cut a document number ("02/2017/TT-" + "VPCP") or a span of years ("2021-" + "2030")."""
    end = left[-2:]
    if _OPEN_DASH.fullmatch(end):
        return right[:1].isupper() or right[:1].isdigit()
    return end[:1].isdigit() and end.endswith("/") and right[:1].isdigit()


def join_pieces(left: str, right: str) -> str:
    """Two pieces of one running text put together: by one space, or by none where a number was cut."""
    if not left or not right:
        return left or right
    return left + right if is_cut_number(left, right) else f"{left} {right}"


def join_lines(lines: Sequence[str]) -> str:
    """The wrapped lines of one paragraph as one line."""
    parts: list[str] = []
    for line in filter(None, lines):
        if parts and not is_cut_number(parts[-1], line):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)
