"""Setting tasks going and giving them another shape: events, triggers, deadlines, units, words; the old stays told."""

from datetime import date

import pytest
from tests.plan import acting, living

from hailong.agency.faults import Refused
from hailong.agency.models import Line, Unit
from hailong.agency.people.rights import Forbidden
from hailong.plan import occurrences, tasks
from hailong.plan.models import Occurrence, Task

pytestmark = pytest.mark.django_db

EVENT = "Khi có phản ánh của người dân"
DEPENDS = "Sau khi Đề án được phê duyệt"


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """The cast of the demo."""
    return living.ward()


def task_of(due: str | None, **values: object) -> Task:
    """The only task of a plan."""
    return acting.task(acting.plan(acting.row(due=due, **values)))


def test_an_event_makes_an_occurrence_and_may_happen_again():
    """What waits for the event stays as it is, never overdue."""
    task = task_of(EVENT)

    first = acting.happen(task, "Khu phố 7 báo bảng mờ", on=date(2025, 10, 1))
    second = acting.happen(task, "Khu phố 3 báo bảng mờ", on=date(2025, 10, 3))

    assert (first.key, second.key) == ("e1", "e2")
    assert first.label == "Lần 1 (01/10/2025): Khu phố 7 báo bảng mờ"
    assert (second.due, second.state) == (date(2025, 10, 10), "open")
    assert acting.state(task.occurrences.get(key="once")) == "waiting"
    assert [line.after["label"] for line in acting.lines("task.event")] == [first.label, second.label]


def test_an_event_is_recorded_once():
    """Two clerks who note the same complaint make one task of it."""
    task = task_of(EVENT)
    acting.happen(task, "Khu phố 7 báo bảng mờ")

    with pytest.raises(Refused) as refused:
        acting.happen(task, "khu phố 7  báo bảng mờ", login="son")
    assert refused.value.field == "what"
    assert task.occurrences.count() == 2


@pytest.mark.parametrize(("on", "field"), [(date(2025, 10, 4), "happened"), (date(2025, 7, 17), "happened")])
def test_an_event_lies_between_the_plan_s_first_day_and_today(on, field):
    """The plan was signed on 18 July; today is 3 October."""
    with pytest.raises(Refused) as refused:
        acting.happen(task_of(EVENT), on=on)

    assert refused.value.field == field


def test_only_an_event_task_waits_for_events():
    """Others have a day."""
    with pytest.raises(Refused, match="không theo sự kiện"):
        acting.happen(task_of("Quý IV/2025"))


def test_whoever_takes_part_records_events():
    """The clerk at the counter, where the centre coordinates; not one of another room."""
    task = task_of(EVENT, coordinating=["Trung tâm Phục vụ hành chính công phường"])

    acting.happen(task, login="lan")

    assert Line.objects.get(verb="task.event").path.endswith("/X0101-TT/")
    with pytest.raises(Forbidden):
        acting.happen(task, "Chuyện khác", login="dat")


def test_a_trigger_opens_what_waited():
    """With its day; the journal keeps what it waited for, and its reason."""
    one = task_of(DEPENDS).occurrences.get()
    waited = one.waits_for

    opened = acting.manage(
        tasks.set_trigger, occurrence=one, on=acting.TODAY, until=date(2025, 11, 14), what="Quyết định 88/QĐ-UBND"
    )

    assert (opened.state, opened.starts, opened.due) == ("open", acting.TODAY, date(2025, 11, 14))
    line = Line.objects.get(verb="task.trigger")
    assert (line.before["waits_for"], line.reason) == (waited, "Quyết định 88/QĐ-UBND")


def test_a_calendar_that_changes_does_not_close_what_a_trigger_opened():
    """It keeps the day it was given."""
    one = task_of(DEPENDS).occurrences.get()
    until = date(2025, 11, 14)
    acting.manage(tasks.set_trigger, occurrence=one, on=acting.TODAY, until=until, what="Quyết định 88/QĐ-UBND")

    occurrences.refresh(one.task.plan, acting.NOW)

    assert acting.alive(one.task) == {"once": "14/11/2025"}


def test_a_trigger_ends_after_it_begins():
    """Otherwise it is refused at the field of the last day."""
    one = task_of(DEPENDS).occurrences.get()

    with pytest.raises(Refused) as refused:
        acting.manage(
            tasks.set_trigger, occurrence=one, on=acting.TODAY, until=date(2025, 10, 2), what="Quyết định 88/QĐ-UBND"
        )
    assert (refused.value.field, acting.state(one)) == ("until", "waiting")


def test_a_trigger_is_set_once():
    """The second is told that the first came."""
    one = task_of(DEPENDS).occurrences.get()
    said = {"occurrence": one, "on": acting.TODAY, "until": date(2025, 11, 14), "what": "Quyết định 88/QĐ-UBND"}
    acting.manage(tasks.set_trigger, **said)

    with pytest.raises(Refused, match="vừa được người khác mở"):
        acting.manage(tasks.set_trigger, login="minh", **said)


def test_no_trigger_is_set_on_what_waits_for_events():
    """It would be done once and never again."""
    one = task_of(EVENT).occurrences.get()

    with pytest.raises(Refused, match="theo sự kiện"):
        acting.manage(tasks.set_trigger, occurrence=one, on=acting.TODAY, until=acting.TODAY, what="Có phản ánh")


@pytest.mark.parametrize("login", ["thuy", "son", "lan", "hoa"])
def test_a_unit_does_not_set_the_days_of_its_own_work(login):
    """Those above do."""
    one = task_of(DEPENDS).occurrences.get()

    with pytest.raises(Forbidden):
        acting.manage(
            tasks.set_trigger, login=login, occurrence=one, on=acting.TODAY, until=acting.TODAY, what="Quyết định"
        )


def test_a_task_is_added_with_its_units_criteria_and_days():
    """Behind the plan's last; the first known lead is accountable."""
    plan = acting.plan()
    made = acting.manage(
        tasks.add,
        plan=plan,
        content="Lắp thêm ghế chờ",
        deadline="Quý IV/2025",
        leads=["Các khu phố", acting.unit(acting.TT), acting.unit(acting.KT)],
        coordinating=[acting.unit(acting.VHXH)],
        criteria=["DK", "PV"],
        origin="corrective",
    )

    assert (made.position, made.origin, made.plan_id) == (acting.task(plan).position + 1, "corrective", plan.pk)
    assert [(part.name, part.leads, part.accountable) for part in made.units.all()] == [
        ("Các khu phố", True, False),
        ("Trung tâm Phục vụ hành chính công phường", True, True),
        ("Phòng Kinh tế", True, False),
        ("Phòng Văn hóa - Xã hội", False, False),
    ]
    assert [one.code for one in made.criteria.all()] == ["DK", "PV"]
    assert acting.alive(made) == {"once": "31/12/2025"}
    assert Line.objects.get(verb="task.add").after["accountable"] == "X0101-TT"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"content": " "}, "content"),
        ({"deadline": "lúc nào đó"}, "deadline"),
        ({"criteria": ["XX"]}, "criteria"),
        ({"section": "I" * 41}, "section"),
    ],
)
def test_a_task_that_makes_no_sense_is_not_added(wrong, field):
    """Nothing of it is kept."""
    plan = acting.plan()

    with pytest.raises(Refused) as refused:
        acting.manage(tasks.add, plan=plan, **({"content": "Lắp ghế"} | wrong))
    assert (refused.value.field, plan.tasks.count()) == (field, 1)


def test_a_task_is_amended_with_a_reason():
    """The journal holds what changed, before and after, and nothing else."""
    task = task_of("Quý IV/2025", criteria=["TC"])

    acting.manage(
        tasks.amend,
        task=task,
        content="Dán sơ đồ ở tầng 2",
        product="",
        criteria=["TC", "DK"],
        reason="Nhà có hai tầng",
    )

    assert Task.objects.get(pk=task.pk).content == "Dán sơ đồ ở tầng 2"
    line = Line.objects.get(verb="task.amend")
    assert line.before == {"content": "Dán sơ đồ chỉ dẫn", "criteria": ["TC"]}
    assert (line.after, line.reason) == ({"content": "Dán sơ đồ ở tầng 2", "criteria": ["TC", "DK"]}, "Nhà có hai tầng")


@pytest.mark.parametrize(
    "wrong",
    [{"content": "Khác"}, {"content": "", "reason": "Vì"}, {"reason": "Vì"}, {"ordinal": "1" * 21, "reason": "Vì"}],
)
def test_an_amendment_has_a_reason_and_a_change(wrong):
    """Nothing is written otherwise."""
    task = task_of("Quý IV/2025")

    with pytest.raises(Refused):
        acting.manage(tasks.amend, task=task, **({"reason": ""} | wrong))
    assert not acting.lines("task.amend")


def test_a_task_is_assigned_anew():
    """A unit keeps the name that the plan prints for it; the old units stay in the journal."""
    task = task_of("Quý IV/2025", lead=["Phòng Văn hóa - Xã hội", "Các khu phố"], coordinating=["Văn phòng"])

    acting.manage(
        tasks.assign,
        task=task,
        leads=[acting.unit(acting.KT), acting.unit(acting.VP)],
        coordinating=[acting.unit(acting.VHXH), "Các khu phố"],
        accountable=acting.unit(acting.VP),
        reason="Đổi đầu mối",
    )

    assert [(part.name, part.leads, part.accountable) for part in Task.objects.get(pk=task.pk).units.all()] == [
        ("Phòng Kinh tế", True, False),
        ("Văn phòng", True, True),
        ("Phòng Văn hóa - Xã hội", False, False),
        ("Các khu phố", False, False),
    ]
    line = Line.objects.get(verb="task.assign")
    assert (line.before["leads"], line.before["accountable"]) == (["X0101-VHXH", "Các khu phố"], "X0101-VHXH")
    assert (line.after["leads"], line.after["accountable"]) == (["X0101-KT", "X0101-VP"], "X0101-VP")


@pytest.mark.parametrize(
    ("leads", "coordinating", "accountable"),
    [(["KT"], ["KT"], None), (["KT", "KT"], [], None), (["KT"], [], "VP"), (["BL"], [], None)],
    ids=["twice", "twice a lead", "accountable but no lead", "a unit of the past"],
)
def test_units_that_do_not_fit_are_refused(leads, coordinating, accountable):
    """The old assignment stands."""
    task = task_of("Quý IV/2025")

    def units(codes: list[str]) -> list[Unit]:
        return [acting.unit(f"X0101-{code}") for code in codes]

    with pytest.raises(Refused):
        acting.manage(
            tasks.assign,
            task=task,
            leads=units(leads),
            coordinating=units(coordinating),
            accountable=units([accountable])[0] if accountable else None,
        )
    assert task.units.get().unit == acting.unit(acting.VHXH)


def test_an_occurrence_is_cancelled_with_its_reason_and_the_others_stay():
    """It is on record, and no refresh brings it back."""
    task = task_of("Hằng quý")
    first = task.occurrences.order_by("key")[0]

    acting.manage(tasks.cancel, occurrence=first, reason="Kế hoạch ban hành giữa quý")
    occurrences.refresh(task.plan, acting.NOW)

    found = Occurrence.objects.get(pk=first.pk)
    assert (found.state, found.why, found.closed) == ("cancelled", "Kế hoạch ban hành giữa quý", acting.NOW)
    assert set(task.occurrences.exclude(pk=first.pk).values_list("state", flat=True)) == {"open"}


def test_a_task_is_cancelled_with_everything_not_accepted():
    """What was accepted stays accepted; afterwards nothing is done on it."""
    task = task_of("Hằng quý")
    first, second = task.occurrences.order_by("key")
    acting.explain(first)
    acting.accept(acting.report(first))

    acting.manage(tasks.cancel, task=task, reason="Chuyển về tỉnh")

    assert [acting.state(one) for one in (first, second)] == ["accepted", "cancelled"]
    with pytest.raises(Refused, match="đã huỷ"):
        acting.report(second)
    with pytest.raises(Refused, match="đã huỷ"):
        acting.manage(tasks.cancel, task=task, reason="Lần nữa")


def test_what_was_accepted_is_not_cancelled():
    """History is appended, never undone."""
    one = task_of("Quý IV/2025").occurrences.get()
    acting.accept(acting.report(one))

    with pytest.raises(Refused, match="vừa được người khác nghiệm thu"):
        acting.manage(tasks.cancel, occurrence=one, reason="Nhầm")


@pytest.mark.parametrize("login", ["thuy", "son", "lan", "hoa", "dieu", "quantri"])
def test_who_does_not_manage_the_plan_shapes_nothing(login):
    """Not even the head of the room that leads."""
    task = task_of("Quý IV/2025")
    acts = [
        (tasks.add, {"plan": task.plan, "content": "Việc mới"}),
        (tasks.amend, {"task": task, "content": "Khác", "reason": "Vì"}),
        (tasks.assign, {"task": task, "leads": [acting.unit(acting.KT)]}),
        (tasks.set_deadline, {"task": task, "text": "Hằng quý", "reason": "Vì"}),
        (tasks.cancel, {"task": task, "reason": "Vì"}),
        (tasks.cancel, {"occurrence": task.occurrences.get(), "reason": "Vì"}),
    ]
    before = Line.objects.count()

    for verb, values in acts:
        with pytest.raises(Forbidden):
            acting.manage(verb, login=login, **values)
    assert Line.objects.count() == before
