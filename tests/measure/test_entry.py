"""Two people type a sheet apart; where they agree the answer is recorded, and nothing ties it to the sheet any more."""

import pytest
from tests import cast
from tests.measure import papering
from tests.measure.papering import NOW, by, sheet, typed

from hailong.agency.faults import Refused
from hailong.agency.models import Line
from hailong.agency.people.rights import Forbidden
from hailong.measure import custody, entry, rules
from hailong.measure.models import Answer, Entry
from hailong.measure.queries import custody as asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(db):
    made = papering.round_()
    papering.received(made, 3)
    return made


def test_one_entry_waits_for_another_persons(one):
    done = typed(one, "0001", "quang")

    assert done == entry.Typed(1, 0, recorded=False)
    assert sheet(one).state == rules.RECEIVED
    assert not Answer.objects.exists()
    with pytest.raises(Refused, match="Bạn đã nhập phiếu 0001"):
        typed(one, "0001", "quang")


def test_two_that_agree_are_recorded_and_the_tie_is_cut(one):
    lines = Line.objects.count()
    typed(one, "0001", "quang", field="Đất đai", y_kien=" Chờ lâu ")
    done = typed(one, "0001", "lan", field="Đất đai", y_kien="Chờ lâu")

    assert done.recorded
    kept = Answer.objects.get()
    assert kept.content == {"q01": 5, "q02": 4, "q03": 3, "q04": 2, "q05": 1, "y_kien": "Chờ lâu"}
    assert (kept.mode, kept.field, kept.unit, kept.day) == (
        rules.PAPER,
        "Đất đai",
        cast.unit(papering.COUNTER),
        one.opens,
    )
    assert sheet(one).state == rules.VERIFIED
    assert not Entry.objects.exists()
    assert Line.objects.count() == lines


def test_nothing_of_the_answer_names_its_sheet_and_every_key_is_new(one):
    for serial in ("0001", "0002"):
        typed(one, serial, "quang")
        typed(one, serial, "lan")

    keys = [bytes(kept.key) for kept in Answer.objects.all()]
    assert len(set(keys)) == 2
    known = {
        str(getattr(kept, name)) for kept in Answer.objects.all() for name in ("field", "session", "content", "consent")
    }
    assert not any(
        str(sheet(one, serial).pk) in text or serial in text for text in known for serial in ("0001", "0002")
    )


def test_what_differs_is_named_in_the_order_of_the_form(one):
    typed(one, "0001", "quang", q02="3", respondent=rules.ORGANISATION)
    done = typed(one, "0001", "lan", q05="")

    assert (done.differences, done.recorded) == (3, False)
    assert entry.differences(sheet(one)) == (
        entry.Difference(entry.RESPONDENT, "organisation", "individual"),
        entry.Difference("q02", 3, 4),
        entry.Difference("q05", 1, None),
    )
    assert sheet(one).state == rules.ENTERED
    assert list(asked.differing(by(), one)) == [sheet(one)]


def test_what_the_paper_says_settles_it(one):
    typed(one, "0001", "quang", q02="3", q05="")
    typed(one, "0001", "lan")
    with pytest.raises(Refused, match="Còn câu chưa chọn"):
        entry.settle(sheet=sheet(one), choices={"q02": 4}, by=by(), now=NOW)

    done = entry.settle(sheet=sheet(one), choices={"q02": 4, "q05": None, "q01": 1}, by=by(), now=NOW)

    assert done.recorded
    assert Answer.objects.get().content == {"q01": 5, "q02": 4, "q03": 3, "q04": 2}
    assert not Entry.objects.exists()
    assert not asked.differing(by(), one).exists()
    assert asked.reconcile(one).closes


def test_a_choice_out_of_range_settles_nothing(one):
    typed(one, "0001", "quang", q02="3")
    typed(one, "0001", "lan")

    with pytest.raises(Refused, match="q02"):
        entry.settle(sheet=sheet(one), choices={"q02": 6}, by=by(), now=NOW)

    assert sheet(one).state == rules.ENTERED
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(("content", "named"), [({"q01": "7"}, "q01"), ({"q99": "1"}, "q99")])
def test_what_stands_on_no_such_form_is_refused_by_its_item(one, content, named):
    with pytest.raises(Refused) as refused:
        typed(one, "0001", "quang", **content)

    assert refused.value.field == named
    assert not Entry.objects.exists()


def test_a_blank_sheet_is_spoiled_and_not_entered(one):
    with pytest.raises(Refused, match="phiếu trắng"):
        entry.enter(sheet=sheet(one), content={"q01": "", "q02": 0}, by=by(), now=NOW)


def test_an_unknown_kind_of_respondent_is_refused(one):
    with pytest.raises(Refused, match="loại người trả lời"):
        typed(one, "0001", "quang", respondent="dog")


def test_a_sheet_that_nobody_received_is_not_entered(one):
    papering.returned(one, 1)

    with pytest.raises(Refused, match="0004 đã thu về"):
        typed(one, "0004", "quang")


def test_who_may_not_enter_does_not(one):
    for login in ("ha", "thuy", "minh"):
        with pytest.raises(Forbidden):
            typed(one, "0001", login)


def test_a_round_that_is_not_open_takes_no_paper(one):
    one.state = rules.CLOSED
    one.save()

    with pytest.raises(Refused, match="không mở"):
        typed(one, "0001", "quang")


def test_what_was_typed_of_a_sheet_goes_when_the_sheet_is_spoiled(one):
    typed(one, "0001", "quang", q02="3")
    typed(one, "0001", "lan")

    custody.spoil(round=one, serials=["0001"], reason="Hai người ghi chung", by=by(), now=NOW)

    assert not Entry.objects.exists()
    assert not Answer.objects.exists()


def test_the_sheet_that_somebody_else_typed_comes_first(one):
    papering.third()
    typed(one, "0002", "quang")

    assert [held.serial for held in asked.to_enter(by("quang"), one)] == ["0001", "0003"]
    assert [held.serial for held in asked.to_enter(by("mai"), one)] == ["0002", "0001", "0003"]
    assert not asked.to_enter(by("thuy"), one).exists()
