"""The skin as Django knows it: templates, static files and tags."""

from django.apps import AppConfig


class SkinConfig(AppConfig):
    """Templates, static files and tags of every page."""

    name = "hailong.web.skin"
    label = "skin"
