"""A survey round, the visitors from whom it is drawn, and who was asked."""

import uuid

from django.db import models
from django.db.models import F, Q

from hailong.agency.models import Unit
from hailong.measure import rules
from hailong.measure.models.questionnaires import Version


class Round(models.Model):
    """One survey of a unit and those below it over a period ("2025Q3").

    `quota` is forms wanted in the whole round; `quota_counts` the modes that fill it; `pooled` the modes that make the
    index, fixed when it opens. `selector`, `every` and `seed` say how visitors are drawn: one in `every`.
    `sampling_unit` is what was drawn, the form or the session. `index_rule` is one of `stats.sipas.RULES`; `target` in
    percent with `operator` is what the plan asks. `consent` is the text agreed to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40, unique=True)
    province = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rounds")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=300)
    period = models.CharField(max_length=10)
    opens = models.DateField()
    closes = models.DateField()
    state = models.CharField(max_length=10, default=rules.PLANNED)
    quota = models.PositiveIntegerField()
    quota_counts = models.JSONField(default=list)
    pooled = models.JSONField(default=list)
    selector = models.CharField(max_length=12, default=rules.SYSTEMATIC)
    every = models.PositiveSmallIntegerField(default=1)
    seed = models.BigIntegerField()
    sampling_unit = models.CharField(max_length=8, default=rules.FORM)
    index_rule = models.CharField(max_length=16, default="t2b_itemmean")
    target = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    operator = models.CharField(max_length=2, blank=True, default="")
    consent = models.TextField(blank=True, default="")
    opened = models.DateTimeField(null=True, blank=True)
    closed = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering = ("-opens", "code")
        indexes = (models.Index(fields=["province", "unit", "period"], name="round_place"),)
        constraints = (
            models.CheckConstraint(name="round_state_known", condition=Q(state__in=rules.ROUND_STATES)),
            models.CheckConstraint(name="round_closes_later", condition=Q(closes__gte=F("opens"))),
            models.CheckConstraint(name="round_titled", condition=~Q(title="") & ~Q(code="") & ~Q(period="")),
            models.CheckConstraint(
                name="round_selector_known", condition=Q(selector__in=rules.SELECTORS, every__gte=1)
            ),
            models.CheckConstraint(name="round_unit_known", condition=Q(sampling_unit__in=rules.SAMPLING_UNITS)),
            models.CheckConstraint(name="round_quota_positive", condition=Q(quota__gte=1)),
            models.CheckConstraint(
                name="round_target_whole",
                condition=Q(target=None, operator="")
                | Q(target__range=(0, 100), operator__in=("<", "<=", "=", ">=", ">")),
            ),
        )

    def __str__(self) -> str:
        """Its title."""
        return self.title


class RoundKey(models.Model):
    """The secret of an open round; closing removes the row, and no answer can be told from a code any more."""

    round = models.OneToOneField(Round, primary_key=True, on_delete=models.CASCADE, related_name="key")
    secret = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        """Name the round, never the secret."""
        return f"{self.round}"


class Returned(models.Model):
    """The frame: one result returned to somebody, from a list of dossiers. `dossier` is its code in that list.

    No answer refers to it: only its counts by unit, field and day weigh the answers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    province = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    dossier = models.CharField(max_length=60)
    procedure = models.CharField(max_length=60, blank=True, default="")
    field = models.CharField(max_length=120, blank=True, default="")
    respondent = models.CharField(max_length=12, default=rules.INDIVIDUAL)
    day = models.DateField()

    class Meta:
        """Found by place and day; a dossier is returned once."""

        indexes = (models.Index(fields=["province", "unit", "day"], name="returned_place"),)
        constraints = (
            models.UniqueConstraint(fields=["unit", "dossier"], name="returned_once"),
            models.CheckConstraint(name="returned_who_known", condition=Q(respondent__in=rules.RESPONDENTS)),
        )

    def __str__(self) -> str:
        """Its dossier."""
        return self.dossier


class Session(models.Model):
    """A half-day at a counter in which forms are given out; `start` is the selector's random start of that session."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sessions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    half = models.CharField(max_length=9)
    start = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """One for each half-day and unit."""

        ordering = ("day", "half")
        constraints = (
            models.UniqueConstraint(fields=["round", "unit", "day", "half"], name="session_once"),
            models.CheckConstraint(name="session_half_known", condition=Q(half__in=("morning", "afternoon"))),
        )

    def __str__(self) -> str:
        """The half-day."""
        return f"{self.day:%d/%m/%Y} {self.half}"


class Visit(models.Model):
    """One visitor who got a result: the `number`-th of a session, drawn or not, and what came of it.

    It holds no time within the half-day and nothing by which an answer could be found.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="visits")
    number = models.PositiveIntegerField()
    field = models.CharField(max_length=120, blank=True, default="")
    selected = models.BooleanField()
    outcome = models.CharField(max_length=12, default=rules.NOT_SELECTED)

    class Meta:
        """In the order of the session."""

        ordering = ("session", "number")
        constraints = (
            models.UniqueConstraint(fields=["session", "number"], name="visit_once"),
            models.CheckConstraint(name="visit_outcome_known", condition=Q(outcome__in=rules.OUTCOMES)),
        )

    def __str__(self) -> str:
        """Its number."""
        return f"{self.number}"
