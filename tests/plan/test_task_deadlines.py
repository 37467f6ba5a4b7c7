"""Another deadline for a task: what is open follows it, what was said stays, and nothing is asked twice."""

from datetime import date

import pytest
from tests.plan import acting, living

from hailong.agency.faults import Refused
from hailong.agency.models import Line
from hailong.plan import occurrences, tasks
from hailong.plan.models import Occurrence, Task

pytestmark = pytest.mark.django_db

EVENT = "Khi có phản ánh của người dân"


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """The cast of the demo."""
    return living.ward()


def task_of(due: str | None, **values: object) -> Task:
    """The only task of a plan."""
    return acting.task(acting.plan(acting.row(due=due, **values)))


def test_a_deadline_moved_moves_what_is_open():
    """The same occurrence, another day; the old stays in the journal with the reason."""
    task = task_of("Quý III/2025")
    one = task.occurrences.get()

    acting.manage(tasks.set_deadline, task=task, text="Quý IV/2025", reason="Chờ kinh phí")

    found = Occurrence.objects.get(pk=one.pk)
    assert (found.due, found.state, found.key) == (date(2025, 12, 31), "open", "once")
    line = Line.objects.get(verb="task.deadline")
    assert (line.before["deadline"]["text"], line.after["deadline"]["text"]) == ("Quý III/2025", "Quý IV/2025")
    assert line.reason == "Chờ kinh phí"


def test_a_returned_occurrence_takes_the_new_day_too():
    """It is still to be done."""
    task = task_of("Quý IV/2025")
    acting.give_back(acting.report(task.occurrences.get()))

    acting.manage(tasks.set_deadline, task=task, text="Ngày 15/11/2025", reason="Hội nghị dời")

    assert (acting.alive(task), acting.state(task.occurrences.get())) == ({"once": "15/11/2025"}, "returned")


@pytest.mark.parametrize("decided", [False, True])
def test_what_was_reported_or_accepted_is_never_touched(decided):
    """A new deadline asks nothing again."""
    task = task_of("Quý IV/2025")
    said = acting.report(task.occurrences.get())
    if decided:
        acting.accept(said)
    before = Occurrence.objects.values().get(task=task)

    acting.manage(tasks.set_deadline, task=task, text="Ngày 15/11/2025", reason="Hội nghị dời")

    assert Occurrence.objects.values().get(task=task) == before


def test_a_rhythm_put_in_place_of_a_day_cancels_the_day_and_asks_for_what_is_to_come():
    """What was past before it was ordered is on record as cancelled, so that nobody is late at once."""
    task = task_of("Quý IV/2025")
    one = task.occurrences.get()

    acting.manage(tasks.set_deadline, task=task, text="Hằng tháng", reason="Theo chỉ đạo mới")

    assert acting.alive(task) == {"2025M10": "31/10/2025", "2025M11": "30/11/2025", "2025M12": "31/12/2025"}
    gone = Occurrence.objects.get(pk=one.pk)
    assert (gone.state, gone.key) == ("cancelled", "once~1")
    assert gone.why == "Thời hạn đổi thành “Hằng tháng”. Theo chỉ đạo mới"
    assert Occurrence.objects.get(task=task, key="2025M09").state == "cancelled"
    occurrences.refresh(task.plan, acting.NOW)
    assert len(acting.alive(task)) == 3


def test_a_deadline_put_back_asks_again():
    """Though the day was cancelled in between."""
    task = task_of("Quý IV/2025")

    for text in ("Hằng quý", "Quý IV/2025", "Hằng quý", "Quý IV/2025"):
        acting.manage(tasks.set_deadline, task=task, text=text, reason="Đổi lại")

    assert acting.alive(task) == {"once": "31/12/2025"}


def test_a_day_in_the_past_is_taken_at_its_word():
    """Where there is nothing else to do, it is late."""
    task = task_of(None)

    acting.manage(tasks.set_deadline, task=task, text="Quý II/2025")

    assert acting.alive(task) == {"once": "30/06/2025"}


def test_a_first_deadline_needs_no_reason_and_another_does():
    """Nothing signed is changed by the first."""
    task = task_of(None)
    assert acting.state(task.occurrences.get()) == "waiting"

    acting.manage(tasks.set_deadline, task=task, text="Quý IV/2025")
    with pytest.raises(Refused) as refused:
        acting.manage(tasks.set_deadline, task=task, text="Hằng quý")

    assert refused.value.field == "reason"
    assert acting.alive(task) == {"once": "31/12/2025"}


def test_a_deadline_that_is_not_understood_is_refused():
    """With examples; the old one stands."""
    task = task_of("Quý IV/2025")

    with pytest.raises(Refused) as refused:
        acting.manage(tasks.set_deadline, task=task, text="sớm muộn gì cũng xong", reason="Bận")
    assert refused.value.field == "text"
    assert "Quý IV/2025" in refused.value.cure
    assert Task.objects.get(pk=task.pk).deadline["text"] == "Quý IV/2025"


def test_events_that_happened_stay_when_the_deadline_changes():
    """What waits for further ones goes."""
    task = task_of(EVENT)
    acting.happen(task)

    acting.manage(tasks.set_deadline, task=task, text="Quý IV/2025", reason="Làm một lần")

    assert acting.alive(task) == {"e1": "10/10/2025", "once": "31/12/2025"}


def test_a_part_has_a_deadline_of_its_own():
    """The other part keeps its own; one for the whole replaces both."""
    parts = [
        {"product": "Kế hoạch", "deadline": living.deadline("Quý IV/2025")},
        {"product": "Báo cáo", "deadline": living.deadline("Ngày 15/12/2025")},
    ]
    task = task_of("Quý IV/2025", parts=parts)

    acting.manage(tasks.set_deadline, task=task, part=1, text="Ngày 31/10/2025", reason="Sớm hơn")
    assert acting.alive(task) == {"p1.once": "31/10/2025", "p2.once": "15/12/2025"}

    acting.manage(tasks.set_deadline, task=task, text="Ngày 30/11/2025", reason="Cùng ngày")
    assert acting.alive(task) == {"p1.once": "30/11/2025", "p2.once": "30/11/2025"}
    with pytest.raises(Refused):
        acting.manage(tasks.set_deadline, task=task, part=3, text="Ngày 30/11/2025", reason="Không có")
