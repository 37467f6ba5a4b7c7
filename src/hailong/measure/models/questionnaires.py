"""Questionnaires and their versions: what is asked, in which words, bound to which criterion."""

import uuid

from django.db import models
from django.db.models import Q

from hailong.agency.models import Person, Unit
from hailong.measure import rules


class Questionnaire(models.Model):
    """An instrument by its code ("KS-DV"). `unit` is the one that owns it; null where it comes with the program."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    instrument = models.CharField(max_length=10, default="unit")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="questionnaires")
    created = models.DateTimeField()

    class Meta:
        """By code."""

        ordering = ("code",)
        constraints = (
            models.CheckConstraint(name="questionnaire_known", condition=Q(instrument__in=rules.INSTRUMENTS)),
            models.CheckConstraint(name="questionnaire_titled", condition=~Q(title="") & ~Q(code="")),
        )

    def __str__(self) -> str:
        """Its title."""
        return self.title


class Version(models.Model):
    """One wording of a questionnaire: `content` is `questionnaires.form.Form` as JSON, `digest` its SHA-256.

    A draft may change; a frozen one never does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, default=rules.DRAFT)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    changed = models.DateTimeField()
    frozen = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Newest last."""

        ordering = ("questionnaire", "number")
        constraints = (
            models.UniqueConstraint(fields=["questionnaire", "number"], name="version_once"),
            models.CheckConstraint(name="version_state_known", condition=Q(state__in=rules.VERSION_STATES)),
            models.CheckConstraint(
                name="version_frozen_with_date",
                condition=Q(state=rules.FROZEN, frozen__isnull=False) | Q(state=rules.DRAFT, frozen__isnull=True),
            ),
        )

    def __str__(self) -> str:
        """Code and number."""
        return f"{self.questionnaire.code} v{self.number}"


class Crosswalk(models.Model):
    """Which item of a version carries on which of another: `pairs` is {old item: new item}.

    Items left out have no successor; the chart breaks there, and `note` says why.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    old = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="carried_on")
    new = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="carries_on")
    pairs = models.JSONField(default=dict)
    note = models.TextField(blank=True, default="")

    class Meta:
        """One from each version to each other."""

        constraints = (models.UniqueConstraint(fields=["old", "new"], name="crosswalk_once"),)

    def __str__(self) -> str:
        """From which version to which."""
        return f"{self.old} → {self.new}"
