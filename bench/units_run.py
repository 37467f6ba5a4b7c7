"""One run of `bench.units` on the database that the environment names, an empty one: prints seconds by name as JSON."""

import json
import time
from collections.abc import Callable
from datetime import date

from hailong.cli import ready  # isort: split

from hailong.agency import queries, units
from hailong.agency.people.rights import OPERATOR
from hailong.agency.units_check import UnitRow

TOTAL, PROVINCES, DEPARTMENTS, COMMUNES = 16_933, 34, 15, 98
REPEATS = 15
DAY = date(2025, 7, 1)


def row(code: str, name: str, kind: str, parent: str) -> UnitRow:
    """A row of the invented list."""
    return UnitRow("", 1, code, name, kind, "", parent, DAY, None, (), "Nghị quyết 1/NQ", True)


def rows() -> list[UnitRow]:
    """Provinces, their departments and communes, and rooms spread evenly over these until the total is reached."""
    provinces = [row(f"{p:02d}", f"Tỉnh Số {p}", "province", "") for p in range(PROVINCES)]
    homes = [
        made
        for above in provinces
        for made in (
            *(row(f"{above.code}-S{d}", f"Sở Thứ {d}", "department", above.code) for d in range(DEPARTMENTS)),
            *(row(f"{above.code}{c:03d}", f"Phường Bến {c}", "commune", above.code) for c in range(COMMUNES)),
        )
    ]
    rooms = [
        row(f"{home.code}-P{n}", f"Phòng {n}", "office", home.code)
        for n in range(TOTAL - PROVINCES - len(homes))
        for home in (homes[n % len(homes)],)
    ]
    return [*provinces, *homes, *rooms]


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds of one run."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def best(work: Callable[[], object]) -> float:
    """The best of several runs: whatever else the machine does only adds."""
    return min(seconds(work) for _ in range(REPEATS))


def main() -> None:
    """Make the tables, load, ask, move."""
    ready.apply_migrations()
    listed, now = rows(), ready.real()
    used = time.process_time()
    took = {
        "load": seconds(lambda: units.load(listed, by=OPERATOR, now=now)),
        "load, processor time here": time.process_time() - used,
        "the same list again": seconds(lambda: units.load(listed, by=OPERATOR, now=now)),
    }
    province, other = (queries.unit(code) for code in ("07", "08"))
    assert province is not None
    below = list(queries.descendants(province))
    room = max(below, key=lambda unit: unit.path.count("/"))
    branch = queries.descendants(province)
    took["descendants of a province"] = best(lambda: list(branch.values_list("code", "name", "kind", "path")))
    took["the same as objects"] = best(lambda: list(branch.all()))
    took["ancestors of a room"] = best(lambda: queries.ancestors(room))
    places = [other, None] * REPEATS
    about = {"unit": province, "day": DAY, "resolution": "", "by": OPERATOR, "now": now}
    took["move of a province"] = min(seconds(lambda to=to: units.move(parent=to, **about)) for to in places)
    print(json.dumps({"below": len(below), "seconds": took}))


if __name__ == "__main__":
    main()
