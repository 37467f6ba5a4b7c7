"""When a unit works: its own week and days, else those of the nearest unit above, else the State's.

Read into the calendars of `clock`: one for each week that was ever in force, each answering until the next begins.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import combinations
from typing import Any, Final

from django.db import transaction

from hailong.agency import journal, tree
from hailong.agency.faults import Refused
from hailong.agency.models import SpecialDay, Unit, WorkWeek
from hailong.agency.models.worktime import CLOSED, WORKED
from hailong.agency.people.rights import Viewer, actor
from hailong.clock import holidays
from hailong.clock.calendars import Shift, Week, office_week
from hailong.clock.hours import Calendar
from hailong.lexicon.text import nfc, squeeze

MANAGE: Final = "calendar.manage"
_KINDS: Final[Mapping[str, holidays.Kind]] = {CLOSED: "closed", WORKED: "worked"}
_NAMES: Final = {CLOSED: "Nghỉ theo thông báo", WORKED: "Làm việc theo thông báo"}
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]|24):([0-5]\d)")
_LAST: Final = 24 * 60  # minutes of a day
_NAME_MOST, _SOURCE_MOST = 200, 300  # characters, as the columns


@dataclass(frozen=True, slots=True)
class Changed:
    """What a calendar file changes, one Vietnamese line each, and how many of its entries stood there already."""

    lines: tuple[str, ...]
    unchanged: int


def calendar_of(unit: Unit) -> Calendar:
    """The unit's working time on every known day."""
    return calendars_of([unit])[unit.pk]


def calendars_of(units: Iterable[Unit]) -> dict[Any, Calendar]:
    """The same for many units, by their ids: three questions, however many they are."""
    asked = list(units)
    codes = {code for unit in asked for code in tree.codes_of(unit.path)}
    line = {one.code: one.pk for one in Unit.objects.filter(code__in=codes).only("pk", "code")}
    days, weeks = _notices(line.values()), _weeks(line.values())
    return {unit.pk: _laid([line[code] for code in tree.codes_of(unit.path)], days, weeks) for unit in asked}


def _laid(
    line: Sequence[Any], days: Mapping[Any, Sequence[holidays.SpecialDay]], own: Mapping[Any, Sequence[Week]]
) -> Calendar:
    """The calendar of the last unit of a line, the top first."""
    notices = {day.date: day for one in line for day in days.get(one, ())}
    weeks: list[Week] = []
    for one in line:
        if found := own.get(one):  # those of the units above hold until the unit's own first week
            weeks = [week for week in weeks if (week.valid_from or date.min) < (found[0].valid_from or date.min)]
            weeks += found
    laid = tuple(sorted(notices.values(), key=lambda day: day.date))
    return _calendar(tuple(replace(week, notices=laid) for week in (office_week(), *weeks)))


@lru_cache(maxsize=64)
def _calendar(weeks: tuple[Week, ...]) -> Calendar:
    """The calendar of weeks in order of their first days, the first without one."""
    return Calendar(weeks[-1], _calendar(weeks[:-1]) if len(weeks) > 1 else None)


def _notices(units: Iterable[Any]) -> dict[Any, list[holidays.SpecialDay]]:
    """The units' own days that stand, within the years whose holidays are known."""
    first, last = holidays.known_years()
    found: dict[Any, list[holidays.SpecialDay]] = {}
    for day in SpecialDay.objects.filter(
        unit__in=list(units), withdrawn=False, day__range=(date(first, 1, 1), date(last, 12, 31))
    ):
        told = holidays.SpecialDay(day.day, _KINDS[day.kind], day.name or _NAMES[day.kind], day.source)
        found.setdefault(day.unit_id, []).append(told)
    return found


def _weeks(units: Iterable[Any]) -> dict[Any, list[Week]]:
    """The units' own weeks by their first days."""
    found: dict[Any, list[Week]] = {}
    for week in WorkWeek.objects.filter(unit__in=list(units)).order_by("valid_from"):
        found.setdefault(week.unit_id, []).append(_week(week))
    return found


def _week(week: WorkWeek) -> Week:
    return Week(shifts_of(week.shifts), (), week.valid_from, week.state_holidays)


def shifts_of(entries: Sequence[Mapping[str, Any]]) -> tuple[Shift, ...]:
    """The shifts of {"days", "from", "to"}; Refused where a time is none, ends too early, or two overlap."""
    shifts = tuple(_shift(entry) for entry in entries)
    if not shifts:
        raise Refused("Chưa có ca làm việc nào.", cure="Ghi ít nhất một buổi.", field="shifts")
    for one, other in combinations(shifts, 2):
        if one.days & other.days and one.start < other.end and other.start < one.end:
            said = f"Ca {_hours(other)} chồng lên ca {_hours(one)} trong cùng ngày."
            raise Refused(said, cure="Tách giờ hoặc tách ngày của hai ca.", field="shifts")
    return shifts


def _shift(entry: Mapping[str, Any]) -> Shift:
    days = frozenset(entry["days"])
    shift = Shift(days, _minute(entry["from"]), _minute(entry["to"]))
    if not days or not days <= set(range(1, 8)):
        cure = "Chọn từ thứ Hai (1) đến Chủ nhật (7)."
        raise Refused(f"Ca {_hours(shift)} không ghi ngày nào trong tuần.", cure=cure, field="shifts")
    if shift.start >= shift.end:
        raise Refused(f"Ca {_hours(shift)} kết thúc trước khi bắt đầu.", cure="Đổi lại hai giờ.", field="shifts")
    return shift


def _minute(text: str) -> int:
    found = _CLOCK.fullmatch(text)
    minute = int(found[1]) * 60 + int(found[2]) if found else _LAST + 1
    if minute > _LAST:
        raise Refused(f"“{text}” không phải giờ trong ngày.", cure="Ghi như 07:30.", field="shifts")
    return minute


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _hours(shift: Shift) -> str:
    return f"{_clock(shift.start)}-{_clock(shift.end)}"


def _kept(shifts: Iterable[Shift]) -> list[dict[str, Any]]:
    """Shifts as the database keeps them."""
    return [{"days": sorted(one.days), "from": _clock(one.start), "to": _clock(one.end)} for one in shifts]


def _text(text: str, most: int, field: str) -> str:
    said = squeeze(nfc(text))
    if len(said) > most:
        raise Refused("Nội dung quá dài.", cure=f"Rút gọn còn tối đa {most} ký tự.", field=field)
    return said


def _source(text: str) -> str:
    said = _text(text, _SOURCE_MOST, "source")
    if not said:
        raise Refused("Thiếu căn cứ.", cure="Ghi số, ngày của quy chế hoặc thông báo.", field="source")
    return said


def set_week(
    *,
    unit: Unit,
    valid_from: date,
    shifts: Sequence[Mapping[str, Any]],
    source: str,
    by: Viewer,
    now: datetime,
    state_holidays: bool = True,
) -> WorkWeek:
    """The unit's week from that day on, as {"days": [1..7], "from": "07:30", "to": "11:30"} for each half-day."""
    acting = actor(by, MANAGE, unit.path)
    after = {"shifts": _kept(shifts_of(shifts)), "state_holidays": state_holidays, "source": _source(source)}
    with transaction.atomic():
        kept = unit.weeks.select_for_update().filter(valid_from=valid_from).first()
        before = {name: getattr(kept, name) for name in after} if kept else None
        if kept and before == after:
            return kept
        made, _new = WorkWeek.objects.update_or_create(unit=unit, valid_from=valid_from, defaults=after)
        told = {"valid_from": valid_from, **after}
        _note("calendar.week", unit, made.pk, acting, now, before=before, after=told, label=unit.name)
    return made


def close_day(*, unit: Unit, day: date, name: str, source: str, by: Viewer, now: datetime) -> SpecialDay:
    """The unit, and those below that say nothing else, are closed on that day."""
    return _give_notice(CLOSED, unit, day, name, source, by, now)


def work_day(*, unit: Unit, day: date, name: str, source: str, by: Viewer, now: datetime) -> SpecialDay:
    """The unit, and those below that say nothing else, work on that day, with Monday's hours."""
    return _give_notice(WORKED, unit, day, name, source, by, now)


def _give_notice(kind: str, unit: Unit, day: date, name: str, source: str, by: Viewer, now: datetime) -> SpecialDay:
    acting = actor(by, MANAGE, unit.path)
    _check_year(day)
    said = {"kind": kind, "name": _text(name, _NAME_MOST, "name"), "source": _source(source)}
    with transaction.atomic():
        standing = unit.special_days.select_for_update().filter(day=day, withdrawn=False).first()
        if standing and {field: getattr(standing, field) for field in said} == said:
            return standing
        if standing:
            cure = "Rút thông báo ấy trước."
            raise Refused(f"Ngày {day:%d/%m/%Y} đã có thông báo: {standing.source}.", cure=cure, field="day")
        made = SpecialDay.objects.create(unit=unit, day=day, **said)
        _note("calendar.day", unit, made.pk, acting, now, after={"day": day, **said}, label=f"{day:%d/%m/%Y}")
    return made


def _check_year(day: date) -> None:
    first, last = holidays.known_years()
    if not first <= day.year <= last:
        said = f"Chưa biết ngày nghỉ lễ của năm {day.year}."
        raise Refused(said, cure=f"Chọn ngày trong các năm {first}-{last}.", field="day")


def withdraw_day(*, day: SpecialDay, by: Viewer, now: datetime) -> None:
    """Take a notice back: the day is again what it was; the notice stays to be read."""
    acting = actor(by, MANAGE, day.unit.path)
    if day.withdrawn:
        return
    with transaction.atomic():
        day.withdrawn = True
        day.save(update_fields=["withdrawn"])
        before = {"day": day.day, "kind": day.kind, "source": day.source}
        _note("calendar.withdraw", day.unit, day.pk, acting, now, before=before, label=f"{day.day:%d/%m/%Y}")


def load(*, unit: Unit, week: Week, source: str, by: Viewer, now: datetime, dry_run: bool = False) -> Changed:
    """Make the unit's calendar as a file says; days of which it says nothing stay. The second time nothing changes.

    `source` names the file where the file names no notice.
    """
    acting = actor(by, MANAGE, unit.path)
    with transaction.atomic():
        done = [_load_week(unit, week, _source(source)), *(_load_day(unit, day, source) for day in week.notices)]
        lines = tuple(line for line in done if line)
        if dry_run:
            transaction.set_rollback(True)
        elif lines:
            after = {"lines": list(lines), "unchanged": len(done) - len(lines)}
            _note("calendar.load", unit, unit.pk, acting, now, after=after, label=f"Nạp lịch làm việc {source}")
    return Changed(lines, len(done) - len(lines))


def _load_week(unit: Unit, week: Week, source: str) -> str:
    since = week.valid_from or date(holidays.known_years()[0], 1, 1)
    said = {"shifts": _kept(week.shifts), "state_holidays": week.state_holidays}
    kept = unit.weeks.filter(valid_from=since).first()
    if kept and {name: getattr(kept, name) for name in said} == said:
        return ""
    WorkWeek.objects.update_or_create(unit=unit, valid_from=since, defaults={**said, "source": source})
    days = "; ".join(f"{_weekdays(shift)} {_hours(shift)}" for shift in week.shifts)
    return f"{'đổi' if kept else 'thêm'} tuần làm việc từ {since:%d/%m/%Y}: {days}"


def _weekdays(shift: Shift) -> str:
    return ", ".join("CN" if day == 7 else f"T{day + 1}" for day in sorted(shift.days))


def _load_day(unit: Unit, day: holidays.SpecialDay, source: str) -> str:
    said = {"kind": day.kind, "name": day.name[:_NAME_MOST], "source": (day.source or source)[:_SOURCE_MOST]}
    standing = unit.special_days.filter(day=day.date, withdrawn=False).first()
    if standing and {name: getattr(standing, name) for name in said} == said:
        return ""
    if standing:
        standing.withdrawn = True
        standing.save(update_fields=["withdrawn"])
    SpecialDay.objects.create(unit=unit, day=day.date, **said)
    word = "nghỉ" if day.kind == CLOSED else "làm việc"
    return f"{'đổi' if standing else 'thêm'} ngày {word} {day.date:%d/%m/%Y}: {said['source']}"


def _note(verb: str, unit: Unit, thing: object, acting: journal.Actor, now: datetime, **said: Any) -> None:
    journal.write(by=acting, at=now, unit=unit, verb=verb, kind="calendar", thing=thing, **said)
