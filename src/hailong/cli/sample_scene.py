"""The sample agency put into an empty database: its units, people, roles and working calendar, from `sample/*.toml`."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, Final

from django.db import transaction

from hailong.agency import units, worktime
from hailong.agency.models import Person, Unit
from hailong.agency.people import accounts, roles
from hailong.agency.people.rights import SYSTEM
from hailong.agency.permissions import ROLES

_MORNING: Final = time(7, 30)
_RULES_OF_WORK: Final = "Quy chế làm việc của UBND phường Sông Xanh (ví dụ)"


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("hailong.cli") / "sample" / name).read_text(encoding="utf-8"))


def receiver() -> tuple[Person, Unit]:
    """Who drops the sample documents, and for which unit; Person.DoesNotExist where the cast is not there."""
    return Person.objects.get(username="quang"), Unit.objects.get(code="X0101")


@transaction.atomic
def load_cast(now: datetime) -> list[Person]:
    """Units, people, roles and calendar of the sample agency; nothing where there is any unit already.

    All of it was done on the ward's first morning, if that is past.
    """
    if Unit.objects.exists():
        return []
    table = _table("cast.toml")
    at = min(now, datetime.combine(table["since"], _MORNING, tzinfo=now.tzinfo))
    made: dict[str, Unit] = {}
    for row in table["units"]:
        made[row["code"]] = _unit(row, made, at)
    for row in table["units"]:
        if "calendar" in row:
            _calendar(made[row["code"]], _table(row["calendar"]), at)
        if "succeeded_by" in row:
            old, new = made[row["code"]], made[row["succeeded_by"]]
            units.succeed(old=old, new=new, day=table["since"], share=Decimal(1), by=SYSTEM, now=at)
    return [_person(row, made, table["since"], at) for row in table["people"]]


def _unit(row: dict[str, Any], known: dict[str, Unit], at: datetime) -> Unit:
    plain = {key: row[key] for key in ("code", "name", "kind", "short", "valid_from") if key in row}
    made = units.create(parent=known.get(row.get("parent", "")), **plain, by=SYSTEM, now=at)
    for text in row.get("aliases", ()):
        units.add_alias(unit=made, text=text, by=SYSTEM, now=at)
    return made


def _calendar(unit: Unit, table: dict[str, Any], at: datetime) -> None:
    week = {key: table[key] for key in ("valid_from", "shifts", "state_holidays")}
    worktime.set_week(unit=unit, **week, source=_RULES_OF_WORK, by=SYSTEM, now=at)
    for kind, verb in (("closed", worktime.close_day), ("worked", worktime.work_day)):
        for row in table.get(kind, ()):
            verb(unit=unit, day=row["date"], name="", source=row["source"], by=SYSTEM, now=at)


def _person(row: dict[str, Any], known: dict[str, Unit], since: date, at: datetime) -> Person:
    """Without a password: the demo is entered by a button, and by it alone."""
    words = {"username": row["login"], "name": row["name"], "title": row["job"]}
    made, _none = accounts.create(**words, unit=known[row["unit"]], since=since, with_password=False, by=SYSTEM, now=at)
    for role in row["roles"]:
        unit = known[row.get("over", {}).get(role, row["unit"])]
        roles.assign(person=made, role=role, unit=unit, since=since, by=SYSTEM, now=at)
    return made


def sign_ins(address: str) -> Iterator[str]:
    """What the demo prints: where to come in, and the login, name and roles of each of the cast."""
    yield f"Vào thử bằng tên ai cũng được, không cần mật khẩu: {address}"
    for row in _table("cast.toml")["people"]:
        held = ", ".join(ROLES[role] for role in row["roles"])
        yield f"  {row['login']:<8}  {row['name']} - {held}"
