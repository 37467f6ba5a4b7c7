"""Taking in what was dropped, chosen or pasted: read at once where that is soon done, else left to the worker."""

import uuid

from hailong.agency.models import Unit
from hailong.plan.intake import drafts
from hailong.plan.intake.jobs import read_draft
from hailong.plan.models import Draft
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, person_of

PAGES_WAITED_FOR = 20
BYTES_WAITED_FOR = {True: 400_000, False: 60_000}
"""About twenty pages: of a packed file (DOCX, workbook) and of plain text."""


def take_in(request: DeskRequest, data: bytes, name: str, unit: Unit) -> Draft:
    """Keep a document as a draft of the unit and see that it is read; Unreadable where there is nothing in it."""
    draft = drafts.receive(data=data, name=name, owner=person_of(request), unit=unit, now=hour.now())
    if not _read_now(draft.id, data):
        read_draft.enqueue(str(draft.id))
    return draft


def _read_now(draft_id: uuid.UUID, data: bytes) -> bool:
    """Read at once what is short; False where it is long. A PDF tells its pages, other kinds are judged by size."""
    paged = data.startswith(b"%PDF")
    if not paged and len(data) > BYTES_WAITED_FOR[data.startswith((b"PK", b"\xd0\xcf"))]:
        return False
    try:
        drafts.read(draft_id=draft_id, most_pages=PAGES_WAITED_FOR if paged else None)
    except drafts.TooLong:
        return False
    return True
