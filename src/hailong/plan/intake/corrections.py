"""Corrections to a reading, pure: which places of contract 4.1 may be corrected, and how a typed text becomes a value.

A place is a path such as `tasks.3.content` or `document.signer.name`. A correction is {path, was, now, at}; the
corrected reading is the reading with every correction laid over it in order.
"""

import copy
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final

from hailong.clock.phrases import read_deadline
from hailong.lexicon.criteria import find_criteria
from hailong.lexicon.dates import format_date, parse_date
from hailong.lexicon.numbers import format_number, parse_number
from hailong.lexicon.text import nfc, storable

Reading = dict[str, Any]
Correction = dict[str, Any]

_DUTY: Final = {
    "content": "required",
    "lead": "lines",
    "coordinating": "lines",
    "deadline": "deadline",
    "criteria": "criteria",
}
_AMOUNT: Final = {"text": "required", "operator": "operator", "value": "number", "unit": "text"}

CORRECTABLE: Final[dict[str, str]] = {
    **{f"document.{key}": "text" for key in ("type", "number", "symbol", "agency", "title")},
    "document.date": "date",
    "document.year": "year",
    **{f"document.signer.{key}": "text" for key in ("name", "position")},
    "document.attached.title": "text",
    **{f"tasks.*.{key}": kind for key, kind in _DUTY.items()},
    "tasks.*.ordinal": "text",
    "tasks.*.product": "text",
    "tasks.*.parts.*.product": "text",
    "tasks.*.parts.*.deadline": "deadline",
    **{f"duties.*.{key}": kind for key, kind in _DUTY.items()},
    **{f"targets.*.{key}": kind for key, kind in _AMOUNT.items()},
    "targets.*.indicator": "text",
    "targets.*.year": "year",
    **{f"quotas.*.{key}": kind for key, kind in _AMOUNT.items()},
    **{f"time_limits.*.{key}": kind for key, kind in _AMOUNT.items()},
    "time_limits.*.unit": "limit_unit",
    "scores.*.unit": "required",
    "scores.*.year": "year",
    "scores.*.values.*": "number",
    "scores.*.change": "number",
    "scorecards.*.unit": "required",
    "scorecards.*.index": "text",
    "scorecards.*.year": "year",
    "scorecards.*.parts.*.name": "required",
    "scorecards.*.parts.*.score": "number",
    "scorecards.*.parts.*.max": "number",
    **{f"scorecards.*.{key}": "number" for key in ("total", "rank", "of")},
}
CHOICES: Final = {
    "operator": (">", ">=", "=", "<=", "<"),
    "limit_unit": ("working_minutes", "working_hours", "working_days", "calendar_days"),
}


class NotCorrectable(LookupError):
    """No such place in this reading, or one that is not for correcting."""


class NotUnderstood(ValueError):
    """A typed text that cannot be the value of that place: a Vietnamese message that says what is wanted."""


def kind_of(path: str) -> str:
    """What sort of value stands at the path; NotCorrectable where none may be put."""
    pattern = re.sub(r"^(scores\.)\d+\.values\.[A-Z_]+$", r"\1*.values.*", path)
    kind = CORRECTABLE.get(re.sub(r"\.\d+(?=\.|$)", ".*", pattern))
    if kind is None:
        raise NotCorrectable(path)
    return kind


def _steps(path: str) -> list[str | int]:
    return [int(step) if step.isdigit() else step for step in path.split(".")]


def value_at(reading: Reading, path: str) -> Any:
    """The value at the path; NotCorrectable where the reading has no such place."""
    value: Any = reading
    try:
        for step in _steps(path):
            value = value[step]
    except (KeyError, IndexError, TypeError):
        raise NotCorrectable(path) from None
    return value


def put(value: Any, steps: Sequence[str | int], now: Any) -> Any:
    """A copy with `now` at the end of the steps; what lies beside the way is shared, for a plan may be long."""
    if not steps:
        return now
    copied = copy.copy(value)
    copied[steps[0]] = put(value[steps[0]], steps[1:], now)
    return copied


def corrected(reading: Reading, corrections: Iterable[Correction]) -> Reading:
    """The reading with the corrections laid over it, for looking at only; the reading itself stays as read.

    Where the plan's year was corrected, the deadlines that leave the year out are of the new one.
    """
    laid = list(corrections)
    for correction in laid:
        reading = put(reading, _steps(correction["path"]), correction["now"])
    years = {correction["was"] for correction in laid if correction["path"] == "document.year"}
    return _of_its_year(reading, years) if years else reading


def _of_its_year(reading: Reading, years: Collection[int | None]) -> Reading:
    """The reading with every deadline that was read by one of the earlier years read by the plan's year now."""
    year = reading["document"].get("year")

    def anew(item: dict[str, Any]) -> dict[str, Any]:
        text = typed(item["deadline"], "deadline")
        if text and item["deadline"] in [_deadline(text, earlier) for earlier in years]:
            return {**item, "deadline": _deadline(text, year)}
        return item

    tasks = [anew({**task, "parts": list(map(anew, task["parts"]))}) for task in reading["tasks"]]
    return {**reading, "tasks": tasks, "duties": list(map(anew, reading["duties"]))}


def changed(reading: Reading, corrections: Iterable[Correction]) -> dict[str, Any]:
    """The paths whose value now differs from what was read, each with the value as read."""
    latest = {correction["path"]: correction["now"] for correction in corrections}
    return {path: value_at(reading, path) for path, now in latest.items() if value_at(reading, path) != now}


def seen(corrections: Iterable[Correction]) -> frozenset[str]:
    """The places that a person corrected or confirmed, and the rows, such as `tasks.3`, in which they stand."""
    paths = [correction["path"] for correction in corrections]
    return frozenset([*paths, *(".".join(path.split(".")[:2]) for path in paths)])


def typed(value: Any, kind: str) -> str:
    """The value as a person reads and types it; an empty text for nothing."""
    if value is None:
        return ""
    if kind == "lines":
        return "\n".join(value)
    if kind == "criteria":
        return ", ".join(value)
    if kind == "deadline":
        return str(value.get("text") or "")
    if kind == "date":
        day = parse_date(value)
        return format_date(day) if day else str(value)
    return format_number(value) if kind == "number" else str(value)


def parse(text: str, kind: str, *, year: int | None) -> Any:
    """The value a typed text stands for; `year` is the plan's, for deadlines that leave it out."""
    clean = nfc(storable(text).replace("\r\n", "\n")).strip()
    if kind in CHOICES:
        return _chosen(clean, CHOICES[kind])
    return _PARSERS[kind](clean, year)


def _text(text: str, _year: int | None) -> str | None:
    return text or None


def _required(text: str, _year: int | None) -> str:
    if not text:
        raise NotUnderstood("Ô này không để trống được.")
    return text


def _lines(text: str, _year: int | None) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _deadline(text: str, year: int | None) -> Any:
    return read_deadline(text, year).as_json() if text else None


def _number(text: str, _year: int | None) -> int | float | None:
    if not text:
        return None
    number = parse_number(text)
    if number is None:
        raise NotUnderstood(f"“{text}” không phải là số. Cách viết: 1.234,5")
    return int(number) if number == number.to_integral_value() else float(number)


def _year_number(text: str, _year: int | None) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"(?:19|20)\d\d", text):
        raise NotUnderstood(f"“{text}” không phải là năm. Cách viết: 2025")
    return int(text)


def _date(text: str, _year: int | None) -> str | None:
    if not text:
        return None
    day = parse_date(text)
    if day is None:
        raise NotUnderstood(f"“{text}” không phải là ngày. Cách viết: 05/07/2025")
    return day.isoformat()


def _criteria(text: str, _year: int | None) -> list[str]:
    found = list(find_criteria(text) or find_criteria(text.upper()))
    if text and not found:
        raise NotUnderstood(f"“{text}” không phải là mã tiêu chí. Cách viết: TC, HC, PV, KQ, TT hoặc DK")
    return found


def _chosen(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise NotUnderstood(f"“{text}” không phải là một trong: {', '.join(choices)}")
    return text


_PARSERS: Final[dict[str, Callable[[str, int | None], Any]]] = {
    "text": _text,
    "required": _required,
    "lines": _lines,
    "deadline": _deadline,
    "number": _number,
    "year": _year_number,
    "date": _date,
    "criteria": _criteria,
}
