"""Notices: once a key, on the pages and outside; what fails is tried again and in the end given up."""

import hashlib
import hmac
import io
import json
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from PIL import Image
from tests.agency.cast import NOW, person
from tests.agency.receiver import Mailbox, Receiver

from hailong import settings as ours
from hailong.agency import notices
from hailong.agency.models import Notice, Outgoing
from hailong.agency.notices import outbox

pytestmark = pytest.mark.django_db

WAITS = [30, 60, 120, 240, 480]


@pytest.fixture
def lan():
    return person("lan", email="lan@phuong.example", by_email=True)


@pytest.fixture
def mailing(settings):
    settings.EMAIL_HOST = "mail.example"
    settings.SITE_URL = "https://hailong.example"


@pytest.fixture
def receiver(settings):
    with Receiver() as made:
        settings.WEBHOOK_URL, settings.WEBHOOK_SECRET = made.url, "bí mật"
        yield made


def _tell(who, **values):
    start = {"key": "due:1", "kind": "task.due", "subject": "Việc sắp đến hạn", "body": "Hạn 10/10/2025", "now": NOW}
    return notices.tell(person=who, **(start | {"link": "/dot/1/"} | values))


def _again():
    """Make what waits due at once, as if its time had passed."""
    Outgoing.objects.filter(state="queued").update(due=Now())


def test_a_notice_is_told_once_a_key_and_person(lan):
    """Of another key, or to another person, it is another notice."""
    made = _tell(lan)

    assert (made.subject, made.link, made.created, made.seen) == ("Việc sắp đến hạn", "/dot/1/", NOW, None)
    assert _tell(lan, subject="Khác") is None
    assert _tell(lan, key="due:2")
    assert _tell(person("minh"))
    assert Notice.objects.count() == 3


def test_it_is_seen_once(lan):
    """The first moment stays."""
    made = _tell(lan)

    assert notices.mark_seen(notice=made, now=NOW)
    assert not notices.mark_seen(notice=made, now=NOW + timedelta(hours=1))
    assert Notice.objects.get().seen == NOW


def test_nothing_is_queued_where_there_is_no_way_outside(lan):
    """Neither mail server nor webhook."""
    _tell(lan)

    assert not Outgoing.objects.exists()
    assert notices.deliver() == 0


@pytest.mark.parametrize(
    "without", [{"by_email": False}, {"email": ""}, {"is_active": False}], ids=["no wish", "no address", "left"]
)
def test_no_e_mail_goes_to_who_wants_none_or_has_no_address(mailing, without):
    """The notice stands on the page all the same."""
    who = person(**({"email": "lan@phuong.example", "by_email": True} | without))

    assert _tell(who)
    assert not Outgoing.objects.exists()


def test_an_e_mail_is_sent_once_with_the_whole_address_of_its_page(mailing, lan):
    """A line break in a subject starts no header of its own."""
    _tell(lan, subject="Việc sắp\nđến hạn")

    assert (notices.deliver(), notices.deliver()) == (1, 0)

    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("Việc sắp đến hạn", ["lan@phuong.example"])
    assert "Hạn 10/10/2025\n\nhttps://hailong.example/dot/1/\n" in sent.body
    kept = Outgoing.objects.get()
    assert (kept.state, kept.tries, kept.lease, kept.error) == ("sent", 1, None, "")
    assert kept.sent is not None


def test_a_real_mail_server_takes_the_letter(lan, settings):
    """Vietnamese letters in subject and text, the sender's address, a mark that no answer is wanted."""
    with Mailbox() as box:
        sender, parts = ours._mail(f"smtp://127.0.0.1:{box.port}?from=phuong@mail.example")
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.DEFAULT_FROM_EMAIL = parts.hostname, parts.port, sender
        _tell(lan)
        assert notices.deliver() == 1, Outgoing.objects.get().error

    (letter,) = box.letters
    assert (letter["Subject"], letter["To"]) == ("Việc sắp đến hạn", "lan@phuong.example")
    assert (letter["From"], letter["Auto-Submitted"]) == ("phuong@mail.example", "auto-generated")
    assert letter.get_content().startswith("Việc sắp đến hạn")


def test_a_mail_server_that_is_not_there_is_tried_again(lan, settings):
    """Nothing listens at the port of a server that has closed."""
    with Mailbox() as box:
        pass
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
    _tell(lan)

    assert notices.deliver() == 0
    kept = Outgoing.objects.get()
    assert (kept.state, kept.error.split(":")[0]) == ("queued", "ConnectionRefusedError")


def test_what_is_for_the_page_only_stays_there(mailing, lan, receiver):
    """`outside=False`."""
    assert _tell(lan, outside=False)
    assert not Outgoing.objects.exists()


def test_a_webhook_gets_signed_json(receiver, settings):
    """Who, what, where, and a signature by the common secret."""
    settings.SITE_URL = "https://hailong.example"
    told = _tell(person("minh"))

    assert notices.deliver() == 1

    headers, body = receiver.asked[0]
    right = hmac.new("bí mật".encode(), body, hashlib.sha256).hexdigest()
    assert headers["X-Hailong-Signature"] == f"sha256={right}"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    said = json.loads(body)
    assert (said["id"], said["subject"], said["text"]) == (str(told.pk), "Việc sắp đến hạn", "Hạn 10/10/2025")
    assert (said["person"]["name"], said["link"]) == ("Cán bộ minh", "https://hailong.example/dot/1/")


def test_a_message_is_gone_when_its_act_is_rolled_back(lan, mailing):
    """They are one transaction."""
    with transaction.atomic():
        _tell(lan)
        transaction.set_rollback(True)

    assert (Notice.objects.count(), Outgoing.objects.count()) == (0, 0)


def test_a_failure_waits_longer_each_time_and_the_sixth_is_the_last(settings, caplog):
    """By the database's clock; the reason is kept, and what is given up is logged."""
    with Receiver(*[500] * 9) as receiver:
        settings.WEBHOOK_URL, settings.WEBHOOK_SECRET = receiver.url, "x"
        _tell(person("minh"))
        waits = []
        for _try in range(5):
            assert (notices.deliver(), notices.deliver()) == (0, 0)
            waiting = Outgoing.objects.annotate(clock=Now()).get()
            assert (waiting.state, waiting.lease) == ("queued", None)
            assert "500" in waiting.error
            waits.append((waiting.due - waiting.clock).total_seconds())
            _again()
        notices.deliver()
        _again()
        assert notices.deliver() == 0

    assert waits == pytest.approx(WAITS, abs=10)
    kept = Outgoing.objects.get()
    assert (kept.state, kept.tries, len(receiver.asked)) == ("dead", 6, 6)
    assert "is given up" in caplog.text


def test_a_message_that_failed_is_sent_when_its_time_has_come(settings):
    """Under the same key."""
    with Receiver(503) as receiver:
        settings.WEBHOOK_URL, settings.WEBHOOK_SECRET = receiver.url, "x"
        _tell(person("minh"))
        assert notices.deliver() == 0
        _again()
        assert notices.deliver() == 1

    keys = [headers["Idempotency-Key"] for headers, _body in receiver.asked]
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert Outgoing.objects.get().state == "sent"


def test_a_redirect_is_not_followed(settings):
    """What is personal goes where the administrator said."""
    with Receiver(302) as receiver:
        settings.WEBHOOK_URL, settings.WEBHOOK_SECRET = receiver.url, "x"
        _tell(person("minh"))
        assert notices.deliver() == 0

    assert len(receiver.asked) == 1
    assert "302" in Outgoing.objects.get().error


def test_a_channel_that_fails_does_not_hold_up_the_other(settings, mailing, lan):
    """After three failures the rest of its messages waits for the next run."""
    with Receiver(*[500] * 20) as receiver:
        settings.WEBHOOK_URL, settings.WEBHOOK_SECRET = receiver.url, "x"
        for number in range(6):
            _tell(lan, key=f"due:{number}")
        assert notices.deliver() == 6

    assert len(receiver.asked) == 3
    assert len(mail.outbox) == 6
    untried = Outgoing.objects.filter(channel="webhook", state="queued", tries=0)
    assert untried.count() == 3


def test_no_more_than_the_limit_is_sent_in_one_run(mailing, lan):
    """The rest by the next."""
    for number in range(5):
        _tell(lan, key=f"due:{number}")

    assert [notices.deliver(2), notices.deliver(2), notices.deliver(2)] == [2, 2, 1]


def test_a_lease_that_runs_is_respected_and_one_that_ran_out_is_taken_up(mailing, lan):
    """Its sender was killed."""
    _tell(lan)
    claimed = Outgoing.objects.all()
    claimed.update(state="sending", tries=1, lease=Now() + timedelta(seconds=60))
    assert notices.deliver() == 0

    claimed.update(lease=Now() - timedelta(seconds=1))
    assert notices.deliver() == 1
    assert Outgoing.objects.get().tries == 2


def test_what_its_senders_died_of_as_often_as_it_is_tried_is_given_up(mailing, lan):
    """It may be what kills them."""
    _tell(lan)
    Outgoing.objects.update(state="sending", tries=6, lease=Now() - timedelta(seconds=1))

    assert notices.deliver() == 0
    kept = Outgoing.objects.get()
    assert (kept.state, kept.error) == ("dead", "Việc gửi bị dừng giữa chừng nhiều lần")


def test_who_lost_the_lease_closes_nothing(mailing, lan):
    """The other's claim stands."""
    _tell(lan)
    mine = Outgoing.objects.get()
    mine.tries = 1
    Outgoing.objects.update(state="sending", tries=2, lease=Now())

    assert outbox._close(mine, state="sent") == 0
    assert Outgoing.objects.get().state == "sending"


@pytest.mark.parametrize(
    "wrong", [{"state": "lost"}, {"channel": "pigeon"}, {"state": "sending", "lease": None}], ids=str
)
def test_the_database_refuses_a_message_that_contradicts_itself(mailing, lan, wrong):
    """Whoever writes it."""
    _tell(lan)

    with pytest.raises(IntegrityError), transaction.atomic():
        Outgoing.objects.update(**wrong)


def test_a_notice_is_copied_as_plain_text_and_as_a_picture(lan, settings):
    """Subject, text, address; nothing is sent."""
    told = _tell(lan)
    assert notices.zalo_text(told) == "Việc sắp đến hạn\n\nHạn 10/10/2025"
    settings.SITE_URL = "https://hailong.example"
    assert notices.zalo_text(told) == "Việc sắp đến hạn\n\nHạn 10/10/2025\n\nhttps://hailong.example/dot/1/"

    drawn = notices.card(notices.zalo_text(told))

    assert drawn.startswith(b"\x89PNG")
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.width == 1080


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("smtps://lan:m%40t@mail.example?from=phuong@mail.example", "mail.example", None),
        ("smtp://127.0.0.1:2525", "127.0.0.1", 2525),
        ("", None, None),
    ],
)
def test_the_address_of_the_mail_server_is_taken_apart(url, host, port):
    """And the sender's."""
    sender, parts = ours._mail(url)

    assert (parts.hostname, parts.port) == (host, port)
    assert sender == ("phuong@mail.example" if "from=" in url else f"hailong@{host or 'localhost'}")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: ours._mail("mail.example"), "HAILONG_SMTP_URL phải có dạng"),
        (lambda: ours._webhook("http://xa.example/tin", "x"), "phải bắt đầu bằng https"),
        (lambda: ours._webhook("https://xa.example/tin", ""), "HAILONG_WEBHOOK_SECRET"),
    ],
    ids=["no scheme", "not encrypted", "not signed"],
)
def test_an_address_that_will_not_do_is_refused_with_its_cure(call, said):
    """Before anything is sent."""
    with pytest.raises(ours.ImproperlyConfigured, match=said):
        call()


def test_a_webhook_is_encrypted_or_stays_on_this_machine():
    """Both are taken as they came."""
    for url in ("https://xa.example/tin", "http://127.0.0.1:9/tin", ""):
        assert ours._webhook(url, "x") == url
