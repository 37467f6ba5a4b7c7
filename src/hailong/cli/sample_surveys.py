"""Two survey rounds of the sample ward before the demo's moment: one closed, one whose last papers are coming in.

Visitors and answers are drawn from a fixed seed and put in by the same verbs as on the pages; nobody real said it.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from random import Random
from typing import Any, Final

from hailong.agency.models import Unit
from hailong.agency.people.rights import SYSTEM
from hailong.clock.period import parse
from hailong.measure import counter, responses, surveys
from hailong.measure.models import Round, Session, Version
from hailong.measure.questionnaires import verbs
from hailong.measure.questionnaires.form import LIKERT, NO_OPINION, Item

VIETNAM: Final = timezone(timedelta(hours=7))
_SEED: Final = 20250701
_FIELDS: Final = ("Hộ tịch", "Chứng thực", "Đất đai")
_MODES: Final = ("paper", "paper", "paper", "coded", "coded", "link")
_SCALE: Final = (1, 2, 3, 4, 5, NO_OPINION)
_EARLIER: Final = (1, 3, 9, 48, 37, 2)
_LATER: Final = (1, 2, 6, 48, 41, 2)
"""How often each answer comes, of a hundred; in land matters the two best ones lose a share to the middle."""
_OUTCOMES: Final = ("given", "given", "given", "given", "refused", "unavailable")
_LAND_LOSS: Final = 12
_VISITORS: Final = 9


def play(now: datetime) -> int:
    """Do what was done before `now`, where there is no round yet; how many answers were taken."""
    if Round.objects.exists() or now < datetime(2025, 10, 1, tzinfo=VIETNAM):
        return 0
    chance = Random(_SEED)
    version = next(one for one in verbs.ensure_builtin(now) if one.questionnaire.code == "KS-DV")
    earlier = _round("2025Q2", version)
    taken = _answers(earlier, 90, _EARLIER, chance)
    surveys.close_round(round=earlier, by=SYSTEM, now=_at(earlier.closes))
    later = _round("2025Q3", version)
    _counter(later, chance)
    return taken + _answers(later, 150, _LATER, chance)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(16, 30), VIETNAM)


def _round(period: str, version: Version) -> Round:
    """A round of the ward over a quarter, opened on its first day."""
    of = parse(period)
    said: dict[str, Any] = {"period": period, "opens": of.start, "closes": of.end, "version": version}
    ward, seed = Unit.objects.get(code="X0101"), _SEED
    said |= {"target": Decimal(90), "operator": ">="}
    made = surveys.plan_round(unit=ward, every=3, seed=seed, by=SYSTEM, now=_at(of.start), **said)
    surveys.open_round(round=made, by=SYSTEM, now=_at(of.start))
    return made


def _days(one: Round) -> list[date]:
    """The round's days from Monday to Friday."""
    whole = (one.closes - one.opens).days + 1
    days = (one.opens + timedelta(days=number) for number in range(whole))
    return [day for day in days if day.weekday() < 5]


def _counter(one: Round, chance: Random) -> None:
    """Visitors on every fifth day at the one-stop centre, and what came of those who were chosen."""
    unit = Unit.objects.get(code="X0101-TT")
    for day in _days(one)[::5]:
        at = _at(day)
        session: Session = counter.start_session(round=one, unit=unit, by=SYSTEM, now=at)
        for _number in range(_VISITORS):
            visit = counter.next_visitor(session=session, field=chance.choice(_FIELDS), by=SYSTEM, now=at)
            if visit.selected:
                counter.outcome(visit=visit, outcome=chance.choice(_OUTCOMES), by=SYSTEM, now=at)


def _answers(one: Round, count: int, often: tuple[int, ...], chance: Random) -> int:
    """So many answers from all days and fields; keys are chance alone, as those of paper are."""
    unit, days = Unit.objects.get(code="X0101-TT"), _days(one)
    for _number in range(count):
        field = chance.choice(_FIELDS)
        responses.record(
            round=one, key=chance.randbytes(32), unit=unit, field=field, respondent="individual",
            mode=chance.choice(_MODES), day=chance.choice(days), content=dict(_said(one, field, often, chance)),
            consent="",
        )  # fmt: skip
    return count


def _said(one: Round, field: str, often: tuple[int, ...], chance: Random) -> Iterator[tuple[str, int]]:
    """An answer to every Likert item."""
    worst, bad, middle, good, best, none = often
    if field == "Đất đai":
        middle, good = middle + _LAND_LOSS, good - _LAND_LOSS
    weights = (worst, bad, middle, good, best, none)
    items: tuple[Item, ...] = responses.form_of(one).items
    for item in items:
        if item.kind == LIKERT:
            yield item.code, chance.choices(_SCALE, weights)[0]
