"""Notices: what a person finds on the page, and what goes out by e-mail or webhook from an outbox that retries."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from hailong.agency.models.people import Person

EMAIL, WEBHOOK = "email", "webhook"
CHANNELS = (EMAIL, WEBHOOK)
QUEUED, SENDING, SENT, DEAD = "queued", "sending", "sent", "dead"
STATES = (QUEUED, SENDING, SENT, DEAD)


class Notice(models.Model):
    """One notice to one person; `key` makes it once only, `link` is a path on these pages."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=300)
    body = models.TextField(blank=True, default="")
    link = models.CharField(max_length=200, blank=True, default="")
    created = models.DateTimeField()
    seen = models.DateTimeField(null=True)

    class Meta:
        """Newest first; one of a key a person."""

        ordering = ("-created", "id")
        indexes = (
            models.Index(fields=["person", "seen", "-created"], name="notice_unseen"),
            models.Index(fields=["key"], name="notice_key"),
        )
        constraints = (
            models.UniqueConstraint(name="notice_once", fields=["person", "key"]),
            models.CheckConstraint(name="notice_says_something", condition=~Q(subject="") & ~Q(key="")),
        )

    def __str__(self) -> str:
        """What it says."""
        return self.subject


class Outgoing(models.Model):
    """A message to be sent outside. A lease that ran out is taken up again; times are the database's clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=160, unique=True)
    channel = models.CharField(max_length=10)
    to = models.CharField(max_length=500)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    state = models.CharField(max_length=8, default=QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(db_default=Now())
    lease = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True, default="")
    created = models.DateTimeField(db_default=Now())
    sent = models.DateTimeField(null=True)

    class Meta:
        """Claimed by state and due moment."""

        ordering = ("due", "id")
        indexes = (models.Index(fields=["state", "due"], name="outgoing_due"),)
        constraints = (
            models.CheckConstraint(name="outgoing_channel", condition=Q(channel__in=CHANNELS)),
            models.CheckConstraint(name="outgoing_state", condition=Q(state__in=STATES)),
            models.CheckConstraint(name="outgoing_lease", condition=~Q(state=SENDING) | Q(lease__isnull=False)),
        )

    def __str__(self) -> str:
        """Where it goes and how it stands."""
        return f"{self.channel} {self.to} {self.state}"
