"""The journal's lines about a whole plan; those about its tasks stand under the task (tasks.moving)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hailong.agency import journal
from hailong.agency.journal import Actor
from hailong.plan.models import Plan


def note(
    plan: Plan,
    verb: str,
    by: Actor,
    now: datetime,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Write the line of an act, under the plan and in its unit, inside the transaction of the act itself."""
    journal.write(
        by=by, at=now, unit=plan.unit, verb=verb, kind="plan", thing=plan.pk, label=str(plan), before=before,
        after=after, reason=reason,
    )  # fmt: skip
