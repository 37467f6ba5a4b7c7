"""An answer is taken once, whole and alone; whatever is sent again or too late has its own end."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import cast
from tests.measure.answering import CLOSES, FIELD, GOOD, SECRET, TODAY, framed, open_round, record

from hailong.agency.faults import Refused
from hailong.agency.models import Line
from hailong.measure import asking, codes, responses, rules
from hailong.measure.models import Answer, RoundKey, SetAside

pytestmark = pytest.mark.django_db


def test_an_answer_keeps_what_was_said_and_the_day() -> None:
    """Codes as numbers, the masks of the index in the order of its items, no minute."""
    record(open_round(), consent="v1")

    kept = Answer.objects.get()
    assert kept.content == {"q1": 5, "q2": 3, "q3": 4, "q4": "chua", "q6": "Cảm ơn"}
    assert (kept.given, kept.satisfied) == (0b111, 0b101)
    assert (kept.day, kept.mode, kept.fresh, kept.consent) == (TODAY, "coded", True, "v1")


def test_no_opinion_and_what_was_skipped_count_nowhere() -> None:
    """Neither answered nor satisfied."""
    record(open_round(), content={"q1": "4", "q2": "0", "q3": ""})

    assert Answer.objects.values_list("content", "given", "satisfied").get() == ({"q1": 4}, 0b1, 0b1)


def test_taking_an_answer_writes_one_row_and_nothing_beside_it() -> None:
    """No line in the journal either."""
    made, lines = open_round(), Line.objects.count()
    with CaptureQueriesContext(connection) as asked:
        record(made)

    writes = [one["sql"] for one in asked if not one["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE", "BEGIN"))]
    assert len(writes) == 1
    assert re.match(r'INSERT (OR IGNORE )?INTO "measure_answer"', writes[0])
    assert Line.objects.count() == lines


def test_the_same_answer_sent_again_gets_the_same_receipt() -> None:
    """It is there once."""
    made = open_round()
    first, second = record(made), record(made)

    assert (first.again, second.again, second.code) == (False, True, first.code)
    assert Answer.objects.count() == 1


@pytest.mark.parametrize(
    "other", [{"content": GOOD | {"q1": "1"}}, {"respondent": rules.ORGANISATION}, {"consent": "v2"}]
)
def test_another_answer_under_the_same_key_is_set_aside(other: dict[str, Any]) -> None:
    """What was there stays."""
    made = open_round()
    record(made)

    with pytest.raises(responses.Conflict, match="giữ riêng"):
        record(made, **other)

    assert Answer.objects.get().content["q1"] == 5
    assert SetAside.objects.get().reason == rules.CONFLICT


def test_after_the_round_was_closed_an_answer_is_kept_aside_uncounted() -> None:
    """Also one that had been counted before: nobody can tell any more."""
    made = open_round(state=rules.CLOSED)

    with pytest.raises(responses.Late, match="không tính"):
        record(made)

    assert (Answer.objects.count(), SetAside.objects.get().reason) == (0, rules.LATE)


def test_after_the_last_day_only_paper_is_taken() -> None:
    """It is entered when it comes back; and an answer of before gets its receipt again."""
    made = open_round()
    first = record(made, 1)
    record(made, 2, mode=rules.PAPER, day=CLOSES + timedelta(days=3))

    with pytest.raises(responses.Late):
        record(made, 3, day=CLOSES + timedelta(days=1))

    assert record(made, 1, day=CLOSES + timedelta(days=1)).code == first.code
    assert Answer.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"content": GOOD | {"q1": "6"}}, "Câu q1"),
        ({"content": {"q2": "3"}}, "Câu q1: chưa trả lời"),
        ({"content": GOOD | {"la": "1"}}, "không có câu này"),
        ({"respondent": "ai"}, "cá nhân hoặc tổ chức"),
        ({"day": date(2025, 9, 30)}, "chưa mở"),
    ],
)
def test_what_cannot_be_an_answer_is_refused_with_the_cure(more: dict[str, Any], said: str) -> None:
    """Nothing is kept."""
    made = open_round()

    with pytest.raises(Refused, match=said):
        record(made, **more)

    assert not Answer.objects.exists()
    assert not SetAside.objects.exists()


@pytest.mark.parametrize(("state", "said"), [(rules.PLANNED, "chưa mở"), (rules.CANCELLED, "đã hủy")])
def test_a_round_that_is_not_open_takes_nothing(state: str, said: str) -> None:
    """And sets nothing aside."""
    with pytest.raises(Refused, match=said):
        record(open_round(state=state))

    assert not SetAside.objects.exists()


def test_a_unit_outside_the_round_is_refused() -> None:
    """Its answers would count nowhere."""
    made = open_round()
    made.unit = cast.unit().children.first() or made.unit
    made.save(update_fields=["unit"])

    with pytest.raises(Refused, match="không gồm"):
        record(made, unit=cast.unit())


def test_a_code_leads_to_its_place_and_only_once_to_an_answer() -> None:
    """Typed by hand; used twice with another content it is a conflict."""
    made = framed(open_round())
    code = responses.code_for(round=made, unit=made.unit, field=FIELD)
    found = asking.by_code(code.lower().replace("-", ""))
    assert found is not None
    assert (found.round, found.unit, found.field, found.mode) == (made, made.unit, FIELD, rules.CODED)

    record(made, key=found.key, field=FIELD)

    with pytest.raises(responses.Conflict):
        record(made, key=found.key, field=FIELD, content=GOOD | {"q3": "1"})


def test_a_code_of_a_closed_round_or_a_tablet_opens_no_page() -> None:
    """And the code of a slip opens no tablet."""
    made = open_round()
    code, tablet = responses.code_for(round=made, unit=made.unit), responses.kiosk_token(round=made, unit=made.unit)
    assert responses.kiosk_token(round=made, unit=made.unit) == tablet
    assert asking.by_tablet(tablet) is not None
    assert (asking.by_code(tablet), asking.by_tablet(code)) == (None, None)

    RoundKey.objects.all().delete()

    assert (asking.by_code(code), asking.by_tablet(tablet)) == (None, None)


def test_codes_are_refused_where_nobody_could_open_them() -> None:
    """A field that the frame does not hold, a round that is not open."""
    made = open_round()

    with pytest.raises(Refused, match="không có"):
        responses.code_for(round=made, unit=made.unit, field="Chứng thực")
    RoundKey.objects.all().delete()
    for verb in (responses.code_for, responses.kiosk_token):
        with pytest.raises(Refused, match="không mở"):
            verb(round=made, unit=made.unit)


def test_codes_leave_no_trace_in_the_database() -> None:
    """Making a hundred changes nothing."""
    made = open_round()
    with CaptureQueriesContext(connection) as asked:
        slips = {responses.code_for(round=made, unit=made.unit) for _each in range(20)}

    assert len(slips) == 20
    assert {one["sql"].split()[0] for one in asked} == {"SELECT"}


sendings = st.lists(st.tuples(st.integers(1, 3), st.sampled_from("12345")), max_size=12)


@given(sendings)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_often_and_in_whatever_order_answers_are_sent_the_first_of_each_key_counts(
    sent: list[tuple[int, str]],
) -> None:
    """The same gets the same receipt, another is set aside; nothing is counted twice and nothing lost."""
    Answer.objects.all().delete()
    SetAside.objects.all().delete()
    made = open_round(code=f"KS-{RoundKey.objects.count()}")
    first: dict[int, str] = {}
    receipts: dict[int, str] = {}
    conflicts = 0
    for number, said in sent:
        try:
            got = record(made, key=codes.kiosk_key(SECRET, str(number)), content={"q1": said})
        except responses.Conflict:
            assert first[number] != said
            conflicts += 1
            continue
        assert got.again == (number in first)
        assert first.setdefault(number, said) == said
        assert receipts.setdefault(number, got.code) == got.code

    kept = {bytes(one.key): str(one.content["q1"]) for one in Answer.objects.all()}
    assert kept == {codes.kiosk_key(SECRET, str(number)): said for number, said in first.items()}
    assert SetAside.objects.count() == conflicts
