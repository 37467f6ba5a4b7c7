"""The journal: who did what to what when. Lines are added, never changed; triggers refuse anything else.

`mac` is a keyed hash of the line, so that a line nobody's verb wrote is found; a seal chains the lines of a minute to
all before them, so that a changed or removed line is found. Nothing holds a foreign key to a line.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Line(models.Model):
    """One act. `at` is the installation's moment (the demo's own), `written` the database's clock."""

    id = models.BigAutoField(primary_key=True)
    province = models.CharField(max_length=20)
    at = models.DateTimeField()
    written = models.DateTimeField(db_default=Now(), editable=False)
    actor = models.CharField(max_length=36)
    actor_name = models.CharField(max_length=120)
    role = models.CharField(max_length=60, blank=True, default="")
    path = models.CharField(max_length=200)
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=30)
    thing = models.CharField(max_length=36)
    label = models.CharField(max_length=300, blank=True, default="")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(blank=True, default="")
    request = models.CharField(max_length=36, blank=True, default="")
    mac = models.CharField(max_length=64)

    class Meta:
        """Read by place and time, by thing, and by actor."""

        ordering = ("id",)
        indexes = (
            models.Index(fields=["province", "path", "id"], name="line_place"),
            models.Index(fields=["province", "kind", "thing", "id"], name="line_thing"),
            models.Index(fields=["province", "actor", "id"], name="line_actor"),
        )
        constraints = (
            models.CheckConstraint(
                name="line_whole", condition=~Q(verb="") & ~Q(kind="") & ~Q(actor_name="") & ~Q(mac="")
            ),
        )

    def __str__(self) -> str:
        """The act in a few words."""
        return f"{self.id} {self.verb} {self.label}"


class Seal(models.Model):
    """The lines `first` to `last`, hashed together with the seal before; `number` counts from 1 without gaps."""

    number = models.BigIntegerField(primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    count = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    made = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        """No line is sealed twice."""

        ordering = ("number",)
        constraints = (
            models.CheckConstraint(name="seal_number", condition=Q(number__gte=1)),
            models.CheckConstraint(name="seal_span", condition=Q(last__gte=models.F("first"))),
            models.UniqueConstraint(name="seal_first_once", fields=["first"]),
            models.UniqueConstraint(name="seal_previous_once", fields=["previous"]),
        )

    def __str__(self) -> str:
        """Its number and the beginning of its hash."""
        return f"{self.number} {self.hash[:12]}"
