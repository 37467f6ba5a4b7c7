"""The SIPAS table of a round: hand-computed figures, verdicts, targets, changes, ranks."""

import itertools
import time
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests import cast
from tests.measure import fielding, making
from tests.plan import living

from hailong.agency.faults import Refused
from hailong.agency.people.rights import Forbidden
from hailong.measure import estimates, rules
from hailong.measure.models import Crosswalk, Session, Visit

pytestmark = pytest.mark.django_db

ON = date(2025, 10, 3)
HAPPY = {"q01": 5, "q02": 5, "q03": 5, "q04": 4, "q05": 4}
SAD = {"q01": 2, "q02": 4, "q03": 4, "q04": 4, "q05": 4}
OFFICE, ONE_STOP, CULTURE, ECONOMY = "X0101-VP", "X0101-TT", "X0101-VHXH", "X0101-KT"


def table(one, **asked):
    return estimates.table(None, rounds=[one], on=ON, **asked)


def line(lines, name="SIPAS", **by):
    return next(each for each in lines if each.name == name and dict(each.by) == by)


def mixed(one, unit, happy, sad, **more):
    fielding.answered(one, unit, happy, content=HAPPY, **more)
    fielding.answered(one, unit, sad, content=SAD, **more)


def earlier(period, opens, code, **values):
    """The ward's round of an earlier quarter."""
    closes = opens + timedelta(days=80)
    return making.opened(now=fielding.at(opens), period=period, opens=opens, closes=closes, code=code, **values)


@pytest.fixture
def one(db):
    return fielding.opened(target=Decimal(90), operator=">=")


def test_a_small_table_is_what_the_hand_computes(one):
    """30 forms, 6 of them discontent with the first of five criteria: 80 there, 100 elsewhere, 96 in all.

    The variance of the share 24/30 of a simple sample with replacement is 0.8 x 0.2 / 29; the index moves by a fifth.
    """
    mixed(one, ONE_STOP, 24, 6)
    found = table(one)

    access, index = line(found.total, "TC"), line(found.total)
    assert access.estimate == pytest.approx(80)
    assert access.se == pytest.approx(100 * (0.8 * 0.2 / 29) ** 0.5)
    assert index.estimate == pytest.approx(96)
    assert index.se == pytest.approx(20 * (0.8 * 0.2 / 29) ** 0.5)
    assert (index.n, index.df, index.cell) == (30, 29, "shown")
    assert found.rows == found.total


@pytest.mark.parametrize(("rule", "access"), [("t2b_itemmean", 80), ("t2b_pooled", 80), ("mean5", 88), ("mean01", 85)])
def test_the_rule_of_the_round_makes_the_index(db, rule, access):
    """Mean of 24 fives and 6 twos: 4.4 of 5, or 3.4 of the four steps."""
    one = fielding.opened(index_rule=rule)
    mixed(one, ONE_STOP, 24, 6)

    assert line(table(one).total, "TC").estimate == pytest.approx(access)


def test_answers_weigh_what_was_returned_where_they_were_given(one):
    """Ten forms for 90 results and ten for 10: 100 and 80 make 98; the simple mean would be 90."""
    for unit, returned, happy in ((OFFICE, 90, 10), (ONE_STOP, 10, 0)):
        fielding.returned(one, unit, returned)
        mixed(one, unit, happy, 10 - happy)

    assert line(table(one).total).estimate == pytest.approx(98)
    assert table(one).made[0].weighted


def test_the_response_rate_is_of_the_visitors_drawn(one):
    """Sixteen answers of twenty drawn."""
    mixed(one, ONE_STOP, 16, 0)
    half = Session.objects.create(round=one, unit=cast.unit(ONE_STOP), day=one.opens, half="morning")
    Visit.objects.bulk_create(Visit(session=half, number=number, selected=number <= 20) for number in range(1, 41))

    assert table(one).made[0].response == pytest.approx(80)


def test_both_verdicts_stand_side_by_side(one):
    """88 against 90: the figure as published has not reached it, the answers of ten forms cannot tell."""
    mixed(one, ONE_STOP, 4, 6)
    found = line(table(one).total)

    assert found.estimate == pytest.approx(88)
    assert (found.verdict_point, found.verdict, found.target, found.operator) == ("not_met", "insufficient", 90, ">=")
    assert found.forms_needed > 10


def test_many_forms_settle_it(one):
    """12 of 1,200 discontent: 99.8 in all, and no doubt."""
    mixed(one, ONE_STOP, 1188, 12)
    found = line(table(one).total)

    assert (found.verdict_point, found.verdict, found.forms_needed) == ("met", "met", None)
    assert found.interval == "wilson"


def test_near_certainty_from_few_forms_the_wider_interval_judges(one):
    """Sixty forms that agree but for one say less than Wilson makes of them."""
    mixed(one, ONE_STOP, 59, 1)
    found = line(table(one).total)

    assert found.interval == "korn-graubard"
    assert "near_edge" in found.notes
    assert found.low < found.estimate < found.high


def test_without_a_target_of_the_round_the_plan_of_its_year_asks(db):
    """The nearest plan above counts; without any there is no verdict."""
    one = fielding.opened()
    mixed(one, ONE_STOP, 24, 6)
    assert line(table(one).total).verdict is None

    plan = living.plan_of(living.reading_of(living.row("Dán sơ đồ", lead=["Phòng Kinh tế"])))
    plan.facts.create(
        kind="target", position=900, value={"indicator": "SIPAS", "operator": ">", "value": 91, "text": "trên 91 %"}
    )
    plan.year = 2025
    plan.save()
    found = table(one)

    assert (line(found.total).target, line(found.total).operator) == (91, ">")
    assert found.made[0].target_from == plan.code


def test_modes_stand_apart_and_only_the_pooled_ones_make_the_index(one):
    """The open link is discontent; the index does not hear of it, the table shows it."""
    mixed(one, ONE_STOP, 30, 0)
    mixed(one, ONE_STOP, 30, 0, mode=rules.CODED)
    mixed(one, ONE_STOP, 0, 40, mode=rules.LINK)
    found = table(one, by=["mode"])

    assert line(found.total).estimate == pytest.approx(100)
    assert line(found.total).n == 60
    assert line(found.rows, mode="link").estimate == pytest.approx(80)
    assert "not_pooled" in line(found.rows, mode="link").notes
    assert "not_pooled" not in line(found.rows, mode="coded").notes


def test_the_link_counts_where_the_round_was_opened_so(db):
    one = fielding.opened(pooled=[rules.PAPER, rules.LINK])
    mixed(one, ONE_STOP, 30, 0)
    mixed(one, ONE_STOP, 0, 30, mode=rules.LINK)

    assert line(table(one).total).estimate == pytest.approx(90)


def test_sessions_are_the_sampling_units_where_sessions_were_drawn(db):
    """Three half-days of ten forms alike in each: three units, two degrees of freedom."""
    one = fielding.opened(sampling_unit=rules.SESSION)
    for half, sad in (("a", 0), ("b", 10), ("c", 0)):
        mixed(one, ONE_STOP, 10 - sad, sad, session=half)
    found = line(table(one).total, "TC")

    assert found.df == 2
    assert found.se == pytest.approx(100 / 3)
    assert found.deff > 5


def test_one_session_tells_no_error(db):
    one = fielding.opened(sampling_unit=rules.SESSION, target=Decimal(90), operator=">=")
    mixed(one, ONE_STOP, 20, 0, session="a")
    found = line(table(one).total)

    assert (found.estimate, found.se, found.low) == (100, None, None)
    assert found.verdict == "insufficient"
    assert "one_session" in found.notes


def test_the_change_is_that_since_the_same_quarter_a_year_ago(db):
    before = earlier("2024Q3", date(2024, 7, 1), "CU")
    between = earlier("2025Q2", date(2025, 4, 1), "GIUA", version=before.version)
    now = fielding.opened(version=before.version)
    mixed(before, ONE_STOP, 10, 30)
    mixed(between, ONE_STOP, 1, 39)
    mixed(now, ONE_STOP, 30, 10)
    found = line(table(now).total)

    assert (found.previous_period, found.previous) == ("2024Q3", pytest.approx(85))
    assert found.change == pytest.approx(10)
    assert found.change_low < 10 < found.change_high
    assert 0 < found.p < 0.001
    assert found.p_adjusted is None or found.p_adjusted >= found.p


def test_a_new_questionnaire_breaks_the_series_unless_its_items_carry_on(db):
    before = earlier("2024Q3", date(2024, 7, 1), "CU")
    now = fielding.opened(version=making.version())
    mixed(before, ONE_STOP, 10, 30)
    mixed(now, ONE_STOP, 30, 10)
    broken = line(table(now).total)
    assert (broken.previous, broken.change) == (None, None)
    assert "series_broken" in broken.notes

    pairs = {f"q0{number}": f"q0{number}" for number in range(1, 6)}
    Crosswalk.objects.create(old=before.version, new=now.version, pairs=pairs)
    assert line(table(now).total).change == pytest.approx(10)


def test_units_that_the_answers_cannot_tell_apart_share_their_rank(one):
    for unit, sad in ((OFFICE, 4), (ONE_STOP, 5), (CULTURE, 40)):
        mixed(one, unit, 40 - sad, sad)
    found = table(one, by=["unit"])
    ranks = {dict(each.by)["unit"]: (each.rank, each.rank_best, each.rank_worst) for each in found.rows if each.rank}

    assert ranks == {OFFICE: (1, 1, 2), ONE_STOP: (2, 1, 2), CULTURE: (3, 3, 3)}


def test_few_answers_carry_a_warning_and_no_rank(one):
    mixed(one, OFFICE, 20, 0)
    mixed(one, ONE_STOP, 40, 0)
    found = line(table(one, by=["unit"]).rows, unit=OFFICE)

    assert (found.cell, found.rank) == ("warned", None)
    assert "few_answers" in found.notes


def _only_here(viewer):
    reach = viewer.reach("survey.see")
    return reach.units and not reach.branches and reach.covers(cast.unit(ONE_STOP).path)


def test_somebody_of_one_unit_sees_its_figures_alone(one):
    for unit in (OFFICE, ONE_STOP):
        mixed(one, unit, 40, 0)
    clerk = next(each for each in map(cast.viewer, cast.cast()) if _only_here(each))
    seen = estimates.table(clerk, rounds=[one], by=["unit"], on=ON)

    assert {dict(each.by)["unit"] for each in seen.rows} == {ONE_STOP}
    assert line(seen.total).n == 40


def test_what_cannot_be_divided_is_refused(one):
    mixed(one, ONE_STOP, 10, 0)
    with pytest.raises(Refused, match="tuổi"):
        table(one, by=["tuổi"])
    with pytest.raises(Refused, match="hai lần"):
        table(one, by=["unit", "unit"])
    with pytest.raises(Refused, match="hai chiều"):
        table(one, by=["unit", "field", "mode"])
    with pytest.raises(Refused, match="không gộp"):
        estimates.table(None, rounds=[one, one], on=ON)
    with pytest.raises(Refused, match="không thuộc"):
        table(one, unit=cast.unit("X01-SNV"))


def test_a_stranger_sees_nothing(one):
    mixed(one, ONE_STOP, 10, 0)
    with pytest.raises(Forbidden):
        estimates.table(cast.rights.PASSER_BY, rounds=[one], on=ON)


def test_a_round_without_answers_has_an_empty_table(one):
    assert table(one, by=["unit", "mode"]).rows == ()
    assert table(one).total == ()


def test_rounds_stand_side_by_side_by_period(one):
    before = earlier("2025Q2", date(2025, 4, 1), "TRUOC", version=one.version)
    mixed(one, ONE_STOP, 30, 0)
    mixed(before, ONE_STOP, 15, 15)
    found = estimates.table(None, rounds=[before, one], by=["period"], on=ON)

    assert [(dict(each.by)["period"], each.estimate) for each in found.rows if each.name == "SIPAS"] == [
        ("2025Q2", pytest.approx(90)),
        ("2025Q3", pytest.approx(100)),
    ]


def test_ten_thousand_answers_make_a_table_quickly(one):
    """A province's quarter: within two seconds on a slow machine, the database included."""
    fields = itertools.cycle(["Đất đai", "Hộ tịch", "Chứng thực", "Kinh doanh"])
    for day, unit in enumerate((OFFICE, ONE_STOP, CULTURE, ECONOMY)):
        for field in itertools.islice(fields, 4):
            fielding.answered(one, unit, 500, content=HAPPY, field=field, day=one.opens + timedelta(days=day))
            fielding.answered(one, unit, 125, content=SAD, field=field)
    start = time.perf_counter()
    found = table(one, by=["unit", "field"])
    spent = time.perf_counter() - start

    assert line(found.total).n == 10_000
    assert len(found.rows) == 16 * 6
    assert spent < 2
