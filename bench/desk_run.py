"""One run of `bench.desk` on the database that the environment names: prints a row a page and a job as JSON.

Seconds are processor time of this process alone, page made and sent inside it, the first of each thrown away; `queries`
counts what the database was asked, `rise` the megabytes by which the process's largest size grew over the page.
"""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from hailong.cli import ready  # isort: split

from bench import desk_data
from django.db import connection
from django.test import Client

from hailong.agency import notices, sealing
from hailong.agency.models import Person, RoleAssignment
from hailong.plan import reminders
from hailong.plan.models import Plan, Task
from hailong.web.skin import hour

REPEATS = 7


class Asked:
    """Counts the questions to the database; Django's own log begins anew with each request."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        """One more."""
        self.count += 1
        return execute(*arguments)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(what: str, work: Callable[[], Any]) -> dict[str, Any]:
    """One row: the median and the slowest of the repeats in CPU milliseconds, queries of one more run, the size."""
    before, asked = _peak(), Asked()
    with connection.execute_wrapper(asked):
        answer = work()
    took = []
    for _ in range(REPEATS):
        began = time.process_time()
        work()
        took.append(1000 * (time.process_time() - began))
    took = took or [0.0]
    size = len(answer.content) if hasattr(answer, "content") else 0
    return {
        "what": what,
        "p50": statistics.median(took),
        "p95": max(took),
        "queries": asked.count,
        "kb": size / 1000,
        "rise": _peak() - before,
        "status": getattr(answer, "status_code", answer),
    }


def pages() -> Iterator[tuple[str, str, str]]:
    """The login ("" for a passer-by), what the row is called, the address."""
    commune = Plan.objects.get(number="999/KH-UBND").unit
    small = Plan.objects.filter(unit=commune, parent__isnull=False).order_by("code")[0]
    large = Plan.objects.get(number="999/KH-UBND").code
    task = Task.objects.filter(plan=small, deadline__text="Hằng tuần")[0].pk
    roles = {(role.unit_id, role.role): role for role in RoleAssignment.objects.select_related("person", "unit")}
    leader = roles[commune.pk, "leader"].person
    room = commune.children.get(code__endswith="-P1")
    head = roles[room.pk, "unit_head"].person
    above = "tinh.superior_agency"
    for who, login in (
        ("head of a room", head.username), ("leader of a commune", leader.username),
        ("leader, province", "tinh.leader"), ("office, province", "tinh.coordinating_office"),
        ("superior, province", above),
    ):  # fmt: skip
        yield login, f"today, {who}", "/viec/"
    yield leader.username, "first page, leader of a commune", "/"
    yield leader.username, "plans, leader of a commune", "/ke-hoach/"
    yield above, "plans, superior", "/ke-hoach/"
    yield above, "plans, superior, searched", "/ke-hoach/?tim=dot+17"
    for view in ("muc", "don-vi", "tieu-chi", "dong-thoi-gian"):
        yield leader.username, f"plan of 25, {view}", f"/ke-hoach/{small.code}/?xem={view}"
    for view in ("muc", "don-vi", "tieu-chi", "dong-thoi-gian"):
        yield leader.username, f"plan of 1,000, {view}", f"/ke-hoach/{large}/?xem={view}"
    yield above, "plan of 25, superior", f"/ke-hoach/{small.code}/"
    yield leader.username, "plan of 25, more", f"/ke-hoach/{small.code}/them/"
    yield "tinh.leader", "plan above 300, more", f"/ke-hoach/{Plan.objects.get(number='0/KH-UBND').code}/them/"
    yield leader.username, "weekly task", f"/nhiem-vu/{task}/"
    yield above, "units, the tree", "/don-vi/"
    yield above, "units, searched", "/don-vi/?tim=phuong+an"
    yield above, "unit, province", f"/don-vi/{desk_data.top().code}/"
    yield leader.username, "unit, commune", f"/don-vi/{commune.code}/"
    yield leader.username, "people, commune", "/nguoi-dung/"
    yield "tinh.administrator", "people, province", "/nguoi-dung/"
    yield "tinh.administrator", "people, searched", "/nguoi-dung/?tim=yen"
    yield "tinh.administrator", "a person", f"/nguoi-dung/{leader.pk}/"
    yield "tinh.auditor", "journal", "/nhat-ky/"
    yield "tinh.auditor", "journal, deep page", "/nhat-ky/?trang=1500"
    for name, value in (
        ("tim", "niêm yết"), ("tim", "không có đâu"), ("ai", "Văn 77"), ("viec", "task.accept"), ("gi", "unit"),
        ("tu", "01/10/2025"), ("den", "01/08/2025"),
    ):  # fmt: skip
        yield "tinh.auditor", f"journal, {name}={value}", f"/nhat-ky/?{urlencode({name: value})}"
    yield leader.username, "journal, commune", "/nhat-ky/"
    yield "tinh.leader", "notices", "/thong-bao/"
    yield leader.username, "calendar", f"/lich/{commune.code}/"
    for login in (head.username, "tinh.leader"):
        Person.objects.filter(username=login).update(feed_key=f"key-{login}")
    yield "", "feed of a head", f"/lich-hen/key-{head.username}.ics"
    yield "", "feed of a province's leader", "/lich-hen/key-tinh.leader.ics"
    yield "", "feed of a commune's room", f"/lich-hen/don-vi/{room.code}/key-tinh.leader.ics"
    yield "", "public plans", "/cong-khai/"
    yield (
        "",
        "public plan of 25",
        f"/cong-khai/ke-hoach/{Plan.objects.filter(public_since__isnull=False).first().code}/",
    )
    yield "", "public plan of 1,000", f"/cong-khai/ke-hoach/{large}/"
    yield "", "landing", "/"


def main(only: str = "") -> None:
    """Fill an empty database, then ask for every page and do every job."""
    ready.apply_migrations()
    hour.now = lambda: desk_data.NOW
    rows = []
    if not Plan.objects.exists():
        began = time.process_time()
        desk_data.fill()
        print(f"filled in {time.process_time() - began:.0f} s", file=sys.stderr)
    for login, what, address in pages():
        if only and only not in what:
            continue
        client = Client(SERVER_NAME="localhost")
        if login:
            client.force_login(Person.objects.get(username=login))
        rows.append(measured(what, lambda client=client, address=address: client.get(address)))
        print(row(rows[-1]), file=sys.stderr, flush=True)
    for what, work in (
        ("tick: reminders, all new", lambda: reminders.remind(desk_data.NOW)),
        ("tick: reminders, none new", lambda: reminders.remind(desk_data.NOW)),
        ("tick: seal", sealing.seal),
        ("tick: deliver", notices.deliver),
    ):
        if not only or only in what:
            rows.append(job(what, work))
            print(row(rows[-1]), file=sys.stderr, flush=True)
    print(json.dumps(rows))


def job(what: str, work: Callable[[], int]) -> dict[str, Any]:
    """A job of the tick, once; `status` is what it answered."""
    before, began, asked = _peak(), time.process_time(), Asked()
    with connection.execute_wrapper(asked):
        answer = work()
    took = 1000 * (time.process_time() - began)
    return {
        "what": what, "p50": took, "p95": took, "queries": asked.count, "kb": 0.0, "rise": _peak() - before,
        "status": answer,
    }  # fmt: skip


def row(one: dict[str, Any]) -> str:
    """A row as text."""
    return (
        f"{one['what']:34}{one['p50']:9.0f}{one['p95']:9.0f}{one['queries']:9}{one['kb']:9.0f}{one['rise']:8.0f}"
        f"  {one['status']}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
