"""Answers, with nothing by which a person, a dossier or a minute could be found, and what could not be counted."""

from django.db import models
from django.db.models import Q

from hailong.agency.models import Unit
from hailong.measure import rules
from hailong.measure.models.rounds import Round


class Answer(models.Model):
    """One form filled in. `key` is an HMAC under the round's secret; once the round is closed, a random number.

    `content` is {item: code}, `satisfied` and `given` the packed items of the index (`stats.packed`), `day` the day and
    no minute. `session` is the id of the half-day where sessions were drawn, else "". `fresh` ones have not been put
    into random order yet. It refers to the round and the unit by id alone: this table is parted by province at size.
    """

    key = models.BinaryField(primary_key=True, max_length=32)
    province = models.CharField(max_length=20)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="answers", db_constraint=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    field = models.CharField(max_length=120, blank=True, default="")
    respondent = models.CharField(max_length=12, default=rules.INDIVIDUAL)
    mode = models.CharField(max_length=8)
    session = models.CharField(max_length=36, blank=True, default="")
    day = models.DateField()
    content = models.JSONField()
    satisfied = models.BigIntegerField(default=0)
    given = models.BigIntegerField(default=0)
    consent = models.CharField(max_length=64, blank=True, default="")
    digest = models.BinaryField(max_length=32)
    fresh = models.BooleanField(default=True)

    class Meta:
        """Found by place and round."""

        indexes = (models.Index(fields=["province", "round", "unit"], name="answer_place"),)
        constraints = (
            models.CheckConstraint(name="answer_mode_known", condition=Q(mode__in=rules.MODES)),
            models.CheckConstraint(name="answer_who_known", condition=Q(respondent__in=rules.RESPONDENTS)),
        )

    def __str__(self) -> str:
        """Name the mode and the day; the key is nobody's to see."""
        return f"{self.mode} {self.day:%d/%m/%Y}"


class SetAside(models.Model):
    """What came but is not counted: after closing, or with the key of another answer. Kept without time or sender."""

    id = models.BigAutoField(primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="aside")
    reason = models.CharField(max_length=10)
    content = models.JSONField()
    day = models.DateField()

    class Meta:
        """In the order in which they came."""

        constraints = (models.CheckConstraint(name="aside_reason_known", condition=Q(reason__in=rules.ASIDE)),)

    def __str__(self) -> str:
        """Say why."""
        return f"{self.reason} {self.day:%d/%m/%Y}"
