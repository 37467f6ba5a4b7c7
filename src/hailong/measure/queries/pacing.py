"""How far rounds have come towards their quota, many at once, and week by week; nothing is changed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Q

from hailong.measure import rules
from hailong.measure.models import Answer, Round

_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Pace:
    """Answers that count towards the quota, and how many there should be by that day for an even pace."""

    counted: int
    quota: int
    wanted: int
    running: bool

    @property
    def behind(self) -> int:
        """How many forms are wanting for an even pace while the round runs; 0 where none."""
        return max(0, self.wanted - self.counted) if self.running else 0


@dataclass(frozen=True, slots=True)
class Week:
    """Answers that count towards the quota within a week from Monday `first`, all until its end, and the even pace."""

    first: date
    counted: int
    total: int
    wanted: int


def modes_of(rounds: Sequence[Round], within: Q | None = None) -> dict[UUID, dict[str, int]]:
    """The answers of each round by mode, in one query; `within` narrows them ("unit__path..." conditions)."""
    found: dict[UUID, dict[str, int]] = {one.pk: {} for one in rounds}
    rows = Answer.objects.filter(
        within or Q(), province__in={one.province for one in rounds}, round__in=[one.pk for one in rounds]
    )
    for key, mode, count in rows.values_list("round", "mode").annotate(n=Count("pk")).order_by():
        found[key][mode] = count
    return found


def pace(one: Round, modes: Mapping[str, int], on: date) -> Pace:
    """Where a round with these answers stands on a day."""
    counted = sum(modes.get(mode, 0) for mode in one.quota_counts)
    return Pace(counted, one.quota, _wanted(one, on), one.state == rules.OPEN)


def weeks(one: Round, on: date) -> list[Week]:
    """Every week of the round up to that day, the one that runs too."""
    rows = Answer.objects.filter(province=one.province, round=one, mode__in=one.quota_counts)
    days = rows.values_list("day").annotate(n=Count("pk")).order_by()
    by_week: Counter[date] = Counter()
    for day, count in days:
        by_week[_monday(day)] += count
    made, total, first = [], 0, _monday(one.opens)
    while first <= min(on, one.closes):
        total += by_week[first]
        made.append(Week(first, by_week[first], total, _wanted(one, first + _WEEK - timedelta(days=1))))
        first += _WEEK
    return made


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _wanted(one: Round, on: date) -> int:
    """The forms of an even pace at the end of a day."""
    days, whole = (min(on, one.closes) - one.opens).days + 1, (one.closes - one.opens).days + 1
    return one.quota * days // whole if days > 0 else 0
