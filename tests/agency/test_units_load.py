"""Lists of units loaded: only what differs is written, the same list twice changes nothing, one line in the journal."""

from datetime import date, datetime

import pytest
from tests.agency.cast import NOW, VIETNAM, person, unit, viewer

from hailong.agency import queries, units
from hailong.agency.models import Alias, Line, Move, Unit
from hailong.agency.people.rights import OPERATOR, Forbidden
from hailong.agency.units_check import UnitRow

pytestmark = pytest.mark.django_db


def row(code, name="", parent="", **values):
    """A row of a list."""
    start = {
        "sheet": "", "row": 2, "kind": "office", "form": "", "valid_from": None, "valid_to": None, "aliases": (),
        "resolution": "", "verified": True,
    }  # fmt: skip
    return UnitRow(code=code, name=name or f"Đơn vị {code}", parent=parent, **(start | values))


def load(*rows, **values):
    return units.load(rows, **({"by": OPERATOR, "now": NOW} | values))


PROVINCE = row("X01", "UBND tỉnh Bình Minh", kind="province", form="tỉnh")
WARD = row("X0101", "UBND phường Sông Xanh", "X01", kind="commune", form="phường", aliases=("Sông Xanh",))
ROOM = row("X0101-A", "Phòng A", "X0101")


def test_a_list_in_any_order_makes_every_unit_under_its_parent():
    """Children may stand before their parents."""
    done = load(ROOM, WARD, PROVINCE, source="don-vi.csv", sha256="ab" * 32)

    assert (done.created, done.changed, done.unchanged, done.faults) == (3, 0, 0, ())
    assert sorted(Unit.objects.values_list("path", flat=True)) == ["/X01/", "/X01/X0101/", "/X01/X0101/X0101-A/"]
    assert queries.find_by_name("Sông Xanh", within=queries.unit("X0101-A")).code == "X0101"
    line = Line.objects.get()
    assert (line.verb, line.path, line.label) == ("unit.load", "/", "Nạp danh sách đơn vị don-vi.csv")
    assert (line.after["created"], line.after["sha256"]) == (3, "ab" * 32)


def test_the_same_list_twice_changes_nothing_and_writes_no_line():
    """Names, aliases and days included."""
    load(PROVINCE, WARD, ROOM)

    done = load(ROOM, PROVINCE, WARD)

    assert (done.created, done.changed, done.unchanged, done.changes) == (0, 0, 3, ())
    assert Line.objects.count() == 1


def test_a_trial_says_what_would_change_and_writes_nothing():
    """Each unit with its fields before and after."""
    load(PROVINCE, WARD)

    done = load(WARD, row("X0101-B", "Phòng B", "X0101"), row("X01", "UBND thành phố Bình Minh"), dry_run=True)

    assert [(one.code, one.made) for one in done.changes] == [("X0101-B", True), ("X01", False)]
    assert done.changes[1].fields["name"] == ("UBND tỉnh Bình Minh", "UBND thành phố Bình Minh")
    assert (Unit.objects.count(), Line.objects.count(), Alias.objects.count()) == (2, 1, 1)


def test_what_differs_is_written_and_told_and_the_old_name_still_finds_the_unit():
    """The line stands at the unit above all that changed."""
    load(PROVINCE, WARD, ROOM)

    load(row("X0101", "UBND xã Sông Xanh", "X01", kind="commune", form="xã"), ROOM)

    ward = queries.unit("X0101")
    assert (ward.name, ward.form) == ("UBND xã Sông Xanh", "xã")
    assert queries.find_by_name("UBND phường Sông Xanh", within=ward) == ward
    line = Line.objects.last()
    assert (line.path, line.before["X0101"]["form"], line.after["changed"]["X0101"]["form"]) == (
        "/X01/X0101/", "phường", "xã",
    )  # fmt: skip


def test_an_empty_cell_takes_nothing_away():
    """Neither the parent, nor the days, nor the legal basis."""
    load(PROVINCE, row("X0101", "Phường A", "X01", valid_from=date(2025, 7, 1), resolution="NQ 1"))

    done = load(row("X0101", "Phường A"))

    kept = queries.unit("X0101")
    assert (done.unchanged, kept.path, kept.valid_from, kept.resolution) == (1, "/X01/X0101/", date(2025, 7, 1), "NQ 1")


def test_another_parent_in_a_list_is_a_move_of_the_whole_branch():
    """Those below follow though the list does not name them."""
    load(PROVINCE, WARD, ROOM, row("X02", kind="province"))

    load(row("X0101", "UBND phường Sông Xanh", "X02", kind="commune", form="phường"))

    assert queries.unit("X0101-A").path == "/X02/X0101/X0101-A/"
    move = Move.objects.get()
    assert (move.unit.code, move.was, move.now, move.day) == ("X0101", "/X01/X0101/", "/X02/X0101/", NOW.date())


PERIODS = (
    row("X0101", "Xã Cát", valid_from=date(2025, 7, 1), valid_to=date(2026, 9, 19), kind="commune", form="xã"),
    row("X0101", "Phường Cát", valid_from=date(2026, 9, 20), kind="commune", form="phường"),
)


@pytest.mark.parametrize(
    ("now", "name", "other"),
    [
        (datetime(2026, 9, 19, 23, 0, tzinfo=VIETNAM), "Xã Cát", "Phường Cát"),
        (datetime(2026, 9, 20, 0, 30, tzinfo=VIETNAM), "Phường Cát", "Xã Cát"),
        (datetime(2020, 1, 1, tzinfo=VIETNAM), "Xã Cát", "Phường Cát"),
    ],
)
def test_a_unit_of_several_periods_is_kept_as_it_is_on_the_day_of_loading(now, name, other):
    """From its first day to its last, and found by the names of all."""
    load(*reversed(PERIODS), now=now)

    kept = Unit.objects.get()
    assert (kept.name, kept.valid_from, kept.valid_to) == (name, date(2025, 7, 1), None)
    assert [alias.text for alias in kept.aliases.all()] == [other]


def test_the_day_a_period_begins_the_same_list_changes_the_unit_once():
    """Loaded before and after the day."""
    load(*PERIODS, now=datetime(2026, 9, 19, 8, 0, tzinfo=VIETNAM))
    later = datetime(2026, 9, 21, 8, 0, tzinfo=VIETNAM)

    assert [load(*PERIODS, now=later).changed, load(*PERIODS, now=later).changed] == [1, 0]
    assert Unit.objects.get().form == "phường"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((row("X0101", parent="X09"),), "cấp trên mang mã X09"),
        ((row("x01"),), "chữ hoa"),
        ((row("A", parent="B"), row("B", parent="A")), "vòng lặp"),
        ((row("X01", parent="X0101"), row("X0101", parent="X01")), "vòng lặp"),
        ((*(row(f"{n}" * 20, parent=f"{n - 1}" * 20 if n else "X01") for n in range(10)),), "quá nhiều cấp"),
    ],
)
def test_a_list_with_a_fault_is_not_loaded_at_all(rows, said):
    """Each fault names the row, the code and the cure."""
    unit("X01", name="UBND tỉnh Bình Minh", kind="province")

    done = load(*rows, row("X0199", parent="X01"))

    assert (done.created, done.changed, Unit.objects.count()) == (0, 0, 1)
    assert said in done.faults[0].message
    assert (done.faults[0].row, bool(done.faults[0].cure)) == (2, True)


def test_a_list_is_loaded_only_by_who_manages_every_place_it_touches():
    """A ward's administrator adds rooms to the ward and nothing beside it."""
    load(PROVINCE, WARD)
    by = viewer(person(), administrator=queries.unit("X0101"))

    assert load(ROOM, by=by).created == 1
    for rows in [(row("X0102", parent="X01"),), (row("X02"),), (row("X0101-A", "Phòng A", "X01"),)]:
        with pytest.raises(Forbidden):
            load(*rows, by=by)
    assert Unit.objects.count() == 3


def test_a_hundredth_of_the_country_comes_out_as_a_walk_from_the_top_finds_it():
    """The same tree as the benchmark's, smaller; loaded twice."""
    rows = [row("P")]
    rows += [row(f"P{d}", parent="P") for d in range(13)]
    rows += [row(f"P{d}-{r}", parent=f"P{d}") for d in range(13) for r in range(12)]

    assert [load(*rows).created, load(*rows).unchanged] == [170, 170]
    assert queries.descendants(queries.unit("P")).count() == 169
    assert [one.code for one in queries.ancestors(queries.unit("P7-3"))] == ["P", "P7"]
