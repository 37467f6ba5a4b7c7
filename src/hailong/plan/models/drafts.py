"""The draft: one row from the dropped file to the corrected reading, and to the plan it became."""

import uuid

from django.db import models
from django.db.models import F, Q

from hailong.agency.models import Person, Unit
from hailong.plan import rules


class Draft(models.Model):
    """A document as received, as read and as corrected; deleted with everything in it when it expires.

    `reading` is the JSON text of contract 4.1 exactly as read ("" until then) - text, because PostgreSQL's own JSON
    type would reorder its keys; `corrections` is a list of {path, was, now, at}, appended and never edited. `readings`
    counts how often its reading began. It belongs to the unit for which `owner` dropped it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="drafts")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="drafts")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    source = models.BinaryField()
    created = models.DateTimeField()
    expires = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=10, default=rules.QUEUED)
    page = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    moved = models.DateTimeField(null=True)
    readings = models.PositiveSmallIntegerField(default=0)
    reading = models.TextField(default="")
    corrections = models.JSONField(default=list)
    error_message = models.TextField(default="")
    error_place = models.TextField(default="")
    error_cure = models.TextField(default="")

    class Meta:
        """The database refuses a row that contradicts itself."""

        ordering = ("-created", "id")
        constraints = (
            models.CheckConstraint(name="draft_state_known", condition=Q(state__in=rules.STATES)),
            models.CheckConstraint(name="draft_not_empty", condition=Q(size__gt=0) & ~Q(name="") & ~Q(sha256="")),
            models.CheckConstraint(name="draft_expires_later", condition=Q(expires__gt=F("created"))),
            models.CheckConstraint(name="draft_page_within", condition=Q(page__lte=F("pages"))),
            models.CheckConstraint(
                name="draft_read_has_reading",
                condition=(Q(state=rules.READ) & ~Q(reading="")) | (~Q(state=rules.READ) & Q(reading="")),
            ),
            models.CheckConstraint(
                name="draft_failed_says_why",
                condition=(Q(state=rules.FAILED) & ~Q(error_message="") & ~Q(error_cure=""))
                | (~Q(state=rules.FAILED) & Q(error_message="")),
            ),
        )

    def __str__(self) -> str:
        """The file's name."""
        return self.name
