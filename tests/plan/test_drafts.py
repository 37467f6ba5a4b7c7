"""The verbs of a draft on a real database: received, read, given up, discarded, expired."""

import hashlib
import json
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.cast import theirs
from tests.web.making import NOW, draft, long_pdf, plan_docx, read_draft

from hailong.documents.anatomy import Unreadable
from hailong.plan import rules
from hailong.plan.intake import drafts, jobs
from hailong.plan.models import Draft

pytestmark = pytest.mark.django_db


def test_a_document_is_received_with_its_hash_and_seven_days():
    """What is kept is the file as it came."""
    made = drafts.receive(**theirs(), data=b"Ke hoach", name="C:\\Van ban\\Ke\u0302\u0301 hoa\u0323ch.docx", now=NOW)

    kept = Draft.objects.get(pk=made.pk)
    assert bytes(kept.source) == b"Ke hoach"
    assert kept.name == "Kế hoạch.docx"
    assert kept.sha256 == hashlib.sha256(b"Ke hoach").hexdigest()
    assert (kept.state, kept.size, kept.expires - kept.created) == ("queued", 8, timedelta(days=7))


def test_a_name_of_control_characters_gets_a_plain_one():
    """A name is shown on pages and in files; it never breaks them."""
    assert drafts.receive(**theirs(), data=b"x", name="\x00\n\t", now=NOW).name == "khong-ten"


def test_an_empty_file_is_refused_with_its_cure():
    """Nothing of it is kept."""
    with pytest.raises(Unreadable) as refused:
        drafts.receive(**theirs(), data=b"", name="rong.docx", now=NOW)

    assert (refused.value.place, bool(refused.value.cure)) == ("rong.docx", True)
    assert not Draft.objects.exists()


def test_a_waiting_draft_is_read_once():
    """The second reader finds nothing to do."""
    made = drafts.receive(**theirs(), data=plan_docx(), name="ke-hoach.docx", now=NOW)

    assert (drafts.read(draft_id=made.id), drafts.read(draft_id=made.id)) == (True, False)

    kept = Draft.objects.get(pk=made.pk)
    assert kept.state == rules.READ
    assert [task["ordinal"] for task in json.loads(kept.reading)["tasks"]] == ["1", "2", "3"]


def test_the_job_reads_the_draft_it_names():
    """What the worker calls."""
    made = drafts.receive(**theirs(), data=plan_docx(tasks=1), name="ke-hoach.docx", now=NOW)

    jobs.read_draft.call(str(made.id))

    assert Draft.objects.get(pk=made.pk).state == rules.READ


def test_a_document_longer_than_somebody_waits_for_goes_back_to_the_queue():
    """Then it is read without that limit, its pages counted."""
    made = drafts.receive(**theirs(), data=long_pdf(21), name="dai.pdf", now=NOW)

    with pytest.raises(drafts.TooLong):
        drafts.read(draft_id=made.id, most_pages=20)
    assert Draft.objects.get(pk=made.pk).state == rules.QUEUED

    drafts.read(draft_id=made.id)
    kept = Draft.objects.get(pk=made.pk)
    assert (kept.state, kept.page, kept.pages) == ("read", 21, 21)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("anh.docx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64),
        ("cut.docx", plan_docx()[:900]),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
        ("la.bin", bytes(range(256))),
    ],
    ids=["a picture", "a cut docx", "a cut pdf", "no document"],
)
def test_what_cannot_be_read_fails_saying_why_and_what_to_do(name, data):
    """A draft never stays half read."""
    made = drafts.receive(**theirs(), data=data, name=name, now=NOW)

    drafts.read(draft_id=made.id)

    kept = Draft.objects.get(pk=made.pk)
    assert (kept.state, kept.reading) == ("failed", "")
    assert kept.error_message
    assert kept.error_cure


def test_a_failed_draft_may_be_tried_again():
    """A read one may not."""
    failed = draft(state="failed", error_message="hỏng", error_cure="lưu lại")
    read = read_draft()

    assert (drafts.retry(draft_id=failed.id), drafts.retry(draft_id=read.id)) == (True, False)
    assert Draft.objects.get(pk=failed.pk).state == rules.QUEUED


def test_expired_drafts_are_purged_and_the_others_stay():
    """At the seventh day exactly."""
    old = draft()
    young = draft(now=NOW + timedelta(seconds=1))

    assert drafts.purge(now=old.expires) == 1
    assert list(Draft.objects.all()) == [young]


def test_a_discarded_draft_is_gone():
    """The second time there is nothing to discard."""
    made = draft()

    assert (drafts.discard(draft_id=made.id), drafts.discard(draft_id=made.id)) == (True, False)
    assert drafts.read(draft_id=uuid.uuid4()) is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"state": "read"},
        {"reading": "{}"},
        {"state": "failed"},
        {"error_message": "hỏng"},
        {"size": 0},
        {"name": ""},
        {"expires": NOW},
        {"page": 2, "pages": 1},
    ],
    ids=str,
)
def test_the_database_refuses_a_row_that_contradicts_itself(wrong):
    """Whoever writes it, in whatever way."""
    made = draft()

    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(pk=made.pk).update(**wrong)
