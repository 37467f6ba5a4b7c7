"""Evidence: files kept by their hash, so that what was shown once can be shown again unchanged."""

import uuid

from django.db import models
from django.db.models import Q

from hailong.agency.models.people import Person
from hailong.agency.models.units import Unit


class Evidence(models.Model):
    """A file somebody added; the bytes lie in the evidence folder under `sha256`. `kind` is the type sniffed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="evidence")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="evidence")
    added = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering = ("-added", "id")
        constraints = (
            models.CheckConstraint(name="evidence_not_empty", condition=Q(size__gt=0) & ~Q(sha256="") & ~Q(name="")),
        )

    def __str__(self) -> str:
        """The file's name."""
        return self.name
