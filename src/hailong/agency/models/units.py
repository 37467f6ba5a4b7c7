"""Units and what became of them. A unit is never overwritten: it ends, and another succeeds it.

A unit's `path` is the chain of codes from the root to it, "/56/22333/22333-VP/": everything below a unit begins with
its path, and the first part is the province. Only `units.move` and `units.load` write it.
"""

import uuid

from django.db import models
from django.db.models import F, Q

PROVINCE, DEPARTMENT, COMMUNE = "province", "department", "commune"
OFFICE, ONE_STOP, SERVICE, AGENCY, DISTRICT, OTHER = "office", "one_stop", "service", "agency", "district", "other"
KINDS = (PROVINCE, DEPARTMENT, COMMUNE, OFFICE, ONE_STOP, SERVICE, AGENCY, DISTRICT, OTHER)


class Unit(models.Model):
    """A province, a department, a commune, a room, a centre; `valid_from` and `valid_to` are first and last day.

    `form` is the official form of a province or commune (tỉnh, thành phố, xã, phường, đặc khu), "" elsewhere.
    `sort_key` and `search` come from `lexicon.text` and are written with the name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=80, blank=True, default="")
    kind = models.CharField(max_length=12)
    form = models.CharField(max_length=12, blank=True, default="")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=200, db_index=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    resolution = models.CharField(max_length=200, blank=True, default="")
    verified = models.BooleanField(default=True)
    address = models.CharField(max_length=200, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    sort_key = models.BinaryField(max_length=1200)
    search = models.CharField(max_length=400)

    class Meta:
        """The database refuses a row that contradicts itself."""

        ordering = ("sort_key", "code")
        indexes = (models.Index(fields=["kind", "valid_to"], name="unit_kind"),)
        constraints = (
            models.CheckConstraint(name="unit_kind_known", condition=Q(kind__in=KINDS)),
            models.CheckConstraint(name="unit_named", condition=~Q(name="") & ~Q(code="")),
            models.CheckConstraint(
                name="unit_ends_later",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(name="unit_path_closed", condition=Q(path__startswith="/") & Q(path__endswith="/")),
            models.CheckConstraint(name="unit_not_own_parent", condition=Q(parent=None) | ~Q(parent=F("id"))),
        )

    def __str__(self) -> str:
        """The unit's name."""
        return self.name


class Alias(models.Model):
    """Another name a unit goes by in documents; `folded` is what is compared."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)

    class Meta:
        """One alias once a unit."""

        constraints = (models.UniqueConstraint(name="alias_once", fields=["unit", "folded"]),)

    def __str__(self) -> str:
        """The alias."""
        return self.text


class Succession(models.Model):
    """On a day one unit took over from another; `share` is the part of the old unit that went there, 0 < share <= 1."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessions")
    day = models.DateField()
    share = models.DecimalField(max_digits=7, decimal_places=6, null=True, blank=True)
    resolution = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        """No unit succeeds itself, none twice."""

        ordering = ("day", "id")
        constraints = (
            models.UniqueConstraint(name="succession_once", fields=["old", "new"]),
            models.CheckConstraint(name="succession_of_another", condition=~Q(old=F("new"))),
            models.CheckConstraint(name="succession_share", condition=Q(share=None) | Q(share__gt=0, share__lte=1)),
        )

    def __str__(self) -> str:
        """Who became whom."""
        return f"{self.old} → {self.new}"


class Move(models.Model):
    """A unit went from one parent to another; the figures of before stay with the place of before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="moves")
    was = models.CharField(max_length=200)
    now = models.CharField(max_length=200)
    day = models.DateField()
    resolution = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        """Oldest first."""

        ordering = ("day", "id")

    def __str__(self) -> str:
        """From where to where."""
        return f"{self.was} → {self.now}"
