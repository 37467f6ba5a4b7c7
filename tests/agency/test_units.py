"""Units made, renamed, ended and succeeded: nothing that was is lost, and what cannot be is refused with its cure."""

from datetime import date
from decimal import Decimal

import pytest
from tests.agency.cast import NOW, person, unit, viewer

from hailong.agency import queries, units
from hailong.agency.faults import Refused
from hailong.agency.models import Line, Unit
from hailong.agency.people.rights import OPERATOR, Forbidden

pytestmark = pytest.mark.django_db

BY = {"by": OPERATOR, "now": NOW}
DAY = date(2025, 7, 1)


@pytest.fixture
def province():
    return unit("X01", name="UBND tỉnh Bình Minh", kind="province")


def new(parent, code="X0199", **values):
    start = {"code": code, "name": "Phòng Bến Thuyền", "kind": "office", "parent": parent}
    return units.create(**(start | values), **BY)


def test_a_new_unit_stands_under_its_parent_in_lists_in_searches_and_in_the_journal(province):
    """Its place is its parent's with its own code behind; who made it is told."""
    made = new(province, name="  Sở   Đê điều ", short="SĐĐ", kind="department", valid_from=DAY, resolution="NQ 9")

    kept = Unit.objects.get(code="X0199")
    assert (kept.pk, kept.name, kept.path, kept.valid_from) == (made.pk, "Sở Đê điều", "/X01/X0199/", DAY)
    assert list(queries.units_seen(OPERATOR, on=DAY, search="de dieu")) == [made]
    line = Line.objects.get()
    assert (line.verb, line.actor_name, line.path, line.reason) == ("unit.create", "Dòng lệnh", "/X01/X0199/", "NQ 9")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": "X01"}, "code"),
        ({"code": "x01"}, "code"),
        ({"code": "có dấu cách"}, "code"),
        ({"code": "a/b"}, "code"),
        ({"code": "X" * 21}, "code"),
        ({"name": " \u200b "}, "name"),
        ({"name": "Đ" * 201}, "name"),
        ({"short": "Đ" * 81}, "short"),
        ({"kind": "vương quốc"}, "kind"),
    ],
)
def test_what_cannot_be_a_unit_is_refused_at_its_field_with_a_cure(province, values, field):
    """Also a code that differs from another by capitals alone."""
    with pytest.raises(Refused) as refused:
        new(province, **values)

    assert (refused.value.field, bool(refused.value.cure)) == (field, True)
    assert Unit.objects.count() == 1


def test_a_tree_grows_no_deeper_than_a_path_can_say(province):
    """Nine codes of twenty characters fit below the first, a tenth does not."""
    last = province
    for number in range(9):
        last = new(last, code=f"{number}" * 20)

    with pytest.raises(Refused) as refused:
        new(last, code="9" * 20)
    assert refused.value.field == "parent"


def test_only_who_manages_the_parent_makes_a_unit_there_and_nobody_one_at_the_top(province):
    """An administrator of one ward has no say in the next."""
    ward, beside = (unit(code, province, kind="commune") for code in ("X0101", "X0102"))
    by = viewer(person(), administrator=ward)

    assert units.create(code="X0101-A", name="Phòng A", kind="office", parent=ward, by=by, now=NOW).parent == ward
    for parent in (beside, province, None):
        with pytest.raises(Forbidden):
            units.create(code="X0199", name="Phòng B", kind="office", parent=parent, by=by, now=NOW)


def test_a_renamed_unit_is_still_found_by_the_name_it_had(province):
    """The short name too; the same name again is no act."""
    ward = unit("X0101", province, name="UBND xã Sông Xanh", kind="commune")

    units.rename(unit=ward, name="UBND phường Sông Xanh", short="Sông Xanh", **BY)
    units.rename(unit=ward, name="UBND phường Sông Xanh", short=None, **BY)

    ward.refresh_from_db()
    assert (ward.name, ward.short) == ("UBND phường Sông Xanh", "Sông Xanh")
    assert queries.find_by_name("Ủy ban nhân dân xã Sông Xanh", within=ward) == ward
    line = Line.objects.get()
    assert (line.before["name"], line.after["name"]) == ("UBND xã Sông Xanh", "UBND phường Sông Xanh")


def test_an_alias_is_added_once(province):
    """A second spelling of the same letters is the same."""
    first = units.add_alias(unit=province, text="Tỉnh Bình Minh (mới)", **BY)

    assert units.add_alias(unit=province, text="TỈNH BÌNH MINH (MỚI)", **BY) == first
    assert Line.objects.count() == 1


def test_the_address_of_a_unit_is_kept_and_a_wrong_one_refused(province):
    """The journal says what it was."""
    units.set_contact(unit=province, address="Số 1 đường Bờ Sông", phone="0258 3000 000", email="vp@binhminh.vn", **BY)

    with pytest.raises(Refused) as refused:
        units.set_contact(unit=province, address="", phone="", email="vp tại binhminh", **BY)
    assert refused.value.field == "email"
    assert Unit.objects.get().address == "Số 1 đường Bờ Sông"
    assert Line.objects.get().before == {"address": "", "phone": "", "email": ""}


def test_a_unit_that_ends_takes_what_is_below_with_it_and_all_of_it_stays(province):
    """A room that ended before keeps its own last day."""
    ward = unit("X0101", province, kind="commune")
    room, old = unit("X0101-A", ward), unit("X0101-B", ward)
    units.end(unit=old, last_day=date(2024, 12, 31), **BY)

    units.end(unit=ward, last_day=date(2025, 6, 30), resolution="NQ 1", **BY)

    ended = {one.code: one.valid_to for one in Unit.objects.exclude(valid_to=None)}
    assert ended == {"X0101": date(2025, 6, 30), "X0101-A": date(2025, 6, 30), "X0101-B": date(2024, 12, 31)}
    assert set(queries.units_seen(OPERATOR, on=date(2025, 6, 30))) == {province, ward, room}
    assert set(queries.units_seen(OPERATOR, on=DAY)) == {province}
    with pytest.raises(Refused):
        units.end(unit=ward, last_day=date(2025, 9, 30), **BY)


def test_a_unit_cannot_end_before_something_below_began(province):
    """The younger room is named."""
    room = new(province, name="Tổ Ghi chép", valid_from=DAY)

    with pytest.raises(Refused, match="Tổ Ghi chép"):
        units.end(unit=province, last_day=date(2025, 6, 30), **BY)
    assert Unit.objects.get(pk=room.pk).valid_to is None


def test_six_communes_become_one_ward_on_the_first_of_july_and_all_six_are_kept(province):
    """Each ends the day before; the ward knows its six, each of the six its ward."""
    six = [unit(f"X02{n}", province, name=f"UBND xã Cũ {n}", kind="commune") for n in range(6)]
    ward = new(province, code="X0101", name="UBND phường Sông Xanh", kind="commune", valid_from=DAY)

    for old in six:
        share = Decimal("0.4") if old is six[0] else None
        units.succeed(old=old, new=ward, day=DAY, share=share, resolution="NQ 1/NQ", **BY)

    former = queries.former(ward)
    assert {link.old for link in former} == set(six)
    assert {link.old.valid_to for link in former} == {date(2025, 6, 30)}
    assert sorted(link.share for link in former if link.share) == [Decimal("0.4")]
    assert [(link.new, link.day) for link in queries.successors(six[3])] == [(ward, DAY)]
    assert set(queries.units_seen(OPERATOR, on=date(2025, 6, 30), kind="commune")) == set(six)
    assert list(queries.units_seen(OPERATOR, on=DAY, kind="commune")) == [ward]


def test_a_commune_parted_between_two_wards_gives_away_no_more_than_the_whole(province):
    """The rest that may still be given is told."""
    old, one, other = (unit(code, province, kind="commune") for code in ("X0201", "X0101", "X0102"))
    units.succeed(old=old, new=one, day=DAY, share=Decimal("0.7"), **BY)

    with pytest.raises(Refused, match="30 %") as refused:
        units.succeed(old=old, new=other, day=DAY, share=Decimal("0.4"), **BY)
    assert refused.value.field == "share"
    units.succeed(old=old, new=other, day=DAY, share=Decimal("0.3"), **BY)
    assert [link.share for link in queries.successors(old)].count(Decimal("0.7")) == 1


def test_a_succession_that_cannot_be_is_refused(province):
    """By itself, by a room of its own, twice, backwards in time, by one that is not there yet, after its end."""
    old, ward, beside = (unit(code, province, kind="commune") for code in ("X0201", "X0101", "X0202"))
    room = unit("X0201-A", old)
    late = new(province, code="X0102", kind="commune", valid_from=date(2026, 1, 1))
    units.succeed(old=old, new=ward, day=DAY, **BY)

    for wrong, field in [
        ({"old": ward, "new": ward}, "new"),
        ({"old": old, "new": room}, "new"),
        ({"old": old, "new": ward}, "new"),
        ({"old": ward, "new": old}, "new"),
        ({"old": beside, "new": late}, "day"),
        ({"old": old, "new": late, "day": date(2026, 2, 1)}, "day"),
    ]:
        with pytest.raises(Refused) as refused:
            units.succeed(**({"day": DAY} | wrong), **BY)
        assert refused.value.field == field, wrong
    assert Line.objects.filter(verb="unit.succeed").count() == 1
