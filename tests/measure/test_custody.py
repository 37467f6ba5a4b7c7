"""Sheets of paper by serial: who may move them, what is refused, the parcel, and counts that always close."""

import random
from datetime import date, timedelta

import pytest
from tests import cast
from tests.measure import papering
from tests.measure.papering import COUNTER, NOW, by

from hailong.agency.faults import Refused
from hailong.agency.models import Line
from hailong.agency.people.rights import SYSTEM, Forbidden
from hailong.measure import custody, entry, rules
from hailong.measure.models import Answer, HandOver, Sheet, SheetMove
from hailong.measure.queries import custody as asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(db):
    return papering.round_()


def _states(one):
    return {state: count for state, count in asked.counts(Sheet.objects.filter(round=one)).items() if count}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7", ["0007"]),
        ("1-3, 0005", ["0001", "0002", "0003", "0005"]),
        ("3 1  2", ["0001", "0002", "0003"]),
        ("1 – 2; 2", ["0001", "0002"]),
        ("9999-10000", ["9999", "10000"]),
    ],
)
def test_serials_are_typed_as_people_write_them(typed, meant):
    assert custody.serials(typed) == sorted(meant)


@pytest.mark.parametrize("typed", ["", " , ", "abc", "5-3", "0", "1-501", "1--2", "-4"])
def test_what_is_no_serial_is_refused_with_a_cure(typed):
    with pytest.raises(Refused) as refused:
        custody.serials(typed)

    assert (refused.value.field, bool(refused.value.cure)) == ("serials", True)


def test_serials_are_shown_as_spans():
    assert custody.spans(["0005", "0001", "0002", "0003", "10000"]) == "0001-0003, 0005, 10000"


def test_sheets_are_numbered_on_from_the_last(one):
    first = custody.print_sheets(round=one, count=2, by=by(), now=NOW)
    then = custody.print_sheets(round=one, count=1, by=by(), now=NOW)

    assert [sheet.serial for sheet in (*first, *then)] == ["0001", "0002", "0003"]
    assert _states(one) == {rules.PRINTED: 3}
    assert Line.objects.get(verb="sheet.print", after__count=1).after == {"count": 1, "serials": "0003"}


@pytest.mark.parametrize("count", [0, -1, custody.MOST + 1])
def test_nobody_prints_none_or_too_many(one, count):
    with pytest.raises(Refused, match="Ghi từ 1 đến"):
        custody.print_sheets(round=one, count=count, by=by(), now=NOW)


def test_only_who_manages_the_round_prints_and_issues(one):
    sheets = custody.print_sheets(round=one, count=1, by=by(), now=NOW)
    clerk, unit = cast.cast()["lan"], cast.unit(COUNTER)

    with pytest.raises(Forbidden):
        custody.print_sheets(round=one, count=1, by=by("lan"), now=NOW)
    with pytest.raises(Forbidden):
        custody.issue(round=one, serials=[sheets[0].serial], to=clerk, unit=unit, by=by("lan"), now=NOW)
    with pytest.raises(Forbidden):
        custody.print_sheets(round=one, count=1, by=SYSTEM, now=NOW)


def test_a_serial_is_issued_to_a_clerk_who_gives_out_forms_there_and_to_nobody_else(one):
    papering.issued(one, 2)
    custody.print_sheets(round=one, count=1, by=by(), now=NOW)
    people, centre = cast.cast(), cast.unit(COUNTER)

    held = papering.sheet(one, "0002")
    assert (held.state, held.holder, held.unit) == (rules.ISSUED, people["lan"], centre)
    for to, unit in (
        (people["thuy"], centre),
        (people["lan"], cast.unit("X0101-KT")),
        (people["lan"], cast.unit("X01")),
    ):
        with pytest.raises(Refused):
            custody.issue(round=one, serials=["0003"], to=to, unit=unit, by=by(), now=NOW)


def test_unused_sheets_go_back_to_the_shelf(one):
    papering.issued(one, 2)

    custody.put_back(round=one, serials=["0002"], by=by(), now=NOW)

    held = papering.sheet(one, "0002")
    assert (held.state, held.holder, held.unit) == (rules.PRINTED, None, None)


def test_all_sheets_of_an_act_move_or_none(one):
    papering.issued(one, 3)
    custody.give(round=one, serials=["0002"], by=by("lan"), now=NOW)

    with pytest.raises(Refused, match="0002 đã phát cho khách"):
        custody.give(round=one, serials=["0001", "0002"], by=by("lan"), now=NOW)
    with pytest.raises(Refused, match="không có phiếu số 0009"):
        custody.give(round=one, serials=["0001", "0009"], by=by("lan"), now=NOW)

    assert papering.sheet(one, "0001").state == rules.ISSUED


def test_giving_and_taking_back_leaves_a_day_and_no_minute(one):
    before = Line.objects.count()
    papering.issued(one, 2)
    assert Line.objects.count() == before + 2

    custody.give(round=one, serials=["0001", "0002"], by=by("lan"), now=NOW)
    custody.take_back(round=one, serials=["0001"], by=by("lan"), now=NOW)

    assert Line.objects.count() == before + 2
    assert asked.by_day(one) == [asked.Day(NOW.date(), "Phạm Thị Ngọc Lan", 2, 1)]
    assert asked.by_day(one, cast.unit("X0101-KT")) == []


def test_the_next_sheet_of_the_clerk_is_given_until_none_is_left(one):
    papering.issued(one, 2)
    centre = cast.unit(COUNTER)

    given = [custody.give_next(round=one, unit=centre, by=by("lan"), now=NOW).serial for _ in range(2)]

    assert given == ["0001", "0002"]
    with pytest.raises(Refused, match="không còn phiếu"):
        custody.give_next(round=one, unit=centre, by=by("lan"), now=NOW)


def test_who_works_elsewhere_moves_nothing(one):
    papering.issued(one, 1)

    for login in ("thuy", "dat", "minh", "hoa"):
        with pytest.raises(Forbidden):
            custody.give(round=one, serials=["0001"], by=by(login), now=NOW)


def test_a_lost_sheet_needs_a_reason_and_is_found_where_it_was(one):
    papering.received(one, 2)
    custody.print_sheets(round=one, count=1, by=by(), now=NOW)
    with pytest.raises(Refused, match="Lý do còn trống"):
        custody.lose(round=one, serials=["0001"], reason=" ", by=by(), now=NOW)

    custody.lose(round=one, serials=["0001"], reason="Không thấy trong tủ", by=by(), now=NOW)
    custody.find(round=one, serials=["0001"], by=by(), now=NOW)
    custody.lose(round=one, serials=["0003"], reason="Rơi", by=by(), now=NOW)

    assert papering.sheet(one, "0001").state == rules.RECEIVED
    assert SheetMove.objects.get(sheet__serial="0001", state=rules.MISSING).reason == "Không thấy trong tủ"
    with pytest.raises(Refused, match="chưa giao cho ai"):
        custody.find(round=one, serials=["0003"], by=by(), now=NOW)


def test_only_spoiled_or_verified_paper_is_destroyed(one):
    papering.issued(one, 2)
    custody.spoil(round=one, serials=["0001"], reason="Rách", by=by("lan"), now=NOW)

    custody.destroy(round=one, serials=["0001"], reason="Biên bản số 3", by=by(), now=NOW)

    assert papering.sheet(one, "0001").state == rules.DESTROYED
    with pytest.raises(Refused, match="đã giao công chức"):
        custody.destroy(round=one, serials=["0002"], reason="Biên bản số 3", by=by(), now=NOW)


def test_a_closed_round_gives_out_no_more_sheets(one):
    papering.issued(one, 1)
    one.state = rules.CLOSED
    one.save()

    with pytest.raises(Refused, match="không nhận việc này nữa"):
        custody.give(round=one, serials=["0001"], by=by("lan"), now=NOW)
    with pytest.raises(Refused, match="không nhận việc này nữa"):
        custody.print_sheets(round=one, count=1, by=by(), now=NOW)


def test_forms_are_due_five_working_days_of_the_unit_after_the_last_day(one):
    # Tuesday 30 September 2025 is the last day; the ward's centre works on Saturday morning, the province does not.
    assert custody.due(one, cast.unit(COUNTER)) == date(2025, 10, 6)
    assert custody.due(one, cast.unit("X01")) == date(2025, 10, 7)


def test_the_hand_over_is_late_once_its_day_is_past(one):
    papering.issued(one, 1)

    clocks = [asked.clocks(by(), one, date(2025, 10, day)) for day in (6, 7)]

    assert [[(clock.due.day, clock.late) for clock in some] for some in clocks] == [[(6, False)], [(6, True)]]


def test_the_count_handed_over_must_be_what_the_register_says(one):
    papering.returned(one, 3)
    centre = cast.unit(COUNTER)

    with pytest.raises(Refused, match="Bàn giao 2 phiếu nhưng sổ ghi đã thu 3"):
        custody.hand_over(round=one, unit=centre, count=2, by=by("lan"), now=NOW)
    with pytest.raises(Refused, match="chưa bàn giao"):
        custody.receive(round=one, unit=centre, by=by(), now=NOW)
    custody.hand_over(round=one, unit=centre, count=3, by=by("lan"), now=NOW)
    custody.receive(round=one, unit=centre, absent=["0002"], note="Phong bì hở", by=by(), now=NOW)

    record = HandOver.objects.get()
    assert (record.count, record.received_count, record.note) == (3, 2, "Phong bì hở")
    assert _states(one) == {rules.RECEIVED: 2, rules.MISSING: 1}
    found = asked.reconcile(one, centre)
    assert (found.sent, found.taken, found.absent, found.closes) == (3, 2, 1, True)


def test_what_comes_after_the_hand_over_is_received_too_and_still_closes(one):
    papering.received(one, 2)
    centre = cast.unit(COUNTER)
    papering.returned(one, 1)
    with pytest.raises(Refused, match="đã bàn giao và được nhận"):
        custody.hand_over(round=one, unit=centre, count=1, by=by("lan"), now=NOW)

    custody.receive(round=one, unit=centre, by=by(), now=NOW)

    assert _states(one) == {rules.RECEIVED: 3}
    found = asked.reconcile(one)
    assert (found.sent, found.taken, found.closes) == (3, 3, True)


def test_a_parcel_of_which_more_came_back_meanwhile_is_counted_again(one):
    papering.returned(one, 2)
    centre = cast.unit(COUNTER)
    custody.hand_over(round=one, unit=centre, count=2, by=by("lan"), now=NOW)
    papering.returned(one, 1)

    with pytest.raises(Refused, match="ghi bàn giao 2 phiếu, sổ nay ghi 3"):
        custody.receive(round=one, unit=centre, by=by(), now=NOW)
    custody.hand_over(round=one, unit=centre, count=3, by=by("lan"), now=NOW)
    with pytest.raises(Refused, match="không thuộc lần bàn giao"):
        custody.receive(round=one, unit=centre, absent=["0009"], by=by(), now=NOW)
    custody.receive(round=one, unit=centre, by=by(), now=NOW)

    assert _states(one) == {rules.RECEIVED: 3}


def test_the_reconciliation_says_where_every_sheet_is(one):
    papering.received(one, 2)
    papering.returned(one, 2)
    papering.issued(one, 3)
    custody.print_sheets(round=one, count=1, by=by(), now=NOW)
    custody.give(round=one, serials=["0005", "0006"], by=by("lan"), now=NOW)
    custody.lose(round=one, serials=["0006"], reason="Khách mang về", by=by("lan"), now=NOW)
    custody.spoil(round=one, serials=["0003"], reason="Ướt", by=by("lan"), now=NOW)

    found = asked.reconcile(one)

    assert [(step.state, step.reached, step.now) for step in found.steps] == [
        (rules.PRINTED, 8, {rules.PRINTED: 1, rules.ISSUED: 7}),
        (rules.ISSUED, 7, {rules.ISSUED: 1, rules.HANDED: 6}),
        (rules.HANDED, 6, {rules.HANDED: 1, rules.MISSING: 1, rules.RETURNED: 4}),
        (rules.RETURNED, 4, {rules.RETURNED: 1, rules.SPOILED: 1, rules.RECEIVED: 2}),
        (rules.RECEIVED, 2, {rules.RECEIVED: 2}),
    ]
    assert (found.closes, found.settled) == (True, False)
    assert asked.unfinished(one) == 4


def test_a_sheet_moved_behind_the_registers_back_does_not_close(one):
    papering.issued(one, 2)
    assert asked.reconcile(one).closes

    Sheet.objects.filter(serial="0001").update(state=rules.RETURNED)

    assert not asked.reconcile(one).closes
    Sheet.objects.filter(serial="0001").update(state=rules.ISSUED)
    SheetMove.objects.filter(sheet__serial="0002").delete()
    assert not asked.reconcile(one).closes


def test_who_sees_which_sheets(one):
    papering.issued(one, 2)
    custody.print_sheets(round=one, count=1, by=by(), now=NOW)

    seen = {login: asked.sheets(by(login), one).count() for login in ("quang", "lan", "thuy", "minh", "phuc")}

    assert seen == {"quang": 3, "lan": 2, "thuy": 0, "minh": 3, "phuc": 0}
    assert asked.sheet_seen(by("lan"), one, "0001") is not None
    assert asked.sheet_seen(by("lan"), one, "0003") is None
    assert asked.by_holder(asked.sheets(by(), one)) == [
        ("Phạm Thị Ngọc Lan", "Trung tâm Phục vụ hành chính công phường", "0001-0002")
    ]


def _some(dice):
    """A few serials by chance: mostly of sheets that lie in one state, so that acts succeed; else any."""
    if dice.random() < 0.2:
        return [custody.serial(dice.randint(1, 14)) for _ in range(dice.randint(1, 3))]
    lying = Sheet.objects.order_by("serial").values_list("state", "serial")
    state = dice.choice(sorted({state for state, _serial in lying}))
    there = [serial for at, serial in lying if at == state]
    return dice.sample(there, min(len(there), dice.randint(1, 3)))


def _try(one, dice):
    """One act by chance on sheets by chance; its name where it was done."""
    some = _some(dice)
    centre, clerk = cast.unit(COUNTER), cast.cast()["lan"]
    plain = {"round": one, "by": by(), "now": NOW + timedelta(days=dice.randint(0, 9))}
    reason = plain | {"serials": some, "reason": "Thử"}
    back = Sheet.objects.filter(state=rules.RETURNED).count()
    acts = {
        "print": lambda: custody.print_sheets(count=dice.randint(1, 3), **plain),
        "issue": lambda: custody.issue(serials=some, to=clerk, unit=centre, **plain),
        "put back": lambda: custody.put_back(serials=some[:1], **plain),
        "give": lambda: custody.give(serials=some, **plain),
        "give next": lambda: custody.give_next(unit=centre, **plain | {"by": by("lan")}),
        "take back": lambda: custody.take_back(serials=some, **plain),
        "spoil": lambda: custody.spoil(**reason | {"serials": some[:1]}),
        "lose": lambda: custody.lose(**reason | {"serials": some[:1]}),
        "find": lambda: custody.find(serials=some[:1], **plain),
        "destroy": lambda: custody.destroy(**reason),
        "hand over": lambda: custody.hand_over(unit=centre, count=back + dice.randint(0, 1), **plain),
        "receive": lambda: custody.receive(unit=centre, absent=some[: dice.randint(0, 1)], **plain),
        "enter": lambda: papering.typed(one, some[0], dice.choice(("quang", "lan")), q01=dice.choice("45")),
        "settle": lambda: entry.settle(sheet=papering.sheet(one, some[0]), choices={"q01": 4}, by=by(), now=NOW),
    }
    name = dice.choice([*sorted(acts), *("print", "issue", "give", "take back", "enter") * 2])
    try:
        acts[name]()
    except (Refused, Forbidden, Sheet.DoesNotExist):
        return ""
    return name


@pytest.mark.parametrize("seed", range(3))
def test_whatever_moves_are_made_in_whatever_order_the_counts_close(one, seed):
    """Of an act that is refused nothing stays; of one that is done the moves and the sheets say the same."""
    dice = random.Random(seed)
    papering.received(one, 3)
    papering.returned(one, 3)
    papering.issued(one, 3)
    done = set()
    for _ in range(160):
        name = _try(one, dice)
        if name or dice.random() < 0.1:
            found = asked.reconcile(one)
            assert found.closes, (name, found)
        done.add(name)

    whole, centre = asked.reconcile(one), asked.reconcile(one, cast.unit(COUNTER))
    assert whole.closes
    assert centre.closes
    assert whole.steps[0].reached == Sheet.objects.count()
    assert Answer.objects.count() == SheetMove.objects.filter(state=rules.VERIFIED).count()
    assert len(done) > 9, sorted(done)
