"""From results returned to answers, and who sees which rounds."""

from datetime import date

import pytest
from tests.cast import unit
from tests.measure import fielding, making

from hailong.agency.people.rights import PASSER_BY, SYSTEM
from hailong.measure import counter, rules
from hailong.measure.queries import rounds
from hailong.measure.queries.funnel import Funnel, funnel

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 2)
MORNING = fielding.at(DAY, 9)


def visited(round, *outcomes, place=fielding.COUNTER):
    """Visitors of a morning, with what came of each who was drawn ("" where nobody has said)."""
    clerk = {"by": SYSTEM, "now": MORNING}
    session = counter.start_session(round=round, unit=unit(place), **clerk)
    for said in outcomes:
        visit = counter.next_visitor(session=session, **clerk)
        if said:
            counter.outcome(visit=visit, outcome=said, **clerk)


def test_each_step_is_counted_where_it_happened():
    round = fielding.opened()
    fielding.returned(round, fielding.COUNTER, 9, day=DAY)
    fielding.returned(round, fielding.COUNTER, 9, day=date(2025, 6, 30))
    fielding.returned(round, "X01-SNV", 9, day=DAY)
    visited(round, "given", "given", "given", "refused", "unavailable", "")
    fielding.answered(round, fielding.COUNTER, 2)
    fielding.answered(round, fielding.COUNTER, 1, mode=rules.CODED)
    fielding.answered(round, fielding.COUNTER, 4, mode=rules.LINK)

    found = funnel(round)

    assert (found.returned, found.served, found.selected) == (9, 6, 6)
    assert (found.offered, found.refused, found.unavailable, found.waiting) == (3, 1, 1, 1)
    assert found.by_mode == {"paper": 2, "coded": 1, "kiosk": 0, "link": 4}
    assert (found.answered, found.counted, found.quota) == (7, 3, 60)
    assert found.response_rate == 0.5
    assert list(found.contradictions()) == []


def test_a_unit_is_counted_with_those_below_and_no_other():
    round = fielding.opened()
    visited(round, "given")
    visited(round, "given", "given", place="X0101-KT")
    fielding.answered(round, "X0101-KT", 2)

    assert (funnel(round).served, funnel(round).answered) == (3, 2)
    assert (funnel(round, unit("X0101-KT")).served, funnel(round, unit("X0101-KT")).answered) == (2, 2)
    assert (funnel(round, unit(fielding.COUNTER)).served, funnel(round, unit(fielding.COUNTER)).answered) == (1, 0)


def test_a_viewer_is_told_only_of_the_units_within_reach():
    round = fielding.opened()
    fielding.answered(round, "X0101-KT", 2)
    fielding.answered(round, fielding.COUNTER, 3)

    of_economy = funnel(round, within=rounds.part(fielding.by("dat"), "path"))

    assert of_economy.by_mode["paper"] == 2


def test_counts_that_contradict_each_other_are_told():
    start = {"refused": 0, "unavailable": 0, "by_mode": {"paper": 9}, "quota": 60}
    more_visitors = Funnel(returned=5, served=8, selected=8, offered=8, counted=8, **start)
    more_answers = Funnel(returned=20, served=8, selected=8, offered=7, counted=9, **start)

    assert [one.partition(" nhưng")[0] for one in more_visitors.contradictions()] == ["Quầy đếm 8 khách"]
    assert [one.partition(" nhưng")[0] for one in more_answers.contradictions()] == ["Có 9 phiếu tính vào chỉ tiêu"]
    assert more_visitors.response_rate == 1
    assert more_answers.response_rate is None


def test_where_nobody_was_drawn_there_is_no_rate():
    assert funnel(fielding.opened()).response_rate is None


@pytest.mark.parametrize(
    ("login", "seen"),
    [
        ("quang", {"X0101"}), ("minh", {"X0101"}), ("lan", {"X0101"}), ("dat", {"X0101"}), ("son", {"X0101"}),
        ("hoa", {"X0101", "X01-SNV"}), ("phuc", {"X01-SNV"}), ("quantri", set()),
    ],
)  # fmt: skip
def test_a_round_is_seen_where_it_asks_and_by_those_whose_visitors_it_asks(login, seen):
    for place in ("X0101", "X01-SNV"):
        making.planned(unit=unit(place), version=making.version(place), now=fielding.JULY)

    found = set(rounds.rounds(fielding.by(login)).values_list("unit__code", flat=True))

    assert found == seen
    assert not rounds.rounds(PASSER_BY).exists()


def test_a_round_is_found_by_its_code_where_it_is_seen():
    made = fielding.opened()

    assert rounds.round_seen(fielding.by("lan"), made.code) == made
    assert rounds.round_seen(fielding.by("quantri"), made.code) is None


def test_the_units_of_a_round_on_which_somebody_may_act():
    made = fielding.opened()

    clerk = rounds.units(fielding.by("lan"), made, "survey.counter")
    office = rounds.units(fielding.by("quang"), made, "survey.counter")

    assert [one.code for one in clerk] == [fielding.COUNTER]
    assert {one.code for one in office} == {"X0101", "X0101-VP", "X0101-VHXH", "X0101-KT", "X0101-TT"}


def test_the_rounds_that_ask_a_units_visitors_on_a_day():
    made = fielding.opened()

    assert list(rounds.open_in(unit(fielding.COUNTER), DAY)) == [made]
    assert not rounds.open_in(unit(fielding.COUNTER), date(2025, 10, 1)).exists()
    assert not rounds.open_in(unit("X01-SNV"), DAY).exists()
