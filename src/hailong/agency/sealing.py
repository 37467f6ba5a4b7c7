"""Sealing the journal: a chain of keyed hashes over all its lines, and the looking over that finds what was changed.

Each seal covers every number after the seal before it, gaps too, so that a line put in later is found as surely as one
that was changed or taken out. The key comes from the installation's secret: who has the database alone can neither
write a line nor forge the chain anew. Who has both can, up to the last seal printed on a report outside.
"""

import hashlib
import hmac
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import resources
from itertools import islice
from typing import Final, TypeVar

from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Max, QuerySet
from django.db.models.functions import Now

from hailong.agency import journal
from hailong.agency.models import Line, Seal

BEGINNING: Final = "0" * 64
"""What the first seal has as the hash before it."""
BELOW_ALL: Final = -(1 << 63)
"""Less than any number of a line."""
TRIGGERS: Final = {"sqlite": 6, "postgresql": 2}
"""How many triggers guard the journal on each database, by migration 0002."""


_Row = TypeVar("_Row", Line, Seal)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in Vietnamese; `line` is the number of the line, None where it is a seal or several lines."""

    line: int | None
    what: str


@cache
def _policy() -> dict[str, int]:
    source = resources.files("hailong.agency") / "data" / "sealing.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def last_seal() -> Seal | None:
    """The newest seal: printed on a report, it holds the whole chain fast outside the database."""
    return Seal.objects.order_by("-number").first()


def seal() -> int:
    """Seal every line that is not sealed yet; how many lines.

    0 where an act under way does not end in time, or another process seals at the same moment: the next run does it.
    """
    end = _end()
    sealed, before = 0, last_seal()
    try:
        while made := _next(before, end):
            with transaction.atomic():
                made.save(force_insert=True)
            sealed, before = sealed + made.count, made
    except IntegrityError:  # the same number, from another process
        pass
    return sealed


def _end() -> int:
    """The number up to which no line can appear any more; 0 for none.

    On PostgreSQL a smaller number may be committed after a greater one. SHARE waits until nobody is writing a line.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{_policy()['wait_milliseconds']}ms"])
                cursor.execute("LOCK TABLE agency_line IN SHARE MODE")
            return Line.objects.aggregate(last=Max("id"))["last"] or 0
    except OperationalError:
        return 0


def _next(before: Seal | None, end: int) -> Seal | None:
    """The seal that follows, not saved; None where there is nothing to seal up to `end`."""
    waiting = _walk(Line.objects.filter(pk__lte=end), after=before.last if before else 0)
    digest = _Digest()
    for line in islice(waiting, _policy()["lines_a_seal"]):
        digest.add(line, journal.content(line))
    if not digest.count:
        return None
    number, first, previous = _follows(before)
    made = Seal(number=number, first=first, last=digest.last, count=digest.count, previous=previous)
    made.hash = digest.seal_hash(made)
    return made


def _follows(before: Seal | None) -> tuple[int, int, str]:
    """The number, the first line and the previous hash of the seal after this one."""
    return (before.number + 1, before.last + 1, before.hash) if before else (1, 1, BEGINNING)


def _walk(rows: QuerySet[_Row], *, after: int) -> Iterator[_Row]:
    """The rows by number, a few thousand in memory at once and without a long transaction."""
    while page := list(rows.filter(pk__gt=after).order_by("pk")[: _policy()["rows_at_once"]]):
        yield from page
        after = page[-1].pk


class _Digest:
    """Takes lines in turn and answers the hash of a seal over them."""

    def __init__(self) -> None:
        self.count, self.last, self._hash = 0, 0, hashlib.sha256()

    def add(self, line: Line, said: bytes) -> None:
        self.count, self.last = self.count + 1, line.pk
        self._hash.update(f"{line.pk}|{line.mac}|{line.written.timestamp()}|{len(said)}|".encode() + said)

    def seal_hash(self, over: Seal) -> str:
        key = hashlib.sha256(b"seal:" + settings.SECRET_KEY.encode()).digest()
        said = f"{over.previous}|{over.number}|{over.first}|{over.last}|{over.count}|{self._hash.hexdigest()}"
        return hmac.digest(key, said.encode(), "sha256").hex()


def verify() -> list[Fault]:
    """Look over the whole journal in one pass; nothing where every line and every seal stands as it was written."""
    most = _policy()["faults_most"]
    found = list(islice(_faults(), most + 1))
    if len(found) > most:
        found[most] = Fault(None, f"còn lỗi nữa; dừng sau {most} lỗi")
    return found


def _faults() -> Iterator[Fault]:
    yield from _trigger_faults()
    # The newest seal is asked for first: what is sealed meanwhile is looked over the next time.
    newest, before = last_seal(), None
    lines = _Ahead(_walk(Line.objects.all(), after=BELOW_ALL))
    for here in _walk(Seal.objects.filter(number__lte=newest.number if newest else 0), after=BELOW_ALL):
        yield from _chain_faults(here, before)
        yield from _sealed_faults(here, lines)
        before = here
    for line in lines:
        if journal.mac_of(line) != line.mac:
            yield _changed(line)
    yield from _waiting_faults()


class _Ahead:
    """The lines in order, of which the next one can be looked at before it is taken."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._next = next(lines, None)

    def __iter__(self) -> Iterator[Line]:
        while self._next is not None:
            yield self._take()

    def upto(self, last: int) -> Iterator[Line]:
        """Take the lines up to that number."""
        while self._next is not None and self._next.pk <= last:
            yield self._take()

    def _take(self) -> Line:
        taken, self._next = self._next, next(self._lines, None)
        assert taken is not None
        return taken


def _changed(line: Line) -> Fault:
    return Fault(line.pk, "nội dung đã bị sửa, hoặc dòng do người ngoài chương trình chèn vào")


def _chain_faults(here: Seal, before: Seal | None) -> Iterator[Fault]:
    number, first, previous = _follows(before)
    if here.number != number:
        yield Fault(None, f"thiếu niêm phong số {number}: niêm phong đã bị xóa")
    elif here.previous != previous:
        yield Fault(None, f"niêm phong số {here.number} không nối với niêm phong trước: chuỗi đã bị sửa")
    if here.first != first:
        yield Fault(None, f"niêm phong số {here.number} bắt đầu từ dòng {here.first}, lẽ ra từ dòng {first}")


def _sealed_faults(here: Seal, lines: _Ahead) -> Iterator[Fault]:
    digest, gaps = _Digest(), _Gaps(here.first)
    for line in lines.upto(here.last):
        if line.pk < here.first:
            yield Fault(line.pk, "nằm ngoài mọi niêm phong: dòng bị chèn, hoặc niêm phong của nó bị xóa hay bị sửa")
            continue
        said = journal.content(line)
        if journal.mac(said) != line.mac:
            yield _changed(line)
        gaps.see(line.pk)
        digest.add(line, said)
    gaps.see(here.last + 1)
    place = f"niêm phong số {here.number} (dòng {here.first}-{here.last})"
    if digest.count != here.count:
        what = f"có dòng bị xóa{gaps}" if digest.count < here.count else "có dòng bị chèn"
        yield Fault(None, f"{place}: có {digest.count} dòng, lúc niêm phong có {here.count}: {what}")
    elif digest.seal_hash(here) != here.hash:
        yield Fault(None, f"{place}: không khớp mã băm: dòng trong đó hoặc chính niêm phong đã bị sửa")


class _Gaps:
    """Numbers that are missing in a row of numbers; the first few, to help in finding what was taken out."""

    SHOWN: Final = 5

    def __init__(self, first: int) -> None:
        self._expected, self._missing = first, list[int]()

    def see(self, number: int) -> None:
        if number != self._expected:
            self._missing += islice(range(self._expected, number), self.SHOWN - len(self._missing))
        self._expected = number + 1

    def __str__(self) -> str:
        return f" (số không còn: {', '.join(map(str, self._missing))})" if self._missing else ""


def _waiting_faults() -> Iterator[Fault]:
    minutes, newest = _policy()["unsealed_minutes"], last_seal()
    waiting = Line.objects.filter(id__gt=newest.last if newest else 0)
    if count := waiting.filter(written__lt=Now() - timedelta(minutes=minutes)).count():
        yield Fault(None, f"{count} dòng chưa niêm phong sau {minutes} phút; chạy hailong tick, hoặc hailong serve")


def _trigger_faults() -> Iterator[Fault]:
    """Triggers may be dropped by who has the database, and by a migration that builds a table anew."""
    sql = {
        "sqlite": "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)",
        "postgresql": "SELECT COUNT(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') "
        "AND tgrelid IN (to_regclass(%s), to_regclass(%s))",
    }
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor], ["agency_line", "agency_seal"])
        if cursor.fetchone()[0] < TRIGGERS[connection.vendor]:
            yield Fault(None, "cơ sở dữ liệu không còn chặn việc sửa, xóa nhật ký (thiếu trigger)")
