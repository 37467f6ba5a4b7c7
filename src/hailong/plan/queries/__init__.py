"""Questions to the wing; they change nothing, and each answers only what its viewer may see."""

from hailong.plan.queries.drafts import Reviewed, draft, failed, recent, reviewed, waiting
from hailong.plan.queries.plans import plan_seen, plans_seen, public_plan, public_plans
from hailong.plan.queries.tasks import (
    evidence_seen,
    explanations_seen,
    may,
    occurrence_seen,
    public_tasks,
    report_seen,
    reports_seen,
    task_seen,
    tasks_of,
    units_acting,
)

__all__ = [
    "Reviewed",
    "draft",
    "evidence_seen",
    "explanations_seen",
    "failed",
    "may",
    "occurrence_seen",
    "plan_seen",
    "plans_seen",
    "public_plan",
    "public_plans",
    "public_tasks",
    "recent",
    "report_seen",
    "reports_seen",
    "reviewed",
    "task_seen",
    "tasks_of",
    "units_acting",
    "waiting",
]
