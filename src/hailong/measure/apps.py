"""The wing as Django knows it."""

from django.apps import AppConfig


class MeasureConfig(AppConfig):
    """CHECK: questionnaires, rounds, answers and what they tell."""

    name = "hailong.measure"
    label = "measure"
