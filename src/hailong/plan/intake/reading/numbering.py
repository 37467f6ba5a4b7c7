"""Doubts about numbers: gaps and repeats in printed ordinals, an annex that is announced and absent."""

import re
from collections.abc import Sequence
from itertools import groupby

from hailong.lexicon.text import fold
from hailong.plan.intake.reading.outline import Passage
from hailong.plan.intake.reading.rows import Entry

_ANNOUNCED = re.compile(
    r"(?:phu luc|bieu (?:nhiem vu|chi tiet|phan cong|tong hop)|danh muc nhiem vu|bang phan cong)[^.;]{0,80}"
    r"(?:kem theo|dinh kem)|(?:theo|tai|chi tiet|co) [^.;]{0,20}(?:phu luc|bieu)\b[^.;]{0,60}(?:kem theo|dinh kem)?"
)
_WIDEST_GAP = 5


def _split(ordinal: str) -> tuple[str, int] | None:
    prefix, _, last = ordinal.rpartition(".")
    return (prefix, int(last)) if last.isdigit() else None


def _compare(section: str, before: int, number: int) -> dict[str, str] | None:
    where = f"{section}.{number}" if section else str(number)
    if number == before:
        return {"code": "ordinal_repeat", "message": f"STT {number} in hai lần; giữ số đã in.", "where": where}
    if before + 1 < number <= before + _WIDEST_GAP:
        missing = ", ".join(str(n) for n in range(before + 1, number))
        message = f"Thiếu STT {missing}: sau {before} là {number}; hãy xem lại bản gốc."
        return {"code": "ordinal_gap", "message": message, "where": where}
    return None


def _sequence(section: str, numbers: Sequence[tuple[str, int]]) -> list[dict[str, str]]:
    found = []
    last: dict[str, int] = {}
    for prefix, number in numbers:
        if prefix in last:
            found.append(_compare(".".join(filter(None, (section, prefix))), last[prefix], number))
        last[prefix] = number
    return [warning for warning in found if warning]


def row_numbers(found: Sequence[Entry]) -> list[dict[str, str]]:
    """Gaps and repeats among the printed numbers of the tasks, section by section."""
    warnings: list[dict[str, str]] = []
    for _, group in groupby(found, key=lambda entry: entry.section_where):
        rows = list(group)
        numbers = [split for entry in rows if entry.ordinal and (split := _split(entry.ordinal))]
        warnings += _sequence(rows[0].section or "", numbers)
    return warnings


def body_numbers(passages: Sequence[Passage]) -> list[dict[str, str]]:
    """Repeats among the numbers of the body's parts, chapter by chapter."""
    warnings: list[dict[str, str]] = []
    chapter, last = "", 0
    for passage in passages:
        parent, _, number = passage.where.rpartition(".")
        if not passage.marker or not number.isdigit() or passage.level == "bullet":
            if passage.marker and not parent:
                chapter, last = passage.where, 0
            continue
        if parent == chapter:
            said = _compare(parent, last, int(number)) if last else None
            warnings += [said] if said else []
            last = int(number)
    return warnings


def missing_annex(passages: Sequence[Passage], has_tasks: bool) -> list[dict[str, str]]:
    """A warning where the body announces a table of tasks and the document holds none."""
    if has_tasks:
        return []
    announced = next((passage for passage in passages if _ANNOUNCED.search(fold(passage.text))), None)
    if announced is None:
        return []
    message = "Văn bản nói có phụ lục hoặc biểu nhiệm vụ kèm theo nhưng tệp này không có; hãy nạp thêm tệp phụ lục."
    return [{"code": "annex_missing", "message": message, "where": announced.where or "?"}]
