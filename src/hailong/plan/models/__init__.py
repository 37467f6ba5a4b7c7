"""What the wing keeps: drafts, plans with their facts and money, tasks with their units, occurrences, reports."""

from hailong.plan.models.drafts import Draft
from hailong.plan.models.plans import ChildPlan, Funding, Plan, PlanFact, Posting
from hailong.plan.models.reports import Decision, Explanation, ObstacleAnswer, Report
from hailong.plan.models.tasks import Occurrence, Task, TaskCriterion, TaskUnit

__all__ = [
    "ChildPlan",
    "Decision",
    "Draft",
    "Explanation",
    "Funding",
    "ObstacleAnswer",
    "Occurrence",
    "Plan",
    "PlanFact",
    "Posting",
    "Report",
    "Task",
    "TaskCriterion",
    "TaskUnit",
]
