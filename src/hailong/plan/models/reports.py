"""What was said of an occurrence: reports, decisions, obstacles answered, late work explained; only appended."""

import uuid

from django.db import models
from django.db.models import Q

from hailong.agency.models import Evidence, Person, Unit
from hailong.plan import rules
from hailong.plan.models.tasks import Occurrence


class Report(models.Model):
    """A lead unit says what was done, with evidence; an obstacle told here is passed up to those who accept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    province = models.CharField(max_length=20)
    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reports")
    at = models.DateTimeField()
    finishes = models.BooleanField(default=True)
    text = models.TextField()
    product = models.TextField(blank=True, default="")
    link = models.URLField(max_length=500, blank=True, default="")
    obstacle = models.TextField(blank=True, default="")
    evidence = models.ManyToManyField(Evidence, related_name="reports")

    class Meta:
        """Oldest first."""

        ordering = ("at", "id")
        constraints = (models.CheckConstraint(name="report_says_something", condition=~Q(text="")),)

    def __str__(self) -> str:
        """What was said."""
        return self.text


class Decision(models.Model):
    """A report was accepted, or returned with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="decision")
    verdict = models.CharField(max_length=10)
    reason = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="decisions")
    at = models.DateTimeField()

    class Meta:
        """A return says why."""

        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="decision_known",
                condition=Q(verdict=rules.ACCEPTED) | (Q(verdict=rules.RETURNED) & ~Q(reason="")),
            ),
        )

    def __str__(self) -> str:
        """The verdict."""
        return self.verdict


class ObstacleAnswer(models.Model):
    """What those above answered to an obstacle."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="obstacle_answers")
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("at", "id")
        constraints = (models.CheckConstraint(name="answer_says_something", condition=~Q(text="")),)

    def __str__(self) -> str:
        """The answer."""
        return self.text


class Explanation(models.Model):
    """Why an occurrence is late: cause, who answers for it, remedy, and by when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="explanations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="explanations")
    cause = models.TextField()
    responsible = models.CharField(max_length=200)
    remedy = models.TextField()
    by_when = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="explanations")
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="explanation_whole", condition=~Q(cause="") & ~Q(responsible="") & ~Q(remedy="")
            ),
        )

    def __str__(self) -> str:
        """The cause."""
        return self.cause
