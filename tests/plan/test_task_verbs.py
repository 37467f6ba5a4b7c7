"""Reporting, deciding and explaining on a real database: who may, in what order, and what the journal keeps."""

from datetime import date

import pytest
from tests.plan import acting, living

from hailong.agency.faults import Refused
from hailong.agency.models import Line, Person, RoleAssignment
from hailong.agency.people.rights import SYSTEM, Forbidden
from hailong.plan import plans, tasks
from hailong.plan.models import Decision, Occurrence, Report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """The cast of the demo."""
    return living.ward()


@pytest.fixture
def one() -> Occurrence:
    """Due at the end of the year, led by the room of culture and society, with the room of economy beside it."""
    return acting.only(acting.plan(acting.row(coordinating=[acting.ECONOMY])))


@pytest.fixture
def late() -> Occurrence:
    """Due at the end of September, three days ago."""
    return acting.only(acting.plan(acting.row(due="Quý III/2025")))


def test_an_officer_of_the_lead_unit_reports_with_evidence(one):
    """What was said is kept, the occurrence waits for a decision, and the journal has a line in the same breath."""
    shown = acting.evidence()

    said = acting.report(one, text=" Đã dán 07 sơ đồ\r\nở 07 khu phố ", product="Ảnh", evidence=[shown])

    kept = Report.objects.get()
    assert (kept.text, kept.product, kept.by.username) == ("Đã dán 07 sơ đồ\nở 07 khu phố", "Ảnh", "thuy")
    assert list(kept.evidence.all()) == [shown]
    found = Occurrence.objects.get(pk=one.pk)
    assert (found.state, found.reported, found.closed) == ("reported", acting.NOW, None)
    line = Line.objects.get(verb="task.report")
    assert (line.kind, line.thing, line.role) == ("task", str(one.task_id), "officer")
    assert (line.before, line.after["state"], line.after["report"]) == ({"state": "open"}, "reported", str(said.pk))


def test_what_a_report_says_is_not_in_the_journal(one):
    """More people may read the journal than reports."""
    acting.report(one, text="Bí mật của phòng", obstacle="Thiếu kinh phí")

    line = Line.objects.get(verb="task.report")
    assert "Bí mật" not in str(line.after)
    assert "kinh phí" not in str(line.after)


def test_a_coordinating_unit_adds_its_part_and_the_occurrence_stays_open(one):
    """Its word is kept as a part, not as a finishing report."""
    said = acting.report(one, login="dat", room=acting.KT, finishes=False)

    assert (said.finishes, acting.state(one)) == (False, "open")


def test_a_coordinating_unit_does_not_finish(one):
    """The lead does."""
    with pytest.raises(Refused) as refused:
        acting.report(one, login="dat", room=acting.KT)

    assert refused.value.field == "finishes"
    assert not Report.objects.exists()


def test_progress_told_by_the_lead_leaves_a_returned_occurrence_returned(one):
    """Only a finishing report asks for a decision."""
    acting.give_back(acting.report(one))

    acting.report(one, finishes=False)

    assert acting.state(one) == "returned"


def test_nobody_adds_to_what_waits_for_a_decision(one):
    """Those who decide see what they decide on."""
    acting.report(one)

    with pytest.raises(Refused):
        acting.report(one, login="dat", room=acting.KT, finishes=False)


@pytest.mark.parametrize(("login", "room"), [("dat", "X0101-VHXH"), ("lan", "X0101-TT"), ("minh", "X0101-VHXH")])
def test_who_may_not_report_for_a_unit_is_turned_away(one, login, room):
    """An officer of another room, a counter clerk, the chairman himself."""
    with pytest.raises(Forbidden):
        acting.report(one, login=login, room=room)


def test_a_unit_that_takes_no_part_does_not_report(one):
    """Though its head may report on its own tasks."""
    with pytest.raises(Refused) as refused:
        acting.report(one, login="ha", room=acting.TT)

    assert refused.value.field == "unit"


def test_the_installation_itself_does_not_report(one):
    """A report is somebody's word."""
    with pytest.raises(Forbidden):
        tasks.report(occurrence=one, unit=acting.unit(acting.VHXH), text="Xong", by=SYSTEM, now=acting.NOW)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": " \n "}, "text"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "trang của phường"}, "link"),
        ({"link": "https://vidu.vn/" + "a" * 500}, "link"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_nothing_is_kept(one, wrong, field):
    """With a cure."""
    with pytest.raises(Refused) as refused:
        acting.report(one, **wrong)

    assert (refused.value.field, bool(refused.value.cure)) == (field, True)
    assert (Report.objects.count(), acting.state(one)) == (0, "open")


def test_letters_that_no_database_holds_are_left_out(one):
    """PostgreSQL refuses NUL in a text."""
    assert acting.report(one, text="Đã\x00 xong").text == "Đã xong"


def test_nobody_shows_a_file_that_somebody_else_brought(one):
    """It might be one he may not see."""
    with pytest.raises(Refused) as refused:
        acting.report(one, evidence=[acting.evidence("dat", room=acting.KT)])

    assert refused.value.field == "evidence"


def test_of_two_who_report_the_second_is_told(one):
    """He held the occurrence as it stood before."""
    acting.report(one)

    with pytest.raises(Refused, match="vừa được người khác báo cáo"):
        acting.report(one, login="son")
    assert Report.objects.count() == 1


def test_of_two_who_decide_the_second_is_told(one):
    """The first decision stands."""
    said = acting.report(one)
    acting.accept(said)

    with pytest.raises(Refused, match="vừa được người khác nghiệm thu"):
        acting.give_back(said, login="yen")
    assert Decision.objects.get().verdict == "accepted"


def test_a_report_already_returned_is_not_accepted_in_place_of_the_next(one):
    """Whoever still has the old page open decides nothing."""
    old = acting.report(one)
    acting.give_back(old)
    acting.report(one, text="Đã dán lại, có ảnh")

    with pytest.raises(Refused):
        acting.accept(old, login="yen")
    assert acting.state(one) == "reported"


def test_the_reporter_never_decides_on_his_own_report():
    """Whatever roles he holds."""
    one = acting.only(acting.plan(acting.row(lead=["Văn phòng HĐND và UBND phường"])))
    said = acting.report(one, login="quang", room=acting.VP, obstacle="Thiếu giấy")

    for act in (acting.accept, acting.give_back):
        with pytest.raises(Refused, match="không tự quyết định"):
            act(said, login="quang")
    with pytest.raises(Refused, match="không tự quyết định"):
        tasks.answer_obstacle(report=said, text="Đã cấp", by=acting.by("quang"), now=acting.NOW)
    acting.accept(said, login="minh")


@pytest.mark.parametrize("login", ["son", "thuy", "dat", "lan", "hoa", "dieu", "quantri"])
def test_only_those_above_accept(one, login):
    """Not the lead's own head, not those who only look on."""
    said = acting.report(one)

    with pytest.raises(Forbidden):
        acting.accept(said, login=login)


def test_the_leader_of_a_lead_unit_does_not_accept_its_work_for_a_plan_from_above():
    """The ward leads a task of the province's plan: the province accepts."""
    RoleAssignment.objects.filter(person__username="quang", role="coordinating_office").update(unit=acting.unit("X01"))
    plan = acting.plan(acting.row(lead=["UBND phường Sông Xanh"]), unit="X01")
    officer = living.person("nga", "Vũ Thị Nga", acting.unit(acting.WARD), "officer")
    said = acting.report(acting.only(plan), login=officer.username, room=acting.WARD)

    with pytest.raises(Forbidden):
        acting.accept(said, login="minh")
    acting.accept(said, login="quang")


def test_a_report_is_accepted_on_time(one):
    """Closed at the hour of the decision, with a line."""
    acting.accept(acting.report(one), at=acting.now(6))

    found = Occurrence.objects.get(pk=one.pk)
    assert (found.state, found.closed, found.late) == ("accepted", acting.now(6), False)
    line = Line.objects.get(verb="task.accept")
    assert (line.before, line.after["late"], line.actor_name) == ({"state": "reported"}, False, "Trịnh Văn Minh")


def test_acceptance_after_the_last_day_of_a_timely_report_is_not_late():
    """Those who decide slowly do not make the work late."""
    one = acting.only(acting.plan(acting.row(due="Ngày 07/10/2025")))
    said = acting.report(one, at=acting.now(7))

    acting.accept(said, at=acting.now(20))

    assert Occurrence.objects.get(pk=one.pk).late is False


def test_a_return_says_why(one):
    """Empty reasons are refused."""
    said = acting.report(one)

    with pytest.raises(Refused) as refused:
        acting.give_back(said, reason="  ")
    assert refused.value.field == "reason"
    acting.give_back(said, reason="Thiếu ảnh")
    assert (acting.state(one), Line.objects.get(verb="task.return").reason) == ("returned", "Thiếu ảnh")


def test_a_part_told_is_not_decided_on(one):
    """Only finishing reports are."""
    said = acting.report(one, finishes=False)

    with pytest.raises(Refused):
        acting.accept(said)


def test_a_late_finish_needs_an_explanation_first(late):
    """The refusal says so; with the explanation the work is accepted as late."""
    with pytest.raises(Refused) as refused:
        acting.report(late)
    assert "giải trình" in refused.value.cure

    acting.explain(late)
    acting.accept(acting.report(late))

    assert (acting.state(late), Occurrence.objects.get(pk=late.pk).late) == ("accepted", True)


def test_the_last_day_itself_is_not_late(late):
    """A last day ends at midnight."""
    acting.report(late, at=acting.now(30, 9))

    assert acting.state(late) == "reported"


def test_work_returned_and_finished_after_its_day_is_late():
    """An early empty report keeps no deadline."""
    one = acting.only(acting.plan(acting.row(due="Ngày 07/10/2025")))
    acting.give_back(acting.report(one))

    acting.explain(one, at=acting.now(9))
    acting.accept(acting.report(one, at=acting.now(9)), at=acting.now(9))

    assert Occurrence.objects.get(pk=one.pk).late is True


def test_progress_may_be_told_late_without_an_explanation(late):
    """It finishes nothing."""
    acting.report(late, finishes=False)

    assert acting.state(late) == "open"


def test_the_head_explains_and_the_officer_does_not(late):
    """Lateness is answered for by the head."""
    with pytest.raises(Forbidden):
        acting.explain(late, login="thuy")

    said = acting.explain(late)
    assert (said.cause, said.unit.code) == ("Thiếu người", "X0101-VHXH")
    assert Line.objects.get(verb="task.explain").after["explanation"] == str(said.pk)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"cause": ""}, "cause"),
        ({"responsible": " "}, "responsible"),
        ({"responsible": "a" * 201}, "responsible"),
        ({"remedy": ""}, "remedy"),
        ({"by_when": date(2025, 10, 2)}, "by_when"),
    ],
)
def test_an_explanation_is_whole(late, wrong, field):
    """Cause, person, remedy, and a day to come."""
    with pytest.raises(Refused) as refused:
        acting.explain(late, **wrong)

    assert refused.value.field == field


def test_what_is_not_late_is_not_explained(one):
    """There is nothing to explain yet."""
    with pytest.raises(Refused):
        acting.explain(one)


def test_a_coordinating_unit_explains_nothing():
    """The lead does."""
    one = acting.only(acting.plan(acting.row(lead=[acting.ECONOMY], coordinating=[acting.SOCIETY], due="Quý III/2025")))

    with pytest.raises(Refused):
        acting.explain(one)


def test_an_obstacle_is_answered_from_above(one):
    """And the journal knows."""
    said = acting.report(one, finishes=False, obstacle="Chưa có kinh phí in")

    answer = tasks.answer_obstacle(report=said, text="Đã bố trí", by=acting.by("minh"), now=acting.NOW)

    assert list(said.answers.all()) == [answer]
    assert Line.objects.get(verb="task.answer").after["answer"] == str(answer.pk)


def test_where_no_obstacle_was_told_none_is_answered(one):
    """Nothing is kept."""
    said = acting.report(one)

    with pytest.raises(Refused):
        tasks.answer_obstacle(report=said, text="Đã bố trí", by=acting.by("minh"), now=acting.NOW)


def test_nothing_is_done_on_a_plan_withdrawn(one):
    """Or on a task cancelled."""
    plans.withdraw(plan=one.task.plan, reason="Ban hành nhầm", by=acting.by("minh"), now=acting.NOW)

    with pytest.raises(Refused, match="không còn hiệu lực"):
        acting.report(one)


def test_who_lost_his_roles_does_nothing(one):
    """From the day on which he may no longer sign in."""
    Person.objects.filter(username="thuy").update(is_active=False)

    with pytest.raises(Forbidden):
        acting.report(one)


def test_half_a_character_in_a_report_is_left_out_and_the_rest_kept():
    """With NUL; emoji, marks of direction and a megabyte stay as pasted."""
    one = acting.only(acting.plan())
    long = "Đã dán \U0001f600 \u202b" + "x" * 1_000_000

    said = acting.report(one, text=f"{long}\ud800\x00", finishes=False)

    said.refresh_from_db()
    assert said.text == long
