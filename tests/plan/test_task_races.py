"""Two people at the same instant, each on a connection of his own: the database lets one of them through."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection
from tests.plan import acting, living

from hailong.agency.faults import Refused
from hailong.agency.models import Line
from hailong.plan.models import Decision, Occurrence, Report

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """The cast of the demo."""
    return living.ward()


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do all of it in the same instant; what each was answered: "" where it was done."""
    start, answers = Barrier(len(acts)), []

    def do(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
            answers.append("")
        except Refused as refused:
            answers.append(str(refused))
        finally:
            connection.close()

    threads = [Thread(target=do, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_of_two_decisions_in_one_instant_one_stands():
    """The other learns that somebody was faster."""
    said = acting.report(acting.only(acting.plan()))

    done, refused = at_once(
        lambda: acting.accept(said, login="minh"), lambda: acting.give_back(said, login="yen", reason="Thiếu ảnh")
    )

    assert (done, "vừa được người khác" in refused) == ("", True)
    assert Decision.objects.count() == 1
    assert Line.objects.filter(verb__in=("task.accept", "task.return")).count() == 1


def test_of_two_reports_in_one_instant_one_is_kept():
    """Two of the same room press the button."""
    one = acting.only(acting.plan())

    done, refused = at_once(lambda: acting.report(one, login="thuy"), lambda: acting.report(one, login="son"))

    assert (done, "vừa được người khác báo cáo" in refused) == ("", True)
    assert Report.objects.count() == 1


def test_two_events_in_one_instant_are_two():
    """They get a number each."""
    task = acting.task(acting.plan(acting.row(due="Khi có phản ánh của người dân")))

    assert at_once(lambda: acting.happen(task, "Một"), lambda: acting.happen(task, "Hai", login="yen")) == ["", ""]
    assert set(Occurrence.objects.values_list("key", flat=True)) == {"once", "e1", "e2"}
