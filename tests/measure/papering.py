"""Sheets of paper in the hands of the cast: a round with sheets, moved as far as a test needs.

one = papering.round_()                      # the ward's open round
papering.received(one, 4)                    # four sheets printed, issued, given, returned, handed over, received
papering.typed(one, "0001", "quang", q01="5")
"""

from datetime import date, datetime
from typing import Any

from tests import cast
from tests.measure import fielding

from hailong.agency.models import Person
from hailong.agency.people import accounts, roles
from hailong.agency.people.rights import SYSTEM
from hailong.measure import custody, entry, rules
from hailong.measure.models import Round, Sheet

NOW = datetime(2025, 9, 29, 9, 0, tzinfo=cast.VIETNAM)
COUNTER = fielding.COUNTER
CLERK, OFFICE, THIRD = "lan", "quang", "mai"
GOOD = {"q01": "5", "q02": "4", "q03": "3", "q04": "2", "q05": "1"}


def round_(**values: Any) -> Round:
    """The ward's open round."""
    return fielding.opened(**values)


def third() -> Person:
    """Somebody else of the centre's counter, who may type as well."""
    held = Person.objects.filter(username=THIRD).first()
    if held is not None:
        return held
    unit, since = cast.unit(COUNTER), date(2025, 7, 1)
    made, _none = accounts.create(
        username=THIRD, name="Lê Thị Mai", title="", unit=unit, since=since, with_password=False, by=SYSTEM, now=NOW
    )
    roles.assign(person=made, role="counter_clerk", unit=unit, since=since, by=SYSTEM, now=NOW)
    return made


def by(login: str = OFFICE) -> Any:
    """Somebody of the cast, on that day."""
    return fielding.by(login, NOW)


def numbers(count: int, first: int = 1) -> list[str]:
    """So many serials."""
    return [custody.serial(number) for number in range(first, first + count)]


def issued(one: Round, count: int = 4) -> list[Sheet]:
    """New sheets in the hands of the clerk of the centre."""
    made = custody.print_sheets(round=one, count=count, by=by(), now=NOW)
    clerk, unit = cast.cast()[CLERK], cast.unit(COUNTER)
    return custody.issue(round=one, serials=[sheet.serial for sheet in made], to=clerk, unit=unit, by=by(), now=NOW)


def returned(one: Round, count: int = 4) -> list[str]:
    """New sheets that were given to visitors and came back; their serials."""
    some = [sheet.serial for sheet in issued(one, count)]
    custody.give(round=one, serials=some, by=by(CLERK), now=NOW)
    custody.take_back(round=one, serials=some, by=by(CLERK), now=NOW)
    return some


def received(one: Round, count: int = 4) -> list[str]:
    """New sheets in the office that gathers; their serials."""
    some = returned(one, count)
    unit = cast.unit(COUNTER)
    custody.hand_over(round=one, unit=unit, count=count, by=by(CLERK), now=NOW)
    custody.receive(round=one, unit=unit, by=by(), now=NOW)
    return some


def sheet(one: Round, serial: str = "0001") -> Sheet:
    """A sheet as it stands."""
    return Sheet.objects.get(round=one, serial=serial)


def typed(one: Round, serial: str, login: str, **content: Any) -> entry.Typed:
    """Somebody types a sheet: the good answers, unless others are given."""
    said = {"field": content.pop("field", ""), "respondent": content.pop("respondent", rules.INDIVIDUAL)}
    return entry.enter(sheet=sheet(one, serial), content={**GOOD, **content}, by=by(login), now=NOW, **said)
