"""Work done in the background by the worker; the only module that knows django-tasks."""

import uuid

from django_tasks import task

from hailong.plan.intake import drafts


@task()
def read_draft(draft_id: str) -> None:
    """Read a waiting draft, however long it is."""
    drafts.read(draft_id=uuid.UUID(draft_id))


def release() -> int:
    """Give the worker anew every draft that waits with nobody to read it; how many."""
    lost = drafts.release()
    for draft_id in lost:
        read_draft.enqueue(str(draft_id))
    return len(lost)
