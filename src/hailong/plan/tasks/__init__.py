"""The verbs of a task: reported, decided, explained, set going, shaped. Callers say `tasks.report(...)`."""

from hailong.plan.tasks.cancelling import cancel
from hailong.plan.tasks.deciding import accept, answer_obstacle, return_
from hailong.plan.tasks.reporting import explain, report
from hailong.plan.tasks.scheduling import set_deadline
from hailong.plan.tasks.shaping import add, amend, assign
from hailong.plan.tasks.triggering import record_event, set_trigger

__all__ = [
    "accept",
    "add",
    "amend",
    "answer_obstacle",
    "assign",
    "cancel",
    "explain",
    "record_event",
    "report",
    "return_",
    "set_deadline",
    "set_trigger",
]
