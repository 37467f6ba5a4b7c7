"""The timetable: when each job that runs by itself is to run next."""

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """A job by name. Whoever moves `next_run` on has the slot; `next_run` is the installation's moment."""

    name = models.CharField(max_length=60, primary_key=True)
    next_run = models.DateTimeField()

    class Meta:
        """The next one first."""

        ordering = ("next_run", "name")
        constraints = (models.CheckConstraint(name="job_named", condition=~Q(name="")),)

    def __str__(self) -> str:
        """The name."""
        return self.name
