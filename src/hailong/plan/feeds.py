"""Deadlines as iCalendar feeds: what a person's units, or one unit, still owe, a day-long event on each last day.

A feed is read by a program that holds nothing but its address, so it says no more than a task's own words.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Prefetch, Q, QuerySet
from django.utils.timezone import localdate
from icalendar import Calendar, Event

from hailong.agency.models import Membership, Person, Unit
from hailong.agency.people import rights
from hailong.lexicon.text import squeeze
from hailong.plan import links, rules
from hailong.plan.models import Occurrence, TaskUnit
from hailong.plan.queries.conditions import RUNNING
from hailong.plan.standing import LABELS, standing_of

_PRODUCT: Final = "-//Hai Long//Han cua ke hoach//VI"
_LONGEST: Final = 160  # characters of a title in a calendar; the description has the whole
_SIDES: Final = {True: "Chủ trì", False: "Phối hợp"}


class _Text(str):
    """A text as a calendar writes it (RFC 5545, 3.3.11); the library's own would take "\\N" in it for a line end."""

    def to_ical(self) -> bytes:
        """Every backslash, semicolon and comma escaped, then every line end."""
        return re.sub(r"([\\;,])", r"\\\1", self).replace("\n", r"\n").encode()


def person_feed(person: Person, now: datetime, *, site: str = "") -> bytes:
    """The deadlines of the units this person works in or reports for; `site` ("https://...") begins the links.

    Whoever may no longer sign in gets an empty calendar.
    """
    viewer = rights.viewer(person, on=localdate(now))
    working = Membership.objects.filter(person=person, since__lte=localdate(now))
    own = working.filter(Q(until=None) | Q(until__gte=localdate(now))).values("unit")
    seen = viewer.reach("plan.see").q("unit__path")
    units = viewer.reach("task.report").q("unit__path") | (Q(unit__in=own) & seen)
    return _feed(units, f"Hạn việc của {person.name}", now, site)


def unit_feed(unit: Unit, now: datetime, *, site: str = "") -> bytes:
    """The deadlines of one unit; who may fetch it is the door's business."""
    return _feed(Q(unit=unit), f"Hạn việc của {unit.name}", now, site)


def _feed(units: Q, name: str, now: datetime, site: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _Text(_plain(name)), encode=0)
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    for occurrence in _owed(units):
        if occurrence.due:
            calendar.add_component(_event(occurrence, occurrence.due, now, site))
    written: bytes = calendar.to_ical()
    return written


def _owed(units: Q) -> QuerySet[Occurrence]:
    """What these units lead or coordinate and nobody has finished, in running plans."""
    parts = TaskUnit.objects.filter(units)
    mine = Prefetch("task__units", parts.select_related("unit"), to_attr="mine")
    owed = Q(state__in=rules.UNFINISHED, due__isnull=False)
    found = Occurrence.objects.filter(RUNNING, owed, task__in=parts.values("task"))
    return found.select_related("task__plan").prefetch_related(mine)


def _event(occurrence: Occurrence, due: date, now: datetime, site: str) -> Event:
    event = Event()
    event.add("uid", f"{occurrence.pk}@hai-long")
    event.add("dtstamp", now)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", _Text(_summary(occurrence, now)), encode=0)
    event.add("description", _Text(_description(occurrence, site)), encode=0)
    event.add("transp", "TRANSPARENT")
    return event


def _summary(occurrence: Occurrence, now: datetime) -> str:
    standing = standing_of(occurrence, localdate(now))
    told = "" if standing == "not_yet_due" else f"[{LABELS[standing]}] "
    content = squeeze(_plain(occurrence.task.content))
    return told + (content if len(content) <= _LONGEST else f"{content[: _LONGEST - 1].rstrip()}…")


def _description(occurrence: Occurrence, site: str) -> str:
    task = occurrence.task
    number = ".".join(filter(None, (task.section, task.ordinal)))
    parts: Iterable[TaskUnit] = task.mine  # type: ignore[attr-defined]  # the prefetch puts it there
    lines = [
        occurrence.label,
        f"Kế hoạch {task.plan}{f', mục {number}' if number else ''}: {task.plan.title}",
        _said("Nội dung", task.content),
        _said("Sản phẩm", task.product),
        *(_said(_SIDES[part.leads], part.name) for part in parts),
        f"{site}{links.task(task.pk)}",
    ]
    return "\n".join(filter(None, map(_plain, lines)))


def _said(head: str, text: str) -> str:
    plain = _plain(text)
    return f"{head}: {plain}" if plain else ""


def _plain(text: str) -> str:
    """The text without what no calendar can hold (control characters, odd line ends, halves of letters) and without
    the white space around it, which says nothing; the lines inside stay.
    """
    return "".join(_kept(char) for char in text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _kept(char: str) -> str:
    if char == "\n" or char.isprintable():
        return char
    return " " if char.isspace() else ""
