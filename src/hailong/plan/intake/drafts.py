"""The verbs of a draft: receive, read, correct, undo, confirm, keep the printed letters, try again, discard, purge.

A draft is claimed for reading by one UPDATE, so that two workers never read the same one. When its last move was is
the database's own clock (a lease is real time, also in the demo); every other time is an argument.
"""

import hashlib
import json
import logging
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.timezone import localdate

from hailong.agency.models import Person, Unit
from hailong.agency.people import rights
from hailong.documents.anatomy import Unreadable
from hailong.lexicon.text import nfc
from hailong.plan import rules
from hailong.plan.intake.corrections import changed, corrected, kind_of, parse, seen, typed, value_at
from hailong.plan.intake.reading.assemble import read_plan
from hailong.plan.models import Draft

log = logging.getLogger("hailong.plan")

PAGES_BETWEEN_NOTES = 5


class Stale(Exception):
    """Somebody else corrected this place first; `current` is what stands there now, as typed."""

    def __init__(self, current: str) -> None:
        """Keep what stands there now."""
        self.current = current
        super().__init__(current)


class TooLong(Exception):
    """More pages than the caller is willing to wait for; the draft is back in the queue."""


def receive(*, data: bytes, name: str, owner: Person, unit: Unit, now: datetime) -> Draft:
    """Keep a document as a draft of the unit waiting to be read; Unreadable where there is nothing in it.

    Forbidden where its owner may not bring in plans for that unit.
    """
    rights.actor(rights.viewer(owner, on=localdate(now)), "plan.import", unit.path)
    shown = "".join(c for c in nfc(name).replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable()).strip()
    if not data:
        raise Unreadable("Tệp rỗng, không có byte nào", cure="Chọn lại tệp, hoặc mở tệp gốc rồi lưu lại.", place=shown)
    return Draft.objects.create(
        unit=unit,
        owner=owner,
        name=shown[-255:] or "khong-ten",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        source=data,
        created=now,
        expires=now + timedelta(days=rules.DAYS_KEPT),
        moved=Now(),
    )


def _move(draft_id: uuid.UUID, to: str, **values: Any) -> bool:
    """Move the draft by one UPDATE that only succeeds from a state the table allows."""
    waiting = Draft.objects.filter(pk=draft_id, state__in=rules.before(to))
    return waiting.update(state=to, moved=Now(), **values) == 1


def _plain(text: str) -> str:
    """Without NUL and lone surrogates, which no database keeps."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


@dataclass
class _Reporter:
    """Notes how far a reading has come, and breaks it off where it is longer than somebody will wait for."""

    draft_id: uuid.UUID
    most_pages: int | None
    stopped: Exception | None = None

    def __call__(self, page: int, pages: int) -> None:
        try:
            self._note(page, pages)
        except Exception as reason:
            self.stopped = reason
            raise

    def _note(self, page: int, pages: int) -> None:
        if self.most_pages is not None and pages > self.most_pages:
            raise TooLong
        if page % PAGES_BETWEEN_NOTES == 0 or page in (1, pages):
            Draft.objects.filter(pk=self.draft_id).update(page=min(page, pages), pages=pages, moved=Now())


def read(*, draft_id: uuid.UUID, most_pages: int | None = None) -> bool:
    """Read a waiting draft; False where it no longer waits (read by another, discarded).

    A document of more than `most_pages` pages goes back to the queue with TooLong. What cannot be read leaves the
    draft failed, saying what, where and what to do; a fault of ours does the same and is logged.
    """
    if not _move(draft_id, rules.READING, readings=F("readings") + 1):
        return False
    draft = Draft.objects.only("name", "source").get(pk=draft_id)
    report = _Reporter(draft_id, most_pages)
    try:
        reading = read_plan(bytes(draft.source), draft.name, report)
    except Exception as raised:
        # Readers answer whatever happens inside them with Unreadable; what the reporter met is no fault of the file.
        reason = report.stopped or raised
        if isinstance(reason, TooLong):
            _move(draft_id, rules.QUEUED, readings=0)
            raise TooLong from None
        _fail(draft_id, reason if isinstance(reason, Unreadable) else _fault(draft_id))
    else:
        _move(draft_id, rules.READ, reading=_plain(json.dumps(reading, ensure_ascii=False)))
    return True


def _fault(draft_id: uuid.UUID) -> Unreadable:
    log.exception("reading of draft %s failed", draft_id)
    cure = "Lưu lại tệp dưới dạng DOCX hoặc PDF rồi thử lại; nếu vẫn vậy, báo người quản trị kèm tệp này."
    return Unreadable("Máy gặp lỗi khi đọc tệp này", cure=cure)


def _fail(draft_id: uuid.UUID, reason: Unreadable) -> None:
    said = {"error_message": reason.message, "error_place": reason.place, "error_cure": reason.cure}
    _move(draft_id, rules.FAILED, **{key: _plain(text) for key, text in said.items()})


def retry(*, draft_id: uuid.UUID) -> bool:
    """Put a failed draft back in the queue; False where it had not failed."""
    clean = {"error_message": "", "error_place": "", "error_cure": ""}
    return _move(draft_id, rules.QUEUED, page=0, pages=0, readings=0, **clean)


def correct(*, draft_id: uuid.UUID, path: str, value: str, was: str, now: datetime) -> Draft:
    """Correct one place of a read draft with a typed text.

    `was` is the text the person saw there: Stale where it has changed since. NotCorrectable for a place that is not
    there, NotUnderstood for a text that cannot stand there. A deadline is read anew from its text.
    """
    kind = kind_of(path)
    with transaction.atomic():
        draft = Draft.objects.select_for_update().defer("source").get(pk=draft_id, state=rules.READ)
        reading = corrected(json.loads(draft.reading), draft.corrections)
        current = value_at(reading, path)
        if typed(current, kind) != was.replace("\r\n", "\n"):
            raise Stale(typed(current, kind))
        wanted = parse(value, kind, year=reading["document"].get("year"))
        if wanted != current:
            _append(draft, path, current, wanted, now)
    return draft


def undo(*, draft_id: uuid.UUID, path: str, now: datetime) -> Draft:
    """Put back what was read at the path, as one more correction: what was done stays told."""
    kind_of(path)
    with transaction.atomic():
        draft = Draft.objects.select_for_update().defer("source").get(pk=draft_id, state=rules.READ)
        reading = json.loads(draft.reading)
        if path in changed(reading, draft.corrections):
            current = value_at(corrected(reading, draft.corrections), path)
            _append(draft, path, current, value_at(reading, path), now)
    return draft


def confirm(*, draft_id: uuid.UUID, row: str, now: datetime) -> None:
    """Note that a person looked at a row such as `tasks.3` and left it as it stands, by a correction to the same."""
    path = f"{row}.content"
    kind_of(path)
    with transaction.atomic():
        draft = Draft.objects.select_for_update().defer("source").get(pk=draft_id, state=rules.READ)
        stands = value_at(corrected(json.loads(draft.reading), draft.corrections), path)
        if row not in seen(draft.corrections):
            _append(draft, path, stands, stands, now)


def keep_raw(*, draft_id: uuid.UUID, row: str, now: datetime) -> None:
    """Refuse the repair of a row's content: the letters found in the file stand there, as one more correction.

    Stale where somebody corrected the content first; NotCorrectable where nothing was repaired.
    """
    path = f"{row}.content"
    kind_of(path)
    with transaction.atomic():
        draft = Draft.objects.select_for_update().defer("source").get(pk=draft_id, state=rules.READ)
        reading = json.loads(draft.reading)
        raw = value_at(reading, f"{row}.content_raw")
        if path in changed(reading, draft.corrections):
            raise Stale(typed(value_at(corrected(reading, draft.corrections), path), kind_of(path)))
        _append(draft, path, value_at(reading, path), raw, now)


def _append(draft: Draft, path: str, was: Any, wanted: Any, now: datetime) -> None:
    draft.corrections = [*draft.corrections, {"path": path, "was": was, "now": wanted, "at": now.isoformat()}]
    draft.save(update_fields=["corrections"])


def discard(*, draft_id: uuid.UUID) -> bool:
    """Delete a draft and everything in it; False where there was none."""
    return Draft.objects.filter(pk=draft_id).delete()[0] > 0


def purge(*, now: datetime) -> int:
    """Delete the drafts that have expired; how many."""
    return Draft.objects.filter(expires__lte=now).delete()[0]


def release() -> list[uuid.UUID]:
    """Put back in the queue what waits with nobody to read it; the drafts to be given to the worker anew.

    A reading without a word for MINUTES_OF_SILENCE lost its worker (killed, the computer switched off); one that lost
    it READINGS_MOST times fails. A draft that only waited so long may have lost its job in a crash: a job too many
    finds nothing to do.
    """
    silent = Draft.objects.filter(moved__lt=Now() - timedelta(minutes=rules.MINUTES_OF_SILENCE))
    silent.filter(state=rules.READING, readings__gte=rules.READINGS_MOST).update(
        state=rules.FAILED,
        moved=Now(),
        error_message="Việc đọc bị dừng giữa chừng nhiều lần",
        error_cure="Lưu lại tệp dưới dạng DOCX hoặc PDF rồi thả lại; hoặc bấm “Đọc lại”.",
    )
    lost = list(silent.filter(state__in=(rules.QUEUED, rules.READING)).values_list("pk", flat=True))
    silent.filter(pk__in=lost).update(state=rules.QUEUED, moved=Now(), page=0, pages=0)
    return lost
