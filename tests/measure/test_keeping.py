"""Answers are put into random order by night; closing cuts them off from their codes."""

from datetime import date, datetime

import pytest
from tests import cast
from tests.measure.answering import CLOSES, OPENS, TODAY, key, open_round, record

from hailong.cli import tick
from hailong.measure import keeping, rules
from hailong.measure.models import Answer, Round, RoundKey, SetAside

pytestmark = pytest.mark.django_db
NIGHT = datetime(2025, 10, 4, 2, 30, tzinfo=cast.VIETNAM)


def _taken(round: Round, count: int, start: int = 0) -> None:
    for number in range(start, start + count):
        record(round, number, content={"q1": 1 + number % 5})


def test_fewer_than_five_wait_for_company() -> None:
    """The sixth night brings the fifth."""
    made = open_round()
    _taken(made, 4)
    assert keeping.shuffle(NIGHT) == 0
    assert Answer.objects.filter(fresh=True).count() == 4

    _taken(made, 1, start=4)

    assert keeping.shuffle(NIGHT) == 5
    assert not Answer.objects.filter(fresh=True).exists()
    assert keeping.shuffle(NIGHT) == 0


def test_answers_of_one_round_are_no_company_for_another() -> None:
    """Each round waits for its own."""
    _taken(open_round(), 4)
    _taken(open_round(code="KS-2"), 4, start=4)

    assert keeping.shuffle(NIGHT) == 0


def test_the_rewriting_changes_nothing_but_the_day() -> None:
    """Keys and contents stay together, so that what is sent again is still known; the day becomes its week's."""
    made = open_round()
    _taken(made, 12)
    before = {bytes(one.key): (one.content, one.given, one.satisfied) for one in Answer.objects.all()}

    assert keeping.shuffle(NIGHT) == 12

    after = {bytes(one.key): (one.content, one.given, one.satisfied) for one in Answer.objects.all()}
    assert after == before
    assert set(Answer.objects.values_list("day", flat=True)) == {date(2025, 10, 1)}
    assert record(made, 3, content={"q1": 4}).again


@pytest.mark.parametrize(
    ("day", "kept"),
    [(TODAY, OPENS), (OPENS, OPENS), (date(2025, 10, 6), date(2025, 10, 6)), (date(2025, 10, 12), date(2025, 10, 6)),
     (CLOSES, date(2025, 12, 29))],
)  # fmt: skip
def test_the_day_kept_is_the_monday_or_the_rounds_first(day: date, kept: date) -> None:
    """Weeks are what the pace of a round is counted by."""
    assert keeping.week_of(day, OPENS) == kept


def test_closing_takes_all_gives_random_keys_and_destroys_the_secret() -> None:
    """However few they are."""
    made = open_round()
    _taken(made, 3)
    before = {bytes(one) for one in Answer.objects.values_list("key", flat=True)}

    keeping.close(made)

    after = {bytes(one) for one in Answer.objects.values_list("key", flat=True)}
    assert (len(after), before & after) == (3, set())
    assert not RoundKey.objects.exists()
    assert not Answer.objects.filter(fresh=True).exists()


def test_what_was_set_aside_is_put_into_random_order_too() -> None:
    """Once: its number says nothing afterwards."""
    made = open_round()
    record(made, 1)
    for said in "1234":
        with pytest.raises(ValueError, match="giữ riêng"):
            record(made, 1, content={"q1": said})

    assert keeping.shuffle(NIGHT) == 4

    assert all(number < 0 for number in SetAside.objects.values_list("pk", flat=True))
    assert sorted(one.content["q1"] for one in SetAside.objects.all()) == [1, 2, 3, 4]
    assert keeping.shuffle(NIGHT) == 0


def test_a_closed_round_that_kept_few_fresh_ones_is_not_left_waiting() -> None:
    """None come to it any more."""
    made = open_round()
    record(made, 1, respondent=rules.ORGANISATION)
    Round.objects.update(state=rules.CLOSED)

    assert keeping.shuffle(NIGHT) == 1


def test_the_tick_does_it_by_night() -> None:
    """Its slot is half past two."""
    made = open_round()
    tick.run(datetime(2025, 10, 3, 23, 0, tzinfo=cast.VIETNAM))
    _taken(made, 6)

    assert "6 câu trả lời đã xáo thứ tự" in tick.run(NIGHT)
    assert key(0) in {bytes(one) for one in Answer.objects.values_list("key", flat=True)}
