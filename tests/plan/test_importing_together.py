"""Two people confirm at once: the database decides, and whoever comes second learns what happened."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from tests.plan import living

from hailong.agency import worktime
from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.plan import occurrences
from hailong.plan.intake import importing
from hailong.plan.intake.importing import Choices, Twin
from hailong.plan.models import Draft, Occurrence, Plan, Task

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = 3


def together(act: Callable[[int], str]) -> list[str]:
    """What each of several hands answered that began at the same moment."""
    start = Barrier(HANDS)

    def hand(number: int) -> str:
        start.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as hands:
        return sorted(hands.map(hand, range(HANDS)))


def confirm(draft: Draft, allow_twin: bool = False) -> str:
    """The code of the plan, or why there is none."""
    try:
        plan = importing.confirm(
            draft=draft,
            unit=Unit.objects.get(code="X0101"),
            choices=Choices(allow_twin=allow_twin),
            by=living.viewer("quang"),
            now=living.NOW,
        )
    except Twin:
        return "twin"
    except Refused:
        return "gone"
    return plan.code


def test_one_draft_becomes_one_plan() -> None:
    """Whoever clicks second is told that the draft is gone."""
    living.ward()
    draft = living.draft_of(living.reading_of(living.row("Dán sơ đồ")))
    assert together(lambda _: confirm(draft)) == ["X0101-2025-01", "gone", "gone"]
    assert Plan.objects.count() == 1


def test_the_same_plan_dropped_by_three_is_confirmed_once() -> None:
    """The others learn that it is there, and keep their drafts."""
    living.ward()
    made = [living.draft_of(living.reading_of(living.row("Dán sơ đồ"))) for _ in range(HANDS)]
    assert together(lambda number: confirm(made[number])) == ["X0101-2025-01", "twin", "twin"]
    assert (Plan.objects.count(), Draft.objects.count()) == (1, 2)


def test_plans_confirmed_at_once_have_codes_of_their_own() -> None:
    """No number is given twice, none is left out."""
    living.ward()
    made = [living.draft_of(living.reading_of(living.row("Dán sơ đồ"))) for _ in range(HANDS)]
    codes = together(lambda number: confirm(made[number], allow_twin=True))
    assert codes == ["X0101-2025-01", "X0101-2025-02", "X0101-2025-03"]


def test_occurrences_made_by_several_hands_are_there_once() -> None:
    """Known by task and key, whoever was first."""
    living.ward()
    living.plan_of(living.reading_of(living.row("Báo cáo", due="Định kỳ thứ sáu hằng tuần")))
    Occurrence.objects.all().delete()

    def make(_: int) -> str:
        task = Task.objects.select_related("plan__unit").get()
        occurrences.make(task, calendar=worktime.calendar_of(task.plan.unit))
        return "made"

    assert together(make) == ["made"] * HANDS
    assert Occurrence.objects.count() == Occurrence.objects.values("key").distinct().count() == 24
