"""The journal proves itself: whatever is changed, removed or put in, even by who has the database, is found."""

import threading
from itertools import pairwise

import pytest
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models.functions import Now
from hypothesis import HealthCheck, given
from hypothesis import settings as trial
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.agency.cast import line, unit

from hailong.agency import journal, sealing
from hailong.agency.models import Line, Seal

pytestmark = pytest.mark.django_db

LETTERS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
VALUES = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e12, 1e12) | st.dates() | LETTERS
SAID = st.dictionaries(LETTERS, VALUES | st.lists(VALUES, max_size=3), max_size=4)


@pytest.fixture
def ward():
    return unit("90001", name="Phường Sông Xanh", kind="commune")


@pytest.fixture
def few(monkeypatch):
    """Small seals, so that a few lines fill several."""
    kept = dict(sealing._policy()) | {"lines_a_seal": 5, "rows_at_once": 2}
    monkeypatch.setattr(sealing, "_policy", lambda: kept)
    return kept


@pytest.fixture
def sealed(ward, few):
    """Twelve lines under three seals: 1-5, 6-10, 11-12."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Line]):
            cursor.execute(statement)
    lines = [line(ward, label=f"Lần {number}") for number in range(1, 13)]
    first = lines[0].pk
    assert sealing.seal() == 12
    assert [seal.count for seal in Seal.objects.all()] == [5, 5, 2]
    return [first + number for number in range(12)]


@pytest.fixture
def attacker(sealed):
    """Somebody with the database, who takes the triggers away first and then does as he likes."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'agency_%%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("DROP TRIGGER agency_line_stands ON agency_line")
            cursor.execute("DROP TRIGGER agency_seal_stands ON agency_seal")
    return sealed


def _found():
    """The faults apart from the triggers that the attacker took away."""
    return [fault for fault in sealing.verify() if "trigger" not in fault.what]


def _copy(of: int, **values) -> Line:
    """A line like another, put in by who has the database."""
    made = Line.objects.get(pk=of)
    for name, value in values.items():
        setattr(made, name, value)
    made.save(force_insert=True)
    return made


def test_a_journal_as_it_was_written_has_no_faults(sealed, ward):
    """Sealed lines and the lines of the running minute."""
    line(ward)

    assert sealing.verify() == []


def test_an_empty_journal_has_neither_faults_nor_a_seal():
    """Nor is anything sealed."""
    assert (sealing.verify(), sealing.seal(), sealing.last_seal()) == ([], 0, None)


def test_seals_follow_each_other_without_gaps(sealed, ward):
    """By number, by line, and by hash; a second run has nothing to seal."""
    assert sealing.seal() == 0
    line(ward)
    assert sealing.seal() == 1

    seals = list(Seal.objects.all())
    assert [seal.number for seal in seals] == [1, 2, 3, 4]
    assert seals[0].previous == sealing.BEGINNING
    for before, after in pairwise(seals):
        assert (after.first, after.previous) == (before.last + 1, before.hash)
    assert sealing.last_seal() == seals[-1]


def test_a_changed_line_is_found(attacker):
    """By its own number, and by the seal over it."""
    Line.objects.filter(pk=attacker[6]).update(label="Lần khác")

    found = _found()

    assert [fault.line for fault in found] == [attacker[6], None]
    assert "nội dung đã bị sửa" in found[0].what
    assert "niêm phong số 2" in found[1].what


def test_a_line_changed_by_who_has_the_key_too_is_found_by_the_seal(attacker):
    """Its own hash is right then."""
    forged = Line.objects.get(pk=attacker[6])
    forged.label = "Lần khác"
    forged.mac = journal.mac_of(forged)
    forged.save()

    assert [fault.line for fault in _found()] == [None]
    assert "niêm phong số 2" in _found()[0].what


@pytest.mark.parametrize("column", ["written", "mac"])
def test_a_changed_clock_or_hash_of_a_line_is_found(attacker, column):
    """What the line's own hash does not cover the seal does."""
    Line.objects.filter(pk=attacker[0]).update(**{column: Now() if column == "written" else "0" * 64})

    assert "niêm phong số 1" in _found()[-1].what


@pytest.mark.parametrize("place", range(12))
def test_a_removed_line_is_found_wherever_it_stood(attacker, place):
    """With the number that is missing, unless it was the last of all, whose seal then shows it."""
    Line.objects.filter(pk=attacker[place]).delete()

    (fault,) = _found()
    assert "có dòng bị xóa" in fault.what
    assert f"số không còn: {attacker[place]}" in fault.what


def test_a_line_put_into_a_sealed_range_is_found_though_its_own_hash_is_right(attacker):
    """In the place of a removed one, as who has the key would write it."""
    Line.objects.filter(pk=attacker[2]).delete()
    _copy(attacker[3], pk=attacker[2])

    (fault,) = _found()
    assert "niêm phong số 1" in fault.what


def test_a_line_put_before_all_others_is_found(attacker):
    """No seal covers number 0."""
    forged = _copy(attacker[3], pk=0)

    assert [fault.line for fault in _found()] == [forged.pk]


def test_a_line_put_at_the_end_by_who_has_no_key_is_found_before_and_after_sealing(attacker):
    """By its hash."""
    forged = _copy(attacker[3], pk=None, label="Khác")
    assert [fault.line for fault in _found()] == [forged.pk]

    sealing.seal()
    assert [fault.line for fault in _found()] == [forged.pk]


def test_a_line_put_into_a_gap_is_found(ward, attacker):
    """Numbers go missing when an act is rolled back; a seal covers them all the same."""
    gap = attacker[-1] + 1
    kept = _copy(attacker[3], pk=gap + 1)
    sealing.seal()
    assert _found() == []

    _copy(kept.pk, pk=gap)

    (fault,) = _found()
    assert "có dòng bị chèn" in fault.what


SEALS = {
    "a hash changed": (lambda: Seal.objects.filter(number=2).update(hash="f" * 64), ["số 2", "số 3"]),
    "a seal removed": (lambda: Seal.objects.filter(number=2).delete(), ["thiếu niêm phong số 2"]),
    "the first removed": (lambda: Seal.objects.filter(number=1).delete(), ["thiếu niêm phong số 1"]),
    "chained anew": (lambda: Seal.objects.filter(number=2).update(previous="e" * 64), ["không nối", "số 2"]),
    "a range changed": (lambda: Seal.objects.filter(number=3).update(last=999), ["niêm phong số 3"]),
    "a count changed": (lambda: Seal.objects.filter(number=3).update(count=1), ["có dòng bị chèn"]),
    "a first changed": (lambda: Seal.objects.filter(number=3).update(first=2), ["bắt đầu từ dòng 2,"]),
    "a number changed": (lambda: Seal.objects.filter(number=3).update(number=9), ["thiếu niêm phong số 3"]),
}  # fmt: skip


@pytest.mark.parametrize("act", SEALS)
def test_a_changed_or_removed_seal_is_found(attacker, act):
    """And said which."""
    attack, words = SEALS[act]
    attack()

    said = " | ".join(fault.what for fault in _found())
    assert all(word in said for word in words)


def test_a_chain_made_anew_without_the_key_is_found(attacker, settings):
    """A line is taken out and every seal is made again, by another secret."""
    Line.objects.filter(pk=attacker[2]).delete()
    Seal.objects.all().delete()
    right, settings.SECRET_KEY = settings.SECRET_KEY, "khac"
    sealing.seal()
    settings.SECRET_KEY = right

    assert len(_found()) == 3


def test_lines_that_wait_too_long_for_a_seal_are_named_with_the_cure(ward, few):
    """By the database's clock: nobody ticks."""
    waiting = line(ward)
    assert sealing.verify() == []

    few["unsealed_minutes"] = -1

    (fault,) = sealing.verify()
    assert (fault.line, waiting.pk) == (None, waiting.pk)
    assert fault.what.startswith("1 dòng chưa niêm phong")
    assert "hailong tick" in fault.what


def test_missing_triggers_are_named(attacker):
    """The journal is whole, but no longer guarded."""
    (fault,) = sealing.verify()

    assert "thiếu trigger" in fault.what


def test_looking_over_stops_after_a_number_of_faults(sealed, few, settings):
    """With another key every line is wrong."""
    settings.SECRET_KEY = "khac"
    few["faults_most"] = 3

    found = sealing.verify()

    assert len(found) == 4
    assert found[-1].what == "còn lỗi nữa; dừng sau 3 lỗi"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer")
def test_sealing_waits_for_who_is_writing_and_gives_up_for_this_minute(ward, few):
    """A smaller number may be committed after a greater one: PostgreSQL only."""
    few["wait_milliseconds"] = 50
    open_now, may_end = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            line(ward, label="chậm")
            open_now.set()
            may_end.wait(20)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    open_now.wait(20)
    line(ward, label="nhanh")
    assert sealing.seal() == 0
    may_end.set()
    thread.join()

    assert sealing.seal() == 2
    assert sealing.verify() == []


@pytest.mark.django_db(transaction=True)
def test_four_at_once_seal_every_line_once(ward, few):
    """Whoever comes second leaves it."""
    for number in range(40):
        line(ward, label=f"Lần {number}")
    together = threading.Barrier(4)
    done = []

    def one():
        together.wait(20)
        done.append(sealing.seal())
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.append(sealing.seal())

    assert sum(done) == 40
    assert sealing.verify() == []


class AnyLine(TestCase):
    """Whatever a verb may say is read back as it was written."""

    @trial(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(before=SAID, after=SAID, reason=LETTERS)
    def test_whatever_was_said_is_no_fault(self, before, after, reason):
        """Both databases give back the numbers, letters and days as they came."""
        line(unit("90001"), before=before, after=after, reason=reason)

        assert sealing.seal() == 1
        assert sealing.verify() == []
