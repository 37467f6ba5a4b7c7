"""Contract 4.1 as a check: which keys each object has, of which type, and what else is always true of a reading."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

TEXT, TEXT_OR_NULL, INT_OR_NULL = str, (str, type(None)), (int, type(None))
NUMBER, NUMBER_OR_NULL = (int, float), (int, float, type(None))
DICT_OR_NULL = (dict, type(None))

Shape = dict[str, Any]

DOCUMENT: Shape = {
    "file": TEXT, "type": TEXT_OR_NULL, "number": TEXT_OR_NULL, "symbol": TEXT_OR_NULL, "date": TEXT_OR_NULL,
    "agency": TEXT_OR_NULL, "title": TEXT_OR_NULL, "year": INT_OR_NULL, "signer": DICT_OR_NULL, "bases": list,
    "recipients": list, "attached": DICT_OR_NULL,
}  # fmt: skip
DUTY: Shape = {
    "where": TEXT, "content": TEXT, "lead": list, "coordinating": list, "deadline": DICT_OR_NULL, "criteria": list,
    "source": dict, "confidence": NUMBER,
}  # fmt: skip
TASK: Shape = {
    "section": TEXT_OR_NULL, "section_title": TEXT_OR_NULL, "ordinal": TEXT_OR_NULL, "content": TEXT,
    "product": TEXT_OR_NULL, "lead": list, "coordinating": list, "assignment_text": TEXT_OR_NULL,
    "deadline": DICT_OR_NULL, "criteria": list, "parts": list, "source": dict, "confidence": NUMBER,
}  # fmt: skip
LISTS: dict[str, Shape] = {
    "targets": {
        "text": TEXT, "indicator": TEXT_OR_NULL, "operator": TEXT, "value": NUMBER, "unit": TEXT_OR_NULL,
        "year": INT_OR_NULL, "where": TEXT,
    },
    "quotas": {"text": TEXT, "value": NUMBER, "unit": TEXT_OR_NULL, "per": TEXT_OR_NULL, "operator": TEXT},
    "time_limits": {
        "text": TEXT, "value": NUMBER, "unit": TEXT, "from": TEXT_OR_NULL, "operator": TEXT, "where": TEXT,
    },
    "scores": {"unit": TEXT, "year": INT_OR_NULL, "values": dict, "change": NUMBER_OR_NULL},
    "scorecards": {
        "unit": TEXT_OR_NULL, "index": TEXT_OR_NULL, "year": INT_OR_NULL, "total": NUMBER_OR_NULL, "parts": list,
        "rank": INT_OR_NULL, "of": INT_OR_NULL,
    },
    "tasks": TASK,
    "duties": DUTY,
    "warnings": {"code": TEXT, "message": TEXT, "where": TEXT},
}  # fmt: skip
MAY_HAVE = {"tasks": {"content_raw"}, "duties": {"content_raw"}, "quotas": {"where"}}
DEADLINES: dict[str | None, tuple[set[str], set[str]]] = {
    None: (set(), set()),
    "date": ({"due", "before"}, set()),
    "month": ({"year", "month", "due"}, {"until_month"}),
    "quarter": ({"year", "quarter", "due"}, {"until_quarter"}),
    "half_year": ({"year", "half", "due"}, set()),
    "year": ({"year", "due"}, set()),
    "recurring": ({"freq"}, {"weekday", "year", "due"}),
    "event": ({"event"}, set()),
    "depends": ({"event"}, set()),
    "milestones": ({"milestones"}, set()),
}
"""Per kind: the keys always there besides text and kind, and those that may be."""
FREQUENCIES = {"continuous", "daily", "weekly", "monthly", "quarterly", "yearly"}
OPERATORS = {">", ">=", "<", "<=", "="}
LIMIT_UNITS = {"working_minutes", "working_hours", "working_days", "calendar_days"}
CRITERIA = {"TC", "HC", "PV", "KQ", "TT", "DK"}


def _object(name: str, found: Any, shape: Shape, may_have: set[str]) -> Iterator[str]:
    missing, more = set(shape) - set(found), set(found) - set(shape) - may_have
    if missing or more:
        yield f"{name}: thiếu {sorted(missing)}, thừa {sorted(more)}"
    for key, kind in shape.items():
        if key in found and (not isinstance(found[key], kind) or isinstance(found[key], bool)):
            yield f"{name}.{key}: {found[key]!r}"


def _deadline(name: str, found: dict[str, Any] | None, step: bool = False) -> Iterator[str]:
    if found is None:
        return
    if found.get("kind") not in DEADLINES or not isinstance(found.get("text"), str):
        yield f"{name}: {found!r}"
        return
    always, sometimes = DEADLINES[found["kind"]]
    base = {"text", "kind"} | ({"what", "until"} if step else set())
    keys = set(found) - base
    if always - keys or keys - always - sometimes - ({"until"} if step else set()):
        yield f"{name}: khóa {sorted(keys)} của {found['kind']}"
    if found.get("due") is not None:
        date.fromisoformat(found["due"])
    if "freq" in found and found["freq"] not in FREQUENCIES:
        yield f"{name}: nhịp {found['freq']!r}"
    for number, item in enumerate(found.get("milestones", ())):
        yield from _deadline(f"{name}.milestones.{number}", item, step=True)


def _charge(name: str, found: dict[str, Any]) -> Iterator[str]:
    """What tasks and duties share."""
    yield from _deadline(f"{name}.deadline", found["deadline"])
    if not 0 <= found["confidence"] <= 1:
        yield f"{name}.confidence: {found['confidence']}"
    if not set(found["criteria"]) <= CRITERIA:
        yield f"{name}.criteria: {found['criteria']}"
    if set(found["source"]) != {"page", "line"}:
        yield f"{name}.source: {found['source']}"
    names = [*found["lead"], *found["coordinating"]]
    if len(set(names)) < len(names) or not all(isinstance(each, str) and each.strip() for each in names):
        yield f"{name}: tên {names}"


def _task(name: str, found: dict[str, Any]) -> Iterator[str]:
    yield from _charge(name, found)
    if len(found["parts"]) == 1:
        yield f"{name}.parts: chỉ có một"
    for number, part in enumerate(found["parts"]):
        yield from _object(f"{name}.parts.{number}", part, {"product": TEXT_OR_NULL, "deadline": DICT_OR_NULL}, set())
        yield from _deadline(f"{name}.parts.{number}.deadline", part["deadline"])


def _figure(name: str, found: dict[str, Any]) -> Iterator[str]:
    if found["operator"] not in OPERATORS:
        yield f"{name}.operator: {found['operator']!r}"
    if name.startswith("time_limits") and found["unit"] not in LIMIT_UNITS:
        yield f"{name}.unit: {found['unit']!r}"


CHECKS = {"tasks": _task, "duties": _charge, "targets": _figure, "quotas": _figure, "time_limits": _figure}


def problems(reading: dict[str, Any]) -> list[str]:
    """Everything about a public reading that contract 4.1 does not allow; none is right."""
    json.dumps(reading, ensure_ascii=False, allow_nan=False).encode()
    found = list(_object("reading", reading, {"document": dict, **dict.fromkeys(LISTS, list)}, set()))
    found += _object("document", reading["document"], DOCUMENT, set())
    if reading["document"]["date"]:
        date.fromisoformat(reading["document"]["date"])
    for key, shape in LISTS.items():
        for number, item in enumerate(reading[key]):
            name = f"{key}.{number}"
            found += _object(name, item, shape, MAY_HAVE.get(key, set()))
            found += CHECKS[key](name, item) if key in CHECKS else ()
    return found
