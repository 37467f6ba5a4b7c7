"""When a unit works: its week from a day on, and its own closed or worked days; what it lacks it has from above."""

import uuid

from django.db import models
from django.db.models import Q

from hailong.agency.models.units import Unit

CLOSED, WORKED = "closed", "worked"


class WorkWeek(models.Model):
    """The shifts of a unit's week from a day on: [{"days": [1..7], "from": "07:30", "to": "11:30"}, ...]."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="weeks")
    valid_from = models.DateField()
    shifts = models.JSONField()
    state_holidays = models.BooleanField(default=True)
    source = models.CharField(max_length=300)

    class Meta:
        """One week a unit and first day."""

        ordering = ("valid_from",)
        constraints = (
            models.UniqueConstraint(name="week_once", fields=["unit", "valid_from"]),
            models.CheckConstraint(name="week_sourced", condition=~Q(source="")),
        )

    def __str__(self) -> str:
        """Whose, since when."""
        return f"{self.unit} · {self.valid_from:%d/%m/%Y}"


class SpecialDay(models.Model):
    """A day on which a unit is closed, or works though it is no working day, with the notice that says so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="special_days")
    day = models.DateField()
    kind = models.CharField(max_length=6)
    name = models.CharField(max_length=200, blank=True, default="")
    source = models.CharField(max_length=300)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        """One word a unit and day that stands."""

        ordering = ("day",)
        constraints = (
            models.UniqueConstraint(name="special_day_once", fields=["unit", "day"], condition=Q(withdrawn=False)),
            models.CheckConstraint(name="special_day_kind", condition=Q(kind__in=(CLOSED, WORKED))),
            models.CheckConstraint(name="special_day_sourced", condition=~Q(source="")),
        )

    def __str__(self) -> str:
        """The day and what it is."""
        return f"{self.day:%d/%m/%Y} {self.kind}"
