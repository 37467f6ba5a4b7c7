"""How answers are kept so that nobody can be found by them (docs/adr/0010).

Each night the new answers of a round are written anew in random order, in one transaction and with the first day of
their week for their day, and the store is cleared of what stood there before. What the order of rows, their places in
the file or the numbers of transactions tell after that is the week, which the row says anyway.
"""

import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from django.db import connection, transaction

from hailong.measure import repeats, rules
from hailong.measure.limits import SHUFFLED_LEAST
from hailong.measure.models import Answer, Round, RoundKey, SetAside
from hailong.measure.responses import hold

_AT_ONCE: Final = 500
_CLEARED_FOR: Final = timedelta(days=3)
"""So long after a round was closed its store is cleared with the next night's work, should a night be missed."""
_TABLES: Final = ("measure_answer", "measure_setaside", "measure_roundkey", "hailong_cache")
_CHANCE: Final[Random] = secrets.SystemRandom()


def shuffle(now: datetime) -> int:
    """Put the new answers of each round into random order; how many there were.

    A round with fewer than `SHUFFLED_LEAST` waits. Call it outside any transaction: the store is cleared at the end.
    """
    with transaction.atomic():
        done = sum(_mixed(round) for round in Round.objects.filter(answers__fresh=True).distinct())
        done += _mixed_aside()
    repeats.forget(now.date())
    if done or Round.objects.filter(closed__gte=now - _CLEARED_FOR).exists():
        clear()
    return done


def close(round: Round) -> None:
    """Destroy the secret and give every answer a random key: no code can be told to belong to an answer any more.

    To be called in the transaction that closes the round; the next night clears the store of what stood there.
    """
    hold(round.pk, alone=True)
    answers = list(Answer.objects.filter(round=round))
    _rewrite(answers, round, lambda _answer: secrets.token_bytes(32))
    RoundKey.objects.filter(round=round).delete()


def week_of(day: date, opens: date) -> date:
    """The day that is kept: the Monday of the week, or the first day of the round where that is later."""
    return max(day - timedelta(days=day.weekday()), min(day, opens))


def clear() -> None:
    """Leave nothing in the files of what was written over; nothing to do inside a transaction (a test's)."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        for table in set(_TABLES) & set(connection.introspection.table_names(cursor)):
            cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table)}")


def _mixed(round: Round) -> int:
    hold(round.pk, alone=True)
    answers = list(Answer.objects.filter(round=round, fresh=True))
    if len(answers) < SHUFFLED_LEAST and round.state == rules.OPEN:
        return 0
    _rewrite(answers, round, lambda answer: bytes(answer.key))
    return len(answers)


def _rewrite(answers: list[Answer], round: Round, key: Callable[[Answer], bytes]) -> None:
    for start in range(0, len(answers), _AT_ONCE):
        Answer.objects.filter(pk__in=[one.key for one in answers[start : start + _AT_ONCE]]).delete()
    for answer in answers:
        answer.key, answer.fresh = key(answer), False
        answer.day = week_of(answer.day, round.opens)
    _CHANCE.shuffle(answers)
    Answer.objects.bulk_create(answers, batch_size=_AT_ONCE)


def _mixed_aside() -> int:
    """The same for what was set aside: a number below zero, by chance, says that it was done."""
    rows = list(SetAside.objects.filter(pk__gt=0).select_related("round"))
    SetAside.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        row.pk, row.day = -1 - secrets.randbits(62), week_of(row.day, row.round.opens)
    SetAside.objects.bulk_create(sorted(rows, key=lambda row: row.pk), batch_size=_AT_ONCE)
    return len(rows)
