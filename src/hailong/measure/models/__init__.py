"""What the wing keeps: questionnaires, rounds with their frame, sheets of paper, answers."""

from hailong.measure.models.answers import Answer, SetAside
from hailong.measure.models.questionnaires import Crosswalk, Questionnaire, Version
from hailong.measure.models.rounds import Returned, Round, RoundKey, Session, Visit
from hailong.measure.models.sheets import Entry, HandOver, Sheet, SheetMove

__all__ = [
    "Answer",
    "Crosswalk",
    "Entry",
    "HandOver",
    "Questionnaire",
    "Returned",
    "Round",
    "RoundKey",
    "Session",
    "SetAside",
    "Sheet",
    "SheetMove",
    "Version",
    "Visit",
]
