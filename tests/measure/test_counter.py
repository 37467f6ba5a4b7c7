"""The counter: half-days, visitors drawn, what came of them."""

from datetime import date

import pytest
from tests.cast import unit
from tests.measure import fielding

from hailong.agency.faults import Refused
from hailong.agency.models import Line
from hailong.agency.people.rights import Forbidden
from hailong.measure import counter, rules, surveys
from hailong.measure.models import Session, Visit
from hailong.measure.selector import Selector, place

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 2)
MORNING = fielding.at(DAY, 9)


def clerk():
    return fielding.by("lan", MORNING)


def begun(round, now=MORNING, **values):
    return counter.start_session(round=round, unit=unit(fielding.COUNTER), by=clerk(), now=now, **values)


def visitors(session, number, field="", now=MORNING):
    return [counter.next_visitor(session=session, field=field, by=clerk(), now=now) for _ in range(number)]


def test_a_half_day_is_begun_once_with_the_start_that_its_seed_gives():
    round = fielding.opened(every=5)

    first, again = begun(round), begun(round)

    drawn = Selector(rules.SYSTEMATIC, round.seed, 5, place(fielding.COUNTER, "2025-07-02", "morning"))
    assert first.pk == again.pk
    assert (first.half, first.start) == ("morning", drawn.start)
    assert Session.objects.count() == 1
    assert begun(round, fielding.at(DAY, 13)).half == "afternoon"


def test_the_journal_keeps_the_seed_and_the_start_but_no_visitor():
    round = fielding.opened(every=5)
    session = begun(round)
    before = Line.objects.count()

    visitors(session, 12)

    assert Line.objects.count() == before
    assert Line.objects.get(verb="survey.plan").after["seed"] == round.seed
    assert Line.objects.get(verb="survey.session").after["start"] == session.start


def test_visitors_are_numbered_and_drawn_as_the_selector_says():
    session = begun(fielding.opened(every=4))

    seen = visitors(session, 20)

    assert [one.number for one in seen] == list(range(1, 21))
    assert [one.number for one in seen if one.selected] == [session.start + 1 + 4 * n for n in range(5)]
    assert {one.outcome for one in seen} == {rules.NOT_SELECTED}


def test_visitors_drawn_by_field_are_counted_within_it_however_it_is_written():
    session = begun(fielding.opened(every=3, selector=rules.STRATIFIED))

    seen = [visitors(session, 1, field)[0] for field in ("Đất đai", "Hộ tịch", "đất đai") * 4]

    assert sum(one.selected for one in seen if one.field == "Hộ tịch") in (1, 2)
    land = [one.selected for one in seen if one.field != "Hộ tịch"]
    assert [at % 3 for at, chosen in enumerate(land) if chosen] == [land.index(True)] * sum(land)


def test_what_came_of_a_drawn_visitor_is_kept_and_may_be_put_right():
    visit = visitors(begun(fielding.opened()), 1)[0]

    counter.outcome(visit=visit, outcome=rules.REFUSED, by=clerk(), now=MORNING)
    counter.outcome(visit=visit, outcome=rules.GIVEN, by=clerk(), now=MORNING)

    assert Visit.objects.get().outcome == rules.GIVEN


def test_nothing_comes_of_a_visitor_who_was_not_drawn():
    seen = visitors(begun(fielding.opened(every=50)), 50)
    passed = next(one for one in seen if not one.selected)

    with pytest.raises(Refused, match=f"Khách số {passed.number} không được chọn"):
        counter.outcome(visit=passed, outcome=rules.GIVEN, by=clerk(), now=MORNING)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"day": date(2025, 7, 3)}, "Ngày 03/07/2025 chưa tới"),
        ({"day": date(2025, 6, 30)}, "Ngày 30/06/2025 ngoài đợt"),
        ({"half": "night"}, "Buổi “night” không có"),
    ],
)
def test_a_half_day_that_cannot_be_is_refused(values, said):
    round = fielding.opened()

    with pytest.raises(Refused, match=said):
        begun(round, **values)


def test_a_counter_outside_the_round_is_refused():
    round = fielding.opened(unit=unit("X0101-KT"))

    with pytest.raises(Refused, match="không thuộc đợt"):
        begun(round)


def test_only_an_open_round_takes_visitors():
    round = fielding.opened()
    session = begun(round)
    visit = visitors(session, 1)[0]
    surveys.close_round(round=round, by=fielding.by(), now=MORNING)

    for late in (lambda: begun(round), lambda: visitors(session, 1)):
        with pytest.raises(Refused, match="không mở"):
            late()
    with pytest.raises(Refused, match="không mở"):
        counter.outcome(visit=visit, outcome=rules.GIVEN, by=clerk(), now=MORNING)


def test_an_officer_of_another_room_gives_out_no_forms():
    round = fielding.opened()

    with pytest.raises(Forbidden):
        counter.start_session(round=round, unit=unit(fielding.COUNTER), by=fielding.by("dat", MORNING), now=MORNING)


def test_a_field_longer_than_its_place_and_an_outcome_that_is_none_are_refused():
    session = begun(fielding.opened())

    with pytest.raises(Refused, match="dài 121 ký tự"):
        visitors(session, 1, "x" * 121)
    with pytest.raises(Refused, match="Kết quả “passed” không có"):
        counter.outcome(visit=visitors(session, 1)[0], outcome=rules.NOT_SELECTED, by=clerk(), now=MORNING)


def test_nobody_is_counted_before_the_half_day_has_come():
    session = begun(fielding.opened())

    with pytest.raises(Refused, match="chưa tới"):
        visitors(session, 1, now=fielding.JULY)
