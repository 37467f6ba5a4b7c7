"""A database of the days when drafts belonged to nobody is brought up to date."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tests.plan import living

from hailong.plan.models import Draft, Plan

BEFORE = ("plan", "0002_draft_readings")


def ownerless_draft() -> Any:
    """A document dropped then."""
    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE])
    then = executor.loader.project_state(BEFORE).apps.get_model("plan", "Draft")
    words = {"name": "ke-hoach.docx", "sha256": "0" * 64, "size": 3, "source": b"abc"}
    return then.objects.create(created=living.NOW, expires=living.NOW.replace(year=2026), **words)


@pytest.mark.django_db(transaction=True)
def test_a_draft_of_nobody_is_forgotten_and_whatever_comes_after_finds_its_tables() -> None:
    """It would have lived for a week only."""
    try:
        assert ownerless_draft().pk
    finally:
        call_command("migrate", verbosity=0)

    assert (Draft.objects.count(), Plan.objects.count()) == (0, 0)
    living.ward()
    assert living.plan_of(living.reading_of(living.row("Dán sơ đồ"))).tasks.count() == 1
