"""The owner of the database tries, after the night, to tell whose an answer is: files, row order, numbers, journal.

He has everything that lies on the disk, the secret of the round too. What he may not have are slips in hands, memory,
and an archive of the write-ahead log.
"""

import sqlite3
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from tests import cast
from tests.measure.answering import FIELD, FORM, framed, open_round

from hailong.measure import asking, keeping, repeats, responses
from hailong.measure.models import Answer, Round, RoundKey
from hailong.web.skin import hour

pytestmark = pytest.mark.django_db(transaction=True)
COUNT = 40


def _mark(number: int) -> str:
    """What only the n-th person says, so that a test can know whose an answer is."""
    return f"dau-vet-{number:03d}"


class Day:
    """A day of forty people with codes, sent one after another through the page, and what each left behind."""

    def __init__(self, round: Round) -> None:
        """Give out the codes and send every answer."""
        self.round = round
        self.codes = [responses.code_for(round=round, unit=round.unit, field=FIELD) for _each in range(COUNT)]
        self.receipts = [self._sent(number, code) for number, code in enumerate(self.codes)]

    def _sent(self, number: int, code: str) -> str:
        said = {"code": code, "consent": "1", "step": str(len(FORM.sections)), "go": "next"}
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        done = client.post("/khao-sat/ma/", said | {"c-q1": "5", "c-q6": _mark(number)})
        assert done.status_code == 200
        return str(done.context["receipt"].code)


@pytest.fixture
def day(hour_now: datetime) -> Day:
    """The answers of a day, before the night."""
    cast.cast()
    made = framed(open_round(), count=COUNT, day=hour_now.date())
    Round.objects.update(opens=hour_now.date() - timedelta(days=30), closes=hour_now.date())
    made.refresh_from_db()
    return Day(made)


@pytest.fixture
def hour_now() -> datetime:
    """The hour of the pages."""
    return hour.now()


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _order() -> list[int]:
    """The numbers of the people in the order in which their answers lie in the store."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    rows = _rows(f"SELECT content FROM measure_answer ORDER BY {place}")
    found = [row[0] for row in rows]
    return [int(str(text).split("dau-vet-")[1][:3]) for text in found]


def _bytes() -> bytes:
    """Everything of the embedded database that lies on the disk."""
    file = Path(settings.DATABASES["default"]["NAME"])
    return b"".join(one.read_bytes() for one in sorted(file.parent.glob(f"{file.name}*")) if one.is_file())


def test_before_the_night_the_rows_stand_as_they_came_and_after_it_they_do_not(day: Day) -> None:
    """Neighbours in time are neighbours in the store no more often than by chance."""
    came = list(range(COUNT))
    if connection.vendor == "sqlite":
        assert _order() == came

    assert keeping.shuffle(hour.now()) == COUNT

    after = _order()
    assert sorted(after) == came
    assert after != came
    neighbours = sum(1 for one, two in pairwise(after) if abs(one - two) == 1)
    assert neighbours < 12  # by chance 2; twelve and more once in a million shufflings


def test_no_transaction_can_be_told_from_another(day: Day) -> None:
    """PostgreSQL numbers them: all answers carry one number, given by night, and no older version of a row is left."""
    if connection.vendor != "postgresql":
        pytest.skip("the embedded database does not number transactions")
    assert len(_rows("SELECT DISTINCT xmin::text FROM measure_answer")) == COUNT

    keeping.shuffle(hour.now())

    assert len(_rows("SELECT DISTINCT xmin::text FROM measure_answer")) == 1
    assert _rows("SELECT pg_relation_size('measure_answer') / 8192 <= 3") == [(True,)]
    page = bytes(_rows("SELECT pg_read_binary_file(pg_relation_filepath('measure_answer'))")[0][0])
    assert [page.count(_mark(number).encode()) for number in range(COUNT)] == [1] * COUNT


def test_the_files_hold_each_answer_once_and_none_of_the_codes_or_addresses(day: Day) -> None:
    """No older copy in a free page or in the log of writes; no code, receipt, address, not even the random part."""
    if connection.vendor != "sqlite":
        pytest.skip("the files of a database server are looked at above")
    keeping.shuffle(hour.now())

    lies = _bytes()

    assert [lies.count(_mark(number).encode()) for number in range(COUNT)] == [1] * COUNT
    for code, receipt in zip(day.codes, day.receipts, strict=True):
        for trace in (code, code.replace("-", ""), receipt, receipt.replace("-", "")):
            assert trace.encode() not in lies
    assert b"203.0.113." not in lies


def test_the_key_of_a_code_is_known_to_the_owner_only_with_the_slip(day: Day) -> None:
    """While a round is open a slip in his hand would lead him there; once it is closed nothing does."""
    with_slip = asking.by_code(day.codes[7])
    assert with_slip is not None
    assert Answer.objects.get(pk=with_slip.key).content["q6"] == _mark(7)

    secret = bytes(RoundKey.objects.get().secret)
    keeping.close(day.round)
    keeping.clear()

    assert not Answer.objects.filter(pk=with_slip.key).exists()
    assert asking.by_code(day.codes[7]) is None
    if connection.vendor == "sqlite":
        lies = _bytes()
        assert secret not in lies
        assert with_slip.key not in lies


def test_nothing_else_in_the_database_knows_of_an_answer(day: Day) -> None:
    """Every column of every table but the answers' own is searched for words, keys and codes; no table grew by them."""
    tables = connection.introspection.table_names()
    counts = {table: _rows(f'SELECT count(*) FROM "{table}"')[0][0] for table in tables if table != "hailong_cache"}

    more = Day(day.round)
    keeping.shuffle(hour.now())

    grown = {table for table in counts if _rows(f'SELECT count(*) FROM "{table}"')[0][0] != counts[table]}
    assert grown == {"measure_answer"}
    assert _rows("SELECT count(*) FROM hailong_cache WHERE cache_key LIKE '%203.0%'") == [(0,)]
    keys = {bytes(one) for one in Answer.objects.values_list("key", flat=True)}
    traces = [*(_mark(n) for n in range(COUNT)), *more.codes, *(one.hex() for one in keys), *more.receipts]
    for table in set(tables) - {"measure_answer"}:
        rows = " ".join(str(row) for row in _rows(f'SELECT * FROM "{table}"'))
        assert [trace for trace in traces if trace in rows] == [], table


def test_an_answer_tells_no_day_and_fits_many_dossiers(day: Day) -> None:
    """What it shares with the list of dossiers is unit, field and week; forty people share those."""
    keeping.shuffle(hour.now())

    shared = _rows("SELECT DISTINCT unit_id, field, respondent, mode, session, day FROM measure_answer")
    assert len(shared) == 1
    on = hour.now().date()
    assert str(shared[0][-1]) == str(on - timedelta(days=on.weekday()))


def test_the_salt_of_yesterday_is_gone_and_counts_tell_no_hour(day: Day) -> None:
    """With it a count could be tried against every address there is."""
    on = hour.now().date() - timedelta(days=1)
    repeats.count("203.0.113.5", "link", on)
    repeats.count("203.0.113.6", "link", on)
    assert len(_rows("SELECT DISTINCT expires FROM hailong_cache WHERE cache_key LIKE '%survey%'")) == 1

    keeping.shuffle(hour.now())

    assert _rows("SELECT count(*) FROM hailong_cache WHERE cache_key LIKE '%survey.salt%'") == [(0,)]


def test_a_copy_made_by_night_holds_no_more_than_the_database(day: Day, tmp_path: Path) -> None:
    """As a backup makes it, after the rewriting."""
    if connection.vendor != "sqlite":
        pytest.skip("a server's backup is made with its own tools")
    keeping.shuffle(hour.now())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(tmp_path / "copy.sqlite3")])

    with sqlite3.connect(tmp_path / "copy.sqlite3") as copy:
        texts = [row[0] for row in copy.execute("SELECT content FROM measure_answer ORDER BY rowid")]
    copy.close()
    assert [int(text.split("dau-vet-")[1][:3]) for text in texts] != list(range(COUNT))
    lies = (tmp_path / "copy.sqlite3").read_bytes()
    assert [lies.count(_mark(number).encode()) for number in range(COUNT)] == [1] * COUNT
