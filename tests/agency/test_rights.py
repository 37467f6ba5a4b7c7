"""What a viewer may do, and where: the roles of the day laid over the permission table."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import cast, viewer

from hailong.agency import permissions
from hailong.agency.models import Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import OPERATOR, PASSER_BY, SYSTEM, Forbidden, Grant, Reach, Viewer

PROVINCE, DEPARTMENT, WARD = "/X01/", "/X01/X01-SNV/", "/X01/X0101/"
OFFICE, ROOM, CENTRE, LAND = (f"{WARD}X0101-{part}/" for part in ("VP", "VHXH", "TT", "KT"))
PLACES = {"province": PROVINCE, "department": DEPARTMENT, "ward": WARD, "office": OFFICE, "room": ROOM,
          "centre": CENTRE, "land": LAND}  # fmt: skip
WARD_AND_BELOW = {"ward", "office", "room", "centre", "land"}
EVERY = set(PLACES)
NONE: set[str] = set()

# Written by hand from the descriptions of the roles: who, what, and in which of the places above.
EXPECTED = [
    ("quantri", "people.manage", WARD_AND_BELOW),
    ("quantri", "unit.manage", WARD_AND_BELOW),
    ("quantri", "journal.see", WARD_AND_BELOW),
    ("quantri", "plan.see", NONE),
    ("quantri", "report.see", NONE),
    ("quantri", "task.accept", NONE),
    ("quang", "plan.import", WARD_AND_BELOW),
    ("quang", "plan.publish", WARD_AND_BELOW),
    ("quang", "task.accept", WARD_AND_BELOW),
    ("quang", "task.report", {"ward", "office"}),
    ("quang", "people.manage", NONE),
    ("minh", "task.accept", WARD_AND_BELOW),
    ("minh", "plan.see", WARD_AND_BELOW),
    ("minh", "plan.import", NONE),
    ("minh", "task.report", NONE),
    ("son", "plan.see", {"room"}),
    ("son", "task.report", {"room"}),
    ("son", "task.explain", {"room"}),
    ("son", "task.accept", NONE),
    ("thuy", "task.report", {"room"}),
    ("thuy", "task.explain", NONE),
    ("lan", "plan.see", {"centre"}),
    ("lan", "report.see", NONE),
    ("lan", "task.report", NONE),
    ("lan", "task.event", {"centre"}),
    ("hoa", "plan.see", EVERY),
    ("hoa", "report.see", EVERY),
    ("hoa", "journal.see", EVERY),
    ("hoa", "task.accept", NONE),
    ("hoa", "plan.manage", NONE),
    ("dieu", "plan.see", EVERY),
    ("dieu", "report.see", EVERY),
    ("dieu", "people.see", NONE),
    ("dieu", "plan.manage", NONE),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("login", "verb", "where"), EXPECTED)
def test_each_may_do_what_the_role_says_and_nowhere_else(login: str, verb: str, where: set[str]) -> None:
    """The same by path, by query and by the journal's actor."""
    by = viewer(login)

    assert {name for name, path in PLACES.items() if by.may(verb, path)} == where
    found = Unit.objects.filter(by.reach(verb).q(), path__in=PLACES.values()).values_list("path", flat=True)
    assert {name for name, path in PLACES.items() if path in set(found)} == where
    for name, path in PLACES.items():
        if name not in where:
            with pytest.raises(Forbidden):
                rights.actor(by, verb, path)


@pytest.mark.django_db
def test_rights_follow_the_calendar() -> None:
    """The cast began on 1/7/2025."""
    quang = cast()["quang"]

    assert rights.viewer(quang, on=date(2025, 6, 30)).grants == ()
    assert len(rights.viewer(quang, on=date(2025, 7, 1)).grants) == 2


@pytest.mark.django_db
def test_the_actor_carries_the_role_by_which_the_act_is_allowed() -> None:
    """Of two roles, the one that reaches."""
    by = viewer("quang")

    assert rights.actor(by, "task.accept", ROOM).role == "coordinating_office"
    assert rights.actor(by, "task.explain", OFFICE, request="r1").request == "r1"


def test_the_installation_may_do_everything_and_a_passer_by_nothing() -> None:
    """Whoever sits at the terminal is named as such."""
    for verb in permissions.VERBS:
        assert SYSTEM.may(verb, ROOM)
        assert OPERATOR.may(verb, ROOM)
        assert not PASSER_BY.reach(verb)
    assert (rights.actor(SYSTEM, "plan.see", ROOM).id, rights.actor(OPERATOR, "plan.see", ROOM).name) == (
        "",
        "Dòng lệnh",
    )


def test_a_verb_that_is_not_in_the_table_is_a_fault() -> None:
    """Never a silent no."""
    with pytest.raises(KeyError):
        Viewer("1", "Lan", (Grant("officer", "1", ROOM),)).reach("plan.burn")


def test_a_name_that_begins_alike_is_not_below() -> None:
    """X0101 does not cover X01011."""
    assert not Reach(branches=(WARD,)).covers("/X01/X01011/")
    assert not Reach(units=(WARD,)).covers(ROOM)


CODES = st.lists(st.sampled_from(["a", "b", "ab", "b1"]), min_size=1, max_size=4)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CODES, CODES)
def test_a_branch_covers_a_path_exactly_where_its_codes_begin_it(branch: list[str], path: list[str]) -> None:
    """Whatever the codes."""
    reach = Reach(branches=(f"/{'/'.join(branch)}/",))

    assert reach.covers(f"/{'/'.join(path)}/") == (path[: len(branch)] == branch)
