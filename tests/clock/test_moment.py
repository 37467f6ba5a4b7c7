"""A moment of one's own: it ticks on, resumes where it stopped, and moves forward only."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.clock import moment

VIETNAM = timezone(timedelta(hours=7))
REAL = datetime(2026, 11, 21, 9, 0, tzinfo=VIETNAM)
FIRST = datetime(2025, 10, 3, 8, 5, tzinfo=VIETNAM)
HOUR = timedelta(hours=1)


@pytest.fixture
def file(tmp_path):
    """Where the moment is kept."""
    return tmp_path / "moment.json"


def test_it_begins_at_the_first_moment_and_ticks_on_with_the_real_hour(file):
    """An hour is an hour."""
    assert moment.resume(file, first=FIRST, real=REAL) == FIRST
    assert moment.now(file, real=REAL + HOUR) == FIRST + HOUR


def test_it_resumes_where_it_stopped_however_long_that_was_ago(file):
    """A month on the shelf does not count."""
    moment.resume(file, first=FIRST, real=REAL)
    moment.keep(file, real=REAL + HOUR)

    assert moment.resume(file, first=REAL, real=REAL + timedelta(days=30)) == FIRST + HOUR
    assert moment.now(file, real=REAL + timedelta(days=30)) == FIRST + HOUR


def test_it_moves_forward_only(file):
    """The refusal says what time it is."""
    moment.resume(file, first=FIRST, real=REAL)

    assert moment.forward(file, to=FIRST + 72 * HOUR, real=REAL) == FIRST + 72 * HOUR
    with pytest.raises(moment.Backwards, match="08:05 06/10/2025"):
        moment.forward(file, to=FIRST, real=REAL)
    assert moment.now(file, real=REAL) == FIRST + 72 * HOUR


def test_a_real_clock_set_back_does_not_set_it_back(file):
    """Somebody corrects the computer's clock."""
    moment.resume(file, first=FIRST, real=REAL)

    assert moment.now(file, real=REAL - HOUR) == FIRST


@pytest.mark.parametrize("held", ["", "{", "[]", '{"at": "mai", "real": "nay"}', '{"at": 3}'])
def test_a_spoiled_file_counts_as_none(file, held):
    """The real hour is better than no page."""
    file.write_text(held, encoding="utf-8")

    assert moment.load(file) is None
    assert moment.now(file, real=REAL) == REAL


@given(st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=8))
def test_time_never_runs_back(tmp_path_factory, steps):
    """Whatever is asked, in whatever order."""
    file = tmp_path_factory.mktemp("moment") / "moment.json"
    moment.resume(file, first=FIRST, real=REAL)
    seen = [FIRST]
    for index, seconds in enumerate(steps):
        try:
            moment.forward(file, to=FIRST + timedelta(seconds=seconds), real=REAL + timedelta(seconds=index))
        except moment.Backwards:
            moment.keep(file, real=REAL + timedelta(seconds=index))
        seen.append(moment.now(file, real=REAL + timedelta(seconds=index)))

    assert seen == sorted(seen)
