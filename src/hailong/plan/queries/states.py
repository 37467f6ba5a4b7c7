"""The states of the wing and what its figures count, for those who only ask; the rules themselves stay inside."""

from hailong.plan.rules import (
    ACCEPTED,
    ACTIVE,
    ADDED,
    CANCELLED,
    DEFINITIONS,
    OPEN,
    REPORTED,
    RETURNED,
    UNFINISHED,
    WAITING,
)

__all__ = [
    "ACCEPTED",
    "ACTIVE",
    "ADDED",
    "CANCELLED",
    "DEFINITIONS",
    "OPEN",
    "REPORTED",
    "RETURNED",
    "UNFINISHED",
    "WAITING",
]
