"""The same plan known again: by what it says, by number, date and issuer, or by title, year and unit."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from hailong.agency import queries as agency
from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.lexicon.text import fold
from hailong.plan import rules
from hailong.plan.intake.corrections import Reading
from hailong.plan.intake.importing.head import title_of, year_of
from hailong.plan.models import Plan


class Twin(Refused):
    """The plan is there already; `plans` are the ones it may be, nearest first."""

    def __init__(self, plans: list[Plan]) -> None:
        """Name the nearest by its code."""
        self.plans = plans
        first = plans[0]
        shown = f"{first.code} ({first.number or first.title[:80]})"
        cure = "Mở kế hoạch ấy ra so; nếu đúng là kế hoạch khác thì chọn “vẫn nhập”."
        super().__init__(f"Kế hoạch này đã được nhập: {shown}.", cure=cure, field="allow_twin")


def digest_of(reading: Reading) -> str:
    """The hash of what a plan says: its head, tasks, duties and figures, not its file, pages and places.

    Case, diacritics, punctuation and line breaks do not count, so that a plan says the same in Word and in PDF.
    """
    said = json.dumps(_said(reading), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode("ascii")).hexdigest()


def twins(reading: Reading, *, unit: Unit) -> list[Plan]:
    """The plans of the unit's agency that may be this one, nearest first; withdrawn ones are none."""
    near = Plan.objects.filter(unit__path__below=agency.agency_of(unit).path).exclude(state=rules.WITHDRAWN)
    found = [*near.filter(digest=digest_of(reading)), *_same_number(reading, near), *_same_title(reading, near, unit)]
    return list(dict.fromkeys(found))


def _same_number(reading: Reading, near: Any) -> Iterator[Plan]:
    head = reading["document"]
    if head["number"] and head["date"]:
        wanted = (_bare(head["number"]), _bare(head["agency"]))
        for plan in near.filter(date=date.fromisoformat(head["date"])):
            if (_bare(plan.number), _bare(plan.agency)) == wanted:
                yield plan


def _same_title(reading: Reading, near: Any, unit: Unit) -> Iterator[Plan]:
    title = _bare(title_of(reading["document"]))
    for plan in near.filter(unit=unit, year=year_of(reading["document"]) or 0):
        if title and _bare(plan.title) == title:
            yield plan


def _bare(text: str | None) -> str:
    """Letters and digits only, folded."""
    return "".join(letter for letter in fold(text or "") if letter.isalnum())


def _said(reading: Reading) -> dict[str, Any]:
    head = reading["document"]
    shape: dict[str, Any] = {key: _bare(head[key]) for key in ("number", "symbol", "agency")}
    shape |= {"title": _bare(title_of(head)), "date": head["date"], "year": head["year"]}
    shape["tasks"] = [_task(task) for task in reading["tasks"]]
    shape["duties"] = [_duty(duty) for duty in reading["duties"]]
    for kind in ("targets", "quotas", "time_limits"):
        shape[kind] = [[_bare(item["text"]), item["operator"], item["value"], item["unit"]] for item in reading[kind]]
    shape["scores"] = [[_bare(row["unit"]), row["year"], row["values"]] for row in reading["scores"]]
    shape["scorecards"] = [[_bare(card["unit"]), card["year"], card["total"]] for card in reading["scorecards"]]
    return shape


def _task(task: dict[str, Any]) -> list[Any]:
    parts = [[_bare(part["product"]), _deadline(part["deadline"])] for part in task["parts"]]
    place = [_bare(task["section"]), _bare(task["ordinal"])]
    return [*place, *_duty(task), _bare(task["product"]), parts]


def _duty(item: dict[str, Any]) -> list[Any]:
    units = [[_bare(name) for name in item[role]] for role in ("lead", "coordinating")]
    return [_bare(item["content"]), *units, _deadline(item["deadline"]), item["criteria"]]


def _deadline(deadline: dict[str, Any] | None) -> str:
    return _bare(deadline["text"]) if deadline else ""
