"""A plan's year as a picture: bars and diamonds where the days are, as they stand on a day."""

from datetime import date

import pytest
from tests.plan import living
from tests.plan.living import row

from hailong.plan import tasks
from hailong.plan.models import Occurrence, Plan, Task
from hailong.plan.timeline import DAY, HEAD, ROW, TaskRow, of_plan, timeline

pytestmark = pytest.mark.django_db

CULTURE = "Phòng Văn hóa - Xã hội"
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)


@pytest.fixture(autouse=True)
def ward(evidence: None) -> living.Ward:
    """The cast of the demo."""
    return living.ward()


def plan(*dues: str) -> Plan:
    """A plan with a task for each deadline."""
    return living.plan_of(living.reading_of(*(row(f"Việc {due}", due=due, lead=[CULTURE]) for due in dues)))


def drawn(found: Plan, first: date = FIRST, last: date = LAST) -> tuple[TaskRow, ...]:
    """The rows of its picture."""
    return timeline(_tasks(found), first=first, last=last, on=living.TODAY).rows


def _tasks(found: Plan) -> list[Task]:
    return list(found.tasks.order_by("position").prefetch_related("occurrences"))


def test_the_months_lie_side_by_side_over_the_whole_width() -> None:
    """A day is as wide as any other; the day asked about lies among them."""
    picture = timeline([], first=FIRST, last=LAST, on=date(2025, 2, 1))
    assert (picture.width, picture.height, picture.today) == (365 * DAY, HEAD, 31 * DAY)
    assert [month.name for month in picture.months] == ["1/2025", *(str(number) for number in range(2, 13))]
    assert [month.width // DAY for month in picture.months] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert picture.months[-1].x + picture.months[-1].width == picture.width
    assert timeline([], first=FIRST, last=LAST, on=date(2026, 1, 1)).today is None
    two = timeline([], first=date(2025, 12, 15), last=date(2026, 1, 10), on=FIRST).months
    assert [(month.name, month.width // DAY) for month in two] == [("12/2025", 17), ("1/2026", 10)]


def test_a_quarter_is_a_bar_over_its_days() -> None:
    """From its first day to its last, both whole."""
    (drawn_row,) = drawn(plan("Quý IV/2025"))
    (mark,) = drawn_row.marks
    assert (mark.kind, mark.x, mark.width, mark.points) == ("bar", 273 * DAY, 92 * DAY, "")
    assert (mark.standing, mark.began_early, mark.ends_late) == ("not_yet_due", False, False)
    assert mark.title == "Quý IV/2025: chưa đến hạn, hạn 31/12/2025"
    assert drawn_row.y <= mark.y < mark.y + mark.height <= drawn_row.y + drawn_row.height


def test_a_day_is_a_diamond_on_it() -> None:
    """Where the first day is the last, or not known."""
    found = plan("Quý IV/2025")
    Occurrence.objects.update(starts=None, due=date(2025, 1, 10))
    ((mark,),) = (drawn_row.marks for drawn_row in drawn(found))
    middle, centre = HEAD + ROW // 2, 9 * DAY + DAY // 2
    assert (mark.kind, mark.standing) == ("diamond", "overdue")
    assert mark.points == f"{centre},{middle - 7} {centre + 7},{middle} {centre},{middle + 7} {centre - 7},{middle}"


def test_every_time_of_a_rhythm_has_its_mark_and_its_standing() -> None:
    """Two quarters of what runs all year, of which one was accepted late."""
    found = plan("Hằng quý")
    first = Occurrence.objects.order_by("due")[0]
    head = living.viewer("son")
    unit = found.tasks.get().units.get().unit
    assert unit is not None
    late = {"cause": "Mưa", "responsible": "Ông Sơn", "remedy": "Làm bù", "by_when": living.TODAY}
    tasks.explain(occurrence=first, unit=unit, by=head, now=living.NOW, **late)
    report = tasks.report(occurrence=first, unit=unit, text="Xong", by=head, now=living.NOW)
    tasks.accept(report=report, by=living.viewer("minh"), now=living.NOW)
    (drawn_row,) = drawn(found)
    assert [(mark.occurrence.key, mark.standing) for mark in drawn_row.marks] == [
        ("2025Q3", "accepted_late"),
        ("2025Q4", "not_yet_due"),
    ]
    assert drawn_row.marks[0].x == (date(2025, 7, 18) - FIRST).days * DAY


def test_what_reaches_out_is_cut_and_what_lies_outside_is_counted() -> None:
    """Nothing is drawn beyond the edge; nothing is lost without a word."""
    found = plan("Quý IV/2025", "Quý I/2026", "Khi có văn bản của cấp trên")
    cut, outside, waiting = drawn(found, date(2025, 11, 1), date(2025, 11, 30))
    (mark,) = cut.marks
    assert (mark.x, mark.width, mark.began_early, mark.ends_late) == (0, 30 * DAY, True, True)
    assert (outside.marks, outside.outside) == ((), 1)
    assert (waiting.marks, len(waiting.waits_for)) == ((), 1)
    assert [each.y for each in (cut, outside, waiting)] == [HEAD, HEAD + ROW, HEAD + 2 * ROW]


def test_a_plans_picture_holds_its_whole_years() -> None:
    """From the first of January of its first year."""
    found = plan("Quý IV/2025")
    picture = of_plan(found, _tasks(found), living.TODAY)
    assert (picture.first, picture.last, len(picture.rows)) == (FIRST, LAST, 1)
    assert picture.today == (living.TODAY - FIRST).days * DAY
