"""A unit moved takes its whole branch along: every path is what a walk from the top would find."""

from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.agency.cast import NOW, person, unit, viewer

from hailong.agency import queries, units
from hailong.agency.faults import Refused
from hailong.agency.models import Line, Move, Unit
from hailong.agency.people.rights import OPERATOR, Forbidden

pytestmark = pytest.mark.django_db

ABOUT = {"day": date(2025, 7, 1), "resolution": "NQ 5/NQ-HĐND", "now": NOW}
WALK = """
WITH RECURSIVE walk(id, path) AS (
    SELECT id, '/' || code || '/' FROM agency_unit WHERE parent_id IS NULL
    UNION ALL
    SELECT unit.id, walk.path || unit.code || '/' FROM agency_unit unit JOIN walk ON unit.parent_id = walk.id
)
SELECT unit.code, unit.path, walk.path FROM agency_unit unit LEFT JOIN walk ON walk.id = unit.id
"""


def strayed():
    """The units whose path is not the one a recursive query finds."""
    with connection.cursor() as cursor:
        cursor.execute(WALK)
        return [row for row in cursor.fetchall() if row[1] != row[2]]


@st.composite
def forests(draw):
    """Parents by number, each before its child (-1 at the top), and moves of one number under another."""
    count = draw(st.integers(2, 14))
    parents = [draw(st.integers(-1, at - 1)) for at in range(count)]
    place = st.tuples(st.integers(0, count - 1), st.integers(-1, count - 1))
    return parents, draw(st.lists(place, min_size=1, max_size=8))


def line_of(parents, at):
    """A number and all above it."""
    return [] if at < 0 else [at, *line_of(parents, parents[at])]


@settings(max_examples=40, deadline=None)
@given(forests())
def test_whatever_is_moved_where_every_path_is_what_a_recursive_query_finds(forest):
    """Moves under oneself, or to where one is, are refused and change nothing."""
    parents, moves = forest
    with transaction.atomic():
        made = []
        for at, above in enumerate(parents):
            made.append(unit(f"U_{at}", made[above] if above >= 0 else None))
        for at, above in moves:
            there = {"unit": made[at], "parent": made[above] if above >= 0 else None}
            if above == parents[at] or at in line_of(parents, above):
                with pytest.raises(Refused):
                    units.move(**there, by=OPERATOR, **ABOUT)
            else:
                units.move(**there, by=OPERATOR, **ABOUT)
                parents[at] = above
            assert strayed() == []
        below = {number for number in range(1, len(made)) if 0 in line_of(parents, number)}
        assert {one.code for one in queries.descendants(Unit.objects.get(code="U_0"))} == {f"U_{n}" for n in below}
        transaction.set_rollback(True)


def test_a_ward_moved_to_another_province_has_the_province_in_every_path_and_the_move_on_record():
    """What was before stays to be read: the place, the day, the resolution."""
    one, other = unit("X01", kind="province"), unit("X02", kind="province")
    ward = unit("X0101", one, kind="commune")
    unit("X0101-VP", ward)
    unit("X01010", one)

    units.move(unit=ward, parent=other, by=OPERATOR, **ABOUT)

    assert sorted(Unit.objects.values_list("path", flat=True)) == [
        "/X01/", "/X01/X01010/", "/X02/", "/X02/X0101/", "/X02/X0101/X0101-VP/",
    ]  # fmt: skip
    move = Move.objects.get()
    assert (move.was, move.now, move.day) == ("/X01/X0101/", "/X02/X0101/", date(2025, 7, 1))
    line = Line.objects.get()
    assert (line.verb, line.before, line.after["units"]) == ("unit.move", {"path": "/X01/X0101/"}, 2)
    assert (line.province, line.reason) == ("X02", "NQ 5/NQ-HĐND")


def test_a_branch_that_would_become_too_deep_stays_where_it_is():
    """No path is cut off."""
    deep = unit("A" * 20)
    for letter in "BCDEFGH":
        deep = unit(letter * 20, deep)
    top = unit("X01")
    low = unit("I" * 20, top)
    unit("J" * 20, low)

    with pytest.raises(Refused):
        units.move(unit=low, parent=deep, by=OPERATOR, **ABOUT)
    assert strayed() == []
    assert Unit.objects.get(pk=low.pk).path == f"/X01/{'I' * 20}/"


def test_who_manages_one_of_the_two_places_alone_moves_nothing():
    """The one it leaves and the one it comes to."""
    one, other = unit("X01", kind="province"), unit("X02", kind="province")
    ward = unit("X0101", one, kind="commune")
    for name, where in (("lan", one), ("minh", other)):
        with pytest.raises(Forbidden):
            units.move(unit=ward, parent=other, by=viewer(person(name), administrator=where), **ABOUT)
    assert not Move.objects.exists()


def test_branches_whose_codes_look_alike_are_told_apart():
    """A sign that stands for any letter in a pattern, capitals, and a code that begins another."""
    for code in ("X_1", "XA1", "x_1A", "X_10"):
        unit(f"{code}-R", unit(code))

    assert {one.code for one in queries.descendants(Unit.objects.get(code="X_1"))} == {"X_1-R"}
    by = viewer(person(), auditor=Unit.objects.get(code="X_1"))
    assert {one.code for one in queries.units_seen(by, on=NOW.date())} == {"X_1", "X_1-R"}
