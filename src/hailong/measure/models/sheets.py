"""Sheets of paper by serial number: who holds them, what became of them, and their double entry."""

import uuid

from django.db import models
from django.db.models import Q

from hailong.agency.models import Person, Unit
from hailong.measure import rules
from hailong.measure.models.rounds import Round


class Sheet(models.Model):
    """A printed form. A serial is issued to a clerk, never to a citizen; `holder` is the clerk who has it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sheets")
    serial = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default=rules.PRINTED)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """By serial."""

        ordering = ("serial",)
        constraints = (
            models.UniqueConstraint(fields=["round", "serial"], name="sheet_once"),
            models.CheckConstraint(name="sheet_state_known", condition=Q(state__in=rules.SHEET_STATES)),
        )

    def __str__(self) -> str:
        """Its serial."""
        return self.serial


class SheetMove(models.Model):
    """One change of a sheet's state, on a day, by somebody; appended, never changed."""

    id = models.BigAutoField(primary_key=True)
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="moves")
    state = models.CharField(max_length=10)
    day = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        """In order."""

        ordering = ("id",)
        constraints = (models.CheckConstraint(name="move_state_known", condition=Q(state__in=rules.SHEET_STATES)),)

    def __str__(self) -> str:
        """Which state on which day."""
        return f"{self.state} {self.day:%d/%m/%Y}"


class HandOver(models.Model):
    """Forms handed over to the office that gathers: how many, when due by working days, received by whom and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="handovers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    sent = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField(default=0)
    received = models.DateField(null=True, blank=True)
    received_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    received_count = models.PositiveIntegerField(null=True, blank=True)
    note = models.TextField(blank=True, default="")

    class Meta:
        """One for each round and unit."""

        constraints = (
            models.UniqueConstraint(fields=["round", "unit"], name="handover_once"),
            models.CheckConstraint(name="handover_in_order", condition=Q(received=None) | ~Q(sent=None)),
        )

    def __str__(self) -> str:
        """Whose and by when."""
        return f"{self.unit} {self.due:%d/%m/%Y}"


class Entry(models.Model):
    """What one clerk typed from one sheet; two agree, or a third settles it. Cut off from the answer once verified."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="entries")
    pass_number = models.PositiveSmallIntegerField()
    typist = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    day = models.DateField()
    field = models.CharField(max_length=120, blank=True, default="")
    respondent = models.CharField(max_length=12, default=rules.INDIVIDUAL)

    class Meta:
        """Two passes by two people."""

        constraints = (
            models.UniqueConstraint(fields=["sheet", "pass_number"], name="entry_once"),
            models.UniqueConstraint(fields=["sheet", "typist"], name="entry_by_another"),
            models.CheckConstraint(name="entry_pass_known", condition=Q(pass_number__in=(1, 2, 3))),
        )

    def __str__(self) -> str:
        """Which pass of which sheet."""
        return f"{self.sheet} ({self.pass_number})"
