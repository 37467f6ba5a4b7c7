"""How an occurrence stands on a day."""

from datetime import date

import pytest

from hailong.plan.models import Occurrence
from hailong.plan.queries.progress import KINDS
from hailong.plan.rules import DEFINITIONS
from hailong.plan.standing import LABELS, standing_of

DUE = date(2025, 9, 30)


@pytest.mark.parametrize(
    ("state", "late", "due", "on", "standing"),
    [
        ("open", False, DUE, DUE, "not_yet_due"),
        ("open", False, DUE, date(2025, 10, 1), "overdue"),
        ("returned", False, DUE, DUE, "returned"),
        ("returned", False, DUE, date(2025, 10, 1), "overdue"),
        ("reported", False, DUE, date(2026, 1, 1), "reported"),
        ("accepted", False, DUE, date(2026, 1, 1), "accepted_on_time"),
        ("accepted", True, DUE, DUE, "accepted_late"),
        ("waiting", False, None, date(2026, 1, 1), "waiting"),
        ("cancelled", False, DUE, date(2026, 1, 1), "cancelled"),
    ],
)
def test_every_state_is_of_one_kind(state: str, late: bool, due: date | None, on: date, standing: str) -> None:
    """Overdue is only ever a question of the day: the last day itself is not."""
    assert standing_of(Occurrence(state=state, late=late, due=due), on) == standing


def test_the_kinds_are_those_that_progress_counts() -> None:
    """Each with a name and a definition."""
    assert tuple(LABELS) == KINDS
    assert set(LABELS) <= set(DEFINITIONS)
