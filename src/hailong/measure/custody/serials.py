"""Serial numbers of sheets as people type and read them; no database."""

import re
from collections.abc import Iterable
from typing import Final

from hailong.agency.faults import Refused
from hailong.lexicon.text import nfc, squeeze

MOST: Final = 500
"""Sheets of one order: as many as open in a word processor without waiting."""
_SPAN: Final = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?", re.ASCII)


def serial(number: int) -> str:
    """A number as it is printed: four digits at least."""
    return f"{number:04d}"


def serials(text: str) -> list[str]:
    """The serials of "1-20, 25", in order and each once; Refused where something else is typed."""
    found: dict[str, None] = {}
    for part in squeeze(nfc(text)).replace("–", "-").replace(" - ", "-").replace(";", ",").replace(" ", ",").split(","):
        if part:
            found.update(dict.fromkeys(map(serial, _span(part))))
    if not found:
        raise Refused("Chưa ghi số phiếu nào.", cure="Ghi như 1-20, 25.", field="serials")
    return sorted(found)


def _span(part: str) -> range:
    ends = _SPAN.fullmatch(part)
    first, last = (int(ends[1]), int(ends[2] or ends[1])) if ends else (1, 0)
    if not 1 <= first <= last < first + MOST:
        cure = f"Ghi như 1-20, 25; mỗi lần nhiều nhất {MOST} phiếu."
        raise Refused(f"“{part[:40]}” không phải số phiếu.", cure=cure, field="serials")
    return range(first, last + 1)


def spans(held: Iterable[str]) -> str:
    """Serials as people write them: "0001-0020, 0025"."""
    runs: list[list[int]] = []
    for number in sorted(map(int, held)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(serial(one) if one == other else f"{serial(one)}-{serial(other)}" for one, other in runs)
