"""The sample ward's two survey rounds."""

from datetime import datetime

import pytest
from tests.cast import NOW, cast

from hailong.cli import sample_surveys
from hailong.measure import estimates
from hailong.measure.models import Answer, Round, RoundKey, Visit

pytestmark = pytest.mark.django_db


def test_a_closed_and_an_open_round_are_played_once():
    """The closed one has lost its key; one visitor in three was chosen, and all of those have an outcome."""
    cast()

    taken = sample_surveys.play(NOW)
    again = sample_surveys.play(NOW)

    assert (taken, again) == (240, 0)
    assert dict(Round.objects.values_list("period", "state")) == {"2025Q2": "closed", "2025Q3": "open"}
    assert [key.round.period for key in RoundKey.objects.all()] == ["2025Q3"]
    assert Answer.objects.filter(round__period="2025Q3").count() == 150
    chosen = Visit.objects.filter(selected=True)
    assert Visit.objects.count() == 3 * chosen.count()
    assert not chosen.filter(outcome="passed").exists()


def test_the_same_seed_gives_the_same_figures():
    """An index that can be quoted, better in the later round than in the earlier one."""
    cast()
    sample_surveys.play(NOW)
    later = list(Round.objects.filter(period="2025Q3"))

    rows = estimates.table(None, rounds=later, by=(), on=NOW.date()).rows
    found = next(row for row in rows if row.statistic == "index")

    assert 85 < found.estimate < 92
    assert found.change > 0


def test_nothing_is_played_before_october():
    """A demo that begins earlier knows no round."""
    cast()
    assert sample_surveys.play(datetime(2025, 9, 1, tzinfo=sample_surveys.VIETNAM)) == 0
    assert not Round.objects.exists()
