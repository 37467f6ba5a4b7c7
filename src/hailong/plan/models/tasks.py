"""Tasks, the units that owe them, the criteria they are to raise, and each time they fall due."""

import uuid

from django.db import models
from django.db.models import F, Q

from hailong.agency.models import Unit
from hailong.plan import rules
from hailong.plan.models.plans import Plan


class Task(models.Model):
    """One row of a plan's table, one duty of its body, or one added later; traceable to its place in the signed text.

    `deadline` and `parts` are JSON of contract 4.1; `key` keeps the row known through files that go out and come back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    province = models.CharField(max_length=20)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    position = models.PositiveIntegerField()
    origin = models.CharField(max_length=10, default=rules.ROW)
    section = models.CharField(max_length=40, blank=True, default="")
    section_title = models.TextField(blank=True, default="")
    ordinal = models.CharField(max_length=20, blank=True, default="")
    place = models.CharField(max_length=60, blank=True, default="")
    page = models.PositiveIntegerField(null=True, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)
    content = models.TextField()
    product = models.TextField(blank=True, default="")
    assignment_text = models.TextField(blank=True, default="")
    deadline = models.JSONField(null=True, blank=True)
    parts = models.JSONField(default=list)
    confidence = models.FloatField(null=True, blank=True)
    state = models.CharField(max_length=10, default=rules.ACTIVE)
    cancelled_why = models.TextField(blank=True, default="")

    class Meta:
        """In printed order."""

        ordering = ("plan", "position")
        indexes = (models.Index(fields=["province", "plan", "position"], name="task_place"),)
        constraints = (
            models.UniqueConstraint(name="task_position_once", fields=["plan", "position"]),
            models.CheckConstraint(name="task_says_something", condition=~Q(content="")),
            models.CheckConstraint(name="task_origin_known", condition=Q(origin__in=rules.ORIGINS)),
            models.CheckConstraint(
                name="task_state_known",
                condition=Q(state=rules.ACTIVE) | (Q(state=rules.CANCELLED) & ~Q(cancelled_why="")),
            ),
        )

    def __str__(self) -> str:
        """Its number and content."""
        return f"{self.section}.{self.ordinal} {self.content}".strip(". ")


class TaskUnit(models.Model):
    """A unit leads or coordinates a task; of several leads one is accountable.

    `unit` is None where the printed name is nobody known here ("Các sở, ban, ngành"); `name` is as the plan has it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="task_units")
    name = models.CharField(max_length=300)
    leads = models.BooleanField()
    accountable = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """Leads first, in printed order."""

        ordering = ("task", "-leads", "position")
        constraints = (
            models.UniqueConstraint(name="task_unit_position", fields=["task", "leads", "position"]),
            models.UniqueConstraint(name="one_accountable", fields=["task"], condition=Q(accountable=True)),
            models.CheckConstraint(
                name="accountable_leads_and_is_known",
                condition=Q(accountable=False) | Q(leads=True, unit__isnull=False),
            ),
            models.CheckConstraint(name="task_unit_named", condition=~Q(name="")),
        )

    def __str__(self) -> str:
        """The unit's printed name."""
        return self.name


class TaskCriterion(models.Model):
    """A criterion (TC HC PV KQ TT DK) that the task is to raise."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=10)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In printed order."""

        ordering = ("task", "position")
        constraints = (models.UniqueConstraint(name="task_criterion_once", fields=["task", "code"]),)

    def __str__(self) -> str:
        """The code."""
        return self.code


class Occurrence(models.Model):
    """One time a task falls due: a quarter of a continuous task, a Friday, a step, an event that happened.

    `due` is the last day, None while `waits_for` names a trigger not yet set; `late` is whether what was accepted came
    after it. Overdue is never stored: it is asked of a day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    province = models.CharField(max_length=20)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="occurrences")
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=300)
    starts = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    waits_for = models.CharField(max_length=500, blank=True, default="")
    state = models.CharField(max_length=10, default=rules.OPEN)
    reported = models.DateTimeField(null=True, blank=True)
    closed = models.DateTimeField(null=True, blank=True)
    late = models.BooleanField(default=False)
    why = models.TextField(blank=True, default="")

    class Meta:
        """By due day; what waits comes last."""

        ordering = (F("due").asc(nulls_last=True), "task", "key")
        indexes = (
            models.Index(fields=["province", "state", "due"], name="occurrence_due"),
            models.Index(fields=["task", "state", "due"], name="occurrence_of_task"),
        )
        constraints = (
            models.UniqueConstraint(name="occurrence_once", fields=["task", "key"]),
            models.CheckConstraint(name="occurrence_state_known", condition=Q(state__in=rules.OCCURRENCE_STATES)),
            models.CheckConstraint(
                name="occurrence_waits_or_is_due",
                condition=Q(state__in=(rules.WAITING, rules.CANCELLED)) | Q(due__isnull=False),
            ),
            models.CheckConstraint(
                name="occurrence_starts_first", condition=Q(starts=None) | Q(due=None) | Q(due__gte=F("starts"))
            ),
            models.CheckConstraint(
                name="occurrence_closed_when_accepted",
                condition=(Q(state__in=rules.CLOSED) & Q(closed__isnull=False))
                | (~Q(state__in=rules.CLOSED) & Q(closed=None)),
            ),
        )

    def __str__(self) -> str:
        """What it is called."""
        return self.label
