"""Taking the journal away: bounded, and written down."""

import pytest
from tests.agency import cast
from tests.agency.cast import line, person, unit, viewer

from hailong.agency import exports
from hailong.agency.faults import Refused
from hailong.agency.models import Line
from hailong.agency.people.rights import Forbidden

pytestmark = pytest.mark.django_db
SAID = {"verb": str, "value": str, "now": cast.NOW}


def test_more_lines_than_a_file_may_hold_are_refused_and_nothing_is_written_down():
    """With the way out."""
    ward = unit("56")
    by = viewer(person(), auditor=ward)
    for _ in range(3):
        line(ward)

    with pytest.raises(Refused, match="Thu hẹp khoảng ngày"):
        exports.journal_csv(lines=Line.objects.all(), by=by, most=2, **SAID)

    assert Line.objects.count() == 3


def test_as_many_as_it_may_hold_are_taken_and_that_is_a_line_of_the_unit_of_the_role():
    """By the role that allows it."""
    ward = unit("56")
    by = viewer(person(), auditor=ward)
    line(ward)

    exports.journal_csv(lines=Line.objects.all(), by=by, most=1, **SAID)

    noted = Line.objects.get(verb="journal.export")
    assert (noted.path, noted.role, noted.after) == ("/56/", "auditor", {"lines": 1})


def test_who_may_see_no_journal_takes_none():
    """Not even an empty one."""
    with pytest.raises(Forbidden):
        exports.journal_csv(lines=Line.objects.none(), by=viewer(person(), officer=unit("56")), **SAID)


def test_the_policy_bounds_a_file():
    """A sheet that an office computer still opens."""
    assert exports.lines_most() == 50_000
