"""The plan itself: the signed text's head, the facts printed in it, its money, its child plans, where it was posted."""

import uuid

from django.db import models
from django.db.models import F, Q

from hailong.agency.models import Evidence, Person, Unit
from hailong.plan import rules


class Plan(models.Model):
    """A confirmed plan of a unit. `code` names it in addresses and commands, such as "22333-2025-02".

    `digest` is the hash of what the plan says, by which the same plan is known again; `first` and `last` are the days
    between which it runs; `document` the file that was read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40, unique=True)
    province = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    type = models.CharField(max_length=60)
    number = models.CharField(max_length=60, blank=True, default="")
    symbol = models.CharField(max_length=60, blank=True, default="")
    date = models.DateField(null=True, blank=True)
    agency = models.CharField(max_length=300, blank=True, default="")
    title = models.TextField()
    year = models.PositiveSmallIntegerField()
    first = models.DateField()
    last = models.DateField()
    signer_name = models.CharField(max_length=120, blank=True, default="")
    signer_position = models.CharField(max_length=200, blank=True, default="")
    bases = models.JSONField(default=list)
    recipients = models.JSONField(default=list)
    attached = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=10, default=rules.ACTIVE)
    public_since = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64, db_index=True)
    document = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="plans")
    funding_total = models.BigIntegerField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="confirmed_plans")
    confirmed = models.DateTimeField()

    class Meta:
        """Newest year first."""

        ordering = ("-year", "-date", "code")
        indexes = (models.Index(fields=["province", "unit", "year"], name="plan_place"),)
        constraints = (
            models.CheckConstraint(name="plan_state_known", condition=Q(state__in=rules.PLAN_STATES)),
            models.CheckConstraint(name="plan_titled", condition=~Q(title="") & ~Q(code="")),
            models.CheckConstraint(name="plan_ends_later", condition=Q(last__gte=F("first"))),
            models.CheckConstraint(name="plan_not_own_parent", condition=Q(parent=None) | ~Q(parent=F("id"))),
            models.CheckConstraint(
                name="plan_funding_positive", condition=Q(funding_total=None) | Q(funding_total__gte=0)
            ),
        )

    def __str__(self) -> str:
        """Its number, else its code."""
        return self.number or self.code


class PlanFact(models.Model):
    """What the plan says beside its tasks, by contract 4.1: targets, quotas, time limits, scores, scorecards, duties.

    `value` is the JSON object as read and corrected, `place` where it is printed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=12)
    position = models.PositiveIntegerField()
    value = models.JSONField()
    place = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        """In printed order."""

        ordering = ("kind", "position")
        constraints = (
            models.UniqueConstraint(name="fact_once", fields=["plan", "kind", "position"]),
            models.CheckConstraint(name="fact_kind_known", condition=Q(kind__in=rules.FACT_KINDS)),
        )

    def __str__(self) -> str:
        """Kind and place."""
        return f"{self.kind} {self.place}"


class Funding(models.Model):
    """One line of the plan's money, in whole đồng; ended lines stay with `withdrawn` set."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="funding")
    task = models.ForeignKey("plan.Task", null=True, blank=True, on_delete=models.CASCADE, related_name="funding")
    text = models.CharField(max_length=300)
    source = models.CharField(max_length=200, blank=True, default="")
    amount = models.BigIntegerField()
    withdrawn = models.BooleanField(default=False)

    class Meta:
        """In the order in which they were written."""

        ordering = ("plan", "text", "id")
        constraints = (models.CheckConstraint(name="funding_positive", condition=Q(amount__gt=0) & ~Q(text="")),)

    def __str__(self) -> str:
        """What for."""
        return self.text


class ChildPlan(models.Model):
    """A unit owes a plan of its own under this one by a day; `child` is that plan once it is confirmed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="owed")
    task = models.ForeignKey("plan.Task", null=True, blank=True, on_delete=models.CASCADE, related_name="owed")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="owed_plans")
    due = models.DateField()
    child = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="fulfils")
    fulfilled = models.DateField(null=True, blank=True)

    class Meta:
        """One a unit."""

        ordering = ("due", "unit")
        constraints = (
            models.UniqueConstraint(name="child_plan_once", fields=["plan", "unit"]),
            models.CheckConstraint(
                name="child_plan_fulfilled",
                condition=Q(child=None, fulfilled=None) | Q(child__isnull=False, fulfilled__isnull=False),
            ),
        )

    def __str__(self) -> str:
        """Who owes."""
        return f"{self.unit} · {self.due:%d/%m/%Y}"


class Posting(models.Model):
    """Where and when the plan or the result of a task was posted: a board, a web site; link and picture."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="postings")
    task = models.ForeignKey("plan.Task", null=True, blank=True, on_delete=models.CASCADE, related_name="postings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="postings")
    place = models.CharField(max_length=200)
    day = models.DateField()
    link = models.URLField(max_length=500, blank=True, default="")
    picture = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="postings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="postings")
    noted = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering = ("-day", "-noted")
        constraints = (models.CheckConstraint(name="posting_placed", condition=~Q(place="")),)

    def __str__(self) -> str:
        """Where and when."""
        return f"{self.place} {self.day:%d/%m/%Y}"
