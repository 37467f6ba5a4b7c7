"""Which unit a printed name means, who sees which, and whose room one is."""

from datetime import date

import pytest
from tests.agency.cast import NOW, person, unit, viewer

from hailong.agency import queries, units
from hailong.agency.models import Alias
from hailong.agency.people.rights import OPERATOR
from hailong.lexicon.text import fold

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    """A province with two departments and two wards, each with rooms; a second province."""
    made = {}

    def add(code, name, kind, parent=None, short="", aliases=()):
        made[code] = unit(code, made.get(parent), name=name, kind=kind)
        made[code].short = short
        made[code].save()
        Alias.objects.bulk_create(Alias(unit=made[code], text=text, folded=fold(text)) for text in aliases)

    add("X01", "UBND tỉnh Bình Minh", "province")
    add("SNV", "Sở Nội vụ tỉnh Bình Minh", "department", "X01", "Sở Nội vụ")
    add("SNV-VP", "Văn phòng Sở", "office", "SNV")
    add("STC", "Sở Tài chính", "department", "X01")
    add("X0101", "UBND phường Sông Xanh", "commune", "X01")
    add("VP", "Văn phòng HĐND và UBND phường", "office", "X0101", "Văn phòng", ["VP HĐND&UBND"])
    add("KT", "Phòng Kinh tế", "office", "X0101")
    add("VHXH", "Phòng Văn hóa - Xã hội", "office", "X0101", "VHXH")
    add("TT", "Trung tâm Phục vụ hành chính công phường", "one_stop", "X0101", "TTPVHCC")
    add("X0102", "Phường Bến Lội", "commune", "X01")
    add("KT2", "Phòng Kinh tế", "office", "X0102")
    add("VP2", "Văn phòng", "office", "X0102")
    add("X02", "Tỉnh Hoàng Hôn", "province")
    return made


MEANT = [
    ("X0101", "Phòng Kinh tế", "KT"),
    ("X0101", "PHÒNG  KINH TẾ ", "KT"),
    ("X0101", "phong kinh te", "KT"),
    ("X0101", "Phòng Kinh tế phường", "KT"),
    ("X0101", "Phòng Kinh tế phường Sông Xanh", "KT"),
    ("X0101", "Phòng Kinh tế UBND phường Sông Xanh", "KT"),
    ("X0101", "phòng Kinh tế thuộc Ủy ban nhân dân phường", "KT"),
    ("X0101", "Phòng Kinh tế trực thuộc UBND phường Sông Xanh", "KT"),
    ("X0101", "Phòng Kinh tế của phường Bến Lội", None),
    ("X0101", "Phòng Kinh tế thuộc Sở Nội vụ", None),
    ("X0101", "Phòng Văn hóa – Xã hội", "VHXH"),
    ("X0101", "VHXH", "VHXH"),
    ("X0101", "Văn phòng", "VP"),
    ("X0101", "VP HĐND và UBND", "VP"),
    ("X0101", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường", "VP"),
    ("X0101", "Văn phòng HĐND và UBND phường Sông Xanh", "VP"),
    ("X0101", "Trung tâm phục vụ hành chính công", "TT"),
    ("X0101", "UBND phường", "X0101"),
    ("X0101", "Ủy ban nhân dân phường Sông Xanh", "X0101"),
    ("X0101", "phường Sông Xanh", "X0101"),
    ("X0101", "UBND phường Bến Lội", "X0102"),
    ("X0101", "UBND tỉnh", "X01"),
    ("X0101", "Sở Nội vụ", "SNV"),
    ("X0101", "Sở Tài chính tỉnh", "STC"),
    ("X0101", "Sở Tài chính tỉnh Bình Minh", "STC"),
    ("X0101", "Văn phòng tỉnh", None),
    ("X0101", "UBND tỉnh Hoàng Hôn", "X02"),
    ("X0101", "Phòng Nội chính", None),
    ("X0101", "VP", None),
    ("X0101", "UBND", None),
    ("X0101", "", None),
    ("KT", "Văn phòng", "VP"),
    ("X0102", "Văn phòng", "VP2"),
    ("X0102", "Ủy ban nhân dân phường Bến Lội", "X0102"),
    ("SNV", "Văn phòng Sở", "SNV-VP"),
    ("SNV", "Văn phòng", "SNV-VP"),
    ("SNV", "Văn phòng Sở Nội vụ", "SNV-VP"),
    ("SNV-VP", "Sở Tài chính", "STC"),
    ("X01", "Phòng Kinh tế", None),
    ("X01", "Văn phòng Sở", "SNV-VP"),
    ("X01", "Phòng Kinh tế thuộc UBND phường Bến Lội", "KT2"),
]


@pytest.mark.parametrize(("within", "name", "code"), MEANT)
def test_a_printed_name_means_the_nearest_unit_of_that_name(tree, within, name, code):
    """Written by hand: in a paper of `within`, the name means that unit, or nobody."""
    found = queries.find_by_name(name, within=tree[within])

    assert (found.code if found else None) == code


def test_a_unit_that_exists_goes_before_one_that_has_ended(tree):
    """On a day when the old one stood, it is the one meant."""
    day = date(2025, 7, 1)
    units.end(unit=tree["KT"], last_day=date(2025, 6, 30), by=OPERATOR, now=NOW)
    young = units.create(
        code="KT3", name="Phòng Kinh tế", kind="office", parent=tree["X0101"], valid_from=day, by=OPERATOR, now=NOW
    )

    assert queries.find_by_name("Phòng Kinh tế", within=tree["X0101"]) == young
    assert queries.find_by_name("Phòng Kinh tế", within=tree["X0101"], on=day) == young
    assert queries.find_by_name("Phòng Kinh tế", within=tree["X0101"], on=date(2025, 6, 30)) == tree["KT"]


def test_the_names_known_to_an_agency_are_its_own_first(tree):
    """Each as written, with the unit it means there."""
    known = queries.known_names(tree["X0101"])

    assert known["Phòng Kinh tế"] == tree["KT"]
    assert known["VP HĐND&UBND"] == tree["VP"]
    assert known["Sở Tài chính"] == tree["STC"]
    assert "Văn phòng Sở" not in known


@pytest.mark.parametrize(("code", "home"), [("KT", "X0101"), ("SNV-VP", "SNV"), ("X0101", "X0101"), ("X01", "X01")])
def test_a_room_belongs_to_the_nearest_agency_above_it(tree, code, home):
    """An agency belongs to itself."""
    assert queries.agency_of(tree[code]) == tree[home]


def test_a_room_without_an_agency_belongs_to_whatever_stands_at_the_top():
    """A list of rooms alone is still a house."""
    top = unit("A", kind="other")

    assert queries.agency_of(unit("A-1", unit("A-0", top, kind="office"), kind="office")) == top


def test_what_stands_above_and_right_below_a_unit_is_told_in_order(tree):
    """From the top down; children by name."""
    assert [one.code for one in queries.ancestors(tree["KT"])] == ["X01", "X0101"]
    assert list(queries.ancestors(tree["X01"])) == []
    assert [one.code for one in queries.children(tree["X0101"])] == ["KT", "VHXH", "TT", "VP"]
    assert {one.code for one in queries.descendants(tree["X0102"])} == {"KT2", "VP2"}
    assert queries.unit("khong-co") is None


def test_a_search_finds_units_by_every_word_within_the_viewers_reach(tree):
    """The head of a ward sees the ward and below; an officer the own room alone."""
    head = viewer(person(), unit_head=tree["X0101"])
    officer = viewer(person("minh"), officer=tree["KT"])
    on = NOW.date()

    assert {one.code for one in queries.units_seen(head, on=on)} == {"X0101", "VP", "KT", "VHXH", "TT"}
    assert [one.code for one in queries.units_seen(head, on=on, search="kinh  PHÒNG tế")] == ["KT"]
    assert [one.code for one in queries.units_seen(head, on=on, kind="one_stop")] == ["TT"]
    assert [one.code for one in queries.units_seen(officer, on=on)] == ["KT"]
    assert queries.units_seen(OPERATOR, on=on).count() == len(tree)
