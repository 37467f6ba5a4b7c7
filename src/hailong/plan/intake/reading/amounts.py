"""What a plan counts and measures: its targets, quotas and time limits (contract 4.1), from its passages."""

from hailong.plan.intake.reading.limits import time_limits
from hailong.plan.intake.reading.quotas import quotas
from hailong.plan.intake.reading.targets import targets

__all__ = ["quotas", "targets", "time_limits"]
