"""Two people at the same instant: visitors are numbered once, rounds planned once, a list loaded once."""

from datetime import date

import pytest
from tests.cast import unit
from tests.measure import fielding, making
from tests.plan.test_task_races import at_once

from hailong.agency.people.rights import OPERATOR, SYSTEM
from hailong.measure import counter, frame
from hailong.measure.models import Returned, Round, Session, Visit

pytestmark = pytest.mark.django_db(transaction=True)
MORNING = fielding.at(date(2025, 7, 2), 9)
CLERK = {"by": SYSTEM, "now": MORNING}


def test_two_clerks_at_one_counter_number_their_visitors_one_after_another():
    round = fielding.opened()
    place = unit(fielding.COUNTER)

    def serve():
        session = counter.start_session(round=round, unit=place, **CLERK)
        for _ in range(5):
            counter.next_visitor(session=session, **CLERK)

    assert at_once(serve, serve) == ["", ""]
    assert Session.objects.count() == 1
    assert sorted(Visit.objects.values_list("number", flat=True)) == list(range(1, 11))


def test_of_two_rounds_that_would_ask_the_same_people_one_is_planned():
    version = making.version()
    ward, room = unit(), unit(fielding.COUNTER)

    done, refused = at_once(
        lambda: making.planned(unit=ward, version=version), lambda: making.planned(unit=room, version=version)
    )

    assert (done, "Trùng với đợt" in refused) == ("", True)
    assert Round.objects.count() == 1


def test_one_list_brought_twice_at_once_is_loaded_once():
    place = unit(fielding.COUNTER)
    data = "Mã hồ sơ;Ngày trả\nH1;01/07/2025\nH2;02/07/2025\n".encode()
    told = []

    def load():
        told.append(frame.load(data, "ho-so.csv", unit=place, by=OPERATOR, now=MORNING))

    assert at_once(load, load) == ["", ""]
    assert sorted((one.added, one.known) for one in told) == [(0, 2), (2, 0)]
    assert Returned.objects.count() == 2
