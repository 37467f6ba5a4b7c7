"""The wing as Django knows it."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """PLAN: drafts today, tasks tomorrow."""

    name = "hailong.plan"
    label = "plan"
