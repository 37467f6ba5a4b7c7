"""What the hall keeps: units and their succession, people and roles, calendars, the journal, evidence, notices."""

from hailong.agency.models.evidence import Evidence
from hailong.agency.models.journal import Line, Seal
from hailong.agency.models.notices import Notice, Outgoing
from hailong.agency.models.people import Membership, Person, RoleAssignment
from hailong.agency.models.schedule import Job
from hailong.agency.models.units import Alias, Move, Succession, Unit
from hailong.agency.models.worktime import SpecialDay, WorkWeek

__all__ = [
    "Alias",
    "Evidence",
    "Job",
    "Line",
    "Membership",
    "Move",
    "Notice",
    "Outgoing",
    "Person",
    "RoleAssignment",
    "Seal",
    "SpecialDay",
    "Succession",
    "Unit",
    "WorkWeek",
]
