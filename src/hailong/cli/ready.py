"""Django made ready for the commands that need the database: imported first by them, by no other."""

import os
from datetime import datetime
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from hailong.cli.errors import BadInput
from hailong.clock import moment


def _set_up() -> None:
    """Django with our settings, or one line that says why not."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hailong.settings")
    try:
        django.setup()
    except ImproperlyConfigured as reason:
        raise BadInput(str(reason)) from None
    except OSError as reason:
        cure = "Cách sửa: đặt HAILONG_VAR vào một thư mục ghi được."
        raise BadInput(f"Không dùng được thư mục dữ liệu {reason.filename} ({reason.strerror}). {cure}") from None


_set_up()


def real() -> datetime:
    """The real hour in Vietnam, with offset."""
    return timezone.localtime()


def now() -> datetime:
    """The present of this installation: the real hour, or the demo's own moment."""
    return moment.now(settings.MOMENT_FILE, real=real()) if settings.MOMENT_FILE else real()


def samples() -> list[Path]:
    """The sample agency's own documents, by name; what Git keeps beside them is none."""
    return sorted(file for file in settings.SAMPLES.glob("*") if not file.name.startswith("."))


def pending() -> list[str]:
    """The migrations still to be applied, by name; raises django.db.Error where the database does not answer."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def apply_migrations() -> list[str]:
    """Bring the database and the table of the shared cache up to this version; the names of the migrations applied."""
    waiting = pending()
    if waiting:
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    return waiting
