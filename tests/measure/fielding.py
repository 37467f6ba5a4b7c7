"""A round in the field: its hours and people, results returned, answers as they stand in the table.

one = fielding.opened()                                  # the ward's round over 2025Q3, open since 1 July, seed 7
fielding.returned(one, fielding.COUNTER, 40, field="Hộ tịch")
fielding.answered(one, fielding.COUNTER, 12, field="Hộ tịch")
"""

import hashlib
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from tests import cast
from tests.measure import making

from hailong.agency.people.rights import Viewer
from hailong.measure import rules
from hailong.measure.models import Answer, Returned, Round

JULY = datetime(2025, 7, 1, 8, 0, tzinfo=cast.VIETNAM)
COUNTER = "X0101-TT"
_numbers = count(1)


def at(day: date, hour: int = 8) -> datetime:
    """An hour of a day in Vietnam."""
    return datetime(day.year, day.month, day.day, hour, 0, tzinfo=cast.VIETNAM)


def by(login: str = "quang", now: datetime = JULY) -> Viewer:
    """Somebody of the cast with the rights of that day."""
    return cast.viewer(login, now=now)


def opened(**values: Any) -> Round:
    """The ward's round, open since its first morning."""
    return making.opened(now=JULY, **({"seed": 7} | values))


def returned(
    round: Round, unit: str, number: int, *, field: str = "", day: date | None = None, **values: Any
) -> list[Returned]:
    """Results returned by a unit on a day (the round's first), a dossier each."""
    start = {"province": round.province, "unit": cast.unit(unit), "field": field, "day": day or round.opens} | values
    return Returned.objects.bulk_create(Returned(dossier=f"HS{next(_numbers)}", **start) for _ in range(number))


def answered(
    round: Round, unit: str, number: int, *, mode: str = rules.PAPER, day: date | None = None, **values: Any
) -> list[Answer]:
    """Answers to a round from a unit on a day (the second of the round), straight into the table."""
    start: dict[str, Any] = {
        "province": round.province,
        "round": round,
        "unit": cast.unit(unit),
        "mode": mode,
        "day": day or round.opens + timedelta(days=1),
        "content": {"q01": 5, "q02": 4},
        "digest": b"0" * 32,
    } | values
    keys = [hashlib.sha256(f"answer {next(_numbers)}".encode()).digest() for _ in range(number)]
    return Answer.objects.bulk_create(Answer(key=key, **start) for key in keys)
