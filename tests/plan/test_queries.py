"""Questions about drafts."""

from datetime import timedelta

import pytest
from tests.cast import viewer
from tests.web.making import NOW, draft, read_draft

from hailong.plan import queries

pytestmark = pytest.mark.django_db


def test_recent_drafts_come_newest_first_without_their_documents():
    """Listing a hundred drafts reads no document."""
    old, young = draft(), draft(now=NOW + timedelta(hours=1))
    gone = draft(now=NOW - timedelta(days=8))

    found = queries.recent(viewer(), now=NOW + timedelta(hours=2))

    assert [one.id for one in found] == [young.id, old.id]
    assert gone.id not in {one.id for one in found}
    assert "source" in found[0].get_deferred_fields()


def test_an_expired_draft_is_no_longer_found():
    """Even before it is purged."""
    made = draft()

    assert queries.draft(viewer(), draft_id=made.id, now=made.expires - timedelta(seconds=1)) == made
    assert queries.draft(viewer(), draft_id=made.id, now=made.expires) is None


def test_only_a_read_draft_has_a_reading():
    """The three faces of a draft's page."""
    waiting, read = draft(), read_draft()
    failed = draft(state="failed", error_message="hỏng", error_cure="lưu lại")

    assert [queries.waiting(one) for one in (waiting, read, failed)] == [True, False, False]
    assert [queries.failed(one) for one in (waiting, read, failed)] == [False, False, True]
    assert [queries.reviewed(one) is None for one in (waiting, read, failed)] == [True, False, True]
