"""People who sign in, where they work, and what they may do there."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from hailong.agency.models.units import Unit
from hailong.agency.permissions import ROLES


class PersonManager(BaseUserManager["Person"]):
    """Only what signing in needs; accounts are made by `people.accounts`."""


class Person(AbstractBaseUser):
    """An official with an account. `feed_key` opens the person's own calendar feed and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    by_email = models.BooleanField(default=False)
    feed_key = models.CharField(max_length=43, null=True, unique=True)  # noqa: DJ001 - "" would not be unique
    sort_key = models.BinaryField(max_length=800, default=b"")
    search = models.CharField(max_length=300, default="")
    created = models.DateTimeField()

    objects = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """In the order of the Vietnamese alphabet."""

        ordering = ("sort_key", "username")
        constraints = (models.CheckConstraint(name="person_named", condition=~Q(name="") & ~Q(username="")),)

    def __str__(self) -> str:
        """The person's full name."""
        return self.name

    def get_full_name(self) -> str:
        """The person's full name, as Django's own parts ask for it."""
        return self.name


class Membership(models.Model):
    """A person works in a unit, from a day to a last day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="members")
    title = models.CharField(max_length=200, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        """One membership of a unit at a time."""

        ordering = ("since", "id")
        constraints = (
            models.CheckConstraint(name="membership_ends_later", condition=Q(until=None) | Q(until__gte=F("since"))),
            models.UniqueConstraint(name="membership_open_once", fields=["person", "unit"], condition=Q(until=None)),
        )

    def __str__(self) -> str:
        """Who and where."""
        return f"{self.person} · {self.unit}"


class RoleAssignment(models.Model):
    """A person holds a role over a part of the tree, from a day to a last day; ended, never deleted.

    One taken back before its first day was over is `withdrawn`: it alone ends before it begins, and so never holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    withdrawn = models.BooleanField(default=False)

    class Meta:
        """One open assignment of a role over a unit at a time."""

        ordering = ("since", "id")
        constraints = (
            models.CheckConstraint(name="role_known", condition=Q(role__in=ROLES)),
            models.CheckConstraint(
                name="role_ends_later", condition=Q(until=None) | Q(until__gte=F("since")) | Q(withdrawn=True)
            ),
            models.UniqueConstraint(name="role_open_once", fields=["person", "role", "unit"], condition=Q(until=None)),
        )

    def __str__(self) -> str:
        """Who, what, where."""
        return f"{self.person} · {self.role} · {self.unit}"
