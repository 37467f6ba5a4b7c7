"""The head of a reading as the fields of a plan: nothing invented, and what is missing asked for by its place."""

import re
from datetime import date
from typing import Any, Final

from hailong.agency.faults import Refused

Head = dict[str, Any]

_PERIOD: Final = re.compile(r"(?<!\d)(20\d\d)\s*(?:[-–—]|đến(?: hết)?(?: năm)?)\s*(20\d\d)(?!\d)", re.IGNORECASE)
_MOST: Final = {
    "type": (60, "Loại văn bản"),
    "number": (60, "Số văn bản"),
    "symbol": (60, "Ký hiệu"),
    "agency": (300, "Cơ quan ban hành"),
}
_SIGNER_MOST: Final = {"name": (120, "Tên người ký"), "position": (200, "Chức vụ người ký")}


def title_of(head: Head) -> str:
    """The title of the plan itself: of the one attached where a covering decision issues it."""
    attached = head.get("attached") or {}
    return attached.get("title") or head.get("title") or ""


def year_of(head: Head) -> int | None:
    """The plan's year: printed, else that of its date; None where neither is."""
    year, day = head.get("year"), head.get("date")
    return year or (date.fromisoformat(day).year if day else None)


def fields_of(head: Head) -> dict[str, Any]:
    """The fields of the plan's row that its head prints.

    The title of a covering decision is kept as `covering_title` in `attached`. Refused, naming the place to correct
    ("document.year"), where title or year is missing or a text is too long.
    """
    title, year = title_of(head), year_of(head)
    if not title:
        _ask("Chưa có tên kế hoạch.", "Ghi tên kế hoạch vào bản nháp rồi xác nhận lại.", "document.title")
    if year is None:
        _ask("Chưa rõ năm của kế hoạch.", "Ghi năm vào bản nháp rồi xác nhận lại.", "document.year")
    day = date.fromisoformat(head["date"]) if head.get("date") else None
    first, last = days_of(title, year or 0, day)
    attached, signer = head.get("attached"), head.get("signer") or {}
    return {
        **{key: _short(head.get(key), f"document.{key}", *limit) for key, limit in _MOST.items()},
        **{f"signer_{key}": _short(signer.get(key), f"document.signer.{key}", *m) for key, m in _SIGNER_MOST.items()},
        "title": title,
        "year": year,
        "date": day,
        "first": first,
        "last": last,
        "bases": head.get("bases") or [],
        "recipients": head.get("recipients") or [],
        "attached": attached and {**attached, "covering_title": head.get("title")},
    }


def days_of(title: str, year: int, day: date | None) -> tuple[date, date]:
    """The first and last day on which a plan runs: from its date, or 1 January, to the end of its last year.

    A period in the title that holds the year says which years ("giai đoạn 2026-2030"). A date before those years does
    not make the plan run earlier, one after them does not end it before it began.
    """
    first, last = year, year
    for opening, closing in _PERIOD.findall(title):
        if int(opening) <= year <= int(closing):
            first, last = int(opening), int(closing)
    begins, ends = date(first, 1, 1), date(last, 12, 31)
    return (day if day and begins <= day <= ends else begins), ends


def _short(text: str | None, place: str, most: int, what: str) -> str:
    if text and len(text) > most:
        _ask(f"{what} dài {len(text)} ký tự, nhiều nhất {most}.", "Sửa lại ở bản nháp rồi xác nhận lại.", place)
    return text or ""


def _ask(message: str, cure: str, place: str) -> None:
    raise Refused(message, cure=cure, field=place)
